#include "platform/fonts.h"

#include <SDL_ttf.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/letter.h"
#include "base/mem.h"
#include "platform/runs.h"
#include "platform/widths.h"

/* Widths are measured once for all sizes, at an em of this many pixels and without hinting: light
 * hinting, which is what is drawn with, moves nothing sideways. */
#define UNITS 1000
#define MEASURE_MOST 1024 /* bytes at once: positions in the font library end at 2^25 pixels */
#define SIZED_MOST 64
#define FILE_MOST (8 << 20)

enum font_file { TEXT_FILE, CONTROL_FILE, HEADING_FILE, WIDE_FILE, WIDE_BOLD_FILE };
#define FILE_COUNT 5

static const char *const file_names[FILE_COUNT] = {
    [TEXT_FILE] = "AtkinsonHyperlegibleNext_400Regular.ttf",
    [CONTROL_FILE] = "AtkinsonHyperlegibleNext_500Medium.ttf",
    [HEADING_FILE] = "AtkinsonHyperlegibleNext_600SemiBold.ttf",
    [WIDE_FILE] = "NotoSans_400Regular.ttf",
    [WIDE_BOLD_FILE] = "NotoSans_600SemiBold.ttf",
};

/* A face's first font and its fallback. */
static const enum font_file face_files[FACE_COUNT][2] = {
    [FACE_TEXT] = {TEXT_FILE, WIDE_FILE},
    [FACE_CONTROL] = {CONTROL_FILE, WIDE_FILE},
    [FACE_HEADING] = {HEADING_FILE, WIDE_BOLD_FILE},
};

/* A file is read whole, once: the font library would go back to the disk for every glyph, and a
 * card that dies later changes nothing on the screen. */
struct font {
    struct buf bytes;
    TTF_Font *measure;  /* of UNITS */
    int space, digit;   /* widths in units; of the widest digit */
    struct buf between; /* what is measured */
};

/* TTF_SetFontSize would throw the glyphs away: one TTF_Font for each file and size. */
struct sized_font {
    enum font_file file;
    int size;
    TTF_Font *font;
};

struct fonts {
    struct font files[FILE_COUNT];
    struct sized_font sized[SIZED_MOST];
    size_t count;
    struct widths *widths; /* in units, of words by style and of runs by file */
    struct buf scratch;    /* the current run, NUL-terminated */
};

/* ---- files ---- */

/* NULL for what is no font. The bytes must outlive it. */
static TTF_Font *open_size(const struct font *file, int size) {
    SDL_RWops *bytes = SDL_RWFromConstMem(file->bytes.data, (int)file->bytes.len);
    return bytes ? TTF_OpenFontRW(bytes, 1, size) : NULL;
}

/* The same letters, to be named and to be looked for. */
struct glyphs {
    const char *text;
    const char32_t *points;
};

/* What every file must have a picture of. */
#define LETTERS                                                                                          \
    "İığşçöüĞŞÇÖÜâîûÂÎÛ0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" \
    ".,:;!?()/-'%&+=@_\"#*<>[]{}|~^`$\\"
static const struct glyphs letters = {LETTERS, U"" LETTERS};
/* What at least the fallback must have. */
#define SIGNS "₺…“”‘’–—²³½§°•×·€«»"
static const struct glyphs signs = {SIGNS, U"" SIGNS};

static bool has_picture(TTF_Font *font, uint32_t point) {
    int left, right, low, high, advance;
    return TTF_GlyphIsProvided32(font, point) &&
           TTF_GlyphMetrics32(font, point, &left, &right, &low, &high, &advance) == 0 &&
           right > left && high > low;
}

/* Names what neither of the two fonts has a picture of. */
static enum err_code check_glyphs(TTF_Font *font, TTF_Font *other, const char *name,
                                  const struct glyphs *glyphs, struct err *err) {
    struct buf lacking = {0};
    const char *at = glyphs->text;
    for (const char32_t *point = glyphs->points; *point; at += letter_bytes(at), point++)
        if (!has_picture(font, *point) && !(other && has_picture(other, *point)))
            buf_format(&lacking, "%s%.*s", lacking.len ? " " : "", (int)letter_bytes(at), at);
    enum err_code code = ERR_OK;
    if (lacking.len)
        code = err_set(err, ERR_REFUSED, "%s: the font has no %.200s; install the program again",
                       name, buf_string(&lacking));
    buf_free(&lacking);
    return code;
}

/* From where the first letter's place begins to where the last one's ends. What the font library
 * measures is that, or the ink where that is wider (a j reaches out to the left): between spaces it
 * is not, and no font kerns them. */
static int units(struct font *file, const char *text) {
    int width = 0;
    buf_clear(&file->between);
    buf_format(&file->between, " %s ", text);
    TTF_SizeUTF8(file->measure, buf_string(&file->between), &width, NULL);
    return int_max(0, width - 2 * file->space);
}

static enum err_code open_file(struct font *file, const char *folder, const char *name,
                               struct err *err) {
    char path[FILE_PATH_MAX];
    if (path_join(path, folder, name, err) != ERR_OK)
        return err->code;
    if (!file_exists(path))
        return err_set(err, ERR_MISSING, "%s: the font is missing; install the program again",
                       path);
    enum err_code code = file_read(path, FILE_MOST, &file->bytes, err);
    if (code != ERR_OK)
        return code;
    file->measure = open_size(file, UNITS);
    if (!file->measure)
        return err_set(err, ERR_REFUSED, "%s: not a usable font (%s); install the program again",
                       path, TTF_GetError());
    TTF_SetFontHinting(file->measure, TTF_HINTING_NONE);
    TTF_SizeUTF8(file->measure, " ", &file->space, NULL);
    for (char digit[2] = "0"; digit[0] <= '9'; digit[0]++)
        file->digit = int_max(file->digit, units(file, digit));
    return check_glyphs(file->measure, NULL, name, &letters, err);
}

static enum err_code open_all(struct fonts *fonts, const char *folder, struct err *err) {
    enum err_code code = ERR_OK;
    for (int file = 0; file < FILE_COUNT && code == ERR_OK; file++)
        code = open_file(&fonts->files[file], folder, file_names[file], err);
    for (int face = 0; face < FACE_COUNT && code == ERR_OK; face++) {
        const enum font_file *files = face_files[face];
        code = check_glyphs(fonts->files[files[0]].measure, fonts->files[files[1]].measure,
                            file_names[files[1]], &signs, err);
    }
    return code;
}

enum err_code fonts_open(const char *folder, struct fonts **ret, struct err *err) {
    if (TTF_Init() != 0)
        return err_set(err, ERR_STORAGE, "the font library does not start: %s", TTF_GetError());
    struct fonts *fonts = mem_zero(1, sizeof *fonts);
    fonts->widths = widths_new();
    enum err_code code = open_all(fonts, folder, err);
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
    for (int file = 0; file < FILE_COUNT; file++) {
        if (fonts->files[file].measure)
            TTF_CloseFont(fonts->files[file].measure);
        buf_free(&fonts->files[file].bytes);
        buf_free(&fonts->files[file].between);
    }
    widths_free(fonts->widths);
    buf_free(&fonts->scratch);
    free(fonts);
    TTF_Quit();
}

/* Where there is no room for one more size, or no memory, the text is drawn in the nearest one. */
static TTF_Font *font_for(struct fonts *fonts, enum font_file file, int size) {
    TTF_Font *nearest = fonts->files[file].measure;
    int distance = INT_MAX;
    for (size_t i = 0; i < fonts->count; i++) {
        const struct sized_font *sized = &fonts->sized[i];
        if (sized->file != file || abs(sized->size - size) >= distance)
            continue;
        nearest = sized->font;
        distance = abs(sized->size - size);
        if (!distance)
            return nearest;
    }
    TTF_Font *font = fonts->count < SIZED_MOST ? open_size(&fonts->files[file], size) : NULL;
    if (!font)
        return nearest;
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
    fonts->sized[fonts->count++] = (struct sized_font){file, size, font};
    return font;
}

/* ---- runs ---- */

static bool has_glyph(void *data, struct text_style style, bool fallback, uint32_t point) {
    struct fonts *fonts = data;
    return TTF_GlyphIsProvided32(fonts->files[face_files[style.face][fallback]].measure, point) !=
           0;
}

struct text_walk fonts_walk(struct fonts *fonts, struct text_style style, const char *text,
                            size_t bytes) {
    return (struct text_walk){
        .fonts = fonts,
        .pieces = {
            .at = text, .end = text + bytes, .style = style, .has = has_glyph, .data = fonts}};
}

/* Of a width in units at this size: pixels, rounded to the nearest. */
static int pixels(int units_wide, int size) {
    return (int)(((int64_t)units_wide * size + UNITS / 2) / UNITS);
}

/* What is drawn is drawn again: a line that stands still or scrolls is not measured anew. */
static int units_kept(struct fonts *fonts, enum font_file file) {
    const struct buf *text = &fonts->scratch;
    unsigned kind = FACE_COUNT * 2 + file;
    int width = 0;
    if (widths_find(fonts->widths, kind, text->data, text->len, &width))
        return width;
    width = units(&fonts->files[file], buf_string(text));
    widths_add(fonts->widths, kind, text->data, text->len, width);
    return width;
}

/* The next piece, in fonts->scratch; its font, its width, and how far its picture stands from its
 * left edge, in units. */
static bool next_piece(struct text_walk *walk, bool drawn, enum font_file *ret_file, int *ret_width,
                       int *ret_indent) {
    struct fonts *fonts = walk->fonts;
    struct piece piece;
    if (!piece_next(&walk->pieces, &fonts->scratch, &piece))
        return false;
    *ret_file = face_files[walk->pieces.style.face][piece.fallback];
    struct font *font = &fonts->files[*ret_file];
    *ret_width = drawn ? units_kept(fonts, *ret_file) : units(font, buf_string(&fonts->scratch));
    *ret_indent = 0;
    if (piece.cell) {
        *ret_indent = (font->digit - *ret_width) / 2;
        *ret_width = font->digit;
    }
    return true;
}

bool fonts_next_run(struct text_walk *walk, struct text_run *ret) {
    struct fonts *fonts = walk->fonts;
    struct text_style style = walk->pieces.style;
    enum font_file file;
    int width, indent;
    if (!next_piece(walk, true, &file, &width, &indent))
        return false;
    TTF_Font *first = font_for(fonts, face_files[style.face][0], style.size);
    TTF_Font *font = font_for(fonts, file, style.size);
    *ret = (struct text_run){
        .font = font,
        .text = buf_string(&fonts->scratch),
        .x = pixels(walk->x + indent, style.size),
        .width = pixels(walk->x + width, style.size) - pixels(walk->x, style.size),
        .lower = TTF_FontAscent(first) - TTF_FontAscent(font),
    };
    walk->x += width;
    return true;
}

/* ---- widths ---- */

static int shape(struct fonts *fonts, struct text_style style, const char *text, size_t bytes) {
    struct text_walk walk = fonts_walk(fonts, style, text, bytes);
    enum font_file file;
    int width, indent;
    while (next_piece(&walk, false, &file, &width, &indent))
        walk.x += width;
    return walk.x;
}

static int64_t units_of(struct fonts *fonts, struct text_style style, const char *text,
                        size_t bytes) {
    int64_t sum = 0;
    int width = 0;
    unsigned kind = (unsigned)style.face * 2 + style.tabular;
    if (widths_find(fonts->widths, kind, text, bytes, &width))
        return width;
    while (bytes > MEASURE_MOST) {
        size_t part = MEASURE_MOST;
        while (part > MEASURE_MOST - 4 && ((unsigned char)text[part] & 0xC0) == 0x80)
            part--;
        sum += shape(fonts, style, text, part);
        text += part;
        bytes -= part;
    }
    width = shape(fonts, style, text, bytes);
    if (!sum)
        widths_add(fonts->widths, kind, text, bytes, width);
    return sum + width;
}

/* In `parts` of a pixel, rounded up. */
static int width_in(struct fonts *fonts, struct text_style style, const char *text, size_t bytes,
                    int parts) {
    int64_t width = units_of(fonts, style, text, bytes) * style.size * parts;
    width = (width + UNITS - 1) / UNITS;
    return width < INT32_MAX ? (int)width : INT32_MAX;
}

int fonts_width(void *data, struct text_style style, const char *text, size_t bytes) {
    return width_in(data, style, text, bytes, 1);
}

int fonts_width_fine(void *data, struct text_style style, const char *text, size_t bytes) {
    return width_in(data, style, text, bytes, MEASURE_FINE);
}
