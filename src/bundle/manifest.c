#include "bundle/manifest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "bundle/signed_json.h"

void manifest_snapshot_name(int64_t serial, char ret[MANIFEST_SNAPSHOT_NAME]) {
    snprintf(ret, MANIFEST_SNAPSHOT_NAME, "snapshot-%lld.db.zst", (long long)serial);
}

void manifest_delta_name(int64_t from, int64_t to, char ret[MANIFEST_DELTA_NAME]) {
    snprintf(ret, MANIFEST_DELTA_NAME, "delta-%lld-%lld.zst", (long long)from, (long long)to);
}

const struct manifest_delta *manifest_find_delta(const struct manifest *manifest, int64_t serial,
                                                 const struct digest *set_digest) {
    for (size_t i = 0; i < manifest->delta_count; i++) {
        const struct manifest_delta *delta = &manifest->deltas[i];
        if (delta->from == serial && digest_equal(&delta->base_digest, set_digest))
            return delta;
    }
    return NULL;
}

enum err_code manifest_compare(const struct manifest *manifest,
                               const struct manifest_content *found, struct err *err) {
    const char *wrong = NULL;
    if (found->serial != manifest->serial)
        wrong = "serial";
    else if (found->issued != manifest->issued)
        wrong = "time of issue";
    else if (!digest_equal(&found->set_digest, &manifest->set_digest))
        wrong = "set digest";
    else if (found->count != manifest->count)
        wrong = "number of decisions";
    else if (strcmp(found->newest, manifest->newest) != 0)
        wrong = "newest date";
    else if (strcmp(found->municipality, manifest->municipality) != 0)
        wrong = "municipality";
    if (wrong)
        return err_set(err, ERR_REFUSED, "the database's %s is not the manifest's", wrong);
    return ERR_OK;
}

static bool parse_digest(const json_t *object, const char *key, struct digest *ret) {
    const char *hex;
    return json_get_text(object, key, &hex) && digest_parse(hex, ret);
}

static bool parse_size(const json_t *object, const char *key, uint64_t *ret) {
    int64_t size;
    if (!json_get_integer(object, key, 1, (int64_t)MANIFEST_SIZE_MAX, &size))
        return false;
    *ret = (uint64_t)size;
    return true;
}

/* A day such as 2015-07-09, or null for an empty set; the calendar is the database check's. */
static bool parse_newest(const json_t *object, char ret[11]) {
    ret[0] = '\0';
    if (json_is_null(json_object_get(object, "newest")))
        return true;
    if (!signed_json_text(object, "newest", ret, 11) || strlen(ret) != 10)
        return false;
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? ret[i] != '-' : !isdigit((unsigned char)ret[i]))
            return false;
    return true;
}

static const char *parse_snapshot(const json_t *object, int64_t serial,
                                  struct manifest_snapshot *ret) {
    char expected[MANIFEST_SNAPSHOT_NAME];
    manifest_snapshot_name(serial, expected);
    /* The name is never a path of somebody's choice. */
    if (!signed_json_text(object, "file", ret->file, sizeof ret->file) ||
        strcmp(ret->file, expected) != 0)
        return "snapshot.file";
    if (!parse_size(object, "size", &ret->size))
        return "snapshot.size";
    if (!parse_digest(object, "blake2b", &ret->digest))
        return "snapshot.blake2b";
    if (!parse_size(object, "database_size", &ret->database_size))
        return "snapshot.database_size";
    if (!parse_digest(object, "database_blake2b", &ret->database_digest))
        return "snapshot.database_blake2b";
    return NULL;
}

static bool parse_delta(const json_t *object, int64_t serial, struct manifest_delta *ret) {
    char expected[MANIFEST_DELTA_NAME];
    if (!json_get_integer(object, "from", 1, serial - 1, &ret->from))
        return false;
    manifest_delta_name(ret->from, serial, expected);
    return signed_json_text(object, "file", ret->file, sizeof ret->file) &&
           strcmp(ret->file, expected) == 0 && parse_size(object, "size", &ret->size) &&
           parse_digest(object, "blake2b", &ret->digest) &&
           parse_size(object, "content_size", &ret->content_size) &&
           parse_digest(object, "base_set_digest", &ret->base_digest);
}

/* No two from one serial. */
static bool parse_deltas(const json_t *array, struct manifest *ret) {
    size_t count = json_array_size(array);
    if (!json_is_array(array) || count > MANIFEST_DELTAS_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!parse_delta(json_array_get(array, i), ret->serial, &ret->deltas[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (ret->deltas[j].from == ret->deltas[i].from)
                return false;
    }
    ret->delta_count = count;
    return true;
}

/* The member that is wrong, or NULL. */
static const char *parse_members(const json_t *object, struct manifest *ret) {
    if (!signed_json_text(object, "municipality", ret->municipality, sizeof ret->municipality) ||
        !keyset_municipality_valid(ret->municipality))
        return "municipality";
    if (!json_get_integer(object, "keyset", 1, SIGNED_INTEGER_MAX, &ret->keyset))
        return "keyset";
    if (!json_get_integer(object, "serial", 1, SIGNED_INTEGER_MAX, &ret->serial))
        return "serial";
    if (!signed_json_time(object, "issued", &ret->issued))
        return "issued";
    if (!signed_json_time(object, "expires", &ret->expires))
        return "expires";
    if (!json_get_integer(object, "schema", 1, SIGNED_INTEGER_MAX, &ret->schema))
        return "schema";
    if (!parse_digest(object, "set_digest", &ret->set_digest))
        return "set_digest";
    if (!json_get_integer(object, "count", 0, INT32_MAX, &ret->count))
        return "count";
    if (!parse_newest(object, ret->newest))
        return "newest";
    if (!parse_deltas(json_object_get(object, "deltas"), ret))
        return "deltas";
    return parse_snapshot(json_object_get(object, "snapshot"), ret->serial, &ret->snapshot);
}

enum err_code manifest_parse(const char *text, size_t length, const char *name,
                             struct manifest *ret, struct err *err) {
    json_t *object = NULL;
    enum err_code code =
        signed_json_read(text, length, MANIFEST_FILE_MAX, MANIFEST_TYPE, name, &object, err);
    if (code != ERR_OK)
        return code;
    struct manifest manifest = {0};
    const char *wrong = parse_members(object, &manifest);
    json_decref(object);
    if (wrong)
        return err_set(err, ERR_REFUSED, "%s: \"%s\" is absent or not acceptable", name, wrong);
    *ret = manifest;
    return ERR_OK;
}

static json_t *snapshot_json(const struct manifest_snapshot *snapshot) {
    char digest[DIGEST_HEX], database_digest[DIGEST_HEX];
    digest_hex(&snapshot->digest, digest);
    digest_hex(&snapshot->database_digest, database_digest);
    return json_pack("{s:s, s:I, s:s, s:I, s:s}", "file", snapshot->file, "size",
                     (json_int_t)snapshot->size, "blake2b", digest, "database_size",
                     (json_int_t)snapshot->database_size, "database_blake2b", database_digest);
}

static json_t *delta_json(const struct manifest_delta *delta) {
    char digest[DIGEST_HEX], base_digest[DIGEST_HEX];
    digest_hex(&delta->digest, digest);
    digest_hex(&delta->base_digest, base_digest);
    return json_pack("{s:I, s:s, s:I, s:s, s:I, s:s}", "from", (json_int_t)delta->from, "file",
                     delta->file, "size", (json_int_t)delta->size, "blake2b", digest,
                     "content_size", (json_int_t)delta->content_size, "base_set_digest",
                     base_digest);
}

static json_t *deltas_json(const struct manifest *manifest) {
    json_t *array = json_array();
    for (size_t i = 0; i < manifest->delta_count; i++)
        json_array_append_new(array, delta_json(&manifest->deltas[i]));
    return array;
}

enum err_code manifest_write(const struct manifest *manifest, struct buf *out, struct err *err) {
    char issued[CLOCK_TEXT], expires[CLOCK_TEXT], set_digest[DIGEST_HEX];
    clock_text(manifest->issued, issued);
    clock_text(manifest->expires, expires);
    digest_hex(&manifest->set_digest, set_digest);
    json_t *object = json_pack(
        "{s:s, s:s, s:I, s:I, s:s, s:s, s:I, s:s, s:I, s:s?, s:o, s:o}", "type", MANIFEST_TYPE,
        "municipality", manifest->municipality, "keyset", (json_int_t)manifest->keyset, "serial",
        (json_int_t)manifest->serial, "issued", issued, "expires", expires, "schema",
        (json_int_t)manifest->schema, "set_digest", set_digest, "count",
        (json_int_t)manifest->count, "newest", manifest->newest[0] ? manifest->newest : NULL,
        "snapshot", snapshot_json(&manifest->snapshot), "deltas", deltas_json(manifest));
    return signed_json_write(object, out, err);
}
