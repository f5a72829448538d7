#include "store/sound.h"

#include <string.h>

#include "decision/annex.h"
#include "store/record.h"
#include "text/utf8.h"

#define BODY_MAX (16u * 1024 * 1024)
#define SUBJECT_MAX (1024u * 1024)
#define FIELD_MAX 4096u
#define COUNT_MAX 1000000

#define BLOCK 64

/* Is one of the bytes a control character, and neither of the two that are allowed? A loop of a
 * fixed length without a way out, which compilers turn into a few vector steps. */
static bool block_has_control(const char *at, unsigned char one, unsigned char two) {
    unsigned char found = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char byte = (unsigned char)at[i];
        found |= (unsigned char)(((byte < 0x20) & (byte != one) & (byte != two)) | (byte == 0x7f));
    }
    return found;
}

static bool has_control(const char *text, size_t length, const char *allowed) {
    unsigned char one = (unsigned char)allowed[0], two = one ? (unsigned char)allowed[1] : one;
    for (; length >= BLOCK; text += BLOCK, length -= BLOCK)
        if (block_has_control(text, one, two))
            return true;
    char rest[BLOCK];
    memset(rest, ' ', sizeof rest);
    memcpy(rest, text, length);
    return block_has_control(rest, one, two);
}

bool sound_text(const char *text, size_t max, const char *allowed) {
    size_t length = strnlen(text, max + 1);
    return length <= max && utf8_valid(text, length) && !has_control(text, length, allowed);
}

static bool field_sound(const char *text) {
    return !text || sound_text(text, FIELD_MAX, "");
}

static bool list_sound(const struct text_list *list) {
    if (list->count > SOUND_LIST_MAX)
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (!*list->items[i] || !field_sound(list->items[i]))
            return false;
    return true;
}

static bool annexes_sound(const struct text_list *list) {
    for (size_t i = 0; i < list->count; i++)
        if (!annex_kind(list->items[i]))
            return false;
    return list_sound(list);
}

static bool votes_sound(int votes) {
    return votes >= -1 && votes <= COUNT_MAX;
}

static bool hash_sound(const char *hash) {
    return !hash || (strlen(hash) == 64 && strspn(hash, "0123456789abcdef") == 64);
}

static bool citations_sound(const struct decision *decision) {
    if (decision->citation_count > SOUND_LIST_MAX)
        return false;
    for (size_t i = 0; i < decision->citation_count; i++) {
        const struct citation *citation = &decision->citations[i];
        if (citation->law < 1 || citation->law > 99999 || citation->paragraph < 0 ||
            citation->paragraph > 9999 ||
            !sound_text(citation->article, sizeof citation->article - 1, "") ||
            !sound_text(citation->item, sizeof citation->item - 1, ""))
            return false;
    }
    return true;
}

static const char *number_fault(const struct decision *decision) {
    if (decision->year < 1900 || decision->year > 2100)
        return "the year is not between 1900 and 2100";
    if (decision->number < 1 || decision->number > 99999)
        return "the number is not between 1 and 99999";
    if (!date_valid(decision->date))
        return "the date is not a day of the calendar";
    if (decision->id < 0 || decision->id / 100000 > 21001231 ||
        !date_valid(date_of_number((int)(decision->id / 100000))) ||
        decision->id % 100000 != decision->number)
        return "the row id does not belong to the number";
    if ((unsigned)decision->outcome >= OUTCOME_COUNT)
        return "the outcome is unknown to this program";
    if (!votes_sound(decision->votes_for) || !votes_sound(decision->votes_against) ||
        !votes_sound(decision->abstentions))
        return "a count of votes is out of range";
    if (decision->revision < 1 || decision->revision > COUNT_MAX)
        return "the revision is out of range";
    return NULL;
}

static const char *text_fault(const struct decision *decision) {
    if (!decision->subject || !sound_text(decision->subject, SUBJECT_MAX, ""))
        return "the subject is missing, too long or not plain text";
    if (!decision->body || !sound_text(decision->body, BODY_MAX, "\n\t"))
        return "the body is missing, over 16 MiB or not plain text";
    if (!field_sound(decision->department) || !field_sound(decision->file_number) ||
        !field_sound(decision->sitting) || !field_sound(decision->subject_area) ||
        !field_sound(decision->municipality) || !field_sound(decision->source) ||
        !field_sound(decision->retraction_reason))
        return "a field is too long or not plain text";
    if (!hash_sound(decision->source_sha256))
        return "the hash of the source is not one";
    return NULL;
}

/* A tombstone says number, date and reason, and nothing that came from the text. */
static bool bare(const struct decision *decision) {
    return !*decision->subject && !*decision->body && !decision->department &&
           !decision->file_number && !decision->sitting && !decision->subject_area &&
           !decision->municipality && !decision->source && !decision->source_sha256 &&
           decision->outcome == OUTCOME_UNKNOWN && decision->votes_for == -1 &&
           decision->votes_against == -1 && decision->abstentions == -1 && !decision->truncated &&
           decision->citation_count + decision->districts.count + decision->neighbourhoods.count +
                   decision->amounts.count + decision->areas.count + decision->scales.count +
                   decision->annexes.count + decision->changes.count ==
               0;
}

static const char *retraction_fault(const struct decision *decision) {
    if (decision->retracted && !bare(decision))
        return "it is retracted and still has more than number, date and reason";
    if (decision->retracted != (decision->retraction_reason != NULL))
        return "a retraction and its reason belong together";
    return NULL;
}

const char *record_fault(const struct decision *decision) {
    const char *fault = number_fault(decision);
    if (!fault)
        fault = text_fault(decision);
    if (!fault)
        fault = retraction_fault(decision);
    if (!fault && (!list_sound(&decision->districts) || !list_sound(&decision->neighbourhoods) ||
                   !list_sound(&decision->amounts) || !list_sound(&decision->areas) ||
                   !list_sound(&decision->scales) || !list_sound(&decision->changes)))
        fault = "a list is too long or holds what is not plain text";
    if (!fault && !annexes_sound(&decision->annexes))
        fault = "an annex is not sound";
    if (!fault && !citations_sound(decision))
        fault = "a citation is not sound";
    return fault;
}
