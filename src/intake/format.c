#include "intake/format.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "intake/archive.h"

#define HEAD_BYTES ((size_t)64 << 10)
#define TYPES_MAX ((size_t)1 << 20) /* bytes of an Office package's list of types */
#define TAGS_ENOUGH 2               /* of HTML, in a text that does not begin with one */

/* ---- by the first bytes ---- */

struct magic {
    size_t at;
    const char *bytes;
    size_t count;
    enum format format;
};

static const struct magic magics[] = {
    {0, "PK\3\4", 4, FORMAT_ARCHIVE},
    {0, "PK\5\6", 4, FORMAT_ARCHIVE}, /* an empty one */
    {0, "PK\7\10", 4, FORMAT_ARCHIVE},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, FORMAT_OLE},
    {0, "{\\rtf", 5, FORMAT_RTF},
    {0, "\x89PNG\r\n\x1A\n", 8, FORMAT_IMAGE},
    {0, "\xFF\xD8\xFF", 3, FORMAT_IMAGE},
    {0, "II*\0", 4, FORMAT_IMAGE},
    {0, "MM\0*", 4, FORMAT_IMAGE},
    {0, "GIF8", 4, FORMAT_IMAGE},
    {8, "WEBP", 4, FORMAT_IMAGE},
    {4, "ftypheic", 8, FORMAT_IMAGE},
    {4, "ftypmif1", 8, FORMAT_IMAGE},
    {0, "7z\xBC\xAF\x27\x1C", 6, FORMAT_PACKED},
    {0, "Rar!\x1A\7", 6, FORMAT_PACKED},
    {0, "\x1F\x8B", 2, FORMAT_PACKED},
    {0, "BZh", 3, FORMAT_PACKED},
    {0,
     "\xFD"
     "7zXZ\0",
     6, FORMAT_PACKED},
    {257, "ustar", 5, FORMAT_PACKED},
};

static bool is_bitmap(const char *bytes, size_t count) {
    return count > 14 && memcmp(bytes, "BM", 2) == 0 && memcmp(bytes + 6, "\0\0\0\0", 4) == 0;
}

/* Some printers write a few lines before it. A text that speaks of it has no objects. */
static bool is_pdf(const char *bytes, size_t count) {
    size_t head = count < 1024 ? count : 1024;
    const char *at = memmem(bytes, head, "%PDF-", 5);
    size_t before = at ? (size_t)(at - bytes) : 0;
    bool first = strspn(bytes, "\xEF\xBB\xBF \t\r\n") >= before;
    return at && (first || memmem(at, count - before, " obj", 4));
}

static bool find_magic(const char *bytes, size_t count, enum format *ret) {
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        const struct magic *magic = &magics[i];
        if (count >= magic->at + magic->count &&
            memcmp(bytes + magic->at, magic->bytes, magic->count) == 0) {
            *ret = magic->format;
            return true;
        }
    }
    return false;
}

/* ---- by the first letters ---- */

/* The beginning as ASCII in lower case, whatever the encoding: of UTF-16 every other byte. */
struct head {
    char text[4096 + 1];
    size_t len;
};

static void head_read(struct head *head, const char *bytes, size_t count) {
    bool wide = count >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 ||
                               memcmp(bytes, "\xFE\xFF", 2) == 0 || (!bytes[0] != !bytes[1]));
    for (size_t i = 0; i < count && head->len < sizeof head->text - 1; i++) {
        char byte = bytes[i];
        if (wide && !byte)
            continue;
        head->text[head->len++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32
                                         : byte                     ? byte
                                                                    : '?');
    }
    head->text[head->len] = '\0';
}

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *skip_blanks(const char *text) {
    return text + strspn(text, " \t\r\n\f\v");
}

/* Behind byte order marks, comments, <?xml …?>; sets `xml` where it says so. */
static const char *skip_prolog(const char *text, bool *xml) {
    for (;;) {
        const char *end = NULL, *start = text;
        if (begins(text, "\xEF\xBB\xBF"))
            text += 3;
        if (begins(text, "\xFF\xFE") || begins(text, "\xFE\xFF"))
            text += 2;
        text = skip_blanks(text);
        if (begins(text, "<!--") && (end = strstr(text, "-->")))
            text = end + 3;
        else if (begins(text, "<?") && (end = strchr(text, '>'))) {
            *xml = *xml || begins(text, "<?xml");
            text = end + 1;
        }
        if (text == start)
            return text;
    }
}

static const char *const tags[] = {
    "html",   "head",   "body",    "title",      "meta",   "link",     "script", "style", "div",
    "span",   "p",      "table",   "tbody",      "thead",  "tr",       "td",     "th",    "font",
    "center", "b",      "strong",  "i",          "em",     "u",        "br",     "hr",    "h1",
    "h2",     "h3",     "h4",      "h5",         "h6",     "a",        "ul",     "ol",    "li",
    "dl",     "main",   "article", "section",    "header", "nav",      "footer", "aside", "form",
    "img",    "iframe", "pre",     "blockquote", "base",   "noscript", "label",  "input", NULL};

static bool opens_tag(const char *text) {
    if (*text++ != '<')
        return false;
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789");
    if (!text[length] || !strchr(" \t\r\n/>", text[length]))
        return false;
    for (size_t i = 0; tags[i]; i++)
        if (strlen(tags[i]) == length && memcmp(tags[i], text, length) == 0)
            return true;
    return false;
}

/* A piece cut out of a page may begin with text. */
static bool has_tags(const char *text) {
    static const char *const closing[] = {"</p>",    "</div>", "</td>", "</span>",
                                          "</html>", "<br>",   "<br/>", "<br />"};
    int found = 0;
    for (; (text = strchr(text, '<')); text++)
        for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
            found += begins(text, closing[i]);
    return found >= TAGS_ENOUGH;
}

static bool is_mime(const char *text) {
    const char *version = strstr(text, "mime-version:");
    return version && (version == text || version[-1] == '\n') && strstr(text, "content-type:");
}

static enum format sniff_text(const char *bytes, size_t count) {
    struct head head = {.len = 0};
    bool xml = false;
    head_read(&head, bytes, count);
    const char *text = skip_prolog(head.text, &xml);
    if (begins(text, "<!doctype"))
        return begins(skip_blanks(text + 9), "html") || !xml ? FORMAT_HTML : FORMAT_XML;
    if (opens_tag(text))
        return FORMAT_HTML;
    if (xml)
        return FORMAT_XML;
    if (begins(text, "<!--")) /* one that is longer than the head */
        return FORMAT_HTML;
    if (is_mime(head.text))
        return FORMAT_MIME;
    return has_tags(text) ? FORMAT_HTML : FORMAT_TEXT;
}

enum format format_sniff(const char *bytes, size_t count) {
    enum format format = FORMAT_TEXT;
    if (count == 0)
        return FORMAT_EMPTY;
    if (is_pdf(bytes, count < HEAD_BYTES ? count : HEAD_BYTES))
        return FORMAT_PDF;
    if (find_magic(bytes, count, &format))
        return format;
    return is_bitmap(bytes, count) ? FORMAT_IMAGE : sniff_text(bytes, count);
}

/* ---- by what is inside ---- */

/* The names in an OLE file's directory are UTF-16. */
static bool ole_holds(const char *bytes, size_t count, const char *name) {
    char wide[2 * 32];
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        wide[2 * i] = name[i];
        wide[2 * i + 1] = '\0';
    }
    return memmem(bytes, count, wide, 2 * length) != NULL;
}

static enum format ole_format(const char *bytes, size_t count) {
    static const struct {
        const char *name;
        enum format format;
    } streams[] = {{"EncryptedPackage", FORMAT_LOCKED},
                   {"WordDocument", FORMAT_DOC},
                   {"Workbook", FORMAT_SHEET},
                   {"PowerPoint Document", FORMAT_SLIDES},
                   {"__substg1.0_", FORMAT_MAIL}};
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        if (ole_holds(bytes, count, streams[i].name))
            return streams[i].format;
    return FORMAT_OLE;
}

/* What the package's own list of types calls its main part. An embedded table is not that. */
static enum format office_format(struct archive *archive, size_t types) {
    static const struct {
        const char *type;
        enum format format;
    } main_parts[] = {{"wordprocessingml.document.main+xml", FORMAT_DOCX},
                      {"wordprocessingml.template.main+xml", FORMAT_DOCX},
                      {"ms-word.document.macroEnabled.main+xml", FORMAT_DOCX},
                      {"ms-word.template.macroEnabledTemplate.main+xml", FORMAT_DOCX},
                      {"spreadsheetml.", FORMAT_SHEET},
                      {"ms-excel.", FORMAT_SHEET},
                      {"presentationml.", FORMAT_SLIDES},
                      {"ms-powerpoint.", FORMAT_SLIDES}};
    struct buf text = {0};
    enum format format = FORMAT_ARCHIVE;
    if (archive_read(archive, types, TYPES_MAX, &text, NULL) == ERR_OK)
        for (size_t i = 0; i < sizeof main_parts / sizeof *main_parts; i++)
            if (format == FORMAT_ARCHIVE && strstr(buf_string(&text), main_parts[i].type))
                format = main_parts[i].format;
    buf_free(&text);
    return format;
}

enum format format_of_archive(struct archive *archive) {
    size_t at;
    enum format format = FORMAT_ARCHIVE;
    if (archive_find(archive, "[Content_Types].xml", &at))
        format = office_format(archive, at);
    if (format == FORMAT_ARCHIVE && archive_find(archive, "word/document.xml", &at))
        return FORMAT_DOCX; /* some list no types */
    if (format != FORMAT_ARCHIVE)
        return format;
    if (archive_find(archive, "mimetype", &at) && archive_find(archive, "content.xml", &at))
        return FORMAT_ODT;
    if (archive_find(archive, "content.xml", &at) &&
        archive_find(archive, "documentproperties.xml", &at))
        return FORMAT_UDF;
    return FORMAT_ARCHIVE;
}

static enum format zip_format(const char *bytes, size_t count) {
    struct archive *archive = NULL;
    if (archive_open_bytes("", bytes, count, &archive, NULL) != ERR_OK)
        return FORMAT_BROKEN_ZIP;
    enum format format = format_of_archive(archive);
    archive_close(archive);
    return format;
}

enum format format_of(const char *bytes, size_t count) {
    enum format format = format_sniff(bytes, count);
    if (format == FORMAT_OLE)
        return ole_format(bytes, count);
    return format == FORMAT_ARCHIVE ? zip_format(bytes, count) : format;
}

enum err_code format_refuse(enum format format, const char *name, struct err *err) {
    static const char *const reasons[] = {
        [FORMAT_EMPTY] = "an empty file, there is no text in it; check where it came from",
        [FORMAT_ARCHIVE] = "an archive where a document should be; unpack it and import its folder",
        [FORMAT_DOC] = "an old Word file (.doc); open it and save it as .docx or PDF",
        [FORMAT_LOCKED] = "locked with a password; take the password off and save it again",
        [FORMAT_ODT] = "an OpenDocument file (.odt); open it and save it as .docx or PDF",
        [FORMAT_RTF] = "a rich text file (.rtf); open it and save it as .docx or PDF",
        [FORMAT_XML] = "an XML file; open it in Word and save it as .docx or PDF",
        [FORMAT_MIME] = "a web archive (.mht) or a mail; open it and save it as HTML or PDF",
        [FORMAT_SHEET] = "a spreadsheet; open it and save it as PDF",
        [FORMAT_SLIDES] = "a presentation; open it and save it as PDF",
        [FORMAT_MAIL] = "an Outlook mail; save what is attached to it as a file",
        [FORMAT_OLE] = "an old Office file; open it and save it as .docx or PDF",
        [FORMAT_UDF] = "a UYAP document (.udf); open it and save it as PDF",
        [FORMAT_IMAGE] = "a picture, so there is no text in it to read; put it through text "
                         "recognition (OCR) and save it as PDF",
        [FORMAT_PACKED] = "an archive that is no ZIP; unpack it and import its folder",
    };
    const char *reason = format < sizeof reasons / sizeof *reasons ? reasons[format] : NULL;
    return err_set(err, ERR_REFUSED, "%s: %s", name,
                   reason ? reason : "it cannot be read; save it as .docx, PDF or text");
}

bool format_is_document(enum format format) {
    return format == FORMAT_PDF || format == FORMAT_HTML || format == FORMAT_DOCX ||
           format == FORMAT_DOC || format == FORMAT_ODT || format == FORMAT_RTF ||
           format == FORMAT_LOCKED;
}

/* ---- by name ---- */

static bool one_of(const char *ending, const char *const *endings) {
    for (; *endings; endings++)
        if (strcasecmp(ending, *endings) == 0)
            return true;
    return false;
}

enum name_kind format_name_kind(const char *name) {
    static const char *const documents[] = {
        "txt", "text", "htm",  "html", "xhtml", "mht",  "mhtml", "pdf", "docx", "docm", "dotx",
        "doc", "dot",  "odt",  "ott",  "rtf",   "wps",  "pages", "udf", "xls",  "xlsx", "xlsm",
        "ods", "ppt",  "pptx", "odp",  "jpg",   "jpeg", "png",   "tif", "tiff", "bmp",  "heic",
        "rar", "7z",   "gz",   "tgz",  "tar",   "msg",  "eml",   NULL};
    static const char *const debris[] = {
        "css", "js",  "json", "map", "gif", "svg",  "ico",  "webp",    "woff",   "woff2", "ttf",
        "otf", "eot", "ini",  "db",  "lnk", "url",  "tmp",  "bak",     "log",    "exe",   "dll",
        "bat", "mp3", "mp4",  "avi", "mov", "wav",  "part", "torrent", "sha256", "md5",   "sig",
        "p7s", "xml", "xsl",  "xsd", "dtd", "rels", "c",    "h",       "py",     NULL};
    static const char *const archives[] = {"zip", "eyp", NULL};
    const char *base = path_name(name), *dot = strrchr(base, '.');
    if (*base == '.' || *base == '\0' || strncmp(base, "~$", 2) == 0 ||
        base[strlen(base) - 1] == '~')
        return NAME_DEBRIS;
    if (dot && one_of(dot + 1, documents))
        return NAME_DOCUMENT;
    if (dot && one_of(dot + 1, archives))
        return NAME_ARCHIVE;
    return dot && one_of(dot + 1, debris) ? NAME_DEBRIS : NAME_UNKNOWN;
}

size_t format_page_folder(const char *folder) {
    static const char *const endings[] = {"_files", "_dosyalar"};
    const char *base = path_name(folder);
    size_t length = strlen(base);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcasecmp(base + length - ending, endings[i]) == 0)
            return length - ending;
    }
    return 0;
}
