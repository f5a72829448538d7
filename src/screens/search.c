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

/* From top to bottom: a band with the way back and the field, the results, the keyboard. Where the
 * keyboard leaves too little for results (`tight`), those under it are single lines, and it can be
 * put away to see them all. */
struct search {
    struct screen screen;
    struct chrome chrome; /* its page is the room for the results, its bottom the keyboard's */
    struct row_places places;
    struct rect field, back, fold;
    bool tight, folded;
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
        search->rows[i] = row_make(&records[i], &search->places, context);
    search->count = count;
    search->screen.scroll.keep = search->places.height;
    scroll_resize(&search->screen.scroll, count * search->places.height, search->chrome.content.h);
}

/* ---- places ---- */

static int band_height(const struct metrics *m) {
    return m->target + 2 * chrome_gap(m);
}

/* The results between the band and `low`. Paging stands at their right, or where there is a bar
 * instead of the keyboard, in that. */
static void place_results(struct chrome *c, const struct metrics *m, int low, bool paging_beside) {
    int top = band_height(m), height = int_max(0, low - top), mark = m->margin;
    c->tools.w = paging_beside ? m->target + 2 * chrome_gap(m) : mark;
    c->tools.w += (m->width - c->tools.w) & 3;
    c->tools = (struct rect){m->width - c->tools.w, top, c->tools.w, height};
    c->page = (struct rect){0, top, c->tools.x, height};
    c->content = (struct rect){m->margin, top, c->page.w - m->margin - chrome_gap(m), height};
    c->bottom = (struct rect){0, low, m->width, m->height - low};
}

static void place_band(struct search *search, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int gap = chrome_gap(m), left, right = m->width - gap;
    int back = button_width(&context->pen, word(context->language, WORD_BACK));
    if (back > m->width / 4)
        back = m->target;
    search->back = (struct rect){gap, gap, back, m->target};
    left = 2 * gap + back;
    if (search->tight) {
        right -= m->target;
        search->fold = (struct rect){right, gap, m->target, m->target};
        right -= gap;
    }
    search->field = (struct rect){left, gap, int_max(0, right - left), m->target};
}

static void place(struct search *search, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct chrome *c = &search->chrome;
    int keys = keyboard_height(m), paging = 2 * (m->target + chrome_gap(m));
    *c = (struct chrome){.bar = m->portrait};
    place_results(c, m, m->height - keys, true);
    search->tight = c->content.h < int_max(paging, 2 * row_places_for(c, context).height);
    search->folded = search->folded && search->tight;
    if (search->folded)
        place_results(c, m, m->height - (m->portrait ? band_height(m) : 0), !m->portrait);
    c->terse = search->tight && !search->folded;
    if (c->terse) { /* as many whole rows as there is room for */
        int room = m->height - keys - band_height(m), row = row_places_for(c, context).height;
        place_results(c, m, band_height(m) + int_max(1, room / row) * row, false);
    }
    search->places = row_places_for(c, context);
    place_band(search, context);
}

/* ---- drawing ---- */

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

/* The hint, in the largest form that there is room for. */
static void draw_hint(const struct search *search, const struct screen_context *context,
                      int width) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect r = search->field;
    const char *text = word(context->language, WORD_SEARCH_HINT);
    struct text_style style = style_of(FACE_TEXT, m->name);
    if (measure_text(pen->measure, style, text) > width) {
        text = word(context->language, WORD_SEARCH_HINT_SHORT);
        style.size = m->note;
    }
    struct flow flow =
        flow_make(pen->measure, style, style.size * 13 / 10, text, width, 2, HYPHENS_NONE);
    int y = r.y + (r.h - flow_height(&flow)) / 2;
    for (size_t i = 0; i < flow.count; i++, y += flow.pitch)
        frame_text(pen->frame, style, pen->theme->quiet, r.x + m->unit, y, flow.lines[i].width,
                   text + flow.lines[i].start, flow.lines[i].bytes);
    flow_clear(&flow);
}

/* What was typed; of a long query its end. */
static int draw_query(const struct search *search, const struct screen_context *context,
                      int width) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect r = search->field;
    struct text_style style = style_of(FACE_TEXT, m->control);
    const char *text = frame_keep(pen->frame, search->query.data);
    int taken = measure_text(pen->measure, style, text);
    while (*text && taken > width) {
        utf8_next(&text);
        taken = measure_text(pen->measure, style, text);
    }
    frame_text(pen->frame, style, pen->theme->ink, r.x + m->unit,
               r.y + (r.h - style.size * 13 / 10) / 2, taken, text, strlen(text));
    return taken;
}

static void draw_field(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    const struct theme *t = pen->theme;
    struct rect r = search->field;
    struct button_look look = {t->field, t->field, t->edge, t->ink};
    int width = r.w - 2 * m->unit, caret = m->control * 9 / 10, taken = 0;
    ground_draw(pen, r, look, m->hairline, false);
    if (search->query.len)
        taken = draw_query(search, context, width) + 2 * m->hairline;
    else
        draw_hint(search, context, width);
    if (!search->folded)
        frame_fill(pen->frame,
                   (struct rect){r.x + m->unit + taken - (taken ? 0 : 3 * m->hairline),
                                 r.y + (r.h - caret) / 2, 2 * m->hairline, caret},
                   t->sea);
    frame_widget(pen->frame, ROLE_FIELD, field_label(search, context), r,
                 search->folded ? ACTION_FOLD : 0, 0);
}

static void draw_band(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    struct rect band = {0, 0, pen->metrics->width, search->chrome.page.y};
    frame_layer(pen->frame, band, pen->theme->paper);
    button_draw(pen, search->back, look_filled(pen->theme), ICON_BACK,
                word(context->language, WORD_BACK), ACTION_BACK, 0);
    draw_field(search, context);
    if (search->tight)
        button_draw(
            pen, search->fold, look_on_paper(pen->theme), ICON_KEYBOARD,
            word(context->language, search->folded ? WORD_KEYBOARD_SHOW : WORD_KEYBOARD_HIDE),
            ACTION_FOLD, 0);
}

static void draw_results(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect view = search->chrome.content;
    int height = search->places.height;
    frame_scroll_layer(pen->frame, search->chrome.page, scroll_top(&search->screen.scroll),
                       pen->theme->paper);
    struct rect ahead = frame_ahead(pen->frame);
    for (int i = 0; i < search->count; i++) {
        int y = view.y + i * height - scroll_top(&search->screen.scroll);
        if (y + height > ahead.y && y < ahead.y + ahead.h)
            row_draw(&search->rows[i], &search->chrome, context, y);
    }
    if (!search->count && search->query.len)
        text_lines(pen, ROLE_TEXT, style_of(FACE_TEXT, search->chrome.terse ? m->note : m->title),
                   pen->theme->quiet, view.x, view.y + chrome_gap(m), view.w,
                   word(context->language, WORD_SEARCH_NONE));
}

/* Beside the results: the mark, and paging above it where it has its place there. */
static void draw_tools(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect tools = search->chrome.tools, track = tools;
    int gap = chrome_gap(m), x = tools.x + (tools.w - m->target) / 2;
    frame_layer(pen->frame, tools, pen->theme->paper);
    if (tools.w >= m->target && search->screen.scroll.extent > search->screen.scroll.view) {
        chrome_draw_paging(context, look_on_paper(pen->theme), x, tools.y, false);
        track.y += 2 * (m->target + gap);
    }
    track.h = tools.y + tools.h - gap - track.y;
    position_mark(pen, &search->screen.scroll, track);
}

static void draw_bottom(const struct search *search, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect bottom = search->chrome.bottom;
    int gap = chrome_gap(m), right = m->width - gap - 2 * m->target - gap;
    if (!bottom.h)
        return;
    frame_layer(pen->frame, bottom, pen->theme->bed);
    if (pen->theme->bed == pen->theme->paper)
        frame_fill(pen->frame, (struct rect){0, bottom.y, m->width, m->hairline},
                   pen->theme->hairline);
    if (!search->folded)
        keyboard_draw(pen, bottom, ACTION_KEY, ACTION_ERASE, word(context->language, WORD_SPACE),
                      word(context->language, WORD_ERASE));
    else if (search->screen.scroll.extent > search->screen.scroll.view)
        chrome_draw_paging(context, look_on_paper(pen->theme), right, bottom.y + gap, true);
}

static void search_draw(struct screen *screen, const struct screen_context *context) {
    struct search *search = (struct search *)screen;
    draw_band(search, context);
    draw_results(search, context);
    draw_tools(search, context);
    draw_bottom(search, context);
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
    if (action == ACTION_FOLD) {
        search->folded = !search->folded;
        place(search, context);
    }
    if (action == ACTION_KEY)
        add_letter(&search->query, (uint32_t)argument);
    else if (action == ACTION_ERASE)
        erase_letter(&search->query);
    find(search, context);
    scroll_to(&screen->scroll, 0);
}

/* The row at the upper edge stays there when rows have another height. */
static void search_renew(struct screen *screen, const struct screen_context *context) {
    struct search *search = (struct search *)screen;
    int was = search->places.height;
    double row = screen->scroll.offset / was;
    place(search, context);
    find(search, context);
    if (search->places.height != was)
        scroll_to(&screen->scroll, row * search->places.height);
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
