/* reader_text and recognise: whatever comes in, what comes out is a sound record or a reason. */
#include "fuzz/target.h"

#include <string.h>

#include "intake/intake.h"
#include "text/utf8.h"

static int is_control(unsigned char byte) {
    return byte < ' ' || byte == 0x7F;
}

/* Valid, with no control characters but those of `allowed`. */
static void check_text(const char *text, const char *allowed) {
    if (!text)
        return;
    MUST(utf8_valid(text, strlen(text)));
    for (; *text; text++)
        MUST(!is_control((unsigned char)*text) || strchr(allowed, *text));
}

static void check_list(const struct text_list *list, const char *allowed) {
    for (size_t i = 0; i < list->count; i++)
        check_text(list->items[i], allowed);
}

/* Paragraphs: none empty, none with outer white space. */
static void check_body(const char *body) {
    check_text(body, "\n\t");
    for (const char *at = body; *at;) {
        size_t length = strcspn(at, "\n");
        MUST(length > 0 && *at != ' ' && at[length - 1] != ' ');
        MUST(!at[length] || at[length + 1]);
        at += length + (at[length] == '\n');
    }
}

static void check_decision(const struct decision *decision) {
    const char *const fields[] = {decision->subject,      decision->department,
                                  decision->file_number,  decision->sitting,
                                  decision->subject_area, decision->municipality};
    MUST(decision->number >= 1 && decision->number <= 99999);
    MUST(decision->year >= 1900 && decision->year <= 2100);
    MUST(date_valid(decision->date));
    MUST(decision->subject && decision->body);
    MUST(decision->outcome >= 0 && decision->outcome < OUTCOME_COUNT);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        check_text(fields[i], "");
    check_body(decision->body);
    check_list(&decision->districts, "");
    check_list(&decision->neighbourhoods, "");
    check_list(&decision->annexes, "");
    for (size_t i = 0; i < decision->citation_count; i++) {
        MUST(decision->citations[i].law >= 1 && decision->citations[i].law <= 99999);
        check_text(decision->citations[i].article, "");
        check_text(decision->citations[i].item, "");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
    struct intake_set set = {0};
    struct err err = {0};
    enum err_code code = intake_bytes("belge.txt", (const char *)bytes, count, &set, &err);
    MUST(code == ERR_OK || (code == ERR_REFUSED && *err.text && !strchr(err.text, '\n')));
    MUST((code == ERR_OK) == (set.count > 0));
    for (size_t i = 0; i < set.count; i++) {
        const struct intake_result *result = &set.items[i];
        if (result->refused.code == ERR_OK)
            check_decision(&result->decision);
        else
            MUST(result->refused.code == ERR_REFUSED && *result->refused.text);
        check_list(&result->warnings, "");
        check_list(&result->removed, "\t");
        check_list(&result->head, "\t");
    }
    intake_set_clear(&set);
    return 0;
}
