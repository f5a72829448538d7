#include "intake/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/archive.h"
#include "intake/docx_story.h"
#include "intake/lines.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define HEADERS_MAX 64 /* parts; a document has three for each section */
#define HEAD_LINES 12  /* in which a document has its title block */

static void book_clear(struct docx_book *book) {
    docx_numbering_destroy(book->numbering);
    docx_styles_clear(&book->styles);
    docx_relations_clear(&book->relations);
    docx_notes_clear(&book->notes);
    text_list_clear(&book->removed);
    text_list_clear(&book->annexes);
    archive_close(book->archive);
}

/* The package says which part is the document; some say nothing. */
static enum err_code find_document(struct docx_book *book, char **ret_part, struct err *err) {
    struct docx_relations relations = {0};
    enum err_code code = docx_relations_read(book->archive, "", &relations, err);
    if (code != ERR_OK)
        return code;
    const struct docx_relation *document = docx_relations_first(&relations, DOCX_RELATION_DOCUMENT);
    *ret_part = mem_string(document ? document->target : "word/document.xml");
    docx_relations_clear(&relations);
    return ERR_OK;
}

/* What the document's text cannot be read without. */
static enum err_code open_book(struct docx_book *book, const char *part, struct err *err) {
    enum err_code code = docx_relations_read(book->archive, part, &book->relations, err);
    if (code == ERR_OK)
        code = docx_styles_read(book->archive, &book->relations, &book->styles, err);
    if (code == ERR_OK)
        code = docx_numbering_read(book->archive, &book->relations, &book->styles, &book->numbering,
                                   err);
    if (code == ERR_OK)
        code = docx_story_notes(book, DOCX_RELATION_FOOTNOTES, err);
    if (code == ERR_OK)
        code = docx_story_notes(book, DOCX_RELATION_ENDNOTES, err);
    return code;
}

/* ---- what stands beside the text ---- */

static void remove_lines(struct document *document, const char *text) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        char *line = mem_slice(text, length);
        if (length)
            text_list_append(&document->removed, line);
        free(line);
        text += length + (text[length] == '\n');
    }
}

static void remove_unused_notes(const struct docx_notes *notes, struct document *document) {
    for (size_t i = 0; i < notes->count; i++)
        if (!notes->items[i].mark && notes->items[i].text)
            remove_lines(document, notes->items[i].text);
}

static enum err_code read_side(struct docx_book *book, const char *part, struct buf *ret,
                               struct err *err) {
    struct docx_relations relations = {0};
    enum err_code code = docx_relations_read(book->archive, part, &relations, err);
    if (code == ERR_OK)
        code = docx_story_read(book, part, &relations, ret, err);
    docx_relations_clear(&relations);
    return code;
}

static enum err_code remove_comments(struct docx_book *book, struct document *document,
                                     struct err *err) {
    struct buf text = {0};
    size_t member;
    enum err_code code = ERR_OK;
    const struct docx_relation *comments =
        docx_relations_first(&book->relations, DOCX_RELATION_COMMENTS);
    if (!comments || !archive_find(book->archive, comments->target, &member))
        return ERR_OK;
    code = read_side(book, comments->target, &text, err);
    if (code == ERR_OK && text.len) {
        remove_lines(document, buf_string(&text));
        text_list_add(&document->warnings, "comments were left out");
    }
    buf_free(&text);
    return code;
}

/* ---- headers and footers ---- */

/* The head of a decision: where it is, as in the folded text. */
static bool holds_labels(const char *folded) {
    static const char *const labels[] = {"karar no",     "karar sayi",      "karar tarihi",
                                         "karar numara", "toplanti tarihi", "konusu",
                                         "birlesim"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strstr(folded, labels[i]))
            return true;
    return false;
}

static bool holds_title(const char *folded) {
    return strncmp(folded, "t.c", 3) == 0 || strncmp(folded, "t. c", 4) == 0 ||
           strstr(folded, "belediyesi") || strstr(folded, "belediye baskanligi") ||
           strstr(folded, "belediye meclisi");
}

static char *head_folded(const char *text, size_t lines) {
    const char *end = text;
    while (lines-- > 0 && *end)
        end += strcspn(end, "\n") + (strchr(end, '\n') != NULL);
    char *head = mem_slice(text, (size_t)(end - text)), *folded = turkish_fold(head);
    free(head);
    return folded;
}

/* A letterhead is repeated on each page, and says what the text itself may lack. */
static bool is_head(const char *header, const char *body) {
    char *above = head_folded(header, SIZE_MAX), *below = head_folded(body, HEAD_LINES);
    bool head = (holds_labels(above) && !holds_labels(below)) ||
                (holds_title(above) && !holds_title(below));
    free(above);
    free(below);
    return head;
}

/* Headers that say what the text lacks come first, everything else is removed. */
static enum err_code read_headers(struct docx_book *book, const char *body, struct buf *head,
                                  struct document *document, struct err *err) {
    size_t count = 0;
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < book->relations.count && code == ERR_OK; i++) {
        const struct docx_relation *part = &book->relations.items[i];
        size_t member;
        bool header = part->kind == DOCX_RELATION_HEADER;
        if ((!header && part->kind != DOCX_RELATION_FOOTER) || count++ == HEADERS_MAX ||
            part->external || !archive_find(book->archive, part->target, &member))
            continue;
        struct buf text = {0};
        code = read_side(book, part->target, &text, err);
        if (code == ERR_OK && header && head->len == 0 && is_head(buf_string(&text), body))
            buf_add(head, buf_string(&text), text.len);
        else if (code == ERR_OK)
            remove_lines(document, buf_string(&text));
        buf_free(&text);
    }
    return code;
}

/* ---- the document ---- */

/* As the lines are, so that words can be found in both. */
static void compose(struct text_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        char *composed = utf8_nfc(list->items[i]);
        free(list->items[i]);
        list->items[i] = composed;
    }
}

static void add_lines(const struct buf *text, struct lines *lines) {
    const char *at = buf_string(text), *end = at + text->len;
    while (at < end) {
        size_t length = strcspn(at, "\t\n");
        lines_text(lines, at, length);
        at += length;
        if (at < end && *at == '\t')
            lines_cell(lines);
        else
            lines_end(lines);
        at++;
    }
}

static void warn(const struct docx_book *book, const struct docx_relations *relations,
                 struct text_list *warnings) {
    if (book->deleted)
        text_list_add(warnings, "text that was deleted with change tracking was left out");
    if (book->hidden)
        text_list_add(warnings, "hidden text was left out");
    if (book->embedded)
        text_list_add(warnings, "text in charts, diagrams and embedded files was not read");
    if (docx_relations_first(relations, DOCX_RELATION_MACROS))
        text_list_add(warnings, "it holds macros, which were not run");
}

static void hand_over(struct docx_book *book, struct document *document) {
    for (size_t i = 0; i < book->removed.count; i++)
        text_list_append(&document->removed, book->removed.items[i]);
    document->annexes = book->annexes;
    book->annexes = (struct text_list){0};
    remove_unused_notes(&book->notes, document);
    compose(&document->removed);
    warn(book, &book->relations, &document->warnings);
}

static enum err_code check(const struct docx_book *book, const struct buf *body, struct err *err) {
    if (book->covered)
        return err_set(err, ERR_REFUSED,
                       "karartma altında metin var (text stands black on black, where anyone can "
                       "copy it); delete that text and save it again");
    if (body->len == 0 && book->pictures)
        return err_set(err, ERR_REFUSED,
                       "there are only pictures in it, no text; put it through text recognition "
                       "(OCR) first");
    if (body->len == 0 && book->embedded)
        return err_set(err, ERR_REFUSED,
                       "its text is in an embedded file; open it in Word and "
                       "save it again, or save it as PDF");
    return ERR_OK;
}

static enum err_code read_book(struct docx_book *book, struct document *document,
                               struct lines *lines, struct err *err) {
    struct buf body = {0}, head = {0};
    char *part = NULL;
    enum err_code code = find_document(book, &part, err);
    if (code == ERR_OK)
        code = open_book(book, part, err);
    if (code == ERR_OK)
        code = docx_story_read(book, part, &book->relations, &body, err);
    if (code == ERR_OK)
        code = read_headers(book, buf_string(&body), &head, document, err);
    if (code == ERR_OK)
        code = check(book, &body, err);
    if (code == ERR_OK)
        code = remove_comments(book, document, err);
    if (code == ERR_OK) {
        add_lines(&head, lines);
        add_lines(&body, lines);
        hand_over(book, document);
    }
    buf_free(&body);
    buf_free(&head);
    free(part);
    return code;
}

enum err_code reader_docx(const char *name, const char *bytes, size_t count, struct document *ret,
                          struct err *err) {
    struct docx_book book = {0};
    struct document document = {.format = "docx"};
    struct lines lines = {0};
    enum err_code code = archive_open_bytes(name, bytes, count, &book.archive, err);
    if (code != ERR_OK)
        return code;
    code = read_book(&book, &document, &lines, err);
    if (code != ERR_OK && err && strncmp(err->text, name, strlen(name)) != 0)
        err_add(err, "%s", name);
    book_clear(&book);
    if (code == ERR_OK)
        code = lines_finish(&lines, name, &document, err);
    lines_free(&lines);
    if (code == ERR_OK)
        *ret = document;
    else
        document_clear(&document);
    return code;
}
