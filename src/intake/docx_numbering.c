#include "intake/docx_numbering.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/roman.h"

#define LISTS_MAX 20000
#define LABEL_BYTES 64

enum kind { DECIMAL, ZERO, LOWER_LETTER, UPPER_LETTER, LOWER_ROMAN, UPPER_ROMAN, BULLET, NOTHING };

struct level {
    long start;   /* first number */
    long restart; /* starts again after a level below this (1 to 9), 0 never; DOCX_NONE: any */
    enum kind kind;
    bool legal;                /* all numbers in it are decimal */
    bool tight;                /* nothing stands behind the label */
    char text[LABEL_BYTES];    /* "%1.%2)" */
    char style[DOCX_ID_BYTES]; /* paragraphs of this style are numbered so */
};

/* A kind of list; what refers to the same one goes on counting. */
struct list {
    long id;
    struct level *levels;       /* DOCX_LEVELS of them, NULL where it has none */
    char link[DOCX_ID_BYTES];   /* of a style whose list is used instead; "" */
    long counters[DOCX_LEVELS]; /* the number given last; DOCX_NONE: none yet */
};

/* What paragraphs refer to. */
struct number {
    long id, list;
    long starts[DOCX_LEVELS]; /* where it starts anew when it is met first; else DOCX_NONE */
    struct level *levels;     /* DOCX_LEVELS, of which `own` are its own; NULL for none */
    bool own[DOCX_LEVELS];
};

struct docx_numbering {
    const struct docx_styles *styles;
    struct list *lists; /* both in order of their ids */
    size_t list_count;
    struct number *numbers;
    size_t number_count;
};

/* ---- reading ---- */

struct reading {
    struct docx_numbering *numbering;
    struct list *list;     /* the one under way, or */
    struct number *number; /* this; NULL */
    struct level *level;   /* of it; NULL */
    long override;         /* the level that is overridden, or DOCX_NONE */
    int aside;             /* how deep in what was before a change, or a second choice */
};

static bool has_room(size_t count) {
    return (count & (count - 1)) == 0;
}

static void begin_list(struct reading *reading, const struct docx_attributes *attributes) {
    struct docx_numbering *numbering = reading->numbering;
    size_t count = numbering->list_count;
    if (count == LISTS_MAX)
        return;
    if (has_room(count))
        numbering->lists = mem_grow(numbering->lists, count ? count * 2 : 1, sizeof(struct list));
    reading->list = &numbering->lists[numbering->list_count++];
    *reading->list = (struct list){.id = docx_number(attributes, "abstractNumId", DOCX_NONE)};
    for (int i = 0; i < DOCX_LEVELS; i++)
        reading->list->counters[i] = DOCX_NONE;
}

static void begin_number(struct reading *reading, const struct docx_attributes *attributes) {
    struct docx_numbering *numbering = reading->numbering;
    size_t count = numbering->number_count;
    if (count == LISTS_MAX)
        return;
    if (has_room(count))
        numbering->numbers =
            mem_grow(numbering->numbers, count ? count * 2 : 1, sizeof(struct number));
    reading->number = &numbering->numbers[numbering->number_count++];
    *reading->number =
        (struct number){.id = docx_number(attributes, "numId", DOCX_NONE), .list = DOCX_NONE};
    for (int i = 0; i < DOCX_LEVELS; i++)
        reading->number->starts[i] = DOCX_NONE;
}

static void begin_level(struct reading *reading, const struct docx_attributes *attributes) {
    long at = docx_number(attributes, "ilvl", 0);
    struct level **levels = reading->number ? &reading->number->levels
                            : reading->list ? &reading->list->levels
                                            : NULL;
    if (!levels || at < 0 || at >= DOCX_LEVELS)
        return;
    if (!*levels)
        *levels = mem_zero(DOCX_LEVELS, sizeof **levels);
    if (reading->number)
        reading->number->own[at] = true;
    reading->level = &(*levels)[at];
    *reading->level = (struct level){.start = 0, .restart = DOCX_NONE};
}

static enum kind kind_of(const char *name) {
    static const struct {
        const char *name;
        enum kind kind;
    } kinds[] = {{"decimalZero", ZERO},
                 {"lowerLetter", LOWER_LETTER},
                 {"upperLetter", UPPER_LETTER},
                 {"lowerRoman", LOWER_ROMAN},
                 {"upperRoman", UPPER_ROMAN},
                 {"bullet", BULLET},
                 {"none", NOTHING}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0)
            return kinds[i].kind;
    return DECIMAL;
}

static void read_level(struct level *level, enum docx_element element,
                       const struct docx_attributes *attributes) {
    char value[16] = "";
    switch (element) {
    case W_START:
        level->start = docx_number(attributes, "val", 0);
        break;
    case W_NUM_FMT:
        docx_attribute(attributes, "val", value, sizeof value);
        level->kind = kind_of(value);
        break;
    case W_LVL_TEXT:
        docx_attribute(attributes, "val", level->text, sizeof level->text);
        break;
    case W_LVL_RESTART:
        level->restart = docx_number(attributes, "val", DOCX_NONE);
        break;
    case W_SUFF:
        docx_attribute(attributes, "val", value, sizeof value);
        level->tight = strcmp(value, "nothing") == 0;
        break;
    case W_IS_LGL:
        level->legal = docx_is_on(attributes);
        break;
    case W_P_STYLE:
        docx_attribute(attributes, "val", level->style, sizeof level->style);
        break;
    default:
        break;
    }
}

static void on_start(void *data, enum docx_element element,
                     const struct docx_attributes *attributes) {
    struct reading *reading = data;
    if (element == W_CHANGE || element == MC_FALLBACK)
        reading->aside++;
    if (reading->aside)
        return;
    if (element == W_ABSTRACT_NUM)
        begin_list(reading, attributes);
    else if (element == W_NUM)
        begin_number(reading, attributes);
    else if (element == W_LVL)
        begin_level(reading, attributes);
    else if (element == W_NUM_STYLE_LINK && reading->list)
        docx_attribute(attributes, "val", reading->list->link, DOCX_ID_BYTES);
    else if (element == W_ABSTRACT_NUM_ID && reading->number)
        reading->number->list = docx_number(attributes, "val", DOCX_NONE);
    else if (element == W_LVL_OVERRIDE)
        reading->override = docx_number(attributes, "ilvl", DOCX_NONE);
    else if (element == W_START_OVERRIDE && reading->number && reading->override >= 0 &&
             reading->override < DOCX_LEVELS)
        reading->number->starts[reading->override] = docx_number(attributes, "val", 0);
    else if (reading->level)
        read_level(reading->level, element, attributes);
}

static void on_end(void *data, enum docx_element element) {
    struct reading *reading = data;
    if (element == W_CHANGE || element == MC_FALLBACK)
        reading->aside--;
    if (element == W_ABSTRACT_NUM)
        reading->list = NULL;
    if (element == W_NUM)
        reading->number = NULL;
    if (element == W_LVL)
        reading->level = NULL;
}

static int by_list(const void *a, const void *b) {
    const struct list *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

static int by_number(const void *a, const void *b) {
    const struct number *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

enum err_code docx_numbering_read(struct archive *archive, const struct docx_relations *relations,
                                  const struct docx_styles *styles, struct docx_numbering **ret,
                                  struct err *err) {
    struct docx_numbering *numbering = mem_zero(1, sizeof *numbering);
    struct reading reading = {.numbering = numbering, .override = DOCX_NONE};
    struct docx_handler handler = {.data = &reading, .start = on_start, .end = on_end};
    numbering->styles = styles;
    enum err_code code =
        docx_relations_parse(relations, DOCX_RELATION_NUMBERING, archive, &handler, err);
    if (code != ERR_OK) {
        docx_numbering_destroy(numbering);
        return code;
    }
    if (numbering->list_count)
        qsort(numbering->lists, numbering->list_count, sizeof(struct list), by_list);
    if (numbering->number_count)
        qsort(numbering->numbers, numbering->number_count, sizeof(struct number), by_number);
    *ret = numbering;
    return ERR_OK;
}

void docx_numbering_destroy(struct docx_numbering *numbering) {
    if (!numbering)
        return;
    for (size_t i = 0; i < numbering->list_count; i++)
        free(numbering->lists[i].levels);
    for (size_t i = 0; i < numbering->number_count; i++)
        free(numbering->numbers[i].levels);
    free(numbering->lists);
    free(numbering->numbers);
    free(numbering);
}

/* ---- which list ---- */

static struct number *find_number(const struct docx_numbering *numbering, long id) {
    struct number key = {.id = id};
    return numbering->number_count
               ? bsearch(&key, numbering->numbers, numbering->number_count, sizeof key, by_number)
               : NULL;
}

static struct list *find_list(const struct docx_numbering *numbering, long id) {
    struct list key = {.id = id};
    return numbering->list_count
               ? bsearch(&key, numbering->lists, numbering->list_count, sizeof key, by_list)
               : NULL;
}

/* A list may be that of a numbering style, which refers to another number. */
static struct list *list_of(const struct docx_numbering *numbering, const struct number *number) {
    struct list *list = find_list(numbering, number->list);
    if (!list || !*list->link || list->levels)
        return list;
    const struct docx_style *style = docx_styles_numbering(numbering->styles, list->link);
    const struct number *other = style ? find_number(numbering, style->number) : NULL;
    return other ? find_list(numbering, other->list) : NULL;
}

static long level_of_style(const struct list *list, const struct docx_style *style) {
    for (long i = 0; list->levels && i < DOCX_LEVELS; i++)
        if (*list->levels[i].style && strcmp(list->levels[i].style, style->id) == 0)
            return i;
    return style->level != DOCX_NONE ? style->level : 0;
}

/* ---- counting ---- */

static const struct level *level_of(const struct list *list, const struct number *number,
                                    long level) {
    if (number->levels && number->own[level])
        return &number->levels[level];
    return list->levels ? &list->levels[level] : NULL;
}

static bool restarts(const struct level *level, long at, long counted) {
    if (!level || level->restart == DOCX_NONE || level->restart > at)
        return true;
    return counted < level->restart;
}

static void count(struct list *list, struct number *number, long at) {
    const struct level *level = level_of(list, number, at);
    for (long i = 0; i <= at; i++) {
        if (number->starts[i] != DOCX_NONE) {
            list->counters[i] = number->starts[i] - (i == at);
            number->starts[i] = DOCX_NONE; /* only once */
        }
    }
    if (list->counters[at] == DOCX_NONE)
        list->counters[at] = level->start;
    else
        list->counters[at]++;
    for (long i = at + 1; i < DOCX_LEVELS; i++)
        if (restarts(level_of(list, number, i), i, at))
            list->counters[i] = DOCX_NONE;
}

/* ---- writing ---- */

/* a … z, aa … zz, as Word does in every language. */
static void add_letters(struct buf *label, long value, char first) {
    for (long times = (value - 1) / 26 + 1; times > 0 && times <= 32; times--)
        buf_byte(label, (char)(first + (value - 1) % 26));
}

static void add_number(struct buf *label, enum kind kind, long value) {
    bool lettered = value > 0 && value < 4000; /* else there are no such letters */
    if (kind == NOTHING)
        return;
    if (lettered && (kind == LOWER_LETTER || kind == UPPER_LETTER))
        add_letters(label, value, kind == LOWER_LETTER ? 'a' : 'A');
    else if (lettered && (kind == LOWER_ROMAN || kind == UPPER_ROMAN))
        roman_add(label, value, kind == UPPER_ROMAN);
    else
        buf_format(label, kind == ZERO ? "%02ld" : "%ld", value);
}

/* Bullets are often signs of a font of signs, which mean nothing elsewhere. */
static void add_bullet(struct buf *label, const char *text) {
    static const char *const kept[] = {"-", "–", "—", "*", "•", "·", "→", "►", "✓", "■", "▪"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(text, kept[i]) == 0) {
            buf_text(label, text);
            return;
        }
    buf_text(label, "•");
}

static void add_label(const struct list *list, const struct number *number, long at,
                      struct buf *label) {
    const struct level *level = level_of(list, number, at);
    for (const char *text = level->text; *text; text++) {
        long of = text[1] - '1';
        if (*text != '%' || of < 0 || of >= DOCX_LEVELS) {
            buf_byte(label, *text);
            continue;
        }
        const struct level *other = level_of(list, number, of);
        long value = list->counters[of];
        if (value == DOCX_NONE) /* was passed over */
            value = other->start;
        if (of <= at)
            add_number(label, level->legal && other->kind != NOTHING ? DECIMAL : other->kind,
                       value);
        text++;
    }
}

void docx_numbering_next(struct docx_numbering *numbering, const char *style_id, long number_id,
                         long at, struct buf *label) {
    const struct docx_style *style = NULL;
    if (number_id == DOCX_NONE) {
        style = docx_styles_numbering(numbering->styles, style_id);
        number_id = style ? style->number : 0;
    }
    struct number *number = number_id > 0 ? find_number(numbering, number_id) : NULL;
    struct list *list = number ? list_of(numbering, number) : NULL;
    if (!list)
        return;
    if (at == DOCX_NONE)
        at = style ? level_of_style(list, style) : 0;
    const struct level *level = at >= 0 && at < DOCX_LEVELS ? level_of(list, number, at) : NULL;
    if (!level)
        return;
    size_t before = label->len;
    count(list, number, at);
    if (level->kind == BULLET)
        add_bullet(label, level->text);
    else
        add_label(list, number, at, label);
    if (label->len > before && !level->tight)
        buf_byte(label, ' ');
}
