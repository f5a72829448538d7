/* A quick look over a content stream, which understands as little of it as will do. */
#include "intake/pdf_paint.h"

#include <string.h>

struct scanner {
    const char *next, *end;
    bool coloured; /* a number that is not 0 stands before the next operator */
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_word(char c) {
    return c <= ' ' ? c >= 0 : strchr("()<>[]{}/%", c) != NULL;
}

static void skip_string(struct scanner *scanner) {
    size_t depth = 0;
    for (; scanner->next < scanner->end; scanner->next++) {
        char c = *scanner->next;
        if (c == '\\')
            scanner->next++;
        depth += c == '(';
        depth -= c == ')';
        if (depth == 0)
            break;
    }
    scanner->next++;
}

static void skip_to(struct scanner *scanner, const char *ends) {
    while (scanner->next < scanner->end && !(*scanner->next && strchr(ends, *scanner->next)))
        scanner->next++;
}

static void skip_word(struct scanner *scanner) {
    for (scanner->next++; scanner->next < scanner->end && !ends_word(*scanner->next);)
        scanner->next++;
}

static bool is_one_of(const char *word, size_t bytes, const char *list) {
    for (; *list; list += strlen(list) + 1)
        if (strlen(list) == bytes && memcmp(word, list, bytes) == 0)
            return true;
    return false;
}

/* The operator that begins at `next`, which is passed. */
static bool paints(struct scanner *scanner) {
    static const char shapes[] = "f\0F\0f*\0B\0B*\0b\0b*\0S\0s\0sh\0Do\0BI\0";
    static const char colours[] = "g\0rg\0", others[] = "k\0sc\0scn\0";
    const char *word = scanner->next;
    skip_word(scanner);
    size_t bytes = (size_t)(scanner->next - word);
    bool coloured = scanner->coloured;
    scanner->coloured = false;
    if (bytes > 3)
        return false;
    return is_one_of(word, bytes, shapes) || is_one_of(word, bytes, others) ||
           (coloured && is_one_of(word, bytes, colours));
}

bool pdf_paints(const void *bytes, size_t count) {
    struct scanner scanner = {bytes, (const char *)bytes + count, false};
    while (scanner.next < scanner.end) {
        char c = *scanner.next;
        if (is_letter(c)) {
            if (paints(&scanner))
                return true;
            continue;
        }
        scanner.coloured = scanner.coloured || (c >= '1' && c <= '9');
        if (c == '(')
            skip_string(&scanner);
        else if (c == '<' && scanner.end - scanner.next > 1 && scanner.next[1] != '<')
            skip_to(&scanner, ">");
        else if (c == '%')
            skip_to(&scanner, "\r\n");
        else if (c == '/')
            skip_word(&scanner);
        else
            scanner.next++;
    }
    return false;
}
