/* The state folder: generations, the pointers to them, and where each file lies in it.
 *
 *     state/generations/<serial>/decisions.db   immutable once current
 *     state/current, state/previous             "<serial>\n", renamed into place
 */
#ifndef STORE_GENERATION_H
#define STORE_GENERATION_H

#include <stdint.h>

#include "base/err.h"

/* <state>/generations/<serial>/decisions.db into ret (FILE_PATH_MAX bytes). */
enum err_code generation_database(char *ret, const char *state, int64_t serial,
                                  struct err *err) CHECKED;

/* The serial in <state>/current or <state>/previous ("current" and "previous" are the names).
 * ERR_MISSING: no pointer; ERR_REFUSED: it holds something else. */
enum err_code generation_pointer(const char *state, const char *name, int64_t *ret_serial,
                                 struct err *err) CHECKED;
/* Renamed into place and synced. */
enum err_code generation_point(const char *state, const char *name, int64_t serial,
                               struct err *err) CHECKED;

#endif
