/* What looks like personal data does not go out unless somebody has said so. */

#include "decision/personal.h"
#include "publish/release.h"

#define NAMED_MAX 3 /* decisions in the message */

/* One pass over what is about to be released. */
struct asking {
    const struct release_order *order;
    struct digest key;
    int findings, decisions; /* without an answer so far */
    struct buf named;        /* "2015/255: identity number 123*****890" of the first few */
    enum err_code code;
    struct err *err;
};

static void name(struct asking *asking, const struct library_text *text, const char *field,
                 const struct personal *found) {
    struct buf masked = {0};
    personal_mask(field, found, &masked);
    buf_format(&asking->named, "%s%d/%d: %s %s", asking->decisions > 1 ? "; " : "", text->year,
               text->number, personal_name(found->kind), buf_string(&masked));
    buf_free(&masked);
}

/* The answer is looked up, and given where that was asked for. *ret_open: there is none. */
static enum err_code answer(struct asking *asking, int64_t id, const struct digest *finding,
                            bool *ret_open, struct err *err) {
    struct library *library = asking->order->library;
    bool known = false;
    enum err_code code = library_answered(library, id, finding, &known, err);
    if (code == ERR_OK && !known && asking->order->accept_personal_data) {
        code = library_answer(library, id, finding, err);
        known = true;
    }
    if (code == ERR_OK)
        *ret_open = !known;
    return code;
}

/* Of one field; *open counts what is open in the decision. */
static void ask_field(struct asking *asking, const struct library_text *text, const char *field,
                      int *open) {
    struct personal_list list = {0};
    personal_find(field, &list);
    for (size_t i = 0; i < list.count && asking->code == ERR_OK; i++) {
        struct digest finding = personal_digest(field, &list.items[i], &asking->key);
        bool is_open = false;
        asking->code = answer(asking, text->id, &finding, &is_open, asking->err);
        if (!is_open)
            continue;
        asking->findings++;
        if ((*open)++ == 0 && ++asking->decisions <= NAMED_MAX)
            name(asking, text, field, &list.items[i]);
    }
    personal_list_clear(&list);
}

static bool ask_decision(const struct library_text *text, void *data) {
    struct asking *asking = data;
    int open = 0;
    ask_field(asking, text, text->subject, &open);
    ask_field(asking, text, text->body, &open);
    ask_field(asking, text, text->other, &open);
    return asking->code == ERR_OK;
}

static enum err_code refuse(const struct asking *asking, struct err *err) {
    return err_set(err, ERR_REFUSED,
                   "%d thing%s that look%s like personal data in %d decision%s (%s%s): show has "
                   "them; retract, or set body=… without them, or release with "
                   "--accept-personal-data",
                   asking->findings, asking->findings == 1 ? "" : "s",
                   asking->findings == 1 ? "s" : "", asking->decisions,
                   asking->decisions == 1 ? "" : "s", buf_string(&asking->named),
                   asking->decisions > NAMED_MAX ? "; …" : "");
}

enum err_code release_ask_personal(const struct release_order *order, struct err *err) {
    struct asking asking = {.order = order, .err = err};
    enum err_code code = library_answer_key(order->library, &asking.key, err);
    if (code == ERR_OK)
        code = library_each_text(order->library, ask_decision, &asking, err);
    if (code == ERR_OK)
        code = asking.code;
    if (code == ERR_OK && asking.findings)
        code = refuse(&asking, err);
    buf_free(&asking.named);
    return code;
}
