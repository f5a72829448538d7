/* What a file is told to be by its bytes, and archives that mean no good. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/check.h"

#include "base/file.h"
#include "base/mem.h"
#include "intake/archive.h"
#include "intake/format.h"
#include "intake/intake.h"
#include "unit/docx_helper.h"

#define GOOD                                                                                       \
    "Karar No: 5\nKarar Tarihi: 09/07/2015\nKONUSU: Park\nMeclisimizce oybirliği ile karar "      \
    "verildi."

static enum format of(const char *bytes) {
    return format_of(bytes, strlen(bytes));
}

static void formats_are_told_by_content(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t count;
        enum format format;
    } cases[] = {
        {"", 0, FORMAT_EMPTY},
        {GOOD, 0, FORMAT_TEXT},
        {"5 < 6 ve 7 > 3", 0, FORMAT_TEXT},
        {"<5393 sayılı Kanun>", 0, FORMAT_TEXT},
        {"PDF: %PDF-1.4 diye başlar", 0, FORMAT_TEXT},
        {"BMW plakalı araç alımı", 0, FORMAT_TEXT},
        {"MIME-Version diye bir konu", 0, FORMAT_TEXT},
        {"%PDF-1.4\n1 0 obj", 0, FORMAT_PDF},
        {"\xEF\xBB\xBF%PDF-1.7", 0, FORMAT_PDF},
        {"\x1B%-12345X@PJL ENTER LANGUAGE=PDF\n%PDF-1.4\n1 0 obj", 0, FORMAT_PDF},
        {"<!DOCTYPE html><html>", 0, FORMAT_HTML},
        {"<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", 0, FORMAT_HTML},
        {"\xEF\xBB\xBF\r\n <HTML>", 0, FORMAT_HTML},
        {"<!-- saved from url=(0042)https://x.bel.tr/ -->\n<div class=a>", 0, FORMAT_HTML},
        {"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\" \"\"><html>", 0, FORMAT_HTML},
        {"<p>Karar No: 5</p>", 0, FORMAT_HTML},
        {"<table><tr><td>Karar", 0, FORMAT_HTML},
        {"<br/>Karar", 0, FORMAT_HTML},
        {"T.C.<br>MUĞLA<br>Karar No: 5", 0, FORMAT_HTML},
        {"\xFF\xFE<\0h\0t\0m\0l\0>\0", 14, FORMAT_HTML},
        {"\xFE\xFF\0<\0p\0>\0a", 10, FORMAT_HTML},
        {"<\0h\0t\0m\0l\0>\0", 12, FORMAT_HTML},
        {"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:d>", 0, FORMAT_XML},
        {"From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related;", 0, FORMAT_MIME},
        {"{\\rtf1\\ansi Karar}", 0, FORMAT_RTF},
        {"\x89PNG\r\n\x1A\n....", 0, FORMAT_IMAGE},
        {"\xFF\xD8\xFF\xE0..", 0, FORMAT_IMAGE},
        {"II*\0....", 8, FORMAT_IMAGE},
        {"MM\0*....", 8, FORMAT_IMAGE},
        {"7z\xBC\xAF\x27\x1C..", 0, FORMAT_PACKED},
        {"Rar!\x1A\x07\x01..", 0, FORMAT_PACKED},
        {"\x1F\x8B\x08..", 0, FORMAT_PACKED},
        {"PK\x03\x04 cut", 0, FORMAT_BROKEN_ZIP},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 33, FORMAT_DOC},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "
         "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
         41, FORMAT_LOCKED},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\0o\0r\0k\0b\0o\0o\0k\0", 25, FORMAT_SHEET},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t count = cases[i].count ? cases[i].count : strlen(cases[i].bytes);
        enum format format = format_of(cases[i].bytes, count);
        if (format != cases[i].format)
            print_message("# %zu: %s is not %d but %d\n", i, cases[i].bytes, (int)cases[i].format,
                          (int)format);
        assert_int_equal(format, cases[i].format);
    }
    assert_int_equal(of("<!-- never ended"), FORMAT_HTML);
}

static void packages_are_told_by_their_parts(void **state) {
    (void)state;
    static const struct {
        struct part parts[2];
        enum format format;
    } cases[] = {
#define TYPES(type)                                                                                \
    {.name = "[Content_Types].xml", .text = "<Types><Override ContentType='" type "'/>"}
        {{TYPES("x"), {.name = "word/document.xml", .text = "x"}}, FORMAT_DOCX},
        {{TYPES(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/>"
              "<Default ContentType='application/vnd.openxmlformats-officedocument."
              "spreadsheetml.sheet"),
          {.name = "w/d.xml", .text = "x"}},
         FORMAT_DOCX},
        {{TYPES("application/vnd.ms-word.document.macroEnabled.main+xml"),
          {.name = "word/d.xml", .text = "x"}},
         FORMAT_DOCX},
        {{TYPES("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
          {.name = "xl/workbook.xml", .text = "x"}},
         FORMAT_SHEET},
        {{TYPES("application/vnd.openxmlformats-officedocument.presentationml.slide+xml"),
          {.name = "ppt/p.xml", .text = "x"}},
         FORMAT_SLIDES},
        {{{.name = "mimetype", .text = "application/vnd.oasis.opendocument.text"},
          {.name = "content.xml", .text = "x"}},
         FORMAT_ODT},
        {{{.name = "content.xml", .text = "x"}, {.name = "documentproperties.xml", .text = "x"}},
         FORMAT_UDF},
        {{{.name = "karar.txt", .text = GOOD}, {.name = "word.txt", .text = "x"}}, FORMAT_ARCHIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf bytes = make_zip(cases[i].parts, 2);
        assert_int_equal(format_of(bytes.data, bytes.len), cases[i].format);
        buf_free(&bytes);
    }
}

/* Every format without a reader is named, with what to do. */
static void refusals_say_what_to_do(void **state) {
    (void)state;
    static const enum format refused[] = {
        FORMAT_EMPTY,  FORMAT_ARCHIVE, FORMAT_DOC,  FORMAT_LOCKED, FORMAT_ODT,
        FORMAT_RTF,    FORMAT_XML,     FORMAT_MIME, FORMAT_MAIL,   FORMAT_SHEET,
        FORMAT_SLIDES, FORMAT_OLE,     FORMAT_UDF,  FORMAT_IMAGE,  FORMAT_PACKED};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct err err = {0};
        assert_int_equal(format_refuse(refused[i], "karar.x", &err), ERR_REFUSED);
        assert_memory_equal(err.text, "karar.x: ", 9);
        assert_non_null(strchr(err.text, ';'));
        assert_null(strstr(err.text, "cannot be read"));
    }
    struct err err = {0};
    struct intake_set set;
    assert_int_equal(intake_bytes("k.doc",
                                  "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0"
                                  "u\0m\0e\0n\0t\0",
                                  32, &set, &err),
                     ERR_REFUSED);
    assert_string_equal(err.text, "k.doc: an old Word file (.doc); open it and save it as .docx "
                                  "or PDF");
}

static void names_promise(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum name_kind kind;
    } cases[] = {{"a/karar.PDF", NAME_DOCUMENT},
                 {"tarama.tif", NAME_DOCUMENT},
                 {"~$karar.docx", NAME_DEBRIS},
                 {".~lock.karar.odt#", NAME_DEBRIS},
                 {"Thumbs.db", NAME_DEBRIS},
                 {"desktop.ini", NAME_DEBRIS},
                 {"site.css", NAME_DEBRIS},
                 {"karar.aspx?id=541", NAME_UNKNOWN},
                 {"255", NAME_UNKNOWN},
                 {"a.docx.ZIP", NAME_ARCHIVE},
                 {"", NAME_DEBRIS},
                 {"._karar.pdf", NAME_DEBRIS},
                 {"karar.txt~", NAME_DEBRIS}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(format_name_kind(cases[i].name), cases[i].kind);
    assert_int_equal(format_page_folder("a/karar_files"), 5);
    assert_int_equal(format_page_folder("KARAR_DOSYALAR"), 5);
    assert_int_equal(format_page_folder("_files"), 0);
    assert_int_equal(format_page_folder("kararlar"), 0);
}

/* ---- archives ---- */

static struct archive *opened(const struct buf *bytes) {
    struct archive *archive = NULL;
    struct err err = {0};
    enum err_code code = archive_open_bytes("a.zip", bytes->data, bytes->len, &archive, &err);
    if (code != ERR_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(code, ERR_OK);
    return archive;
}

static void members_are_read(void **state) {
    (void)state;
    const struct part parts[] = {{.name = "z.txt", .text = "son"},
                                 {.name = "klasör/a.txt", .text = "ilk"},
                                 {.name = "klasör/", .text = ""},
                                 {.name = "..\\..\\kötü.txt", .text = "x"},
                                 {.name = "bağ", .text = "z.txt", .attributes = S_IFLNK | 0777},
                                 {.name = "kilit.txt", .text = "gizli", .password = "1"}};
    struct buf bytes = make_zip(parts, 6), content = {0};
    struct archive *archive = opened(&bytes);
    struct err err = {0};
    size_t at = 0;
    assert_int_equal(archive_count(archive), 6);
    for (size_t i = 1; i < 6; i++) /* in order */
        assert_true(strcmp(archive_name(archive, i - 1), archive_name(archive, i)) < 0);
    assert_true(archive_find(archive, "klasör/a.txt", &at));
    assert_int_equal(archive_read(archive, at, 100, &content, &err), ERR_OK);
    assert_string_equal(buf_string(&content), "ilk");
    assert_int_equal(archive_read(archive, at, 2, &content, &err), ERR_REFUSED);
    assert_string_equal(buf_string(&content), "ilk"); /* untouched */
    assert_true(archive_find(archive, "../../kötü.txt", &at));
    assert_true(archive_find(archive, "klasör/", &at));
    assert_int_equal(archive_kind(archive, at), ARCHIVE_FOLDER);
    assert_true(archive_find(archive, "bağ", &at));
    assert_int_equal(archive_kind(archive, at), ARCHIVE_OTHER);
    assert_int_equal(archive_read(archive, at, 100, &content, &err), ERR_REFUSED);
    assert_true(archive_find(archive, "kilit.txt", &at));
    assert_int_equal(archive_read(archive, at, 100, &content, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "a.zip/kilit.txt: locked with a password"));
    assert_false(archive_find(archive, "yok", &at));
    buf_free(&content);
    archive_close(archive);
    archive_close(NULL);
    buf_free(&bytes);
}

/* Patches every place where `from` stands. */
static void patch(struct buf *bytes, const char *from, const char *to, size_t count) {
    for (char *at = bytes->data;
         (at = memmem(at, bytes->len - (size_t)(at - bytes->data), from, count)); at += count)
        memcpy(at, to, count);
}

static void names_of_any_bytes(void **state) {
    (void)state;
    const struct part parts[] = {{.name = "AAAA.txt", .text = "bir"},
                                 {.name = "BBBB.txt", .text = "iki"},
                                 {.name = "CCCC.txt", .text = "üç"},
                                 {.name = "DDDD.txt", .text = "dört"}};
    struct buf bytes = make_zip(parts, 4), content = {0};
    size_t at;
    patch(&bytes, "AAAA", "\x98\xA7\x9E\x8D", 4); /* İğŞı in CP857 */
    patch(&bytes, "BBBB", "g\xCC\x86k", 4);       /* g and a breve of its own */
    patch(&bytes, "CCCC", "a\nb\x7F", 4);
    patch(&bytes, "DDDD", "a\nb\x01", 4); /* the same name once it is clean */
    struct archive *archive = opened(&bytes);
    assert_true(archive_find(archive, "İğŞı.txt", &at) || archive_find(archive, "İğşı.txt", &at));
    assert_true(archive_find(archive, "ğk.txt", &at));
    assert_true(archive_find(archive, "a?b?.txt", &at));
    assert_true(archive_find(archive, "a?b?.txt (2)", &at));
    assert_int_equal(archive_read(archive, at, 100, &content, NULL), ERR_OK);
    assert_string_equal(buf_string(&content), "dört");
    buf_free(&content);
    archive_close(archive);
    buf_free(&bytes);
}

static void refused_with(const struct buf *bytes, const char *words) {
    struct archive *archive = NULL;
    struct err err = {0};
    enum err_code code = archive_open_bytes("a.zip", bytes->data, bytes->len, &archive, &err);
    if (code != ERR_REFUSED || !strstr(err.text, words))
        print_message("# %d %s, not: %s\n", (int)code, err.text, words);
    assert_int_equal(code, ERR_REFUSED);
    assert_non_null(strstr(err.text, words));
    assert_null(archive);
}

/* The table of contents says of each member what it likes. */
static char *directory_of(struct buf *bytes) {
    return memmem(bytes->data, bytes->len, "PK\1\2", 4);
}

static void bombs_are_refused(void **state) {
    (void)state;
    char *zeros = mem_zero(70u << 20, 1);
    struct part parts[20];
    struct err err = {0};
    struct buf content = {0};
    for (size_t i = 0; i < 20; i++)
        parts[i] = (struct part){.name = (const char *[]){"a", "b", "c", "d", "e", "f", "g",
                                                          "h", "i", "j", "k", "l", "m", "n",
                                                          "o", "p", "q", "r", "s", "t"}[i],
                                 .text = zeros,
                                 .bytes = i ? 60u << 20 : 70u << 20};
    struct buf bytes = make_zip(parts, 1); /* one member, too large to be read */
    struct archive *archive = opened(&bytes);
    assert_int_equal(archive_read(archive, 0, ARCHIVE_MEMBER_MAX, &content, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "larger than 64 MiB"));
    archive_close(archive);
    char *entry = directory_of(&bytes); /* it says that it is small, and goes on */
    memcpy(entry + 24, "\x10\0\0\0", 4);
    archive = opened(&bytes);
    assert_int_equal(archive_read(archive, 0, ARCHIVE_MEMBER_MAX, &content, &err), ERR_REFUSED);
    assert_null(content.data);
    archive_close(archive);
    buf_free(&bytes);
    bytes = make_zip(parts + 1, 19); /* many that are large together */
    refused_with(&bytes, "more than 100 times");
    buf_free(&bytes);
    free(zeros);
}

static void what_cannot_be_is_refused(void **state) {
    (void)state;
    const struct part parts[] = {{.name = "a", .text = "0123456789 0123456789"},
                                 {.name = "b", .text = "0123456789 0123456789"}};
    struct buf bytes = make_zip(parts, 2);
    char *entry = directory_of(&bytes);
    memcpy(entry + 20, "\xFF\x00\x00\x00", 4); /* packed size: reaches into the others */
    refused_with(&bytes, "overlap");
    buf_free(&bytes);
    bytes = make_zip(parts, 2);
    char *end = bytes.data + bytes.len - 22;
    memcpy(end + 8, "\xFF\xFE\xFF\xFE", 4); /* 65279 members */
    refused_with(&bytes, "more than 20000 files");
    buf_free(&bytes);
    bytes = make_zip(parts, 2);
    bytes.len -= 8;
    refused_with(&bytes, "damaged");
    buf_free(&bytes);
    bytes = make_zip(parts, 2); /* a byte of the content */
    struct archive *archive;
    struct buf content = {0};
    struct err err = {0};
    char *text = memmem(bytes.data, bytes.len, "0123456789", 10);
    if (text)
        text[3] = 'x';
    else
        bytes.data[34] ^= 1;
    archive = opened(&bytes);
    assert_int_equal(archive_read(archive, 0, 100, &content, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "a.zip/a: damaged"));
    archive_close(archive);
    buf_free(&content);
    buf_free(&bytes);
}

static void more_members_than_anyone_has(void **state) {
    (void)state;
    size_t count = ARCHIVE_MEMBERS_MAX + 1;
    struct part *parts = mem_zero(count, sizeof *parts);
    char(*names)[16] = mem_zero(count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "%zu.txt", i);
        parts[i] = (struct part){.name = names[i], .text = "x"};
    }
    struct buf bytes = make_zip(parts, count - 1);
    struct archive *archive = opened(&bytes);
    assert_int_equal(archive_count(archive), ARCHIVE_MEMBERS_MAX);
    archive_close(archive);
    buf_free(&bytes);
    bytes = make_zip(parts, count);
    refused_with(&bytes, "more than 20000 files");
    buf_free(&bytes);
    free(names);
    free(parts);
}

/* ---- as a source ---- */

static void sources_in_archives(void **state) {
    (void)state;
    char path[] = "/tmp/meclis-archive-XXXXXX";
    int fd = mkstemp(path);
    const struct part inner[] = {{.name = "karar.txt", .text = GOOD}};
    struct buf nested = make_zip(inner, 1);
    const struct part parts[] = {{.name = "a/karar.txt", .text = GOOD},
                                 {.name = "b.zip", .text = nested.data, .bytes = nested.len},
                                 {.name = "c.txt", .text = ""}};
    struct buf bytes = make_zip(parts, 3), content = {0};
    struct err err = {0};
    struct intake_set set = {0};
    assert_true(fd >= 0 && write(fd, bytes.data, bytes.len) == (ssize_t)bytes.len);
    close(fd);
    struct source source = {.path = path, .member = (char[]){"a/karar.txt"}};
    assert_int_equal(intake_source(&source, &set, &err), ERR_OK);
    assert_int_equal(set.items[0].decision.number, 5);
    assert_string_equal(set.items[0].decision.source, "karar.txt");
    intake_set_clear(&set);
    struct source_shelf shelf = {0};
    assert_int_equal(source_read(&source, &shelf, &content, &err), ERR_OK);
    struct archive *kept = shelf.archive;
    source.member = (char[]){"c.txt"};
    assert_int_equal(source_read(&source, &shelf, &content, &err), ERR_OK);
    assert_int_equal(content.len, 0);
    assert_ptr_equal(shelf.archive, kept);
    source_shelf_clear(&shelf);
    source.member = (char[]){"yok.txt"};
    assert_int_equal(intake_source(&source, &set, &err), ERR_MISSING);
    source.member = (char[]){"b.zip"};
    assert_int_equal(intake_source(&source, &set, &err), ERR_REFUSED);
    assert_non_null(strstr(err.text, "b.zip: an archive where a document should be"));
    unlink(path);
    assert_int_equal(intake_source(&source, &set, &err), ERR_MISSING);
    assert_int_equal(mkfifo(path, 0600), 0); /* must not be waited for */
    assert_int_equal(intake_source(&source, &set, &err), ERR_REFUSED);
    unlink(path);
    buf_free(&content);
    buf_free(&bytes);
    buf_free(&nested);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_content),
        cmocka_unit_test(packages_are_told_by_their_parts),
        cmocka_unit_test(refusals_say_what_to_do),
        cmocka_unit_test(names_promise),
        cmocka_unit_test(members_are_read),
        cmocka_unit_test(names_of_any_bytes),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(more_members_than_anyone_has),
        cmocka_unit_test(sources_in_archives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
