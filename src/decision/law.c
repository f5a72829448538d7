#include "decision/law.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* `key` is the folded name without its last word, "kanunu" or "kanun". */
static const struct {
    int number;
    const char *name, *key;
} laws[] = {
    {237, "Taşıt Kanunu", "tasit"},
    {442, "Köy Kanunu", "koy"},
    {634, "Kat Mülkiyeti Kanunu", "kat mulkiyeti"},
    {657, "Devlet Memurları Kanunu", "devlet memurlari"},
    {775, "Gecekondu Kanunu", "gecekondu"},
    {1319, "Emlak Vergisi Kanunu", "emlak vergisi"},
    {2464, "Belediye Gelirleri Kanunu", "belediye gelirleri"},
    {2577, "İdari Yargılama Usulü Kanunu", "idari yargilama usulu"},
    {2863, "Kültür ve Tabiat Varlıklarını Koruma Kanunu", "kultur ve tabiat varliklarini koruma"},
    {2872, "Çevre Kanunu", "cevre"},
    {2886, "Devlet İhale Kanunu", "devlet ihale"},
    {2918, "Karayolları Trafik Kanunu", "karayollari trafik"},
    {2942, "Kamulaştırma Kanunu", "kamulastirma"},
    {3194, "İmar Kanunu", "imar"},
    {3621, "Kıyı Kanunu", "kiyi"},
    {4046, "Özelleştirme Uygulamaları Hakkında Kanun", "ozellestirme uygulamalari hakkinda"},
    {4721, "Türk Medenî Kanunu", "turk medeni"},
    {4734, "Kamu İhale Kanunu", "kamu ihale"},
    {4735, "Kamu İhale Sözleşmeleri Kanunu", "kamu ihale sozlesmeleri"},
    {4857, "İş Kanunu", "is"},
    {4982, "Bilgi Edinme Hakkı Kanunu", "bilgi edinme hakki"},
    {5018, "Kamu Malî Yönetimi ve Kontrol Kanunu", "kamu mali yonetimi ve kontrol"},
    {5216, "Büyükşehir Belediyesi Kanunu", "buyuksehir belediyesi"},
    {5302, "İl Özel İdaresi Kanunu", "il ozel idaresi"},
    {5326, "Kabahatler Kanunu", "kabahatler"},
    {5355, "Mahallî İdare Birlikleri Kanunu", "mahalli idare birlikleri"},
    {5393, "Belediye Kanunu", "belediye"},
    {5403, "Toprak Koruma ve Arazi Kullanımı Kanunu", "toprak koruma ve arazi kullanimi"},
    {6085, "Sayıştay Kanunu", "sayistay"},
    {6098, "Türk Borçlar Kanunu", "turk borclar"},
    {6102, "Türk Ticaret Kanunu", "turk ticaret"},
    {6183, "Amme Alacaklarının Tahsil Usulü Hakkında Kanun",
     "amme alacaklarinin tahsil usulu hakkinda"},
    {6245, "Harcırah Kanunu", "harcirah"},
    {6306, "Afet Riski Altındaki Alanların Dönüştürülmesi Hakkında Kanun",
     "afet riski altindaki alanlarin donusturulmesi hakkinda"},
    {6698, "Kişisel Verilerin Korunması Kanunu", "kisisel verilerin korunmasi"},
};

/* What else they are called. */
static const struct {
    int number;
    const char *key;
} aliases[] = {
    {5216, "buyuksehir belediye"},
    {5216, "buyuksehir belediyeleri"},
    {5393, "belediyeler"},
    {6183, "amme alacaklari tahsil usulu hakkinda"},
};

const char *law_name(int law) {
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (laws[i].number == law)
            return laws[i].name;
    return NULL;
}

/* Length of `key` where it ends the text at the beginning of a word, else 0. */
static size_t key_length(const char *text, const char *key) {
    size_t length = strlen(text), tail = strlen(key);
    bool ends = length >= tail && strcmp(text + length - tail, key) == 0;
    return ends && (length == tail || text[length - tail - 1] == ' ') ? tail : 0;
}

int law_find(const char *text) {
    int law = 0;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (key_length(text, laws[i].key) > longest) {
            longest = key_length(text, laws[i].key);
            law = laws[i].number;
        }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (key_length(text, aliases[i].key) > longest) {
            longest = key_length(text, aliases[i].key);
            law = aliases[i].number;
        }
    return law;
}

void citation_turkish(const struct citation *citation, struct buf *out) {
    const char *name = law_name(citation->law);
    buf_format(out, "%d sayılı %s", citation->law, name ? name : "Kanun");
    size_t length = strlen(citation->article);
    if (length) /* a number takes its point: "74. madde", "geçici 1. madde", but "18/A madde" */
        buf_format(out, ", %s%s madde", citation->article,
                   isdigit((unsigned char)citation->article[length - 1]) ? "." : "");
    if (citation->paragraph)
        buf_format(out, ", %d. fıkra", citation->paragraph);
    if (*citation->item)
        buf_format(out, ", (%s) bendi", citation->item);
}

void citation_english(const struct citation *citation, struct buf *out) {
    const char *name = law_name(citation->law);
    buf_format(out, "Law %d", citation->law);
    if (name)
        buf_format(out, " (%s)", name);
    if (*citation->article)
        buf_format(out, ", article %s", citation->article);
    if (citation->paragraph)
        buf_format(out, ", paragraph %d", citation->paragraph);
    if (*citation->item)
        buf_format(out, ", item %s", citation->item);
}
