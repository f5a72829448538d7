#include "decision/canonical.h"

#include <endian.h>
#include <string.h>

/* Every number takes eight bytes, every text one byte (is there one?), its length and its bytes,
 * every list its count and its texts. So a record can be cut into its fields in one way only. */

static void number_bytes(int64_t value, char ret[8]) {
    uint64_t big = htobe64((uint64_t)value);
    memcpy(ret, &big, sizeof big);
}

static void add_number(struct buf *out, int64_t value) {
    char *room = buf_room(out, 8);
    if (!room)
        return;
    number_bytes(value, room);
    buf_took(out, 8);
}

static void add_text(struct buf *out, const char *text) {
    size_t length = text ? strlen(text) : 0, bytes = text ? 9 + length : 1;
    char *room = buf_room(out, bytes);
    if (!room)
        return;
    room[0] = text != NULL;
    if (text) {
        number_bytes((int64_t)length, room + 1);
        memcpy(room + 9, text, length);
    }
    buf_took(out, bytes);
}

static void add_list(struct buf *out, const struct text_list *list) {
    add_number(out, (int64_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        add_text(out, list->items[i]);
}

static void add_citations(struct buf *out, const struct decision *decision) {
    add_number(out, (int64_t)decision->citation_count);
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *citation = &decision->citations[i];
        add_number(out, citation->law);
        add_text(out, citation->article);
        add_number(out, citation->paragraph);
        add_text(out, citation->item);
    }
}

void decision_canonical(const struct decision *decision, struct buf *out) {
    add_number(out, decision->id);
    add_number(out, decision->year);
    add_number(out, decision->number);
    add_number(out, decision->date.year);
    add_number(out, decision->date.month);
    add_number(out, decision->date.day);
    add_text(out, decision->subject);
    add_text(out, decision->body);
    add_number(out, (int64_t)decision->outcome);
    add_number(out, decision->votes_for);
    add_number(out, decision->votes_against);
    add_number(out, decision->abstentions);
    add_text(out, decision->department);
    add_text(out, decision->file_number);
    add_text(out, decision->sitting);
    add_text(out, decision->subject_area);
    add_citations(out, decision);
    add_list(out, &decision->districts);
    add_list(out, &decision->neighbourhoods);
    add_list(out, &decision->amounts);
    add_list(out, &decision->areas);
    add_list(out, &decision->scales);
    add_text(out, decision->municipality);
    add_number(out, decision->truncated);
    add_text(out, decision->source_sha256);
    add_number(out, decision->revision);
    add_number(out, decision->retracted);
    add_text(out, decision->retraction_reason);
    /* Nothing for none: the record of a decision that was never corrected keeps the bytes that it
     * had before there were corrections, and one without annexes those from before there were any.
     * What follows the reason can be nothing else. */
    if (decision->changes.count || decision->annexes.count)
        add_list(out, &decision->changes);
    if (decision->annexes.count)
        add_list(out, &decision->annexes);
}

bool decision_equal(const struct decision *a, const struct decision *b) {
    struct buf left = {0}, right = {0};
    decision_canonical(a, &left);
    decision_canonical(b, &right);
    bool same = !left.failed && !right.failed && left.len == right.len &&
                memcmp(left.data, right.data, left.len) == 0;
    buf_free(&left);
    buf_free(&right);
    return same;
}

void set_digest_begin(struct set_digest *set) {
    static const char domain[] = "meclis-kiosk decisions 1\n";
    set->record = (struct buf){.failed = !digest_queue_begin(&set->queue)};
    if (!set->record.failed)
        digest_queue_add(&set->queue, domain, sizeof domain - 1);
}

void set_digest_add(struct set_digest *set, const struct decision *decision) {
    buf_clear(&set->record);
    decision_canonical(decision, &set->record);
    if (set->record.failed)
        return;
    char length[8];
    number_bytes((int64_t)set->record.len, length);
    digest_queue_add(&set->queue, length, sizeof length);
    digest_queue_add(&set->queue, set->record.data, set->record.len);
}

bool set_digest_end(struct set_digest *set, struct digest *ret) {
    bool whole = !set->record.failed;
    struct digest digest = digest_queue_end(&set->queue);
    buf_free(&set->record);
    if (whole)
        *ret = digest;
    return whole;
}
