#include "intake/html_words.h"

#include <ctype.h>
#include <string.h>

/* At the beginning of a line, before a colon, a cell, a number or the line's end. */
static const char *const labels[] = {"karar no",
                                     "karar numarasi",
                                     "karar tarihi",
                                     "karar sayisi",
                                     "karar tarih",
                                     "konusu",
                                     "konu",
                                     "kararin konusu",
                                     "kararin ozu",
                                     "ozu",
                                     "karar konusu",
                                     "dosya no",
                                     "gundem no",
                                     "gundem maddesi",
                                     "toplanti tarihi",
                                     "birlesim",
                                     "oturum",
                                     "donem",
                                     "toplanti saati",
                                     "meclis karar no",
                                     "meclis tarihi",
                                     "karar",
                                     "teklif",
                                     "gundem",
                                     "madde",
                                     "gecici madde",
                                     "ek madde",
                                     NULL};
/* Anywhere in it. */
static const char *const formulas[] = {
    "karar no:",        "karar no :",    "karar tarihi",      "oybirligi",     "oy birligi",
    "oycoklu",          "oy coklu",      "karar veril",       "kararlastiril", "karara baglan",
    "denilmekte",       "havalesine",    "havale edil",       "reddine",       "iadesine",
    "gorusulmesi",      "meclisimiz",    "devami icin tikla", "ek icin tikla", "ekler icin tikla",
    "tarihli birlesim", "sayili yazisi", "geri cekil",        "secilmis",      NULL};
static const char *const imprints[] = {
    "tel:",     "tel :",      "tel.",          "telefon",    "faks",      "fax",
    "e-posta",  "eposta",     "e-mail",        "kep:",       "kep adres", "www.",
    "adres:",   "adres :",    "cagri merkezi", "nem:",       "nem :",     "ruzgar",
    "sicaklik", "hissedilen", "444 ",          "posta kodu", "@",         NULL};
static const char *const streets[] = {"mah.",  "mahallesi", "cad.", "caddesi", "sok.",
                                      "sokak", "bulvari",   "blv.", NULL};
static const char *const sure_imprints[] = {"tum haklari",
                                            "copyright",
                                            "©",
                                            "bizi takip",
                                            "telif hakki",
                                            "cerez",
                                            "whatsapp hatti",
                                            "°c",
                                            "bulutlu",
                                            "yukari cik",
                                            "facebook",
                                            "instagram",
                                            "e-bulten",
                                            "web sitemiz",
                                            "okunma sayisi",
                                            "goruntulenme sayisi",
                                            "son guncelleme",
                                            NULL};
static const char *const buttons[] = {"yazdir",
                                      "paylas",
                                      "geri",
                                      "geri don",
                                      "tweet",
                                      "tweetle",
                                      "facebook",
                                      "twitter",
                                      "whatsapp",
                                      "ana sayfa",
                                      "anasayfa",
                                      "pdf indir",
                                      "indir",
                                      "kapat",
                                      "yazi boyutu",
                                      "a+",
                                      "a-",
                                      "dinle",
                                      "sesli oku",
                                      "favorilere ekle",
                                      "kopyala",
                                      "onceki",
                                      "sonraki",
                                      "x",
                                      "linkedin",
                                      "e-posta",
                                      "a a a",
                                      "onceki karar",
                                      "sonraki karar",
                                      "listeye don",
                                      NULL};

static const char *skip_marks(const char *text) {
    while (*text && (unsigned char)*text < 0x80 && !isalnum((unsigned char)*text))
        text++;
    if (strncmp(text, "•", strlen("•")) == 0)
        return skip_marks(text + strlen("•"));
    return text;
}

/* A label says something, or stands alone. */
static bool is_label(const char *text) {
    for (size_t i = 0; labels[i]; i++) {
        size_t length = strlen(labels[i]);
        if (strncmp(text, labels[i], length) != 0 || isalpha((unsigned char)text[length]))
            continue; /* "Karar No208": of two elements */
        bool bare = strcmp(labels[i], "karar") == 0 || strcmp(labels[i], "gundem") == 0 ||
                    strcmp(labels[i], "teklif") == 0; /* words of menus, too */
        const char *behind = text + length;
        while (*behind && strchr(" .-\xC2\xA0", *behind))
            behind++;
        if (*behind == ':' || (!bare && (!*behind || isdigit((unsigned char)*behind))))
            return true;
        if (strcmp(labels[i], "konusu") == 0 && *behind) /* "KONUSU Belediyemizin …" */
            return true;
    }
    return false;
}

/* "m e c l i s   k a r a r i", or unspaced at the end of a short line. */
static bool is_title(const char *text) {
    char squeezed[96];
    size_t length = 0;
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80 || isspace((unsigned char)*text))
            continue;
        if (length + 1 == sizeof squeezed || !isalpha((unsigned char)*text))
            return false;
        squeezed[length++] = *text;
    }
    squeezed[length] = '\0';
    static const char *const ends[] = {"mecliskarari", "meclisikarari", "meclisininkarari"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (length >= strlen(ends[i]) && strcmp(squeezed + length - strlen(ends[i]), ends[i]) == 0)
            return true;
    return false;
}

static bool holds_any(const char *text, const char *const *words) {
    for (; *words; words++)
        if (strstr(text, *words))
            return true;
    return false;
}

bool words_are_anchor(const char *folded) {
    const char *text = skip_marks(folded);
    return is_label(text) || is_title(text) || holds_any(text, formulas);
}

bool words_are_subject(const char *folded) {
    return strlen(folded) > 30 && (strstr(folded, "gorusulmesi") || strstr(folded, "hususu"));
}

/* "0252 214 48 80", "+90 (252) 214-4880": ten digits and more that start so. */
static bool holds_phone(const char *text) {
    for (const char *at = text; *at; at++) {
        bool starts = *at == '0' || strncmp(at, "+90", 3) == 0;
        if (!starts || (at > text && isalnum((unsigned char)at[-1])))
            continue;
        size_t digits = 0;
        for (const char *next = at; *next && strchr("+0123456789 ()-/", *next); next++)
            digits += isdigit((unsigned char)*next) != 0;
        if (digits >= 10 && digits <= 24)
            return true;
    }
    return false;
}

/* "Adres: … Mah. … Cad.", but not every text that names a street. */
static bool holds_address(const char *text) {
    return strncmp(text, "adres", 5) == 0 && holds_any(text, streets);
}

size_t words_imprint(const char *folded) {
    size_t weight = (size_t)holds_phone(folded) + holds_address(folded);
    for (size_t i = 0; imprints[i]; i++)
        weight += strstr(folded, imprints[i]) != NULL;
    for (size_t i = 0; sure_imprints[i]; i++)
        weight += strstr(folded, sure_imprints[i]) ? 2 : 0;
    return weight;
}

bool words_are_top(const char *folded) {
    static const char *const ends[] = {"belediyesi", "belediye baskanligi", "belediye meclisi",
                                       "belediyesi meclisi", "belediyesi baskanligi"};
    const char *text = skip_marks(folded);
    size_t length = strlen(text);
    if (strncmp(text, "t.c", 3) == 0 || strcmp(text, "tc") == 0)
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (length < 80 && length >= strlen(ends[i]) &&
            strcmp(text + length - strlen(ends[i]), ends[i]) == 0)
            return true;
    return false;
}

bool words_are_button(const char *folded) {
    for (size_t i = 0; buttons[i]; i++)
        if (strcmp(folded, buttons[i]) == 0)
            return true;
    return false;
}

bool words_open_others(const char *folded) {
    static const char *const first[] = {"ilgili", "diger", "benzer", "son", "onceki", "one cikan"};
    static const char *const rest[] = {
        " kararlar", " meclis kararlari",         " haberler", " duyurular", " icerikler",
        " yazilar",  " belediye meclis kararlari"};
    const char *text = skip_marks(folded);
    size_t length = strlen(text);
    length -= length && text[length - 1] == ':';
    if (length == strlen("yorumlar") && strncmp(text, "yorumlar", length) == 0)
        return true;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        size_t begin = strlen(first[i]);
        for (size_t k = 0; strncmp(text, first[i], begin) == 0 && k < sizeof rest / sizeof *rest;
             k++)
            if (length == begin + strlen(rest[k]) &&
                strncmp(text + begin, rest[k], length - begin) == 0)
                return true;
    }
    return false;
}
