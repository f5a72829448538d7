#include "publish/personal_list.h"

#include "decision/personal.h"

#define SAID_MAX 5
#define LIST_MAX 1000 /* a document of nothing else has a hundred thousand */

static void add_field(json_t *to, const char *field, const char *text) {
    struct personal_list list = {0};
    if (text)
        personal_find(text, &list);
    for (size_t i = 0; i < list.count && json_array_size(to) < LIST_MAX; i++) {
        struct buf masked = {0};
        personal_mask(text, &list.items[i], &masked);
        json_t *object = json_object();
        json_object_set_new(object, "kind", json_string(personal_name(list.items[i].kind)));
        json_object_set_new(object, "field", json_string(field));
        json_object_set_new(object, "excerpt", json_text_or_null(buf_string(&masked)));
        json_array_append_new(to, object);
        buf_free(&masked);
    }
    personal_list_clear(&list);
}

json_t *personal_list_of(const struct decision *decision) {
    json_t *list = json_array();
    struct buf other = {0};
    decision_other_texts(decision, &other);
    add_field(list, "subject", decision->subject);
    add_field(list, "body", decision->body);
    add_field(list, "other fields", buf_string(&other));
    buf_free(&other);
    return list;
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = "";
    (void)!json_get_text(object, key, &text);
    return text;
}

void personal_list_say_one(const json_t *found, struct buf *out) {
    buf_format(out, "%s %s (%s)", text_of(found, "kind"), text_of(found, "excerpt"),
               text_of(found, "field"));
}

void personal_list_say(const json_t *list, struct buf *out) {
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < SAID_MAX; i++) {
        buf_text(out, i ? ", " : "");
        personal_list_say_one(json_array_get(list, i), out);
    }
    if (count > SAID_MAX)
        buf_format(out, " and %zu more", count - SAID_MAX);
}
