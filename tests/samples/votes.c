#include "samples/votes.h"

static void add_number_in_words(struct buf *out, int number) {
    static const char *const ones[] = {"",    "bir",  "iki",  "üç",    "dört",
                                       "beş", "altı", "yedi", "sekiz", "dokuz"};
    static const char *const tens[] = {"",     "on",     "yirmi",  "otuz",   "kırk",
                                       "elli", "altmış", "yetmiş", "seksen", "doksan"};
    buf_format(out, "%s%s%s", tens[number / 10], number >= 10 && number % 10 ? " " : "",
               ones[number % 10]);
}

static void tell_names(struct prng *prng, const char *apostrophe, struct sample *sample,
                       struct buf *out) {
    if (prng_chance(prng, 50)) {
        buf_format(out, "üyelerden Ali ÖRNEK ve Ayşe DENEME%snin ret oyuna karşı ", apostrophe);
        sample->votes_against = 2;
    } else {
        buf_format(out, "üyelerden Ali ÖRNEK, Ayşe DENEME ve Can NUMUNE%snin ret oylarına karşı ",
                   apostrophe);
        sample->votes_against = 3;
    }
}

void votes_tell(struct prng *prng, const char *apostrophe, struct sample *sample, struct buf *out) {
    int against = prng_between(prng, 1, 19), in_favour = prng_between(prng, 40, 60), abstained = -1;
    switch (prng_below(prng, 7)) {
    case 0:
        buf_format(out, "%d ret oyuna karşı %d kabul oyu ile ", against, in_favour);
        break;
    case 1:
        add_number_in_words(out, against);
        buf_text(out, " red oyuna karşılık ");
        add_number_in_words(out, in_favour);
        buf_text(out, " kabul oyu ile ");
        break;
    case 2:
        abstained = prng_between(prng, 1, 5);
        buf_format(out, "%d kabul, %d ret ve %d çekimser oy ile ", in_favour, against, abstained);
        break;
    case 3:
        buf_format(out,
                   "A Partisi Grubu %d kabul, B Partisi Grubu %d ret, C Partisi Grubu 2 ret oyu "
                   "ile ",
                   in_favour, against);
        against += 2;
        break;
    case 4:
        buf_format(out, "%d (", against);
        add_number_in_words(out, against);
        buf_text(out, ") üyenin ret oyuna karşı ");
        in_favour = -1;
        break;
    case 5:
        tell_names(prng, apostrophe, sample, out);
        return;
    default:
        return;
    }
    sample->votes_for = in_favour;
    sample->votes_against = against;
    sample->abstentions = abstained;
}
