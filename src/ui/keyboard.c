#include "ui/keyboard.h"

#include <string.h>

#include "text/turkish.h"
#include "text/utf8.h"

#define ROWS_MOST 6
#define ERASE '\b'

/* A row of keys as they are labelled: in capitals, as on every keyboard, which also leave the key's
 * height to the letter. Each writes its small letter; the same one of space and erase again makes
 * that key wider. */
struct layout {
    int columns, count;
    const char *rows[ROWS_MOST];
};

/* The Turkish Q keyboard; the same in a row less, for low windows; and where it would be too wide
 * for fingers, the alphabet, whose order everybody knows. */
static const struct layout q = {
    12, 5, {"1234567890", "QWERTYUIOPĞÜ", "ASDFGHJKLŞİ", "ZXCVBNMÖÇ/.", "-      \b\b"}};
static const struct layout low = {
    13, 4, {"1234567890-\b\b", "QWERTYUIOPĞÜ", "ASDFGHJKLŞİ", "ZXCVBNMÖÇ/.  "}};
static const struct layout narrow = {
    8, 6, {"ABCÇDEFG", "ĞHIİJKLM", "NOÖPRSŞT", "UÜVYZQWX", "12345678", "90-/.  \b"}};

#define LOW_SHARE 0.5   /* of the window's height: above it a row less is better */
#define TALL_SHARE 0.55 /* above it keys are as low as fingers allow */
#define LETTER 0.86     /* of a key's height: the most that a letter's size may be */

static int gap(const struct metrics *m, const struct layout *layout) {
    int room = (m->width - layout->columns * m->key) / (layout->columns + 1);
    return int_max(2, int_min(room, m->key / 10));
}

static int step(const struct metrics *m, const struct layout *layout) {
    int between = gap(m, layout);
    return int_min(m->key + between, (m->width - between) / layout->columns);
}

/* From row to row. Capitals with what Turkish puts above and below them want more height than
 * width, where the window has it. */
static int rise(const struct metrics *m, const struct layout *layout) {
    int tall = int_max(m->key, m->control * 5 / 4) + gap(m, layout);
    return layout->count * tall <= m->height * TALL_SHARE ? tall : m->key + gap(m, layout);
}

static int height(const struct metrics *m, const struct layout *layout) {
    return layout->count * rise(m, layout) + gap(m, layout);
}

static const struct layout *layout_for(const struct metrics *m) {
    if (q.columns * (m->key + 2) > m->width)
        return &narrow;
    bool wide = low.columns * (m->key + 2) <= m->width;
    return wide && height(m, &q) > m->height * LOW_SHARE ? &low : &q;
}

int keyboard_height(const struct metrics *metrics) {
    return height(metrics, layout_for(metrics));
}

/* The words for the tree, and what the keys mean. */
struct meaning {
    int action_key, action_erase;
    const char *space, *erase;
};

static void draw_key(const struct pen *pen, struct rect rect, const struct meaning *meaning,
                     uint32_t point, const char *letter) {
    const struct theme *t = pen->theme;
    struct text_style style =
        style_of(FACE_CONTROL, int_min(pen->metrics->control, (int)(rect.h * LETTER)));
    bool erases = point == ERASE;
    int action = erases ? meaning->action_erase : meaning->action_key;
    int64_t argument = erases ? 0 : turkish_lower_point(point);
    bool pressed = frame_is_pressed(pen->frame, action, argument);
    rgb ink = pressed ? t->on_sea : t->control;
    struct button_look look = {t->field, t->sea, t->edge, ink};
    ground_draw(pen, rect, look, pen->metrics->hairline, pressed);
    const char *label = erases ? meaning->erase : point == ' ' ? meaning->space : letter;
    if (erases)
        icon_draw(pen, ICON_ERASE, rect, int_min(rect.w, rect.h) * 5 / 8, ink);
    else if (point == ' ' && measure_text(pen->measure, style, label) > rect.w - rect.h / 2)
        icon_draw(pen, ICON_SPACE, rect, int_min(rect.w, rect.h) * 5 / 8, ink);
    else
        text_centred(pen, style, ink, rect, label);
    frame_widget(pen->frame, erases ? ROLE_BUTTON : ROLE_KEY, label, rect, action, argument);
}

/* The row's height is the area's. */
static void draw_row(const struct pen *pen, struct rect area, const char *row, int pitch,
                     int between, const struct meaning *meaning) {
    int x = area.x + (area.w - (int)utf8_count(row) * pitch + between) / 2;
    while (*row) {
        const char *start = row;
        uint32_t point = utf8_next(&row);
        char letter[8] = {0};
        memcpy(letter, start, (size_t)(row - start));
        int columns = 1;
        for (; (point == ' ' || point == ERASE) && *row == *start; row++)
            columns++;
        struct rect rect = {x, area.y, columns * pitch - between, area.h};
        draw_key(pen, rect, meaning, point, frame_keep(pen->frame, letter));
        x += columns * pitch;
    }
}

void keyboard_draw(const struct pen *pen, struct rect area, int action_key, int action_erase,
                   const char *space_label, const char *erase_label) {
    const struct layout *layout = layout_for(pen->metrics);
    const struct meaning meaning = {action_key, action_erase, space_label, erase_label};
    int pitch = step(pen->metrics, layout), between = gap(pen->metrics, layout);
    int down = rise(pen->metrics, layout);
    area.y += area.h - height(pen->metrics, layout) + between;
    area.h = down - between;
    for (int i = 0; i < layout->count; i++, area.y += down)
        draw_row(pen, area, layout->rows[i], pitch, between, &meaning);
}
