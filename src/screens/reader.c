#include "screens/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "decision/subject.h"
#include "screens/row.h"
#include "ui/flow.h"
#include "ui/page.h"

/* One text of the facts. */
struct fact {
    struct flow flow;
    bool quiet;   /* secondary colour */
    bool accent;  /* the accent's colour */
    bool outcome; /* the outcome's icon stands before it */
    int x, y;     /* from the upper left corner of all */
};

/* From the top down, in one column after the other. */
struct facts {
    struct fact *items;
    size_t count;
    int height; /* of the column being filled */
    int left;   /* its x */
};

struct reader {
    struct screen screen;
    struct chrome chrome;
    int64_t id;
    enum word back;
    bool gone;   /* no longer in the catalogue */
    bool failed; /* it may be there, but cannot be read */
    struct decision decision;
    char *heading;     /* of the subject; owned, NULL where there is no text */
    struct page *page; /* its texts are the decision's, the heading and words */
    struct facts facts;
    bool beside; /* the facts stand in the rail, which does not scroll; else above the page */
    struct page_place place; /* kept by the last change of sizes, */
    double placed_at;        /* which came out at this offset */
};

static void facts_clear(struct facts *facts) {
    for (size_t i = 0; i < facts->count; i++)
        flow_clear(&facts->items[i].flow);
    free(facts->items);
    *facts = (struct facts){0};
}

static struct fact *add_text(struct facts *facts, const struct screen_context *context,
                             struct text_style style, int x, int width, const char *text) {
    facts->items = mem_grow(facts->items, facts->count + 1, sizeof *facts->items);
    struct fact *fact = &facts->items[facts->count++];
    int pitch = metrics_pitch(context->pen.metrics, style.size);
    *fact = (struct fact){
        .flow = flow_make(context->pen.measure, style, pitch, text, width, 0, HYPHENS_NONE),
        .x = facts->left + x,
        .y = facts->height,
    };
    facts->height += flow_height(&fact->flow);
    return fact;
}

/* ---- the facts: number, date, result, department, basis ---- */

static void add_fact(struct reader *reader, const struct screen_context *context, int width,
                     enum word label, const char *text) {
    const struct metrics *m = context->pen.metrics;
    if (!text || !*text)
        return;
    struct facts *facts = &reader->facts;
    if (facts->height)
        facts->height += m->line * 2 / 3;
    add_text(facts, context, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, label))
        ->quiet = true;
    add_text(facts, context, style_of(FACE_CONTROL, m->reading), 0, width, text);
}

static void add_number(struct reader *reader, const struct screen_context *context, int width) {
    const struct metrics *m = context->pen.metrics;
    struct facts *facts = &reader->facts;
    struct buf text = {0};
    add_text(facts, context, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, WORD_NUMBER))
        ->quiet = true;
    buf_format(&text, "%d", reader->decision.number);
    add_text(facts, context, style_tabular(FACE_HEADING, m->display), 0, width, buf_string(&text))
        ->accent = true;
    buf_clear(&text);
    words_date(context->language, reader->decision.date, &text);
    add_text(facts, context, style_tabular(FACE_CONTROL, m->reading), 0, width, buf_string(&text));
    buf_free(&text);
}

static void add_outcome(struct reader *reader, const struct screen_context *context, int width) {
    const struct metrics *m = context->pen.metrics;
    struct facts *facts = &reader->facts;
    facts->height += m->line * 2 / 3;
    add_text(facts, context, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, WORD_RESULT))
        ->quiet = true;
    int indent = m->title + m->reading / 2;
    add_text(facts, context, style_of(FACE_CONTROL, m->reading), indent, width - indent,
             outcome_long(context->language, reader->decision.outcome))
        ->outcome = true;
    struct buf votes = {0};
    words_votes(context->language, &reader->decision, &votes);
    if (votes.len)
        add_text(facts, context, style_of(FACE_TEXT, m->reading), indent, width - indent,
                 buf_string(&votes));
    buf_free(&votes);
}

static void add_basis(struct reader *reader, const struct screen_context *context, int width) {
    const struct decision *d = &reader->decision;
    for (size_t i = 0; i < d->citation_count; i++) {
        struct buf text = {0};
        words_citation(context->language, &d->citations[i], &text);
        if (i == 0)
            add_fact(reader, context, width, WORD_BASIS, buf_string(&text));
        else
            add_text(&reader->facts, context, style_of(FACE_CONTROL, context->pen.metrics->reading),
                     0, width, buf_string(&text));
        buf_free(&text);
    }
}

static void add_places(struct reader *reader, const struct screen_context *context, int width) {
    struct buf text = {0};
    const struct text_list *districts = &reader->decision.districts;
    for (size_t i = 0; i < districts->count; i++)
        buf_format(&text, "%s%s", i ? ", " : "", districts->items[i]);
    add_fact(reader, context, width, WORD_PLACE, buf_string(&text));
    buf_free(&text);
}

/* One column beside the page, or two above it. */
static void set_facts(struct reader *reader, const struct screen_context *context, int width,
                      bool two_columns) {
    struct facts *facts = &reader->facts;
    int gap = two_columns ? context->pen.metrics->line : 0, column = width;
    if (two_columns)
        column = (width - gap) / 2;
    add_number(reader, context, column);
    add_outcome(reader, context, column);
    int first = facts->height;
    if (two_columns) {
        facts->left = column + gap;
        facts->height = 0;
    }
    add_fact(reader, context, column, WORD_DEPARTMENT, reader->decision.department);
    add_places(reader, context, column);
    add_basis(reader, context, column);
    facts->height = int_max(first, facts->height);
}

/* ---- the page: heading, subject, text ---- */

static const char *text_word(const struct screen_context *context, enum word name) {
    return word(context->language, name);
}

/* A page that says why there is none. */
static void fill_notice(struct page *page, const struct screen_context *context, enum word title,
                        enum word text) {
    page_add(page, TONE_TITLE, text_word(context, title), HYPHENS_NONE);
    page_add_text(page, text_word(context, text), HYPHENS_NONE);
}

static void fill_text(struct reader *reader, const struct screen_context *context) {
    const struct decision *d = &reader->decision;
    struct page *page = reader->page;
    bool whole;
    reader->heading = subject_heading(d->subject, &whole);
    page_add(page, TONE_TITLE, reader->heading, HYPHENS_NONE);
    if (!whole) {
        page_add(page, TONE_LABEL, text_word(context, WORD_SUBJECT), HYPHENS_NONE);
        page_add_text(page, d->subject, HYPHENS_TURKISH);
    }
    page_add(page, TONE_LABEL, text_word(context, WORD_TEXT), HYPHENS_NONE);
    page_add_text(page, d->body, HYPHENS_TURKISH);
    if (d->truncated)
        page_add(page, TONE_NOTE, text_word(context, WORD_TRUNCATED), HYPHENS_NONE);
}

static void fill_page(struct reader *reader, const struct screen_context *context) {
    page_free(reader->page);
    free(reader->heading);
    reader->page = page_new();
    reader->heading = NULL;
    if (reader->gone)
        fill_notice(reader->page, context, WORD_GONE_TITLE, WORD_GONE_TEXT);
    else if (reader->failed)
        fill_notice(reader->page, context, WORD_BROKEN_TITLE, WORD_BROKEN_TEXT);
    else
        fill_text(reader, context);
}

/* Beside the page where there is room for all of them, else above it. */
static void place_facts(struct reader *reader, const struct screen_context *context) {
    struct rect side = chrome_side(&reader->chrome, context->pen.metrics);
    reader->beside = !reader->chrome.bar;
    if (reader->beside) {
        set_facts(reader, context, side.w, false);
        reader->beside = reader->facts.height <= side.h;
    }
    if (!reader->beside) {
        facts_clear(&reader->facts);
        set_facts(reader, context, reader->chrome.content.w, true);
    }
}

/* Facts and page for the sizes of now; `place` is put where it was. */
static void set_page(struct reader *reader, const struct screen_context *context,
                     struct page_place place) {
    const struct metrics *m = context->pen.metrics;
    struct scroll *scroll = &reader->screen.scroll;
    reader->chrome = chrome_inner_for(context);
    facts_clear(&reader->facts);
    if (!reader->gone && !reader->failed)
        place_facts(reader, context);
    bool on_top = reader->facts.count && !reader->beside;
    int above = m->margin + (on_top ? reader->facts.height + 2 * m->line : 0);
    fill_page(reader, context);
    page_fit(reader->page, &context->pen, reader->chrome.content.w, above, 2 * m->line);
    scroll->view = reader->chrome.content.h;
    page_go(reader->page, &context->pen, scroll, place);
    reader->place = place;
    reader->placed_at = scroll->offset;
}

/* ---- drawing ---- */

static void draw_fact(const struct reader *reader, const struct screen_context *context,
                      const struct fact *fact, int x, int y) {
    const struct pen *pen = &context->pen;
    const struct theme *t = pen->theme;
    rgb color = fact->accent ? t->sea : fact->quiet ? t->quiet : t->ink;
    if (fact->outcome) { /* its text is indented by the room for the icon */
        const struct decision *d = &reader->decision;
        int side = pen->metrics->title, indent = side + pen->metrics->reading / 2;
        frame_icon(
            pen->frame, outcome_icon(d->outcome),
            (struct rect){x + fact->x - indent, y + (fact->flow.pitch - side) / 2, side, side},
            outcome_color(t, d->outcome), outcome_share(d->votes_for, d->votes_against));
    }
    flow_draw(&fact->flow, pen->frame, ROLE_TEXT, color, x + fact->x, y);
}

static void draw_facts(const struct reader *reader, const struct screen_context *context, int x,
                       int y) {
    struct rect view = frame_ahead(context->pen.frame);
    for (size_t i = 0; i < reader->facts.count; i++) {
        const struct fact *fact = &reader->facts.items[i];
        int top = y + fact->y;
        if (top < view.y + view.h && top + flow_height(&fact->flow) > view.y)
            draw_fact(reader, context, fact, x, top);
    }
}

/* Facts above the page, with a hairline between them. */
static void draw_facts_on_top(const struct reader *reader, const struct screen_context *context,
                              int y) {
    const struct metrics *m = context->pen.metrics;
    struct rect content = reader->chrome.content;
    y += m->margin;
    draw_facts(reader, context, content.x, y);
    y += reader->facts.height + m->line;
    frame_fill(context->pen.frame, (struct rect){content.x, y, content.w, m->hairline},
               context->pen.theme->hairline);
}

static void reader_draw(struct screen *screen, const struct screen_context *context) {
    struct reader *reader = (struct reader *)screen;
    const struct pen *pen = &context->pen;
    const struct chrome *c = &reader->chrome;
    page_settle(reader->page, pen, &screen->scroll);
    chrome_draw_inner(c, context, &screen->scroll, word(context->language, reader->back));
    if (reader->beside) {
        struct rect side = chrome_side(c, pen->metrics);
        draw_facts(reader, context, side.x, side.y);
    }
    frame_scroll_layer(pen->frame, c->page, page_origin(reader->page, &screen->scroll),
                       pen->theme->paper);
    int y = c->content.y - scroll_top(&screen->scroll);
    if (reader->facts.count && !reader->beside)
        draw_facts_on_top(reader, context, y);
    page_draw(reader->page, pen, c->content.x, y);
    chrome_draw_tools(c, context, &screen->scroll);
}

static void load(struct reader *reader, const struct screen_context *context) {
    struct decision fresh = decision_empty();
    struct err err;
    enum err_code code = context->catalogue
                             ? catalogue_decision(context->catalogue, reader->id, &fresh, &err)
                             : ERR_MISSING;
    reader->gone = code == ERR_MISSING || fresh.retracted;
    reader->failed = code != ERR_OK && !reader->gone;
    decision_clear(&reader->decision);
    reader->decision = fresh;
}

/* Where the reader is. One who has not moved since is where the last change put them, also where
 * that was beyond what the ends allowed: forth and back is the same place. */
static struct page_place place_of(const struct reader *reader) {
    const struct scroll *scroll = &reader->screen.scroll;
    if (scroll->offset == reader->placed_at)
        return reader->place;
    return page_place(reader->page, scroll);
}

static void reader_renew(struct screen *screen, const struct screen_context *context) {
    struct reader *reader = (struct reader *)screen;
    struct page_place place = place_of(reader);
    load(reader, context);
    set_page(reader, context, place);
}

static void reader_leave(struct screen *screen) {
    struct reader *reader = (struct reader *)screen;
    page_free(reader->page);
    free(reader->heading);
    facts_clear(&reader->facts);
    decision_clear(&reader->decision);
    free(reader);
}

static const struct screen_kind kind = {
    .draw = reader_draw,
    .renew = reader_renew,
    .leave = reader_leave,
};

struct screen *reader_enter(const struct screen_context *context, int64_t id, enum word back) {
    struct reader *reader = mem_zero(1, sizeof *reader);
    reader->screen.kind = &kind;
    reader->id = id;
    reader->back = back;
    reader->decision = decision_empty();
    load(reader, context);
    set_page(reader, context, (struct page_place){.above = true});
    return &reader->screen;
}
