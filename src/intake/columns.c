#include "intake/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/point.h"
#include "text/turkish.h"

#define SHOWN 4   /* rows in which the starts of narrow columns are looked for */
#define SINGLES 2 /* lines in one column between rows */

/* ---- rows ---- */

struct row {
    struct chunk chunks[CHUNKS_MOST];
    size_t count;
    size_t tabs;
    bool strong; /* a gap that is hardly an accident */
    bool number; /* its last cell is a number or an amount */
};

static bool is_number(const char *text, const struct chunk *chunk) {
    const char *at = text + chunk->start;
    at += strncmp(at, "₺", 3) == 0 ? 3 : 0;
    at += *at == '%' || *at == '-' || *at == '(';
    return *at >= '0' && *at <= '9';
}

static struct row row_read(const struct setting *setting, const struct set_line *line) {
    struct row row = {0};
    row.count = chunks_read(setting, line, row.chunks);
    if ((setting_is_label(setting, line) &&
         chunks_next_label(setting, row.chunks, row.count, 0) < row.count) ||
        chunks_label_beside(setting, line))
        row.count = 1; /* labels beside each other are no table */
    for (size_t i = 1; i < row.count; i++) {
        row.tabs += row.chunks[i].tabs;
        row.strong = row.strong || row.chunks[i].tabs ||
                     row.chunks[i].from - row.chunks[i - 1].to >= CHUNKS_STRONG;
    }
    row.number = row.count > 1 && is_number(setting->text, &row.chunks[row.count - 1]);
    return row;
}

static bool is_row(const struct row *row) {
    return row->count > 1 && (row->strong || row->number);
}

/* Which columns are taken by text. */
struct taken {
    bool at[SETTING_WIDE + 1];
};

static void take(struct taken *taken, const struct row *row) {
    for (size_t i = 0; i < row->count; i++)
        memset(taken->at + row->chunks[i].from, true,
               (size_t)(row->chunks[i].to - row->chunks[i].from));
}

static struct columns gutters_of(const struct taken *taken) {
    struct columns columns = {.kind = COLUMNS_GUTTERS};
    size_t from = 0;
    bool begun = false;
    for (size_t i = 0; i <= SETTING_WIDE; i++) {
        if (!taken->at[i])
            continue;
        if (begun && i - from >= 2 && columns.count < CHUNKS_MOST) {
            columns.from[columns.count] = (uint16_t)from;
            columns.to[columns.count++] = (uint16_t)i;
        }
        begun = true;
        from = i + 1;
    }
    return columns;
}

size_t columns_place(const struct columns *columns, const struct chunk *chunks, size_t i) {
    size_t place = 0;
    if (columns->kind == COLUMNS_GAPS)
        return i;
    if (columns->kind == COLUMNS_TABS) {
        for (size_t k = 1; k <= i; k++)
            place += chunks[k].tabs ? chunks[k].tabs : 0;
        return place;
    }
    while (place < columns->count && columns->to[place] <= chunks[i].from)
        place++;
    return place;
}

static bool is_split(const struct columns *columns, const struct row *row) {
    return columns_place(columns, row->chunks, 0) !=
           columns_place(columns, row->chunks, row->count - 1);
}

/* ---- columns that touch ---- */

/* The byte at which a line's column begins, its end for a column behind it. */
static const char *byte_at(const struct setting *setting, const struct set_line *line,
                           unsigned wanted) {
    const char *at = setting->text + line->start, *end = setting->text + line->end;
    for (unsigned column = line->indent; at < end && column < wanted;) {
        size_t blank = blank_at(at, end, &column);
        if (blank) {
            at += blank;
        } else {
            point_next(&at);
            column++;
        }
    }
    return at;
}

static bool is_blank_at(const struct setting *setting, const struct set_line *line,
                        unsigned column) {
    const char *at = byte_at(setting, line, column), *end = setting->text + line->end;
    return at >= end || blank_at(at, end, &column) > 0;
}

/* Cuts chunk i at the blank at `start` or before it. */
static size_t cut_chunk(const struct setting *setting, const struct set_line *line,
                        struct chunk *chunks, size_t count, size_t i, uint16_t start) {
    unsigned blank = is_blank_at(setting, line, start) ? start : start - 1u;
    const char *before = byte_at(setting, line, blank), *at = byte_at(setting, line, blank + 1);
    if (count == CHUNKS_MOST || at == before || !is_blank_at(setting, line, blank))
        return count;
    memmove(&chunks[i + 1], &chunks[i], (count - i) * sizeof *chunks);
    chunks[i].end = (uint32_t)(before - setting->text);
    chunks[i].to = (uint16_t)blank;
    chunks[i + 1].start = (uint32_t)(at - setting->text);
    chunks[i + 1].from = (uint16_t)(blank + 1);
    chunks[i + 1].tabs = 0;
    return count + 1;
}

/* Two cells that touch leave one blank before the second. Cuts there what reaches over a gutter. */
static size_t cut_at_gutters(const struct setting *setting, const struct set_line *line,
                             const struct columns *columns, struct chunk *chunks, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < columns->count; k++) {
            unsigned from = columns->from[k], to = columns->to[k];
            size_t before = count;
            if (chunks[i].from >= from || chunks[i].to <= to)
                continue;
            count = cut_chunk(setting, line, chunks, count, i, (uint16_t)to);
            if (count == before && to - from > 1)
                count = cut_chunk(setting, line, chunks, count, i, (uint16_t)(to - 1));
            if (count > before && to - from > 1) {
                chunks[i].to = chunks[i].to < from ? chunks[i].to : (uint16_t)from;
                chunks[i + 1].from = chunks[i + 1].from > to ? chunks[i + 1].from : (uint16_t)to;
            }
            break;
        }
    return count;
}

/* ---- tables ---- */

/* A table in the making. */
struct region {
    struct columns columns;
    size_t first, last; /* lines */
    size_t rows;
    size_t close;    /* rows right below the row before */
    unsigned blanks; /* most blank lines between rows: what is set closer ends where they begin */
};

/* The next line of the same page; letters may be as wide as others on the next one. */
static size_t next_line(const struct setting *setting, size_t i) {
    do
        i++;
    while (i < setting->count && setting->lines[i].removed && !setting->lines[i].page);
    return i < setting->count && setting->lines[i].page ? setting->count : i;
}

/* Does the row fit below those that there are? */
static bool join_row(struct region *region, struct taken *taken, const struct row *first,
                     const struct row *row) {
    struct taken both = *taken;
    take(&both, row);
    struct columns columns = gutters_of(&both);
    bool fits =
        columns.count && is_split(&columns, row) &&
        (region->rows > 1 ? columns.count >= region->columns.count : is_split(&columns, first));
    if (!fits)
        return false;
    *taken = both;
    region->columns = columns;
    region->rows++;
    return true;
}

/* Does the line begin where one of the row's cells does? Then that cell goes on in it. */
static bool begins_below(const struct row *row, const struct chunk *chunk) {
    for (size_t i = 1; i < row->count; i++)
        if (row->chunks[i].from == chunk->from)
            return true;
    return false;
}

/* A line within one column: a cell that goes on, or a heading between rows. */
static bool join_single(const struct region *region, const struct taken *taken,
                        const struct row *row) {
    struct taken both = *taken;
    take(&both, row);
    struct columns columns = gutters_of(&both);
    size_t least = region->rows > 1 ? region->columns.count : gutters_of(taken).count;
    return columns.count >= least;
}

/* Cells that go on below each other: fewer of them, right below the row. */
static bool is_rest(const struct row *above, const struct row *row, unsigned blanks) {
    return !blanks && row->count < above->count && !row->number;
}

static struct region grow_gutters(const struct setting *setting, size_t first,
                                  const struct row *top) {
    struct region region = {.first = first, .last = first, .rows = 1, .blanks = 1};
    struct taken taken = {0};
    struct row last = *top;
    size_t singles = 0;
    bool first_gap = true;
    take(&taken, top);
    for (size_t i = next_line(setting, first); i < setting->count; i = next_line(setting, i)) {
        const struct set_line *line = &setting->lines[i];
        struct row row = row_read(setting, line);
        if (line->blanks > region.blanks)
            break;
        if (is_row(&row)) {
            if (region.rows > 1)
                row.count = cut_at_gutters(setting, line, &region.columns, row.chunks, row.count);
            if (!join_row(&region, &taken, top, &row))
                break;
            region.last = i;
            singles = 0;
            if (is_rest(&last, &row, line->blanks))
                continue;
            region.blanks = first_gap ? line->blanks : region.blanks;
            region.close += !line->blanks;
            first_gap = false;
            last = row;
        } else if (region.rows == 1 && !begins_below(top, &row.chunks[0])) {
            break;
        } else if (row.count > 1 || line->blanks || !join_single(&region, &taken, &row)) {
            break;
        } else if (!singles && begins_below(&last, &row.chunks[0])) {
            region.last = i;
        } else if (++singles > SINGLES) {
            break;
        }
    }
    region.columns.spaced = !first_gap && !region.close;
    return region;
}

/* Rows that do not stand below each other: as many cells in each, and numbers, or tabs between. */
static struct region grow_gaps(const struct setting *setting, size_t first, const struct row *top) {
    struct region region = {.first = first, .last = first, .rows = 1, .blanks = 1};
    bool tabs = top->tabs > 0;
    region.columns.kind = tabs ? COLUMNS_TABS : COLUMNS_GAPS;
    region.columns.count = tabs ? top->tabs : top->count - 1;
    for (size_t i = next_line(setting, first); i < setting->count; i = next_line(setting, i)) {
        struct row row = row_read(setting, &setting->lines[i]);
        bool alike = tabs ? row.tabs == top->tabs
                          : !row.tabs && row.count == top->count && row.number && top->number;
        if (!is_row(&row) || !alike || setting->lines[i].blanks > region.blanks)
            break;
        region.last = i;
        if (++region.rows == 2)
            region.blanks = setting->lines[i].blanks;
    }
    return region;
}

/* ---- narrow columns ---- */

/* Does a cell begin at column `start` or, since letters are not all as wide, at the one before it?
 * Then the blank is before that. *ret_word: there is something in the cell. */
static bool is_clear(const struct setting *setting, const struct set_line *line, unsigned start,
                     bool *ret_word) {
    *ret_word = line->right > start && line->indent <= start;
    return line->right < start || line->indent + 1u >= start ||
           is_blank_at(setting, line, start - 1) || is_blank_at(setting, line, start - 2);
}

/* Cells begin at `start` or one before. */
static void add_gutter(struct columns *columns, uint16_t start) {
    size_t i = columns->count;
    if (columns->count == CHUNKS_MOST)
        return;
    for (; i > 0 && columns->to[i - 1] > start; i--) {
        columns->from[i] = columns->from[i - 1];
        columns->to[i] = columns->to[i - 1];
    }
    columns->from[i] = (uint16_t)(start - 2);
    columns->to[i] = (uint16_t)(start - 1);
    columns->count++;
}

static bool has_gutter(const struct columns *columns, uint16_t start) {
    for (size_t i = 0; i < columns->count; i++)
        if (columns->from[i] < start && start <= columns->to[i] + 2)
            return true;
    return false;
}

/* Do two of the line's cells touch there? */
static bool is_touching(const struct setting *setting, const struct set_line *line,
                        unsigned start) {
    struct chunk chunks[CHUNKS_MOST];
    size_t count = chunks_read(setting, line, chunks);
    for (size_t i = 0; i < count; i++)
        if (chunks[i].from + 2u < start && chunks[i].to > start)
            return true;
    return false;
}

/* A cell that is full leaves one blank before the next. The column is there where in one row a gap
 * ends at it, and in all of them a blank stands before it and in two a word begins. */
static void add_narrow(const struct setting *setting, struct region *region, uint16_t start) {
    size_t words = 0;
    bool touching = false;
    for (size_t i = region->first; i <= region->last; i++) {
        bool word;
        if (setting->lines[i].removed)
            continue;
        if (!is_clear(setting, &setting->lines[i], start, &word))
            return;
        words += word;
        touching = touching || is_touching(setting, &setting->lines[i], start);
    }
    if (words > 1 && touching)
        add_gutter(&region->columns, start);
}

static void find_narrow(const struct setting *setting, struct region *region) {
    size_t shown = 0;
    for (size_t i = region->first; i <= region->last && shown < SHOWN; i++) {
        struct row row = row_read(setting, &setting->lines[i]);
        shown += row.count > 1;
        for (size_t k = 1; k < row.count; k++)
            if (!has_gutter(&region->columns, row.chunks[k].from) &&
                columns_place(&region->columns, row.chunks, k) ==
                    columns_place(&region->columns, row.chunks, k - 1) &&
                row.chunks[k].from - row.chunks[k - 1].to >= CHUNKS_STRONG)
                add_narrow(setting, region, row.chunks[k].from);
    }
}

size_t columns_cells(const struct setting *setting, const struct set_line *line,
                     const struct columns *columns, struct chunk ret[CHUNKS_MOST]) {
    size_t count = chunks_read(setting, line, ret);
    return columns->kind == COLUMNS_GUTTERS ? cut_at_gutters(setting, line, columns, ret, count)
                                            : count;
}

/* ---- heads beside their columns ---- */

/* Which columns have something in the first row, and which below it. */
struct filled {
    bool head[CHUNKS_MOST + 1], body[CHUNKS_MOST + 1];
};

static struct filled filled_read(const struct setting *setting, const struct region *region) {
    struct filled filled = {{false}, {false}};
    struct row top = row_read(setting, &setting->lines[region->first]);
    bool head = true;
    for (size_t i = region->first; i <= region->last; i++) {
        const struct set_line *line = &setting->lines[i];
        struct row row = row_read(setting, line);
        if (line->removed)
            continue;
        head = i == region->first || (head && is_rest(&top, &row, line->blanks));
        row.count = columns_cells(setting, line, &region->columns, row.chunks);
        for (size_t k = 0; k < row.count; k++)
            (head ? filled.head : filled.body)[columns_place(&region->columns, row.chunks, k)] =
                true;
    }
    return filled;
}

static void remove_gutter(struct columns *columns, size_t i) {
    columns->count--;
    memmove(&columns->from[i], &columns->from[i + 1], (columns->count - i) * sizeof *columns->from);
    memmove(&columns->to[i], &columns->to[i + 1], (columns->count - i) * sizeof *columns->to);
}

/* The gutter between a head and what stands below it, `count` for none. */
static size_t false_gutter(const struct filled *filled, size_t count) {
    for (size_t i = 0; i < count; i++) {
        bool left = filled->head[i] && !filled->body[i],
             right = filled->head[i + 1] && !filled->body[i + 1];
        if ((left && !filled->head[i + 1] && filled->body[i + 1]) ||
            (right && !filled->head[i] && filled->body[i]))
            return i;
    }
    return count;
}

/* A head in the middle of its column may stand beside all that is below it. */
static void unite_heads(const struct setting *setting, struct region *region) {
    struct columns *columns = &region->columns;
    for (size_t i = 0; columns->count > 1; remove_gutter(columns, i)) {
        struct filled filled = filled_read(setting, region);
        i = false_gutter(&filled, columns->count);
        if (i == columns->count)
            return;
    }
}

/* ---- all of them ---- */

static void add_table(struct setting *setting, struct tables *tables, const struct region *region) {
    if ((tables->count & (tables->count - 1)) == 0)
        tables->items =
            mem_grow(tables->items, tables->count ? tables->count * 2 : 1, sizeof *tables->items);
    tables->items[tables->count++] = region->columns;
    for (size_t i = region->first; i <= region->last; i++)
        if (!setting->lines[i].removed)
            setting->lines[i].table = (uint32_t)tables->count;
}

void columns_find(struct setting *setting, struct tables *ret) {
    struct tables tables = {0};
    for (size_t i = 0; i < setting->count; i++) {
        if (!setting->lines[i].gaps || setting->lines[i].removed)
            continue;
        struct row row = row_read(setting, &setting->lines[i]);
        if (!is_row(&row))
            continue;
        struct region region = grow_gaps(setting, i, &row);
        if (region.rows < 2 || !row.tabs) {
            struct region aligned = grow_gutters(setting, i, &row);
            bool better =
                aligned.rows > region.rows || aligned.columns.count == region.columns.count;
            region = aligned.rows > 1 && (region.rows < 2 || better) ? aligned : region;
        }
        if (region.rows < 2)
            continue;
        if (region.columns.kind == COLUMNS_GUTTERS) {
            find_narrow(setting, &region);
            unite_heads(setting, &region);
        }
        add_table(setting, &tables, &region);
        i = region.last;
    }
    *ret = tables;
}

void tables_free(struct tables *tables) {
    if (!tables)
        return;
    free(tables->items);
    *tables = (struct tables){0};
}
