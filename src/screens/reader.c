#include "screens/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "decision/subject.h"
#include "screens/row.h"
#include "ui/flow.h"

#define MEASURE_EM 33 /* width of running text: 60 to 70 characters */

/* A block of the page or of the facts beside it. */
struct block {
    struct flow flow;
    enum role role;
    bool quiet;   /* secondary colour */
    bool accent;  /* the accent's colour */
    bool outcome; /* the outcome's icon stands before it */
    int x, y;     /* from the upper left corner of what it belongs to */
};

/* Blocks from the top down, in one column after the other. */
struct blocks {
    struct block *items;
    size_t count;
    int height; /* of the column being filled */
    int left;   /* its x */
};

/* A page is set once, for one width; drawing picks the blocks that are in view. */
struct reader {
    struct screen screen;
    struct chrome chrome;
    int64_t id;
    enum word back;
    bool gone;   /* no longer in the catalogue */
    bool failed; /* it may be there, but cannot be read */
    struct decision decision;
    struct blocks page;
    struct blocks facts;
    bool beside; /* the facts stand in the rail, which does not scroll; else above the page */
};

static void blocks_clear(struct blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++)
        flow_clear(&blocks->items[i].flow);
    free(blocks->items);
    *blocks = (struct blocks){0};
}

static struct block *add_hyphenated(struct blocks *blocks, const struct screen_context *context,
                                    enum role role, struct text_style style, int x, int width,
                                    const char *text, enum hyphens hyphens) {
    blocks->items = mem_grow(blocks->items, blocks->count + 1, sizeof *blocks->items);
    struct block *block = &blocks->items[blocks->count++];
    int pitch = metrics_pitch(context->pen.metrics, style.size);
    *block = (struct block){
        .flow = flow_make(context->pen.measure, style, pitch, text, width, 0, hyphens),
        .role = role,
        .x = blocks->left + x,
        .y = blocks->height,
    };
    blocks->height += flow_height(&block->flow);
    return block;
}

static struct block *add_text(struct blocks *blocks, const struct screen_context *context,
                              enum role role, struct text_style style, int x, int width,
                              const char *text) {
    return add_hyphenated(blocks, context, role, style, x, width, text, HYPHENS_NONE);
}

/* ---- the facts: number, date, result, department, basis ---- */

static void add_fact(struct reader *reader, const struct screen_context *context, int width,
                     enum word label, const char *text) {
    const struct metrics *m = context->pen.metrics;
    if (!text || !*text)
        return;
    struct blocks *facts = &reader->facts;
    if (facts->height)
        facts->height += m->line * 2 / 3;
    add_text(facts, context, ROLE_TEXT, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, label))
        ->quiet = true;
    add_text(facts, context, ROLE_TEXT, style_of(FACE_CONTROL, m->reading), 0, width, text);
}

static void add_number(struct reader *reader, const struct screen_context *context, int width) {
    const struct metrics *m = context->pen.metrics;
    struct blocks *facts = &reader->facts;
    struct buf text = {0};
    add_text(facts, context, ROLE_TEXT, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, WORD_NUMBER))
        ->quiet = true;
    buf_format(&text, "%d", reader->decision.number);
    add_text(facts, context, ROLE_TEXT, style_tabular(FACE_HEADING, m->display), 0, width,
             buf_string(&text))
        ->accent = true;
    buf_clear(&text);
    words_date(context->language, reader->decision.date, &text);
    add_text(facts, context, ROLE_TEXT, style_tabular(FACE_CONTROL, m->reading), 0, width,
             buf_string(&text));
    buf_free(&text);
}

static void add_outcome(struct reader *reader, const struct screen_context *context, int width) {
    const struct metrics *m = context->pen.metrics;
    struct blocks *facts = &reader->facts;
    facts->height += m->line * 2 / 3;
    add_text(facts, context, ROLE_TEXT, style_of(FACE_TEXT, m->reading), 0, width,
             word(context->language, WORD_RESULT))
        ->quiet = true;
    int indent = m->title + m->reading / 2;
    add_text(facts, context, ROLE_TEXT, style_of(FACE_CONTROL, m->reading), indent, width - indent,
             outcome_long(context->language, reader->decision.outcome))
        ->outcome = true;
    struct buf votes = {0};
    words_votes(context->language, &reader->decision, &votes);
    if (votes.len)
        add_text(facts, context, ROLE_TEXT, style_of(FACE_TEXT, m->reading), indent, width - indent,
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
            add_text(&reader->facts, context, ROLE_TEXT,
                     style_of(FACE_CONTROL, context->pen.metrics->reading), 0, width,
                     buf_string(&text));
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
    struct blocks *facts = &reader->facts;
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

static void add_label(struct reader *reader, const struct screen_context *context, int width,
                      enum word label) {
    const struct metrics *m = context->pen.metrics;
    reader->page.height += m->line;
    add_text(&reader->page, context, ROLE_HEADING, style_of(FACE_HEADING, m->reading), 0, width,
             word(context->language, label))
        ->quiet = true;
    reader->page.height += m->line / 4;
}

static void add_paragraphs(struct reader *reader, const struct screen_context *context, int width,
                           const char *text, enum hyphens hyphens) {
    const struct metrics *m = context->pen.metrics;
    struct text_style style = style_of(FACE_TEXT, m->reading);
    bool first = true;
    while (*text) {
        size_t bytes = strcspn(text, "\n");
        char *paragraph = mem_slice(text, bytes);
        if (!first)
            reader->page.height += m->line / 2;
        add_hyphenated(&reader->page, context, ROLE_TEXT, style, 0, width, paragraph, hyphens);
        free(paragraph);
        first = false;
        text += bytes + (text[bytes] == '\n');
    }
}

static void add_heading(struct reader *reader, const struct screen_context *context, int width,
                        const char *text) {
    const struct metrics *m = context->pen.metrics;
    add_text(&reader->page, context, ROLE_HEADING, style_of(FACE_HEADING, m->large), 0, width,
             text);
}

static void set_text(struct reader *reader, const struct screen_context *context, int width) {
    const struct decision *d = &reader->decision;
    int column = int_min(width, MEASURE_EM * context->pen.metrics->reading);
    bool whole;
    char *heading = subject_heading(d->subject, &whole);
    add_heading(reader, context, width, heading);
    free(heading);
    if (!reader->chrome.bar || !whole)
        reader->page.height += context->pen.metrics->line / 2;
    if (!whole) {
        add_label(reader, context, column, WORD_SUBJECT);
        add_paragraphs(reader, context, column, d->subject, HYPHENS_TURKISH);
    }
    add_label(reader, context, column, WORD_TEXT);
    add_paragraphs(reader, context, column, d->body, HYPHENS_TURKISH);
    if (d->truncated) {
        reader->page.height += context->pen.metrics->line;
        add_paragraphs(reader, context, column, word(context->language, WORD_TRUNCATED),
                       HYPHENS_NONE);
    }
}

/* A page that says why there is none. */
static void set_notice(struct reader *reader, const struct screen_context *context, int width,
                       enum word title, enum word text) {
    add_heading(reader, context, width, word(context->language, title));
    reader->page.height += context->pen.metrics->line;
    add_paragraphs(reader, context, width, word(context->language, text), HYPHENS_NONE);
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
        blocks_clear(&reader->facts);
        set_facts(reader, context, reader->chrome.content.w, true);
    }
}

static void set_page(struct reader *reader, const struct screen_context *context) {
    const struct metrics *m = context->pen.metrics;
    reader->chrome = chrome_for(context);
    struct chrome *c = &reader->chrome;
    if (c->bar) { /* no header here: the page has it all */
        c->content.h += c->content.y;
        c->content.y = 0;
        c->page.h += c->page.y;
        c->page.y = 0;
        c->tools.h += c->tools.y;
        c->tools.y = 0;
    }
    blocks_clear(&reader->page);
    blocks_clear(&reader->facts);
    int width = c->content.w;
    if (reader->gone) {
        set_notice(reader, context, width, WORD_GONE_TITLE, WORD_GONE_TEXT);
    } else if (reader->failed) {
        set_notice(reader, context, width, WORD_BROKEN_TITLE, WORD_BROKEN_TEXT);
    } else {
        place_facts(reader, context);
        set_text(reader, context, width);
    }
    int above = reader->facts.count && !reader->beside ? reader->facts.height + 2 * m->line : 0;
    int extent = m->margin + above + reader->page.height + 2 * m->line;
    scroll_resize(&reader->screen.scroll, extent, c->content.h);
}

/* ---- drawing ---- */

static void draw_block(const struct reader *reader, const struct screen_context *context,
                       const struct block *block, int x, int y) {
    const struct pen *pen = &context->pen;
    const struct theme *t = pen->theme;
    rgb color = block->accent ? t->sea : block->quiet ? t->quiet : t->ink;
    if (block->outcome) { /* its text is indented by the room for the icon */
        const struct decision *d = &reader->decision;
        int side = pen->metrics->title, indent = side + pen->metrics->reading / 2;
        frame_icon(
            pen->frame, outcome_icon(d->outcome),
            (struct rect){x + block->x - indent, y + (block->flow.pitch - side) / 2, side, side},
            outcome_color(t, d->outcome), outcome_share(d->votes_for, d->votes_against));
    }
    flow_draw(&block->flow, pen->frame, block->role, color, x + block->x, y);
}

static void draw_blocks(const struct reader *reader, const struct screen_context *context,
                        const struct blocks *blocks, int x, int y) {
    struct rect view = frame_ahead(context->pen.frame);
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        int top = y + block->y;
        if (top < view.y + view.h && top + flow_height(&block->flow) > view.y)
            draw_block(reader, context, block, x, top);
    }
}

static void reader_draw(struct screen *screen, const struct screen_context *context) {
    struct reader *reader = (struct reader *)screen;
    const struct metrics *m = context->pen.metrics;
    const struct chrome *c = &reader->chrome;
    chrome_draw_inner(c, context, &screen->scroll, word(context->language, reader->back));
    int y = c->content.y + m->margin - scroll_top(&screen->scroll);
    if (reader->beside) {
        struct rect side = chrome_side(c, m);
        draw_blocks(reader, context, &reader->facts, side.x, side.y);
    }
    frame_scroll_layer(context->pen.frame, c->page, scroll_top(&screen->scroll),
                       context->pen.theme->paper);
    if (reader->facts.count && !reader->beside) {
        draw_blocks(reader, context, &reader->facts, c->content.x, y);
        y += reader->facts.height + m->line;
        frame_fill(context->pen.frame, (struct rect){c->content.x, y, c->content.w, m->hairline},
                   context->pen.theme->hairline);
        y += m->line;
    }
    draw_blocks(reader, context, &reader->page, c->content.x, y);
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

static void reader_renew(struct screen *screen, const struct screen_context *context) {
    struct reader *reader = (struct reader *)screen;
    load(reader, context);
    set_page(reader, context);
}

static void reader_leave(struct screen *screen) {
    struct reader *reader = (struct reader *)screen;
    blocks_clear(&reader->page);
    blocks_clear(&reader->facts);
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
    reader_renew(&reader->screen, context);
    return &reader->screen;
}
