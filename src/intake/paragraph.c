#include "intake/paragraph.h"

#include <stdlib.h>
#include <string.h>

#include "intake/chunks.h"
#include "intake/point.h"
#include "intake/seam.h"
#include "text/turkish.h"

#define TEXT_LEAST 30   /* columns; a shorter line says nothing about the margin */
#define OPEN_LEAST 50   /* the same of one that may go on with a figure */
#define MARGIN_LEAST 40 /* columns of a text that is set in lines */
#define MARGIN_MOST 200
#define PAGE_FLOWS 4    /* lines that tell a page's own margin */
#define LOOSE 85        /* per cent of the margin that a full line has at least */
#define CAPITALS 70     /* the same of capitals, which are wider */
#define TIGHT 93        /* the same where a new sentence may begin */
#define LONG 70         /* that it has before a figure */
#define HANG_LEAST 6    /* columns by which a line falls back behind a label's text */
#define CENTRED_LEAST 6 /* columns on both sides */

/* ---- what a line looks like ---- */

static const char *line_start(const struct setting *setting, const struct set_line *line) {
    return setting->text + line->start;
}

static size_t line_bytes(const struct set_line *line) {
    return line->end - line->start;
}

/* Columns of the line's first word. */
static unsigned first_word(const struct setting *setting, const struct set_line *line) {
    const char *at = line_start(setting, line), *end = setting->text + line->end;
    unsigned columns = 0, blank = 0;
    while (at < end && !blank_at(at, end, &blank)) {
        point_next(&at);
        columns++;
    }
    return columns;
}

static bool begins_figure(const struct setting *setting, const struct set_line *line) {
    char first = setting->text[line->start];
    return first == '%' || first == '(' || (first >= '0' && first <= '9');
}

/* "Muğla-" "Bodrum", "1-8/" "172" */
static bool ends_open(const struct setting *setting, const struct set_line *line) {
    const char *end = setting->text + line->end;
    return line_bytes(line) > 2 && (end[-1] == '-' || end[-1] == '/') && end[-2] != ' ';
}

/* A figure stays with its word: the line before it may be shorter than full. */
static bool is_long(const struct set_line *line) {
    return line->right * 100 >= line->margin * LONG;
}

/* "5393 sayılı Kanunun 56." "maddesi" */
static bool ends_ordinal(const struct setting *setting, const struct set_line *line) {
    const char *end = setting->text + line->end;
    return line_bytes(line) > 1 && end[-1] == '.' && end[-2] >= '0' && end[-2] <= '9';
}

/* One sentence runs from a to b. */
static bool flows(const struct setting *setting, const struct set_line *a,
                  const struct set_line *b) {
    struct marker marker;
    bool open = !setting_ends_sentence(setting, a) || ends_ordinal(setting, a);
    return setting_begins_small(setting, b) && open &&
           !marker_read(line_start(setting, b), line_bytes(b), &marker);
}

/* Would b's first word have had no room behind a? */
static bool is_full(const struct setting *setting, const struct set_line *a,
                    const struct set_line *b, unsigned margin, unsigned per_cent) {
    return (a->right + 1u + first_word(setting, b)) * 100 > margin * per_cent;
}

/* ---- the margin ---- */

struct margins {
    size_t edges[SETTING_WIDE + 1]; /* lines that go on, by their right edge */
    size_t count;
};

static void margins_add(struct margins *margins, const struct set_line *line) {
    margins->edges[line->right]++;
    margins->count++;
}

/* 95 lines in 100 end there or before. */
static unsigned margins_value(const struct margins *margins) {
    size_t below = 0, column = 0;
    if (!margins->count)
        return 0;
    while ((below += margins->edges[column]) * 100 < margins->count * 95)
        column++;
    return (unsigned)column;
}

/* The line before i that counts as its neighbour, `count` for none. */
static size_t neighbour(const struct setting *setting, size_t i) {
    for (size_t k = i; k-- > 0;)
        if (!setting->lines[k].removed)
            return setting->lines[k].table ? setting->count : k;
    return setting->count;
}

static bool runs_on(const struct setting *setting, size_t i, size_t *ret_before) {
    const struct set_line *b = &setting->lines[i];
    *ret_before = neighbour(setting, i);
    if (b->removed || b->table || *ret_before == setting->count || b->blanks)
        return false;
    const struct set_line *a = &setting->lines[*ret_before];
    return a->right >= OPEN_LEAST && !setting_ends_sentence(setting, a) &&
           (begins_figure(setting, b) || (a->caps && b->caps));
}

/* The margin of a text that is known to be set in lines, but has no small letter where one begins:
 * from figures, and from capitals below capitals. */
static unsigned find_open_margin(const struct setting *setting) {
    struct margins margins = {0};
    size_t before;
    for (size_t i = 0; i < setting->count; i++)
        if (runs_on(setting, i, &before))
            margins_add(&margins, &setting->lines[before]);
    return margins_value(&margins);
}

static bool line_flows(const struct setting *setting, size_t i, size_t *ret_before) {
    const struct set_line *b = &setting->lines[i];
    if (b->removed || b->table)
        return false;
    *ret_before = neighbour(setting, i);
    const struct set_line *a = &setting->lines[*ret_before];
    return *ret_before < setting->count && b->blanks < 2 && a->right >= TEXT_LEAST &&
           flows(setting, a, b);
}

static unsigned find_margin(const struct setting *setting, size_t first, size_t end, size_t least) {
    struct margins margins = {0};
    size_t before;
    for (size_t i = first; i < end; i++)
        if (line_flows(setting, i, &before))
            margins_add(&margins, &setting->lines[before]);
    return margins.count >= least ? margins_value(&margins) : 0;
}

/* Letters are not as wide on each page: a page with enough text has a margin of its own. */
static void set_margins(struct setting *setting, unsigned whole) {
    for (size_t i = 0, end; i < setting->count; i = end) {
        for (end = i + 1; end < setting->count && !setting->lines[end].page;)
            end++;
        unsigned own = find_margin(setting, i, end, PAGE_FLOWS);
        for (size_t k = i; k < end; k++)
            setting->lines[k].margin = (uint16_t)(own > MARGIN_LEAST ? own : whole);
    }
}

/* ---- is the text set in lines? ---- */

/* It is where sentences run from line to line, the lines are filled up to one margin, and hardly
 * any goes beyond it. */
static bool is_wrapped(const struct setting *setting, unsigned margin) {
    size_t running = 0, full = 0, text = 0, beyond = 0, before;
    unsigned most = 0;
    if (margin < MARGIN_LEAST || margin > MARGIN_MOST)
        return false;
    for (size_t i = 0; i < setting->count; i++) {
        const struct set_line *line = &setting->lines[i];
        bool counts = !line->removed && !line->table && line->right >= TEXT_LEAST;
        text += counts;
        beyond += counts && line->right > margin + margin / 5;
        most = line->right > most ? line->right : most;
        if (!line_flows(setting, i, &before))
            continue;
        running++;
        full += is_full(setting, &setting->lines[before], line, margin, LOOSE);
    }
    bool enough = running > 1 || text <= 6 || most <= margin + 3;
    return enough && full * 10 >= running * 8 && beyond * 10 <= text;
}

/* Letters of one width fill each line as far as they can: then it can be told to the column which
 * line was the last of its paragraph. */
static bool is_exact(const struct setting *setting) {
    size_t running = 0, full = 0, before;
    for (size_t i = 0; i < setting->count; i++)
        if (line_flows(setting, i, &before)) {
            const struct set_line *a = &setting->lines[before];
            running++;
            full += is_full(setting, a, &setting->lines[i], a->margin, 100);
        }
    return running > 2 && full * 100 >= running * 97;
}

/* How far in paragraphs begin, where they do. */
static uint16_t find_start_indent(const struct setting *setting) {
    size_t indents[SETTING_WIDE + 1] = {0}, best = 0, before;
    for (size_t i = 0; i < setting->count; i++)
        if (line_flows(setting, i, &before) &&
            setting->lines[before].indent >= setting->lines[i].indent + 2)
            indents[setting->lines[before].indent]++;
    for (size_t i = 1; i <= SETTING_WIDE; i++)
        best = indents[i] > indents[best] ? i : best;
    return indents[best] ? (uint16_t)best : 0;
}

/* Do blank lines or indents part its paragraphs? They do where hardly a line that is not full has
 * neither behind it. */
static bool is_marked(const struct setting *setting, unsigned spacing, uint16_t start_indent) {
    size_t ends = 0, marked = 0;
    for (size_t i = 1; i < setting->count; i++) {
        const struct set_line *b = &setting->lines[i], *a = b - 1;
        if (a->removed || b->removed || a->table || b->table || b->page || a->right < TEXT_LEAST ||
            is_full(setting, a, b, a->margin, LOOSE))
            continue;
        ends++;
        marked += b->blanks > spacing || (start_indent && b->indent + 2 > start_indent);
    }
    return marked * 5 >= ends * 4;
}

static unsigned find_spacing(const struct setting *setting, unsigned margin) {
    size_t blanks[2] = {0}, before;
    for (size_t i = 0; i < setting->count; i++)
        if (!setting->lines[i].page && line_flows(setting, i, &before) &&
            is_full(setting, &setting->lines[before], &setting->lines[i], margin, LOOSE))
            blanks[setting->lines[i].blanks > 0]++;
    return blanks[1] > blanks[0];
}

struct paragraphs paragraphs_start(struct setting *setting, bool wrapped) {
    struct paragraphs paragraphs = {.setting = setting};
    unsigned margin = find_margin(setting, 0, setting->count, 1);
    paragraphs.wrapped = wrapped || is_wrapped(setting, margin);
    if (paragraphs.wrapped) {
        margin = margin ? margin : find_open_margin(setting);
        /* where no sentence runs on, no line was filled */
        margin = margin > MARGIN_LEAST ? margin : margin ? MARGIN_LEAST : SETTING_WIDE;
        set_margins(setting, margin);
        paragraphs.spacing = find_spacing(setting, margin);
        paragraphs.start_indent = find_start_indent(setting);
        paragraphs.marked = is_marked(setting, paragraphs.spacing, paragraphs.start_indent);
        paragraphs.tight = is_exact(setting) ? 100 : TIGHT;
    }
    return paragraphs;
}

void paragraphs_end(struct paragraphs *paragraphs) {
    free(paragraphs->words);
    *paragraphs = (struct paragraphs){0};
}

/* ---- lines of their own ---- */

static bool is_centred(const struct set_line *line) {
    int right = line->margin - line->right, left = line->indent;
    int apart = abs(left - right), width = line->right - line->indent;
    return left >= CENTRED_LEAST && right >= CENTRED_LEAST && apart <= 3 + width / 8;
}

static void note_item(struct paragraphs *p, const struct marker *marker) {
    if (p->list_count == PARAGRAPH_LISTS)
        memmove(p->lists, p->lists + 1, --p->list_count * sizeof *p->lists);
    p->lists[p->list_count++] = marker->readings[0];
}

static bool goes_on(const struct paragraphs *p, const struct marker *marker) {
    for (size_t i = 0; i < p->list_count; i++)
        for (int k = 0; k < MARKER_READINGS; k++)
            if (marker_follows(p->lists[i], marker->readings[k]))
                return true;
    return false;
}

/* An item, or "74. Maddesi" at the start of a line? In the middle of a sentence it is an item only
 * where it is the next of a list. */
static bool is_item(const struct paragraphs *p, const struct marker *marker, bool amid) {
    return !amid || goes_on(p, marker);
}

/* The column at which the text behind a marker or a label begins, 0 for neither. */
static uint16_t hanging(const struct paragraphs *p, const struct set_line *line,
                        const struct marker *marker) {
    const char *text = line_start(p->setting, line), *end = p->setting->text + line->end;
    const char *at = marker ? text + marker->bytes : memchr(text, ':', line_bytes(line));
    unsigned column = line->indent;
    if (!at || (!marker && !setting_is_label(p->setting, line)))
        return 0;
    at += !marker;
    for (const char *from = text; from < at; column++)
        point_next(&from);
    for (size_t blank; at < end && (blank = blank_at(at, end, &column)) > 0;)
        at += blank;
    return (uint16_t)(column < SETTING_WIDE ? column : SETTING_WIDE);
}

/* Does b stand further in than the lines of a's paragraph? */
static bool is_indented(const struct paragraphs *p, const struct set_line *a,
                        const struct set_line *b) {
    if (p->indent && b->indent <= p->indent + 2u)
        return false;
    return b->indent > a->indent + 1u;
}

static bool begins_article(const struct setting *setting, const struct set_line *line) {
    return marker_is_article(line_start(setting, line), line_bytes(line));
}

static bool begins_paragraph(const struct paragraphs *p, const struct set_line *line) {
    int within = p->start_indent > 4 ? 2 : 1; /* letters are not as wide everywhere */
    return p->start_indent && abs(line->indent - p->start_indent) <= within;
}

/* The lines behind a label stand below its text: one that stands further out is none of them. */
static bool falls_back(unsigned hang, const struct set_line *a, const struct set_line *b) {
    return abs((int)a->indent - (int)hang) <= 2 && b->indent + (unsigned)HANG_LEAST < hang;
}

/* Lines that could follow each other in a paragraph: do they? */
static bool goes_with(const struct paragraphs *p, const struct set_line *a,
                      const struct set_line *b) {
    const struct setting *setting = p->setting;
    bool sentence = setting_ends_sentence(setting, a);
    if (p->hang && !p->first && !b->page && falls_back(p->hang, a, b))
        return false;
    if (b->page)
        return !sentence && (flows(setting, a, b) || is_full(setting, a, b, a->margin, LOOSE));
    if (flows(setting, a, b) && a->right * 2 >= a->margin && b->blanks <= p->spacing + 1)
        return true;
    if (b->blanks > p->spacing || is_indented(p, a, b) || (p->first && begins_paragraph(p, b)))
        return false;
    if ((begins_figure(setting, b) || ends_open(setting, a)) && !sentence && is_long(a))
        return true;
    if (!p->first && b->indent + 1u < a->indent && sentence)
        return false;
    if (a->caps != b->caps && (sentence || a->caps) && !setting_begins_small(setting, b))
        return false;
    if (!p->marked && strchr(":;", setting_last_mark(setting, a)) &&
        !setting_begins_small(setting, b))
        return false;
    bool announces = setting_last_mark(setting, b) == ':' && b->right * 2 < b->margin;
    if (sentence && (begins_article(setting, b) || announces))
        return false;
    unsigned least = a->caps && b->caps ? CAPITALS : LOOSE;
    return is_full(setting, a, b, a->margin, sentence ? p->tight : least);
}

static bool parts_always(const struct setting *setting, const struct set_line *a,
                         const struct set_line *b) {
    bool empty_label = setting->text[a->end - 1] == ':' && setting_is_label(setting, a);
    bool filled = is_full(setting, a, b, a->margin, a->caps && b->caps ? CAPITALS : LOOSE);
    bool centred = (is_centred(a) && !filled) || (is_centred(b) && b->caps);
    return chunks_label_beside(setting, a) || chunks_label_beside(setting, b) ||
           line_start(setting, b)[0] == ':' || empty_label || setting_is_label(setting, b) ||
           (centred && !flows(setting, a, b));
}

static enum join new_paragraph(struct paragraphs *p, const struct set_line *line,
                               const struct marker *marker) {
    if (marker)
        note_item(p, marker);
    p->first = true;
    p->indent = p->hang = p->wrapped ? hanging(p, line, marker) : 0;
    return JOIN_NONE;
}

enum join paragraphs_join(struct paragraphs *paragraphs, const struct set_line *a,
                          const struct set_line *b) {
    const struct setting *setting = paragraphs->setting;
    struct marker marker;
    if (!paragraphs->wrapped)
        return JOIN_NONE;
    bool marked = marker_read(line_start(setting, b), line_bytes(b), &marker);
    if (!a || parts_always(setting, a, b))
        return new_paragraph(paragraphs, b, marked ? &marker : NULL);
    bool amid =
        !setting_ends_sentence(setting, a) && setting_last_mark(setting, a) != ',' && is_long(a);
    if ((marked && is_item(paragraphs, &marker, amid)) || !goes_with(paragraphs, a, b))
        return new_paragraph(paragraphs, b, marked ? &marker : NULL);
    paragraphs->first = false;
    paragraphs->indent = b->indent;
    return seam_between(paragraphs, a, b);
}
