#include "crash/trace.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 16

/* What one thread began and another's line interrupted. */
struct begun {
    long thread;
    char *line;
};

static int hex(char c) {
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* A string in double quotes, all in \xNN. */
static const char *take_string(const char *at, struct argument *ret) {
    ret->is_string = true;
    for (at++; *at && *at != '"';) {
        if (at[0] == '\\' && at[1] == 'x') {
            buf_byte(&ret->text, (char)(hex(at[2]) << 4 | hex(at[3])));
            at += 4;
        } else {
            buf_byte(&ret->text, *at++);
        }
    }
    return *at ? at + 1 : at;
}

/* Anything else, up to the comma or bracket that ends it; <…>, {…} and […] belong to it. */
static const char *take_plain(const char *at, struct argument *ret) {
    int depth = 0;
    for (; *at && (depth > 0 || (*at != ',' && *at != ')')); at++) {
        if (strchr("<{[(", *at))
            depth++;
        else if (strchr(">}])", *at) && at[-1] != '-')
            depth--;
        buf_byte(&ret->text, *at);
    }
    return at;
}

static bool parse(const char *line, struct call *call) {
    const char *open = strchr(line, '(');
    if (!open || (size_t)(open - line) >= sizeof call->name || !islower((unsigned char)*line))
        return false;
    memcpy(call->name, line, (size_t)(open - line));
    call->name[open - line] = '\0';
    const char *at = open + 1;
    while (*at && *at != ')' && call->count < CALL_ARGUMENTS) {
        struct argument *argument = &call->arguments[call->count++];
        buf_add(&argument->text, "", 0);
        at = *at == '"' ? take_string(at, argument) : take_plain(at, argument);
        while (*at == ',' || *at == ' ' || *at == '.')
            at++;
    }
    const char *result = strstr(at, ") ");
    result = result ? strchr(result, '=') : NULL;
    if (!result)
        return false;
    call->result = strtoll(result + 1, NULL, 0);
    return true;
}

void trace_clear(struct call *call) {
    for (int i = 0; i < call->count; i++)
        buf_free(&call->arguments[i].text);
    *call = (struct call){0};
}

static struct begun *begun_of(struct begun *all, long thread) {
    for (int i = 0; i < THREADS; i++)
        if (all[i].line && all[i].thread == thread)
            return &all[i];
    for (int i = 0; i < THREADS; i++)
        if (!all[i].line)
            return &all[i];
    return NULL;
}

/* Puts the two halves of an interrupted call together; NULL: there is no whole line yet. */
static char *whole_line(struct begun *all, long thread, const char *text) {
    const char *cut = strstr(text, " <unfinished ...>");
    struct begun *begun = begun_of(all, thread);
    if (!begun)
        return NULL;
    if (cut) {
        begun->thread = thread;
        begun->line = strndup(text, (size_t)(cut - text));
        return NULL;
    }
    if (strncmp(text, "<... ", 5) != 0)
        return strdup(text);
    const char *rest = strstr(text, "resumed>");
    struct buf line = {0};
    if (rest && begun->line) {
        buf_text(&line, begun->line);
        buf_text(&line, rest + 8);
    }
    free(begun->line);
    begun->line = NULL;
    return buf_take(&line);
}

bool trace_next(FILE *trace, struct call *call) {
    static struct begun all[THREADS];
    static char *line;
    static size_t room;
    while (getline(&line, &room, trace) > 0) {
        char *text;
        long thread = strtol(line, &text, 10);
        text += strspn(text, " ");
        char *whole = whole_line(all, thread, text);
        bool good = whole && parse(whole, call);
        free(whole);
        if (good)
            return true;
        trace_clear(call);
    }
    return false;
}
