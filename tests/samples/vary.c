#include "samples/vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "text/turkish.h"

static const char *const provinces[] = {
    "Bornova", "Çankaya", "Kartal",   "Nilüfer", "Selçuklu", "Muratpaşa", "Pamukkale",
    "Söke",    "Salihli", "Kuşadası", "Karesi",  "Ödemiş",   "Serdivan",  "Odunpazarı"};
static const struct {
    const char *name, *capitals;
} councils[] = {
    {"Muğla Büyükşehir Belediyesi", "MUĞLA BÜYÜKŞEHİR BELEDİYESİ"},
    {"Muğla Büyükşehir Belediyesi", "MUĞLA BÜYÜKŞEHİR BELEDİYESİ"},
    {"Muğla Büyükşehir Belediyesi", "MUĞLA BÜYÜKŞEHİR BELEDİYESİ"},
    {"İzmir Büyükşehir Belediyesi", "İZMİR BÜYÜKŞEHİR BELEDİYESİ"},
    {"Bursa Büyükşehir Belediyesi", "BURSA BÜYÜKŞEHİR BELEDİYESİ"},
    {"Sakarya Büyükşehir Belediyesi", "SAKARYA BÜYÜKŞEHİR BELEDİYESİ"},
    {"Karaburun Belediyesi", "KARABURUN BELEDİYESİ"},
    {"Süleymanpaşa Belediyesi", "SÜLEYMANPAŞA BELEDİYESİ"},
};

static char *take(struct buf *text) {
    char *string = text->data ? buf_take(text) : mem_string("");
    if (!string)
        abort();
    return string;
}

static void say(struct composer *composer, const char *text) {
    struct buf out = {0};
    expand(composer, text, &out);
    lines_add(&composer->sample.body, take(&out));
}

/* ---- the letter ---- */

static char *file_number(struct prng *prng) {
    struct buf out = {0};
    int unit = prng_between(prng, 10000000, 89999999), plan = prng_between(prng, 10, 99);
    int last = prng_between(prng, 1, 9999);
    switch (prng_below(prng, 7)) {
    case 0:
        buf_format(&out, "%d-301.01-E.%d", unit, last);
        break;
    case 1:
        buf_format(&out, "%d-301-", unit);
        break;
    case 2:
        buf_format(&out, "%d", last);
        break;
    case 3:
        buf_format(&out, "E.%d", last);
        break;
    case 4:
        buf_format(&out, "E-%d-301.01-%d", unit, last);
        break;
    default:
        buf_format(&out, "%d-301.%d-%d", unit, plan, last);
    }
    return take(&out);
}

/* "Fen İşleri Dairesi Başkanlığı" or "Fen İşleri Daire Başkanlığı". */
static char *department_name(struct prng *prng, const char *name) {
    const char *mark = strstr(name, "Dairesi B");
    if (!mark || !prng_chance(prng, 30))
        return mem_string(name);
    struct buf out = {0};
    buf_add(&out, name, (size_t)(mark - name));
    buf_format(&out, "Daire %s", mark + strlen("Dairesi "));
    return take(&out);
}

static void open_letter(struct composer *composer, struct varied *varied) {
    static const char *const ends[] = {" sayılı Başkanlık Makamından Meclise havaleli yazısında;",
                                       " sayılı yazısında;",
                                       " sayılı Başkanlık Makamından havaleli yazısı ile;",
                                       " sayılı teklif yazısında;", " sayılı yazılarında;"};
    static const char *const arrivals[] = {" sayılı yazıda;", " sayılı teklifte;"};
    struct prng *prng = &composer->prng;
    const struct department *department = &departments[composer->topic->department];
    const char *suffix = department->genitive, *mark = composer->slots.apostrophe;
    struct buf out = {0};
    varied->department = department_name(prng, department->name);
    varied->file_number = file_number(prng);
    bool arrival = prng_chance(prng, 15);
    if (prng_chance(prng, 25))
        mark = "";
    buf_format(&out, "%s%s", varied->department, mark);
    if (arrival) /* nın, nin, nün: ndan, nden, nden */
        buf_text(&out, strstr(suffix, "ı") ? "ndan gelen " : "nden gelen ");
    else
        buf_format(&out, "%s ", suffix);
    put_date(prng, earlier(prng, composer->sample.date, 1, 14), &out);
    buf_format(&out, "%s%s", prng_chance(prng, 70) ? " tarih ve " : " tarihli ve ",
               varied->file_number);
    buf_text(&out, arrival ? *PRNG_PICK(prng, arrivals) : *PRNG_PICK(prng, ends));
    lines_add(&composer->sample.body, take(&out));
}

static void close_letter(struct composer *composer) {
    static const char *const ends[] = {
        "Gereği için yazımızın Meclis’e havalesini olurlarınıza arz ederim. Denilmektedir.",
        "Konunun {LAW} kapsamında karara bağlanmasını arz ederim. Denilmektedir.",
        "Hususlarını bilgilerinize arz ederim, denilmektedir.",
        "Konunun Meclisimizce görüşülmesi istenilmektedir.",
        "Bilgilerinizi ve gereğini arz ederim. Denilmiştir.",
    };
    say(composer, *PRNG_PICK(&composer->prng, ends));
}

/* ---- what is not the council's own result ---- */

static void say_commission(struct composer *composer) {
    static const char *const reports[] = {
        "Konu komisyonumuzca incelenmiş olup teklifin uygun olduğuna oybirliği ile karar "
        "verilmiştir. Denilmektedir.",
        "Komisyonumuzca yapılan görüşme sonucunda teklifin kabulünün uygun olacağına oyçokluğu ile "
        "karar verilmiştir. Denilmektedir.",
        "Teklifin reddinin uygun olacağına Komisyonumuzca 4 ret oyuna karşı 5 kabul oyu ile karar "
        "verilmiştir. Denilmektedir.",
        "Konu komisyonumuzda görüşülmüş, teklifin geldiği şekliyle kabulüne komisyonumuzca "
        "oybirliğiyle karar verilmiştir. Denilmektedir.",
    };
    struct buf out = {0};
    expand(composer, "{C} Komisyonu’nun ", &out);
    put_date(&composer->prng, earlier(&composer->prng, composer->sample.date, 15, 28), &out);
    int number = prng_between(&composer->prng, 1, 90);
    bool apart = prng_chance(&composer->prng, 50);
    const char *report = *PRNG_PICK(&composer->prng, reports);
    buf_format(&out, " tarih ve %d sayılı raporunda;", number);
    if (!apart)
        buf_format(&out, " %s", report);
    lines_add(&composer->sample.body, take(&out));
    if (apart)
        say(composer, report);
}

/* Votes on other things than the matter, by other bodies or at other times. */
static void say_other_votes(struct composer *composer) {
    static const char *const texts[] = {
        "Gündem dışı verilen teklifin gündeme alınmasına oybirliği ile karar verilmiştir.",
        "Belediye Encümeninin {B} tarih ve 310 sayılı kararı ile teklif oybirliği ile uygun "
        "bulunmuştur.",
        "Belediye Meclisimizin {B} tarih ve 88 sayılı kararı ile benzer bir teklif oyçokluğu ile "
        "reddedilmiştir.",
        "Konu, Belediye Meclisimizin {B} tarih ve 45 sayılı kararı ile komisyona havale "
        "edilmiştir.",
    };
    if (prng_chance(&composer->prng, 25))
        say(composer, *PRNG_PICK(&composer->prng, texts));
}

static void say_general(struct composer *composer) {
    size_t first = prng_below(&composer->prng, (uint32_t)general_count);
    size_t count = composer->topic->elected ? 0 : prng_below(&composer->prng, 4);
    for (size_t i = 0; i < count; i++)
        say(composer, general_paragraphs[(first + i * 5) % general_count]);
}

static void open_council(struct composer *composer) {
    static const char *const openers[] = {
        "Meclisimizce yapılan görüşme sonucunda;",
        "Meclisimizce yapılan görüşmeler sonucunda;",
        "Konunun Meclisimizde görüşülmesi sonucunda;",
        "Yapılan görüşme ve oylama sonucunda;",
        "Belediye Meclisince yapılan müzakere ve oylama sonucunda;",
        "Meclisimizce konu görüşülmüş olup;",
    };
    struct prng *prng = &composer->prng;
    if (prng_chance(prng, 75)) {
        say(composer, *PRNG_PICK(prng, openers));
        return;
    }
    struct buf out = {0};
    buf_text(&out, "Belediye Meclisimizin ");
    put_date(prng, composer->sample.date, &out);
    buf_text(&out, " tarihli toplantısında yapılan görüşmeler neticesinde;");
    lines_add(&composer->sample.body, take(&out));
}

static void say_table(struct composer *composer) {
    static const char *const rows[] = {"Tam", "Öğrenci", "Öğretmen", "Abonman", "Servis aracı"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0};
        int lira = prng_between(&composer->prng, 1, 90);
        lines_add(&composer->sample.body, mem_string(rows[i]));
        buf_format(&out, "%d,50 TL", lira);
        lines_add(&composer->sample.body, take(&out));
    }
}

/* What stands behind the result has formulas of its own. */
static void say_regulation(struct composer *composer) {
    int count = prng_between(&composer->prng, 4, 14);
    say(composer, "HİZMET YÖNETMELİĞİ");
    for (int i = 0; i < count; i++) {
        struct buf out = {0};
        buf_format(&out, "MADDE %d- ", i + 1);
        expand(composer, regulation_articles[(size_t)i % regulation_count], &out);
        lines_add(&composer->sample.body, take(&out));
    }
}

static void say_appendix(struct composer *composer) {
    const char *outcome = composer->sample.outcome;
    if (strcmp(outcome, "unanimous") != 0 && strcmp(outcome, "majority") != 0)
        return;
    switch (prng_below(&composer->prng, 8)) {
    case 0:
        say_regulation(composer);
        break;
    case 1:
        say_table(composer);
        break;
    default:
        break;
    }
}

/* ---- the whole ---- */

static void say_letter(struct composer *composer, struct varied *varied) {
    open_letter(composer, varied);
    for (size_t i = 0; i < 3; i++)
        if (composer->topic->letter[i])
            say(composer, composer->topic->letter[i]);
    say_general(composer);
    close_letter(composer);
    if (prng_chance(&composer->prng, 40))
        say_commission(composer);
}

static void choose_page(struct prng *prng, struct varied *varied) {
    static const enum vary_format pages[] = {VARY_TEXT, VARY_TEXT, VARY_WRAPPED, VARY_HTML,
                                             VARY_HTML};
    static const enum vary_letters spoilt[] = {VARY_PDF_BIG, VARY_PDF_SMALL, VARY_STROKE,
                                               VARY_MOJIBAKE, VARY_DOTS};
    static const enum vary_encoding codes[] = {VARY_BOM, VARY_UTF16, VARY_1254, VARY_LATIN5};
    size_t council = prng_below(prng, sizeof councils / sizeof *councils);
    varied->municipality = councils[council].name;
    varied->municipality_capitals = councils[council].capitals;
    varied->number = (enum vary_number)prng_below(prng, VARY_NUMBERS);
    varied->format = *PRNG_PICK(prng, pages);
    if (prng_chance(prng, 20))
        varied->letters = *PRNG_PICK(prng, spoilt);
    else if (prng_chance(prng, 30))
        varied->encoding = *PRNG_PICK(prng, codes);
}

/* Subjects in capitals ended early in 2015. */
static char *subject(struct composer *composer) {
    struct buf out = {0};
    expand(composer, composer->topic->subject, &out);
    char *text = take(&out);
    if (!prng_chance(&composer->prng, 12))
        return text;
    char *shouted = turkish_upper(text);
    free(text);
    return shouted;
}

static void compose(struct composer *composer, struct varied *varied) {
    struct prng *prng = &composer->prng;
    if (prng_chance(prng, 25))
        composer->slots.district = *PRNG_PICK(prng, provinces);
    composer->sample.truncated = prng_chance(prng, 5);
    composer->sample.subject_is_labelled = true;
    composer->sample.subject = subject(composer);
    say_letter(composer, varied);
    if (composer->sample.truncated) {
        composer->sample.outcome = "unknown";
        return;
    }
    say_other_votes(composer);
    open_council(composer);
    vary_result(composer);
    say_appendix(composer);
}

struct varied vary_compose(uint64_t seed, const struct calendar_entry *entry) {
    struct varied varied = {0};
    struct composer composer = {
        .prng = prng_begin(seed ^ UINT64_C(0x56415259),
                           (uint64_t)date_number(entry->date) * 100000 + (uint64_t)entry->number),
        .sample = {.number = entry->number,
                   .date = entry->date,
                   .votes_for = -1,
                   .votes_against = -1,
                   .abstentions = -1}};
    struct topic topic = topics[prng_below(&composer.prng, (uint32_t)topic_count)];
    composer.topic = &topic;
    choose_page(&composer.prng, &varied);
    slots_fill(&composer);
    char *law = vary_law(&composer.prng, composer.slots.apostrophe, &topic.law);
    composer.slots.law = law;
    compose(&composer, &varied);
    free(law);
    varied.sample = composer.sample;
    varied.sample.department = varied.department;
    return varied;
}

void vary_clear(struct varied *varied) {
    sample_clear(&varied->sample);
    free(varied->department);
    free(varied->file_number);
    *varied = (struct varied){0};
}

void vary_truth(const struct varied *varied, const char *file, struct buf *out) {
    struct buf line = {0};
    json_error_t reason;
    sample_truth(&varied->sample, file, &line);
    json_t *object = json_loads(buf_string(&line), 0, &reason);
    json_object_set_new(object, "file_number", json_string(varied->file_number));
    json_object_set_new(object, "municipality", json_string(varied->municipality));
    char *text = json_dumps(object, JSON_COMPACT);
    if (!text)
        abort();
    buf_format(out, "%s\n", text);
    free(text);
    json_decref(object);
    buf_free(&line);
}
