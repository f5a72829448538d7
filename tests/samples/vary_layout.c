/* The page of a varied decision: its lines, spoilt letters, wrapping or HTML, encoding. */
#include "samples/vary.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/turkish.h"
#include "text/utf8.h"

#define NBSP "\xC2\xA0"

struct page {
    struct prng prng;
    const struct varied *varied;
    struct lines lines; /* a paragraph each; a cell's end within is '\t' */
    char date[DATE_WORDS];
};

static void add(struct page *page, struct buf *text) {
    char *line = text->data ? buf_take(text) : mem_string("");
    if (!line)
        abort();
    lines_add(&page->lines, line);
    *text = (struct buf){0};
}

static void add_text(struct page *page, const char *text) {
    lines_add(&page->lines, mem_string(text));
}

static void pad(struct page *page, struct buf *out, int count) {
    for (int i = 0; i < count; i++)
        buf_text(out, prng_chance(&page->prng, 60) ? NBSP : " ");
}

/* ---- the head ---- */

static void choose_date(struct page *page) {
    struct date date = page->varied->sample.date;
    struct buf text = {0};
    char words[DATE_WORDS];
    uint32_t form = prng_below(&page->prng, 7);
    date_turkish(date, form == 6, words);
    if (form == 0)
        buf_format(&text, "%d/%d/%d", date.day, date.month, date.year);
    else if (form < 3)
        buf_format(&text, "%02d.%02d.%d", date.day, date.month, date.year);
    else if (form < 5)
        buf_format(&text, "%02d/%02d/%d", date.day, date.month, date.year);
    else
        buf_text(&text, words);
    snprintf(page->date, sizeof page->date, "%s", buf_string(&text));
    buf_free(&text);
}

static void put_title(struct page *page) {
    static const char *const titles[] = {
        "M E C L İ S   K A R A R I", "M E C L İ S " NBSP " K A R A R I",
        "M E C L İ S" NBSP NBSP "K A R A R I", "M E C L İ S  K A R A R I", "MECLİS KARARI"};
    if (prng_chance(&page->prng, 80))
        add_text(page, "T.C.");
    add_text(page, page->varied->municipality_capitals);
    add_text(page, *PRNG_PICK(&page->prng, titles));
}

static void put_date_line(struct page *page) {
    struct buf out = {0};
    switch (prng_below(&page->prng, 6)) {
    case 0:
        buf_format(&out, "Karar Tarihi %s", page->date); /* the colon is missing */
        break;
    case 1:
        buf_format(&out, "Karar Tarihi :%s %d", page->date, prng_between(&page->prng, 1, 9));
        break;
    case 2:
        buf_format(&out, " Karar Tarihi : %s", page->date);
        break;
    default:
        buf_format(&out, "Karar Tarihi :%s", page->date);
        pad(page, &out, prng_between(&page->prng, 0, 16));
    }
    add(page, &out);
}

static void put_sitting(struct page *page) {
    struct buf out = {0};
    buf_format(&out, "Karar Numarası : %d/%d", page->varied->sample.date.year,
               page->varied->sample.number);
    add(page, &out);
    buf_format(&out, "Karar Tarihi : %s", page->date);
    add(page, &out);
    add_text(page, "DÖNEM : 7");
    add_text(page, "BİRLEŞİM : 3");
    add_text(page, "OTURUM : 1");
    add_text(page, "Toplantı Saati : 14.00");
    add_text(page, "Katılanlar : Ali ÖRNEK, Ayşe DENEME, Can NUMUNE");
    add_text(page, "Katılmayanlar : Ece TASLAK");
}

static void put_two_labels(struct page *page) {
    struct buf out = {0};
    bool agenda = page->varied->number == VARY_NUMBER_AGENDA;
    if (agenda)
        buf_format(&out, "Karar No : %d", page->varied->sample.number);
    else
        buf_format(&out, "Karar No: %d", page->varied->sample.number);
    pad(page, &out, 40);
    if (agenda)
        buf_format(&out, "Gündem No : %d", prng_between(&page->prng, 1, 60));
    else
        buf_format(&out, "Karar Tarihi: %s", page->date);
    add(page, &out);
    if (agenda) {
        buf_format(&out, "Toplantı Tarihi : %s", page->date);
        add(page, &out);
    }
}

static void put_number_line(struct page *page) {
    struct buf out = {0};
    int number = page->varied->sample.number;
    if (prng_chance(&page->prng, 10))
        buf_byte(&out, ' ');
    switch (page->varied->number) {
    case VARY_NUMBER_SPACED:
        buf_text(&out, "Karar No");
        pad(page, &out, 8);
        buf_format(&out, ": %d", number);
        break;
    case VARY_NUMBER_NEXT_LINE:
        buf_text(&out, "Karar No");
        add(page, &out);
        buf_format(&out, ":%d", number);
        break;
    case VARY_NUMBER_WITH_YEAR:
        buf_text(&out, "Karar No");
        add(page, &out);
        buf_format(&out, ": %d-%d", page->varied->sample.date.year, number);
        break;
    case VARY_NUMBER_FILE:
        buf_format(&out, "Dosya No:%d", number % 7 ? 144 : number);
        add(page, &out);
        buf_format(&out, "Karar No:%d", number);
        break;
    case VARY_NUMBER_CAPITALS:
        buf_format(&out, "KARAR NO : %d", number);
        break;
    default:
        buf_text(&out, "Karar No");
        pad(page, &out, 7);
        buf_format(&out, ":%d", number);
        pad(page, &out, page->varied->number == VARY_NUMBER_LONG_PAD ? 250 : 12);
    }
    add(page, &out);
}

static void put_labels(struct page *page) {
    switch (page->varied->number) {
    case VARY_NUMBER_SITTING:
        put_sitting(page);
        return;
    case VARY_NUMBER_ONE_LINE:
    case VARY_NUMBER_AGENDA:
        put_two_labels(page);
        return;
    case VARY_NUMBER_LAST:
    case VARY_NUMBER_NAME:
        put_date_line(page);
        return;
    case VARY_NUMBER_DATE_FIRST:
        put_date_line(page);
        put_number_line(page);
        return;
    default:
        put_number_line(page);
        put_date_line(page);
    }
}

static void put_subject(struct page *page) {
    static const char *const labels[] = {"KONUSU:", "KONUSU", "GÜNDEM:", "Gündem", "KONU:"};
    static const char *const leads[] = {"KONUSU: ", "KONU: ", "KONU : ", "KONUSU ", "Konu: "};
    struct buf out = {0};
    uint32_t form = prng_below(&page->prng, 11);
    if (form < 5)
        add_text(page, labels[form]);
    else if (form < 10) /* else there is no label at all */
        buf_text(&out, leads[form - 5]);
    buf_text(&out, page->varied->sample.subject);
    if (form < 5 && prng_chance(&page->prng, 40))
        buf_text(&out, NBSP);
    add(page, &out);
}

static void put_end(struct page *page) {
    struct buf out = {0};
    const struct sample *sample = &page->varied->sample;
    if (sample->truncated)
        add_text(page, prng_chance(&page->prng, 50) ? "Kararın devamı için tıklayınız"
                                                    : "Kararın devamı için tıklayınız.");
    else if (prng_chance(&page->prng, 8))
        add_text(page, "Ek için tıklayınız.");
    if (page->varied->number == VARY_NUMBER_LAST) {
        buf_format(&out, "KARAR NO: %d", sample->number);
        add(page, &out);
    }
}

static void put_navigation(struct page *page) {
    if (page->varied->format == VARY_HTML)
        return; /* the site around it is enough */
    switch (prng_below(&page->prng, 4)) {
    case 0:
        add_text(page, "Meclis Canlı");
        add_text(page, "Meclis Karar Detay");
        break;
    case 1:
        add_text(page, "SHOW IN ENGLISH");
        break;
    case 2:
        add_text(page, "Geri Tüm Meclis Kararları");
        break;
    default:
        break;
    }
}

static void put_page(struct page *page) {
    choose_date(page);
    put_navigation(page);
    put_title(page);
    put_labels(page);
    put_subject(page);
    for (size_t i = 0; i < page->varied->sample.body.count; i++)
        add_text(page, page->varied->sample.body.items[i]);
    put_end(page);
}

/* ---- text and HTML ---- */

/* Set in lines of about 80 characters, as text pasted from a PDF. */
static void put_wrapped(const char *line, size_t width, struct buf *out) {
    size_t column = 0;
    for (const char *at = line; *at;) {
        const char *end = at + strcspn(at, " ");
        char *word = mem_slice(at, (size_t)(end - at));
        size_t letters = utf8_count(word);
        if (column && column + 1 + letters > width) {
            buf_byte(out, '\n');
            column = 0;
        } else if (at != line) {
            buf_byte(out, ' ');
            column++;
        }
        buf_text(out, word);
        column += letters;
        free(word);
        at = *end ? end + 1 : end;
    }
}

static void make_text(struct page *page, struct buf *out) {
    size_t width = (size_t)prng_between(&page->prng, 66, 92);
    for (size_t i = 0; i < page->lines.count; i++) {
        if (page->varied->format == VARY_WRAPPED && utf8_count(page->lines.items[i]) > width)
            put_wrapped(page->lines.items[i], width, out);
        else
            buf_text(out, page->lines.items[i]);
        buf_text(out, "\n\n");
    }
}

static void put_escaped(const char *text, struct buf *out) {
    for (; *text; text++) {
        if (*text == '&')
            buf_text(out, "&amp;");
        else if (*text == '<')
            buf_text(out, "&lt;");
        else if ((unsigned char)*text == 0xC2 && (unsigned char)text[1] == 0xA0)
            buf_text(out, "&nbsp;"), text++;
        else
            buf_byte(out, *text);
    }
}

static const struct chrome {
    const char *before, *after;
} chromes[] = {
    {"<nav><ul><li><a href=\"/\">Ana Sayfa</a></li><li><a href=\"/ihaleler\">İhaleler</a></li>"
     "<li><a href=\"/en\">SHOW IN ENGLISH</a></li></ul></nav><main><p><a href=\"/kararlar\">Geri "
     "Tüm Meclis Kararları</a></p>",
     "</main><footer><p>Tüm hakları saklıdır. Son güncelleme: 02.01.2024</p></footer>"},
    {"<header><div class=\"hava\"><span>18°</span> <span>Parçalı Bulutlu</span></div></header>"
     "<div class=\"container\"><div>Meclis Canlı</div><div>Meclis Karar Detay</div>",
     "</div><footer><p>Çağrı Merkezi 444 00 00</p></footer><script>var no = \"Karar No :7\";"
     "</script>"},
    {"<div class=\"row\"><aside><h4>Diğer Kararlar</h4><ul><li><a href=\"/k/900\">Pazar yeri</a>"
     "</li><li><a href=\"/k/901\">Otopark</a></li></ul></aside><article>",
     "<p style=\"display:none\">taslak: teklifin reddine karar verildi</p></article></div>"},
    {"", ""},
};

static void make_html(struct page *page, struct buf *out) {
    static const char *const tags[] = {"p", "p", "div", "span"};
    const struct chrome *chrome = PRNG_PICK(&page->prng, chromes);
    const char *tag = *PRNG_PICK(&page->prng, tags), *code = "utf-8";
    if (page->varied->encoding == VARY_1254)
        code = "windows-1254";
    else if (page->varied->encoding == VARY_LATIN5)
        code = "iso-8859-9";
    buf_text(out, "<!DOCTYPE html>\n<html lang=\"tr\"><head>");
    if (page->varied->encoding != VARY_UTF16)
        buf_format(out, "<meta charset=\"%s\">", code);
    buf_format(out, "<title>Meclis Kararı</title><style>p { margin: 0 }</style></head>\n<body>%s\n",
               chrome->before);
    for (size_t i = 0; i < page->lines.count; i++) {
        buf_format(out, "<%s>", tag);
        put_escaped(page->lines.items[i], out);
        buf_format(out, "</%s>%s\n", tag, strcmp(tag, "span") == 0 ? "<br>" : "");
    }
    buf_format(out, "%s</body></html>\n", chrome->after);
}

/* ---- letters and bytes ---- */

/* UTF-8 read as Windows-1252 and written anew. */
static void put_mojibake(const char *text, struct buf *out) {
    static const uint16_t upper[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        char bytes[4];
        uint32_t point = byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
        buf_add(out, bytes, utf8_put(point, bytes));
    }
}

static uint32_t spoilt(uint32_t point, enum vary_letters letters) {
    if (point == 0x130) /* İ */
        return letters == VARY_STROKE ? 0x110 : 0x120;
    if (point == 0x15F && letters != VARY_STROKE) /* ş */
        return letters == VARY_PDF_BIG ? 0x122 : 0x123;
    if (point == 0x15E && letters != VARY_STROKE) /* Ş */
        return 0x121;
    return point;
}

static void spoil(const char *text, enum vary_letters letters, struct buf *out) {
    if (letters == VARY_MOJIBAKE) {
        put_mojibake(text, out);
        return;
    }
    while (*text) {
        char bytes[4];
        uint32_t point = utf8_next(&text);
        if (letters != VARY_SOUND && letters != VARY_DOTS)
            point = spoilt(point, letters);
        buf_add(out, bytes, utf8_put(point, bytes));
        if (point == 'i' && letters == VARY_DOTS)
            buf_text(out, "\xCC\x87");
    }
}

/* The words alone: a page around them comes from elsewhere. */
static void spoil_lines(struct page *page) {
    for (size_t i = 0; i < page->lines.count; i++) {
        struct buf out = {0};
        spoil(page->lines.items[i], page->varied->letters, &out);
        free(page->lines.items[i]);
        page->lines.items[i] = out.data ? buf_take(&out) : mem_string("");
    }
}

static bool convert(const char *to, const struct buf *page, struct buf *out) {
    iconv_t way = iconv_open(to, "UTF-8");
    if (way == (iconv_t)-1)
        return false;
    size_t room = page->len * 2 + 16, left = room, count = page->len;
    char *in = page->data, *at = buf_room(out, room);
    bool done = at && iconv(way, &in, &count, &at, &left) != (size_t)-1;
    buf_took(out, done ? room - left : 0);
    iconv_close(way);
    return done;
}

/* What ISO-8859-9 does not have (the curved apostrophe) Windows-1254 does. */
static void encode(enum vary_encoding encoding, const struct buf *page, struct buf *out) {
    if (encoding == VARY_UTF16)
        buf_text(out, "\xFF\xFE");
    if (encoding == VARY_UTF16 && convert("UTF-16LE", page, out))
        return;
    if (encoding == VARY_LATIN5 && convert("ISO-8859-9", page, out))
        return;
    if ((encoding == VARY_1254 || encoding == VARY_LATIN5) && convert("WINDOWS-1254", page, out))
        return;
    if (encoding == VARY_BOM)
        buf_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < page->len; i++) {
        if (encoding == VARY_BOM && page->data[i] == '\n')
            buf_byte(out, '\r');
        buf_byte(out, page->data[i]);
    }
}

const char *vary_ending(const struct varied *varied) {
    return varied->format == VARY_HTML ? ".html" : ".txt";
}

void vary_layout(const struct varied *varied, uint64_t seed, struct buf *out) {
    struct page page = {.varied = varied};
    struct buf text = {0};
    page.prng = prng_begin(seed ^ UINT64_C(0x56504147),
                           (uint64_t)date_number(varied->sample.date) * 100000 +
                               (uint64_t)varied->sample.number);
    put_page(&page);
    spoil_lines(&page);
    if (varied->format == VARY_HTML)
        make_html(&page, &text);
    else
        make_text(&page, &text);
    encode(varied->encoding, &text, out);
    lines_clear(&page.lines);
    buf_free(&text);
}
