/* The fonts themselves: what they are refused for, widths beside what is drawn, and pixels. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "platform/fonts.h"
#include "platform/runs.h"
#include "platform/widths.h"
#include "text/utf8.h"
#include "ui/flow.h"
#include "ui/piece.h"

#define FONTS MECLIS_DATA "/fonts"
#define FIRST "AtkinsonHyperlegibleNext_400Regular.ttf"

static struct fonts *fonts_of(const char *folder) {
    struct fonts *fonts = NULL;
    struct err err;
    if (fonts_open(folder, &fonts, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return fonts;
}

static int width(struct fonts *fonts, struct text_style style, const char *text) {
    return fonts_width(fonts, style, text, strlen(text));
}

/* ---- widths ---- */

static void digits_stand_in_columns(void **state) {
    (void)state;
    struct fonts *fonts = fonts_of(FONTS);
    struct text_style tabular = {.face = FACE_HEADING, .size = 40, .tabular = true};
    struct text_style running = {.face = FACE_HEADING, .size = 40};
    assert_int_equal(width(fonts, tabular, "111"), width(fonts, tabular, "888"));
    assert_true(width(fonts, running, "111") < width(fonts, running, "888"));
    fonts_close(fonts);
}

static void what_has_no_picture_has_no_width(void **state) {
    (void)state;
    struct fonts *fonts = fonts_of(FONTS);
    struct text_style style = {.face = FACE_TEXT, .size = 22};
    assert_int_equal(width(fonts, style, ""), 0);
    assert_int_equal(width(fonts, style, "\u202e\u200b\x01\u00ad\u2066\u2069\ufe0f"), 0);
    assert_int_equal(width(fonts, style, "ka\u202erar"), width(fonts, style, "karar"));
    assert_int_equal(width(fonts, style, "ka\trar"), width(fonts, style, "ka rar"));
    assert_true(width(fonts, style, "₺") > 5); /* by the fallback */
    fonts_close(fonts);
}

static const char paragraph[] =
    "Belediyemizin hizmet ve faaliyetlerinde Bilgi Teknolojilerinin kullanımı, “vatandaş” ve "
    "işletmelere internet üzerinden etkin bir biçimde hizmet sunumu, 1.250.000,00 ₺ bedelle "
    "7.485,46 "
    "m² alanın 5393 sayılı Belediye Kanunu’nun 74. maddesi uyarınca 9 Temmuz 2015 tarihinde kurum "
    "içi "
    "birimlerin bilgisayar ağları ile entegrasyonu; AVRUPA, Tavas, Yatağan, Fethiye ve Köyceğiz’in "
    "64061556-301.01-2015-756 sayılı yazısı, Dr. Osman GÜRÜN … (WeGO) %10 fı fi ffi jüri.";

/* Where the last pixel of the text would be drawn. */
static int drawn_width(struct fonts *fonts, struct text_style style, const char *text,
                       size_t bytes) {
    struct text_walk walk = fonts_walk(fonts, style, text, bytes);
    struct text_run run;
    int end = 0;
    while (fonts_next_run(&walk, &run)) {
        int w = 0;
        TTF_SizeUTF8(run.font, run.text, &w, NULL);
        end = run.x + w;
    }
    return end;
}

static int check_lines(struct text_style style, int wide) {
    struct fonts *fonts = fonts_of(FONTS);
    struct measure measure = {.width = fonts_width, .fine = fonts_width_fine, .data = fonts};
    struct flow flow =
        flow_make(&measure, style, style.size * 3 / 2, paragraph, wide, 0, HYPHENS_TURKISH);
    for (size_t i = 0; i < flow.count; i++) {
        const struct text_line *line = &flow.lines[i];
        int drawn = drawn_width(fonts, style, flow.text + line->start, line->bytes) +
                    (line->hyphen ? flow.hyphen : 0);
        if (line->width > wide || drawn > wide + 1 || abs(drawn - line->width) > 2)
            fail_msg("size %d, %d wide: %d drawn, %d summed: %.*s", style.size, wide, drawn,
                     line->width, (int)line->bytes, flow.text + line->start);
    }
    int lines = (int)flow.count;
    flow_clear(&flow);
    fonts_close(fonts);
    return lines;
}

static void lines_are_as_wide_as_they_are_drawn(void **state) {
    (void)state;
    int lines = 0;
    for (int face = 0; face < FACE_COUNT; face++)
        for (int size = 14; size <= 96; size += 3)
            for (int wide = size * 12; wide <= size * 34; wide += size * 11 + 7)
                lines += check_lines((struct text_style){(enum face)face, size, false}, wide);
    assert_true(lines > 1000);
}

static void widths_are_kept_and_dropped_when_full(void **state) {
    (void)state;
    struct widths *widths = widths_new();
    char long_text[130];
    int w = 7;
    memset(long_text, 'x', sizeof long_text);
    assert_false(widths_find(widths, 0, "karar", 5, &w));
    widths_add(widths, 0, "karar", 5, 50);
    widths_add(widths, 1, "karar", 5, 51);
    widths_add(widths, 0, "kara", 4, 40);
    assert_true(widths_find(widths, 0, "karar", 5, &w) && w == 50);
    assert_true(widths_find(widths, 1, "karar", 5, &w) && w == 51);
    assert_true(widths_find(widths, 0, "karar", 4, &w) && w == 40);
    assert_false(widths_find(widths, 2, "karar", 5, &w));
    widths_add(widths, 0, long_text, 129, 1);
    assert_false(widths_find(widths, 0, long_text, 129, &w));
    widths_add(widths, 0, "", 0, 1);
    assert_false(widths_find(widths, 0, "", 0, &w));
    int kept = 0;
    for (int i = 0; i < 100000; i++) {
        char word[32];
        size_t bytes = (size_t)snprintf(word, sizeof word, "kelimelerimizden%d", i);
        widths_add(widths, 0, word, bytes, i);
        assert_true(widths_find(widths, 0, word, bytes, &w) && w == i);
        kept += widths_find(widths, 0, "kelimelerimizden0", 17, &w);
    }
    assert_true(kept > 1000 && kept < 20000); /* gone with the rest */
    widths_free(widths);
}

/* ---- pieces ---- */

/* The first font has no lira sign and no dot below; the second has those; none has U+4E00. */
static bool lira_by_fallback(void *data, struct text_style style, bool fallback, uint32_t point) {
    (void)data;
    (void)style;
    if (point == 0x4E00 || point == 0x20E3)
        return false;
    return fallback || (point != 0x20BA && point != 0x323 && point != PIECE_MISSING);
}

static void texts_are_cut_where_the_font_changes(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool tabular;
        const char *pieces;
    } cases[] = {
        {"", false, ""},
        {"karar", false, "karar|"},
        {"₺1.250 ve ₺", false, "₺+|1.250 ve |₺+|"},
        {"₺₺", false, "₺₺+|"},
        {"10.42", true, "1#|0#|.|4#|2#|"},
        {"No 7", true, "No |7#|"},
        {"a\u00adb\tc", false, "ab c|"},
        {"\u202e", false, ""},
        {"k\u202e\u20ba\u202ek", false, "k|₺+|k|"},
        {"x\u0301\u0301\u0301\u0301\u0301\u0301y\u0301", false, "x\u0301\u0301y\u0301|"},
        {"ax\u0323b", false, "a|x\u0323+|b|"}, /* a letter goes with its marks */
        {"a\u20e3b", false, "ab|"},            /* a mark that no font has */
        {"\u0301a", false, "a|"},              /* a mark on nothing */
        {"a\u4e00b", false, "a|□+|b|"},
        {"a\xff\xed\xa0\x80z", false, "a\ufffd\ufffd\ufffd\ufffdz|"}, /* a lone surrogate */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct piece_walk walk = {.at = cases[i].text,
                                  .end = cases[i].text + strlen(cases[i].text),
                                  .style = {.tabular = cases[i].tabular},
                                  .has = lira_by_fallback};
        struct buf text = {0}, pieces = {0};
        struct piece piece;
        while (piece_next(&walk, &text, &piece))
            buf_format(&pieces, "%s%s%s|", buf_string(&text), piece.fallback ? "+" : "",
                       piece.cell ? "#" : "");
        assert_string_equal(buf_string(&pieces), cases[i].pieces);
        buf_free(&text);
        buf_free(&pieces);
    }
}

/* ---- pixels ---- */

static SDL_Surface *render(TTF_Font *font, const char *text) {
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, text, (SDL_Color){255, 255, 255, 255});
    assert_non_null(surface);
    return surface;
}

static int ink(const SDL_Surface *surface, int x, int y) {
    const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
                                                           (size_t)y * (size_t)surface->pitch);
    return (int)(row[x] >> 24);
}

/* Ink in the rows [0, bottom). */
static int64_t ink_above(const SDL_Surface *surface, int bottom) {
    int64_t sum = 0;
    for (int y = 0; y < bottom; y++)
        for (int x = 0; x < surface->w; x++)
            sum += ink(surface, x, y);
    return sum;
}

/* The first row of a small letter without a dot. */
static int top_of(const SDL_Surface *surface) {
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            if (ink(surface, x, y) > 128)
                return y;
    return surface->h;
}

/* Above the small letters "fi" has a dot's ink more than "fı". */
static void check_dot(TTF_Font *font, int size) {
    SDL_Surface *dotted = render(font, "fi"), *dotless = render(font, "fı"), *x = render(font, "x");
    int top = top_of(x);
    int64_t dot = ink_above(dotted, top) - ink_above(dotless, top);
    if (dot < 255LL * size * size / 200)
        fail_msg("%s at %d: the i has lost its dot (%d)", TTF_FontFaceFamilyName(font), size,
                 (int)dot);
    SDL_FreeSurface(dotted);
    SDL_FreeSurface(dotless);
    SDL_FreeSurface(x);
}

static void fi_keeps_its_dot(void **state) {
    (void)state;
    for (int size = 12; size <= 120; size += size < 40 ? 1 : 7) {
        struct fonts *fonts = fonts_of(FONTS);
        for (int face = 0; face < FACE_COUNT; face++) {
            struct text_style style = {.face = (enum face)face, .size = size};
            const char *texts[] = {"fi", "fi\u20ba"}; /* the sign's run is the fallback's */
            for (int i = 0; i < 2; i++) {
                struct text_walk walk = fonts_walk(fonts, style, texts[i], strlen(texts[i]));
                struct text_run run;
                while (fonts_next_run(&walk, &run))
                    check_dot(run.font, size);
            }
        }
        fonts_close(fonts);
    }
}

/* More sizes than there is room for: the nearest one, never another file's. */
static void too_many_sizes_are_drawn_in_the_nearest(void **state) {
    (void)state;
    struct fonts *fonts = fonts_of(FONTS);
    for (int size = 10; size < 300; size++) {
        struct text_style style = {.face = FACE_TEXT, .size = size};
        struct text_walk walk = fonts_walk(fonts, style, "i", 1);
        struct text_run run;
        assert_true(fonts_next_run(&walk, &run));
        int height = TTF_FontHeight(run.font);
        assert_true(height <= size * 3 / 2 && height >= int_min(size, 60));
    }
    fonts_close(fonts);
}

/* ---- hostile texts ---- */

static void hostile_texts_are_shown_safely(void **state) {
    (void)state;
    struct fonts *fonts = fonts_of(FONTS);
    struct measure measure = {.width = fonts_width, .fine = fonts_width_fine, .data = fonts};
    struct text_style style = {.face = FACE_TEXT, .size = 30};
    struct buf marks = {0}, letters = {0};
    buf_text(&marks, "a");
    for (int i = 0; i < 10000; i++) {
        buf_text(&marks, "\u0301");
        buf_text(&letters, "x");
    }
    const char *texts[] = {buf_string(&marks),
                           buf_string(&letters),
                           "\x01\x02\x7f\xc2\x85 a\u2028b",
                           "\u202eters\u202c \u2066iç\u2069",
                           "🏛️ 👨‍👩‍👧‍👦",
                           "قرار المجلس",
                           "日本語",
                           "\ufffd",
                           "\xed\xa0\x80\xff",
                           "g\u0306 s\u0327 i\u0307",
                           "\u0301\u0301"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t start = clock_real_us();
        struct flow flow = flow_make(&measure, style, 45, texts[i], 600, 0, HYPHENS_TURKISH);
        for (size_t j = 0; j < flow.count; j++) {
            struct text_walk walk =
                fonts_walk(fonts, style, flow.text + flow.lines[j].start, flow.lines[j].bytes);
            struct text_run run;
            while (fonts_next_run(&walk, &run))
                if (*run.text) {
                    SDL_Surface *surface = render(run.font, run.text);
                    assert_true(surface->w <= 640 && surface->h <= 200);
                    SDL_FreeSurface(surface);
                }
        }
        flow_clear(&flow);
        assert_true(clock_real_us() - start < 1000000);
    }
    assert_int_equal(width(fonts, style, "g\u0306"), width(fonts, style, "ğ"));
    assert_true(width(fonts, style, "日") > 5); /* something is seen */
    assert_int_equal(width(fonts, style, "日本"), 2 * width(fonts, style, "日"));
    buf_free(&marks);
    buf_free(&letters);
    fonts_close(fonts);
}

/* ---- broken files ---- */

struct broken_font {
    char folder[32];
    char path[FILE_PATH_MAX];
    struct buf bytes;
};

static struct broken_font broken_font(void) {
    static const char *const names[] = {FIRST, "AtkinsonHyperlegibleNext_500Medium.ttf",
                                        "AtkinsonHyperlegibleNext_600SemiBold.ttf",
                                        "NotoSans_400Regular.ttf", "NotoSans_600SemiBold.ttf"};
    struct broken_font font = {.folder = "/tmp/meclis-fonts-XXXXXX"};
    struct err err;
    assert_non_null(mkdtemp(font.folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
        assert_int_equal(path_join(from, FONTS, names[i], &err), ERR_OK);
        assert_int_equal(path_join(to, font.folder, names[i], &err), ERR_OK);
        assert_int_equal(symlink(from, to), 0);
    }
    assert_int_equal(path_join(font.path, font.folder, FIRST, &err), ERR_OK);
    assert_int_equal(file_read(FONTS "/" FIRST, 1 << 20, &font.bytes, &err), ERR_OK);
    return font;
}

/* Puts the bytes in the place of the first font, and says what the program says. */
static enum err_code open_with(struct broken_font *font, const void *bytes, size_t count,
                               struct err *ret) {
    struct fonts *fonts = NULL;
    struct err err;
    assert_int_equal(file_write(font->path, bytes, count, &err), ERR_OK);
    enum err_code code = fonts_open(font->folder, &fonts, ret);
    fonts_close(fonts);
    return code;
}

static void broken_font_clear(struct broken_font *font) {
    struct err err;
    assert_int_equal(file_remove_tree(font->folder, &err), ERR_OK);
    buf_free(&font->bytes);
}

static uint32_t big(const struct buf *bytes, size_t at, int count) {
    uint32_t value = 0;
    assert_true(at + (size_t)count <= bytes->len);
    for (int i = 0; i < count; i++)
        value = value << 8 | (unsigned char)bytes->data[at + (size_t)i];
    return value;
}

static size_t table_at(const struct buf *font, const char *tag) {
    for (size_t i = 0; i < big(font, 4, 2); i++)
        if (memcmp(font->data + 12 + i * 16, tag, 4) == 0)
            return big(font, 12 + i * 16 + 8, 4);
    fail_msg("there is no table %s", tag);
    return 0;
}

/* Ends the segment of format 4 that holds the point just before it. Returns whether it was found.
 */
static bool cut_segment(struct buf *font, size_t at, uint32_t point) {
    size_t segments = big(font, at + 6, 2) / 2;
    for (size_t i = 0; i < segments; i++) {
        size_t end = at + 14 + i * 2, start = end + 2 + segments * 2;
        if (big(font, end, 2) < point || big(font, start, 2) > point)
            continue;
        font->data[end] = (char)((point - 1) >> 8);
        font->data[end + 1] = (char)(point - 1);
        return big(font, start, 2) < point;
    }
    return false;
}

static void what_lacks_a_letter_is_refused_by_its_name(void **state) {
    (void)state;
    struct broken_font font = broken_font();
    struct err err;
    size_t cmap = table_at(&font.bytes, "cmap");
    int cut = 0;
    for (size_t i = 0; i < big(&font.bytes, cmap + 2, 2); i++) {
        size_t table = cmap + big(&font.bytes, cmap + 4 + i * 8 + 4, 4);
        if (big(&font.bytes, table, 2) == 4 &&
            cut_segment(&font.bytes, table, 0x130)) /* some records share a table */
            cut++;
    }
    assert_true(cut > 0);
    assert_int_equal(open_with(&font, font.bytes.data, font.bytes.len, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, FIRST));
    assert_non_null(strstr(err.text, "the font has no İ"));
    assert_null(strchr(err.text, '\n'));
    broken_font_clear(&font);
}

static void what_is_no_whole_font_is_refused(void **state) {
    (void)state;
    struct broken_font font = broken_font();
    struct err err;
    struct fonts *fonts = NULL;
    assert_int_equal(open_with(&font, font.bytes.data, font.bytes.len, &err), ERR_OK);
    assert_int_equal(open_with(&font, "", 0, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, FIRST));
    assert_int_equal(open_with(&font, "no font at all", 14, &err), ERR_REFUSED);
    for (size_t part = 1; part < 40; part++)
        assert_int_equal(open_with(&font, font.bytes.data, font.bytes.len * part / 40, &err),
                         ERR_REFUSED);
    assert_int_equal(unlink(font.path), 0);
    assert_int_equal(fonts_open(font.folder, &fonts, &err), ERR_MISSING);
    assert_non_null(strstr(err.text, FIRST));
    assert_null(fonts);
    broken_font_clear(&font);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_stand_in_columns),
        cmocka_unit_test(what_has_no_picture_has_no_width),
        cmocka_unit_test(lines_are_as_wide_as_they_are_drawn),
        cmocka_unit_test(widths_are_kept_and_dropped_when_full),
        cmocka_unit_test(texts_are_cut_where_the_font_changes),
        cmocka_unit_test(fi_keeps_its_dot),
        cmocka_unit_test(too_many_sizes_are_drawn_in_the_nearest),
        cmocka_unit_test(hostile_texts_are_shown_safely),
        cmocka_unit_test(what_lacks_a_letter_is_refused_by_its_name),
        cmocka_unit_test(what_is_no_whole_font_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
