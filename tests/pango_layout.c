/* pango_layout FONT-DESCRIPTION WIDTH FILE…: sets each text with Pango, the whole of it in one
 * layout, as its users do, and prints its bytes, lines and megabytes a second (the best of RUNS, of
 * which the first only warms the fonts up). The description gives the size in pixels: "Family
 * 32px". */
#include <pango/pangoft2.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define RUNS 4 /* of the long text two: it takes a minute */
#define LONG 500000

static double now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int set(PangoContext *context, const PangoFontDescription *font, int width,
               const char *text) {
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    int lines = pango_layout_get_line_count(layout);
    g_object_unref(layout);
    return lines;
}

static char *read_text(const char *path, size_t *ret_bytes) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    size_t bytes = (size_t)ftell(file);
    char *text = calloc(1, bytes + 1);
    rewind(file);
    if (!text || fread(text, 1, bytes, file) != bytes)
        return NULL;
    fclose(file);
    *ret_bytes = bytes;
    return text;
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    PangoFontMap *map = pango_ft2_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    pango_context_set_language(context, pango_language_from_string("tr"));
    PangoFontDescription *font = pango_font_description_from_string(argv[1]);
    PangoFont *used = pango_context_load_font(context, font);
    char *family = pango_font_description_to_string(pango_font_describe(used));
    fprintf(stderr, "pango: %s\n", family);
    for (int i = 3; i < argc; i++) {
        size_t bytes = 0;
        char *text = read_text(argv[i], &bytes);
        double best = 0;
        int lines = 0;
        if (!text)
            return 3;
        set(context, font, atoi(argv[2]), "Isınma: çğıöşü ÇĞİÖŞÜ 0123456789");
        for (int run = 0; run < (bytes > LONG ? 1 : RUNS); run++) {
            double start = now_us();
            lines = set(context, font, atoi(argv[2]), text);
            double took = now_us() - start;
            best = run == 0 || took < best ? took : best;
        }
        printf("%zu bytes %d lines %.3f MB/s\n", bytes, lines, (double)bytes / best);
        free(text);
    }
    return 0;
}
