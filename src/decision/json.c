#include "decision/json.h"

#include "decision/annex.h"

static json_t *list_json(const struct text_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->items[i]));
    return array;
}

static json_t *citations_json(const struct decision *decision) {
    json_t *array = json_array();
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *from = &decision->citations[i];
        json_t *citation = json_object();
        json_object_set_new(citation, "law", json_integer(from->law));
        json_object_set_new(citation, "article",
                            json_text_or_null(*from->article ? from->article : NULL));
        json_object_set_new(citation, "paragraph",
                            json_count_or_null(from->paragraph ? from->paragraph : -1));
        json_object_set_new(citation, "item", json_text_or_null(*from->item ? from->item : NULL));
        json_array_append_new(array, citation);
    }
    return array;
}

static json_t *annexes_json(const struct text_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++) {
        json_t *annex = json_object();
        json_object_set_new(annex, "kind", json_text_or_null(annex_kind(list->items[i])));
        json_object_set_new(annex, "address", json_text_or_null(annex_address(list->items[i])));
        json_array_append_new(array, annex);
    }
    return array;
}

static json_t *date_json(struct date date) {
    char text[DATE_ISO];
    if (!date_valid(date))
        return json_null();
    date_iso(date, text);
    return json_string(text);
}

json_t *decision_json(const struct decision *decision) {
    json_t *object = json_object();
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"number", json_integer(decision->number)},
        {"year", json_integer(decision->year)},
        {"date", date_json(decision->date)},
        {"subject", json_text_or_null(decision->subject)},
        {"body", json_text_or_null(decision->body)},
        {"outcome", json_string(outcome_name(decision->outcome))},
        {"votes_for", json_count_or_null(decision->votes_for)},
        {"votes_against", json_count_or_null(decision->votes_against)},
        {"abstentions", json_count_or_null(decision->abstentions)},
        {"department", json_text_or_null(decision->department)},
        {"file_number", json_text_or_null(decision->file_number)},
        {"sitting", json_text_or_null(decision->sitting)},
        {"subject_area", json_text_or_null(decision->subject_area)},
        {"citations", citations_json(decision)},
        {"districts", list_json(&decision->districts)},
        {"neighbourhoods", list_json(&decision->neighbourhoods)},
        {"amounts", list_json(&decision->amounts)},
        {"areas", list_json(&decision->areas)},
        {"scales", list_json(&decision->scales)},
        {"municipality", json_text_or_null(decision->municipality)},
        {"truncated", json_boolean(decision->truncated)},
        {"source", json_text_or_null(decision->source)},
        {"source_sha256", json_text_or_null(decision->source_sha256)},
        {"revision", json_integer(decision->revision)},
        {"retracted", json_boolean(decision->retracted)},
        {"annexes", annexes_json(&decision->annexes)},
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        json_object_set_new(object, members[i].key, members[i].value);
    return object;
}
