/* What is said of a decision that was imported: an object of the report, and a line. */
#ifndef PUBLISH_IMPORT_REPORT_H
#define PUBLISH_IMPORT_REPORT_H

#include "publish/import.h"

/* The object for --report; a new reference. */
json_t *import_report_entry(const struct import_entry *entry);

/* "2015/255    2015-07-09  imported   karar.html: subject guessed; 3 letters mended". */
void import_report_line(const struct import_entry *entry, struct buf *out);

/* Plain reasons why somebody should look at it, none where nobody need. */
struct text_list import_report_reasons(const struct import_entry *entry);

#endif
