#include "platform/fonts.h"

#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "platform/runs.h"
#include "text/utf8.h"

/* TTF_SetFontSize would throw the glyphs away: one TTF_Font for each file and size. */
struct sized_font {
    enum face face;
    bool fallback;
    int size;
    int digit; /* width of the widest digit */
    TTF_Font *font;
};

#define SIZED_MOST 64

struct fonts {
    char *folder;
    struct sized_font sized[SIZED_MOST];
    size_t count;
    struct buf scratch; /* the current run, NUL-terminated */
};

static const char *const files[FACE_COUNT][2] = {
    [FACE_TEXT] = {"AtkinsonHyperlegibleNext_400Regular.ttf", "NotoSans_400Regular.ttf"},
    [FACE_CONTROL] = {"AtkinsonHyperlegibleNext_500Medium.ttf", "NotoSans_400Regular.ttf"},
    [FACE_HEADING] = {"AtkinsonHyperlegibleNext_600SemiBold.ttf", "NotoSans_600SemiBold.ttf"},
};

static enum err_code open_sized(struct fonts *fonts, struct sized_font *sized, struct err *err) {
    const char *name = files[sized->face][sized->fallback];
    char path[FILE_PATH_MAX];
    if (path_join(path, fonts->folder, name, err) != ERR_OK)
        return err->code;
    if (!file_exists(path))
        return err_set(err, ERR_MISSING, "%s: the font is missing; install the program again",
                       path);
    sized->font = TTF_OpenFont(path, sized->size);
    if (!sized->font)
        return err_set(err, ERR_REFUSED, "%s: not a usable font (%s); install the program again",
                       path, TTF_GetError());
    TTF_SetFontHinting(sized->font, TTF_HINTING_LIGHT);
    for (char digit[2] = "0"; digit[0] <= '9'; digit[0]++) {
        int width = 0;
        TTF_SizeUTF8(sized->font, digit, &width, NULL);
        sized->digit = int_max(sized->digit, width);
    }
    return ERR_OK;
}

/* A size that cannot be opened any more (a card that dies) is drawn in one that was. */
static const struct sized_font *font_for(struct fonts *fonts, struct text_style style,
                                         bool fallback) {
    for (size_t i = 0; i < fonts->count; i++) {
        const struct sized_font *sized = &fonts->sized[i];
        if (sized->face == style.face && sized->fallback == fallback && sized->size == style.size)
            return sized;
    }
    struct sized_font fresh = {.face = style.face, .fallback = fallback, .size = style.size};
    struct err err;
    if (fonts->count == SIZED_MOST || open_sized(fonts, &fresh, &err) != ERR_OK)
        return &fonts->sized[0];
    fonts->sized[fonts->count] = fresh;
    return &fonts->sized[fonts->count++];
}

static enum err_code check_letters(TTF_Font *font, const char *name, struct err *err) {
    for (const char *at = "çğıöşüÇĞİÖŞÜâîû0123456789"; *at;) {
        const char *letter = at;
        uint32_t point = utf8_next(&at);
        if (!TTF_GlyphIsProvided32(font, point))
            return err_set(err, ERR_REFUSED,
                           "%s: the font has no “%.*s”; install the program again", name,
                           (int)(at - letter), letter);
    }
    return ERR_OK;
}

static enum err_code open_all(struct fonts *fonts, struct err *err) {
    for (int face = 0; face < FACE_COUNT; face++)
        for (int fallback = 0; fallback < 2; fallback++) {
            struct sized_font *sized = &fonts->sized[fonts->count];
            *sized =
                (struct sized_font){.face = (enum face)face, .fallback = fallback == 1, .size = 16};
            enum err_code code = open_sized(fonts, sized, err);
            if (code != ERR_OK)
                return code;
            fonts->count++;
            code = check_letters(sized->font, files[face][fallback], err);
            if (code != ERR_OK)
                return code;
        }
    return ERR_OK;
}

enum err_code fonts_open(const char *folder, struct fonts **ret, struct err *err) {
    if (TTF_Init() != 0)
        return err_set(err, ERR_STORAGE, "the font library does not start: %s", TTF_GetError());
    struct fonts *fonts = mem_zero(1, sizeof *fonts);
    fonts->folder = mem_string(folder);
    enum err_code code = open_all(fonts, err);
    if (code != ERR_OK) {
        fonts_close(fonts);
        return code;
    }
    *ret = fonts;
    return ERR_OK;
}

void fonts_close(struct fonts *fonts) {
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->count; i++)
        TTF_CloseFont(fonts->sized[i].font);
    free(fonts->folder);
    buf_free(&fonts->scratch);
    free(fonts);
    TTF_Quit();
}

/* Control characters, soft hyphens, zero-width and direction marks have no picture: drawn they
 * would be boxes, obeyed they could turn a line round. */
static bool is_unseen(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

static bool is_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

struct text_walk fonts_walk(struct fonts *fonts, struct text_style style, const char *text,
                            size_t bytes) {
    return (struct text_walk){.fonts = fonts, .style = style, .at = text, .end = text + bytes};
}

/* Needs the fallback? Not where that has no glyph either: the box of the first font will do. */
static bool wants_fallback(struct text_walk *walk, uint32_t point) {
    const struct sized_font *first = font_for(walk->fonts, walk->style, false);
    if (point < 0x80 || TTF_GlyphIsProvided32(first->font, point))
        return false;
    const struct sized_font *second = font_for(walk->fonts, walk->style, true);
    return TTF_GlyphIsProvided32(second->font, point) != 0;
}

/* Puts the longest piece that one font draws into the scratch. A tabular digit is a piece alone. */
static void collect_run(struct text_walk *walk, bool *ret_fallback, bool *ret_cell) {
    struct buf *scratch = &walk->fonts->scratch;
    buf_clear(scratch);
    *ret_fallback = *ret_cell = false;
    while (walk->at < walk->end) {
        const char *next = walk->at;
        uint32_t point = utf8_next(&next);
        if (!point || next > walk->end) { /* a NUL or half a letter: the text ends here */
            walk->at = walk->end;
            return;
        }
        bool cell = walk->style.tabular && is_digit(point);
        bool fallback = wants_fallback(walk, point);
        if (scratch->len && (cell || fallback != *ret_fallback))
            return;
        if (!is_unseen(point))
            buf_add(scratch, walk->at, (size_t)(next - walk->at));
        walk->at = next;
        *ret_fallback = fallback;
        *ret_cell = cell;
        if (cell)
            return;
    }
}

bool fonts_next_run(struct text_walk *walk, struct text_run *ret) {
    if (walk->at >= walk->end)
        return false;
    bool fallback, cell;
    collect_run(walk, &fallback, &cell);
    const struct sized_font *main_font = font_for(walk->fonts, walk->style, false);
    const struct sized_font *font = font_for(walk->fonts, walk->style, fallback);
    int width = 0;
    const char *text = buf_string(&walk->fonts->scratch);
    if (*text)
        TTF_SizeUTF8(font->font, text, &width, NULL);
    int indent = cell ? (font->digit - width) / 2 : 0;
    *ret = (struct text_run){
        .font = font->font,
        .text = text,
        .x = walk->x + indent,
        .width = cell ? font->digit : width,
        .lower = TTF_FontAscent(main_font->font) - TTF_FontAscent(font->font),
    };
    walk->x += ret->width;
    return true;
}

int fonts_width(void *data, struct text_style style, const char *text, size_t bytes) {
    struct text_walk walk = fonts_walk(data, style, text, bytes);
    struct text_run run;
    while (fonts_next_run(&walk, &run))
        continue;
    return walk.x;
}
