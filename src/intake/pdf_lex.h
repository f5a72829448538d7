/* The words of a PDF content stream. Hostile bytes come through here: every step is bounded by the
 * stream's end, and nothing nests. */
#ifndef INTAKE_PDF_LEX_H
#define INTAKE_PDF_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum pdf_kind {
    PDF_END,
    PDF_NUMBER,
    PDF_NAME,    /* without its slash */
    PDF_STRING,  /* decoded */
    PDF_BRACKET, /* of an array or a dictionary: '[' ']' '<' '>' as its text */
    PDF_OPERATOR
};

/* Name, string and operator lie in the lexer's `text`, NUL-terminated, until pdf_lex_forget. */
struct pdf_token {
    enum pdf_kind kind;
    double number; /* finite, at most 1e9 either way */
    size_t at;     /* in lexer.text */
    size_t bytes;
};

struct pdf_lexer {
    const char *next, *end; /* borrowed */
    struct buf text;
};

struct pdf_lexer pdf_lex_begin(const void *bytes, size_t count);
struct pdf_token pdf_lex_next(struct pdf_lexer *lexer);
const char *pdf_lex_text(const struct pdf_lexer *lexer, struct pdf_token token);
void pdf_lex_forget(struct pdf_lexer *lexer);
void pdf_lex_end(struct pdf_lexer *lexer);

/* Behind ID: moves past the inline image's data of `bytes` bytes, or of unknown size where that is
 * 0, and past its EI. Returns where the data begins; ret_bytes: its size. */
const char *pdf_lex_image(struct pdf_lexer *lexer, size_t bytes, size_t *ret_bytes);

#endif
