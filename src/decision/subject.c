#include "decision/subject.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define HEADING_MOST 160 /* characters */
#define HEADING_LEAST 40 /* a clause shorter than this says too little */

/* Byte offsets in a subject that are candidates for the heading's end. */
struct ends {
    size_t clause; /* 0: none */
    size_t word;   /* 0: none that leaves enough */
    size_t most;
};

static struct ends find_ends(const char *subject) {
    struct ends ends = {0};
    int characters = 0;
    for (const char *at = subject; *at && characters < HEADING_MOST; characters++) {
        const char *here = at;
        uint32_t point = utf8_next(&at);
        size_t offset = ends.most = (size_t)(here - subject);
        if (point == ' ' && characters >= HEADING_LEAST)
            ends.word = offset;
        bool parts = point == ';' || (point == ',' && *at == ' '); /* not in 1.250,00 */
        if (parts && characters >= HEADING_LEAST && !ends.clause)
            ends.clause = offset;
    }
    return ends;
}

char *subject_heading(const char *subject, bool *ret_whole) {
    *ret_whole = utf8_count(subject) <= HEADING_MOST;
    if (*ret_whole)
        return mem_string(subject);
    struct ends ends = find_ends(subject);
    size_t end = ends.clause ? ends.clause : ends.word ? ends.word : ends.most;
    const char *tail = ends.clause ? "" : "…";
    char *heading = mem_zero(end + strlen(tail) + 1, 1);
    memcpy(heading, subject, end);
    memcpy(heading + end, tail, strlen(tail));
    return heading;
}
