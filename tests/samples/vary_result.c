/* How a council's result may be written. */
#include "samples/vary.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const ones[] = {"",    "bir",  "iki",  "üç",    "dört",
                                   "beş", "altı", "yedi", "sekiz", "dokuz"};
static const char *const tens[] = {"",     "on",     "yirmi",  "otuz",   "kırk",
                                   "elli", "altmış", "yetmiş", "seksen", "doksan"};

static void put_count(struct buf *out, int number, int form) {
    const char *blank = form == 1 && number >= 10 && number % 10 ? " " : "";
    if (form == 0)
        buf_format(out, "%d", number);
    else if (form == 3)
        buf_format(out, "%d (%s%s)", number, tens[number / 10], ones[number % 10]);
    else if (form == 4)
        buf_format(out, "(%d)", number);
    else
        buf_format(out, "%s%s%s", tens[number / 10], blank, ones[number % 10]);
}

static void put_names(struct prng *prng, const char *apostrophe, struct sample *sample,
                      struct buf *out) {
    static const char *const leads[] = {"Meclis Üyeleri ", "üyelerden ", "Meclis üyesi ", ""};
    static const struct {
        int count;
        const char *names, *ending;
    } groups[] = {
        {1, "Ahmet ÖRNEK", "in"},
        {2, "Ayşe DENEME ve Can NUMUNE", "nin"},
        {3, "Selim TASLAK, Derya ÖRNEK ve Kemal SINAMA", "nın"},
        {4, "Naci ÖRNEK, Pelin TASARI, Ufuk DENEME ve Esin SINAMA", "nın"},
    };
    size_t at = prng_below(prng, sizeof groups / sizeof *groups);
    const char *lead = at == 0 ? leads[2] : leads[prng_below(prng, 2)];
    bool many = prng_chance(prng, 50);
    buf_format(out, "%s%s%s%s %s ", lead, groups[at].names, apostrophe, groups[at].ending,
               many ? "ret oylarına karşılık" : "red oyuna karşı");
    sample->votes_against = groups[at].count;
}

static void put_parties(struct prng *prng, struct sample *sample, struct buf *out) {
    int a = prng_between(prng, 15, 30), b = prng_between(prng, 5, 14), c = prng_between(prng, 2, 9);
    if (prng_chance(prng, 50)) {
        buf_format(out,
                   "A Partisi Grubunun %d kabul, B Partisi Grubunun %d ret ve C Partisi "
                   "Grubunun %d ret oyu ile ",
                   a, b, c);
        sample->votes_against = b + c;
        sample->votes_for = a;
        return;
    }
    buf_format(out, "A Partisinin %d kabul, C Partisinin %d kabul, B Partisinin %d red oyuyla ", a,
               c, b);
    sample->votes_for = a + c;
    sample->votes_against = b;
}

static void put_counts(struct prng *prng, bool rejected, struct sample *sample, struct buf *out) {
    int less = prng_between(prng, 2, 19), more = prng_between(prng, 23, 59);
    int against = rejected ? more : less, in_favour = rejected ? less : more;
    int form = (int)prng_below(prng, 5), way = (int)prng_below(prng, 5);
    const char *no = prng_chance(prng, 50) ? "ret" : "red";
    if (way == 0) {
        put_count(out, against, form);
        buf_format(out, " %s oyuna karşı ", no);
        put_count(out, in_favour, form);
        buf_text(out, " kabul oyu ile ");
    } else if (way == 1) {
        put_count(out, in_favour, form);
        buf_text(out, " kabul oyuna karşılık ");
        put_count(out, against, form);
        buf_format(out, " %s oyu ile ", no);
    } else if (way == 2) {
        int none = prng_between(prng, 1, 9);
        put_count(out, in_favour, form);
        buf_text(out, " kabul, ");
        put_count(out, against, form);
        buf_format(out, " %s ve ", no);
        put_count(out, none, form);
        buf_text(out, " çekimser oy ile ");
        sample->abstentions = none;
    } else if (way == 3) {
        put_count(out, in_favour, form);
        buf_text(out, " evet oyuna karşı ");
        put_count(out, against, form);
        buf_text(out, " hayır oyu ile ");
    } else {
        put_count(out, against, form);
        buf_format(out, " üyenin %s oyuna karşılık ", no);
        in_favour = -1;
    }
    sample->votes_for = in_favour;
    sample->votes_against = against;
}

void vary_votes(struct prng *prng, const char *apostrophe, bool rejected, struct sample *sample,
                struct buf *out) {
    uint32_t way = prng_below(prng, 10);
    if (way < 5)
        put_counts(prng, rejected, sample, out);
    else if (rejected || way > 8)
        return;
    else if (way < 7)
        put_names(prng, apostrophe, sample, out);
    else
        put_parties(prng, sample, out);
}

/* {R} is what the topic decides, {V} the votes; both are filled in here, the rest by expand. */
static const struct ending {
    const char *outcome, *text;
} endings[] = {
    {"unanimous", "{R} {LAW} gereğince Meclisimizce OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"unanimous", "{R} {LAW} gereğince Meclisimizce OYBİRLİĞİ İLE KARAR VERİLMİŞTİR."},
    {"unanimous", "{R} {LAW} uyarınca oy birliği ile karar verilmiştir."},
    {"unanimous", "{R} {LAW} hükmü gereğince mevcudun oybirliğiyle karar verildi."},
    {"unanimous", "Teklifin aynen kabulüne {LAW} gereğince Oybirliği ile karar verilmiştir."},
    {"unanimous", "Teklif, {LAW} gereğince Meclisimizce oybirliği ile kabul edilmiştir."},
    {"unanimous", "Konunun {C} Komisyonundan geldiği şekliyle kabulüne {LAW} gereğince OYBİRLİĞİ "
                  "ile karar verildi."},
    {"unanimous", "{C} Komisyonunca oyçokluğu ile uygun görülen teklif doğrultusunda {R} {LAW} "
                  "gereğince Meclisimizce oybirliği ile karar verildi."},
    {"unanimous", "{R}, {LAW} gereğince toplantıya katılanların oybirliği ile karar verildi."},
    {"unanimous", "{R} işaretle yapılan oylama sonucunda oybirliğiyle karar verilmiştir."},
    {"majority", "{R} {LAW} gereğince {V}OYÇOKLUĞU İLE KARAR VERİLDİ."},
    {"majority", "{R} {LAW} gereğince Meclisimizce {V}oyçokluğuyla karar verilmiştir."},
    {"majority", "{R} {V}OYÇOKLU İLE KARAR VERİLDİ."},
    {"majority", "Teklif, {LAW} gereğince {V}oy çokluğu ile kabul edilmiştir."},
    {"majority", "{C} Komisyonunca oybirliği ile uygun görülen teklif doğrultusunda {R} {LAW} "
                 "gereğince Meclisimizce {V}OYÇOKLUĞU ile karar verildi."},
    {"majority", "Komisyon raporunun aksine {R} {LAW} gereğince {V}oyçokluğu ile karar verildi."},
    {"rejected", "Teklifin reddine OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"rejected", "Talebin reddine {LAW} gereğince {W}oyçokluğu ile karar verilmiştir."},
    {"rejected", "Teklifin REDDEDİLMESİNE {W}OYÇOKLUĞU İLE KARAR VERİLDİ."},
    {"rejected", "Yapılan oylama sonucunda teklif {W}reddedilmiştir."},
    {"rejected", "Teklifin reddine ilişkin {C} Komisyonu raporunun kabulüne oybirliği ile karar "
                 "verildi."},
    {"rejected", "Teklifin kabul edilmemesine {W}oyçokluğu ile karar verildi."},
    {"rejected", "Talebin uygun görülmemesine OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"referred", "Konu, incelenmek üzere {C} Komisyonuna havale edilmiştir."},
    {"referred", "Konunun {C} Komisyonuna havalesine oybirliği ile karar verildi."},
    {"referred", "Teklifin incelenmek üzere {C} Komisyonu’na havale edilmesine OYBİRLİĞİ İLE KARAR "
                 "VERİLDİ."},
    {"referred", "Konunun {C} Komisyonu ile Hukuk Komisyonuna müştereken havalesine oybirliğiyle "
                 "karar verilmiştir."},
    {"returned", "Dosyanın eksikliklerinin giderilmesi için ilgili birimine iadesine oybirliği ile "
                 "karar verildi."},
    {"returned", "Teklifin yeniden hazırlanmak üzere iade edilmesine OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"withdrawn", "Teklifin gündemden geri çekilmesine oybirliği ile karar verilmiştir."},
    {"withdrawn", "Teklif sahibi birimin isteği üzerine konu geri çekilmiştir."},
    {"other", "Konunun bir sonraki toplantıya ertelenmesine oybirliği ile karar verildi."},
    {"other", "Konu Meclisin bilgisine sunulmuştur."},
    {"other",
     "Önceki kararda sehven yazılan ada numarasının tashihine oybirliği ile karar verildi."},
    {"other", "Konunun gelecek birleşime tehirine OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"other", "Süresi içinde görüşülemeyen teklifin kabul edilmiş sayılmasına karar verildi."},
};
static const struct ending elections[] = {
    {"elected", "Yapılan gizli oylama sonucunda adı geçen üyelerin {LAW} gereğince komisyon "
                "üyeliğine seçilmelerine OYBİRLİĞİ İLE KARAR VERİLDİ."},
    {"elected", "Gizli oyla yapılan seçim sonucunda grupların adayları {LAW} gereğince komisyon "
                "üyeliğine SEÇİLDİ."},
    {"elected", "Gruplarca gösterilen adaylar oybirliği ile seçilmişlerdir."},
};

static void fill(struct composer *composer, const char *text, struct buf *out) {
    const char *apostrophe = composer->slots.apostrophe;
    for (const char *slot; (slot = strpbrk(text, "{")); text = slot + 3) {
        bool ours = strchr("RVW", slot[1]) && slot[2] == '}';
        const char *end = ours ? slot : strchr(slot, '}') + 1;
        char *lead = mem_slice(text, (size_t)(end - text));
        expand(composer, lead, out);
        free(lead);
        if (!ours)
            slot = end - 3;
        else if (slot[1] == 'R')
            expand(composer, composer->topic->result, out);
        else
            vary_votes(&composer->prng, apostrophe, slot[1] == 'W', &composer->sample, out);
    }
    expand(composer, text, out);
}

void vary_result(struct composer *composer) {
    const struct ending *ending = composer->topic->elected ? PRNG_PICK(&composer->prng, elections)
                                                           : PRNG_PICK(&composer->prng, endings);
    struct buf out = {0};
    fill(composer, ending->text, &out);
    composer->sample.outcome = ending->outcome;
    char *text = buf_take(&out);
    if (!text)
        abort();
    lines_add(&composer->sample.body, text);
}
