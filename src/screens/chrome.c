#include "screens/chrome.h"

#include <stdio.h>
#include <string.h>

#include "ui/flow.h"

#define RAIL_SHARE 0.21     /* of the window's width */
#define RAIL_MOST_SHARE 0.3 /* beyond this a bar is better */

static int gap(const struct metrics *m) {
    return m->line / 2;
}

static int rail_width(const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    int widest = 0;
    for (int language = 0; language < LANGUAGE_COUNT;
         language++) /* it must not jump when switched */
        for (enum word w = WORD_SEARCH; w <= WORD_BACK; w++)
            widest = int_max(widest, button_width(&context->pen, word((enum language)language, w)));
    return int_max((int)(m->width * RAIL_SHARE), widest + m->margin) & ~3;
}

static void place_rail(struct chrome *c, const struct metrics *m, int width) {
    int tools = m->target + 2 * gap(m);
    tools += (m->width - tools) & 3; /* layers begin at multiples of 4: their tiles copy faster */
    c->rail = (struct rect){0, 0, width, m->height};
    c->tools = (struct rect){m->width - tools, 0, tools, m->height};
    c->page = (struct rect){width, 0, c->tools.x - width, m->height};
    c->content = (struct rect){width + m->margin, 0, c->page.w - m->margin - gap(m), m->height};
}

static void place_bar(struct chrome *c, const struct metrics *m) {
    int header = m->display * 13 / 10 + m->line + 2 * gap(m);
    int bar = m->target + 2 * gap(m);
    int mark = 3 * gap(m);
    c->bar = true;
    c->rail = (struct rect){0, 0, m->width, header};
    c->bottom = (struct rect){0, m->height - bar, m->width, bar};
    c->content =
        (struct rect){m->margin, header, m->width - m->margin - mark, m->height - header - bar};
    c->page = (struct rect){0, header, m->width, c->content.h};
    c->tools = (struct rect){m->width - mark, header, mark, c->content.h};
}

struct chrome chrome_for(const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    struct chrome chrome = {0};
    int width = rail_width(context);
    if (m->portrait || width > m->width * RAIL_MOST_SHARE)
        place_bar(&chrome, m);
    else
        place_rail(&chrome, m, width);
    return chrome;
}

/* A short text in lines of its own, from y downwards or, where `up` is set, from y upwards; the
 * height it took. */
static int set_lines(const struct screen_context *context, struct text_style style, int x, int y,
                     int width, bool up, const char *text) {
    const struct pen *pen = &context->pen;
    struct flow flow = flow_make(pen->measure, style, metrics_pitch(pen->metrics, style.size), text,
                                 width, 0, HYPHENS_NONE);
    const char *kept = frame_keep(pen->frame, flow.text);
    int height = flow_height(&flow), top = up ? y - height : y;
    for (size_t i = 0; i < flow.count; i++)
        frame_text(pen->frame, style, pen->theme->on_sea, x, top + (int)i * flow.pitch,
                   flow.lines[i].width, kept + flow.lines[i].start, flow.lines[i].bytes);
    if (height)
        frame_widget(pen->frame, ROLE_TEXT, kept, (struct rect){x, top, width, height}, 0, 0);
    flow_clear(&flow);
    return height;
}

static int set_text(const struct screen_context *context, struct text_style style, int x, int y,
                    int width, const char *text) {
    return set_lines(context, style, x, y, width, false, text);
}

/* The texts of the home rail for this moment. */
struct home_texts {
    char council[256], clock[16], date[DATE_WORDS], as_of[256], fingerprint[16];
    const char *note; /* a word about the set, "" where all is well */
};

static void take(char *ret, size_t size, struct buf *text) {
    snprintf(ret, size, "%s", buf_string(text));
    buf_clear(text);
}

static struct home_texts home_texts(const struct screen_context *context) {
    struct home_texts texts = {0};
    struct buf buf = {0};
    struct local_time now = clock_local(clock_wall(context->clock));
    const struct catalogue_info *info =
        context->catalogue ? catalogue_info(context->catalogue) : NULL;
    words_council(info ? info->municipality : "", &buf);
    take(texts.council, sizeof texts.council, &buf);
    bool turkish = context->language == LANGUAGE_TURKISH;
    snprintf(texts.clock, sizeof texts.clock, turkish ? "%02d.%02d" : "%02d:%02d",
             (unsigned char)now.hour, (unsigned char)now.minute);
    words_date(context->language, (struct date){now.year, now.month, now.day}, &buf);
    take(texts.date, sizeof texts.date, &buf);
    if (info)
        words_as_of(context->language, info, &buf);
    take(texts.as_of, sizeof texts.as_of, &buf);
    texts.note = info && info->previous ? word(context->language, WORD_PREVIOUS_SET) : "";
    words_fingerprint(info ? info->digest : "", &buf);
    take(texts.fingerprint, sizeof texts.fingerprint, &buf);
    buf_free(&buf);
    return texts;
}

static void draw_home_rail(const struct chrome *c, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct home_texts texts = home_texts(context);
    int x = m->margin, width = c->rail.w - 2 * m->margin, y = m->margin;
    frame_layer(pen->frame, c->rail, pen->theme->sea);
    y += set_text(context, style_of(FACE_HEADING, m->title), x, y, width, texts.council);
    y += m->line;
    y += set_text(context, style_tabular(FACE_HEADING, m->display), x, y, width, texts.clock);
    y += set_text(context, style_of(FACE_TEXT, m->reading), x, y, width, texts.date);
    y += 2 * m->line;
    struct rect button = {x - gap(m), y, width + 2 * gap(m), m->target};
    if (context->catalogue) {
        button_draw(pen, button, look_on_sea(pen->theme), ICON_SEARCH,
                    word(context->language, WORD_SEARCH), ACTION_SEARCH, 0);
        button.y += m->target + gap(m);
    }
    button_draw(pen, button, look_on_sea(pen->theme), ICON_GLOBE,
                word(context->language, WORD_OTHER_LANGUAGE), ACTION_LANGUAGE, 0);
    struct text_style small = style_of(FACE_TEXT, m->reading);
    y = m->height - m->margin;
    y -= set_lines(context, small, x, y, width, true, texts.fingerprint);
    y -= set_lines(context, small, x, y, width, true, texts.as_of) + m->line / 2;
    set_lines(context, small, x, y, width, true, texts.note);
}

static void draw_home_header(const struct chrome *c, const struct screen_context *context) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct home_texts texts = home_texts(context);
    struct text_style clock = style_tabular(FACE_HEADING, m->display);
    int width = m->width - 2 * m->margin, y = gap(m);
    int clock_width = measure_text(pen->measure, clock, texts.clock);
    frame_layer(pen->frame, c->rail, pen->theme->sea);
    struct text_style title = style_of(FACE_HEADING, m->title);
    int drop = (m->display - m->title) * 2 / 3;
    set_text(context, title, m->margin, y + drop, width - clock_width - m->margin, texts.council);
    set_text(context, clock, m->width - m->margin - clock_width, y, clock_width + 1, texts.clock);
    y += m->display * 13 / 10;
    struct text_style small = style_of(FACE_TEXT, m->reading);
    int date_width = measure_text(pen->measure, small, texts.date);
    set_text(context, small, m->width - m->margin - date_width, y, date_width + 1, texts.date);
    if (*texts.note) {
        set_text(context, small, m->margin, y, width - date_width - m->line, texts.note);
        return;
    }
    int as_of_width = measure_text(pen->measure, small, texts.as_of);
    set_text(context, small, m->margin, y, as_of_width + 1, texts.as_of);
    set_text(context, small, m->margin + as_of_width + m->line, y, m->width / 4, texts.fingerprint);
}

/* Draws a button at the left end of what is left of the bar and takes its place away. */
static void bar_button(const struct screen_context *context, struct rect *left, int icon,
                       const char *label, int action) {
    const struct metrics *m = context->pen.metrics;
    int width = int_min(button_width(&context->pen, label), left->w);
    button_draw(&context->pen, (struct rect){left->x, left->y, width, left->h},
                look_on_sea(context->pen.theme), icon, label, action, 0);
    left->x += width + gap(m);
    left->w = int_max(0, left->w - width - gap(m));
}

/* Both paging buttons, one beside or one below the other. */
static void draw_paging(const struct screen_context *context, struct button_look look, int x, int y,
                        bool beside) {
    const struct metrics *m = context->pen.metrics;
    int step = m->target + gap(m);
    button_draw(&context->pen, (struct rect){x, y, m->target, m->target}, look, ICON_UP,
                word(context->language, WORD_PAGE_UP), ACTION_PAGE_UP, 0);
    button_draw(&context->pen,
                (struct rect){beside ? x + step : x, beside ? y : y + step, m->target, m->target},
                look, ICON_DOWN, word(context->language, WORD_PAGE_DOWN), ACTION_PAGE_DOWN, 0);
}

static bool pages(const struct scroll *scroll) {
    return scroll->extent > scroll->view;
}

/* The bar with paging at its right; what is left of it is returned. */
static struct rect draw_bar(const struct chrome *c, const struct screen_context *context,
                            const struct scroll *scroll) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    frame_layer(pen->frame, c->bottom, pen->theme->sea);
    int y = c->bottom.y + gap(m), right = m->width - m->margin;
    if (pages(scroll)) {
        right -= 2 * m->target + gap(m);
        draw_paging(context, look_on_sea(pen->theme), right, y, true);
    }
    return (struct rect){m->margin, y, right - gap(m) - m->margin, m->target};
}

void chrome_draw_home(const struct chrome *chrome, const struct screen_context *context,
                      const struct scroll *scroll) {
    if (!chrome->bar) {
        draw_home_rail(chrome, context);
        return;
    }
    draw_home_header(chrome, context);
    struct rect left = draw_bar(chrome, context, scroll);
    if (context->catalogue)
        bar_button(context, &left, ICON_SEARCH, word(context->language, WORD_SEARCH),
                   ACTION_SEARCH);
    bar_button(context, &left, ICON_GLOBE, word(context->language, WORD_OTHER_LANGUAGE),
               ACTION_LANGUAGE);
}

struct rect chrome_side(const struct chrome *chrome, const struct metrics *m) {
    struct rect rail = chrome->rail;
    int button = m->margin + m->target + m->line;
    if (chrome->bar)
        return (struct rect){0};
    return (struct rect){m->margin, button, rail.w - 2 * m->margin, rail.h - 2 * button};
}

void chrome_draw_inner(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll, const char *back) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    if (chrome->bar) {
        struct rect left = draw_bar(chrome, context, scroll);
        bar_button(context, &left, ICON_BACK, back, ACTION_BACK);
        bar_button(context, &left, ICON_GLOBE, word(context->language, WORD_OTHER_LANGUAGE),
                   ACTION_LANGUAGE);
        return;
    }
    struct rect rail = chrome->rail;
    frame_layer(pen->frame, rail, pen->theme->paper);
    frame_fill(pen->frame, (struct rect){rail.w - m->hairline, 0, m->hairline, rail.h},
               pen->theme->hairline);
    int inset = m->margin / 2;
    struct rect button = {inset, m->margin, rail.w - 2 * inset, m->target};
    button_draw(pen, button, look_filled(pen->theme), ICON_BACK, back, ACTION_BACK, 0);
    button.y = rail.h - m->margin - m->target;
    button_draw(pen, button, look_on_paper(pen->theme), ICON_GLOBE,
                word(context->language, WORD_OTHER_LANGUAGE), ACTION_LANGUAGE, 0);
}

void chrome_draw_tools(const struct chrome *chrome, const struct screen_context *context,
                       const struct scroll *scroll) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect tools = chrome->tools;
    int mark = int_max(4, gap(m) / 2);
    struct rect track = {tools.x + (tools.w - mark) / 2, tools.y + gap(m), mark,
                         tools.h - 2 * gap(m)};
    if (!chrome->bar)
        frame_layer(pen->frame, tools, pen->theme->paper);
    if (!chrome->bar && pages(scroll)) {
        int y = tools.y + tools.h - m->margin - 2 * m->target - gap(m);
        draw_paging(context, look_on_paper(pen->theme), tools.x + gap(m), y, false);
        track.y = m->margin;
        track.h = y - m->line - track.y;
    }
    position_mark(pen, scroll, track);
}
