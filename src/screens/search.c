#include "screens/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/row.h"
#include "text/utf8.h"
#include "ui/keyboard.h"

#define RESULTS_MOST 50
#define QUERY_MOST 80 /* characters */

struct search {
    struct screen screen;
    struct chrome chrome; /* its content is the room for the results */
    struct rect field, back, keys;
    struct buf query;
    struct row rows[RESULTS_MOST];
    int count;
};

static void forget_rows(struct search *search) {
    for (int i = 0; i < search->count; i++)
        row_clear(&search->rows[i]);
    search->count = 0;
}

static void find(struct search *search, const struct screen_context *context) {
    struct decision_row records[RESULTS_MOST];
    struct err err;
    int count = 0;
    forget_rows(search);
    if (context->catalogue && search->query.len &&
        catalogue_search(context->catalogue, search->query.data, RESULTS_MOST, records, &count,
                         &err) != ERR_OK)
        count = 0;
    for (int i = 0; i < count; i++)
        search->rows[i] = row_make(&records[i], &search->chrome, context);
    search->count = count;
    scroll_resize(&search->screen.scroll, count * row_height(context->pen.metrics),
                  search->chrome.content.h);
}

/* A band with the way back and the field on top, the keyboard at the bottom, results between. */
static void place(struct search *search, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int gap = m->line / 2, keys = keyboard_height(m), band = m->target + 2 * gap;
    int back = button_width(&context->pen, word(context->language, WORD_BACK));
    search->back = (struct rect){m->margin / 2, gap, back, m->target};
    search->field =
        (struct rect){search->back.x + back + gap, gap,
                      m->width - search->back.x - back - gap - m->margin / 2, m->target};
    search->keys = (struct rect){0, m->height - keys - gap, m->width, keys + gap};
    int mark = 3 * gap, height = int_max(0, m->height - band - search->keys.h - gap);
    search->chrome = (struct chrome){
        .bar = m->portrait,
        .content = {m->margin, band, m->width - 2 * m->margin - mark, height},
        .tools = {m->width - m->margin / 2 - mark, band, mark, height},
    };
}

/* "Aranan: 255": what was typed must not pass for a decision's own label. */
static const char *field_label(const struct search *search, const struct screen_context *context) {
    if (!search->query.len)
        return word(context->language, WORD_SEARCH_HINT);
    struct buf label = {0};
    buf_format(&label, "%s: %s", word(context->language, WORD_SEARCH_FIELD), search->query.data);
    const char *kept = frame_keep(context->pen.frame, buf_string(&label));
    buf_free(&label);
    return kept;
}

static void draw_field(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    const struct theme *t = pen->theme;
    struct rect r = search->field;
    frame_round(pen->frame, r, m->radius, t->edge);
    frame_round(pen->frame, rect_inset(r, m->hairline), m->radius - m->hairline, t->field);
    bool empty = !search->query.len;
    const char *text = empty ? word(context->language, WORD_SEARCH_HINT)
                             : frame_keep(pen->frame, search->query.data);
    struct text_style style = style_of(FACE_TEXT, empty ? m->title : m->large);
    int y = r.y + (r.h - style.size * 13 / 10) / 2, caret = m->large * 9 / 10;
    int width = measure_text(pen->measure, style, text), x = r.x + m->line;
    while (!empty && width > r.w - 2 * m->line) { /* its end is what is seen */
        utf8_next(&text);
        width = measure_text(pen->measure, style, text);
    }
    frame_text(pen->frame, style, empty ? t->quiet : t->ink, x, y, width, text, strlen(text));
    frame_widget(pen->frame, ROLE_FIELD, field_label(search, context), r, 0, 0);
    x += empty ? 0 : width + 2 * m->hairline;
    frame_fill(pen->frame, (struct rect){x, r.y + (r.h - caret) / 2, 2 * m->hairline, caret},
               t->sea);
}

static void draw_results(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect view = search->chrome.content;
    int height = row_height(m);
    struct rect page = {0, view.y, m->width, view.h};
    frame_scroll_layer(pen->frame, page, scroll_top(&search->screen.scroll), pen->theme->paper);
    struct rect ahead = frame_ahead(pen->frame);
    for (int i = 0; i < search->count; i++) {
        int y = view.y + i * height - scroll_top(&search->screen.scroll);
        if (y + height > ahead.y && y < ahead.y + ahead.h)
            row_draw(&search->rows[i], &search->chrome, context, y);
    }
    if (!search->count && search->query.len)
        frame_label(pen->frame, pen->measure, ROLE_TEXT, style_of(FACE_TEXT, m->title),
                    pen->theme->quiet, view.x, view.y + m->line,
                    word(context->language, WORD_SEARCH_NONE));
    int mark = int_max(4, m->line / 4);
    struct rect tools = search->chrome.tools;
    position_mark(pen, &search->screen.scroll,
                  (struct rect){tools.x + (tools.w - mark) / 2, tools.y, mark, tools.h});
}

static void search_draw(struct screen *screen, const struct screen_context *context) {
    struct search *search = (struct search *)screen;
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect band = {0, 0, m->width, search->chrome.content.y};
    frame_layer(pen->frame, band, pen->theme->paper);
    button_draw(pen, search->back, look_filled(pen->theme), ICON_BACK,
                word(context->language, WORD_BACK), ACTION_BACK, 0);
    draw_field(search, context);
    draw_results(search, context);
    frame_layer(pen->frame, search->keys, pen->theme->pressed);
    keyboard_draw(pen, rect_inset(search->keys, m->hairline), ACTION_KEY, ACTION_ERASE,
                  word(context->language, WORD_SPACE), word(context->language, WORD_ERASE));
}

static void add_letter(struct buf *query, uint32_t point) {
    char bytes[4];
    if (utf8_count(buf_string(query)) < QUERY_MOST && (query->len || point != ' '))
        buf_add(query, bytes, utf8_put(point, bytes));
}

static void erase_letter(struct buf *query) {
    while (query->len && (query->data[--query->len] & 0xC0) == 0x80)
        continue;
    if (query->data)
        query->data[query->len] = '\0';
}

static void search_act(struct screen *screen, const struct screen_context *context, int action,
                       int64_t argument) {
    struct search *search = (struct search *)screen;
    if (action == ACTION_KEY)
        add_letter(&search->query, (uint32_t)argument);
    else if (action == ACTION_ERASE)
        erase_letter(&search->query);
    find(search, context);
    scroll_to(&screen->scroll, 0);
}

static void search_renew(struct screen *screen, const struct screen_context *context) {
    struct search *search = (struct search *)screen;
    place(search, context);
    find(search, context);
}

static void search_leave(struct screen *screen) {
    struct search *search = (struct search *)screen;
    forget_rows(search);
    buf_free(&search->query);
    free(search);
}

static const struct screen_kind kind = {
    .draw = search_draw,
    .act = search_act,
    .renew = search_renew,
    .leave = search_leave,
};

struct screen *search_enter(const struct screen_context *context) {
    struct search *search = mem_zero(1, sizeof *search);
    search->screen.kind = &kind;
    place(search, context);
    return &search->screen;
}
