#include "ui/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define ELLIPSIS "…"

/* A measure and the style it is asked for, as the line breaker wants it. */
struct styled {
    const struct measure *measure;
    struct text_style style;
};

static int styled_width(void *data, const char *text, size_t bytes) {
    const struct styled *styled = data;
    return styled->measure->width(styled->measure->data, styled->style, text, bytes);
}

/* Ends the text in its `last` line with an ellipsis, taking away words until that fits. */
static void shorten(struct flow *flow, size_t last, int width, struct styled *styled) {
    flow->label = mem_string(flow->text);
    struct text_line *line = &flow->lines[last];
    size_t end = line->start + line->bytes;
    char *text = mem_zero(end + sizeof ELLIPSIS, 1);
    memcpy(text, flow->text, end);
    for (;;) {
        while (end > line->start && strchr(" ,;:.-", text[end - 1]))
            end--;
        memcpy(text + end, ELLIPSIS, sizeof ELLIPSIS);
        line->bytes = end + strlen(ELLIPSIS) - line->start;
        line->width = styled_width(styled, text + line->start, line->bytes);
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
                      const char *text, int width, size_t max_lines) {
    struct flow flow = {.text = mem_string(text), .style = style, .pitch = pitch};
    struct styled styled = {measure, style};
    flow.count = text_break(flow.text, width, styled_width, &styled, &flow.lines);
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
        frame_text(frame, flow->style, color, x, top + lead, line->width, flow->text + line->start,
                   line->bytes);
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
