#include "screens/appearance.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screens/chrome.h"
#include "ui/flow.h"

#define CHOICES 3
#define TEXTS_MOST 8

/* A text on the page. */
struct part {
    struct flow flow;
    enum role role;
    bool quiet;
    int y;
};

/* Three choices beside each other. */
struct group {
    int y;
    enum word first; /* of its words */
    int action, chosen;
};

/* Set from the top down; y is counted from the content's top, pixels. */
struct appearance {
    struct screen screen;
    struct chrome chrome;
    struct part texts[TEXTS_MOST];
    int count;
    struct group groups[2]; /* text size, colours */
    bool bare; /* the choices have no room for their words: the label says the chosen */
    int language_y;
    int height;
};

/* ---- setting ---- */

static void forget_texts(struct appearance *a) {
    for (int i = 0; i < a->count; i++)
        flow_clear(&a->texts[i].flow);
    a->count = 0;
}

static void add_text(struct appearance *a, const struct screen_context *context,
                     struct text_style style, bool quiet, const char *text) {
    const struct metrics *m = context->pen.metrics;
    struct part *part = &a->texts[a->count++];
    int width = a->chrome.content.w;
    *part = (struct part){
        .flow = flow_make(context->pen.measure, style, metrics_pitch(m, style.size), text, width, 0,
                          HYPHENS_NONE),
        .role = style.face == FACE_HEADING ? ROLE_HEADING : ROLE_TEXT,
        .quiet = quiet,
        .y = a->height,
    };
    a->height += flow_height(&part->flow);
}

static void add_label(struct appearance *a, const struct screen_context *context,
                      const char *label) {
    const struct metrics *m = context->pen.metrics;
    a->height += m->unit;
    add_text(a, context, style_of(FACE_HEADING, m->reading), true, label);
    a->height += m->unit / 4;
}

static int choice_width(const struct metrics *m, int width) {
    return (width - (CHOICES - 1) * chrome_gap(m)) / CHOICES;
}

static void add_group(struct appearance *a, const struct screen_context *context, int index,
                      enum word label, struct group group) {
    struct buf text = {0};
    buf_text(&text, word(context->language, label));
    if (a->bare)
        buf_format(&text, ": %s",
                   word(context->language, (enum word)((int)group.first + group.chosen)));
    add_label(a, context, buf_string(&text));
    buf_free(&text);
    group.y = a->height;
    a->groups[index] = group;
    a->height += context->pen.metrics->target;
}

/* What a slim header leaves out. */
static void add_set(struct appearance *a, const struct screen_context *context) {
    struct text_style style = style_of(FACE_TEXT, context->pen.metrics->reading);
    const struct catalogue_info *info = catalogue_info(context->catalogue);
    struct buf text = {0};
    a->height += context->pen.metrics->unit;
    words_as_of(context->language, info, &text);
    buf_text(&text, " · ");
    words_fingerprint(info->digest, &text);
    if (info->previous)
        buf_format(&text, ". %s", word(context->language, WORD_PREVIOUS_SET));
    add_text(a, context, style, true, buf_string(&text));
    buf_free(&text);
}

/* Of the widest choice: the word, or a button with it. */
static int words_width(const struct screen_context *context, bool button) {
    const struct pen *pen = &context->pen;
    struct text_style style = style_of(FACE_CONTROL, pen->metrics->control);
    int widest = 0;
    for (enum word w = WORD_SIZE_1; w <= WORD_CONTRAST; w++) {
        const char *label = word(context->language, w);
        if (w != WORD_COLOURS)
            widest = int_max(widest, button ? button_width(pen, label)
                                            : measure_text(pen->measure, style, label));
    }
    return widest;
}

static void appearance_renew(struct screen *screen, const struct screen_context *context) {
    struct appearance *a = (struct appearance *)screen;
    const struct metrics *m = context->pen.metrics;
    forget_texts(a);
    a->chrome = chrome_inner_for(context);
    a->height = m->margin;
    a->bare = words_width(context, true) > choice_width(m, a->chrome.content.w);
    add_text(a, context, style_of(FACE_HEADING, m->large), false,
             word(context->language, WORD_APPEARANCE));
    add_group(a, context, 0, WORD_TEXT_SIZE,
              (struct group){0, WORD_SIZE_1, ACTION_TEXT_SIZE, (int)context->text_size});
    add_group(a, context, 1, WORD_COLOURS,
              (struct group){0, WORD_DAY, ACTION_THEME, (int)context->theme});
    add_label(a, context, word(context->language, WORD_SAMPLE));
    add_text(a, context, style_of(FACE_TEXT, m->reading), false,
             word(context->language, WORD_SAMPLE_TEXT));
    a->height += m->unit;
    a->language_y = a->height;
    a->height += m->target;
    if (a->chrome.slim && context->catalogue)
        add_set(a, context);
    a->height += m->margin;
    screen->scroll.keep = m->target;
    scroll_resize(&screen->scroll, a->height, a->chrome.content.h);
}

/* ---- drawing ---- */

/* The word alone, or where even that has no room, letters as large as the choice makes them or in
 * its colours. The tick stands in the corner. */
static void draw_bare(const struct screen_context *context, struct rect rect,
                      struct button_look look, const struct group *group, int value,
                      const char *label) {
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    int side = m->target / 4, inset = m->target / 12;
    struct text_style style = style_of(FACE_CONTROL, m->control);
    if (words_width(context, false) <= rect.w - 2 * (side + inset))
        text_centred(pen, style, look.ink, rect, label);
    else if (group->action == ACTION_TEXT_SIZE)
        text_centred(pen, style_of(FACE_CONTROL, m->note * (2 + value) / 2), look.ink, rect, "A");
    else
        icon_draw(pen, ICON_LETTERS, rect, m->control, look.ink);
    if (value == group->chosen)
        frame_icon(pen->frame, ICON_TICK,
                   (struct rect){rect.x + rect.w - inset - side, rect.y + inset, side, side},
                   look.ink, 0);
}

/* A choice stands in the colours that it brings. The chosen one has a tick in its disc and a
 * thicker edge. */
static void draw_choice(const struct screen_context *context, struct rect rect, bool bare,
                        const struct group *group, int value) {
    const struct pen *pen = &context->pen;
    bool chosen = value == group->chosen, is_theme = group->action == ACTION_THEME;
    const char *label = word(context->language, (enum word)((int)group->first + value));
    struct button_look look = look_on_paper(is_theme ? &themes[value] : pen->theme);
    int edge = (chosen ? 3 : 1) * pen->metrics->hairline;
    look.edge = chosen ? pen->theme->sea : pen->theme->edge;
    if (!bare) {
        button_draw_marked(pen, rect, look, edge, chosen ? ICON_TICK : ICON_RING, label,
                           group->action, value);
        return;
    }
    ground_draw(pen, rect, look, edge, frame_is_pressed(pen->frame, group->action, value));
    draw_bare(context, rect, look, group, value, label);
    frame_widget(pen->frame, ROLE_BUTTON, label, rect, group->action, value);
}

static void draw_group(const struct appearance *a, const struct screen_context *context,
                       const struct group *group, int x, int y) {
    const struct metrics *m = context->pen.metrics;
    int width = choice_width(m, a->chrome.content.w);
    struct rect rect = {x, y + group->y, width, m->target};
    for (int i = 0; i < CHOICES; i++, rect.x += width + chrome_gap(m))
        draw_choice(context, rect, a->bare, group, i);
}

static void appearance_draw(struct screen *screen, const struct screen_context *context) {
    struct appearance *a = (struct appearance *)screen;
    const struct pen *pen = &context->pen;
    int top = scroll_top(&screen->scroll), x = a->chrome.content.x, y = a->chrome.content.y - top;
    chrome_draw_way_back(&a->chrome, context, &screen->scroll);
    frame_scroll_layer(pen->frame, a->chrome.page, top, pen->theme->paper);
    for (int i = 0; i < a->count; i++)
        flow_draw(&a->texts[i].flow, pen->frame, a->texts[i].role,
                  a->texts[i].quiet ? pen->theme->quiet : pen->theme->ink, x, y + a->texts[i].y);
    for (int i = 0; i < 2; i++)
        draw_group(a, context, &a->groups[i], x, y);
    const char *language = word(context->language, WORD_OTHER_LANGUAGE);
    struct rect button = {x, y + a->language_y, button_width(pen, language), pen->metrics->target};
    button_draw(pen, button, look_on_paper(pen->theme), ICON_GLOBE, language, ACTION_LANGUAGE, 0);
    chrome_draw_tools(&a->chrome, context, &screen->scroll);
}

static void appearance_leave(struct screen *screen) {
    struct appearance *a = (struct appearance *)screen;
    forget_texts(a);
    free(a);
}

static const struct screen_kind kind = {
    .draw = appearance_draw,
    .renew = appearance_renew,
    .leave = appearance_leave,
};

struct screen *appearance_enter(const struct screen_context *context) {
    struct appearance *a = mem_zero(1, sizeof *a);
    a->screen.kind = &kind;
    appearance_renew(&a->screen, context);
    return &a->screen;
}
