#include "bundle/keyset.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/letter.h"
#include "bundle/signed_json.h"

void keyset_name(int64_t version, char ret[KEYSET_NAME]) {
    snprintf(ret, KEYSET_NAME, "keyset.%lld.json", (long long)version);
}

void keyset_signature_name(int64_t version, char ret[KEYSET_SIGNATURE_NAME]) {
    snprintf(ret, KEYSET_SIGNATURE_NAME, "keyset.%lld.json.minisig", (long long)version);
}

bool keyset_municipality_valid(const char *text) {
    const char *at = text;
    while (*at) {
        size_t bytes = letter_bytes(at);
        if (bytes == 0 || (unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
        at += bytes;
    }
    return (size_t)(at - text) < KEYSET_MUNICIPALITY_SIZE;
}

bool keyset_has_key(const struct keyset_keys *keys, const struct minisign_public *key) {
    for (size_t i = 0; i < keys->count; i++)
        if (memcmp(keys->items[i].id, key->id, sizeof key->id) == 0 ||
            memcmp(keys->items[i].key, key->key, sizeof key->key) == 0)
            return true;
    return false;
}

/* An array of 1 to KEYSET_KEYS_MAX public keys, no id and no key twice: a threshold counts them. */
static bool parse_keys(const json_t *object, const char *member, struct keyset_keys *ret) {
    const json_t *array = json_object_get(object, member);
    size_t count = json_array_size(array);
    if (count < 1 || count > KEYSET_KEYS_MAX)
        return false;
    ret->count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *line = json_string_value(json_array_get(array, i));
        struct minisign_public key;
        if (!line || !minisign_public_parse(line, &key) || keyset_has_key(ret, &key))
            return false;
        ret->items[ret->count++] = key;
    }
    return true;
}

/* The member that is wrong, or NULL. */
static const char *parse_members(const json_t *object, struct keyset *ret) {
    if (!json_get_integer(object, "version", 1, SIGNED_INTEGER_MAX, &ret->version))
        return "version";
    if (!signed_json_text(object, "municipality", ret->municipality, sizeof ret->municipality) ||
        !keyset_municipality_valid(ret->municipality))
        return "municipality";
    if (!parse_keys(object, "root", &ret->root))
        return "root";
    if (!parse_keys(object, "publish", &ret->publish))
        return "publish";
    if (!json_get_integer(object, "threshold", 1, (int64_t)ret->root.count, &ret->threshold))
        return "threshold";
    if (!signed_json_time(object, "expires", &ret->expires))
        return "expires";
    return NULL;
}

enum err_code keyset_parse(const char *text, size_t length, const char *name, struct keyset *ret,
                           struct err *err) {
    json_t *object = NULL;
    enum err_code code =
        signed_json_read(text, length, KEYSET_FILE_MAX, KEYSET_TYPE, name, &object, err);
    if (code != ERR_OK)
        return code;
    struct keyset keyset = {0};
    const char *wrong = parse_members(object, &keyset);
    json_decref(object);
    if (wrong)
        return err_set(err, ERR_REFUSED, "%s: \"%s\" is absent or not acceptable", name, wrong);
    *ret = keyset;
    return ERR_OK;
}

static json_t *keys_json(const struct keyset_keys *keys) {
    json_t *array = json_array();
    for (size_t i = 0; i < keys->count; i++) {
        char line[MINISIGN_PUBLIC_TEXT];
        minisign_public_text(&keys->items[i], line);
        json_array_append_new(array, json_string(line));
    }
    return array;
}

enum err_code keyset_write(const struct keyset *keyset, struct buf *out, struct err *err) {
    char expires[CLOCK_TEXT];
    clock_text(keyset->expires, expires);
    /* "o" takes over the reference, and a NULL makes the whole NULL */
    json_t *object =
        json_pack("{s:s, s:I, s:s, s:I, s:o, s:o, s:s}", "type", KEYSET_TYPE, "version",
                  (json_int_t)keyset->version, "municipality", keyset->municipality, "threshold",
                  (json_int_t)keyset->threshold, "root", keys_json(&keyset->root), "publish",
                  keys_json(&keyset->publish), "expires", expires);
    return signed_json_write(object, out, err);
}
