/* Made-up decisions in every form that councils use: what --vary makes. The matters are those of
 * wording.c; header, title, subject, letter, law, vote, outcome, letters, encoding and format are
 * drawn for each one alone. */
#ifndef SAMPLES_VARY_H
#define SAMPLES_VARY_H

#include "samples/slots.h"

enum vary_number {
    VARY_NUMBER_GLUED,      /* Karar No<padding>:255<padding> */
    VARY_NUMBER_SPACED,     /* Karar No<padding>: 255 */
    VARY_NUMBER_LONG_PAD,   /* and 250 padding characters behind it */
    VARY_NUMBER_NEXT_LINE,  /* Karar No / :255 */
    VARY_NUMBER_WITH_YEAR,  /* Karar No / blank line / : 2015-255 */
    VARY_NUMBER_ONE_LINE,   /* Karar No: 255 <padding> Karar Tarihi: 09/07/2015 */
    VARY_NUMBER_FILE,       /* Dosya No:144 beside Karar No:255 */
    VARY_NUMBER_SITTING,    /* Karar Numarası, DÖNEM, BİRLEŞİM, OTURUM, Katılanlar */
    VARY_NUMBER_AGENDA,     /* Gündem No … Toplantı Tarihi */
    VARY_NUMBER_CAPITALS,   /* KARAR NO : 255 */
    VARY_NUMBER_DATE_FIRST, /* Karar Tarihi before Karar No */
    VARY_NUMBER_LAST,       /* KARAR NO: 255 behind the text */
    VARY_NUMBER_NAME,       /* in the file's name alone */
    VARY_NUMBERS
};

enum vary_format { VARY_TEXT, VARY_WRAPPED, VARY_HTML };
enum vary_letters {
    VARY_SOUND,
    VARY_PDF_BIG,
    VARY_PDF_SMALL,
    VARY_STROKE,
    VARY_MOJIBAKE,
    VARY_DOTS
};
enum vary_encoding { VARY_UTF8, VARY_BOM, VARY_UTF16, VARY_1254, VARY_LATIN5 };

struct varied {
    struct sample sample; /* its department is owned by `department` */
    char *department, *file_number;
    const char *municipality, *municipality_capitals;
    enum vary_number number;
    enum vary_format format;
    enum vary_letters letters;
    enum vary_encoding encoding;
};

/* The same seed and entry give the same decision. */
struct varied vary_compose(uint64_t seed, const struct calendar_entry *entry);
void vary_clear(struct varied *varied);

/* Draws a legal ground for the composer's topic: what is said of it, and what that means. The text
 * is owned by the caller and must outlive the composer's. */
char *vary_law(struct prng *prng, const char *apostrophe, struct law_phrase *ret);

/* The votes before a formula, many more than votes_tell knows; "" at times. */
void vary_votes(struct prng *prng, const char *apostrophe, bool rejected, struct sample *sample,
                struct buf *out);

/* The council's own sentence; sets the outcome and its votes. */
void vary_result(struct composer *composer);

/* The page's bytes. */
void vary_layout(const struct varied *varied, uint64_t seed, struct buf *out);
/* From "ornek-2015-0254" on: ".txt" or ".html". */
const char *vary_ending(const struct varied *varied);

/* As sample_truth, and the fields that only these have. */
void vary_truth(const struct varied *varied, const char *file, struct buf *out);

#endif
