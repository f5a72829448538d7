#include "ui/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf8.h"

#define ELLIPSIS "…"
#define DOT "·" /* between department and districts */

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

/* Ends the text in its `last` line with an ellipsis, taking away words until that fits. */
static void shorten(struct flow *flow, size_t last, int width, struct styled *styled) {
    flow->label = mem_string(flow->text);
    struct text_line *line = &flow->lines[last];
    size_t end = line->start + line->bytes;
    const char *word = line->hyphen ? memrchr(flow->text, ' ', end) : NULL;
    if (word && word > flow->text + line->start) /* no half of a word before the ellipsis */
        end = (size_t)(word - flow->text);
    line->hyphen = false;
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
        if (line->width <= width || !space)
            break;
        end = (size_t)(space - text);
    }
    free(flow->text);
    flow->text = text;
    flow->count = last + 1;
}

struct flow flow_make(const struct measure *measure, struct text_style style, int pitch,
                      const char *text, int width, size_t max_lines, enum hyphens hyphens) {
    struct flow flow = {.text = utf8_nfc(text), .style = style, .pitch = pitch};
    struct styled styled = {measure, style};
    flow.hyphen = whole_pixels(styled_width(&styled, "-", 1));
    flow.count =
        text_break(flow.text, width * MEASURE_FINE, hyphens, styled_width, &styled, &flow.lines);
    for (size_t i = 0; i < flow.count; i++)
        flow.lines[i].width = whole_pixels(flow.lines[i].width);
    if (max_lines && flow.count > max_lines)
        shorten(&flow, max_lines - 1, width, &styled);
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
