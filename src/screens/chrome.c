#include "screens/chrome.h"

#include <string.h>

#include "screens/home.h"

#define RAIL_SHARE 0.21     /* of the window's width */
#define RAIL_MOST_SHARE 0.3 /* beyond this a rail of icons is better */
#define CONTENT_MOST_EM 60  /* of a list's subjects: wider rows cannot be followed by eye */

int chrome_gap(const struct metrics *m) {
    return m->unit / 2;
}

static int step(const struct metrics *m) {
    return m->target + chrome_gap(m);
}

/* ---- places ---- */

/* From the rail's edge to its buttons: their icons stand under the first letters of the texts. */
static int rail_inset(const struct metrics *m, bool slim) {
    return slim ? chrome_gap(m) : int_max(chrome_gap(m), m->margin - button_inset(m));
}

static int rail_width(const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int widest = 0;
    for (int language = 0; language < LANGUAGE_COUNT;
         language++) /* it must not jump when switched */
        for (enum word w = WORD_SEARCH; w <= WORD_BACK; w++)
            widest = int_max(widest, button_width(&context->pen, word((enum language)language, w)));
    int share = int_min((int)(m->width * RAIL_SHARE), 16 * m->control);
    return int_max(share, widest + 2 * rail_inset(m, false) + 3) & ~3;
}

/* Three buttons under the clock, and the small print in its lines under and above them. */
static int rail_height(const struct metrics *m) {
    return 2 * m->margin + 3 * step(m) + metrics_pitch(m, m->display) + 13 * m->unit;
}

static void place_rail(struct chrome *c, const struct metrics *m, int width) {
    int tools = m->target + 2 * chrome_gap(m), top = c->header.h;
    tools += (m->width - tools) & 3; /* layers begin at multiples of 4: their tiles copy faster */
    c->rail = (struct rect){0, 0, width, m->height};
    c->header.x = width;
    c->header.w = m->width - width;
    c->tools = (struct rect){m->width - tools, top, tools, m->height - top};
    c->page = (struct rect){width, top, c->tools.x - width, m->height - top};
    int room = c->page.w - m->margin - chrome_gap(m);
    int content = int_max(0, int_min(room, CONTENT_MOST_EM * m->title));
    c->content = (struct rect){width + m->margin + (room - content) / 2, top, content, c->page.h};
}

static void place_bar(struct chrome *c, const struct metrics *m) {
    int top = c->header.h, bar = m->target + 2 * chrome_gap(m);
    int mark = int_max(m->margin, position_mark_width(m) + chrome_gap(m));
    int height = int_max(0, m->height - top - bar);
    c->header.w = m->width;
    c->bottom = (struct rect){0, top + height, m->width, bar};
    c->page = (struct rect){0, top, m->width, height};
    c->tools = (struct rect){m->width - mark, top, mark, height};
    int room = m->width - m->margin - mark;
    int content = int_max(0, int_min(room, CONTENT_MOST_EM * m->title));
    c->content = (struct rect){m->margin + (room - content) / 2, top, content, height};
}

static struct chrome place(const struct screen_context *context, bool home) {
    const struct metrics *m = context->pen.metrics;
    struct chrome chrome = {.bar = m->portrait};
    int width = rail_width(context);
    chrome.slim = m->portrait ? home_is_slim(context)
                              : width > m->width * RAIL_MOST_SHARE || rail_height(m) > m->height;
    if (home && (chrome.bar || chrome.slim))
        chrome.header.h = home_header_height(&chrome, m);
    if (chrome.bar)
        place_bar(&chrome, m);
    else
        place_rail(&chrome, m, chrome.slim ? (m->target + 2 * chrome_gap(m) + 3) & ~3 : width);
    return chrome;
}

struct chrome chrome_for(const struct screen_context *context) {
    return place(context, true);
}

struct chrome chrome_inner_for(const struct screen_context *context) {
    return place(context, false);
}

void chrome_clear(struct chrome *chrome) {
    if (chrome)
        home_clear(&chrome->home);
}

struct rect chrome_side(const struct chrome *chrome, const struct metrics *m) {
    if (chrome->bar || chrome->slim)
        return (struct rect){0};
    int buttons = m->margin + 2 * step(m) + m->unit / 2;
    return (struct rect){m->margin, buttons, chrome->rail.w - 2 * m->margin,
                         int_max(0, m->height - 2 * buttons)};
}

/* ---- buttons ---- */

/* A button of rail or bar. icon < 0: its label is its picture. */
struct item {
    int icon;
    const char *label;
    int action;
    int64_t argument;
};

static struct item item_of(const struct screen_context *context, int icon, enum word label,
                           int action) {
    return (struct item){icon, word(context->language, label), action, 0};
}

static void draw_item(const struct screen_context *context, struct rect rect,
                      struct button_look look, const struct item *item) {
    button_draw(&context->pen, rect, look, item->icon, item->label, item->action, item->argument);
}

/* How many of the items there is room for in a row. */
static int items_in(const struct metrics *m, int count, int width) {
    return int_min(count, (width + chrome_gap(m)) / step(m));
}

/* Items in a row, the first `count` of them; each has its word as long as there is room, the first
 * ones first. */
static void draw_items(const struct screen_context *context, struct rect place,
                       struct button_look look, const struct item *items, int count) {
    const struct metrics *m = context->pen.metrics;
    int left = place.w + chrome_gap(m) - count * step(m);
    for (int i = 0; i < count; i++) {
        int width = items[i].icon < 0 ? m->target : button_width(&context->pen, items[i].label);
        int more = int_max(0, width - m->target);
        more = more <= left ? more : 0;
        left -= more;
        draw_item(context, (struct rect){place.x, place.y, m->target + more, m->target}, look,
                  &items[i]);
        place.x += step(m) + more;
    }
}

/* The same one below the other, as wide as the place. */
static void stack_items(const struct screen_context *context, struct rect place,
                        struct button_look look, const struct item *items, int count) {
    for (int i = 0; i < count; i++, place.y += step(context->pen.metrics))
        draw_item(context, place, look, &items[i]);
}

void chrome_draw_paging(const struct screen_context *context, struct button_look look, int x, int y,
                        bool beside) {
    const struct metrics *m = context->pen.metrics;
    const struct item items[] = {item_of(context, ICON_UP, WORD_PAGE_UP, ACTION_PAGE_UP),
                                 item_of(context, ICON_DOWN, WORD_PAGE_DOWN, ACTION_PAGE_DOWN)};
    struct rect place = {x, y, m->target, m->target};
    for (int i = 0; i < 2; i++) {
        draw_item(context, place, look, &items[i]);
        place.x += beside ? step(m) : 0;
        place.y += beside ? 0 : step(m);
    }
}

static bool pages(const struct scroll *scroll) {
    return scroll->extent > scroll->view;
}

/* Where a rail or bar has the colour of the page, a line parts them. */
static void part(const struct screen_context *context, struct rect line) {
    const struct theme *t = context->pen.theme;
    if (t->rail == t->paper)
        frame_fill(context->pen.frame, line, t->hairline);
}

/* The bar with paging at its right; what is left of it is returned. */
static struct rect draw_bar(const struct chrome *c, const struct screen_context *context,
                            const struct scroll *scroll) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int inset = c->slim ? chrome_gap(m) : m->margin, y = c->bottom.y + chrome_gap(m);
    int right = m->width - inset;
    frame_layer(pen->frame, c->bottom, pen->theme->rail);
    part(context, (struct rect){0, c->bottom.y, m->width, m->hairline});
    if (pages(scroll)) {
        right -= 2 * step(m);
        chrome_draw_paging(context, look_on_rail(pen->theme), right + chrome_gap(m), y, true);
    }
    return (struct rect){inset, y, right - inset, m->target};
}

/* ---- home ---- */

static int home_items(const struct screen_context *context, struct item ret[3]) {
    int count = 0;
    if (context->catalogue)
        ret[count++] = item_of(context, ICON_SEARCH, WORD_SEARCH, ACTION_SEARCH);
    ret[count++] = item_of(context, ICON_LETTERS, WORD_APPEARANCE, ACTION_APPEARANCE);
    ret[count++] = item_of(context, ICON_GLOBE, WORD_OTHER_LANGUAGE, ACTION_LANGUAGE);
    return count;
}

/* In a bar too narrow for all, the language goes up into the header. */
static void draw_home_bar(struct chrome *c, const struct screen_context *context,
                          const struct scroll *scroll) {
    const struct metrics *m = context->pen.metrics;
    struct button_look look = look_on_rail(context->pen.theme);
    struct item items[3];
    int count = home_items(context, items);
    home_draw_header(c, context);
    if (c->slim) {
        struct rect corner = {m->width - chrome_gap(m) - m->target, chrome_gap(m), m->target,
                              m->target};
        draw_item(context, corner, look, &items[--count]);
    }
    struct rect left = draw_bar(c, context, scroll);
    draw_items(context, left, look, items, items_in(m, count, left.w));
}

static void draw_home_rail(struct chrome *c, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct item items[3];
    int count = home_items(context, items), inset = rail_inset(m, c->slim);
    struct rect place = {inset, chrome_gap(m), c->rail.w - 2 * inset, m->target};
    frame_layer(pen->frame, c->rail, pen->theme->rail);
    part(context, (struct rect){c->rail.w - m->hairline, 0, m->hairline, c->rail.h});
    if (!c->slim)
        place.y = home_draw_rail(c, context);
    stack_items(context, place, look_on_rail(pen->theme), items, count);
    if (c->slim)
        home_draw_header(c, context);
}

void chrome_draw_home(struct chrome *chrome, const struct screen_context *context,
                      const struct scroll *scroll) {
    home_renew(chrome, context);
    if (chrome->bar)
        draw_home_bar(chrome, context, scroll);
    else
        draw_home_rail(chrome, context);
}

/* ---- inner screens ---- */

/* A− and A+: the next size, or where there is none the same again. */
static struct item size_item(const struct screen_context *context, int way) {
    int size = (int)context->text_size + way;
    size = int_max(0, int_min(size, TEXT_SIZE_COUNT - 1));
    return (struct item){-1, way < 0 ? "A−" : "A+", ACTION_TEXT_SIZE, size};
}

enum { INNER_BACK, INNER_APPEARANCE, INNER_LANGUAGE, INNER_SMALLER, INNER_LARGER, INNER_COUNT };

static void inner_items(const struct screen_context *context, const char *back,
                        struct item ret[INNER_COUNT]) {
    ret[INNER_BACK] = (struct item){ICON_BACK, back, ACTION_BACK, 0};
    ret[INNER_APPEARANCE] = item_of(context, ICON_LETTERS, WORD_APPEARANCE, ACTION_APPEARANCE);
    ret[INNER_LANGUAGE] = item_of(context, ICON_GLOBE, WORD_OTHER_LANGUAGE, ACTION_LANGUAGE);
    ret[INNER_SMALLER] = size_item(context, -1);
    ret[INNER_LARGER] = size_item(context, 1);
}

static void draw_quiet_rail(const struct chrome *c, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    int hairline = pen->metrics->hairline;
    frame_layer(pen->frame, c->rail, pen->theme->paper);
    frame_fill(pen->frame, (struct rect){c->rail.w - hairline, 0, hairline, c->rail.h},
               pen->theme->hairline);
}

static struct rect rail_button(const struct chrome *c, const struct metrics *m) {
    int inset = rail_inset(m, c->slim);
    return (struct rect){inset, c->slim ? inset : m->margin, c->rail.w - 2 * inset, m->target};
}

static void draw_inner_rail(const struct chrome *c, const struct screen_context *context,
                            const struct item items[INNER_COUNT]) {
    const struct metrics *m = context->pen.metrics;
    struct button_look look = look_on_paper(context->pen.theme);
    struct rect place = rail_button(c, m);
    int bottom = m->height - place.y - m->target;
    draw_quiet_rail(c, context);
    draw_item(context, place, look_filled(context->pen.theme), &items[INNER_BACK]);
    if (!c->slim) {
        struct rect half = {place.x, place.y + step(m), (place.w - chrome_gap(m)) / 2, m->target};
        draw_item(context, half, look, &items[INNER_SMALLER]);
        half.x = place.x + place.w - half.w;
        draw_item(context, half, look, &items[INNER_LARGER]);
    }
    place.y = bottom - step(m);
    stack_items(context, place, look, &items[INNER_APPEARANCE], 2);
}

void chrome_draw_inner(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll, const char *back) {
    struct item items[INNER_COUNT];
    inner_items(context, back, items);
    if (!chrome->bar) {
        draw_inner_rail(chrome, context, items);
        return;
    }
    struct rect left = draw_bar(chrome, context, scroll);
    int room = items_in(context->pen.metrics, INNER_COUNT, left.w);
    room = room == INNER_SMALLER + 1 ? INNER_SMALLER : room; /* both or none */
    draw_items(context, left, look_on_rail(context->pen.theme), items, room);
}

void chrome_draw_way_back(const struct chrome *chrome, const struct screen_context *context,
                          const struct scroll *scroll) {
    struct item back = item_of(context, ICON_BACK, WORD_BACK, ACTION_BACK);
    if (chrome->bar) {
        struct rect left = draw_bar(chrome, context, scroll);
        draw_items(context, left, look_on_rail(context->pen.theme), &back, 1);
        return;
    }
    draw_quiet_rail(chrome, context);
    draw_item(context, rail_button(chrome, context->pen.metrics), look_filled(context->pen.theme),
              &back);
}

void chrome_draw_tools(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect tools = chrome->tools;
    int inset = chrome->slim ? chrome_gap(m) : m->margin;
    struct rect track = {tools.x, tools.y + inset, tools.w, tools.h - 2 * inset};
    if (chrome->bar)
        track.x = tools.x + (tools.w - chrome_gap(m)) / 2, track.w = chrome_gap(m);
    else
        frame_layer(pen->frame, tools, pen->theme->paper);
    if (!chrome->bar && pages(scroll)) {
        int y = tools.y + tools.h - inset - m->target - step(m);
        chrome_draw_paging(context, look_on_paper(pen->theme), tools.x + (tools.w - m->target) / 2,
                           y, false);
        track.h = y - m->unit - track.y;
    }
    position_mark(pen, scroll, track);
}
