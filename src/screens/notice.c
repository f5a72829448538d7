#include "screens/notice.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screens/chrome.h"
#include "ui/flow.h"

#define PARTS 4
#define MEASURE_EM 30

struct notice {
    struct screen screen;
    struct chrome chrome;
    struct flow parts[PARTS]; /* title, what is missing, visitors, staff */
};

static void forget_parts(struct notice *notice) {
    for (int i = 0; i < PARTS; i++)
        flow_clear(&notice->parts[i]);
}

static void notice_renew(struct screen *screen, const struct screen_context *context) {
    struct notice *notice = (struct notice *)screen;
    const struct metrics *m = context->pen.metrics;
    bool missing = context->problem == ERR_MISSING;
    const enum word texts[PARTS] = {missing ? WORD_NO_DATA_TITLE : WORD_BROKEN_TITLE,
                                    missing ? WORD_NO_DATA_TEXT : WORD_BROKEN_TEXT,
                                    WORD_VISITOR_TEXT,
                                    missing ? WORD_STAFF_MISSING : WORD_STAFF_BROKEN};
    const struct text_style styles[PARTS] = {
        style_of(FACE_HEADING, m->large), style_of(FACE_TEXT, m->title),
        style_of(FACE_TEXT, m->title), style_of(FACE_TEXT, m->reading)};
    forget_parts(notice);
    notice->chrome = chrome_for(context);
    for (int i = 0; i < PARTS; i++)
        notice->parts[i] = flow_make(
            context->pen.measure, styles[i], metrics_pitch(m, styles[i].size),
            word(context->language, texts[i]),
            int_min(notice->chrome.content.w, MEASURE_EM * styles[i].size), 0, HYPHENS_NONE);
}

static void notice_draw(struct screen *screen, const struct screen_context *context) {
    struct notice *notice = (struct notice *)screen;
    const struct pen *pen = &context->pen;
    const struct metrics *m = pen->metrics;
    struct rect view = notice->chrome.content;
    chrome_draw_home(&notice->chrome, context, &screen->scroll);
    frame_layer(pen->frame, notice->chrome.page, pen->theme->paper);
    int y = view.y + view.h / 4;
    for (int i = 0; i < PARTS; i++) {
        bool staff = i == PARTS - 1;
        if (staff) {
            frame_fill(pen->frame, (struct rect){view.x, y, view.w, m->hairline},
                       pen->theme->hairline);
            y += m->line;
        }
        flow_draw(&notice->parts[i], pen->frame, i ? ROLE_TEXT : ROLE_HEADING,
                  staff ? pen->theme->quiet : pen->theme->ink, view.x, y);
        y += flow_height(&notice->parts[i]) + m->line;
    }
    chrome_draw_tools(&notice->chrome, context, &screen->scroll);
}

static void notice_leave(struct screen *screen) {
    struct notice *notice = (struct notice *)screen;
    forget_parts(notice);
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
