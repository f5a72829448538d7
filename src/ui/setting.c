#include "ui/setting.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#define INDENT_MOST 3 /* at least two thirds of the width are for the text */

struct text_style setting_style(const struct pen *pen, enum tone tone) {
    if (tone == TONE_TITLE)
        return style_of(FACE_HEADING, pen->metrics->large);
    return style_of(tone < TONE_TEXT ? FACE_HEADING : FACE_TEXT, pen->metrics->reading);
}

int setting_pitch(const struct pen *pen, enum tone tone) {
    return metrics_pitch(pen->metrics, setting_style(pen, tone).size);
}

int setting_indent(const struct pen *pen, int depth, int width) {
    int step = pen->metrics->reading * 7 / 4;
    return int_max(0, int_min(depth * step, width / INDENT_MOST));
}

static struct setting *setting_new(enum tone tone, enum hyphens hyphens) {
    struct setting *setting = mem_zero(1, sizeof *setting);
    setting->tone = tone;
    setting->hyphens = hyphens;
    return setting;
}

void setting_free(struct setting *setting) {
    if (!setting)
        return;
    for (size_t i = 0; i < setting->count; i++)
        flow_clear(&setting->pieces[i].flow);
    free(setting->pieces);
    free(setting->label);
    free(setting);
}

/* Returns the piece. `bytes` of the text, which need not end there. */
static struct setting_piece *add_piece(struct setting *setting, const struct pen *pen,
                                       struct text_style style, const char *text, size_t bytes,
                                       int x, int y, int width) {
    char *copy = mem_slice(text, bytes);
    setting->pieces = mem_grow(setting->pieces, setting->count + 1, sizeof *setting->pieces);
    struct setting_piece *piece = &setting->pieces[setting->count++];
    *piece = (struct setting_piece){
        .flow = flow_make(pen->measure, style, metrics_pitch(pen->metrics, style.size), copy, width,
                          0, setting->hyphens),
        .x = x,
        .y = y,
    };
    free(copy);
    setting->height = int_max(setting->height, y + flow_height(&piece->flow));
    return piece;
}

struct setting *setting_text(const struct pen *pen, enum tone tone, const char *text,
                             const struct outline_block *block, int width, enum hyphens hyphens) {
    struct setting *setting = setting_new(tone, hyphens);
    int indent = setting_indent(pen, block->depth, width);
    add_piece(setting, pen, setting_style(pen, tone), text, block->bytes, indent, 0,
              width - indent);
    return setting;
}

/* A marker wider than its indent pushes the text of its first line, and so of all. */
struct setting *setting_item(const struct pen *pen, const char *text,
                             const struct outline_block *block, int width, enum hyphens hyphens) {
    struct setting *setting = setting_new(TONE_TEXT, hyphens);
    struct text_style style = setting_style(pen, TONE_TEXT);
    int from = setting_indent(pen, block->depth - 1, width);
    int to = setting_indent(pen, block->depth, width);
    int marker = pen->measure->width(pen->measure->data, style, text, block->marker);
    to = int_max(to, from + marker + pen->metrics->reading / 3);
    add_piece(setting, pen, style, text, block->marker, from, 0, width);
    add_piece(setting, pen, style, text + block->text, block->bytes - block->text, to, 0,
              width - to);
    setting->behind = block->text;
    setting->label = mem_slice(text, block->bytes);
    return setting;
}

/* ---- rows ---- */

/* A row's text and where its cells are in it. */
struct row {
    const char *text;
    struct outline_cell cells[OUTLINE_COLUMNS];
    size_t count;
};

static struct row row_of(const char *text, const struct outline_block *block) {
    struct row row = {.text = text};
    row.count = outline_cells(text, block->bytes, block->tabs, row.cells);
    return row;
}

static void add_cell(struct buf *to, const struct row *row, size_t column) {
    buf_add(to, row->text + row->cells[column].start, row->cells[column].bytes);
}

static char *join_cells(const struct row *row, const char *between) {
    struct buf joined = {0};
    for (size_t i = 0; i < row->count; i++) {
        buf_text(&joined, i ? between : "");
        add_cell(&joined, row, i);
    }
    return buf_take(&joined);
}

static void set_beside(struct setting *setting, const struct pen *pen, const struct table *table,
                       const struct row *row) {
    int pad = pen->metrics->line / 6;
    for (size_t i = 0; i < row->count; i++) {
        const struct outline_cell *cell = &row->cells[i];
        struct setting_piece *piece =
            add_piece(setting, pen, table_style(table, pen, row->text, i), row->text + cell->start,
                      cell->bytes, table->x[i], pad, table->width[i]);
        if (table->number[i] && piece->flow.count == 1)
            piece->x += int_max(0, table->width[i] - piece->flow.lines[0].width);
    }
    setting->height += pad;
}

/* "Ücret: 4,21 TL", a line a cell. */
static void set_below(struct setting *setting, const struct pen *pen, const struct table *table,
                      const struct row *row, int width) {
    struct row names = row_of(table->first_row, &table->first_outline);
    setting->height = pen->metrics->line / 6;
    for (size_t i = 0; i < row->count; i++) {
        struct buf line = {0};
        if (!row->cells[i].bytes)
            continue;
        if (table->header && names.cells[i].bytes) {
            add_cell(&line, &names, i);
            buf_text(&line, ": ");
        }
        add_cell(&line, row, i);
        add_piece(setting, pen, table_style(table, pen, row->text, i), buf_string(&line), line.len,
                  0, setting->height, width);
        buf_free(&line);
    }
    setting->height += pen->metrics->line / 6;
}

static void set_names(struct setting *setting, const struct pen *pen, const struct table *table,
                      const struct row *row, int width) {
    char *names = join_cells(row, " · ");
    add_piece(setting, pen, table_style(table, pen, row->text, 0), names, strlen(names), 0,
              pen->metrics->line / 6, width);
    setting->height += pen->metrics->line / 6;
    free(names);
}

struct setting *setting_row(const struct pen *pen, const struct table *table, const char *text,
                            const struct outline_block *block, int width, enum hyphens hyphens) {
    struct setting *setting = setting_new(TONE_TEXT, hyphens);
    struct row row = row_of(text, block);
    size_t last = table->columns - 1u;
    setting->label = join_cells(&row, " | ");
    setting->first = text == table->first_row;
    setting->rule = table->stacked ? width : table->x[last] + table->width[last];
    if (!table->stacked)
        set_beside(setting, pen, table, &row);
    else if (setting->first && table->header)
        set_names(setting, pen, table, &row, width);
    else
        set_below(setting, pen, table, &row, width);
    return setting;
}

/* ---- drawing, and places in it ---- */

static void draw_rules(const struct setting *setting, const struct pen *pen, int x, int y) {
    int thin = pen->metrics->hairline;
    struct rect rule = {x, y + setting->height - thin, setting->rule, thin};
    frame_fill(pen->frame, rule, pen->theme->hairline);
    rule.y = y;
    if (setting->first)
        frame_fill(pen->frame, rule, pen->theme->hairline);
}

void setting_draw(const struct setting *setting, const struct pen *pen, int x, int y) {
    bool quiet = setting->tone == TONE_LABEL || setting->tone == TONE_NOTE;
    rgb color = quiet ? pen->theme->quiet : pen->theme->ink;
    int right = 0, left = setting->count ? setting->pieces[0].x : 0;
    for (size_t i = 0; i < setting->count; i++) {
        const struct setting_piece *piece = &setting->pieces[i];
        int width = flow_draw_lines(&piece->flow, pen->frame, color, x + piece->x, y + piece->y);
        right = int_max(right, piece->x + width);
    }
    if (setting->rule)
        draw_rules(setting, pen, x, y);
    const char *label = setting->label   ? setting->label
                        : setting->count ? setting->pieces[0].flow.text
                                         : "";
    frame_widget(pen->frame, setting->tone < TONE_TEXT ? ROLE_HEADING : ROLE_TEXT, label,
                 (struct rect){x + left, y, right - left, setting->height}, 0, 0);
}

/* The text that is read on: of a row only its upper edge is a place. */
static const struct setting_piece *running(const struct setting *setting) {
    return setting->count && !setting->rule ? &setting->pieces[setting->count - 1] : NULL;
}

int setting_line_of(const struct setting *setting, size_t byte) {
    const struct setting_piece *piece = running(setting);
    if (!piece || byte <= setting->behind)
        return 0;
    size_t line = 0;
    while (line + 1 < piece->flow.count &&
           piece->flow.lines[line + 1].start <= byte - setting->behind)
        line++;
    return (int)line * piece->flow.pitch;
}

size_t setting_byte_at(const struct setting *setting, int y, int *ret_line) {
    const struct setting_piece *piece = running(setting);
    *ret_line = 0;
    if (!piece || y <= 0 || !piece->flow.count)
        return 0;
    size_t line = (size_t)((y + piece->flow.pitch / 2) / piece->flow.pitch);
    line = line < piece->flow.count ? line : piece->flow.count - 1;
    *ret_line = (int)line * piece->flow.pitch;
    return line ? setting->behind + piece->flow.lines[line].start : 0;
}
