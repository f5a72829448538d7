#include "ui/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define ELLIPSIS "…"
#define DOT "·"        /* between department and districts */
#define SEEN_MOST 4096 /* bytes of a text that is shown in a few lines */

/* A measure and the style it is asked for, as the line breaker wants it. */
struct styled {
    const struct measure *measure;
    struct text_style style;
};

static int styled_width(void *data, const char *text, size_t bytes) {
    const struct styled *styled = data;
    const struct measure *m = styled->measure;
    if (!m->fine)
        return m->width(m->data, styled->style, text, bytes) * MEASURE_FINE;
    return m->fine(m->data, styled->style, text, bytes);
}

static int whole_pixels(int fine) {
    return (fine + MEASURE_FINE - 1) / MEASURE_FINE;
}

/* Where the last letter begins, which the marks on it belong to. */
static size_t last_letter(const char *text, size_t start, size_t end) {
    for (bool mark = true; mark && end > start;) {
        while (--end > start && (text[end] & 0xC0) == 0x80)
            continue;
        const char *at = text + end;
        mark = utf8_is_mark(utf8_next(&at));
    }
    return end;
}

/* Ends the text in its `last` line with an ellipsis, taking away words until that fits, or letters
 * where there is but one word. */
static void shorten(struct flow *flow, size_t last, int width, struct styled *styled) {
    struct text_line *line = &flow->lines[last];
    size_t end = line->start + line->bytes;
    const char *word = line->hyphen ? memrchr(flow->text, ' ', end) : NULL;
    if (word && word > flow->text + line->start) /* no half of a word before the ellipsis */
        end = (size_t)(word - flow->text);
    line->hyphen = false;
    if (!flow->label)
        flow->label = mem_string(flow->text);
    char *text = mem_zero(end + sizeof ELLIPSIS, 1);
    memcpy(text, flow->text, end);
    for (;;) {
        while (end > line->start && strchr(" ,;:.-", text[end - 1]))
            end--;
        if (end - line->start > strlen(DOT) &&
            memcmp(text + end - strlen(DOT), DOT, strlen(DOT)) == 0) {
            end -= strlen(DOT);
            continue;
        }
        memcpy(text + end, ELLIPSIS, sizeof ELLIPSIS);
        line->bytes = end + strlen(ELLIPSIS) - line->start;
        line->width = whole_pixels(styled_width(styled, text + line->start, line->bytes));
        char *space = memrchr(text + line->start, ' ', end - line->start);
        if (line->width <= width || end == line->start)
            break;
        end = space ? (size_t)(space - text) : last_letter(text, line->start, end);
    }
    free(flow->text);
    flow->text = text;
    flow->count = last + 1;
}

/* What cannot be seen is not broken into lines: a subject may have a megabyte. */
static bool cut_off(struct flow *flow) {
    size_t end = SEEN_MOST;
    if (strlen(flow->text) <= SEEN_MOST)
        return false;
    while ((flow->text[end] & 0xC0) == 0x80)
        end--;
    flow->label = flow->text;
    flow->text = mem_slice(flow->label, end);
    return true;
}

struct flow flow_make(const struct measure *measure, struct text_style style, int pitch,
                      const char *text, int width, size_t max_lines, enum hyphens hyphens) {
    struct flow flow = {.text = utf8_nfc(text), .style = style, .pitch = pitch};
    struct styled styled = {measure, style};
    flow.hyphen = whole_pixels(styled_width(&styled, "-", 1));
    bool cut = max_lines && cut_off(&flow);
    flow.count =
        text_break(flow.text, width * MEASURE_FINE, hyphens, styled_width, &styled, &flow.lines);
    for (size_t i = 0; i < flow.count; i++)
        flow.lines[i].width = whole_pixels(flow.lines[i].width);
    if (max_lines && flow.count > max_lines)
        shorten(&flow, max_lines - 1, width, &styled);
    else if (cut && flow.count)
        shorten(&flow, flow.count - 1, width, &styled);
    return flow;
}

void flow_clear(struct flow *flow) {
    if (!flow)
        return;
    free(flow->text);
    free(flow->label);
    free(flow->lines);
    *flow = (struct flow){0};
}

int flow_height(const struct flow *flow) {
    return (int)flow->count * flow->pitch;
}

int flow_draw_lines(const struct flow *flow, struct frame *frame, rgb color, int x, int y) {
    struct rect visible = frame_ahead(frame);
    int width = 0, lead = (flow->pitch - flow->style.size * 13 / 10) / 2;
    size_t first = y < visible.y ? (size_t)((visible.y - y) / flow->pitch) : 0;
    for (size_t i = first; i < flow->count; i++) {
        int top = y + (int)i * flow->pitch;
        if (top >= visible.y + visible.h)
            break;
        const struct text_line *line = &flow->lines[i];
        int hyphen = line->hyphen ? flow->hyphen : 0, letters = line->width - hyphen;
        frame_text(frame, flow->style, color, x, top + lead, letters, flow->text + line->start,
                   line->bytes);
        if (hyphen)
            frame_text(frame, flow->style, color, x + letters, top + lead, hyphen, "-", 1);
        width = int_max(width, line->width);
    }
    return width;
}

void flow_draw(const struct flow *flow, struct frame *frame, enum role role, rgb color, int x,
               int y) {
    int width = flow_draw_lines(flow, frame, color, x, y);
    frame_widget(frame, role, flow->label ? flow->label : flow->text,
                 (struct rect){x, y, width, flow_height(flow)}, 0, 0);
}
