#include "intake/docx_package.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"

#define NAME_MAX_BYTES 2048 /* of a part's name or an address; longer ones are cut */

struct reading {
    struct docx_relations *relations;
    const char *folder; /* of the part, "word/" */
};

/* Both the transitional and the strict types end so. */
static enum docx_relation_kind kind_of(const char *type) {
    static const struct {
        const char *name;
        enum docx_relation_kind kind;
    } kinds[] = {{"officeDocument", DOCX_RELATION_DOCUMENT}, {"styles", DOCX_RELATION_STYLES},
                 {"numbering", DOCX_RELATION_NUMBERING},     {"footnotes", DOCX_RELATION_FOOTNOTES},
                 {"endnotes", DOCX_RELATION_ENDNOTES},       {"comments", DOCX_RELATION_COMMENTS},
                 {"header", DOCX_RELATION_HEADER},           {"footer", DOCX_RELATION_FOOTER},
                 {"hyperlink", DOCX_RELATION_HYPERLINK},     {"vbaProject", DOCX_RELATION_MACROS}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(path_name(type), kinds[i].name) == 0)
            return kinds[i].kind;
    return DOCX_RELATION_OTHER;
}

/* Bytes of "a/" for "a/b/". */
static size_t parent(const char *path, size_t length) {
    length -= length > 0;
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length;
}

/* "../x.xml" as seen from "word/" is "x.xml". What leads out of the package leads nowhere. */
static char *resolve(const char *folder, const char *target) {
    struct buf path = {0};
    size_t length = *target == '/' ? 0 : strlen(folder);
    target += *target == '/';
    while (strncmp(target, "../", 3) == 0 || strncmp(target, "./", 2) == 0) {
        bool up = target[1] == '.';
        target += up ? 3 : 2;
        length = up ? parent(folder, length) : length;
    }
    buf_add(&path, folder, length);
    buf_text(&path, target);
    char *name = mem_string(buf_string(&path));
    buf_free(&path);
    return name;
}

static void on_start(void *data, enum docx_element element,
                     const struct docx_attributes *attributes) {
    struct reading *reading = data;
    struct docx_relations *relations = reading->relations;
    char id[256], type[256] = "", mode[16] = "", target[NAME_MAX_BYTES];
    if (element != PR_RELATIONSHIP || !docx_attribute(attributes, "Id", id, sizeof id) ||
        !docx_attribute(attributes, "Target", target, sizeof target))
        return;
    docx_attribute(attributes, "Type", type, sizeof type);
    docx_attribute(attributes, "TargetMode", mode, sizeof mode);
    if (relations->count == relations->room) {
        relations->room = relations->room ? relations->room * 2 : 16;
        relations->items = mem_grow(relations->items, relations->room, sizeof *relations->items);
    }
    bool external = strcmp(mode, "External") == 0;
    relations->items[relations->count++] = (struct docx_relation){
        .id = mem_string(id),
        .target = external ? mem_string(target) : resolve(reading->folder, target),
        .kind = kind_of(type),
        .external = external};
}

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct docx_relation *)a)->id, ((const struct docx_relation *)b)->id);
}

/* "word/document.xml" has its own in "word/_rels/document.xml.rels". */
enum err_code docx_relations_read(struct archive *archive, const char *part,
                                  struct docx_relations *ret, struct err *err) {
    struct docx_relations relations = {0};
    struct buf name = {0};
    size_t member, before = (size_t)(path_name(part) - part);
    char *folder = mem_slice(part, before);
    struct reading reading = {&relations, folder};
    struct docx_handler handler = {.data = &reading, .start = on_start};
    enum err_code code = ERR_OK;
    buf_format(&name, "%s_rels/%s.rels", folder, part + before);
    if (archive_find(archive, buf_string(&name), &member))
        code = docx_parse(archive, member, DOCX_SIDE_MAX, &handler, err);
    if (code == ERR_OK) {
        if (relations.count)
            qsort(relations.items, relations.count, sizeof *relations.items, by_id);
        *ret = relations;
    } else {
        docx_relations_clear(&relations);
    }
    buf_free(&name);
    free(folder);
    return code;
}

void docx_relations_clear(struct docx_relations *relations) {
    for (size_t i = 0; i < relations->count; i++) {
        free(relations->items[i].id);
        free(relations->items[i].target);
    }
    free(relations->items);
    *relations = (struct docx_relations){0};
}

static int id_compare(const void *key, const void *item) {
    return strcmp(key, ((const struct docx_relation *)item)->id);
}

const struct docx_relation *docx_relations_find(const struct docx_relations *relations,
                                                const char *id) {
    return relations->count ? bsearch(id, relations->items, relations->count,
                                      sizeof *relations->items, id_compare)
                            : NULL;
}

const struct docx_relation *docx_relations_first(const struct docx_relations *relations,
                                                 enum docx_relation_kind kind) {
    for (size_t i = 0; i < relations->count; i++)
        if (relations->items[i].kind == kind && !relations->items[i].external)
            return &relations->items[i];
    return NULL;
}

enum err_code docx_relations_parse(const struct docx_relations *relations,
                                   enum docx_relation_kind kind, struct archive *archive,
                                   const struct docx_handler *handler, struct err *err) {
    size_t member;
    const struct docx_relation *relation = docx_relations_first(relations, kind);
    if (!relation || !archive_find(archive, relation->target, &member))
        return ERR_OK;
    return docx_parse(archive, member, DOCX_SIDE_MAX, handler, err);
}
