/* Bytes that came from outside, as UTF-8.
 *
 * The bytes decide, not the label: a text that is valid UTF-8 is UTF-8 whatever it declares, and
 * one that is nearly so was UTF-8 once and is refused, never read as something else. */
#ifndef INTAKE_ENCODING_H
#define INTAKE_ENCODING_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct encoded {
    const char *encoding; /* static: "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1254", "ISO-8859-9",
                             "IBM857" */
    const char *text;     /* valid UTF-8 without a byte order mark, not terminated */
    size_t bytes;
    char *own; /* what `text` points into, NULL where that is the source */
};

/* `declared`: the name that the document gives to its encoding, in any case; NULL for none. It
 * settles what the bytes leave open. `name` stands in messages alone. ERR_REFUSED names the first
 * line that is wrong; ERR_STORAGE: out of memory. `ret` borrows from `bytes`. */
enum err_code encoding_read(const char *name, const char *bytes, size_t count, const char *declared,
                            struct encoded *ret, struct err *err) CHECKED;
void encoding_free(struct encoded *encoded); /* takes NULL */

/* The letter of a byte in IBM857, the Turkish code page of DOS; 0: not assigned. */
uint32_t encoding_ibm857(unsigned char byte);

#endif
