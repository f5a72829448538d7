#include "publish/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "decision/json.h"
#include "publish/personal_list.h"
#include "text/utf8.h"

int print_columns(void) {
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 80;
}

void print_cut(const char *text, int columns) {
    if (columns <= 0 || utf8_count(text) <= (size_t)columns) {
        puts(text);
        return;
    }
    const char *end = text;
    for (int i = 0; i < columns - 1; i++)
        utf8_next(&end);
    printf("%.*s…\n", (int)(end - text), text);
}

static bool put_object(const struct decision *decision, bool comma) {
    json_t *object = decision_json(decision);
    char *text = json_dumps(object, JSON_INDENT(2));
    json_decref(object);
    if (text)
        printf("%s%s", comma ? ",\n" : "", text);
    free(text);
    return text != NULL;
}

struct print print_begin(bool json) {
    if (json)
        fputs("[", stdout);
    return (struct print){.json = json, .columns = print_columns()};
}

void print_line(struct print *print, const struct decision *decision) {
    char name[32], date[DATE_ISO];
    if (print->json) {
        if (print->count == 0)
            putchar('\n');
        print->failed |= !put_object(decision, print->count++ > 0);
        return;
    }
    print->count++;
    snprintf(name, sizeof name, "%d/%d", decision->year, decision->number);
    date_iso(decision->date, date);
    int used = printf("%-10s  %s  %-9s  ", name, date, outcome_name(decision->outcome));
    print_cut(decision->subject, print->columns ? print->columns - used : 0);
}

static enum err_code finished(bool failed, struct err *err) {
    if (failed || fflush(stdout) != 0 || ferror(stdout))
        return err_set(err, ERR_STORAGE, "cannot write the output; is the disk full?");
    return ERR_OK;
}

enum err_code print_end(struct print *print, struct err *err) {
    if (print->json)
        puts(print->count ? "\n]" : "]");
    return finished(print->failed, err);
}

/* ---- one decision ---- */

static void put_field(const char *label, const char *value) {
    if (value && *value)
        printf("%-15s %s\n", label, value);
}

static void put_list(const char *label, const struct text_list *list) {
    for (size_t i = 0; i < list->count; i++)
        printf("%-15s %s\n", i ? "" : label, list->items[i]);
}

static void put_votes(const struct decision *decision) {
    const struct {
        const char *label;
        int count;
    } votes[] = {{"for", decision->votes_for},
                 {"against", decision->votes_against},
                 {"abstentions", decision->abstentions}};
    const char *before = "Votes           ";
    bool any = false;
    for (size_t i = 0; i < 3; i++)
        if (votes[i].count >= 0) {
            printf("%s%d %s", any ? ", " : before, votes[i].count, votes[i].label);
            any = true;
        }
    if (any)
        putchar('\n');
}

static void put_citations(const struct decision *decision) {
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *citation = &decision->citations[i];
        printf("%-15s law %d", i ? "" : "Citations", citation->law);
        if (*citation->article)
            printf(", article %s", citation->article);
        if (citation->paragraph)
            printf(", paragraph %d", citation->paragraph);
        if (*citation->item)
            printf(", item %s", citation->item);
        putchar('\n');
    }
}

static void put_body(const char *body) {
    for (; *body; body += strspn(body, "\n")) {
        size_t length = strcspn(body, "\n");
        printf("\n%.*s\n", (int)length, body);
        body += length;
    }
}

/* For whoever looks before a release. */
static void put_personal(const struct decision *decision) {
    json_t *list = personal_list_of(decision), *found;
    size_t i;
    json_array_foreach(list, i, found) {
        struct buf said = {0};
        personal_list_say_one(found, &said);
        put_field(i ? "" : "Personal data?", buf_string(&said));
        buf_free(&said);
    }
    json_decref(list);
}

static void put_facts(const struct decision *decision) {
    char date[DATE_ISO];
    date_iso(decision->date, date);
    printf("%-15s %d/%d\n", "Decision", decision->year, decision->number);
    put_field("Date", date);
    put_field("Outcome", outcome_name(decision->outcome));
    put_votes(decision);
    put_field("Municipality", decision->municipality);
    put_field("Department", decision->department);
    put_field("File number", decision->file_number);
    put_field("Sitting", decision->sitting);
    put_field("Subject area", decision->subject_area);
    put_citations(decision);
    put_list("Districts", &decision->districts);
    put_list("Neighbourhoods", &decision->neighbourhoods);
    put_list("Amounts", &decision->amounts);
    put_list("Areas (m²)", &decision->areas);
    put_list("Scales", &decision->scales);
    put_list("Annexes", &decision->annexes);
    put_field("Source", decision->source);
    printf("%-15s %d\n", "Revision", decision->revision);
    put_list("Changed", &decision->changes);
    put_personal(decision);
    if (decision->truncated)
        put_field("Truncated", "the document breaks off, its result may be missing");
    if (decision->retracted)
        put_field("Retracted", decision->retraction_reason ? decision->retraction_reason : "yes");
}

enum err_code print_whole(const struct decision *decision, bool json, struct err *err) {
    bool failed = false;
    if (json) {
        failed = !put_object(decision, false);
        putchar('\n');
    } else {
        put_facts(decision);
        if (*decision->subject)
            printf("\n%s\n", decision->subject);
        put_body(decision->body);
    }
    return finished(failed, err);
}
