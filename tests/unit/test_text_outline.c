#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "text/outline.h"
#include "text/utf8.h"

/* ---- cases as readable text ---- */

static void describe_row(const char *line, const struct outline_block *block, struct buf *out) {
    struct outline_cell cells[OUTLINE_COLUMNS];
    size_t count = outline_cells(line, block->bytes, block->tabs, cells);
    assert_int_equal(count, block->columns);
    buf_text(out, "row ");
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? " | " : "");
        buf_add(out, line + cells[i].start, cells[i].bytes);
    }
}

static void describe(const char *text, const struct outline_block *block, struct buf *out) {
    const char *line = text + block->start;
    buf_text(out, block->parted ? "+ " : "");
    if (block->kind == OUTLINE_ROW) {
        describe_row(line, block, out);
    } else if (block->kind == OUTLINE_ITEM) {
        buf_format(out, "item %d %.*s | ", block->depth, (int)block->marker, line);
        buf_add(out, line + block->text, block->bytes - block->text);
    } else {
        buf_text(out, block->kind == OUTLINE_HEADING ? "heading " : "text ");
        buf_add(out, line, block->bytes);
    }
    buf_byte(out, '\n');
}

static char *described(const char *text) {
    struct buf out = {0};
    struct outline_block *blocks;
    size_t count = outline_make(text, &blocks);
    for (size_t i = 0; i < count; i++)
        describe(text, &blocks[i], &out);
    free(blocks);
    return out.data ? buf_take(&out) : mem_string("");
}

/* A stretch of the file with its tabs and spaces put back. */
static char *unmasked(const char *from, const char *to) {
    struct buf out = {0};
    while (from < to)
        if (strncmp(from, "⇥", 3) == 0) {
            buf_byte(&out, '\t');
            from += 3;
        } else {
            buf_byte(&out, *from == '~' ? ' ' : *from);
            from++;
        }
    return out.data ? buf_take(&out) : mem_string("");
}

/* Returns where the next case begins. */
static const char *try_case(const char *at) {
    const char *name = at + strlen("== "), *text = strchr(name, '\n') + 1;
    const char *mark = strstr(text - 1, "\n--\n") + 1, *expected = mark + 3;
    const char *next = strstr(expected, "\n== ");
    const char *end = next ? next : expected + strlen(expected);
    char *input = unmasked(text, mark), *wanted = unmasked(expected, end), *got = described(input);
    if (strcmp(got, wanted) != 0)
        fail_msg("%.*s:\n%s-- instead of --\n%s", (int)(text - name - 1), name, got, wanted);
    free(input);
    free(wanted);
    free(got);
    return next ? next + 1 : NULL;
}

static void texts_are_cut_as_readers_see_them(void **state) {
    (void)state;
    const char *root = getenv("ROOT");
    char path[FILE_PATH_MAX];
    struct buf file = {0};
    struct err err;
    int cases = 0;
    snprintf(path, sizeof path, "%s/tests/unit/outline.txt", root ? root : ".");
    assert_int_equal(file_read(path, 1 << 20, &file, &err), ERR_OK);
    for (const char *at = strstr(buf_string(&file), "\n== ") + 1; at; at = try_case(at))
        cases++;
    assert_true(cases > 10);
    buf_free(&file);
}

/* ---- any text ---- */

/* Every letter is in exactly one block, in order, and no block begins or ends inside a letter. */
static size_t check_whole(const char *text) {
    struct outline_block *blocks;
    size_t count = outline_make(text, &blocks), at = 0;
    for (size_t i = 0; i < count; i++) {
        for (; at < blocks[i].start; at++)
            assert_non_null(strchr(" \t\r\n", text[at]));
        assert_int_equal(at, blocks[i].start);
        at += blocks[i].bytes;
        assert_true(blocks[i].bytes > 0 && blocks[i].bytes <= 8192);
        assert_true(utf8_valid(text + blocks[i].start, blocks[i].bytes));
        assert_true(blocks[i].marker <= blocks[i].text && blocks[i].text < blocks[i].bytes);
    }
    for (; text[at]; at++)
        assert_non_null(strchr(" \t\r\n", text[at]));
    free(blocks);
    return count;
}

static char *repeated(const char *text, size_t bytes) {
    struct buf out = {0};
    while (out.len < bytes)
        buf_text(&out, text);
    return buf_take(&out);
}

static void a_line_without_an_end_comes_in_portions(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Bu cümle on kelimeden oluşan örnek bir cümle olarak yazıldı. ",
        "kelime ",
        "ş",
        "a\xCC\x81\xCC\x81",
        "x",
        "  "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = repeated(texts[i], 1 << 20);
        size_t count = check_whole(text);
        assert_true(texts[i][0] == ' ' ? count == 0 : count > 300 && count < 1100);
        free(text);
    }
    char *text = repeated(texts[0], 1 << 20);
    struct outline_block *blocks;
    size_t count = outline_make(text, &blocks);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(blocks[i].goes_on, i > 0);
        assert_memory_equal(text + blocks[i].start, "Bu cümle", 9);
    }
    free(blocks);
    free(text);
}

static void a_long_item_keeps_its_depth(void **state) {
    (void)state;
    char *body = repeated("Uzun bir madde metni burada sürer. ", 20000);
    struct buf text = {0};
    buf_format(&text, "a) %s\nb) kısa\nson", body);
    struct outline_block *blocks;
    size_t count = outline_make(buf_string(&text), &blocks);
    assert_true(count > 8);
    assert_int_equal(blocks[0].kind, OUTLINE_ITEM);
    for (size_t i = 0; i + 1 < count; i++)
        assert_int_equal(blocks[i].depth, 1);
    assert_int_equal(blocks[count - 1].depth, 0);
    free(blocks);
    buf_free(&text);
    free(body);
}

static void whatever_stands_there_is_kept(void **state) {
    (void)state;
    static const char *const pieces[] = {"a) ",  "\n", "1. ",   "Ç", "\t", "  ", "II- ", "x",
                                         "\n\n", "• ", "KARAR", "9", " ",  "ğ",  ".",    "-"};
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) {
        struct buf text = {0};
        buf_text(&text, "");
        for (int i = 0; i < 60; i++) {
            seed = seed * 1103515245 + 12345;
            buf_text(&text, pieces[seed >> 16 & 15]);
        }
        check_whole(buf_string(&text));
        buf_free(&text);
    }
    assert_int_equal(check_whole(""), 0);
    assert_int_equal(check_whole(" \n\t\n"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_as_readers_see_them),
        cmocka_unit_test(a_line_without_an_end_comes_in_portions),
        cmocka_unit_test(a_long_item_keeps_its_depth),
        cmocka_unit_test(whatever_stands_there_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
