#include "intake/reflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/columns.h"
#include "intake/furniture.h"
#include "intake/mojibake.h"
#include "intake/paragraph.h"
#include "intake/point.h"
#include "intake/reader.h"
#include "intake/setting.h"
#include "text/turkish.h"

#define ASIDE_MOST 8

/* The walk that writes the lines. */
struct reflow {
    const struct setting *setting;
    const struct tables *tables;
    struct lines *lines;
    /* "T.C.        Karar No: 255": labels in the corner of a letterhead, which come behind it */
    struct chunk aside[ASIDE_MOST];
    size_t aside_count;
};

/* ---- rows ---- */

/* "tesisi", "(m²)" */
static bool begins_small(const struct setting *setting, const struct chunk *chunk) {
    const char *at = setting->text + chunk->start;
    uint32_t point = point_next(&at);
    return point == '(' || turkish_upper_point(point) != point;
}

/* A row and the lines that its cells go on in. */
#define ROW_LINES 8
struct row_line {
    struct chunk chunks[CHUNKS_MOST];
    size_t count;
};

/* Do the words of this line belong to the row's cells above them? */
static bool continues_row(const struct reflow *r, const struct columns *columns,
                          const struct row_line *row, const struct row_line *line) {
    for (size_t i = 0; i < line->count; i++) {
        size_t place = columns_place(columns, line->chunks, i);
        bool filled = false;
        for (size_t k = 0; k < row->count; k++)
            filled = filled || columns_place(columns, row->chunks, k) == place;
        if (!filled ||
            (!columns->spaced && (place == 0 || !begins_small(r->setting, &line->chunks[i]))))
            return false;
    }
    return columns->kind == COLUMNS_GUTTERS;
}

static void write_cell(const struct reflow *r, const struct columns *columns,
                       const struct row_line *lines, size_t count, size_t place) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lines[i].count; k++)
            if (columns_place(columns, lines[i].chunks, k) == place) {
                const struct chunk *chunk = &lines[i].chunks[k];
                lines_text(r->lines, r->setting->text + chunk->start, chunk->end - chunk->start);
                lines_text(r->lines, " ", 1);
            }
}

/* Writes the row at line i with what belongs to it; returns the last line used. */
static size_t write_row(const struct reflow *r, size_t i) {
    const struct set_line *line = &r->setting->lines[i];
    const struct columns *columns = &r->tables->items[line->table - 1];
    struct row_line rows[ROW_LINES];
    size_t count = 1;
    rows[0].count = columns_cells(r->setting, line, columns, rows[0].chunks);
    for (; count < ROW_LINES && i + 1 < r->setting->count; i++, count++) {
        const struct set_line *next = &r->setting->lines[i + 1];
        struct row_line *row = &rows[count];
        if (next->removed || next->table != line->table || next->blanks)
            break;
        row->count = columns_cells(r->setting, next, columns, row->chunks);
        if (!continues_row(r, columns, &rows[0], row))
            break;
    }
    for (size_t place = 0; place <= columns->count; place++) {
        if (place)
            lines_cell(r->lines);
        write_cell(r, columns, rows, count, place);
    }
    lines_end(r->lines);
    return i;
}

/* ---- paragraphs ---- */

static void write_aside(struct reflow *r) {
    for (size_t i = 0; i < r->aside_count; i++) {
        const struct chunk *chunk = &r->aside[i];
        lines_text(r->lines, r->setting->text + chunk->start, chunk->end - chunk->start);
        lines_end(r->lines);
    }
    r->aside_count = 0;
}

static bool is_in_capitals(const struct reflow *r, const struct chunk *chunk) {
    const char *end = r->setting->text + chunk->end;
    for (const char *at = r->setting->text + chunk->start; at < end;) {
        uint32_t point = point_next(&at);
        if (turkish_upper_point(point) != point)
            return false;
    }
    return true;
}

static void write_line(struct reflow *r, const struct set_line *line, size_t less) {
    const char *text = r->setting->text;
    struct chunk chunks[CHUNKS_MOST];
    size_t count = line->gaps ? chunks_read(r->setting, line, chunks) : 1;
    bool beside = chunks_label_beside(r->setting, line);
    bool aside = beside && r->aside_count < ASIDE_MOST && is_in_capitals(r, &chunks[0]);
    uint32_t from = line->start;
    for (size_t i = 0; (i = chunks_next_label(r->setting, chunks, count, i)) < count;) {
        lines_text(r->lines, text + from, chunks[i].start - from);
        from = chunks[i].start;
        if (aside) {
            r->aside[r->aside_count++] = (struct chunk){.start = from, .end = line->end};
            return;
        }
        if (beside)
            lines_end(r->lines);
        else
            lines_cell(r->lines);
    }
    lines_text(r->lines, text + from, line->end - less - from);
}

static size_t hyphen_bytes(const char *text, const struct set_line *line) {
    return text[line->end - 1] == '-' ? 1 : strlen("¬");
}

static void write_lines(struct reflow *r, struct paragraphs *paragraphs) {
    const struct setting *setting = r->setting;
    const struct set_line *before = NULL;
    enum join join = JOIN_NONE;
    for (size_t i = 0; i < setting->count; i++) {
        const struct set_line *line = &setting->lines[i];
        if (line->removed)
            continue;
        join = line->table ? JOIN_NONE : paragraphs_join(paragraphs, before, line);
        if (before)
            write_line(r, before, join == JOIN_HYPHEN ? hyphen_bytes(setting->text, before) : 0);
        if (join == JOIN_BLANK)
            lines_text(r->lines, " ", 1);
        else if (join == JOIN_NONE)
            lines_end(r->lines);
        if (!chunks_label_beside(setting, line) &&
            !(line->caps && !setting_is_label(setting, line)))
            write_aside(r);
        before = line->table ? NULL : line;
        i = line->table ? write_row(r, i) : i;
    }
    if (before)
        write_line(r, before, 0);
    lines_end(r->lines);
    write_aside(r);
}

static void note_removed(const struct setting *setting, struct document *document) {
    for (size_t i = 0; i < setting->count; i++) {
        const struct set_line *line = &setting->lines[i];
        struct lines words = {0};
        if (!line->removed)
            continue;
        lines_text(&words, setting->text + line->start, line->end - line->start);
        text_list_append(&document->removed, buf_string(&words.out));
        lines_free(&words);
    }
}

static void reflow_setting(struct setting *setting, bool wrapped, struct lines *lines,
                           struct document *document) {
    struct tables tables;
    furniture_find(setting);
    columns_find(setting, &tables);
    struct paragraphs paragraphs = paragraphs_start(setting, wrapped);
    struct reflow reflow = {.setting = setting, .tables = &tables, .lines = lines};
    write_lines(&reflow, &paragraphs);
    note_removed(setting, document);
    paragraphs_end(&paragraphs);
    tables_free(&tables);
}

/* Too many lines to be a decision: the caller counts them and refuses. */
static void pass_on(const char *text, size_t bytes, struct lines *lines) {
    for (const char *end = text + bytes; text < end;) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop ? stop : end;
        lines_text(lines, text, (size_t)(stop - text));
        lines_end(lines);
        text = stop + 1;
    }
}

void reflow_text(const char *text, size_t bytes, bool wrapped, struct lines *lines,
                 struct document *document) {
    char *mended = NULL;
    if (mojibake_suspected(text, bytes)) {
        mended = mem_slice(text, bytes);
        bytes = mojibake_mend(mended, bytes, &document->mends);
        text = mended;
    }
    struct setting setting;
    if (setting_read(text, bytes, READER_MAX_LINES, &setting))
        reflow_setting(&setting, wrapped, lines, document);
    else
        pass_on(text, bytes, lines);
    setting_free(&setting);
    free(mended);
}
