/* layout_speed FONTS SIZE WIDTH FILE…: sets each text in lines as the reader's page does and prints
 * its bytes, lines, and megabytes a second: fresh fonts that know no word yet ("cold", the best of
 * RUNS), and the same once more ("again"). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "platform/fonts.h"
#include "ui/flow.h"

#define PROGRAM "layout-speed"
#define RUNS 7

struct run {
    size_t lines;
    int64_t us;
};

static struct run set(struct fonts *fonts, int size, int width, const char *text) {
    struct measure measure = {.width = fonts_width, .fine = fonts_width_fine, .data = fonts};
    struct text_style style = {.face = FACE_TEXT, .size = size};
    int64_t start = clock_real_us();
    struct run run = {0};
    while (*text) {
        size_t bytes = strcspn(text, "\n");
        char *paragraph = mem_slice(text, bytes);
        struct flow flow =
            flow_make(&measure, style, size * 3 / 2, paragraph, width, 0, HYPHENS_TURKISH);
        run.lines += flow.count;
        flow_clear(&flow);
        free(paragraph);
        text += bytes + (text[bytes] == '\n');
    }
    run.us = clock_real_us() - start;
    return run;
}

static enum err_code measure_text_file(char **argv, const char *path, struct err *err) {
    struct run cold = {0}, again = {0};
    struct buf text = {0};
    enum err_code code = file_read(path, 64 << 20, &text, err);
    for (int i = 0; i < RUNS && code == ERR_OK; i++) {
        struct fonts *fonts = NULL;
        code = fonts_open(argv[1], &fonts, err);
        if (code != ERR_OK)
            break;
        struct run first = set(fonts, atoi(argv[2]), atoi(argv[3]), buf_string(&text));
        struct run second = set(fonts, atoi(argv[2]), atoi(argv[3]), buf_string(&text));
        if (i == 0 || first.us < cold.us)
            cold = first;
        if (i == 0 || second.us < again.us)
            again = second;
        fonts_close(fonts);
    }
    if (code == ERR_OK)
        printf("%zu bytes %zu lines cold %.3f MB/s again %.3f MB/s\n", text.len, cold.lines,
               (double)text.len / (double)cold.us, (double)text.len / (double)again.us);
    buf_free(&text);
    return code;
}

int main(int argc, char **argv) {
    struct err err = {0};
    enum err_code code = ERR_OK;
    if (argc < 5)
        code = err_set(&err, ERR_USAGE, "usage: layout_speed FONTS SIZE WIDTH FILE...");
    for (int i = 4; i < argc && code == ERR_OK; i++)
        code = measure_text_file(argv, argv[i], &err);
    if (code != ERR_OK)
        log_error(PROGRAM, &err);
    return (int)code;
}
