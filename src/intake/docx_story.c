#include "intake/docx_story.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/docx_flow.h"
#include "intake/docx_link.h"
#include "intake/docx_run.h"
#include "intake/docx_table.h"
#include "intake/reader.h"
#include "text/utf8.h"

#define FLOWS_MAX 24 /* tables and text boxes in each other; deeper ones run together */
#define FIELDS_MAX 32

/* What becomes of the text in an element. */
enum fate {
    SHOWN,
    ASIDE,   /* nobody sees it: kept in the list of what was removed */
    DELETED, /* with change tracking: likewise */
    SKIPPED  /* said again elsewhere, or how it was formatted before */
};

struct scope {
    enum docx_element element;
    enum fate fate;     /* of its text, and of all in it */
    bool flag;          /* a choice was taken; the text is but a placeholder */
    size_t start;       /* of a link's words in the flow's text */
    const char *target; /* of the link; borrowed, NULL */
};

/* "begin code separate result end", which may hold other fields. */
struct field {
    bool code;
    struct buf text; /* the code */
    size_t start;    /* of its result in the flow's text */
};

struct pending {
    size_t *notes; /* indices into book->notes */
    size_t count, room;
};

struct story {
    struct docx_book *book;
    const struct docx_relations *relations;
    struct scope scopes[DOCX_DEPTH + 1]; /* the last one is the element under way */
    size_t depth;
    struct docx_flow flows[FLOWS_MAX];
    struct docx_run outer[FLOWS_MAX]; /* the run in which a flow began */
    size_t flow_count, flows_missed;
    struct docx_run run;
    struct field fields[FIELDS_MAX];
    size_t field_count, fields_missed, codes; /* codes: fields of which this is the code */
    struct pending pending[2];                /* footnotes and endnotes */
    size_t bytes;                             /* of text so far */
    bool stop, too_large;
    bool collects; /* notes, into the book */
    bool endnotes;
};

static struct docx_flow *flow_of(struct story *story) {
    return &story->flows[story->flow_count - 1];
}

static struct scope *scope_of(struct story *story) {
    return &story->scopes[story->depth];
}

static enum docx_element parent_of(const struct story *story, size_t up) {
    return story->depth >= up ? story->scopes[story->depth - up].element : DOCX_OTHER;
}

/* The innermost scope of that element, NULL where there is none. */
static struct scope *scope_find(struct story *story, enum docx_element element) {
    for (size_t i = story->depth + 1; i-- > 0;)
        if (story->scopes[i].element == element)
            return &story->scopes[i];
    return NULL;
}

static void hide_in(struct story *story, enum docx_element element, enum fate fate) {
    struct scope *scope = scope_find(story, element);
    if (scope && scope->fate < fate)
        scope->fate = fate;
}

/* ---- text ---- */

static bool count_text(struct story *story, size_t bytes) {
    story->bytes += bytes;
    if (story->bytes > READER_MAX_BYTES)
        story->stop = story->too_large = true;
    return !story->stop;
}

static void hide(struct story *story, const char *text, size_t bytes) {
    docx_flow_hide(flow_of(story), text, bytes);
    story->book->removed_bytes += bytes;
    if (story->book->removed_bytes > READER_MAX_BYTES)
        story->stop = story->too_large = true;
}

/* A raised figure behind something is no further digit of it. */
static void show_raised(struct story *story, const char *text, size_t bytes) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (; bytes > 0; text++, bytes--) {
        const char *sign = *text >= '0' && *text <= '9' ? raised[*text - '0'] : NULL;
        docx_flow_show(flow_of(story), sign ? sign : text, sign ? strlen(sign) : 1,
                       &story->book->removed);
    }
}

static bool is_raised(struct story *story, const char *text, size_t bytes) {
    const struct buf *before = &flow_of(story)->text;
    return story->run.raised && bytes <= 2 && strspn(text, "0123456789") >= bytes &&
           before->len > 0 && !strchr(" \t\n", before->data[before->len - 1]);
}

static void show(struct story *story, const char *text, size_t bytes) {
    struct docx_book *book = story->book;
    const struct docx_run *run = &story->run;
    enum fate fate = scope_of(story)->fate;
    if (fate == SKIPPED || !count_text(story, bytes))
        return;
    if (fate != SHOWN || story->codes > 0 || run->hidden) {
        book->deleted = book->deleted || fate == DELETED;
        book->hidden = book->hidden || (run->hidden && fate == SHOWN);
        hide(story, text, bytes);
        return;
    }
    book->covered = book->covered || docx_run_covered(run, text, bytes);
    if (is_raised(story, text, bytes))
        show_raised(story, text, bytes);
    else
        docx_flow_show(flow_of(story), text, bytes, &book->removed);
}

static void show_point(struct story *story, uint32_t point) {
    char letter[4];
    show(story, letter, utf8_put(point, letter));
}

/* Fonts of signs have them at U+F000 and above; of those, these mean something. */
static void show_symbol(struct story *story, const struct docx_attributes *attributes) {
    static const struct {
        uint16_t sign, point;
    } known[] = {{0xF0B7, 0x2022}, {0xF0A7, 0x2022}, {0xF0D8, 0x2022}, {0xF0FC, 0x2713},
                 {0xF0A8, 0x2610}, {0xF06F, 0x2610}, {0xF0FE, 0x2612}, {0xF078, 0x2612},
                 {0xF0B0, 0x00B0}, {0xF0B1, 0x00B1}, {0xF0B4, 0x00D7}, {0xF0A3, 0x2264},
                 {0xF0B3, 0x2265}};
    char text[8] = "";
    docx_attribute(attributes, "char", text, sizeof text);
    unsigned long point = strtoul(text, NULL, 16);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].sign == point)
            point = known[i].point;
    if (point >= ' ' && point < 0xD800)
        show_point(story, (uint32_t)point);
}

/* ---- fields ---- */

static void field_mark(struct story *story, const struct docx_attributes *attributes) {
    char type[16] = "";
    struct field *field = story->field_count ? &story->fields[story->field_count - 1] : NULL;
    docx_attribute(attributes, "fldCharType", type, sizeof type);
    if (strcmp(type, "begin") == 0 && story->field_count == FIELDS_MAX) {
        story->fields_missed++;
    } else if (strcmp(type, "begin") == 0) {
        story->fields[story->field_count++] = (struct field){.code = true};
        story->codes++;
    } else if (story->fields_missed > 0) {
        story->fields_missed -= strcmp(type, "end") == 0;
    } else if (field && strcmp(type, "separate") == 0 && field->code) {
        field->code = false;
        field->start = flow_of(story)->text.len;
        story->codes--;
    } else if (field && strcmp(type, "end") == 0) {
        if (scope_of(story)->fate == SHOWN)
            docx_link_field(&story->book->annexes, &flow_of(story)->text, field->start,
                            buf_string(&field->text));
        story->codes -= field->code;
        buf_free(&field->text);
        story->field_count--;
    }
}

static void field_code(struct story *story, const char *text, size_t bytes) {
    if (story->field_count && story->fields_missed == 0 && count_text(story, bytes))
        buf_add(&story->fields[story->field_count - 1].text, text, bytes);
}

/* ---- flows ---- */

static void push_flow(struct story *story, bool table) {
    if (story->flow_count == FLOWS_MAX) {
        story->flows_missed++;
        return;
    }
    story->outer[story->flow_count] = story->run;
    story->flows[story->flow_count++] = (struct docx_flow){.table = table};
    docx_flow_begin_paragraph(flow_of(story), "");
    story->run = (struct docx_run){.vanish = DOCX_NONE};
}

/* The lines go on where the flow began: behind the paragraph to which a text box is tied. */
static void pop_flow(struct story *story) {
    if (story->flows_missed > 0) {
        story->flows_missed--;
        return;
    }
    struct docx_flow *flow = flow_of(story);
    docx_flow_end_paragraph(flow, story->book->numbering, true, &story->book->removed);
    story->run = story->outer[--story->flow_count];
    struct docx_flow *outer = flow_of(story);
    if (flow->table)
        docx_table_write(buf_string(&flow->out), flow->out.len, &outer->out);
    else
        buf_add(&outer->after, buf_string(&flow->out), flow->out.len);
    docx_flow_free(flow);
}

/* ---- notes ---- */

static void refer(struct story *story, bool endnote, const struct docx_attributes *attributes) {
    struct docx_notes *notes = &story->book->notes;
    struct docx_note *note =
        docx_notes_find(notes, endnote, docx_number(attributes, "id", DOCX_NONE));
    struct pending *pending = &story->pending[endnote];
    char mark[DOCX_MARK_BYTES];
    if (!note || scope_of(story)->fate != SHOWN || story->run.hidden || story->codes > 0)
        return;
    if (!note->mark) {
        note->mark = ++notes->marks[endnote];
        if (pending->count == pending->room) {
            pending->room = pending->room ? pending->room * 2 : 8;
            pending->notes = mem_grow(pending->notes, pending->room, sizeof *pending->notes);
        }
        pending->notes[pending->count++] = (size_t)(note - notes->items);
    }
    docx_note_mark(note, mark);
    struct docx_flow *flow = flow_of(story);
    docx_flow_show(flow, endnote ? "[" : "", endnote, &story->book->removed);
    docx_flow_show(flow, mark, strlen(mark), &story->book->removed);
    docx_flow_show(flow, endnote ? "]" : "", endnote, &story->book->removed);
}

static void write_pending(struct story *story, bool endnote) {
    struct pending *pending = &story->pending[endnote];
    for (size_t i = 0; i < pending->count; i++) {
        const struct docx_note *note = &story->book->notes.items[pending->notes[i]];
        char mark[DOCX_MARK_BYTES];
        docx_note_mark(note, mark);
        if (note->text && *note->text && count_text(story, strlen(note->text)))
            buf_format(&story->flows[0].out, endnote ? "[%s] %s" : "%s %s", mark, note->text);
    }
    pending->count = 0;
}

static void begin_note(struct story *story, const struct docx_attributes *attributes) {
    struct docx_notes *notes = &story->book->notes;
    char type[24] = "normal";
    docx_attribute(attributes, "type", type, sizeof type);
    if (!story->collects || story->depth != 2 || notes->count == DOCX_NOTES_MAX ||
        strcmp(type, "normal") != 0) {
        scope_of(story)->fate = SKIPPED;
        return;
    }
    docx_notes_add(notes, story->endnotes, docx_number(attributes, "id", DOCX_NONE));
}

static void end_note(struct story *story) {
    struct docx_flow *flow = flow_of(story);
    struct docx_notes *notes = &story->book->notes;
    if (scope_of(story)->fate == SKIPPED)
        return;
    docx_flow_end_paragraph(flow, story->book->numbering, true, &story->book->removed);
    notes->items[notes->count - 1].text = mem_string(buf_string(&flow->out));
    buf_clear(&flow->out);
}

/* ---- properties ---- */

static bool is_hidden(const struct story *story) {
    const struct docx_book *book = story->book;
    const struct docx_paragraph *paragraph = &story->flows[story->flow_count - 1].paragraph;
    int style = docx_styles_hidden(&book->styles, story->run.style);
    if (story->run.vanish != DOCX_NONE)
        return story->run.vanish;
    return style == 1 || paragraph->hidden;
}

static void begin_run(struct story *story) {
    story->run = (struct docx_run){.vanish = DOCX_NONE, .hidden = flow_of(story)->paragraph.hidden};
}

static void paragraph_property(struct story *story, enum docx_element element,
                               const struct docx_attributes *attributes) {
    struct docx_paragraph *paragraph = &flow_of(story)->paragraph;
    bool mark = parent_of(story, 1) == W_R_PR; /* of its end */
    if (element == W_P_STYLE)
        docx_attribute(attributes, "val", paragraph->style, sizeof paragraph->style);
    else if (element == W_NUM_ID)
        paragraph->number = docx_number(attributes, "val", DOCX_NONE);
    else if (element == W_ILVL)
        paragraph->level = docx_number(attributes, "val", DOCX_NONE);
    else if (element == W_VANISH && mark)
        paragraph->mark_hidden = docx_is_on(attributes);
    else if (element == W_DEL && mark)
        paragraph->mark_deleted = true;
}

static void end_paragraph_properties(struct story *story) {
    struct docx_paragraph *paragraph = &flow_of(story)->paragraph;
    int style = docx_styles_hidden(&story->book->styles, paragraph->style);
    paragraph->hidden = style == DOCX_NONE ? story->book->styles.hidden : style;
}

static void cell_property(struct story *story, enum docx_element element,
                          const struct docx_attributes *attributes) {
    struct docx_flow *flow = flow_of(story);
    char value[16] = "continue";
    if (element == W_CELL_DEL) {
        hide_in(story, W_TC, DELETED);
    } else if (element == W_GRID_SPAN) {
        flow->span = (size_t)docx_number(attributes, "val", 1);
    } else if (element == W_GRID_BEFORE && flow->table && story->flows_missed == 0) {
        docx_flow_end_cell(flow, (size_t)docx_number(attributes, "val", 0));
    } else if (element == W_V_MERGE) {
        docx_attribute(attributes, "val", value, sizeof value);
        if (strcmp(value, "continue") == 0)
            hide_in(story, W_TC, ASIDE); /* Word does not show what is left in it */
    }
}

/* ---- elements ---- */

static void begin_choice(struct story *story) {
    struct scope *around = story->depth > 0 ? &story->scopes[story->depth - 1] : NULL;
    if (!around || around->element != MC_ALTERNATE_CONTENT)
        return;
    if (around->flag)
        scope_of(story)->fate = SKIPPED;
    around->flag = true;
}

static void begin_deleted(struct story *story, const struct docx_attributes *attributes) {
    if (parent_of(story, 1) == W_R_PR) {
        paragraph_property(story, W_DEL, attributes);
    } else if (parent_of(story, 1) == W_TR_PR) {
        hide_in(story, W_TR, DELETED);
    } else {
        scope_of(story)->fate = DELETED;
    }
}

static void begin_link(struct story *story, const struct docx_attributes *attributes) {
    char id[256];
    const struct docx_relation *relation = NULL;
    if (docx_attribute(attributes, "id", id, sizeof id))
        relation = docx_relations_find(story->relations, id);
    scope_of(story)->start = flow_of(story)->text.len;
    scope_of(story)->target = relation && relation->external ? relation->target : NULL;
}

static void begin_text_path(struct story *story, const struct docx_attributes *attributes) {
    char text[512]; /* words drawn across the page */
    if (docx_attribute(attributes, "string", text, sizeof text) &&
        scope_of(story)->fate != SKIPPED) {
        hide(story, " ", 1);
        hide(story, text, strlen(text));
    }
}

static void begin_box(struct story *story) {
    if (story->run.hidden && scope_of(story)->fate == SHOWN) {
        scope_of(story)->fate = ASIDE;
        story->book->hidden = true;
    }
    push_flow(story, false);
}

static void begin_graphic(struct story *story, const struct docx_attributes *attributes) {
    char address[128] = "";
    docx_attribute(attributes, "uri", address, sizeof address);
    if (strstr(address, "/chart") || strstr(address, "/diagram"))
        story->book->embedded = true;
}

static void show_sign(struct story *story, enum docx_element element,
                      const struct docx_attributes *attributes) {
    if (parent_of(story, 1) != W_R) /* a tab stop is called tab too */
        return;
    if (element == W_TAB || element == W_P_TAB)
        show(story, "\t", 1);
    else if (element == W_BR || element == W_CR)
        show(story, "\n", 1);
    else if (element == W_NO_BREAK_HYPHEN)
        show(story, "-", 1);
    else
        show_symbol(story, attributes);
}

static void begin_property(struct story *story, enum docx_element element,
                           const struct docx_attributes *attributes) {
    bool of_end = parent_of(story, 1) == W_R_PR && parent_of(story, 2) == W_P_PR;
    if (parent_of(story, 1) == W_R_PR && parent_of(story, 2) == W_R)
        docx_run_property(&story->run, element, attributes);
    else if (of_end || element == W_P_STYLE || element == W_NUM_ID || element == W_ILVL)
        paragraph_property(story, element, attributes);
    else
        cell_property(story, element, attributes);
}

static void begin_element(struct story *story, enum docx_element element,
                          const struct docx_attributes *attributes) {
    switch (element) {
    case W_CHANGE:
        scope_of(story)->fate = SKIPPED;
        break;
    case MC_CHOICE:
    case MC_FALLBACK:
        begin_choice(story);
        break;
    case W_DEL:
        begin_deleted(story, attributes);
        break;
    case W_P:
        docx_flow_begin_paragraph(flow_of(story), story->book->styles.paragraph);
        end_paragraph_properties(story);
        break;
    case W_R:
        begin_run(story);
        break;
    case W_TBL:
        push_flow(story, true);
        break;
    case W_TC:
        flow_of(story)->span = 1;
        break;
    case W_TXBX_CONTENT:
        begin_box(story);
        break;
    case W_HYPERLINK:
        begin_link(story, attributes);
        break;
    case W_FLD_CHAR:
        field_mark(story, attributes);
        break;
    case W_FOOTNOTE:
    case W_ENDNOTE:
        begin_note(story, attributes);
        break;
    case W_FOOTNOTE_REFERENCE:
    case W_ENDNOTE_REFERENCE:
        refer(story, element == W_ENDNOTE_REFERENCE, attributes);
        break;
    case W_SHOWING_PLACEHOLDER:
        if (scope_find(story, W_SDT))
            scope_find(story, W_SDT)->flag = true;
        break;
    case W_SDT_CONTENT:
        if (scope_of(story)->fate == SHOWN && story->scopes[story->depth - 1].flag)
            scope_of(story)->fate = ASIDE;
        break;
    case W_ALT_CHUNK:
        story->book->embedded = true;
        break;
    case A_GRAPHIC_DATA:
        begin_graphic(story, attributes);
        break;
    case A_BLIP:
    case V_IMAGEDATA:
        story->book->pictures++;
        break;
    case V_TEXTPATH:
        begin_text_path(story, attributes);
        break;
    case W_TAB:
    case W_P_TAB:
    case W_BR:
    case W_CR:
    case W_NO_BREAK_HYPHEN:
    case W_SYM:
        show_sign(story, element, attributes);
        break;
    default:
        begin_property(story, element, attributes);
    }
}

static void on_start(void *data, enum docx_element element,
                     const struct docx_attributes *attributes) {
    struct story *story = data;
    enum fate fate = scope_of(story)->fate;
    story->depth++;
    *scope_of(story) = (struct scope){.element = element, .fate = fate};
    if (fate != SKIPPED)
        begin_element(story, element, attributes);
}

static void end_cell(struct story *story) {
    struct docx_flow *flow = flow_of(story);
    if (!flow->table || story->flows_missed > 0)
        return;
    docx_flow_end_paragraph(flow, story->book->numbering, true, &story->book->removed);
    docx_flow_end_cell(flow, flow->span > 0 ? flow->span : 1);
}

static void end_element(struct story *story, enum docx_element element) {
    struct docx_flow *flow = flow_of(story);
    const struct scope *scope = scope_of(story);
    switch (element) {
    case W_P:
        docx_flow_end_paragraph(flow, story->book->numbering, false, &story->book->removed);
        break;
    case W_P_PR:
        end_paragraph_properties(story);
        break;
    case W_R: /* a formula's text is in no run */
        begin_run(story);
        break;
    case W_R_PR:
        if (parent_of(story, 1) == W_R)
            story->run.hidden = is_hidden(story);
        break;
    case W_TC:
        end_cell(story);
        break;
    case W_TR:
        if (flow->table && story->flows_missed == 0)
            docx_flow_end_row(flow);
        break;
    case W_TBL:
    case W_TXBX_CONTENT:
        pop_flow(story);
        break;
    case W_HYPERLINK:
        if (scope->target && scope->fate == SHOWN)
            docx_link_add(&story->book->annexes, &flow->text, scope->start, scope->target);
        break;
    case W_FOOTNOTE:
    case W_ENDNOTE:
        end_note(story);
        break;
    default:
        break;
    }
}

static void on_end(void *data, enum docx_element element) {
    struct story *story = data;
    if (story->scopes[story->depth - 1].fate != SKIPPED)
        end_element(story, element);
    story->depth--;
    if ((element == W_P || element == W_TBL) && story->flow_count == 1)
        write_pending(story, false);
}

static void on_text(void *data, const char *text, size_t bytes) {
    struct story *story = data;
    const struct scope *scope = scope_of(story);
    if (scope->element == W_T || scope->element == M_T) {
        show(story, text, bytes);
    } else if (scope->element == W_DEL_TEXT && scope->fate != SKIPPED) {
        story->book->deleted = true;
        hide(story, text, bytes);
    } else if (scope->element == W_INSTR_TEXT && scope->fate == SHOWN) {
        field_code(story, text, bytes);
    }
}

/* ---- a whole story ---- */

static void story_free(struct story *story) {
    for (size_t i = 0; i < story->flow_count; i++)
        docx_flow_free(&story->flows[i]);
    for (size_t i = 0; i < story->field_count; i++)
        buf_free(&story->fields[i].text);
    free(story->pending[0].notes);
    free(story->pending[1].notes);
    free(story);
}

static enum err_code finish(struct story *story, struct buf *lines, struct err *err) {
    struct docx_flow *flow = flow_of(story);
    if (story->too_large)
        return err_set(err, ERR_REFUSED,
                       "larger than 16 MiB of text; save each decision to a file of its own");
    docx_flow_end_paragraph(flow, story->book->numbering, true, &story->book->removed);
    write_pending(story, false);
    write_pending(story, true);
    buf_add(lines, buf_string(&flow->out), flow->out.len);
    if (flow->out.failed || flow->text.failed || lines->failed)
        return err_set(err, ERR_STORAGE, "out of memory");
    return ERR_OK;
}

static enum err_code read_part(struct docx_book *book, const char *part, struct story *story,
                               struct buf *lines, struct err *err) {
    size_t member;
    struct docx_handler handler = {story, on_start, on_end, on_text, &story->stop};
    story->book = book;
    push_flow(story, false);
    if (!archive_find(book->archive, part, &member))
        return err_set(err, ERR_REFUSED, "%s is missing; open it in Word and save it again", part);
    enum err_code code = docx_parse(book->archive, member, DOCX_PART_MAX, &handler, err);
    return code == ERR_OK ? finish(story, lines, err) : code;
}

enum err_code docx_story_read(struct docx_book *book, const char *part,
                              const struct docx_relations *relations, struct buf *lines,
                              struct err *err) {
    struct story *story = mem_zero(1, sizeof *story);
    story->relations = relations;
    enum err_code code = read_part(book, part, story, lines, err);
    story_free(story);
    return code;
}

enum err_code docx_story_notes(struct docx_book *book, enum docx_relation_kind kind,
                               struct err *err) {
    const struct docx_relation *relation = docx_relations_first(&book->relations, kind);
    if (!relation)
        return ERR_OK;
    struct docx_relations relations = {0};
    struct buf lines = {0};
    struct story *story = mem_zero(1, sizeof *story);
    story->relations = &relations;
    story->collects = true;
    story->endnotes = kind == DOCX_RELATION_ENDNOTES;
    enum err_code code = docx_relations_read(book->archive, relation->target, &relations, err);
    if (code == ERR_OK)
        code = read_part(book, relation->target, story, &lines, err);
    docx_notes_sort(&book->notes);
    story_free(story);
    docx_relations_clear(&relations);
    buf_free(&lines);
    return code;
}
