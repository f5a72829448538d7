#include "ui/keyboard.h"

#include <string.h>

#include "text/utf8.h"

#define COLUMNS 12
#define ROWS 5

static const char *const rows[ROWS - 1] = {"1234567890", "qwertyuıopğü", "asdfghjklşi",
                                           "zxcvbnmöç/."};

static int gap(const struct metrics *metrics) {
    return int_max(4, metrics->target / 10);
}

static int key_side(const struct metrics *metrics) {
    int room = metrics->width - metrics->margin - (COLUMNS - 1) * gap(metrics);
    return int_min(int_max(metrics->key, metrics->large * 3 / 2), room / COLUMNS);
}

int keyboard_height(const struct metrics *metrics) {
    return ROWS * (key_side(metrics) + gap(metrics)) + gap(metrics);
}

static void key_ground(const struct pen *pen, struct rect rect, bool pressed) {
    const struct theme *t = pen->theme;
    frame_round(pen->frame, rect, pen->metrics->radius, pressed ? t->sea : t->edge);
    frame_round(pen->frame, rect_inset(rect, pen->metrics->hairline),
                pen->metrics->radius - pen->metrics->hairline, pressed ? t->sea : t->field);
}

static void draw_key(const struct pen *pen, struct rect rect, const char *label, int action,
                     uint32_t point) {
    bool pressed = frame_is_pressed(pen->frame, action, point);
    key_ground(pen, rect, pressed);
    text_centred(pen, style_of(FACE_CONTROL, pen->metrics->large),
                 pressed ? pen->theme->on_sea : pen->theme->ink, rect, label);
    frame_widget(pen->frame, ROLE_KEY, label, rect, action, point);
}

static void draw_row(const struct pen *pen, struct rect place, const char *letters, int action) {
    int side = place.h, step = side + gap(pen->metrics);
    int width = (int)utf8_count(letters) * step - gap(pen->metrics);
    int x = place.x + (place.w - width) / 2;
    while (*letters) {
        const char *start = letters;
        uint32_t point = utf8_next(&letters);
        char label[8] = {0};
        memcpy(label, start, (size_t)(letters - start));
        draw_key(pen, (struct rect){x, place.y, side, side}, frame_keep(pen->frame, label), action,
                 point);
        x += step;
    }
}

static void draw_bar(const struct pen *pen, struct rect place, int action_key, int action_erase,
                     const char *space_label, const char *erase_label) {
    int side = place.h, step = side + gap(pen->metrics), bar = 6 * step - gap(pen->metrics);
    int x = place.x + (place.w - bar - 3 * step) / 2;
    draw_key(pen, (struct rect){x, place.y, side, side}, "-", action_key, '-');
    struct rect space = {x + step, place.y, bar, side};
    draw_key(pen, space, space_label, action_key, ' ');
    struct rect erase = {x + step + bar + gap(pen->metrics), place.y, 2 * step - gap(pen->metrics),
                         side};
    key_ground(pen, erase, frame_is_pressed(pen->frame, action_erase, 0));
    int icon = side * 5 / 8;
    frame_icon(
        pen->frame, ICON_ERASE,
        (struct rect){erase.x + (erase.w - icon) / 2, erase.y + (side - icon) / 2, icon, icon},
        pen->theme->ink, 0);
    frame_widget(pen->frame, ROLE_BUTTON, erase_label, erase, action_erase, 0);
}

void keyboard_draw(const struct pen *pen, struct rect area, int action_key, int action_erase,
                   const char *space_label, const char *erase_label) {
    int side = key_side(pen->metrics), step = side + gap(pen->metrics);
    struct rect place = {
        area.x, area.y + area.h - keyboard_height(pen->metrics) + gap(pen->metrics), area.w, side};
    for (int row = 0; row < ROWS - 1; row++, place.y += step)
        draw_row(pen, place, rows[row], action_key);
    draw_bar(pen, place, action_key, action_erase, space_label, erase_label);
}
