#include "intake/html_hidden.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* A class or an id with one of these is never the decision: */
static const char *const around[] = {"breadcrumb", "breadcrumbs", "cerez",    "cerezler", "consent",
                                     "cookie",     "cookies",     "footer",   "gdpr",     "navbar",
                                     "copyright",  "sitemap",     "comments", "yorumlar", NULL};
/* and with one of these it is not, unless its text says otherwise. */
static const char *const doubtful[] = {
    "ads",        "altmenu",    "arama",       "banner",  "benzer",     "bottombar", "bulten",
    "carousel",   "contact",    "dil",         "diller",  "dropdown",   "duyurular", "ebulten",
    "haberler",   "hava",       "havadurumu",  "header",  "iletisim",   "ilgili",    "lang",
    "language",   "languages",  "login",       "menu",    "menuler",    "modal",     "nav",
    "navigasyon", "navigation", "newsletter",  "pager",   "pagination", "paylas",    "popup",
    "reklam",     "related",    "search",      "share",   "sidebar",    "skip",      "slider",
    "social",     "sosyal",     "sosyalmedya", "submenu", "toolbar",    "topbar",    "topmenu",
    "ustmenu",    "weather",    "yanmenu",     NULL};
static const char *const roles_around[] = {"navigation", "contentinfo", "search",  "menu",
                                           "menubar",    "toolbar",     "tablist", NULL};
static const char *const roles_doubtful[] = {"banner",      "complementary", "dialog",
                                             "alertdialog", "alert",         NULL};
/* Whole classes of the usual libraries. */
static const char *const hidden[] = {"d-none",
                                     "hidden",
                                     "hide",
                                     "invisible",
                                     "sr-only",
                                     "screen-reader-text",
                                     "visually-hidden",
                                     "visuallyhidden",
                                     "visible-print",
                                     "print-only",
                                     "msodel",
                                     "msocomanchor",
                                     "msocomtxt",
                                     NULL};

static bool is_any(const char *word, size_t length, const char *const *words) {
    for (; *words; words++)
        if (**words == (*word | 0x20) && strncasecmp(*words, word, length) == 0 &&
            !(*words)[length])
            return true;
    return false;
}

static enum html_place worse(enum html_place a, enum html_place b) {
    return a > b ? a : b;
}

/* ---- style sheets ---- */

static int compare_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The declarations without blanks, in small letters, cut to what fits. */
static void squeeze(const char *text, size_t bytes, char *ret, size_t size) {
    size_t used = 0;
    for (size_t i = 0; i < bytes && used + 1 < size; i++)
        if (!isspace((unsigned char)text[i]))
            ret[used++] = (char)tolower((unsigned char)text[i]);
    ret[used] = '\0';
}

/* "opacity:0", but not "opacity:0.5" */
static bool is_nought(const char *style, const char *property) {
    const char *at = strstr(style, property);
    at = at ? at + strlen(property) : NULL;
    if (!at || *at++ != '0')
        return false;
    while (*at == '.' || *at == '0' || isalpha((unsigned char)*at))
        at++;
    return *at == ';' || *at == '!' || *at == '\0';
}

static bool style_hides(const char *style) {
    static const char *const ways[] = {
        "display:none",        "visibility:hidden",  "visibility:collapse", "mso-hide:all",
        "mso-element:comment", "clip:rect(0",        "clip:rect(1px",       "left:-9999",
        "left:-10000",         "top:-9999",          "text-indent:-9999",   "text-indent:-999em",
        "clip-path:inset(50%", "mso-element:header", "mso-element:footer",  "font-size:0;"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strstr(style, ways[i]))
            return true;
    return is_nought(style, "opacity:") || is_nought(style, "font-size:");
}

static void add_name(struct hidden_names *names, const char *selector, size_t bytes) {
    while (bytes && isspace((unsigned char)*selector))
        selector++, bytes--;
    while (bytes && isspace((unsigned char)selector[bytes - 1]))
        bytes--;
    const char *mark = selector;
    while (mark < selector + bytes && isalnum((unsigned char)*mark))
        mark++;
    size_t length = (size_t)(selector + bytes - mark);
    if (length < 2 || (*mark != '.' && *mark != '#'))
        return;
    for (size_t i = 1; i < length; i++)
        if (strchr(".#:[>+~ \t\r\n*(", mark[i]))
            return;
    if ((names->count & (names->count - 1)) == 0)
        names->items =
            mem_grow(names->items, names->count ? names->count * 2 : 1, sizeof *names->items);
    names->items[names->count++] = mem_slice(mark, length);
}

static void add_selectors(struct hidden_names *names, const char *text, size_t bytes) {
    for (size_t start = 0; start < bytes;) {
        const char *comma = memchr(text + start, ',', bytes - start);
        size_t length = comma ? (size_t)(comma - text) - start : bytes - start;
        add_name(names, text + start, length);
        start += length + 1;
    }
}

/* Behind a comment, where one begins here. */
static const char *skip_comment(const char *at) {
    while (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        at = end ? end + 2 : at + strlen(at);
    }
    return at;
}

/* "@media print { … }": behind its inner rules, where they do not concern the screen. */
static const char *skip_at_rule(const char *at) {
    const char *open = at + strcspn(at, "{;");
    if (*open != '{')
        return *open ? open + 1 : open;
    char rule[64];
    squeeze(at, (size_t)(open - at), rule, sizeof rule);
    if (strcmp(rule, "@mediascreen") == 0 || strcmp(rule, "@mediaall") == 0)
        return open + 1;
    size_t depth = 0;
    for (at = open; *at; at++) {
        depth += *at == '{';
        depth -= *at == '}';
        if (depth == 0)
            return at + 1;
    }
    return at;
}

struct hidden_names hidden_names_read(const char *style) {
    struct hidden_names names = {0};
    for (const char *at = style; *at;) {
        at = skip_comment(at);
        if (isspace((unsigned char)*at) || *at == '}') {
            at++;
        } else if (*at == '@') {
            at = skip_at_rule(at);
        } else {
            size_t selectors = strcspn(at, "{}");
            const char *rules = at + selectors + (at[selectors] == '{');
            size_t bytes = strcspn(rules, "}");
            char squeezed[1024];
            squeeze(rules, bytes, squeezed, sizeof squeezed);
            if (style_hides(squeezed))
                add_selectors(&names, at, selectors);
            at = rules + bytes;
        }
    }
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, compare_text);
    return names;
}

void hidden_names_free(struct hidden_names *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    *names = (struct hidden_names){0};
}

static bool is_hidden_name(const struct hidden_names *names, char mark, const char *name,
                           size_t length) {
    char key[80];
    if (!names->count || length + 2 > sizeof key)
        return false;
    key[0] = mark;
    memcpy(key + 1, name, length);
    key[length + 1] = '\0';
    const char *wanted = key;
    return bsearch(&wanted, names->items, names->count, sizeof *names->items, compare_text);
}

/* ---- attributes ---- */

/* The words of one name: "site-footer" and "siteFooter" are site and footer. */
static enum html_place place_of_name(const char *name, size_t length) {
    enum html_place place = PLACE_TEXT;
    for (size_t start = 0; start < length;) {
        size_t end = start;
        while (end < length && isalpha((unsigned char)name[end]) &&
               (end == start || !isupper((unsigned char)name[end]) ||
                isupper((unsigned char)name[end - 1])))
            end++;
        if (end > start && is_any(name + start, end - start, around))
            place = worse(place, PLACE_AROUND);
        else if (end > start && is_any(name + start, end - start, doubtful))
            place = worse(place, PLACE_DOUBTFUL);
        start = end > start ? end : end + 1;
    }
    return place;
}

/* "d-none d-md-block", "hidden md:flex": hidden on small screens only. */
static bool shown_when_wide(const char *classes) {
    static const char *const ends[] = {"-block", "-flex", "-inline", "-table", "-table-cell",
                                       ":block", ":flex", ":inline", ":table"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(classes, ends[i]);
        bool paper = at && at - classes >= 5 && memcmp(at - 5, "print", 5) == 0;
        if (at && !paper)
            return true;
    }
    return false;
}

static enum html_place place_of_names(const struct hidden_names *names, char mark,
                                      const char *text) {
    enum html_place place = PLACE_TEXT;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " \t\r\n\f");
        if (length && (is_hidden_name(names, mark, at, length) ||
                       (mark == '.' && is_any(at, length, hidden) && !shown_when_wide(text))))
            return PLACE_HIDDEN;
        place = worse(place, place_of_name(at, length));
        at += length;
        at += strspn(at, " \t\r\n\f");
    }
    return place;
}

static void read_style(const char *text, struct html_look *look) {
    char style[1024];
    squeeze(text, strlen(text), style, sizeof style);
    if (style_hides(style))
        look->place = PLACE_HIDDEN;
    look->struck = look->struck || strstr(style, "line-through");
    look->unmarked =
        look->unmarked || strstr(style, "list-style:none") || strstr(style, "list-style-type:none");
    look->kept = look->kept || strstr(style, "white-space:pre");
}

struct html_look html_look_read(const struct hidden_names *names, const char *const *attributes) {
    struct html_look look = {PLACE_TEXT, false, false, false};
    for (; attributes && *attributes; attributes += 2) {
        const char *name = attributes[0], *value = attributes[1] ? attributes[1] : "";
        enum html_place place = PLACE_TEXT;
        if (strcmp(name, "class") == 0)
            place = place_of_names(names, '.', value);
        else if (strcmp(name, "id") == 0)
            place = place_of_names(names, '#', value);
        else if (strcmp(name, "hidden") == 0)
            place = strcasecmp(value, "until-found") == 0 ? PLACE_TEXT : PLACE_HIDDEN;
        else if (strcmp(name, "aria-hidden") == 0 && strcasecmp(value, "true") == 0)
            place = PLACE_HIDDEN;
        else if (strcmp(name, "role") == 0 && is_any(value, strlen(value), roles_around))
            place = PLACE_AROUND;
        else if (strcmp(name, "role") == 0 && is_any(value, strlen(value), roles_doubtful))
            place = PLACE_DOUBTFUL;
        else if (strcmp(name, "style") == 0)
            read_style(value, &look);
        look.place = worse(look.place, place);
    }
    return look;
}
