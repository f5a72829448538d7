#include "intake/pdf_lex.h"

#include <stdlib.h>
#include <string.h>

#define NUMBER_MAX 1e9

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c) {
    return c != '\0' && strchr("()<>[]{}/%", c);
}

static bool is_regular(char c) {
    return !is_blank(c) && !is_delimiter(c);
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct pdf_lexer pdf_lex_begin(const void *bytes, size_t count) {
    return (struct pdf_lexer){.next = bytes, .end = (const char *)bytes + count};
}

const char *pdf_lex_text(const struct pdf_lexer *lexer, struct pdf_token token) {
    return lexer->text.data ? lexer->text.data + token.at : "";
}

void pdf_lex_forget(struct pdf_lexer *lexer) {
    buf_clear(&lexer->text);
}

void pdf_lex_end(struct pdf_lexer *lexer) {
    buf_free(&lexer->text);
}

static void skip_blanks(struct pdf_lexer *lexer) {
    while (lexer->next < lexer->end) {
        if (*lexer->next == '%')
            while (lexer->next < lexer->end && *lexer->next != '\n' && *lexer->next != '\r')
                lexer->next++;
        else if (is_blank(*lexer->next))
            lexer->next++;
        else
            return;
    }
}

static struct pdf_token text_begin(const struct pdf_lexer *lexer, enum pdf_kind kind) {
    return (struct pdf_token){.kind = kind, .at = lexer->text.len};
}

static struct pdf_token text_end(struct pdf_lexer *lexer, struct pdf_token token) {
    token.bytes = lexer->text.len - token.at;
    buf_byte(&lexer->text, '\0');
    return token;
}

static struct pdf_token read_name(struct pdf_lexer *lexer) {
    struct pdf_token token = text_begin(lexer, PDF_NAME);
    for (lexer->next++; lexer->next < lexer->end && is_regular(*lexer->next); lexer->next++) {
        const char *c = lexer->next;
        if (*c == '#' && lexer->end - c > 2 && hex_value(c[1]) >= 0 && hex_value(c[2]) >= 0) {
            buf_byte(&lexer->text, (char)(hex_value(c[1]) * 16 + hex_value(c[2])));
            lexer->next += 2;
        } else {
            buf_byte(&lexer->text, *c);
        }
    }
    return text_end(lexer, token);
}

/* Behind a backslash: one to three octal digits, a letter, or a line's end that is none. */
static void read_escape(struct pdf_lexer *lexer) {
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = *lexer->next++;
    const char *known = c ? strchr(from, c) : NULL;
    if (c >= '0' && c <= '7') {
        int value = c - '0';
        for (int i = 0;
             i < 2 && lexer->next < lexer->end && *lexer->next >= '0' && *lexer->next <= '7'; i++)
            value = value * 8 + (*lexer->next++ - '0');
        buf_byte(&lexer->text, (char)value);
    } else if (known) {
        buf_byte(&lexer->text, to[known - from]);
    } else if (c == '\r') {
        if (lexer->next < lexer->end && *lexer->next == '\n')
            lexer->next++;
    } else if (c != '\n') {
        buf_byte(&lexer->text, c);
    }
}

static struct pdf_token read_string(struct pdf_lexer *lexer) {
    struct pdf_token token = text_begin(lexer, PDF_STRING);
    size_t depth = 1;
    lexer->next++;
    while (lexer->next < lexer->end) {
        char c = *lexer->next++;
        if (c == '\\') {
            if (lexer->next < lexer->end)
                read_escape(lexer);
            continue;
        }
        depth += c == '(';
        depth -= c == ')';
        if (depth == 0)
            break;
        buf_byte(&lexer->text, c);
    }
    return text_end(lexer, token);
}

static struct pdf_token read_hex(struct pdf_lexer *lexer) {
    struct pdf_token token = text_begin(lexer, PDF_STRING);
    int high = -1;
    for (lexer->next++; lexer->next < lexer->end && *lexer->next != '>'; lexer->next++) {
        int value = hex_value(*lexer->next);
        if (value < 0)
            continue;
        if (high < 0) {
            high = value;
        } else {
            buf_byte(&lexer->text, (char)(high * 16 + value));
            high = -1;
        }
    }
    if (lexer->next < lexer->end)
        lexer->next++;
    if (high >= 0)
        buf_byte(&lexer->text, (char)(high * 16));
    return text_end(lexer, token);
}

static bool read_number(const char *text, size_t bytes, double *ret) {
    double value = 0, place = 0;
    bool negative = false, digits = false;
    for (size_t i = 0; i < bytes; i++) {
        char c = text[i];
        if (c == '-') {
            negative = negative || i == 0; /* "--5" and "5-3" occur, and viewers read them */
        } else if (c >= '0' && c <= '9') {
            value = place > 0 ? value + (c - '0') * place : value * 10 + (c - '0');
            place /= 10;
            digits = true;
            if (value > NUMBER_MAX)
                value = NUMBER_MAX;
        } else if (c == '.' && place <= 0) {
            place = 0.1;
        } else if (c != '+' || i > 0) {
            return false;
        }
    }
    *ret = negative ? -value : value;
    return digits || (bytes > 0 && (*text == '.' || *text == '-'));
}

static struct pdf_token read_word(struct pdf_lexer *lexer) {
    const char *from = lexer->next;
    while (lexer->next < lexer->end && is_regular(*lexer->next))
        lexer->next++;
    size_t bytes = (size_t)(lexer->next - from);
    struct pdf_token token = text_begin(lexer, PDF_NUMBER);
    if (read_number(from, bytes, &token.number))
        return token;
    token.kind = PDF_OPERATOR;
    buf_add(&lexer->text, from, bytes);
    return text_end(lexer, token);
}

static struct pdf_token read_bracket(struct pdf_lexer *lexer, size_t bytes) {
    struct pdf_token token = text_begin(lexer, PDF_BRACKET);
    buf_byte(&lexer->text, *lexer->next);
    lexer->next += bytes;
    return text_end(lexer, token);
}

struct pdf_token pdf_lex_next(struct pdf_lexer *lexer) {
    skip_blanks(lexer);
    if (lexer->next >= lexer->end || lexer->text.failed)
        return (struct pdf_token){.kind = PDF_END};
    char c = *lexer->next;
    bool twice = lexer->end - lexer->next > 1 && lexer->next[1] == c;
    switch (c) {
    case '/':
        return read_name(lexer);
    case '(':
        return read_string(lexer);
    case '<':
        return twice ? read_bracket(lexer, 2) : read_hex(lexer);
    case '>':
        return read_bracket(lexer, twice ? 2 : 1);
    case '[':
    case ']':
    case '{':
    case '}':
    case ')':
        return read_bracket(lexer, 1);
    default:
        return read_word(lexer);
    }
}

/* "EI" as a word of its own. */
static bool ends_image(const struct pdf_lexer *lexer, const char *at) {
    return lexer->end - at >= 2 && at[0] == 'E' && at[1] == 'I' &&
           (lexer->end - at == 2 || is_blank(at[2]));
}

const char *pdf_lex_image(struct pdf_lexer *lexer, size_t bytes, size_t *ret_bytes) {
    if (lexer->next < lexer->end)
        lexer->next++; /* the one blank behind ID */
    const char *data = lexer->next, *at = data;
    if (bytes <= (size_t)(lexer->end - data))
        at += bytes;
    while (at < lexer->end && !(ends_image(lexer, at) && (at == data || is_blank(at[-1]) || bytes)))
        at++;
    *ret_bytes = (size_t)(at - data);
    lexer->next = lexer->end - at >= 2 ? at + 2 : lexer->end;
    return data;
}
