/* What web pages put around a decision: navigation, weather, buttons, notes on cookies.
 *
 * A line goes only where it cannot be the decision's own: as a whole, by what all of its words are,
 * or as one of the few known sentences at a line's end. */
#include <string.h>

#include "intake/head.h"

/* More words than any of these lines has. */
#define LINE_WORDS 24

struct sentence {
    const char *words;
    bool truncates, annex;
};
/* Longer ones before those that they end with. */
static const struct sentence sentences[] = {
    {"kararin devamini okumak icin tiklayiniz", true, false},
    {"kararin devami icin lutfen tiklayiniz", true, false},
    {"kararin devami icin tiklayiniz", true, false},
    {"kararin devami icin tiklayin", true, false},
    {"kararin tamami icin tiklayiniz", true, false},
    {"karar devami icin tiklayiniz", true, false},
    {"devamini okumak icin tiklayiniz", true, false},
    {"devami icin tiklayiniz", true, false},
    {"devami icin tiklayin", true, false},
    {"kararin devami", true, false},
    {"devamini oku", true, false},
    {"devami icin", true, false},
    {"devami", true, false},
    {"ekleri icin tiklayiniz", false, true},
    {"ekler icin tiklayiniz", false, true},
    {"ek icin tiklayiniz", false, true},
    {"ek icin tiklayin", false, true},
    {"eki icin tiklayiniz", false, true},
    {"geri tum meclis kararlari", false, false},
    {"tum meclis kararlari", false, false},
    {"meclis karar detay", false, false},
    {"meclis canli", false, false},
    {"show in english", false, false},
};

/* Sentences of one or two common words: only as a line of their own. */
static bool stands_alone_only(const struct sentence *sentence) {
    return strcmp(sentence->words, "devami") == 0 || strcmp(sentence->words, "devami icin") == 0 ||
           strcmp(sentence->words, "kararin devami") == 0 ||
           strcmp(sentence->words, "devamini oku") == 0;
}

static size_t word_count(const char *sequence) {
    size_t count = 1;
    for (; *sequence; sequence++)
        count += *sequence == ' ';
    return count;
}

/* Takes this sentence off the line's end, if it is there. */
static bool remove_sentence(struct page *page, size_t line, const struct sentence *what) {
    const struct words *words = &page->lines[line].words;
    size_t length = word_count(what->words);
    if (words->count < length || !words_match(words, words->count - length, what->words))
        return false;
    size_t first = words->count - length;
    if (!first) {
        page_remove(page, line);
        return true;
    }
    /* "… kararı için Ek için tıklayınız" is text and debris; a word glued to it is neither. */
    if (stands_alone_only(what) || !(word_gap(words, first) & (GAP_SPACE | GAP_CELL)))
        return false;
    page_cut(page, line, first);
    return true;
}

static bool ends_like_sentence(const struct words *words) {
    static const char *const ends[] = {"tiklayiniz", "tiklayin", "devami", "icin",    "oku",
                                       "kararlari",  "detay",    "canli",  "english", NULL};
    return word_is_any(words, words->count - 1, ends);
}

/* ---- lines of nothing else ---- */

static bool all_of(const struct words *words, const char *const *few, const char *const *more) {
    bool told = false;
    for (size_t i = 0; i < words->count; i++) {
        bool one = word_is_any(words, i, few);
        if (!one && !word_is_any(words, i, more))
            return false;
        told = told || one;
    }
    return told;
}

/* Buttons and menus: nothing but such words, one of which is found nowhere else. */
static bool is_navigation(const struct words *words) {
    static const char *const plain[] = {
        "geri",    "yazdir",   "paylas",    "facebook", "facebookta", "twitter",  "twitterda",
        "tweetle", "whatsapp", "instagram", "youtube",  "linkedin",   "telegram", "anasayfa",
        "indir",   "english",  "canli",     "detay",    "detayi",     "menu",     "print",
        "share",   "download", "onceki",    "sonraki",  "yukari",     "sitemap",  "icerige",
        "ana",     "don",      "oku",       "dinle",    "arkadasina", "gizlilik", NULL};
    static const char *const besides[] = {
        "tum",        "meclis",   "meclisi",    "karar",     "kararlari", "kararlar", "sayfa",
        "sayfaya",    "sayfayi",  "belediye",   "e",         "posta",     "mail",     "gonder",
        "pdf",        "olarak",   "site",       "haritasi",  "git",       "atla",     "basa",
        "cik",        "show",     "in",         "tr",        "en",        "turkce",   "kurumsal",
        "iletisim",   "haberler", "duyurular",  "hizmetler", "projeler",  "yayin",    "izle",
        "kopyala",    "link",     "linki",      "da",        "ta",        "x",        "a",
        "hakkimizda", "baskan",   "politikasi", "bu",        NULL};
    return all_of(words, plain, besides);
}

/* "25° Parçalı Bulutlu", "partly-cloudy-day": the weather and its icon. */
static bool is_weather(const struct line *line) {
    static const char *const sky[] = {
        "parcali", "bulutlu", "gunesli", "yagmurlu",     "sisli", "ruzgarli", "saganak", "yagisli",
        "puslu",   "cloudy",  "sunny",   "rain",         "rainy", "partly",   "mostly",  "clear",
        "fog",     "snow",    "wind",    "thunderstorm", "sleet", "drizzle",  NULL};
    static const char *const besides[] = {
        "acik", "kapali", "az",  "cok",       "hafif", "karli",   "c",    "day", "night",
        "hava", "durumu", "gok", "gurultulu", "yer",   "weather", "icon", "wi",  NULL};
    const struct words *words = &line->words;
    bool degrees = strstr(line->text, "\u00B0") != NULL, told = false;
    /* "Muğla 14°C" */
    size_t city = degrees && words->count == 3 && words->items[0].capital &&
                  words->items[1].digits && word_is(words, 2, "c");
    for (size_t i = city; i < words->count; i++) {
        bool one = word_is_any(words, i, sky);
        if (!one && !words->items[i].digits && !word_is_any(words, i, besides))
            return false;
        told = told || one;
    }
    return told ||
           (degrees && words->count >= 1 && words->items[city].digits && words->count <= city + 3 &&
            (words->count == city + 1 || word_is_any(words, words->count - 1, besides)));
}

/* "Ana Sayfa > Meclis > Meclis Kararları". */
static bool is_trail(const struct words *words) {
    return words_match(words, 0, "ana sayfa") || word_is(words, 0, "anasayfa");
}

static bool has_any(const struct words *words, const char *const *beginnings) {
    for (size_t i = 0; i < words->count; i++)
        for (size_t j = 0; beginnings[j]; j++)
            if (word_begins(words, i, beginnings[j]))
                return true;
    return false;
}

/* Notes on cookies, and the line on rights at the foot of a site. */
static bool is_note(const struct line *line) {
    static const char *const cookies[] = {"cerez", "cookie", NULL};
    static const char *const sites[] = {"site", "sitemiz", "internet", "web", "kabul", NULL};
    const struct words *words = &line->words;
    if (has_any(words, cookies) && (has_any(words, sites) || words->count <= 4))
        return true;
    for (size_t i = 0; i < words->count; i++)
        if (words_match(words, i, "tum haklari saklidir") ||
            words_match(words, i, "her hakki saklidir"))
            return true;
    return strncmp(line->text, "\u00A9", 2) == 0 || word_is(words, 0, "copyright");
}

/* The same word over and over: "MUĞLA MUĞLA", or "MUĞLA" on two lines one below the other. */
static bool is_echo(const struct page *page, size_t line) {
    const struct words *words = &page->lines[line].words;
    if (words->count == 0 || !words->items[0].capital || words->items[0].digits ||
        strlen(word_text(words, 0)) < 3)
        return false;
    for (size_t i = 1; i < words->count; i++)
        if (!word_is(words, i, word_text(words, 0)) || (word_gap(words, i) & GAP_CELL))
            return false;
    return words->count >= 2;
}

/* "Okunma Sayısı: 311", "Toplam Ziyaretçi 1.204.551", "Çağrı Merkezi 444 48 01": such words and
 * numbers, and nothing else. */
static bool is_counter(const struct words *words) {
    static const char *const plain[] = {"okunma",   "goruntulenme", "goruntuleme", "ziyaretci",
                                        "tiklanma", "hit",          "kvkk",        "aydinlatma",
                                        "takip",    "merkezi",      NULL};
    static const char *const besides[] = {
        "sayisi", "toplam", "bugun",  "dun",    "bugunku", "kez",          "kere",  "metni",
        "bizi",   "edin",   "cagri",  "online", "aktif",   "ve",           "bilgi", "bu",
        "haber",  "sayfa",  "icerik", "defa",   "okundu",  "goruntulendi", NULL};
    static const char *const pairs[] = {
        "okunma",     "goruntulenme", "goruntuleme",   "ziyaretci",        "tiklanma",
        "hit",        "bizi takip",   "cagri merkezi", "kvkk aydinlatma",  "aydinlatma metni",
        "kez okundu", "defa okundu",  "kere okundu",   "kez goruntulendi", "defa goruntulendi",
        NULL};
    bool told = false;
    for (size_t i = 0; i < words->count; i++) {
        if (!words->items[i].digits && !word_is_any(words, i, plain) &&
            !word_is_any(words, i, besides))
            return false;
        for (size_t j = 0; pairs[j]; j++)
            told = told || words_match(words, i, pairs[j]);
    }
    return told && (words->count > 1);
}

static bool is_debris(const struct page *page, size_t line) {
    const struct line *at = &page->lines[line];
    if (at->words.count == 0 || at->words.count > LINE_WORDS)
        return false;
    return is_navigation(&at->words) || is_weather(at) || is_trail(&at->words) || is_note(at) ||
           is_counter(&at->words) || is_echo(page, line);
}

/* ---- the foot of a site ---- */

/* "Tel: 0252 214 48 00 Faks: …", "www.ornek.bel.tr". */
static bool is_contact(const struct words *words) {
    static const char *const names[] = {"telefon", "tel", "faks", "fax", "posta", "kep", NULL};
    bool named = false;
    for (size_t i = 0; i < words->count; i++) {
        bool value = (word_gap(words, i + 1) & GAP_COLON) || words->items[i + 1].digits;
        named = named || (value && word_is_any(words, i, names)) ||
                (word_is(words, i, "www") && word_gap(words, i + 1) == GAP_DOT);
    }
    return named && words->count <= LINE_WORDS && !line_is_told(words);
}

/* "Muslihittin Mahallesi, Atatürk Bulvarı No: 22 Menteşe / MUĞLA". */
static bool is_address(const struct words *words) {
    static const char *const streets[] = {"cad",    "caddesi", "bulvari",   "blv",   "sok", "sokak",
                                          "sokagi", "mah",     "mahallesi", "adres", NULL};
    bool street = false, number = false;
    for (size_t i = 0; i < words->count; i++) {
        street = street || word_is_any(words, i, streets);
        number = number || (word_is(words, i, "no") && words->items[i + 1].digits);
    }
    return street && number && words->count <= LINE_WORDS &&
           (word_gap(words, words->count - 1) & GAP_SLASH);
}

/* An address counts only beside a telephone, both as the last lines of the page. */
static void remove_foot(struct page *page) {
    size_t first = page->count;
    bool contact = false;
    while (first > 0) {
        const struct line *at = &page->lines[first - 1];
        bool calls = is_contact(&at->words);
        if (at->role == LINE_BODY && !calls && !is_address(&at->words))
            break;
        contact = contact || calls;
        first--;
    }
    for (; contact && first < page->count; first++)
        if (page->lines[first].role == LINE_BODY)
            page_remove(page, first);
}

/* ---- the city's name, a line each ---- */

static bool is_name_line(const struct line *line) {
    return line->role == LINE_BODY && line->words.count == 1 && line->words.items[0].capital &&
           !line->words.items[0].digits && strlen(word_text(&line->words, 0)) >= 3;
}

static bool same_line(const struct page *page, size_t a, size_t b) {
    return is_name_line(&page->lines[a]) && is_name_line(&page->lines[b]) &&
           word_is(&page->lines[a].words, 0, word_text(&page->lines[b].words, 0));
}

/* Runs of one and the same name above the decision and below it; inside of it they are the cells
 * of a table. */
static void remove_names(struct page *page) {
    for (size_t i = 0; i + 1 < page->count && page->lines[i].words.count <= 4; i++) {
        bool first = same_line(page, i, i + 1);
        bool more = i > 0 && page->lines[i - 1].role == LINE_REMOVED &&
                    is_name_line(&page->lines[i]) &&
                    word_is(&page->lines[i - 1].words, 0, word_text(&page->lines[i].words, 0));
        if (first || more)
            page_remove(page, i);
    }
    size_t end = page->count;
    while (end > 1 && same_line(page, end - 1, end - 2))
        end--;
    for (size_t i = end - (end > 0 && end < page->count); end < page->count && i < page->count; i++)
        page_remove(page, i);
}

bool page_remove_debris(struct page *page, bool *ret_annex) {
    bool truncated = false;
    *ret_annex = false;
    for (size_t i = 0; i < page->count; i++) {
        struct line *line = &page->lines[i];
        for (size_t j = 0; j < sizeof sentences / sizeof *sentences; j++) {
            if (line->role != LINE_BODY || !ends_like_sentence(&line->words))
                break;
            if (remove_sentence(page, i, &sentences[j])) {
                truncated = truncated || sentences[j].truncates;
                *ret_annex = *ret_annex || sentences[j].annex;
            }
        }
        if (line->role == LINE_BODY && is_debris(page, i))
            page_remove(page, i);
    }
    remove_foot(page);
    remove_names(page);
    return truncated;
}
