/* What stands between the wide gaps of a line. */
#ifndef INTAKE_CHUNKS_H
#define INTAKE_CHUNKS_H

#include "intake/setting.h"

#define CHUNKS_MOST 24
#define CHUNKS_STRONG 3 /* blanks of a gap that is hardly an accident */

/* A stretch of a line without wide gaps. */
struct chunk {
    uint32_t start, end; /* bytes in the text */
    uint16_t from, to;   /* columns */
    uint16_t tabs;       /* in the gap before it */
};

/* The chunks of a line, parted by two blanks and more or a tab. A gap before or behind a colon,
 * behind an item's marker, between spaced letters or in a justified line is none. 1 for a line
 * without any, or with too many. */
size_t chunks_read(const struct setting *setting, const struct set_line *line,
                   struct chunk ret[CHUNKS_MOST]);

/* Does a label with a colon stand in the line behind other words ("T.C.      Karar No: 255")? What
 * it begins is a line of its own. */
bool chunks_label_beside(const struct setting *setting, const struct set_line *line);

/* Labels with their values beside each other on one line: the chunk behind chunk i with which the
 * next begins, `count` for none. */
size_t chunks_next_label(const struct setting *setting, const struct chunk *chunks, size_t count,
                         size_t i);

#endif
