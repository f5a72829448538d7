#include "intake/links.h"

#include <ctype.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/turkish.h"

#define ANNEXES_MAX 200
#define ADDRESS_MAX 2000
#define WORDS_MAX 400

/* Folded words, wherever they stand in a link. */
static const char *const rest_words[] = {
    "devami icin tikla", "kararin devami", "karar devami", "devamini oku",
    "tam metin",         "kararin tamami", "karar metni",  NULL};
static const char *const annex_words[] = {
    "ek icin",  "eki icin",   "ekler", "ekleri",   "pafta",       "plan not", "plan acikla",
    "ek liste", "ekli liste", "kroki", "ek dosya", "plan ornegi", "tikla",    NULL};
/* Documents that every page offers, or that are cited. */
static const char *const other_words[] = {"kvkk",   "aydinlatma", "gizlilik",
                                          "cerez",  "kilavuz",    "sayili kanun",
                                          "kanunu", "yonetmelig", NULL};
static const char *const endings[] = {"pdf", "jpg",  "jpeg", "png",  "tif", "tiff", "dwg", "dxf",
                                      "xls", "xlsx", "doc",  "docx", "rar", "zip",  "7z",  "kml",
                                      "kmz", "ods",  "odt",  "csv",  "ncz", "shp",  NULL};

static bool holds_any(const char *text, const char *const *words) {
    for (; *words; words++)
        if (strstr(text, *words))
            return true;
    return false;
}

/* "EK-1", "Ek 2 Liste", "EKİ", alone or at the beginning. */
static bool names_annex(const char *folded) {
    while (*folded && !isalnum((unsigned char)*folded))
        folded++;
    if (strncmp(folded, "ek", 2) != 0)
        return false;
    folded += 2;
    if (*folded == 'i' && !isalpha((unsigned char)folded[1]))
        folded++;
    return !isalpha((unsigned char)*folded);
}

static bool leads_to_file(const char *address, size_t bytes) {
    size_t end = 0;
    while (end < bytes && address[end] != '?' && address[end] != '#')
        end++;
    size_t dot = end;
    while (dot > 0 && isalnum((unsigned char)address[dot - 1]))
        dot--;
    if (dot == 0 || address[dot - 1] != '.')
        return false;
    for (size_t i = 0; endings[i]; i++)
        if (strlen(endings[i]) == end - dot &&
            strncasecmp(endings[i], address + dot, end - dot) == 0)
            return true;
    return false;
}

enum link_kind link_kind_of(const char *words, size_t words_bytes, const char *address,
                            size_t address_bytes) {
    char *text = mem_slice(words, words_bytes < WORDS_MAX ? words_bytes : WORDS_MAX);
    char *folded = turkish_fold(text);
    enum link_kind kind = LINK_OTHER;
    bool file = leads_to_file(address, address_bytes);
    if (holds_any(folded, rest_words))
        kind = LINK_REST;
    else if (names_annex(folded) || holds_any(folded, annex_words))
        kind = LINK_ANNEX;
    else if (file && !holds_any(folded, other_words))
        kind = LINK_ANNEX;
    free(folded);
    free(text);
    return kind;
}

/* "http:", "C:": 0 for an address without a scheme. */
static size_t scheme_length(const char *address) {
    size_t length = 0;
    while (isalnum((unsigned char)address[length]) || address[length] == '+' ||
           address[length] == '-' || address[length] == '.')
        length++;
    return length > 0 && address[length] == ':' ? length : 0;
}

static bool leads_somewhere(const char *address) {
    size_t scheme = scheme_length(address);
    if (!*address || *address == '#')
        return false;
    return !scheme || strncasecmp(address, "http:", 5) == 0 ||
           strncasecmp(address, "https:", 6) == 0;
}

/* Blanks, and what no address may hold as it is, are encoded. */
static char *encode(const char *address, size_t bytes) {
    struct buf out = {0};
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)address[i];
        if (byte == '\n' || byte == '\r' || byte == '\t')
            continue;
        if (byte <= ' ' || byte >= 0x7F || strchr("\"<>\\^`{|}", byte))
            buf_format(&out, "%%%02X", byte);
        else
            buf_byte(&out, (char)byte);
    }
    char *encoded = out.data ? buf_take(&out) : mem_string("");
    if (!encoded)
        abort();
    return encoded;
}

/* As it is, where it cannot be joined to the base: a page may name any address as its own. Takes
 * `address`. */
static char *absolute(char *address, const char *base) {
    if (!base || !leads_somewhere(base) || scheme_length(address))
        return address;
    xmlChar *joined = xmlBuildURI((const xmlChar *)address, (const xmlChar *)base);
    if (!joined)
        return address;
    free(address);
    address = mem_string((const char *)joined);
    xmlFree(joined);
    return address;
}

void link_add(struct text_list *annexes, enum link_kind kind, const char *base, const char *address,
              size_t address_bytes) {
    if (kind == LINK_OTHER || annexes->count >= ANNEXES_MAX || address_bytes > ADDRESS_MAX)
        return;
    char *whole = encode(address, address_bytes);
    if (leads_somewhere(whole)) {
        struct buf line = {0};
        whole = absolute(whole, base);
        buf_format(&line, "%s %s", kind == LINK_REST ? "rest" : "annex", whole);
        text_list_add(annexes, buf_string(&line));
        buf_free(&line);
    }
    free(whole);
}
