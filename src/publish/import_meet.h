/* What is done with a decision that was read: added, or settled with the one that the library has
 * under its number. */
#ifndef PUBLISH_IMPORT_MEET_H
#define PUBLISH_IMPORT_MEET_H

#include "publish/import.h"

/* Fills entry->status, its notes and its duplicate, and result->refused where it is refused. Fails
 * only where the library does. */
enum err_code import_settle(struct import *import, struct import_entry *entry,
                            struct err *err) CHECKED;

#endif
