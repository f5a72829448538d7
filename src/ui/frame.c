#include "ui/frame.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/turkish.h"
#include "text/utf8.h"

/* Kept strings stand in blocks that never move. */
struct block {
    struct block *next;
    size_t used, size;
    char bytes[];
};

/* Arrays grow and are never given back: after a few frames nothing is allocated any more. */
struct frame {
    struct draw_command *commands;
    size_t command_count, command_room;
    struct widget *widgets;
    size_t widget_count, widget_room;
    struct block *blocks; /* newest first */
    struct layer *layers; /* the last one is being drawn in */
    size_t layer_count, layer_room;
    struct draw_command *marks;
    size_t mark_count, mark_room;
    struct rect window;
    rgb paper;
    int pressed; /* action under the finger, 0 for none */
    int64_t pressed_argument;
};

int measure_text(const struct measure *measure, struct text_style style, const char *text) {
    return measure->width(measure->data, style, text, strlen(text));
}

struct frame *frame_new(void) {
    return mem_zero(1, sizeof(struct frame));
}

static void free_blocks(struct block *block) {
    while (block) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void frame_free(struct frame *frame) {
    if (!frame)
        return;
    free_blocks(frame->blocks);
    free(frame->commands);
    free(frame->layers);
    free(frame->marks);
    free(frame->widgets);
    free(frame);
}

static struct draw_command *add_command(struct frame *frame, enum draw_kind kind) {
    if (frame->command_count == frame->command_room) {
        frame->command_room = frame->command_room ? frame->command_room * 2 : 64;
        frame->commands = mem_grow(frame->commands, frame->command_room, sizeof *frame->commands);
    }
    struct draw_command *command = &frame->commands[frame->command_count++];
    *command = (struct draw_command){.kind = kind};
    frame->layers[frame->layer_count - 1].count++;
    return command;
}

static void add_layer(struct frame *frame, struct layer layer) {
    if (frame->layer_count == 1 && !frame->command_count)
        frame->layer_count = 0; /* the one that was there before any */
    if (frame->layer_count == frame->layer_room) {
        frame->layer_room = frame->layer_room ? frame->layer_room * 2 : 8;
        frame->layers = mem_grow(frame->layers, frame->layer_room, sizeof *frame->layers);
    }
    layer.rect = rect_clip(layer.rect, frame->window);
    layer.first = frame->command_count;
    frame->layers[frame->layer_count++] = layer;
}

void frame_layer(struct frame *frame, struct rect rect, rgb ground) {
    add_layer(frame, (struct layer){.rect = rect, .ground = ground});
}

void frame_scroll_layer(struct frame *frame, struct rect rect, int top, rgb ground) {
    add_layer(frame, (struct layer){.rect = rect, .ground = ground, .top = top, .scrolls = true});
}

struct rect layer_ahead(const struct layer *layer) {
    struct rect rect = layer->rect;
    int more = layer->scrolls ? rect.h / 4 : 0;
    return (struct rect){rect.x, rect.y - more, rect.w, rect.h + 2 * more};
}

struct rect frame_ahead(const struct frame *frame) {
    return layer_ahead(&frame->layers[frame->layer_count - 1]);
}

int mark_inset(int radius, int line) {
    double up = radius - line - 0.5;
    return (int)(radius - sqrt(radius * (double)radius - up * up) + 0.5);
}

void frame_mark(struct frame *frame, struct rect rect, rgb color) {
    if (frame->mark_count == frame->mark_room) {
        frame->mark_room = frame->mark_room ? frame->mark_room * 2 : 8;
        frame->marks = mem_grow(frame->marks, frame->mark_room, sizeof *frame->marks);
    }
    frame->marks[frame->mark_count++] = (struct draw_command){
        .kind = DRAW_ROUND, .rect = rect, .radius = int_min(rect.w, rect.h) / 2, .color = color};
}

void frame_begin(struct frame *frame, int width, int height, rgb paper, int pressed,
                 int64_t argument) {
    if (frame->blocks) { /* keep one block, the newest and largest */
        free_blocks(frame->blocks->next);
        frame->blocks->next = NULL;
        frame->blocks->used = 0;
    }
    frame->command_count = frame->widget_count = frame->layer_count = frame->mark_count = 0;
    frame->window = (struct rect){0, 0, width, height};
    frame->paper = paper;
    frame->pressed = pressed;
    frame->pressed_argument = argument;
    frame_layer(frame, frame->window, paper);
}

const char *frame_keep(struct frame *frame, const char *text) {
    size_t size = strlen(text) + 1;
    struct block *block = frame->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = block ? block->size * 2 : 4096;
        room = room < size ? size : room;
        struct block *fresh = mem_zero(1, sizeof *fresh + room);
        *fresh = (struct block){.next = block, .size = room};
        frame->blocks = block = fresh;
    }
    char *kept = block->bytes + block->used;
    memcpy(kept, text, size);
    block->used += size;
    return kept;
}

void frame_fill(struct frame *frame, struct rect rect, rgb color) {
    struct draw_command *command = add_command(frame, DRAW_FILL);
    command->rect = rect;
    command->color = color;
}

void frame_round(struct frame *frame, struct rect rect, int radius, rgb color) {
    struct draw_command *command = add_command(frame, DRAW_ROUND);
    command->rect = rect;
    command->color = color;
    command->radius = int_max(0, int_min(radius, int_min(rect.w, rect.h) / 2));
}

void frame_icon(struct frame *frame, enum icon icon, struct rect square, rgb color, double amount) {
    struct draw_command *command = add_command(frame, DRAW_ICON);
    command->rect = square;
    command->color = color;
    command->icon = icon;
    command->amount = (float)amount;
}

void frame_text(struct frame *frame, struct text_style style, rgb color, int x, int y, int width,
                const char *text, size_t bytes) {
    if (!bytes)
        return;
    struct draw_command *command = add_command(frame, DRAW_TEXT);
    command->rect = (struct rect){x, y, width, style.size * 13 / 10};
    command->color = color;
    command->style = style;
    command->text = text;
    command->bytes = bytes;
}

bool frame_is_pressed(const struct frame *frame, int action, int64_t argument) {
    return action && frame->pressed == action && frame->pressed_argument == argument;
}

void frame_widget(struct frame *frame, enum role role, const char *label, struct rect rect,
                  int action, int64_t argument) {
    struct rect visible = rect_clip(rect, frame->layers[frame->layer_count - 1].rect);
    if (!visible.w || !visible.h)
        return;
    if (frame->widget_count == frame->widget_room) {
        frame->widget_room = frame->widget_room ? frame->widget_room * 2 : 64;
        frame->widgets = mem_grow(frame->widgets, frame->widget_room, sizeof *frame->widgets);
    }
    struct widget *widget = &frame->widgets[frame->widget_count++];
    *widget = (struct widget){
        .role = role, .label = label, .rect = visible, .action = action, .argument = argument};
    if (frame_is_pressed(frame, action, argument))
        widget->state = WIDGET_PRESSED;
}

int frame_label(struct frame *frame, const struct measure *measure, enum role role,
                struct text_style style, rgb color, int x, int y, const char *text) {
    int width = measure_text(measure, style, text);
    frame_text(frame, style, color, x, y, width, text, strlen(text));
    frame_widget(frame, role, text, (struct rect){x, y, width, style.size * 13 / 10}, 0, 0);
    return width;
}

struct rect frame_window(const struct frame *frame) {
    return frame->window;
}

rgb frame_paper(const struct frame *frame) {
    return frame->paper;
}

const struct draw_command *frame_commands(const struct frame *frame, size_t *ret_count) {
    *ret_count = frame->command_count;
    return frame->commands;
}

const struct layer *frame_layers(const struct frame *frame, size_t *ret_count) {
    *ret_count = frame->layer_count;
    return frame->layers;
}

const struct draw_command *frame_marks(const struct frame *frame, size_t *ret_count) {
    *ret_count = frame->mark_count;
    return frame->marks;
}

const struct widget *frame_widgets(const struct frame *frame, size_t *ret_count) {
    *ret_count = frame->widget_count;
    return frame->widgets;
}

const struct widget *frame_hit(const struct frame *frame, int x, int y) {
    for (size_t i = frame->widget_count; i-- > 0;)
        if (frame->widgets[i].action && rect_holds(frame->widgets[i].rect, x, y))
            return &frame->widgets[i];
    return NULL;
}

/* Does `label` start with `text`, and does a word end there? Letters beyond ASCII go on with the
 * word; general punctuation (U+2000 to U+203F: ’ “ … –) ends it. */
static bool starts_with_words(const char *label, const char *text) {
    size_t bytes = strlen(text);
    if (strncmp(label, text, bytes) != 0)
        return false;
    const unsigned char *next = (const unsigned char *)label + bytes;
    if (*next < 0x80)
        return !isalnum(*next);
    return next[0] == 0xC2 || (next[0] == 0xE2 && next[1] == 0x80);
}

const struct widget *frame_find(const struct frame *frame, const char *label) {
    if (!*label)
        return NULL;
    for (size_t i = 0; i < frame->widget_count; i++)
        if (strcmp(frame->widgets[i].label, label) == 0)
            return &frame->widgets[i];
    for (size_t i = 0; i < frame->widget_count; i++)
        if (starts_with_words(frame->widgets[i].label, label))
            return &frame->widgets[i];
    return NULL;
}

static const struct widget *key_for(const struct frame *frame, uint32_t point) {
    for (size_t i = 0; i < frame->widget_count; i++)
        if (frame->widgets[i].role == ROLE_KEY && frame->widgets[i].argument == (int64_t)point)
            return &frame->widgets[i];
    return NULL;
}

const struct widget *frame_find_key(const struct frame *frame, const char **text) {
    uint32_t point = utf8_next(text);
    const struct widget *key = key_for(frame, point);
    return key ? key : key_for(frame, turkish_lower_point(point));
}

bool frame_shows(const struct frame *frame, const char *text) {
    for (size_t i = 0; i < frame->widget_count; i++)
        if (strstr(frame->widgets[i].label, text))
            return true;
    return false;
}

const char *role_name(enum role role) {
    static const char *const names[] = {"text", "heading", "row", "button", "key", "field"};
    return names[role];
}

const char *widget_state_name(enum widget_state state) {
    static const char *const names[] = {"normal", "pressed"};
    return names[state];
}
