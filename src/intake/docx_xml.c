#include "intake/docx_xml.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

struct docx_attributes {
    const xmlChar **raw; /* five of each: name, prefix, namespace, value, its end */
    int count;
};

struct parser {
    const struct docx_handler *handler;
    xmlParserCtxtPtr context;
    int depth;
    bool doctype, deep;
};

/* ---- names ---- */

struct name {
    const char *local;
    enum docx_element element;
};

static const struct name w_names[] = {
    /* in byte order */
    {"abstractNum", W_ABSTRACT_NUM},
    {"abstractNumId", W_ABSTRACT_NUM_ID},
    {"altChunk", W_ALT_CHUNK},
    {"basedOn", W_BASED_ON},
    {"br", W_BR},
    {"cellDel", W_CELL_DEL},
    {"color", W_COLOR},
    {"comment", W_COMMENT},
    {"cr", W_CR},
    {"del", W_DEL},
    {"delText", W_DEL_TEXT},
    {"docDefaults", W_DOC_DEFAULTS},
    {"endnote", W_ENDNOTE},
    {"endnoteReference", W_ENDNOTE_REFERENCE},
    {"fldChar", W_FLD_CHAR},
    {"fldSimple", W_FLD_SIMPLE},
    {"footerReference", W_FOOTER_REFERENCE},
    {"footnote", W_FOOTNOTE},
    {"footnoteReference", W_FOOTNOTE_REFERENCE},
    {"gridBefore", W_GRID_BEFORE},
    {"gridSpan", W_GRID_SPAN},
    {"headerReference", W_HEADER_REFERENCE},
    {"highlight", W_HIGHLIGHT},
    {"hyperlink", W_HYPERLINK},
    {"ilvl", W_ILVL},
    {"instrText", W_INSTR_TEXT},
    {"isLgl", W_IS_LGL},
    {"lvl", W_LVL},
    {"lvlOverride", W_LVL_OVERRIDE},
    {"lvlRestart", W_LVL_RESTART},
    {"lvlText", W_LVL_TEXT},
    {"moveFrom", W_DEL},
    {"noBreakHyphen", W_NO_BREAK_HYPHEN},
    {"num", W_NUM},
    {"numFmt", W_NUM_FMT},
    {"numId", W_NUM_ID},
    {"numStyleLink", W_NUM_STYLE_LINK},
    {"numberingChange", W_CHANGE},
    {"p", W_P},
    {"pPr", W_P_PR},
    {"pPrChange", W_CHANGE},
    {"pStyle", W_P_STYLE},
    {"position", W_POSITION},
    {"ptab", W_P_TAB},
    {"r", W_R},
    {"rPr", W_R_PR},
    {"rPrChange", W_CHANGE},
    {"rStyle", W_R_STYLE},
    {"sdt", W_SDT},
    {"sdtContent", W_SDT_CONTENT},
    {"sectPrChange", W_CHANGE},
    {"shd", W_SHD},
    {"showingPlcHdr", W_SHOWING_PLACEHOLDER},
    {"start", W_START},
    {"startOverride", W_START_OVERRIDE},
    {"style", W_STYLE},
    {"suff", W_SUFF},
    {"sym", W_SYM},
    {"t", W_T},
    {"tab", W_TAB},
    {"tbl", W_TBL},
    {"tblGridChange", W_CHANGE},
    {"tblPrChange", W_CHANGE},
    {"tblPrExChange", W_CHANGE},
    {"tc", W_TC},
    {"tcPrChange", W_CHANGE},
    {"tr", W_TR},
    {"trPr", W_TR_PR},
    {"trPrChange", W_CHANGE},
    {"txbxContent", W_TXBX_CONTENT},
    {"vMerge", W_V_MERGE},
    {"vanish", W_VANISH},
    {"vertAlign", W_VERT_ALIGN},
};
static const struct name m_names[] = {{"t", M_T}};
static const struct name mc_names[] = {
    {"AlternateContent", MC_ALTERNATE_CONTENT}, {"Choice", MC_CHOICE}, {"Fallback", MC_FALLBACK}};
static const struct name v_names[] = {{"imagedata", V_IMAGEDATA}, {"textpath", V_TEXTPATH}};
static const struct name a_names[] = {{"blip", A_BLIP}, {"graphicData", A_GRAPHIC_DATA}};
static const struct name pr_names[] = {{"Relationship", PR_RELATIONSHIP}};

#define NAMES(list) list, sizeof list / sizeof *list
static const struct space {
    const char *address;
    const struct name *names;
    size_t count;
} spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", NAMES(w_names)},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", NAMES(w_names)},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", NAMES(m_names)},
    {"http://purl.oclc.org/ooxml/officeDocument/math", NAMES(m_names)},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", NAMES(mc_names)},
    {"urn:schemas-microsoft-com:vml", NAMES(v_names)},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", NAMES(a_names)},
    {"http://purl.oclc.org/ooxml/drawingml/main", NAMES(a_names)},
    {"http://schemas.openxmlformats.org/package/2006/relationships", NAMES(pr_names)},
};

static int by_local(const void *key, const void *item) {
    return strcmp(key, ((const struct name *)item)->local);
}

static enum docx_element element_of(const char *space, const char *local) {
    for (size_t i = 0; space && i < sizeof spaces / sizeof *spaces; i++) {
        if (strcmp(space, spaces[i].address) != 0)
            continue;
        const struct name *name =
            bsearch(local, spaces[i].names, spaces[i].count, sizeof *name, by_local);
        return name ? name->element : DOCX_OTHER;
    }
    return DOCX_OTHER;
}

/* ---- attributes ---- */

bool docx_attribute(const struct docx_attributes *attributes, const char *name, char *ret,
                    size_t room) {
    for (int i = 0; i < attributes->count; i++) {
        const xmlChar **attribute = attributes->raw + (ptrdiff_t)5 * i;
        if (strcmp((const char *)attribute[0], name) != 0)
            continue;
        size_t length = (size_t)(attribute[4] - attribute[3]);
        if (length >= room)
            for (length = room - 1; length > 0 && (attribute[3][length] & 0xC0) == 0x80;)
                length--; /* no letter is cut in two */
        memcpy(ret, attribute[3], length);
        ret[length] = '\0';
        return true;
    }
    return false;
}

long docx_number(const struct docx_attributes *attributes, const char *name, long none) {
    char text[12], *end;
    if (!docx_attribute(attributes, name, text, sizeof text) || strlen(text) > 9)
        return none;
    long value = strtol(text, &end, 10);
    return end != text && *end == '\0' ? value : none;
}

bool docx_is_on(const struct docx_attributes *attributes) {
    char value[8];
    return !docx_attribute(attributes, "val", value, sizeof value) ||
           (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0);
}

/* ---- the stream ---- */

static bool wants_stop(const struct parser *parser) {
    return parser->doctype || parser->deep || (parser->handler->stop && *parser->handler->stop);
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *space,
                     int namespaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **raw) {
    struct parser *parser = data;
    struct docx_attributes attributes = {raw, count};
    (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
    if (++parser->depth > DOCX_DEPTH)
        parser->deep = true;
    if (wants_stop(parser))
        xmlStopParser(parser->context);
    else
        parser->handler->start(parser->handler->data,
                               element_of((const char *)space, (const char *)local), &attributes);
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *space) {
    struct parser *parser = data;
    (void)prefix;
    parser->depth--;
    if (parser->handler->end && !wants_stop(parser))
        parser->handler->end(parser->handler->data,
                             element_of((const char *)space, (const char *)local));
}

static void on_text(void *data, const xmlChar *text, int bytes) {
    struct parser *parser = data;
    if (parser->handler->text && !wants_stop(parser))
        parser->handler->text(parser->handler->data, (const char *)text, (size_t)bytes);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system) {
    struct parser *parser = data;
    (void)name, (void)external, (void)system;
    parser->doctype = true;
    xmlStopParser(parser->context);
}

static bool take_portion(void *data, const char *bytes, size_t count) {
    struct parser *parser = data;
    xmlParseChunk(parser->context, bytes, (int)count, 0);
    return parser->context->wellFormed && !wants_stop(parser);
}

static enum err_code outcome_of(struct parser *parser, const char *name, struct err *err) {
    if (parser->doctype)
        return err_set(err, ERR_REFUSED, "%s has a DOCTYPE, which no Word document has; %s", name,
                       "open it in Word and save it again");
    if (parser->deep)
        return err_set(err, ERR_REFUSED, "%s is nested too deep; save the document as PDF", name);
    if (wants_stop(parser))
        return ERR_OK;
    xmlParseChunk(parser->context, NULL, 0, 1);
    if (!parser->context->wellFormed)
        return err_set(err, ERR_REFUSED, "%s is damaged; open it in Word and save it again", name);
    return ERR_OK;
}

enum err_code docx_parse(struct archive *archive, size_t member, size_t max,
                         const struct docx_handler *handler, struct err *err) {
    struct parser parser = {.handler = handler};
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .internalSubset = on_doctype};
    parser.context = xmlCreatePushParserCtxt(&sax, &parser, NULL, 0, NULL);
    if (!parser.context)
        return err_set(err, ERR_STORAGE, "out of memory");
    xmlCtxtUseOptions(parser.context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    enum err_code code = archive_each(archive, member, max, take_portion, &parser, err);
    if (code == ERR_OK)
        code = outcome_of(&parser, archive_name(archive, member), err);
    xmlFreeParserCtxt(parser.context);
    return code;
}
