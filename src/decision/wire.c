#include "decision/wire.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define HASH_BYTES 32
#define HASH_DIGITS 64
/* Flags in one number. A record without annexes has the bytes of the time before there were any. */
#define TRUNCATED 1
#define WITH_ANNEXES 2

#define ITEMS_MAX 4096 /* of a list, as in store/sound.h */

/* ---- numbers and bytes ---- */

void wire_add_number(struct buf *out, uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        buf_byte(out, (char)(0x80 | (value & 0x7f)));
    buf_byte(out, (char)value);
}

const char *wire_bytes(struct wire *wire, size_t count) {
    if (wire->fault || count > wire->left) {
        wire->fault = true;
        return NULL;
    }
    const char *bytes = wire->next;
    wire->next += count;
    wire->left -= count;
    return bytes;
}

uint64_t wire_number(struct wire *wire, uint64_t max) {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        const char *at = wire_bytes(wire, 1);
        if (!at)
            return 0;
        unsigned char byte = (unsigned char)*at;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if (value > max || (shift && byte == 0)) /* a last byte of nothing: a longer form */
            break;
        return value;
    }
    wire->fault = true;
    return 0;
}

/* ---- writing ---- */

static void add_bytes(struct buf *out, const char *text) {
    size_t length = strlen(text);
    wire_add_number(out, length);
    buf_add(out, text, length);
}

/* One more than the length, 0 for none. */
static void add_optional(struct buf *out, const char *text) {
    wire_add_number(out, text ? strlen(text) + 1 : 0);
    if (text)
        buf_text(out, text);
}

static int digit_value(char digit) {
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/* 64 lower-case digits as 32 bytes, 0 before them for none. */
static void add_hash(struct buf *out, const char *hex) {
    wire_add_number(out, hex ? 1 : 0);
    for (size_t i = 0; hex && i < HASH_BYTES; i++)
        buf_byte(out, (char)(digit_value(hex[2 * i]) << 4 | digit_value(hex[2 * i + 1])));
}

static void add_list(struct buf *out, const struct text_list *list) {
    wire_add_number(out, list->count);
    for (size_t i = 0; i < list->count; i++)
        add_bytes(out, list->items[i]);
}

static void add_citations(struct buf *out, const struct decision *decision) {
    wire_add_number(out, decision->citation_count);
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *citation = &decision->citations[i];
        wire_add_number(out, (uint64_t)citation->law);
        add_bytes(out, citation->article);
        wire_add_number(out, (uint64_t)citation->paragraph);
        add_bytes(out, citation->item);
    }
}

/* The number is the id's last five digits and is not said twice. */
void decision_wire(const struct decision *decision, struct buf *out) {
    wire_add_number(out, (uint64_t)decision->id);
    wire_add_number(out, (uint64_t)decision->year);
    wire_add_number(out, (uint64_t)date_number(decision->date));
    wire_add_number(out, (uint64_t)decision->revision);
    wire_add_number(out, decision->retracted);
    wire_add_number(out, (decision->truncated ? TRUNCATED : 0) |
                             (decision->annexes.count ? WITH_ANNEXES : 0));
    wire_add_number(out, (uint64_t)decision->outcome);
    wire_add_number(out, (uint64_t)(decision->votes_for + 1));
    wire_add_number(out, (uint64_t)(decision->votes_against + 1));
    wire_add_number(out, (uint64_t)(decision->abstentions + 1));
    add_optional(out, decision->department);
    add_optional(out, decision->file_number);
    add_optional(out, decision->sitting);
    add_optional(out, decision->subject_area);
    add_optional(out, decision->municipality);
    add_optional(out, decision->source);
    add_optional(out, decision->retraction_reason);
    add_hash(out, decision->source_sha256);
    add_list(out, &decision->districts);
    add_list(out, &decision->neighbourhoods);
    add_list(out, &decision->amounts);
    add_list(out, &decision->areas);
    add_list(out, &decision->scales);
    add_list(out, &decision->changes);
    if (decision->annexes.count)
        add_list(out, &decision->annexes);
    add_citations(out, decision);
    add_bytes(out, decision->subject);
    add_bytes(out, decision->body);
}

/* ---- reading ---- */

static int take_int(struct wire *wire, int max) {
    return (int)wire_number(wire, (uint64_t)max);
}

/* A NUL inside would cut the text short unseen. */
static char *take_slice(struct wire *wire, size_t length) {
    const char *bytes = wire_bytes(wire, length);
    if (bytes && memchr(bytes, '\0', length)) {
        wire->fault = true;
        bytes = NULL;
    }
    return bytes ? mem_slice(bytes, length) : NULL;
}

static char *take_text(struct wire *wire) {
    return take_slice(wire, (size_t)wire_number(wire, INT_MAX));
}

static char *take_optional(struct wire *wire) {
    size_t length = (size_t)wire_number(wire, INT_MAX);
    return length ? take_slice(wire, length - 1) : NULL;
}

static char *take_hash(struct wire *wire) {
    static const char digits[] = "0123456789abcdef";
    if (!wire_number(wire, 1))
        return NULL;
    const char *bytes = wire_bytes(wire, HASH_BYTES);
    if (!bytes)
        return NULL;
    char *hex = mem_zero(HASH_DIGITS + 1, 1);
    for (size_t i = 0; i < HASH_BYTES; i++) {
        hex[2 * i] = digits[(unsigned char)bytes[i] >> 4];
        hex[2 * i + 1] = digits[(unsigned char)bytes[i] & 15];
    }
    return hex;
}

static void take_list(struct wire *wire, struct text_list *to) {
    size_t count = (size_t)wire_number(wire, ITEMS_MAX);
    for (size_t i = 0; i < count && !wire->fault; i++) {
        char *text = take_text(wire);
        if (text)
            text_list_add(to, text);
        free(text);
    }
    if (to->count != count) /* one of them stands there twice */
        wire->fault = true;
}

static void take_short(struct wire *wire, char *to, size_t size) {
    char *text = take_text(wire);
    if (text && strlen(text) < size)
        memcpy(to, text, strlen(text) + 1);
    else
        wire->fault = true;
    free(text);
}

static void take_citations(struct wire *wire, struct decision *to) {
    size_t count = (size_t)wire_number(wire, ITEMS_MAX);
    for (size_t i = 0; i < count && !wire->fault; i++) {
        struct citation citation = {0};
        citation.law = take_int(wire, INT_MAX);
        take_short(wire, citation.article, sizeof citation.article);
        citation.paragraph = take_int(wire, INT_MAX);
        take_short(wire, citation.item, sizeof citation.item);
        decision_add_citation(to, &citation);
    }
    if (to->citation_count != count)
        wire->fault = true;
}

/* The flag has said that there are some. */
static void take_annexes(struct wire *wire, struct decision *to) {
    take_list(wire, &to->annexes);
    if (!to->annexes.count)
        wire->fault = true;
}

/* In the order of decision_wire. */
static void take_record(struct wire *wire, struct decision *to) {
    to->id = (int64_t)wire_number(wire, INT64_MAX);
    to->number = (int)(to->id % 100000);
    to->year = take_int(wire, INT_MAX);
    to->date = date_of_number(take_int(wire, INT_MAX));
    to->revision = take_int(wire, INT_MAX);
    to->retracted = take_int(wire, 1);
    int flags = take_int(wire, TRUNCATED | WITH_ANNEXES);
    to->truncated = (flags & TRUNCATED) != 0;
    to->outcome = (enum outcome)take_int(wire, OUTCOME_COUNT - 1);
    to->votes_for = take_int(wire, INT_MAX) - 1;
    to->votes_against = take_int(wire, INT_MAX) - 1;
    to->abstentions = take_int(wire, INT_MAX) - 1;
    to->department = take_optional(wire);
    to->file_number = take_optional(wire);
    to->sitting = take_optional(wire);
    to->subject_area = take_optional(wire);
    to->municipality = take_optional(wire);
    to->source = take_optional(wire);
    to->retraction_reason = take_optional(wire);
    to->source_sha256 = take_hash(wire);
    take_list(wire, &to->districts);
    take_list(wire, &to->neighbourhoods);
    take_list(wire, &to->amounts);
    take_list(wire, &to->areas);
    take_list(wire, &to->scales);
    take_list(wire, &to->changes);
    if (flags & WITH_ANNEXES)
        take_annexes(wire, to);
    take_citations(wire, to);
    to->subject = take_text(wire);
    to->body = take_text(wire);
}

bool decision_unwire(const char *bytes, size_t count, struct decision *ret) {
    struct wire wire = {bytes, count, false};
    struct decision decision = decision_empty();
    take_record(&wire, &decision);
    if (wire.fault || wire.left) {
        decision_clear(&decision);
        return false;
    }
    *ret = decision;
    return true;
}
