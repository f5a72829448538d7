#include "screens/words.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "decision/law.h"
#include "text/dates.h"
#include "text/turkish.h"

static const char *const words[WORD_COUNT][LANGUAGE_COUNT] = {
    [WORD_SEARCH] = {"Karar ara", "Search"},
    [WORD_APPEARANCE] = {"Görünüm", "Display"},
    [WORD_OTHER_LANGUAGE] = {"English", "Türkçe"},
    [WORD_LIST] = {"Kararlar", "Decisions"},
    [WORD_BACK] = {"Geri", "Back"},
    [WORD_PAGE_UP] = {"Önceki sayfa", "Page up"},
    [WORD_PAGE_DOWN] = {"Sonraki sayfa", "Page down"},
    [WORD_NUMBER] = {"Karar no", "Decision no."},
    [WORD_RESULT] = {"Sonuç", "Result"},
    [WORD_DEPARTMENT] = {"Birim", "Department"},
    [WORD_BASIS] = {"Dayanak", "Legal basis"},
    [WORD_PLACE] = {"Yer", "Place"},
    [WORD_SUBJECT] = {"KONUSU", "SUBJECT"},
    [WORD_TEXT] = {"KARAR METNİ", "TEXT OF THE DECISION (IN TURKISH)"},
    [WORD_TRUNCATED] = {"Bu metin tam değildir: yayımlanan sayfada kararın devamı yer almıyor. "
                        "Tamamını yazı işlerinden isteyebilirsiniz.",
                        "This text is not whole: the published page leaves out the rest of the "
                        "decision. The registry can give you all of it."},
    [WORD_GONE_TITLE] = {"Bu karar artık yayında değil", "This decision is no longer published"},
    [WORD_GONE_TEXT] = {"Karar, belediye tarafından yayından kaldırıldı.",
                        "The municipality has taken it back."},
    [WORD_SEARCH_HINT] = {"Karar no ya da kelime yazın", "Type a number or a word"},
    [WORD_SEARCH_HINT_SHORT] = {"No ya da kelime", "Number or word"},
    [WORD_SEARCH_FIELD] = {"Aranan", "Searched"},
    [WORD_SEARCH_NONE] = {"Bu aramaya uyan karar bulunamadı.", "No decision matches this search."},
    [WORD_SPACE] = {"boşluk", "space"},
    [WORD_ERASE] = {"Sil", "Erase"},
    [WORD_KEYBOARD_HIDE] = {"Klavyeyi gizle", "Hide the keyboard"},
    [WORD_KEYBOARD_SHOW] = {"Klavyeyi göster", "Show the keyboard"},
    [WORD_TEXT_SIZE] = {"Yazı boyutu", "Text size"},
    [WORD_SIZE_1] = {"Normal", "Normal"},
    [WORD_SIZE_1_5] = {"Büyük", "Large"},
    [WORD_SIZE_2] = {"Çok büyük", "Very large"},
    [WORD_COLOURS] = {"Renkler", "Colours"},
    [WORD_DAY] = {"Gündüz", "Day"},
    [WORD_NIGHT] = {"Gece", "Night"},
    [WORD_CONTRAST] = {"Karşıtlık", "Contrast"},
    [WORD_SAMPLE] = {"Örnek", "Sample"},
    [WORD_SAMPLE_TEXT] = {"Meclisimiz, teklifin ilgili komisyona havale edilmesine oybirliğiyle "
                          "karar verdi.",
                          "The council decided unanimously to refer the proposal to the "
                          "commission concerned."},
    [WORD_TOUCH_TASK] = {"Koyu artının tam ortasına dokunun.",
                         "Touch the very middle of the dark cross."},
    [WORD_TOUCH_STRAIGHT] = {"Dokunmatik yüzey doğru çalışıyor.", "The touch panel is in order."},
    [WORD_TOUCH_SHIFTED] = {"Dokunuşlar kayık algılanıyor: panel ayarlanmalı.",
                            "Touches arrive beside the finger: the panel must be calibrated."},
    [WORD_TOUCH_TURNED] = {"Dokunuşlar görüntüye göre dönük; panelin kendi ayarı gerekir. Saat "
                           "yönünde:",
                           "Touches are turned against the picture; only the panel’s own settings "
                           "put that right. Clockwise:"},
    [WORD_TOUCH_MIRRORED] = {"Panel aynadaki gibi ters algılıyor; döndürme ayarı bunu düzeltmez, "
                             "panelin kendi ayarı gerekir.",
                             "The panel is mirrored: no rotation puts that right, only the panel’s "
                             "own settings."},
    [WORD_TOUCH_UNCLEAR] = {"Dokunuşlar artılarla uyuşmuyor. Sınamayı yineleyin.",
                            "The touches do not fit the crosses. Do the test again."},
    [WORD_TOUCH_MEAN] = {"Ortalama sapma", "Average error"},
    [WORD_TOUCH_WORST] = {"en çok", "at most"},
    [WORD_TOUCH_END] = {"Bitir", "End"},
    [WORD_NO_DATA_TITLE] = {"Kararlar henüz yüklenmedi", "No decisions have been loaded yet"},
    [WORD_NO_DATA_TEXT] = {"Bu ekran meclis kararlarını gösterir. Kararlar yüklendiğinde "
                           "kendiliğinden görünecektir.",
                           "This screen shows the decisions of the council. They will appear by "
                           "themselves as soon as they are loaded."},
    [WORD_BROKEN_TITLE] = {"Kararlar şu anda gösterilemiyor",
                           "The decisions cannot be shown at the moment"},
    [WORD_BROKEN_TEXT] = {"Bu ekrandaki kararlar okunamadı. Yeni bir güncelleme geldiğinde "
                          "kendiliğinden görünecektir.",
                          "The decisions on this screen could not be read. They will appear by "
                          "themselves with the next update."},
    [WORD_VISITOR_TEXT] = {"Bu sırada meclis kararlarını yazı işlerinden öğrenebilirsiniz.",
                           "Meanwhile the registry can tell you about the council’s decisions."},
    [WORD_STAFF_MISSING] = {"Görevli için: güncelleme belleğini takın ya da “meclis-sync update” "
                            "komutunu çalıştırın.",
                            "For staff: plug in the update stick, or run “meclis-sync update”."},
    [WORD_STAFF_BROKEN] = {"Görevli için: “meclis-sync check” önceki kararlara döner; güncelleme "
                           "belleği yenilerini yükler.",
                           "For staff: “meclis-sync check” returns to the previous set; the "
                           "update stick loads a new one."},
    [WORD_PREVIOUS_SET] = {"Son güncelleme okunamadı; önceki kararlar gösteriliyor.",
                           "The last update cannot be read; these are the decisions before it."},
    [WORD_EMPTY_TITLE] = {"Henüz yayımlanmış karar yok", "No decision has been published yet"},
    [WORD_EMPTY_TEXT] = {"Meclis kararları yayımlandıkça burada görünecektir.",
                         "The council’s decisions will appear here as they are published."},
};

const char *word(enum language language, enum word which) {
    return words[which][language];
}

static const char *const outcomes[OUTCOME_COUNT][2][LANGUAGE_COUNT] = {
    [OUTCOME_UNKNOWN] = {{"Metinde yok", "Not in text"},
                         {"Sonuç bu metinde yok", "The result is not in this text"}},
    [OUTCOME_UNANIMOUS] = {{"Oybirliği", "Unanimous"}, {"Oybirliği ile kabul", "Unanimous"}},
    [OUTCOME_MAJORITY] = {{"Oyçokluğu", "Majority"}, {"Oyçokluğu ile kabul", "By majority"}},
    [OUTCOME_REJECTED] = {{"Ret", "Rejected"}, {"Reddedildi", "Rejected"}},
    [OUTCOME_REFERRED] = {{"Komisyona", "Referred"},
                          {"Komisyona havale edildi", "Referred to a commission"}},
    [OUTCOME_RETURNED] = {{"İade", "Returned"}, {"İade edildi", "Returned"}},
    [OUTCOME_WITHDRAWN] = {{"Geri çekme", "Withdrawn"}, {"Geri çekildi", "Withdrawn"}},
    [OUTCOME_ELECTED] = {{"Seçim", "Election"}, {"Seçim yapıldı", "Election held"}},
    [OUTCOME_OTHER] = {{"Diğer", "Other"}, {"Diğer sonuç (metinde)", "Other (see text)"}},
};

const char *outcome_short(enum language language, enum outcome outcome) {
    return outcomes[outcome][0][language];
}

const char *outcome_long(enum language language, enum outcome outcome) {
    return outcomes[outcome][1][language];
}

void words_date(enum language language, struct date date, struct buf *out) {
    char text[DATE_WORDS];
    if (language == LANGUAGE_TURKISH)
        date_turkish(date, true, text);
    else
        date_english(date, true, text);
    buf_text(out, text);
}

void words_sitting(enum language language, const struct sitting *sitting, struct buf *out) {
    int count = sitting->count, unanimous = sitting->unanimous;
    if (language == LANGUAGE_ENGLISH) {
        buf_format(out, "%d decision%s, %d unanimous", count, count == 1 ? "" : "s", unanimous);
        return;
    }
    char of[32];
    turkish_count_of(unanimous, of, sizeof of);
    buf_format(out, "%d karar", count);
    if (unanimous == count)
        buf_text(out, count == 1 ? ", oybirliğiyle" : ", tümü oybirliğiyle");
    else if (unanimous)
        buf_format(out, ", %s oybirliğiyle", of);
}

static void add_vote(struct buf *out, size_t start, const char *name, int votes) {
    if (votes < 0)
        return;
    buf_format(out, "%s%s %d", out->len > start ? ", " : "", name, votes);
}

void words_votes(enum language language, const struct decision *decision, struct buf *out) {
    bool turkish = language == LANGUAGE_TURKISH;
    size_t start = out->len;
    add_vote(out, start, turkish ? "kabul" : "for", decision->votes_for);
    add_vote(out, start, turkish ? "ret" : "against", decision->votes_against);
    add_vote(out, start, turkish ? "çekimser" : "abstaining", decision->abstentions);
}

void words_as_of(enum language language, const struct catalogue_info *info, struct buf *out) {
    struct local_time at = clock_local(info->issued);
    struct date date = {at.year, at.month, at.day};
    char text[DATE_WORDS];
    if (language == LANGUAGE_TURKISH) {
        date_turkish(date, false, text);
        buf_format(out, "Veriler %s, %02d.%02d itibarıyla", text, at.hour, at.minute);
    } else {
        date_english(date, false, text);
        buf_format(out, "Data as of %s, %02d:%02d", text, at.hour, at.minute);
    }
}

/* "Muğla Büyükşehir Belediyesi" holds the "Muğla Büyükşehir Belediye Meclisi". */
void words_council(const char *municipality, struct buf *out) {
    static const char ending[] = "Belediyesi";
    size_t bytes = strlen(municipality), end = sizeof ending - 1;
    bool belediyesi = bytes >= end && strcmp(municipality + bytes - end, ending) == 0;
    buf_add(out, municipality, belediyesi ? bytes - 2 : bytes);
    buf_text(out, bytes ? " Meclisi" : "Belediye Meclisi");
}

void words_citation(enum language language, const struct citation *citation, struct buf *out) {
    if (language == LANGUAGE_TURKISH)
        citation_turkish(citation, out);
    else
        citation_english(citation, out);
}

void words_fingerprint(const char *digest, struct buf *out) {
    for (int i = 0; i < 8 && digest[i]; i++) {
        if (i == 4)
            buf_byte(out, ' ');
        buf_byte(out, (char)toupper((unsigned char)digest[i]));
    }
}
