/* The address of a person round a house number; for personal.c alone. */
#ifndef DECISION_PERSONAL_ADDRESS_H
#define DECISION_PERSONAL_ADDRESS_H

#include <stdbool.h>

/* `digit` begins a run of digits in `text`. Is it the house number of a person's address? Then
 * *ret_start is where the street or quarter begins. */
bool personal_address(const char *text, const char *digit, const char **ret_start);

#endif
