#include "screens/list.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/row.h"

#define LONGEST_DATE_EM 17 /* "Wednesday, 23 September 2015" */
#define AHEAD_ROWS 2       /* loaded in one frame beyond those in view: a fling passes fewer */

/* A place for a loaded row. */
struct slot {
    struct row row;
    int index; /* in the whole list, -1: the place is empty */
};

/* Every row is as high as every other and so is every sitting's heading, so that the place of any
 * row is arithmetic over the sittings' counts, and only the rows near the view are loaded and set.
 */
struct list {
    struct screen screen;
    struct chrome chrome;
    struct row_places places; /* and the height of every row */
    int heading_height, top_margin;
    const struct sitting *sittings; /* the catalogue's */
    size_t sitting_count;
    struct slot
        *slots; /* a ring, with room for all that is drawn: row i is in slot i % slot_count */
    int slot_count;
    int top;          /* where the view stood when it was drawn last, */
    bool upwards;     /* and whether it had come there from below; */
    int first, last;  /* the rows then in view */
    int above, below; /* and the outermost that may be drawn */
    int64_t anchor;   /* id of the topmost visible row, 0 for none */
    int anchor_shift; /* from its upper edge to the view's, pixels */
};

static void free_slots(struct list *list) {
    for (int i = 0; i < list->slot_count; i++)
        row_clear(&list->slots[i].row);
    free(list->slots);
    list->slots = NULL;
    list->slot_count = 0;
}

static void make_slots(struct list *list) {
    free_slots(list);
    list->slot_count = 2 * (list->chrome.content.h / list->places.height + 2);
    list->slots = mem_zero((size_t)list->slot_count, sizeof *list->slots);
    for (int i = 0; i < list->slot_count; i++)
        list->slots[i].index = -1;
}

/* Where the heading of sitting i begins in the content. */
static int sitting_y(const struct list *list, size_t i) {
    return list->top_margin + (int)i * list->heading_height +
           list->sittings[i].first * list->places.height;
}

/* The last sitting that begins at or above y; 0 when none does. */
static size_t sitting_at(const struct list *list, int y) {
    size_t low = 0, high = list->sitting_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (sitting_y(list, middle) <= y)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static int row_y(const struct list *list, const struct catalogue *catalogue, int index) {
    size_t sitting = catalogue_sitting_of(catalogue, index);
    return sitting_y(list, sitting) + list->heading_height +
           (index - list->sittings[sitting].first) * list->places.height;
}

static int content_height(const struct list *list) {
    if (!list->sitting_count)
        return 0;
    const struct sitting *last = &list->sittings[list->sitting_count - 1];
    return sitting_y(list, list->sitting_count - 1) + list->heading_height +
           last->count * list->places.height + list->top_margin;
}

/* The row that is at y of the content, or the nearest one in the sitting that is. */
static int row_at(const struct list *list, int y) {
    size_t i = sitting_at(list, y);
    int row = (y - sitting_y(list, i) - list->heading_height) / list->places.height;
    return list->sittings[i].first + int_max(0, int_min(row, list->sittings[i].count - 1));
}

/* True where it was not there. A failed read shows nothing in its place. */
static bool load_row(struct list *list, const struct screen_context *context, int index) {
    struct slot *slot = &list->slots[index % list->slot_count];
    struct decision_row record;
    struct err err;
    int got = 0;
    if (slot->index == index)
        return false;
    row_clear(&slot->row);
    slot->index = -1;
    if (catalogue_rows(context->catalogue, index, 1, &record, &got, &err) != ERR_OK || !got)
        return true;
    slot->row = row_make(&record, &list->places, context);
    slot->index = index;
    return true;
}

/* Loads at most `most` of the rows from `from` to `to`, in that order; the number of those left. */
static int load_some(struct list *list, const struct screen_context *context, int from, int to,
                     int most) {
    int step = from <= to ? 1 : -1;
    for (int i = from; most && i != to + step; i += step)
        most -= load_row(list, context, i);
    return most;
}

/* Loads what is in view: once before a frame and never within it, since the frame points to the
 * rows that it has taken. */
static void load_view(struct list *list, const struct screen_context *context, int top) {
    struct rect view = list->chrome.content, ahead = frame_ahead(context->pen.frame);
    int over = view.y - ahead.y, under = ahead.y + ahead.h - view.y - 1;
    list->upwards = top < list->top;
    list->top = top;
    list->first = row_at(list, top);
    list->last = row_at(list, top + view.h - 1);
    list->above = row_at(list, top - over);
    list->below = row_at(list, top + under);
    load_some(list, context, list->first, list->last, list->last - list->first + 1);
}

/* A few of the rows that may be seen next. Their slots are those of rows out of the frame's reach.
 */
static void list_idle(struct screen *screen, const struct screen_context *context) {
    struct list *list = (struct list *)screen;
    if (!list->sitting_count)
        return;
    int left = AHEAD_ROWS;
    for (int side = 0; side < 2; side++)
        left = (side == 0) == list->upwards
                   ? load_some(list, context, list->first, list->above, left)
                   : load_some(list, context, list->last, list->below, left);
}

static struct text_style date_style(const struct pen *pen) {
    return style_tabular(FACE_HEADING, pen->metrics->large);
}

/* Of the date in the most lines. Which one that is in a narrow column is for the words to say:
 * every month with every day of the week. */
static int dates_height(const struct list *list, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    int width = list->chrome.content.w, most = metrics_pitch(pen->metrics, pen->metrics->large);
    for (int i = 0; i < 12 * 7 && width < LONGEST_DATE_EM * pen->metrics->large; i++) {
        struct buf text = {0};
        struct date date = {2015, 1 + i / 7, 20 + i % 7};
        words_date(context->language, date, &text);
        most = int_max(most, text_height(pen, date_style(pen), width, buf_string(&text)));
        buf_free(&text);
    }
    return most;
}

/* The date and the count under it, as wide as they may get: every heading is as high as every
 * other.
 */
static int heading_lines(const struct list *list, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    struct buf text = {0};
    int width = list->chrome.content.w;
    int date = dates_height(list, context);
    words_sitting(context->language, &(struct sitting){.count = 444, .unanimous = 400}, &text);
    int count =
        text_height(pen, style_of(FACE_TEXT, pen->metrics->reading), width, buf_string(&text));
    buf_free(&text);
    return date + count;
}

static void measure_list(struct list *list, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    chrome_clear(&list->chrome);
    list->chrome = chrome_for(context);
    list->places = row_places_for(&list->chrome, context);
    list->heading_height = 2 * m->unit + heading_lines(list, context) + m->unit / 2;
    list->top_margin = m->unit / 2;
    list->sittings =
        context->catalogue ? catalogue_sittings(context->catalogue, &list->sitting_count) : NULL;
    if (!list->sittings)
        list->sitting_count = 0;
    list->screen.scroll.keep = list->places.height;
    make_slots(list);
    scroll_resize(&list->screen.scroll, content_height(list), list->chrome.content.h);
}

static void draw_heading(const struct list *list, const struct screen_context *context, size_t i,
                         int y) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect content = list->chrome.content;
    struct buf text = {0};
    int bottom = y + list->heading_height;
    words_date(context->language, list->sittings[i].date, &text);
    y += 2 * m->unit;
    y += text_lines(pen, ROLE_HEADING, date_style(pen), pen->theme->ink, content.x, y, content.w,
                    buf_string(&text));
    buf_clear(&text);
    words_sitting(context->language, &list->sittings[i], &text);
    text_lines(pen, ROLE_TEXT, style_of(FACE_TEXT, m->reading), pen->theme->quiet, content.x, y,
               content.w, buf_string(&text));
    buf_free(&text);
    frame_fill(pen->frame, (struct rect){content.x, bottom - m->hairline, content.w, m->hairline},
               pen->theme->hairline);
}

/* Draws the part of sitting i that is in view; origin is where the content's top is on the glass.
 */
static void draw_sitting(struct list *list, const struct screen_context *context, size_t i,
                         int origin) {
    struct rect view = list->chrome.content, ahead = frame_ahead(context->pen.frame);
    int y = origin + sitting_y(list, i);
    draw_heading(list, context, i, y);
    y += list->heading_height;
    int skipped = int_max(0, (ahead.y - y) / list->places.height);
    for (int row = skipped; row < list->sittings[i].count; row++) {
        int top = y + row * list->places.height, index = list->sittings[i].first + row;
        if (top >= ahead.y + ahead.h)
            return;
        const struct slot *slot = &list->slots[index % list->slot_count];
        if (slot->index != index)
            continue;
        if (!list->anchor && top + list->places.height > view.y) {
            list->anchor = slot->row.id;
            list->anchor_shift = view.y - top;
        }
        row_draw(&slot->row, &list->chrome, context, top);
    }
}

static void draw_rows(struct list *list, const struct screen_context *context) {
    struct rect view = list->chrome.content;
    int top = scroll_top(&list->screen.scroll), origin = view.y - top;
    list->anchor = 0;
    load_view(list, context, top);
    struct rect ahead = frame_ahead(context->pen.frame);
    for (size_t i = sitting_at(list, ahead.y - origin); i < list->sitting_count; i++) {
        if (origin + sitting_y(list, i) >= ahead.y + ahead.h)
            break;
        draw_sitting(list, context, i, origin);
    }
}

static void draw_empty(const struct list *list, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect view = list->chrome.content;
    int y = view.y + view.h / 4;
    y += text_lines(pen, ROLE_HEADING, style_of(FACE_HEADING, m->large), pen->theme->ink, view.x, y,
                    view.w, word(context->language, WORD_EMPTY_TITLE));
    text_lines(pen, ROLE_TEXT, style_of(FACE_TEXT, m->title), pen->theme->quiet, view.x,
               y + m->unit / 2, view.w, word(context->language, WORD_EMPTY_TEXT));
}

static void list_draw(struct screen *screen, const struct screen_context *context) {
    struct list *list = (struct list *)screen;
    chrome_draw_home(&list->chrome, context, &screen->scroll);
    frame_scroll_layer(context->pen.frame, list->chrome.page, scroll_top(&screen->scroll),
                       context->pen.theme->paper);
    if (list->sitting_count)
        draw_rows(list, context);
    else
        draw_empty(list, context);
    chrome_draw_tools(&list->chrome, context, &screen->scroll);
}

/* Whoever stood at the top sees what is new; whoever had scrolled keeps the row under the eye. */
static void list_renew(struct screen *screen, const struct screen_context *context) {
    struct list *list = (struct list *)screen;
    bool at_top = screen->scroll.offset <= 0;
    measure_list(list, context);
    int index =
        at_top || !context->catalogue ? -1 : catalogue_index(context->catalogue, list->anchor);
    if (index >= 0)
        scroll_to(&screen->scroll, row_y(list, context->catalogue, index) + list->anchor_shift);
}

static void list_leave(struct screen *screen) {
    struct list *list = (struct list *)screen;
    free_slots(list);
    chrome_clear(&list->chrome);
    free(list);
}

static const struct screen_kind kind = {
    .draw = list_draw,
    .idle = list_idle,
    .renew = list_renew,
    .leave = list_leave,
};

struct screen *list_enter(const struct screen_context *context) {
    struct list *list = mem_zero(1, sizeof *list);
    list->screen.kind = &kind;
    measure_list(list, context);
    return &list->screen;
}
