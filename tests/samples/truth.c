#include "samples/sample.h"

#include <stdlib.h>

#include "base/json.h"

static json_t *references_json(const struct sample *sample) {
    json_t *array = json_array();
    for (size_t i = 0; i < sample->reference_count; i++) {
        const struct law_reference *reference = &sample->references[i];
        json_t *object = json_object();
        json_object_set_new(object, "law", json_integer(reference->law));
        json_object_set_new(object, "article", json_string(reference->article));
        json_object_set_new(object, "paragraph",
                            reference->paragraph ? json_integer(reference->paragraph)
                                                 : json_null());
        json_object_set_new(object, "item",
                            *reference->item ? json_string(reference->item) : json_null());
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *districts_json(const struct sample *sample) {
    json_t *array = json_array();
    for (size_t i = 0; i < sample->district_count; i++)
        json_array_append_new(array, json_string(sample->districts[i]));
    return array;
}

void sample_truth(const struct sample *sample, const char *file, struct buf *out) {
    char date[DATE_ISO];
    date_iso(sample->date, date);
    json_t *object = json_object();
    json_object_set_new(object, "file", json_string(file));
    json_object_set_new(object, "number", json_integer(sample->number));
    json_object_set_new(object, "year", json_integer(sample->date.year));
    json_object_set_new(object, "date", json_string(date));
    json_object_set_new(object, "subject", json_string(sample->subject));
    json_object_set_new(object, "outcome", json_string(sample->outcome));
    json_object_set_new(object, "votes_for", json_count_or_null(sample->votes_for));
    json_object_set_new(object, "votes_against", json_count_or_null(sample->votes_against));
    json_object_set_new(object, "abstentions", json_count_or_null(sample->abstentions));
    json_object_set_new(object, "department", json_string(sample->department));
    json_object_set_new(object, "citations", references_json(sample));
    json_object_set_new(object, "districts", districts_json(sample));
    json_object_set_new(object, "truncated", json_boolean(sample->truncated));
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!text)
        abort();
    buf_format(out, "%s\n", text);
    free(text);
}
