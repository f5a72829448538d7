#include "intake/docx_flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/docx_table.h"

#define COLUMN_BYTES 120 /* what is longer is a sentence and no column */
#define MARKER_BYTES 6   /* "(12)", "2.1." */

void docx_flow_free(struct docx_flow *flow) {
    buf_free(&flow->out);
    buf_free(&flow->text);
    buf_free(&flow->gone);
    buf_free(&flow->after);
}

static bool is_blank(const char *text, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (!strchr(" \t\r\n", text[i]))
            return false;
    return true;
}

/* ---- what is not shown ---- */

static void flush_gone(struct docx_flow *flow, struct text_list *removed) {
    if (!is_blank(flow->gone.data, flow->gone.len)) {
        for (size_t i = 0; i < flow->gone.len; i++)
            if ((unsigned char)flow->gone.data[i] < ' ')
                flow->gone.data[i] = ' ';
        size_t end = flow->gone.len;
        while (flow->gone.data[end - 1] == ' ')
            flow->gone.data[--end] = '\0';
        text_list_append(removed, flow->gone.data + strspn(flow->gone.data, " "));
    }
    buf_clear(&flow->gone);
}

void docx_flow_show(struct docx_flow *flow, const char *text, size_t bytes,
                    struct text_list *removed) {
    if (flow->gone.len)
        flush_gone(flow, removed);
    buf_add(&flow->text, text, bytes);
}

void docx_flow_hide(struct docx_flow *flow, const char *text, size_t bytes) {
    buf_add(&flow->gone, text, bytes);
}

/* ---- tabs ---- */

/* "a)", "2.1.", "–": a tab behind it is a blank. */
static bool is_marker(const char *piece, size_t bytes) {
    return bytes > 0 && bytes <= MARKER_BYTES &&
           (strchr(").-", piece[bytes - 1]) || (unsigned char)piece[0] == 0xE2);
}

static const char *trimmed_end(const char *start, const char *end) {
    while (end > start && strchr(" \t\r", end[-1]))
        end--;
    return end;
}

static const char *skip(const char *text, const char *end) {
    while (text < end && strchr(" \t\r", *text))
        text++;
    return text;
}

static const char *piece_end(const char *text, const char *end) {
    const char *tab = memchr(text, '\t', (size_t)(end - text));
    return tab ? tab : end;
}

static bool has_columns(const char *text, const char *end) {
    while (text < end) {
        const char *stop = piece_end(text, end);
        if (stop - text > COLUMN_BYTES)
            return false;
        text = skip(stop, end);
    }
    return true;
}

/* Tabs part the columns of a row that was made without a table, as long as its pieces are short;
 * around a label's colon and behind an item's marker they only make room. */
static void add_pieces(struct buf *out, const char *text, const char *end, bool cells) {
    cells = cells && has_columns(text, end);
    for (bool first = true; text < end; first = false) {
        const char *stop = piece_end(text, end), *last = trimmed_end(text, stop);
        const char *next = skip(stop, end);
        buf_add(out, text, (size_t)(last - text));
        if (next < end)
            buf_byte(out, !cells || *next == ':' || last[-1] == ':' ||
                                  (first && is_marker(text, (size_t)(last - text)))
                              ? ' '
                              : '\t');
        text = next;
    }
}

/* ---- paragraphs ---- */

static void add_lines(struct docx_flow *flow, struct buf *label) {
    const char *text = buf_string(&flow->text), *end = text + flow->text.len;
    for (const char *line = text; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        const char *start = skip(line, stop), *last = trimmed_end(start, stop);
        if (start < last) {
            buf_add(&flow->out, buf_string(label), label->len);
            buf_clear(label); /* before the first line alone */
            add_pieces(&flow->out, start, last, !flow->table);
            buf_byte(&flow->out, '\n');
        }
        line = stop + 1;
    }
}

void docx_flow_begin_paragraph(struct docx_flow *flow, const char *style) {
    flow->paragraph = (struct docx_paragraph){.number = DOCX_NONE, .level = DOCX_NONE};
    strcpy(flow->paragraph.style, style);
}

void docx_flow_end_paragraph(struct docx_flow *flow, struct docx_numbering *numbering, bool last,
                             struct text_list *removed) {
    const struct docx_paragraph *paragraph = &flow->paragraph;
    struct buf label = {0};
    bool blank = is_blank(flow->text.data, flow->text.len);
    flush_gone(flow, removed);
    if (last ? blank && flow->after.len == 0 : paragraph->mark_deleted)
        return;
    if (!blank || (!paragraph->mark_hidden && !paragraph->mark_deleted))
        docx_numbering_next(numbering, paragraph->style, paragraph->number, paragraph->level,
                            &label);
    add_lines(flow, &label);
    buf_add(&flow->out, buf_string(&flow->after), flow->after.len);
    buf_clear(&flow->text);
    buf_clear(&flow->after);
    buf_free(&label);
}

/* ---- tables ---- */

void docx_flow_end_cell(struct docx_flow *flow, size_t columns) {
    for (; columns > 0 && flow->cells < DOCX_CELLS_MAX; columns--, flow->cells++)
        buf_byte(&flow->out, DOCX_CELL_END);
}

void docx_flow_end_row(struct docx_flow *flow) {
    buf_byte(&flow->out, DOCX_ROW_END);
    flow->cells = 0;
}
