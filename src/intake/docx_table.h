/* A table of a Word document, which may hold figures or may only place things on the page. */
#ifndef INTAKE_DOCX_TABLE_H
#define INTAKE_DOCX_TABLE_H

#include <stddef.h>

#include "base/buf.h"

/* How a table is written down while it is read: every paragraph of a cell ends with '\n', every
 * cell with the first of these, every row with the second. XML has no such characters itself. */
#define DOCX_CELL_END '\x1F'
#define DOCX_ROW_END '\x1E'
#define DOCX_CELLS_MAX 63 /* of a row, as in Word */

/* Adds the table as lines, each ended by '\n'. Where most rows with several cells have one
 * paragraph a cell, a row is a line of cells parted by '\t'; else the table only places things, and
 * each paragraph is a line. The lines of a table within a cell have their own '\t', and are never
 * joined. */
void docx_table_write(const char *table, size_t bytes, struct buf *lines);

#endif
