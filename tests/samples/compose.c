#include "samples/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "samples/slots.h"
#include "samples/votes.h"
#include "text/turkish.h"
#include "text/utf8.h"

void lines_add(struct lines *lines, char *owned) {
    lines->items = mem_grow(lines->items, lines->count + 1, sizeof *lines->items);
    lines->items[lines->count++] = owned;
}

void lines_clear(struct lines *lines) {
    for (size_t i = 0; i < lines->count; i++)
        free(lines->items[i]);
    free(lines->items);
    *lines = (struct lines){0};
}

void sample_clear(struct sample *sample) {
    free(sample->subject);
    lines_clear(&sample->body);
    *sample = (struct sample){0};
}

static char *take(struct buf *text) {
    char *string = text->data ? buf_take(text) : mem_string("");
    if (!string)
        abort();
    return string;
}

static char *expanded(struct composer *composer, const char *text) {
    struct buf out = {0};
    expand(composer, text, &out);
    return take(&out);
}

static void say(struct composer *composer, const char *text) {
    lines_add(&composer->sample.body, expanded(composer, text));
}

/* ---- the letter ---- */

static void put_file_number(struct prng *prng, struct buf *out) {
    int unit = prng_between(prng, 10000000, 89999999), plan = prng_between(prng, 10, 99);
    switch (prng_below(prng, 5)) {
    case 0:
        buf_format(out, "%d-301.01-E.%d", unit, prng_between(prng, 100, 9999));
        break;
    case 1:
        buf_format(out, "%d-301-", unit);
        break;
    case 2:
        buf_text(out, "bila");
        break;
    default:
        buf_format(out, "%d-301.%d-%d", unit, plan, prng_between(prng, 1, 1999));
    }
}

static void open_letter(struct composer *composer) {
    static const char *const ends[] = {
        " sayılı Başkanlık Makamından Meclise havaleli yazısında;",
        " sayılı yazısında;",
        " sayılı Başkanlık Makamından havaleli yazısında;",
    };
    struct prng *prng = &composer->prng;
    const struct department *department = &departments[composer->topic->department];
    struct buf out = {0};
    buf_format(&out, "%s%s%s ", department->name, composer->slots.apostrophe, department->genitive);
    put_date(prng, earlier(prng, composer->sample.date, 1, 14), &out);
    buf_text(&out, prng_chance(prng, 70) ? " tarih ve " : " tarihli ve ");
    put_file_number(prng, &out);
    buf_text(&out, *PRNG_PICK(prng, ends));
    composer->sample.department = department->name;
    lines_add(&composer->sample.body, take(&out));
}

/* Up to the first full stop that ends a sentence. */
static char *first_sentence(const char *text) {
    for (const char *at = text; *at; at++)
        if (*at == '.' && (at[1] == '\0' || (at[1] == ' ' && !(at[2] >= 'a' && at[2] <= 'z'))))
            return mem_slice(text, (size_t)(at - text));
    return mem_string(text);
}

static void say_first_paragraph(struct composer *composer) {
    struct sample *sample = &composer->sample;
    if (sample->subject_is_labelled) {
        say(composer, composer->topic->letter[0]);
        return;
    }
    struct buf out = {0};
    buf_text(&out, "ÖRNEK – ");
    expand(composer, composer->topic->letter[0], &out);
    char *text = take(&out);
    sample->subject = first_sentence(text);
    lines_add(&sample->body, text);
}

static void say_general(struct composer *composer, size_t count) {
    size_t first = prng_below(&composer->prng, (uint32_t)general_count);
    for (size_t i = 0; i < count; i++)
        say(composer, general_paragraphs[(first + i * 5) % general_count]);
}

static void close_letter(struct composer *composer) {
    static const char *const ends[] = {
        "Konunun {LAW} kapsamında karara bağlanması için yazımızın Meclis’e havalesini "
        "olurlarınıza "
        "arz ederim. Denilmektedir.",
        "Gereği için yazımızın Meclis’e havalesini olurlarınıza arz ederim. Denilmektedir.",
        "Hususlarını bilgilerinize arz ederim, denilmektedir.",
        "Konunun Meclisimizce görüşülerek karara bağlanmasını arz ederim. Denilmektedir.",
    };
    say(composer, *PRNG_PICK(&composer->prng, ends));
}

static void say_letter(struct composer *composer) {
    struct prng *prng = &composer->prng;
    open_letter(composer);
    say_first_paragraph(composer);
    for (size_t i = 1; i < 3; i++)
        if (composer->topic->letter[i])
            say(composer, composer->topic->letter[i]);
    if (!composer->topic->elected)
        say_general(composer, prng_below(prng, 5));
    close_letter(composer);
}

/* A commission's own vote is not the council's. */
static void say_report(struct composer *composer) {
    static const char *const votes[] = {"oybirliği ile", "oybirliği ile", "oy çokluğu ile"};
    struct buf out = {0};
    expand(composer, "{C} Komisyonu’nun ", &out);
    put_date(&composer->prng, earlier(&composer->prng, composer->sample.date, 15, 28), &out);
    int number = prng_between(&composer->prng, 1, 90);
    const char *vote = *PRNG_PICK(&composer->prng, votes);
    buf_format(&out,
               " tarih ve %d sayılı raporunda; Konu komisyonumuzca incelenmiş olup teklifin uygun "
               "olduğuna %s karar verilmiştir. Denilmektedir.",
               number, vote);
    lines_add(&composer->sample.body, take(&out));
}

/* ---- the result ---- */

static void open_council(struct composer *composer) {
    static const char *const openers[] = {
        "Meclisimizce yapılan görüşme sonucunda;",    "Meclisimizce yapılan görüşme sonucunda;",
        "Meclisimizce yapılan görüşmeler sonucunda;", "Konunun Meclisimizde görüşülmesi sonucunda;",
        "Yapılan görüşme ve oylama sonucunda;",
    };
    struct prng *prng = &composer->prng;
    if (prng_chance(prng, 80)) {
        say(composer, *PRNG_PICK(prng, openers));
        return;
    }
    struct buf out = {0};
    buf_text(&out, "Büyükşehir Belediye Meclisimizin ");
    put_date(prng, composer->sample.date, &out);
    buf_text(&out, " tarihli toplantısında yapılan görüşme sonucunda;");
    lines_add(&composer->sample.body, take(&out));
}

/* `told`: with the numbers of the vote, or without. */
static void put_formula(struct composer *composer, bool majority, bool told, struct buf *out) {
    static const char *const unanimous[] = {
        "Meclisimizce OYBİRLİĞİ İLE KARAR VERİLDİ.",     "Meclisimizce OYBİRLİĞİ İLE KARAR VERİLDİ",
        "Meclisimizce OYBİRLİĞİ İLE KARAR VERİLMİŞTİR.", "Meclisimizce OYBİRLİĞİYLE KARAR VERİLDİ.",
        "Meclisimizce oybirliği ile karar verildi.",     "oy birliği ile karar verilmiştir."};
    static const char *const most[] = {
        "OYÇOKLUĞU İLE KARAR VERİLDİ.", "OYÇOKLUĞU İLE KARAR VERİLMİŞTİR.",
        "OYÇOKLU İLE KARAR VERİLDİ.", "oy çokluğu ile karar verildi."};
    if (!majority) {
        buf_text(out, *PRNG_PICK(&composer->prng, unanimous));
        return;
    }
    buf_text(out, "Meclisimizce ");
    if (told)
        votes_tell(&composer->prng, composer->slots.apostrophe, &composer->sample, out);
    buf_text(out, *PRNG_PICK(&composer->prng, most));
}

/* What became of the matter, told with a formula behind it. */
struct ending {
    const char *outcome, *text;
    int weight; /* of 1000 */
    bool majority;
};
static const struct ending endings[] = {
    {"unanimous", "Yukarıda açıklanan gerekçelerle, {R} {LAW} gereğince ", 640, false},
    {"unanimous", "Teklif hakkında yapılan değerlendirmede, {R} {LAW} uyarınca ", 200, false},
    {"unanimous",
     "{C} Komisyonunca oyçokluğu ile uygun görülen teklif doğrultusunda, {R} {LAW} gereğince ", 50,
     false},
    {"majority", "Yukarıda açıklanan gerekçelerle, {R} {LAW} gereğince ", 24, true},
    {"majority",
     "{C} Komisyonumuzca oybirliği ile uygun görülen teklif doğrultusunda, {R} {LAW} gereğince ",
     16, true},
    {"rejected", "Yukarıda açıklanan gerekçelerle, teklifin reddine {LAW} gereğince ", 9, false},
    {"rejected", "Teklifin reddine ", 7, true},
    {"rejected", "Teklifin reddine ilişkin {C} Komisyonu raporunun kabulüne ", 5, false},
    {"referred", "Konunun incelenmek üzere {C} Komisyonuna havalesine ", 10, false},
    {"referred", "Teklifin {C} Komisyonuna havale edilmesine ", 6, false},
    {"returned", "Teklifin, eksikliklerinin giderilmesi için ilgili birime iadesine ", 8, false},
    {"returned", "Dosyanın yeniden hazırlanmak üzere iade edilmesine ", 5, true},
    {"withdrawn", "Teklif sahibi birimin talebi üzerine konunun geri çekilmesine ", 8, false},
    {"other", "Konunun bir sonraki toplantıya ertelenmesine ", 6, false},
    {"other", "Konunun tehirine ", 6, false},
};

static const struct ending *pick_ending(struct prng *prng) {
    int at = (int)prng_below(prng, 1000);
    const struct ending *ending = endings;
    while (at >= ending->weight)
        at -= ending++->weight;
    return ending;
}

static void say_elected(struct composer *composer) {
    struct buf out = {0};
    if (prng_chance(&composer->prng, 60)) {
        expand(composer, composer->topic->elected, &out);
    } else {
        buf_text(&out, "Gruplarca aday gösterilen komisyon üyelerinin seçilmelerine ");
        put_formula(composer, false, false, &out);
    }
    lines_add(&composer->sample.body, take(&out));
    composer->sample.outcome = "elected";
}

/* {R} in an ending is the topic's result. */
static void say_ending(struct composer *composer, const struct ending *ending) {
    struct buf out = {0};
    const char *slot = strstr(ending->text, "{R}");
    if (slot) {
        char *lead = mem_slice(ending->text, (size_t)(slot - ending->text));
        expand(composer, lead, &out);
        free(lead);
        expand(composer, composer->topic->result, &out);
        expand(composer, slot + 3, &out);
    } else {
        expand(composer, ending->text, &out);
    }
    bool accepted = strcmp(ending->outcome, "majority") == 0;
    put_formula(composer, ending->majority, accepted, &out);
    lines_add(&composer->sample.body, take(&out));
    composer->sample.outcome = ending->outcome;
}

static void say_result(struct composer *composer) {
    open_council(composer);
    if (composer->topic->elected)
        say_elected(composer);
    else
        say_ending(composer, pick_ending(&composer->prng));
}

/* ---- what may follow the result ---- */

static void say_articles(struct composer *composer, int count) {
    say(composer, "HİZMET YÖNETMELİĞİ");
    for (int i = 0; i < count; i++) {
        struct buf out = {0};
        buf_format(&out, "MADDE %d- ", i + 1);
        expand(composer, regulation_articles[(size_t)i % regulation_count], &out);
        lines_add(&composer->sample.body, take(&out));
    }
}

static void put_padded(struct buf *out, const char *text) {
    buf_text(out, text);
    for (size_t width = utf8_count(text); width < 40; width++)
        buf_byte(out, ' ');
}

static void say_tariff(struct composer *composer) {
    static const char *const rows[] = {"Tam", "Öğrenci", "Öğretmen", "Abonman (aylık)", "Servis"};
    bool cells = prng_chance(&composer->prng, 50); /* a cell a line, or columns */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0};
        int lira = prng_between(&composer->prng, 1, 90),
            kurus = prng_between(&composer->prng, 0, 99);
        if (cells)
            lines_add(&composer->sample.body, mem_string(rows[i]));
        else
            put_padded(&out, rows[i]);
        buf_format(&out, "%d,%02d TL", lira, kurus);
        lines_add(&composer->sample.body, take(&out));
    }
}

static void say_parcels(struct composer *composer, int count) {
    struct buf out = {0};
    buf_text(&out, "Kapsamdaki parseller: ");
    for (int i = 0; i < count; i++) {
        int block = prng_between(&composer->prng, 100, 2900);
        int parcel = prng_between(&composer->prng, 1, 99);
        buf_format(&out, "%s%d ada %d parsel", i ? ", " : "", block, parcel);
    }
    lines_add(&composer->sample.body, take(&out));
}

static void say_appendix(struct composer *composer) {
    const char *outcome = composer->sample.outcome;
    struct prng *prng = &composer->prng;
    if (strcmp(outcome, "unanimous") != 0 && strcmp(outcome, "majority") != 0)
        return;
    if (composer->topic->appendix == APPENDIX_REGULATION)
        say_articles(composer, prng_chance(prng, 20) ? 220 : prng_between(prng, 5, 12));
    else if (composer->topic->appendix == APPENDIX_TARIFF && prng_chance(prng, 60))
        say_tariff(composer);
    else if (composer->topic->appendix == APPENDIX_PARCELS && prng_chance(prng, 30))
        say_parcels(composer, prng_between(prng, 30, 60));
}

/* ---- the whole ---- */

static void say_subject(struct composer *composer) {
    struct buf out = {0};
    buf_text(&out, "ÖRNEK – ");
    expand(composer, composer->topic->subject, &out);
    composer->sample.subject = take(&out);
    /* Subjects in capitals ended early in 2015. */
    if (date_number(composer->sample.date) < 20150401 && prng_chance(&composer->prng, 25)) {
        char *shouted = turkish_upper(composer->sample.subject);
        free(composer->sample.subject);
        composer->sample.subject = shouted;
    }
}

struct sample sample_compose(uint64_t seed, const struct calendar_entry *entry) {
    struct composer composer = {
        .prng =
            prng_begin(seed, (uint64_t)date_number(entry->date) * 100000 + (uint64_t)entry->number),
        .sample = {.number = entry->number,
                   .date = entry->date,
                   .votes_for = -1,
                   .votes_against = -1,
                   .abstentions = -1}};
    struct prng *prng = &composer.prng;
    composer.topic = &topics[prng_below(prng, (uint32_t)topic_count)];
    slots_fill(&composer);
    composer.sample.truncated = prng_chance(prng, 2);
    composer.sample.subject_is_labelled = !prng_chance(prng, 4);
    if (composer.sample.subject_is_labelled)
        say_subject(&composer);
    say_letter(&composer);
    if (prng_chance(prng, 30))
        say_report(&composer);
    if (composer.sample.truncated) {
        composer.sample.outcome = "unknown";
    } else {
        say_result(&composer);
        say_appendix(&composer);
    }
    say(&composer, "Bu metin örnektir; gerçek bir karar değildir.");
    return composer.sample;
}
