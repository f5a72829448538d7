/* Plain text: its encodings, the letters that were spoilt, the lines in which it was set. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/check.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "intake/encoding.h"
#include "intake/lines.h"
#include "intake/reader.h"
#include "intake/reflow.h"
#include "text/utf8.h"

/* ---- cases as readable text ---- */

static struct document read_text(const char *text, size_t bytes, bool wrapped) {
    struct document document = document_empty();
    struct lines lines = {0};
    struct err err = {0};
    reflow_text(text, bytes, wrapped, &lines, &document);
    if (lines_finish(&lines, "test", &document, &err) != ERR_OK)
        fail_msg("%s", err.text);
    return document;
}

/* Replaces ⇥ ~ ⏏ by what they stand for. */
static char *unmasked(const char *from, const char *to) {
    static const struct {
        const char *mask, *text;
    } masks[] = {{"⇥", "\t"}, {"~", "\xC2\xA0"}, {"⏏", "\f"}};
    struct buf out = {0};
    while (from < to) {
        size_t i = 0;
        while (i < 3 && strncmp(from, masks[i].mask, strlen(masks[i].mask)) != 0)
            i++;
        buf_add(&out, i < 3 ? masks[i].text : from, i < 3 ? strlen(masks[i].text) : 1);
        from += i < 3 ? strlen(masks[i].mask) : 1;
    }
    return out.data ? buf_take(&out) : mem_string("");
}

static char *described(const struct document *document) {
    struct buf out = {0};
    buf_text(&out, buf_string(&document->lines));
    for (size_t i = 0; i < document->removed.count; i++)
        buf_format(&out, "- %s\n", document->removed.items[i]);
    for (size_t i = 0; i < document->mends.count; i++)
        buf_format(&out, "# %s %zu\n", document->mends.items[i].what,
                   document->mends.items[i].count);
    return buf_take(&out);
}

/* Returns where the next case begins. */
static const char *try_case(const char *at) {
    const char *name = at + strlen("== "), *text = strchr(name, '\n') + 1;
    const char *mark = strstr(text - 1, "\n--\n") + 1, *expected = mark + 3;
    const char *next = strstr(expected, "\n\n== ");
    const char *end = next ? next + 1 : expected + strlen(expected);
    char *input = unmasked(text, mark), *wanted = unmasked(expected, end);
    struct document document =
        read_text(input, strlen(input), strncmp(name, "pdf: ", strlen("pdf: ")) == 0);
    char *got = described(&document);
    if (strcmp(got, wanted) != 0)
        fail_msg("%.*s:\n%s-- instead of --\n%s", (int)(text - name - 1), name, got, wanted);
    document_clear(&document);
    free(input);
    free(wanted);
    free(got);
    return next ? next + 2 : NULL;
}

static void texts_as_they_are_set_become_paragraphs(void **state) {
    (void)state;
    struct buf cases = {0};
    struct err err = {0};
    size_t count = 0;
    assert_int_equal(file_read("tests/unit/reflow.txt", 1 << 20, &cases, &err), ERR_OK);
    for (const char *at = strstr(buf_string(&cases), "\n== ") + 1; at; at = try_case(at))
        count++;
    assert_true(count > 25);
    buf_free(&cases);
}

/* ---- encodings ---- */

static const char page[] = "Karar No: 5\nKarar Tarihi: 09/07/2015\n"
                           "KONUSU: Çığlık, İĞÜŞÖÇ ığüşöç “kâr” – 25 m² ½ …\n"
                           "Meclisimizce oybirliği ile karar verildi.\n";

/* The page with one byte or two for each letter, by the code that `byte_of` gives. */
static unsigned byte_1254(uint32_t point) {
    static const struct {
        uint32_t point;
        unsigned byte;
    } others[] = {{0x11E, 0xD0},  {0x130, 0xDD},  {0x15E, 0xDE},  {0x11F, 0xF0},
                  {0x131, 0xFD},  {0x15F, 0xFE},  {0x201C, 0x93}, {0x201D, 0x94},
                  {0x2013, 0x96}, {0x2026, 0x85}, {0x2019, 0x92}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].point == point)
            return others[i].byte;
    assert_true(point < 0x100);
    return point;
}

static struct buf encoded_1254(const char *text) {
    struct buf out = {0};
    for (uint32_t point; (point = utf8_next(&text));)
        buf_byte(&out, (char)byte_1254(point));
    return out;
}

static struct buf encoded_utf16(const char *text, bool big, bool mark) {
    struct buf out = {0};
    if (mark)
        buf_text(&out, big ? "\xFE\xFF" : "\xFF\xFE");
    for (uint32_t point; (point = utf8_next(&text));) {
        buf_byte(&out, (char)(big ? point >> 8 : point));
        buf_byte(&out, (char)(big ? point : point >> 8));
    }
    return out;
}

static struct buf with_ends(const char *text, const char *line_end) {
    struct buf out = {0};
    for (; *text; text++)
        if (*text == '\n')
            buf_text(&out, line_end);
        else
            buf_byte(&out, *text);
    return out;
}

static void check_read(struct buf *bytes, const char *encoding, const char *wanted) {
    struct document document;
    struct err err = {0};
    enum err_code code = reader_text("page.txt", bytes->data, bytes->len, &document, &err);
    if (code != ERR_OK)
        fail_msg("%s: %s", encoding, err.text);
    assert_string_equal(document.encoding, encoding);
    assert_string_equal(buf_string(&document.lines), wanted);
    document_clear(&document);
    buf_free(bytes);
}

static void every_encoding_gives_the_same_text(void **state) {
    (void)state;
    static const char *const ends[] = {"\n",       "\r\n",         "\r",
                                       "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    struct buf bytes = {0};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        bytes = with_ends(page, ends[i]);
        check_read(&bytes, "UTF-8", page);
    }
    buf_format(&bytes, "\xEF\xBB\xBF%s", page);
    check_read(&bytes, "UTF-8", page);
    bytes = encoded_1254(page);
    check_read(&bytes, "Windows-1254", page);
    for (int i = 0; i < 4; i++) {
        bytes = encoded_utf16(page, i & 1, i & 2);
        check_read(&bytes, i & 1 ? "UTF-16BE" : "UTF-16LE", page);
    }
}

static void code_pages_are_told_apart(void **state) {
    (void)state;
    struct buf bytes = encoded_1254("Çığlık, oybirliği\n");
    check_read(&bytes, "ISO-8859-9", "Çığlık, oybirliği\n");
    bytes = encoded_1254("MUSKİ’nin payı\n"); /* İ’ is a letter of UTF-8 by chance */
    check_read(&bytes, "Windows-1254", "MUSKİ’nin payı\n");
    buf_text(&bytes, "\x80\x8D\xA7l\x8Dk, \x98\x9E, oybirli\xA7i\n");
    check_read(&bytes, "IBM857", "Çığlık, İŞ, oybirliği\n");
}

static void a_damaged_text_is_not_read_as_another(void **state) {
    (void)state;
    struct document document;
    struct err err = {0};
    struct buf bytes = {0};
    buf_text(&bytes, page);
    *strstr(bytes.data, "ği ile") = 'x';
    assert_int_equal(reader_text("page.txt", bytes.data, bytes.len, &document, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "not UTF-8 text throughout (line 4)"));
    buf_free(&bytes);
}

/* What a web page declares does not overrule its bytes. */
static void the_bytes_decide(void **state) {
    (void)state;
    struct encoded encoded;
    struct err err = {0};
    assert_int_equal(encoding_read("p", page, strlen(page), "windows-1254", &encoded, &err),
                     ERR_OK);
    assert_string_equal(encoded.encoding, "UTF-8");
    encoding_free(&encoded);
    assert_int_equal(encoding_read("p", "caf\xE9 \xE9\xE8", 7, "utf-8", &encoded, &err),
                     ERR_REFUSED);
    assert_int_equal(encoding_read("p", "caf\xE9 \xE9\xE8", 7, "iso-8859-9", &encoded, &err),
                     ERR_OK);
    assert_memory_equal(encoded.text, "café éè", encoded.bytes);
    encoding_free(&encoded);
}

/* ---- made-up texts ---- */

struct prng {
    uint64_t state;
};

static unsigned pick(struct prng *prng, unsigned below) {
    prng->state = prng->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(prng->state >> 33) % below;
}

static void add_paragraph(struct prng *prng, struct buf *out) {
    static const char *const words[] = {
        "belediye",   "meclisimizce", "ile",  "ve",      "görüşülen", "uygulama", "imar",
        "planı",      "değişikliği",  "için", "5393",    "sayılı",    "kanunun",  "ilgili",
        "taşınmazın", "e-belediye",   "2015", "yılında", "komisyonu", "raporunda"};
    unsigned count = 20 + pick(prng, 60);
    buf_text(out, "Teklifin");
    for (unsigned i = 0; i < count; i++)
        buf_format(out, " %s", words[pick(prng, sizeof words / sizeof *words)]);
    buf_text(out, " karar verildi.\n");
}

/* Fills lines of `width` columns; `indent` before the first of each paragraph, `gap` behind each.
 */
static struct buf wrapped(const char *text, size_t width, const char *indent, const char *gap) {
    struct buf out = {0};
    size_t column = 0;
    for (bool first = true; *text; first = text[-1] == '\n') {
        size_t bytes = strcspn(text, " \n"), columns = 0;
        for (size_t i = 0; i < bytes; i++)
            columns += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (first) {
            buf_text(&out, indent);
            column = strlen(indent);
        } else if (column + 1 + columns > width) {
            buf_byte(&out, '\n');
            column = 0;
        } else {
            buf_byte(&out, ' ');
            column++;
        }
        buf_add(&out, text, bytes);
        column += columns;
        text += bytes;
        if (*text == '\n')
            buf_format(&out, "\n%s", gap);
        text++;
    }
    return out;
}

static void what_was_wrapped_comes_back(void **state) {
    (void)state;
    struct prng prng = {2015};
    for (unsigned round = 0; round < 300; round++) {
        struct buf text = {0};
        unsigned paragraphs = 3 + pick(&prng, 8), width = 60 + pick(&prng, 60);
        for (unsigned i = 0; i < paragraphs; i++)
            add_paragraph(&prng, &text);
        bool indents = round % 2;
        struct buf set =
            wrapped(buf_string(&text), width, indents ? "      " : "", indents ? "" : "\n");
        struct document document = read_text(set.data, set.len, round % 3 == 0);
        assert_string_equal(buf_string(&document.lines), buf_string(&text));
        document_clear(&document);
        buf_free(&set);
        buf_free(&text);
    }
}

/* The letters and digits, in their order; blanks and hyphens may come and go. */
static void letters_only(const char *text, struct buf *out) {
    for (; *text; text++)
        if (!strchr(" \t\n\f\v\r-", *text))
            buf_byte(out, *text);
}

/* Lines of words, numbers, gaps, tabs, markers, labels and page ends, in any order. */
static void no_letter_is_lost(void **state) {
    (void)state;
    static const char *const parts[] = {
        "karar", "Karar No", ":",       "  ", "    ",   "\t", "\n",   "\n\n",
        "\f",    "12",       "4,21 TL", "a)", "b)",     "- ", "kul-", "-\n",
        " ",     "Sayfa",    "T.C.",    "/",  "MECLİS", "ve", "1/3",  "’\n",
        ";",     "\t\t",     "2015.",   "ı",  "ğ",      "1.", "Ü",    "         "};
    struct prng prng = {255};
    for (unsigned round = 0; round < 3000; round++) {
        struct buf text = {0}, before = {0}, after = {0};
        buf_text(&text, "x ");
        for (unsigned i = pick(&prng, 120); i > 0; i--)
            buf_text(&text, parts[pick(&prng, sizeof parts / sizeof *parts)]);
        struct document document = read_text(text.data, text.len, round % 2);
        letters_only(buf_string(&text), &before);
        letters_only(buf_string(&document.lines), &after);
        size_t kept = after.len;
        for (size_t i = 0; i < document.removed.count; i++)
            letters_only(document.removed.items[i], &after);
        assert_int_equal(before.len, after.len);
        /* labels in the corner of a letterhead come behind its capitals */
        bool letterhead = strstr(buf_string(&text), "T.C.") || strstr(buf_string(&text), "MECLİS");
        if (document.removed.count == 0 && !letterhead)
            assert_memory_equal(before.data, after.data, kept);
        document_clear(&document);
        buf_free(&text);
        buf_free(&before);
        buf_free(&after);
    }
}

/* ---- bounds ---- */

static struct buf repeated(const char *text, size_t times) {
    struct buf out = {0};
    for (size_t i = 0; i < times; i++)
        buf_text(&out, text);
    return out;
}

static void large_texts_are_read_or_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t times;
        const char *reason; /* NULL: it is read */
    } cases[] = {
        {"bir\n", 1000000, "more than 200000 lines"},
        {"\n", 10 << 20, "no text"},
        {"uzun ", 2 << 20, NULL},
        {"Ģ", 5 << 20, NULL},
        {"Ä±", 2 << 20, NULL},
        {"Öğrenci      4,21 TL\n", 150000, NULL},
        {"a\tb\n", 150000, NULL},
        {"  x", 3 << 20, NULL},
        {"bele-\ndiye kul-\nlanımı plan\n", 60000, NULL},
        {"Sayfa 1\n\fT.C.\nMUĞLA\n", 60000, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf text = repeated(cases[i].text, cases[i].times);
        struct document document = document_empty();
        struct err err = {0};
        enum err_code code = reader_text("big.txt", text.data, text.len, &document, &err);
        assert_int_equal(code, cases[i].reason ? ERR_REFUSED : ERR_OK);
        if (cases[i].reason)
            assert_non_null(strstr(err.text, cases[i].reason));
        document_clear(&document);
        buf_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_as_they_are_set_become_paragraphs),
        cmocka_unit_test(every_encoding_gives_the_same_text),
        cmocka_unit_test(code_pages_are_told_apart),
        cmocka_unit_test(a_damaged_text_is_not_read_as_another),
        cmocka_unit_test(the_bytes_decide),
        cmocka_unit_test(what_was_wrapped_comes_back),
        cmocka_unit_test(no_letter_is_lost),
        cmocka_unit_test(large_texts_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
