/* Content streams: operators and what they do to the painter's state. */
#include "intake/pdf_paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "intake/pdf_lex.h"

#define OPERANDS_MAX 100000 /* of one operator; TJ takes many */
#define CURVE_PARTS 8
#define NAME_MAX_BYTES 128

/* One content stream on its way. */
struct run {
    struct pdf_painter *painter;
    struct pdf_lexer lexer;
    qpdf_oh resources;
    struct pdf_token *operands;
    size_t count, room; /* of `operands` */
    double numbers[6];  /* those that the operator asked for */
    struct pdf_path path;
    struct pdf_point here, start; /* the current point; that of the subpath; in user space */
    bool clipping, clip_even_odd; /* W was said: the path that ends next clips */
    struct pdf_matrix text, line;
    bool text_clips;      /* a text of this object clips: nobody follows its letters */
    size_t depth;         /* of saved states when it began */
    int marks, hidden_at; /* open marked contents; the one that is hidden, 0 for none */
};

enum how {
    STROKE = 1,
    FILL = 2,
    EVEN_ODD = 4,
    CLOSE = 8,
};

typedef void operation(struct run *run, int how);

/* The last `want` operands as numbers; false where there are too few. */
static bool numbers(struct run *run, size_t want) {
    if (run->count < want)
        return false;
    for (size_t i = 0; i < want; i++)
        run->numbers[i] = run->operands[run->count - want + i].number;
    return true;
}

static const char *last_name(const struct run *run) {
    if (run->count == 0 || run->operands[run->count - 1].kind != PDF_NAME)
        return NULL;
    return pdf_lex_text(&run->lexer, run->operands[run->count - 1]);
}

/* resources /kind /name. Handles are given back where a page may ask for thousands. */
static qpdf_oh resource(const struct run *run, const char *kind, const char *name) {
    char key[NAME_MAX_BYTES] = "/";
    qpdf_data pdf = run->painter->pdf;
    if (strlen(name) < sizeof key - 1)
        strcpy(key + 1, name);
    qpdf_oh all = pdf_key(pdf, run->resources, kind), one = pdf_key(pdf, all, key);
    qpdf_oh_release(pdf, all);
    return one;
}

static bool hidden(const struct run *run) {
    return run->hidden_at > 0;
}

/* ---- state ---- */

static void op_save(struct run *run, int how) {
    (void)how;
    pdf_save(run->painter);
}

static void op_restore(struct run *run, int how) {
    (void)how;
    if (run->painter->depth > run->depth)
        pdf_restore(run->painter);
}

static struct pdf_matrix matrix_of(const double m[6]) {
    return (struct pdf_matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
}

static void op_concat(struct run *run, int how) {
    (void)how;
    struct pdf_state *state = &run->painter->state;
    if (numbers(run, 6))
        state->ctm = pdf_matrix_join(matrix_of(run->numbers), state->ctm);
}

static void op_width(struct run *run, int how) {
    (void)how;
    if (numbers(run, 1))
        run->painter->state.line_width = fabs(run->numbers[0]);
}

static void op_caps(struct run *run, int how) {
    (void)how;
    if (numbers(run, 1))
        run->painter->state.caps = run->numbers[0] > 0;
}

/* "[3 2] 0 d" is dashed, "[] 0 d" is not. */
static void op_dash(struct run *run, int how) {
    (void)how;
    run->painter->state.dashed = run->count > 3;
}

static enum pdf_blend blend_named(qpdf_data pdf, qpdf_oh value) {
    static const struct {
        const char *name;
        enum pdf_blend blend;
    } blends[] = {{"/Normal", PDF_NORMAL},   {"/Compatible", PDF_NORMAL}, {"/Multiply", PDF_DARKEN},
                  {"/Darken", PDF_DARKEN},   {"/ColorBurn", PDF_DARKEN},  {"/Screen", PDF_LIGHTEN},
                  {"/Lighten", PDF_LIGHTEN}, {"/ColorDodge", PDF_LIGHTEN}};
    if (qpdf_oh_is_array(pdf, value) && qpdf_oh_get_array_n_items(pdf, value) > 0)
        value = qpdf_oh_get_array_item(pdf, value, 0);
    for (size_t i = 0; i < sizeof blends / sizeof *blends; i++)
        if (qpdf_oh_is_name_and_equals(pdf, value, blends[i].name))
            return blends[i].blend;
    return PDF_MIX;
}

static void choose_font(struct run *run, qpdf_oh dict, double size) {
    struct pdf_painter *painter = run->painter;
    painter->state.size = size;
    painter->state.font = pdf_font_get(painter->fonts, painter->pdf, dict);
}

static void op_graphics_state(struct run *run, int how) {
    (void)how;
    struct pdf_state *state = &run->painter->state;
    qpdf_data pdf = run->painter->pdf;
    const char *name = last_name(run);
    if (!name)
        return;
    qpdf_oh dict = resource(run, "/ExtGState", name), font = pdf_key(pdf, dict, "/Font");
    qpdf_oh blend = pdf_key(pdf, dict, "/BM"), mask = pdf_key(pdf, dict, "/SMask");
    state->fill.alpha = pdf_number(pdf, dict, "/ca", state->fill.alpha);
    state->stroke.alpha = pdf_number(pdf, dict, "/CA", state->stroke.alpha);
    state->line_width = pdf_number(pdf, dict, "/LW", state->line_width);
    if (!qpdf_oh_is_null(pdf, blend))
        state->blend = blend_named(pdf, blend);
    if (!qpdf_oh_is_null(pdf, mask))
        state->soft_mask = qpdf_oh_is_dictionary(pdf, mask);
    if (qpdf_oh_is_array(pdf, font) && qpdf_oh_get_array_n_items(pdf, font) == 2)
        choose_font(run, qpdf_oh_get_array_item(pdf, font, 0),
                    qpdf_oh_get_numeric_value(pdf, qpdf_oh_get_array_item(pdf, font, 1)));
    qpdf_oh_release(pdf, dict);
    qpdf_oh_release(pdf, font);
    qpdf_oh_release(pdf, blend);
    qpdf_oh_release(pdf, mask);
}

/* ---- colours ---- */

static uint32_t channel(double value) {
    return (uint32_t)(fmin(fmax(value, 0), 1) * 255 + 0.5);
}

static uint32_t colour_of(enum pdf_space space, const double *v) {
    switch (space) {
    case PDF_GRAY:
        return channel(v[0]) * 0x010101;
    case PDF_TINT:
        return channel(1 - v[0]) * 0x010101;
    case PDF_RGB:
        return channel(v[0]) << 16 | channel(v[1]) << 8 | channel(v[2]);
    case PDF_CMYK:
        return channel((1 - v[0]) * (1 - v[3])) << 16 | channel((1 - v[1]) * (1 - v[3])) << 8 |
               channel((1 - v[2]) * (1 - v[3]));
    case PDF_PATTERN:
    case PDF_OTHER:
        break;
    }
    return PDF_COLOUR_NONE;
}

static size_t channels(enum pdf_space space) {
    return space == PDF_RGB ? 3 : space == PDF_CMYK ? 4 : 1;
}

static struct pdf_ink *ink_of(struct run *run, int how) {
    return how & STROKE ? &run->painter->state.stroke : &run->painter->state.fill;
}

static void set_colour(struct run *run, struct pdf_ink *ink) {
    ink->patterned = false;
    ink->colour =
        numbers(run, channels(ink->space)) ? colour_of(ink->space, run->numbers) : PDF_COLOUR_NONE;
}

static void op_gray(struct run *run, int how) {
    ink_of(run, how)->space = PDF_GRAY;
    set_colour(run, ink_of(run, how));
}

static void op_rgb(struct run *run, int how) {
    ink_of(run, how)->space = PDF_RGB;
    set_colour(run, ink_of(run, how));
}

static void op_cmyk(struct run *run, int how) {
    ink_of(run, how)->space = PDF_CMYK;
    set_colour(run, ink_of(run, how));
}

static enum pdf_space space_of_channels(double count) {
    return count == 1 ? PDF_GRAY : count == 3 ? PDF_RGB : count == 4 ? PDF_CMYK : PDF_OTHER;
}

static enum pdf_space space_named(const char *name) {
    static const struct {
        const char *name;
        enum pdf_space space;
    } spaces[] = {{"DeviceGray", PDF_GRAY}, {"G", PDF_GRAY},         {"CalGray", PDF_GRAY},
                  {"DeviceRGB", PDF_RGB},   {"RGB", PDF_RGB},        {"CalRGB", PDF_RGB},
                  {"DeviceCMYK", PDF_CMYK}, {"CMYK", PDF_CMYK},      {"Pattern", PDF_PATTERN},
                  {"Separation", PDF_TINT}, {"ICCBased", PDF_OTHER}, {"Indexed", PDF_OTHER}};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp(name, spaces[i].name) == 0)
            return spaces[i].space;
    return PDF_OTHER;
}

static enum pdf_space space_read(struct run *run, const char *name) {
    qpdf_data pdf = run->painter->pdf;
    qpdf_oh space = resource(run, "/ColorSpace", name);
    if (qpdf_oh_is_name(pdf, space))
        return space_named(qpdf_oh_get_name(pdf, space) + 1);
    if (!qpdf_oh_is_array(pdf, space) || qpdf_oh_get_array_n_items(pdf, space) == 0)
        return space_named(name);
    qpdf_oh kind = qpdf_oh_get_array_item(pdf, space, 0);
    if (qpdf_oh_is_name_and_equals(pdf, kind, "/ICCBased"))
        return space_of_channels(pdf_number(pdf, qpdf_oh_get_array_item(pdf, space, 1), "/N", 0));
    return qpdf_oh_is_name(pdf, kind) ? space_named(qpdf_oh_get_name(pdf, kind) + 1) : PDF_OTHER;
}

static void op_space(struct run *run, int how) {
    const char *name = last_name(run);
    struct pdf_ink *ink = ink_of(run, how);
    if (!name)
        return;
    ink->space = space_read(run, name);
    ink->patterned = false;
    ink->colour = ink->space == PDF_OTHER || ink->space == PDF_PATTERN ? PDF_COLOUR_NONE : 0;
}

static void op_colour(struct run *run, int how) {
    struct pdf_ink *ink = ink_of(run, how);
    const char *name = last_name(run);
    if (!name) {
        set_colour(run, ink);
        return;
    }
    qpdf_oh pattern = resource(run, "/Pattern", name);
    ink->colour = PDF_COLOUR_NONE;
    ink->patterned = pdf_number(run->painter->pdf, pattern, "/PatternType", 1) < 2 &&
                     !pdf_tile_hides(run->painter, pattern);
}

/* ---- paths ---- */

static void add_point(struct run *run, double x, double y, bool begins) {
    struct pdf_point at = pdf_matrix_apply(&run->painter->state.ctm, x, y);
    pdf_path_add(&run->path, at.x, at.y, begins || run->path.count == 0);
    run->here = (struct pdf_point){.x = x, .y = y};
    if (begins)
        run->start = run->here;
}

static void op_move(struct run *run, int how) {
    (void)how;
    if (numbers(run, 2))
        add_point(run, run->numbers[0], run->numbers[1], true);
}

static void op_line(struct run *run, int how) {
    (void)how;
    if (numbers(run, 2))
        add_point(run, run->numbers[0], run->numbers[1], false);
}

static void add_curve(struct run *run, const double p[6]) {
    struct pdf_point from = run->here;
    for (int i = 1; i <= CURVE_PARTS; i++) {
        double t = (double)i / CURVE_PARTS, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        add_point(run, a * from.x + b * p[0] + c * p[2] + d * p[4],
                  a * from.y + b * p[1] + c * p[3] + d * p[5], false);
    }
}

static void op_curve(struct run *run, int how) {
    (void)how;
    if (numbers(run, 6))
        add_curve(run, run->numbers);
}

static void op_curve_from(struct run *run, int how) {
    (void)how;
    if (!numbers(run, 4))
        return;
    const double *n = run->numbers;
    add_curve(run, (double[]){run->here.x, run->here.y, n[0], n[1], n[2], n[3]});
}

static void op_curve_to(struct run *run, int how) {
    (void)how;
    if (!numbers(run, 4))
        return;
    const double *n = run->numbers;
    add_curve(run, (double[]){n[0], n[1], n[2], n[3], n[2], n[3]});
}

static void op_close(struct run *run, int how) {
    (void)how;
    if (run->path.count)
        add_point(run, run->start.x, run->start.y, false);
}

static void op_rectangle(struct run *run, int how) {
    (void)how;
    if (!numbers(run, 4))
        return;
    double x = run->numbers[0], y = run->numbers[1];
    double right = x + run->numbers[2], top = y + run->numbers[3];
    add_point(run, x, y, true);
    add_point(run, right, y, false);
    add_point(run, right, top, false);
    add_point(run, x, top, false);
    add_point(run, x, y, false);
}

static void op_clip(struct run *run, int how) {
    run->clipping = true;
    run->clip_even_odd = how & EVEN_ODD;
}

static void op_paint(struct run *run, int how) {
    struct pdf_painter *painter = run->painter;
    if (how & CLOSE)
        op_close(run, 0);
    if (how & FILL && !hidden(run))
        pdf_paint_path(painter, &run->path, how & EVEN_ODD);
    if (how & STROKE && !hidden(run))
        pdf_paint_stroke(painter, &run->path);
    if (run->clipping) {
        struct pdf_clip *clip =
            pdf_clip_path(&painter->area, painter->state.clip, &run->path, run->clip_even_odd);
        pdf_clip_drop(painter->state.clip);
        painter->state.clip = clip;
    }
    run->clipping = false;
    run->path.count = 0;
}

/* Fills all that is not clipped, in colours that nobody follows. */
static void op_shading(struct run *run, int how) {
    (void)how;
    struct pdf_painter *painter = run->painter;
    const struct pdf_clip *clip = painter->state.clip;
    struct pdf_point box[] = {{clip->left, clip->bottom, true},
                              {clip->right, clip->bottom, false},
                              {clip->right, clip->top, false},
                              {clip->left, clip->top, false}};
    struct pdf_ink ink = painter->state.fill;
    painter->state.fill.colour = PDF_COLOUR_NONE;
    painter->state.fill.patterned = false;
    if (!hidden(run))
        pdf_paint_path(painter, &(struct pdf_path){box, 4, 4}, false);
    painter->state.fill = ink;
}

/* ---- text ---- */

static const struct pdf_matrix identity = {1, 0, 0, 1, 0, 0};

static void op_text_begin(struct run *run, int how) {
    (void)how;
    run->text = run->line = identity;
}

static void op_text_end(struct run *run, int how) {
    (void)how;
    if (run->text_clips) {
        pdf_clip_drop(run->painter->state.clip);
        run->painter->state.clip = pdf_clip_empty();
    }
    run->text_clips = false;
}

static void op_font(struct run *run, int how) {
    (void)how;
    const struct pdf_token *name = run->count >= 2 ? &run->operands[run->count - 2] : NULL;
    if (!name || name->kind != PDF_NAME || !numbers(run, 1))
        return;
    qpdf_oh dict = resource(run, "/Font", pdf_lex_text(&run->lexer, *name));
    choose_font(run, dict, run->numbers[0]);
    qpdf_oh_release(run->painter->pdf, dict);
}

enum text_number { CHAR_SPACE, WORD_SPACE, STRETCH, LEADING, RISE, MODE };

static void op_text_number(struct run *run, int which) {
    struct pdf_state *state = &run->painter->state;
    if (!numbers(run, 1))
        return;
    double number = run->numbers[0];
    switch ((enum text_number)which) {
    case CHAR_SPACE:
        state->char_space = number;
        break;
    case WORD_SPACE:
        state->word_space = number;
        break;
    case STRETCH:
        state->stretch = number / 100;
        break;
    case LEADING:
        state->leading = number;
        break;
    case RISE:
        state->rise = number;
        break;
    case MODE:
        state->mode = number >= 0 && number <= 7 ? (int)number : 0;
        break;
    }
}

static void next_line(struct run *run, double x, double y) {
    run->line = pdf_matrix_join((struct pdf_matrix){1, 0, 0, 1, x, y}, run->line);
    run->text = run->line;
}

static void op_text_move(struct run *run, int sets_leading) {
    if (!numbers(run, 2))
        return;
    if (sets_leading)
        run->painter->state.leading = -run->numbers[1];
    next_line(run, run->numbers[0], run->numbers[1]);
}

static void op_text_matrix(struct run *run, int how) {
    (void)how;
    if (numbers(run, 6))
        run->text = run->line = matrix_of(run->numbers);
}

static void op_next_line(struct run *run, int how) {
    (void)how;
    next_line(run, 0, -run->painter->state.leading);
}

static void show(struct run *run, struct pdf_token string) {
    run->text_clips = run->text_clips || run->painter->state.mode > 3;
    if (string.kind == PDF_STRING && !hidden(run))
        pdf_paint_text(run->painter, pdf_lex_text(&run->lexer, string), string.bytes, &run->text);
}

static void op_show(struct run *run, int how) {
    (void)how;
    if (run->count)
        show(run, run->operands[run->count - 1]);
}

static void op_show_next(struct run *run, int how) {
    op_next_line(run, how);
    op_show(run, how);
}

static void op_show_spaced(struct run *run, int how) {
    if (numbers(run, 3)) {
        run->painter->state.word_space = run->numbers[0];
        run->painter->state.char_space = run->numbers[1];
    }
    op_show_next(run, how);
}

static void op_show_parts(struct run *run, int how) {
    (void)how;
    const struct pdf_state *state = &run->painter->state;
    for (size_t i = 0; i < run->count; i++) {
        struct pdf_token part = run->operands[i];
        double move = -part.number / 1000 * state->size * state->stretch;
        if (part.kind == PDF_NUMBER)
            run->text = pdf_matrix_join((struct pdf_matrix){1, 0, 0, 1, move, 0}, run->text);
        show(run, part);
    }
}

/* ---- images, forms, layers ---- */

static void op_object(struct run *run, int how) {
    (void)how;
    const char *name = last_name(run);
    if (!name || hidden(run))
        return;
    qpdf_oh object = resource(run, "/XObject", name);
    pdf_paint_object(run->painter, object, run->resources);
    qpdf_oh_release(run->painter->pdf, object);
}

/* The value behind one of two keys of the inline image that is being read; NULL for none. */
static const struct pdf_token *image_key(const struct run *run, const char *key,
                                         const char *longer) {
    for (size_t i = 0; i + 1 < run->count; i++) {
        const char *text = pdf_lex_text(&run->lexer, run->operands[i]);
        if (run->operands[i].kind == PDF_NAME &&
            (strcmp(text, key) == 0 || strcmp(text, longer) == 0))
            return &run->operands[i + 1];
    }
    return NULL;
}

/* How many bytes of plain samples; 0 where a filter or a palette makes that unknown. */
static size_t image_bytes(const struct run *run) {
    const struct pdf_token *width = image_key(run, "W", "Width"),
                           *height = image_key(run, "H", "Height"),
                           *bits = image_key(run, "BPC", "BitsPerComponent"),
                           *space = image_key(run, "CS", "ColorSpace");
    if (!width || !height || image_key(run, "F", "Filter"))
        return 0;
    double each = space ? (double)channels(space_named(pdf_lex_text(&run->lexer, *space))) : 1;
    double row = ceil(width->number * each * (bits ? bits->number : 1) / 8);
    double bytes = row * height->number;
    return bytes > 0 && bytes < 1e9 ? (size_t)bytes : 0;
}

/* BI put its keys among the operands. */
static void op_image_data(struct run *run, int how) {
    (void)how;
    size_t ignored;
    const struct pdf_token *stencil = image_key(run, "IM", "ImageMask");
    bool masked = stencil && strcmp(pdf_lex_text(&run->lexer, *stencil), "true") == 0;
    pdf_lex_image(&run->lexer, image_bytes(run), &ignored);
    if (!hidden(run))
        pdf_paint_inline(run->painter, masked);
}

static void op_mark(struct run *run, int how) {
    (void)how;
    run->marks++;
    if (hidden(run) || run->count < 2 || run->operands[0].kind != PDF_NAME ||
        strcmp(pdf_lex_text(&run->lexer, run->operands[0]), "OC") != 0)
        return;
    const char *name = last_name(run);
    if (name && pdf_layer_hidden(run->painter, resource(run, "/Properties", name)))
        run->hidden_at = run->marks;
}

static void op_unmark(struct run *run, int how) {
    (void)how;
    if (run->marks == run->hidden_at)
        run->hidden_at = 0;
    run->marks -= run->marks > 0;
}

/* ---- the stream ---- */

struct named_operation {
    char name[4];
    operation *does;
    int how;
};

/* In the order of strcmp. */
static const struct named_operation operations[] = {
    {"\"", op_show_spaced, 0},
    {"'", op_show_next, 0},
    {"B", op_paint, FILL | STROKE},
    {"B*", op_paint, FILL | STROKE | EVEN_ODD},
    {"BDC", op_mark, 0},
    {"BMC", op_mark, 0},
    {"BT", op_text_begin, 0},
    {"CS", op_space, STROKE},
    {"Do", op_object, 0},
    {"EMC", op_unmark, 0},
    {"ET", op_text_end, 0},
    {"F", op_paint, FILL},
    {"G", op_gray, STROKE},
    {"ID", op_image_data, 0},
    {"J", op_caps, 0},
    {"K", op_cmyk, STROKE},
    {"Q", op_restore, 0},
    {"RG", op_rgb, STROKE},
    {"S", op_paint, STROKE},
    {"SC", op_colour, STROKE},
    {"SCN", op_colour, STROKE},
    {"T*", op_next_line, 0},
    {"TD", op_text_move, 1},
    {"TJ", op_show_parts, 0},
    {"TL", op_text_number, LEADING},
    {"Tc", op_text_number, CHAR_SPACE},
    {"Td", op_text_move, 0},
    {"Tf", op_font, 0},
    {"Tj", op_show, 0},
    {"Tm", op_text_matrix, 0},
    {"Tr", op_text_number, MODE},
    {"Ts", op_text_number, RISE},
    {"Tw", op_text_number, WORD_SPACE},
    {"Tz", op_text_number, STRETCH},
    {"W", op_clip, 0},
    {"W*", op_clip, EVEN_ODD},
    {"b", op_paint, FILL | STROKE | CLOSE},
    {"b*", op_paint, FILL | STROKE | CLOSE | EVEN_ODD},
    {"c", op_curve, 0},
    {"cm", op_concat, 0},
    {"cs", op_space, 0},
    {"d", op_dash, 0},
    {"f", op_paint, FILL},
    {"f*", op_paint, FILL | EVEN_ODD},
    {"g", op_gray, 0},
    {"gs", op_graphics_state, 0},
    {"h", op_close, 0},
    {"k", op_cmyk, 0},
    {"l", op_line, 0},
    {"m", op_move, 0},
    {"n", op_paint, 0},
    {"q", op_save, 0},
    {"re", op_rectangle, 0},
    {"rg", op_rgb, 0},
    {"s", op_paint, STROKE | CLOSE},
    {"sc", op_colour, 0},
    {"scn", op_colour, 0},
    {"sh", op_shading, 0},
    {"v", op_curve_from, 0},
    {"w", op_width, 0},
    {"y", op_curve_to, 0},
};

static int operation_compare(const void *name, const void *entry) {
    return strcmp(name, ((const struct named_operation *)entry)->name);
}

static void push(struct run *run, struct pdf_token token) {
    if (run->count == OPERANDS_MAX)
        return;
    if (run->count == run->room) {
        run->room = run->room ? run->room * 2 : 32;
        run->operands = mem_grow(run->operands, run->room, sizeof *run->operands);
    }
    run->operands[run->count++] = token;
}

static bool is_value(const char *word) {
    return strcmp(word, "true") == 0 || strcmp(word, "false") == 0 || strcmp(word, "null") == 0;
}

/* Does what the operator says with the operands before it. */
static void operate(struct run *run, const char *name) {
    const struct named_operation *found =
        bsearch(name, operations, sizeof operations / sizeof *operations, sizeof *operations,
                operation_compare);
    if (found)
        found->does(run, found->how);
    run->count = 0;
    pdf_lex_forget(&run->lexer);
    run->painter->steps--;
}

void pdf_paint(struct pdf_painter *painter, const void *bytes, size_t count, qpdf_oh resources) {
    struct run run = {.painter = painter,
                      .lexer = pdf_lex_begin(bytes, count),
                      .resources = resources,
                      .text = identity,
                      .line = identity,
                      .depth = painter->depth};
    while (painter->steps > 0 && !pdf_area_exhausted(&painter->area)) {
        struct pdf_token token = pdf_lex_next(&run.lexer);
        if (token.kind == PDF_END)
            break;
        if (token.kind == PDF_OPERATOR && !is_value(pdf_lex_text(&run.lexer, token)))
            operate(&run, pdf_lex_text(&run.lexer, token));
        else
            push(&run, token);
    }
    if (painter->steps <= 0)
        painter->area.left = 0;
    free(run.operands);
    pdf_path_free(&run.path);
    pdf_lex_end(&run.lexer);
}
