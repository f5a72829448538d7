/* Links of a decision: which lead to its annexes, or to the rest of its text. */
#ifndef INTAKE_LINKS_H
#define INTAKE_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "decision/decision.h"

enum link_kind { LINK_OTHER, LINK_ANNEX, LINK_REST };

/* Tells it from the words of the link ("Ek için tıklayınız", "EK-1 plan paftası") and from its
 * address (/plan.pdf). Neither is terminated. */
enum link_kind link_kind_of(const char *words, size_t words_bytes, const char *address,
                            size_t address_bytes);

/* Adds "annex https://…" or "rest https://…" to the list: absolute where `base` is, blanks encoded.
 * What leads nowhere (#top, javascript:, mailto:) is not added, and there is an upper bound. */
void link_add(struct text_list *annexes, enum link_kind kind, const char *base, const char *address,
              size_t address_bytes);

#endif
