#include "screens/notice.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screens/chrome.h"
#include "ui/flow.h"

#define PARTS 4
#define STAFF (PARTS - 1)
#define MEASURE_EM 30

struct notice {
    struct screen screen;
    struct chrome chrome;
    struct flow parts[PARTS]; /* title, what is missing, visitors, staff */
    int height;               /* of all of them, pixels */
};

static void forget_parts(struct notice *notice) {
    for (int i = 0; i < PARTS; i++)
        flow_clear(&notice->parts[i]);
}

static struct text_style style_for(const struct metrics *m, int part) {
    return part == 0 ? style_of(FACE_HEADING, m->large)
                     : style_of(FACE_TEXT, part == STAFF ? m->reading : m->title);
}

static void notice_renew(struct screen *screen, const struct screen_context *context) {
    struct notice *notice = (struct notice *)screen;
    const struct metrics *m = context->pen.metrics;
    bool missing = context->problem == ERR_MISSING;
    const enum word texts[PARTS] = {missing ? WORD_NO_DATA_TITLE : WORD_BROKEN_TITLE,
                                    missing ? WORD_NO_DATA_TEXT : WORD_BROKEN_TEXT,
                                    WORD_VISITOR_TEXT,
                                    missing ? WORD_STAFF_MISSING : WORD_STAFF_BROKEN};
    forget_parts(notice);
    chrome_clear(&notice->chrome);
    notice->chrome = chrome_for(context);
    struct rect view = notice->chrome.content;
    notice->height = 0;
    for (int i = 0; i < PARTS; i++) {
        struct text_style style = style_for(m, i);
        notice->parts[i] = flow_make(context->pen.measure, style, metrics_pitch(m, style.size),
                                     word(context->language, texts[i]),
                                     int_min(view.w, MEASURE_EM * style.size), 0, HYPHENS_NONE);
        notice->height += flow_height(&notice->parts[i]) + (i ? m->unit : 0);
    }
    notice->height += m->unit; /* around the line above what is for staff */
    scroll_resize(&screen->scroll, notice->height + 2 * m->margin, view.h);
}

/* Somewhat above the middle, or from the top where it is longer than the view. */
static void notice_draw(struct screen *screen, const struct screen_context *context) {
    struct notice *notice = (struct notice *)screen;
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect view = notice->chrome.content;
    int top = scroll_top(&screen->scroll);
    chrome_draw_home(&notice->chrome, context, &screen->scroll);
    frame_scroll_layer(pen->frame, notice->chrome.page, top, pen->theme->paper);
    int y = view.y - top + int_max(m->margin, (view.h - notice->height) * 2 / 5);
    for (int i = 0; i < PARTS; i++) {
        if (i == STAFF) {
            frame_fill(pen->frame, (struct rect){view.x, y, view.w, m->hairline},
                       pen->theme->hairline);
            y += m->unit;
        }
        flow_draw(&notice->parts[i], pen->frame, i ? ROLE_TEXT : ROLE_HEADING,
                  i == STAFF ? pen->theme->quiet : pen->theme->ink, view.x, y);
        y += flow_height(&notice->parts[i]) + m->unit;
    }
    chrome_draw_tools(&notice->chrome, context, &screen->scroll);
}

static void notice_leave(struct screen *screen) {
    struct notice *notice = (struct notice *)screen;
    forget_parts(notice);
    chrome_clear(&notice->chrome);
    free(notice);
}

static const struct screen_kind kind = {
    .draw = notice_draw,
    .renew = notice_renew,
    .leave = notice_leave,
};

struct screen *notice_enter(const struct screen_context *context) {
    struct notice *notice = mem_zero(1, sizeof *notice);
    notice->screen.kind = &kind;
    notice_renew(&notice->screen, context);
    return &notice->screen;
}
