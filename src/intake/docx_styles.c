#include "intake/docx_styles.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define STYLES_MAX 20000
#define BASES_MAX 32 /* styles that are based on each other; they may form a circle */

struct reading {
    struct docx_styles *styles;
    struct docx_style *style; /* the one under way; NULL */
    bool defaults;
    int aside; /* how deep in what was before a change */
};

static void begin_style(struct reading *reading, const struct docx_attributes *attributes) {
    struct docx_styles *styles = reading->styles;
    char type[16] = "paragraph", standard[8] = "0";
    if (styles->count == STYLES_MAX)
        return;
    if (styles->count == styles->room) {
        styles->room = styles->room ? styles->room * 2 : 64;
        styles->items = mem_grow(styles->items, styles->room, sizeof *styles->items);
    }
    reading->style = &styles->items[styles->count++];
    *reading->style =
        (struct docx_style){.hidden = DOCX_NONE, .number = DOCX_NONE, .level = DOCX_NONE};
    docx_attribute(attributes, "styleId", reading->style->id, DOCX_ID_BYTES);
    docx_attribute(attributes, "type", type, sizeof type);
    if (docx_attribute(attributes, "default", standard, sizeof standard) &&
        (strcmp(standard, "1") == 0 || strcmp(standard, "true") == 0) &&
        strcmp(type, "paragraph") == 0)
        strcpy(styles->paragraph, reading->style->id);
}

static void on_start(void *data, enum docx_element element,
                     const struct docx_attributes *attributes) {
    struct reading *reading = data;
    if (element == W_CHANGE)
        reading->aside++;
    if (reading->aside)
        return;
    if (element == W_STYLE)
        begin_style(reading, attributes);
    else if (element == W_DOC_DEFAULTS)
        reading->defaults = true;
    else if (element == W_VANISH && reading->defaults)
        reading->styles->hidden = docx_is_on(attributes);
    if (!reading->style)
        return;
    if (element == W_BASED_ON)
        docx_attribute(attributes, "val", reading->style->based_on, DOCX_ID_BYTES);
    else if (element == W_VANISH)
        reading->style->hidden = docx_is_on(attributes);
    else if (element == W_NUM_ID)
        reading->style->number = docx_number(attributes, "val", DOCX_NONE);
    else if (element == W_ILVL)
        reading->style->level = docx_number(attributes, "val", DOCX_NONE);
}

static void on_end(void *data, enum docx_element element) {
    struct reading *reading = data;
    if (element == W_CHANGE)
        reading->aside--;
    else if (element == W_STYLE)
        reading->style = NULL;
    else if (element == W_DOC_DEFAULTS)
        reading->defaults = false;
}

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct docx_style *)a)->id, ((const struct docx_style *)b)->id);
}

enum err_code docx_styles_read(struct archive *archive, const struct docx_relations *relations,
                               struct docx_styles *ret, struct err *err) {
    struct docx_styles styles = {0};
    struct reading reading = {.styles = &styles};
    struct docx_handler handler = {.data = &reading, .start = on_start, .end = on_end};
    enum err_code code =
        docx_relations_parse(relations, DOCX_RELATION_STYLES, archive, &handler, err);
    if (code != ERR_OK) {
        docx_styles_clear(&styles);
        return code;
    }
    if (styles.count)
        qsort(styles.items, styles.count, sizeof *styles.items, by_id);
    *ret = styles;
    return ERR_OK;
}

void docx_styles_clear(struct docx_styles *styles) {
    free(styles->items);
    *styles = (struct docx_styles){0};
}

static int id_compare(const void *key, const void *item) {
    return strcmp(key, ((const struct docx_style *)item)->id);
}

static const struct docx_style *find(const struct docx_styles *styles, const char *id) {
    return styles->count && *id
               ? bsearch(id, styles->items, styles->count, sizeof *styles->items, id_compare)
               : NULL;
}

int docx_styles_hidden(const struct docx_styles *styles, const char *id) {
    const struct docx_style *style = find(styles, id);
    for (int i = 0; style && i < BASES_MAX; i++) {
        if (style->hidden != DOCX_NONE)
            return style->hidden;
        style = find(styles, style->based_on);
    }
    return DOCX_NONE;
}

const struct docx_style *docx_styles_numbering(const struct docx_styles *styles, const char *id) {
    const struct docx_style *style = find(styles, id);
    for (int i = 0; style && i < BASES_MAX; i++) {
        if (style->number != DOCX_NONE)
            return style;
        style = find(styles, style->based_on);
    }
    return NULL;
}
