/* pdf-maker OUTDIR FILE.txt…: each text as a PDF of A4 pages, set in lines as a word processor does
 * it: a font that numbers its letters, with a ToUnicode map, so that Turkish letters survive; a
 * header's shading, a rule under it, and the text in black. The font is not embedded, which only
 * drawing would miss. For the bench and for tests. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "text/utf8.h"

#define COLUMNS 92 /* letters a line */
#define ROWS 60    /* lines a page */
#define LEADING 12

struct maker {
    struct buf out;
    size_t *offsets; /* of the objects from 1 on */
    size_t objects;
    struct buf kids; /* references to the pages */
    size_t pages;
};

static void begin(struct maker *maker) {
    maker->objects++;
    maker->offsets = realloc(maker->offsets, (maker->objects + 1) * sizeof *maker->offsets);
    if (!maker->offsets)
        abort();
    maker->offsets[maker->objects] = maker->out.len;
    buf_format(&maker->out, "%zu 0 obj\n", maker->objects);
}

static void object(struct maker *maker, const char *text) {
    begin(maker);
    buf_format(&maker->out, "%s\nendobj\n", text);
}

static void stream(struct maker *maker, const struct buf *data) {
    begin(maker);
    buf_format(&maker->out, "<</Length %zu>>stream\n%s\nendstream\nendobj\n", data->len,
               buf_string(data));
}

/* Objects 3 to 6: what all pages share. A letter's number is its code point. */
static void fonts(struct maker *maker) {
    struct buf map = {0};
    buf_text(&map, "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
                   "1 begincodespacerange <0000><FFFF> endcodespacerange\n");
    for (unsigned row = 0; row < 0x23; row++) /* 35 rows of 256: as far as U+22FF */
        buf_format(&map, "1 beginbfrange <%02X00><%02XFF><%02X00> endbfrange\n", row, row, row);
    buf_text(&map, "endcmap end end");
    object(maker, "<</Type/Font/Subtype/Type0/BaseFont/Mono/Encoding/Identity-H"
                  "/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>");
    object(maker, "<</Type/Font/Subtype/CIDFontType2/BaseFont/Mono/DW 600/FontDescriptor 5 0 R"
                  "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>");
    object(maker, "<</Type/FontDescriptor/FontName/Mono/Flags 5/FontBBox[0 -200 600 800]"
                  "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>");
    stream(maker, &map);
    buf_free(&map);
}

static void page_end(struct maker *maker, struct buf *content) {
    char text[256];
    buf_text(content, "ET Q");
    stream(maker, content);
    snprintf(text, sizeof text,
             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
             "/Contents %zu 0 R>>",
             maker->objects);
    object(maker, text);
    buf_format(&maker->kids, "%zu 0 R ", maker->objects);
    maker->pages++;
    buf_clear(content);
}

/* The bytes of the line that begins at `text`: as many words as fit. */
static size_t line_length(const char *text) {
    size_t fits = 0, columns = 0;
    const char *at = text;
    while (*at && *at != '\n' && columns++ < COLUMNS) {
        utf8_next(&at);
        if (*at == ' ' || *at == '\n' || !*at)
            fits = (size_t)(at - text);
    }
    return fits ? fits : (size_t)(at - text);
}

static void add_line(struct buf *content, const char *text, size_t bytes) {
    buf_text(content, "<");
    for (const char *at = text, *end = text + bytes; at < end;)
        buf_format(content, "%04X", (unsigned)utf8_next(&at) & 0xFFFF);
    buf_text(content, "> Tj T*\n");
}

static void write_pages(struct maker *maker, const char *text) {
    struct buf content = {0};
    for (size_t row = 0; *text; row++) {
        if (row % ROWS == 0 && row)
            page_end(maker, &content);
        if (row % ROWS == 0)
            buf_format(&content,
                       "q 0.9 g 40 800 515 20 re f 0 g 0.5 w 40 798 m 555 798 l S "
                       "BT /F 9 Tf %d TL 45 780 Td\n",
                       LEADING);
        size_t bytes = line_length(text);
        add_line(&content, text, bytes);
        text += bytes;
        text += *text == ' ' || *text == '\n';
    }
    page_end(maker, &content);
    buf_free(&content);
}

static void finish(struct maker *maker) {
    struct buf *out = &maker->out;
    maker->offsets[2] = out->len;
    buf_format(out, "2 0 obj\n<</Type/Pages/Kids[%s]/Count %zu>>\nendobj\n",
               buf_string(&maker->kids), maker->pages);
    size_t start = out->len;
    buf_format(out, "xref\n0 %zu\n0000000000 65535 f \n", maker->objects + 1);
    for (size_t i = 1; i <= maker->objects; i++)
        buf_format(out, "%010zu 00000 n \n", maker->offsets[i]);
    buf_format(out, "trailer<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
               maker->objects + 1, start);
}

static struct buf make(const char *text) {
    struct maker maker = {0};
    buf_text(&maker.out, "%PDF-1.5\n");
    object(&maker, "<</Type/Catalog/Pages 2 0 R>>");
    begin(&maker); /* the pages, whose number is known at the end */
    maker.out.len = maker.offsets[2];
    fonts(&maker);
    write_pages(&maker, text);
    finish(&maker);
    buf_free(&maker.kids);
    free(maker.offsets);
    return maker.out;
}

static enum err_code convert(const char *folder, const char *file, struct err *err) {
    char path[FILE_PATH_MAX], name[FILE_PATH_MAX];
    struct buf text = {0};
    snprintf(name, sizeof name, "%s", path_name(file));
    char *dot = strrchr(name, '.');
    strcpy(dot && strlen(dot) >= 4 ? dot : name + strlen(name) - 1, ".pdf");
    enum err_code code = path_join(path, folder, name, err);
    if (code == ERR_OK)
        code = file_read(file, 1 << 24, &text, err);
    if (code == ERR_OK) {
        struct buf pdf = make(buf_string(&text));
        FILE *out = fopen(path, "wb");
        if (!out || fwrite(pdf.data, 1, pdf.len, out) != pdf.len || fclose(out) != 0)
            code = err_errno(err, "cannot write", path);
        buf_free(&pdf);
    }
    buf_free(&text);
    return code;
}

int main(int argc, char **argv) {
    struct err err = {0};
    enum err_code code = argc < 3 ? err_set(&err, ERR_USAGE, "pdf-maker OUTDIR FILE.txt…")
                                  : folder_make(argv[1], &err);
    for (int i = 2; i < argc && code == ERR_OK; i++)
        code = convert(argv[1], argv[i], &err);
    if (code != ERR_OK)
        fprintf(stderr, "pdf-maker: %s\n", err.text);
    return (int)code;
}
