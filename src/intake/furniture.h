/* What stands on pages and not in the text: page numbers, running heads and feet. */
#ifndef INTAKE_FURNITURE_H
#define INTAKE_FURNITURE_H

#include "intake/setting.h"

/* Marks it as removed. The first head stays, for it is the title; and where a further page begins
 * with a decision of its own, its head is no running one. */
void furniture_find(struct setting *setting);

#endif
