/* A page as councils publish it: navigation, title, labels in the many forms met in the wild, and
 * padding of U+00A0 and U+0020 mixed. */
#include "samples/sample.h"

#include <stdlib.h>
#include <string.h>

#include "text/turkish.h"

#define NBSP "\xC2\xA0"

enum number_form {
    NUMBER_GLUED,      /* Karar No<padding>:255<padding> */
    NUMBER_SPACED,     /* Karar No<padding>: 255 */
    NUMBER_NEXT_LINE,  /* Karar No / :255 */
    NUMBER_WITH_YEAR,  /* Karar No / blank line / : 2015-255 */
    NUMBER_LONG_LABEL, /* Karar Numarası : 255 */
    NUMBER_ONE_LINE,   /* Karar No: 255 <padding> Karar Tarihi: 09/07/2015 */
    NUMBER_FILE,       /* Karar No:255 and Dosya No:255 */
    NUMBER_LAST,       /* KARAR NO: 255 behind the text */
    NUMBER_FORMS
};

struct layout {
    struct prng prng;
    const struct sample *sample;
    struct buf *out;
    enum number_form number;
    const char *date_text;
    char date_buffer[DATE_WORDS];
};

static void pad(struct layout *layout, int count) {
    for (int i = 0; i < count; i++)
        buf_text(layout->out, prng_chance(&layout->prng, 60) ? NBSP : " ");
}

static void line(struct layout *layout, const char *text) {
    buf_format(layout->out, "%s\n\n", text);
}

static void put_navigation(struct layout *layout) {
    switch (prng_below(&layout->prng, 10)) {
    case 0:
        break; /* none */
    case 1:
    case 2:
        buf_text(layout->out, "Meclis Canlı\nMeclis Karar Detay\n\n");
        break;
    case 3:
        buf_text(layout->out, "MUĞLA\n\nMUĞLA\n\n25° Parçalı Bulutlu\n\nSHOW IN ENGLISH\n\n");
        break;
    default:
        line(layout, "Geri Tüm Meclis Kararları");
    }
}

static void put_title(struct layout *layout) {
    static const char *const titles[] = {
        "M E C L İ S   K A R A R I", "M E C L İ S " NBSP " K A R A R I",
        "M E C L İ S" NBSP NBSP "K A R A R I", "M E C L İ S  K A R A R I", "MECLİS KARARI"};
    line(layout, "T.C.");
    line(layout, "MUĞLA BÜYÜKŞEHİR BELEDİYESİ");
    line(layout, *PRNG_PICK(&layout->prng, titles));
    if (prng_chance(&layout->prng, 4))
        line(layout, "DÖNEM: 7" NBSP NBSP "BİRLEŞİM: 1   OTURUM: 1");
}

static void choose_date(struct layout *layout) {
    struct date date = layout->sample->date;
    struct buf text = {0};
    switch (prng_below(&layout->prng, 6)) {
    case 0:
        buf_format(&text, "%d/%d/%d", date.day, date.month, date.year);
        break;
    case 1:
        buf_format(&text, "%02d.%02d.%d", date.day, date.month, date.year);
        break;
    case 2:
        date_turkish(date, false, layout->date_buffer);
        break;
    default:
        buf_format(&text, "%02d/%02d/%d", date.day, date.month, date.year);
    }
    if (text.len && text.len < sizeof layout->date_buffer)
        memcpy(layout->date_buffer, text.data, text.len + 1);
    buf_free(&text);
}

static void put_number(struct layout *layout) {
    struct buf *out = layout->out;
    int number = layout->sample->number;
    if (prng_chance(&layout->prng, 10))
        buf_byte(out, ' ');
    switch (layout->number) {
    case NUMBER_SPACED:
        buf_text(out, "Karar No");
        pad(layout, 8);
        buf_format(out, ": %d", number);
        break;
    case NUMBER_NEXT_LINE:
        buf_format(out, "Karar No\n:%d", number);
        break;
    case NUMBER_WITH_YEAR:
        buf_format(out, "Karar No\n\n: %d-%d", layout->sample->date.year, number);
        break;
    case NUMBER_LONG_LABEL:
        buf_format(out, "Karar Numarası : %d", number);
        break;
    case NUMBER_FILE:
        buf_format(out, "Dosya No:%d\n\nKarar No:%d", number + 3, number);
        break;
    default:
        buf_text(out, "Karar No");
        pad(layout, 7);
        buf_format(out, ":%d", number);
        pad(layout, prng_chance(&layout->prng, 5) ? 250 : prng_between(&layout->prng, 0, 30));
    }
    buf_text(out, "\n\n");
}

static void put_date(struct layout *layout) {
    struct buf *out = layout->out;
    switch (prng_below(&layout->prng, 8)) {
    case 0:
        buf_format(out, "Karar Tarihi %s", layout->date_buffer); /* the colon is missing */
        break;
    case 1:
        buf_format(out, "Karar Tarihi :%s %d", layout->date_buffer,
                   prng_between(&layout->prng, 1, 9)); /* a stray digit */
        break;
    case 2:
        buf_format(out, "Karar Tarihi\n\n: %s", layout->date_buffer);
        break;
    case 3:
        buf_format(out, " Karar Tarihi : %s", layout->date_buffer);
        break;
    default:
        buf_format(out, "Karar Tarihi :%s", layout->date_buffer);
        pad(layout, prng_between(&layout->prng, 0, 16));
    }
    buf_text(out, "\n\n");
}

static void put_labels(struct layout *layout) {
    if (layout->number == NUMBER_ONE_LINE) {
        buf_format(layout->out, "Karar No: %d", layout->sample->number);
        pad(layout, 40);
        buf_format(layout->out, "Karar Tarihi: %s\n\n", layout->date_buffer);
        return;
    }
    if (layout->number != NUMBER_LAST)
        put_number(layout);
    put_date(layout);
}

/* Without a subject there is an empty label, or none. */
static void put_subject(struct layout *layout) {
    const struct sample *sample = layout->sample;
    if (!sample->subject_is_labelled) {
        if (prng_chance(&layout->prng, 50))
            line(layout, "KONUSU:");
        return;
    }
    switch (prng_below(&layout->prng, 8)) {
    case 0:
        buf_format(layout->out, "KONUSU: %s\n\n", sample->subject);
        break;
    case 1:
        buf_format(layout->out, "KONUSU\n\n%s\n\n", sample->subject);
        break;
    case 2:
        buf_format(layout->out, "KONU: %s\n\n", sample->subject);
        break;
    case 3:
        buf_format(layout->out, "KONUSU %s\n\n", sample->subject);
        break;
    case 4:
        buf_format(layout->out, "GÜNDEM:\n\n%s" NBSP "\n\n", sample->subject);
        break;
    default:
        buf_format(layout->out, "KONUSU:\n\n%s" NBSP "\n\n", sample->subject);
    }
}

static void put_body(struct layout *layout) {
    const struct lines *body = &layout->sample->body;
    bool indented = prng_chance(&layout->prng, 60);
    for (size_t i = 0; i < body->count; i++) {
        if (indented && i > 1 && i + 2 < body->count)
            pad(layout, 12);
        line(layout, body->items[i]);
    }
}

static void put_end(struct layout *layout) {
    if (layout->sample->truncated)
        buf_text(layout->out, prng_chance(&layout->prng, 50)
                                  ? "Kararın devamı için tıklayınız\n\n"
                                  : "Kararın devamı için tıklayınız.\n\n");
    else if (prng_chance(&layout->prng, 6))
        line(layout, "Ek için tıklayınız.");
    if (layout->number == NUMBER_LAST)
        buf_format(layout->out, "KARAR NO: %d\n\n", layout->sample->number);
    while (layout->out->len && layout->out->data[layout->out->len - 1] == '\n')
        layout->out->len--;
    buf_text(layout->out, prng_chance(&layout->prng, 50) ? "\n" : "");
}

/* Some pages come from Windows. */
static void make_windows_text(struct buf *page, struct buf *out) {
    buf_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < page->len; i++) {
        if (page->data[i] == '\n')
            buf_byte(out, '\r');
        buf_byte(out, page->data[i]);
    }
}

void sample_layout(const struct sample *sample, uint64_t seed, struct buf *out) {
    struct buf page = {0};
    struct layout layout = {.sample = sample, .out = &page};
    layout.prng =
        prng_begin(seed ^ UINT64_C(0x4C41594F5554),
                   (uint64_t)date_number(sample->date) * 100000 + (uint64_t)sample->number);
    layout.number = prng_chance(&layout.prng, 50)
                        ? NUMBER_GLUED
                        : (enum number_form)prng_below(&layout.prng, NUMBER_FORMS);
    choose_date(&layout);
    put_navigation(&layout);
    put_title(&layout);
    put_labels(&layout);
    put_subject(&layout);
    put_body(&layout);
    put_end(&layout);
    if (prng_chance(&layout.prng, 3))
        make_windows_text(&page, out);
    else
        buf_add(out, page.data, page.len);
    out->failed = out->failed || page.failed;
    buf_free(&page);
}
