#include "platform/fonts.h"

#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "platform/runs.h"

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
    static const struct {
        uint32_t point;
        const char *letter;
    } needed[] = {{0xE7, "ç"}, {0x11F, "ğ"}, {0x131, "ı"}, {0xF6, "ö"}, {0x15F, "ş"}, {0xFC, "ü"},
                  {0xC7, "Ç"}, {0x11E, "Ğ"}, {0x130, "İ"}, {0xD6, "Ö"}, {0x15E, "Ş"}, {0xDC, "Ü"},
                  {0xE2, "â"}, {0xEE, "î"},  {0xFB, "û"},  {'0', "0"},  {'I', "I"},   {'i', "i"}};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!TTF_GlyphIsProvided32(font, needed[i].point))
            return err_set(err, ERR_REFUSED, "%s: the font has no “%s”; install the program again",
                           name, needed[i].letter);
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

static bool wants_fallback(void *data, struct text_style style, uint32_t point) {
    struct fonts *fonts = data;
    if (TTF_GlyphIsProvided32(font_for(fonts, style, false)->font, point))
        return false; /* else not where the fallback has no glyph either: the first font's box will
                         do */
    return TTF_GlyphIsProvided32(font_for(fonts, style, true)->font, point) != 0;
}

struct text_walk fonts_walk(struct fonts *fonts, struct text_style style, const char *text,
                            size_t bytes) {
    return (struct text_walk){.fonts = fonts,
                              .pieces = {.at = text,
                                         .end = text + bytes,
                                         .style = style,
                                         .fallback = wants_fallback,
                                         .data = fonts}};
}

bool fonts_next_run(struct text_walk *walk, struct text_run *ret) {
    struct fonts *fonts = walk->fonts;
    struct text_style style = walk->pieces.style;
    struct piece piece;
    if (!piece_next(&walk->pieces, &fonts->scratch, &piece))
        return false;
    const struct sized_font *first = font_for(fonts, style, false);
    const struct sized_font *font = font_for(fonts, style, piece.fallback);
    const char *text = buf_string(&fonts->scratch);
    int width = 0;
    if (*text)
        TTF_SizeUTF8(font->font, text, &width, NULL);
    *ret = (struct text_run){
        .font = font->font,
        .text = text,
        .x = walk->x + (piece.cell ? (font->digit - width) / 2 : 0),
        .width = piece.cell ? font->digit : width,
        .lower = TTF_FontAscent(first->font) - TTF_FontAscent(font->font),
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
