#include "publish/help.h"

#include <stddef.h>
#include <string.h>

static const char import_text[] =
    "Documents are web pages (.html), PDF with live text, Word files (.docx), plain text (UTF-8,\n"
    "UTF-16, Windows-1254, ISO-8859-9) and .zip archives of these; what is what is told by the\n"
    "content. A scan without text, a locked file or a .doc is refused with what to do about it.\n"
    "\n"
    "Each decision has a line: number, date, what became of it, the document, and what was\n"
    "noticed. What is refused has its line on stderr and changes nothing; the others are imported\n"
    "all the same, and the exit code is 4. Importing a folder again changes nothing.\n"
    "\n"
    "  --dry-run   says what would happen; nothing is changed\n"
    "  --report    writes a JSON array, an object for each decision: how sure each field is\n"
    "              (certain, likely, guessed, absent), what was mended, removed, what needs a "
    "look\n"
    "  --replace   takes the new text where the library has another one under that number, and\n"
    "              what was set by hand goes; the old state stays as a revision\n"
    "  --quiet     only the summary, warnings and errors\n"
    "\n"
    "The same decision in two documents (same number and date, 80 % of the shorter text's words\n"
    "in common): the fuller text is kept, the other is named. A text that does not break off\n"
    "goes before one that does. What set has corrected stays.\n"
    "\n"
    "  meclis-publish import --library meclis.db --dry-run karar-255.pdf\n"
    "  meclis-publish import --library meclis.db --replace duzeltilmis/255.docx\n";

static const char set_text[] =
    "A correction outlives its document: import does not undo it, unless with --replace.\n"
    "Fields: subject body date outcome votes_for votes_against abstentions department\n"
    "file_number sitting subject_area municipality truncated (true or false), and as JSON\n"
    "citations districts neighbourhoods amounts areas scales annexes. An empty value is none.\n"
    "Outcomes: unanimous majority rejected referred returned withdrawn elected other unknown.\n"
    "\n"
    "  meclis-publish set --library meclis.db 2015/255 'districts=[\"Ula\", \"Datça\"]'\n"
    "  meclis-publish set --library meclis.db 2015/255 'annexes=[{\"kind\": \"annex\", "
    "\"address\":\n"
    "      \"https://…/plan.pdf\"}]'\n"
    "  meclis-publish set --library meclis.db 2015/255 votes_against= \"body=$(cat metin.txt)\"\n";

static const char retract_text[] =
    "The reason is published. The next release takes the text off every kiosk at its update and\n"
    "deletes the older snapshots and deltas that hold it; its document is not imported again. It\n"
    "cannot be undone. To take a name out of a text that stays, use set with body=….\n";

static const char export_text[] =
    "Oldest first, retracted decisions too (number, date, nothing else). --jsonl: the object of\n"
    "show --json on a line each. --csv: a header, UTF-8, lists as JSON in their cell; new columns\n"
    "come last.\n";

static const char release_text[] =
    "Before anything is written, subjects and bodies are searched for what looks like identity\n"
    "numbers, IBANs, telephone numbers and home addresses. Where there are some, it ends with 4 "
    "and\n"
    "names the decisions; show lists them. Retract the decision, set its body without them, or\n"
    "release with --accept-personal-data: that is remembered, and asked again only for new ones.\n";

static const struct {
    const char *command, *text;
} texts[] = {
    {"import", import_text}, {"set", set_text},         {"retract", retract_text},
    {"export", export_text}, {"release", release_text},
};

const char *help_more(const char *command) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(texts[i].command, command) == 0)
            return texts[i].text;
    return NULL;
}
