/* What the publisher's staff has said about single decisions: fields set by hand, and answers to
 * warnings of personal data. The inner half of the functions of that name in store/library. */
#ifndef STORE_ANSWER_H
#define STORE_ANSWER_H

#include <sqlite3.h>

#include "store/library.h"

enum err_code answer_corrected(sqlite3 *library, int64_t id, struct text_list *ret,
                               struct err *err) CHECKED;
enum err_code answer_note_corrected(sqlite3 *library, int64_t id, const struct text_list *fields,
                                    struct err *err) CHECKED;
enum err_code answer_forget_corrected(sqlite3 *library, int64_t id, struct err *err) CHECKED;

enum err_code answer_key(sqlite3 *library, struct digest *ret, struct err *err) CHECKED;
enum err_code answer_known(sqlite3 *library, int64_t id, const struct digest *finding, bool *ret,
                           struct err *err) CHECKED;
enum err_code answer_note(sqlite3 *library, int64_t id, const struct digest *finding,
                          struct err *err) CHECKED;
enum err_code answer_forget(sqlite3 *library, int64_t id, struct err *err) CHECKED;

#endif
