/* Roman numbers, as lists in Word and in web pages are counted with. */
#ifndef INTAKE_ROMAN_H
#define INTAKE_ROMAN_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends a number from 1 on: "xiv", "XIV". The longest one below 4,000 has 15 letters. */
void roman_add(struct buf *out, long number, bool capitals);

#endif
