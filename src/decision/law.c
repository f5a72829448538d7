#include "decision/law.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static const struct {
    int number;
    const char *name;
} laws[] = {
    {657, "Devlet Memurları Kanunu"},
    {2464, "Belediye Gelirleri Kanunu"},
    {2577, "İdari Yargılama Usulü Kanunu"},
    {2863, "Kültür ve Tabiat Varlıklarını Koruma Kanunu"},
    {2872, "Çevre Kanunu"},
    {2886, "Devlet İhale Kanunu"},
    {2942, "Kamulaştırma Kanunu"},
    {3194, "İmar Kanunu"},
    {4046, "Özelleştirme Uygulamaları Hakkında Kanun"},
    {5018, "Kamu Malî Yönetimi ve Kontrol Kanunu"},
    {5216, "Büyükşehir Belediyesi Kanunu"},
    {5326, "Kabahatler Kanunu"},
    {5393, "Belediye Kanunu"},
    {6085, "Sayıştay Kanunu"},
    {6183, "Amme Alacaklarının Tahsil Usulü Hakkında Kanun"},
    {6245, "Harcırah Kanunu"},
};

const char *law_name(int law) {
    for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
        if (laws[i].number == law)
            return laws[i].name;
    return NULL;
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
