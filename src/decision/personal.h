/* What looks like personal data in a decision's text: identity numbers, bank accounts, telephone
 * numbers, home addresses. Hints for the staff who publish it, found by form alone. */
#ifndef DECISION_PERSONAL_H
#define DECISION_PERSONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/digest.h"

enum personal_kind {
    PERSONAL_IDENTITY, /* T.C. kimlik no: eleven digits whose two check digits are right */
    PERSONAL_IBAN,     /* TR and 24 digits, ISO 13616's remainder right */
    PERSONAL_PHONE,    /* of Turkey, in the forms that people write; 444 and 08xx are no person's */
    PERSONAL_ADDRESS   /* a house number in a street, beside a name or "ikamet eden" */
};

struct personal {
    enum personal_kind kind;
    size_t start, end; /* bytes of the text */
};

struct personal_list {
    struct personal *items;
    size_t count;
};
void personal_list_clear(struct personal_list *list); /* takes NULL */

/* Appends what is found, in the order of the text. Reads little more than the digits of a text
 * without any: some GB a second. */
void personal_find(const char *text, struct personal_list *ret);

/* Is anything found? */
bool personal_any(const char *text);

/* "identity number", "IBAN", "phone number", "address". */
const char *personal_name(enum personal_kind kind);

/* Appends what may be shown of it: "123*****890". */
void personal_mask(const char *text, const struct personal *found, struct buf *out);
/* The text with all that is found in it masked. Allocated; NULL without memory. */
char *personal_masked(const char *text);

/* A digest of what it is, whatever its blanks, marks and the width of its digits; without the key
 * nobody can try numbers. */
struct digest personal_digest(const char *text, const struct personal *found,
                              const struct digest *key);

#endif
