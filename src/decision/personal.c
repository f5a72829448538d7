#include "decision/personal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decision/personal_address.h"

#define IDENTITY_DIGITS 11
#define IBAN_DIGITS 24
#define SHORTEST 10 /* digits of a telephone number */
#define GROUPS_MAX 12

/* Digits in groups parted by single marks or blanks, as people write long numbers. */
struct number {
    const char *text;  /* the whole, for a look at what stands before */
    const char *start; /* of the first digit */
    struct {
        const char *end; /* behind its last digit */
        int length;
        char before; /* the mark before it; ' ' for blanks, ')' wins over a blank beside it */
    } groups[GROUPS_MAX];
    int count;
    int digits; /* in all groups */
};

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
}

/* Bytes of a digit, 0 for none: an ASCII one, or one of full width (U+FF10 to U+FF19). */
static size_t digit_at(const char *at) {
    if (is_digit(*at))
        return 1;
    bool wide = at[0] == '\xEF' && at[1] == '\xBC';
    return wide && (unsigned char)at[2] >= 0x90 && (unsigned char)at[2] <= 0x99 ? 3 : 0;
}

/* '0' to '9' of the digit of these bytes. */
static char digit_value(const char *at, size_t bytes) {
    return bytes == 1 ? *at : (char)('0' + ((unsigned char)at[2] - 0x90));
}

/* Bytes of a blank: a space, U+00A0, U+2000 to U+200B, U+202F, U+3000. */
static size_t blank_at(const char *at) {
    if (*at == ' ')
        return 1;
    if (at[0] == '\xC2' && at[1] == '\xA0')
        return 2;
    bool narrow =
        at[0] == '\xE2' && at[1] == '\x80' &&
        (((unsigned char)at[2] >= 0x80 && (unsigned char)at[2] <= 0x8B) || at[2] == '\xAF');
    return narrow || strncmp(at, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Bytes of a dash besides '-': U+2010 to U+2015, U+2212. */
static size_t dash_at(const char *at) {
    bool dash = at[0] == '\xE2' && at[1] == '\x80' && (unsigned char)at[2] >= 0x90 &&
                (unsigned char)at[2] <= 0x95;
    return dash || strncmp(at, "\xE2\x88\x92", 3) == 0 ? 3 : 0;
}

/* Up to two marks between two groups; 0 where none parts them or no digit follows. */
static size_t mark_at(const char *at, char *ret) {
    char mark = 0;
    const char *next = at;
    for (int i = 0; i < 3 && !digit_at(next); i++) {
        size_t blank = blank_at(next), dash = dash_at(next);
        if (!blank && !dash && !(*next && strchr(".-/()", *next)))
            return 0;
        if (!mark || mark == ' ' || *next == ')')
            mark = blank ? (mark ? mark : ' ') : dash ? '-' : *next;
        next += blank ? blank : dash ? dash : 1;
    }
    *ret = mark;
    return digit_at(next) ? (size_t)(next - at) : 0;
}

static struct number read_number(const char *text, const char *start) {
    struct number number = {.text = text, .start = start};
    const char *at = start;
    char mark = 0;
    for (;;) {
        int length = 0;
        for (size_t bytes; (bytes = digit_at(at)); at += bytes)
            length++;
        number.digits += length;
        number.groups[number.count].end = at;
        number.groups[number.count].length = length;
        number.groups[number.count++].before = mark;
        size_t gap = number.count < GROUPS_MAX ? mark_at(at, &mark) : 0;
        if (!gap)
            return number;
        at += gap;
    }
}

/* Do the first groups have these lengths ("3322")? Returns how many they are, 0 for no. */
static int groups_match(const struct number *number, const char *lengths) {
    int count = (int)strlen(lengths);
    if (count > number->count)
        return 0;
    for (int i = 0; i < count; i++)
        if (number->groups[i].length != lengths[i] - '0')
            return 0;
    return count;
}

/* The first `max` digits of the first `groups` groups; returns how many there are. */
static int take_digits(const struct number *number, int groups, char *to, int max) {
    int count = 0;
    const char *end = number->groups[groups - 1].end;
    for (const char *at = number->start; at < end;) {
        size_t bytes = digit_at(at);
        if (bytes && count++ < max)
            *to++ = digit_value(at, bytes);
        at += bytes ? bytes : 1;
    }
    return count;
}

/* ---- what stands around ---- */

/* "2015/…", "301.01-…", "1,…": the end of another number. */
static bool goes_on_before(const struct number *number) {
    const char *at = number->start;
    if (at > number->text && at[-1] == '(' && at - number->text >= 2)
        at--;
    return at - number->text >= 2 && strchr(".,-/:", at[-1]) && is_digit(at[-2]);
}

/* No other number stands before it, as in a table. */
static bool stands_alone(const struct number *number) {
    const char *at = number->start;
    return at - number->text < 2 || at[-1] != ' ' || !is_digit(at[-2]);
}

static bool goes_on_behind(const char *end, const char *marks) {
    return *end && strchr(marks, *end) && is_digit(end[1]);
}

/* "E-…" and "…-E.…": the number of a letter. */
static bool is_file_number(const struct number *number) {
    const char *at = number->start;
    return at - number->text >= 2 && (at[-1] == '-' || at[-1] == '.') && at[-2] == 'E' &&
           (at - number->text == 2 || !is_letter(at[-3]));
}

static bool is_amount(const struct number *number, const char *end) {
    static const char *const units[] = {"TL",        "tl",   "Tl",   "\xE2\x82\xBA",
                                        "lira",      "Lira", "LİRA", "kuruş",
                                        "m\xC2\xB2", "m2",   "M2",   NULL};
    const char *at = number->start;
    if (at - number->text >= 3 && memcmp(at - 3, "\xE2\x82\xBA", 3) == 0)
        return true;
    end += blank_at(end);
    for (const char *const *unit = units; *unit; unit++)
        if (strncmp(end, *unit, strlen(*unit)) == 0)
            return true;
    return false;
}

/* Is one of these words among the last bytes before the number? ASCII, lower case. */
static bool word_before(const struct number *number, const char *const *words) {
    char near[25];
    size_t before = (size_t)(number->start - number->text);
    size_t length = before < sizeof near - 1 ? before : sizeof near - 1;
    for (size_t i = 0; i < length; i++) {
        char byte = number->start[(ptrdiff_t)i - (ptrdiff_t)length];
        near[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte ? byte : ' ';
    }
    near[length] = '\0';
    for (; *words; words++)
        if (strstr(near, *words))
            return true;
    return false;
}

/* ---- each kind; the end of what was found, NULL for none ---- */

static bool identity_sound(const char *digits) {
    int odd = 0, even = 0, d[IDENTITY_DIGITS];
    for (int i = 0; i < IDENTITY_DIGITS; i++)
        d[i] = digits[i] - '0';
    for (int i = 0; i < 9; i++)
        *(i % 2 ? &even : &odd) += d[i];
    return d[0] != 0 && ((odd * 7 - even) % 10 + 10) % 10 == d[9] &&
           (odd + even + d[9]) % 10 == d[10];
}

/* Eleven digits at a stretch, or in one of the ways to part them. 2-3-3-3 with points is an amount,
 * 2-2-4-3 a date and a number. */
static const char *find_identity(const struct number *number) {
    static const char *const forms[] = {"3332", "335", "443", "344", "56", "65", "11111111111"};
    char digits[IDENTITY_DIGITS];
    int groups = number->groups[0].length == IDENTITY_DIGITS;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !groups; i++)
        groups = groups_match(number, forms[i]);
    if (!groups && number->count > 1 && number->groups[1].before == ' ')
        groups = groups_match(number, "2333");
    if (!groups || take_digits(number, groups, digits, IDENTITY_DIGITS) != IDENTITY_DIGITS)
        return NULL;
    for (int i = 2; i < groups; i++)
        if (number->groups[i].before != number->groups[1].before)
            return NULL;
    const char *end = number->groups[groups - 1].end;
    bool more = groups > 1 && number->count > groups &&
                number->groups[groups].before == number->groups[1].before;
    if (!identity_sound(digits) || more || goes_on_before(number) || goes_on_behind(end, ".,-/") ||
        is_file_number(number) || is_amount(number, end))
        return NULL;
    return end;
}

/* Behind "TR": ISO 13616 puts the four first characters last and takes letters as 10 to 35. */
static const char *find_iban(const char *text, const char *start, const char **ret_start) {
    const char *before = start;
    for (int bytes = 1; bytes <= 3; bytes++)
        if (start - text >= bytes && blank_at(start - bytes) == (size_t)bytes)
            before = start - bytes;
    if (before - text < 2 || (before[-2] | 0x20) != 't' || (before[-1] | 0x20) != 'r')
        return NULL;
    char digits[IBAN_DIGITS];
    const char *at = start;
    for (int i = 0; i < IBAN_DIGITS; i++) {
        if (i && !digit_at(at))
            at += *at == '.' || *at == '-' ? 1 : blank_at(at) + dash_at(at);
        size_t bytes = digit_at(at);
        if (!bytes)
            return NULL;
        digits[i] = digit_value(at, bytes);
        at += bytes;
    }
    unsigned rest = 0;
    for (int i = 2; i < IBAN_DIGITS; i++)
        rest = (rest * 10 + (unsigned)(digits[i] - '0')) % 97;
    rest = (rest * 10000 + 2927) % 97; /* T is 29, R is 27 */
    rest = (rest * 100 + (unsigned)(digits[0] - '0') * 10 + (unsigned)(digits[1] - '0')) % 97;
    if (rest != 1 || digit_at(at))
        return NULL;
    *ret_start = before - 2;
    return at;
}

/* What stands before the area code: with it the form is a telephone's, without it a form must be
 * unmistakable. */
static const char *find_phone(const struct number *number) {
    static const struct {
        const char *lengths;
        int lead; /* digits before the area code */
    } forms[] = {{"43322", 4}, {"4334", 4}, {"13322", 1}, {"1334", 1}, {"137", 1},
                 {"23322", 2}, {"2334", 2}, {"237", 2},   {"4322", 1}, {"434", 1},
                 {"47", 1},    {"3322", 0}, {"334", 0},   {"37", 0}};
    static const char *const words[] = {
        "tel", "gsm", "cep ", "cep:", "faks", "fax", "irtibat", NULL};
    char digits[16] = "";
    int groups = 0, lead = -1;
    int length = number->groups[0].length;
    if (length == 10 || length == 11 || length == 12 || length == 14) {
        groups = 1;
        lead = length - 10;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !groups; i++)
        if ((groups = groups_match(number, forms[i].lengths)))
            lead = forms[i].lead;
    if (!groups)
        return NULL;
    take_digits(number, groups, digits, 15);
    const char *end = number->groups[groups - 1].end, *area = digits + lead;
    const char *prefix = lead == 1 ? "0" : lead == 2 ? "90" : lead == 4 ? "0090" : "";
    bool plus = number->start > number->text && number->start[-1] == '+';
    if (strncmp(digits, prefix, (size_t)lead) != 0 || *area < '2' || *area > '5' ||
        strncmp(area, "444", 3) == 0)
        return NULL;
    if (goes_on_before(number) || goes_on_behind(end, ".,") || is_file_number(number) ||
        is_amount(number, end))
        return NULL;
    bool bracket = number->start > number->text && number->start[-1] == '(';
    bool mobile = groups == 4 && *area == '5' && number->count == groups && stands_alone(number);
    bool plain = lead == 1 || lead == 4 || plus || (lead == 0 && (bracket || mobile));
    if (!plain && !word_before(number, words))
        return NULL;
    return end;
}

/* ---- the text ---- */

static void add(struct personal_list *list, const char *text, enum personal_kind kind,
                const char *start, const char *end) {
    if ((list->count & (list->count - 1)) == 0) /* room for a power of two */
        list->items = mem_grow(list->items, list->count ? list->count * 2 : 1, sizeof *list->items);
    list->items[list->count++] =
        (struct personal){kind, (size_t)(start - text), (size_t)(end - text)};
}

/* What stands at a digit that begins a run of them. Returns where to go on. */
static const char *look(const char *text, const char *start, struct personal_list *list) {
    const char *from = start, *end = find_iban(text, start, &from);
    if (end) {
        add(list, text, PERSONAL_IBAN, from, end);
        return end;
    }
    struct number number = read_number(text, start);
    bool lengthy = number.digits >= SHORTEST;
    if (lengthy && (end = find_identity(&number))) {
        add(list, text, PERSONAL_IDENTITY, start, end);
    } else if (lengthy && (end = find_phone(&number))) {
        add(list, text, PERSONAL_PHONE, start, end);
    } else {
        end = number.groups[0].end;
        if (number.groups[0].length <= 5 && personal_address(text, start, &from))
            add(list, text, PERSONAL_ADDRESS, from, end);
    }
    return end;
}

void personal_find(const char *text, struct personal_list *ret) {
    for (const char *at = text; *at;) {
        if (is_digit(*at) || (*at == '\xEF' && digit_at(at)))
            at = look(text, at, ret);
        else
            at++;
    }
}

bool personal_any(const char *text) {
    struct personal_list list = {0};
    personal_find(text, &list);
    bool any = list.count > 0;
    personal_list_clear(&list);
    return any;
}

void personal_list_clear(struct personal_list *list) {
    if (!list)
        return;
    free(list->items);
    *list = (struct personal_list){0};
}

const char *personal_name(enum personal_kind kind) {
    static const char *const names[] = {"identity number", "IBAN", "phone number", "address"};
    return names[kind];
}

/* The first and last few of its digits. */
static void mask_number(const char *text, const struct personal *found, int first, int last,
                        struct buf *out) {
    int count = 0, seen = 0;
    for (size_t i = found->start; i < found->end; i++)
        count += digit_at(text + i) > 0;
    for (size_t i = found->start; i < found->end; i++) {
        size_t bytes = digit_at(text + i);
        if (!bytes)
            continue;
        if (seen == first)
            buf_text(out, "*****");
        if (seen < first || seen >= count - last)
            buf_byte(out, digit_value(text + i, bytes));
        seen++;
    }
}

void personal_mask(const char *text, const struct personal *found, struct buf *out) {
    size_t length = 6; /* bytes of an address: hardly more than the quarter's first letters */
    switch (found->kind) {
    case PERSONAL_IDENTITY:
        mask_number(text, found, 3, 3, out);
        break;
    case PERSONAL_IBAN:
        buf_text(out, "TR");
        mask_number(text, found, 2, 2, out);
        break;
    case PERSONAL_PHONE:
        mask_number(text, found, 4, 2, out);
        break;
    case PERSONAL_ADDRESS:
        while (((unsigned char)text[found->start + length] & 0xC0) == 0x80)
            length++;
        buf_add(out, text + found->start, length);
        buf_text(out, "*****");
        break;
    }
}

char *personal_masked(const char *text) {
    struct personal_list list = {0};
    struct buf out = {0};
    size_t at = 0;
    personal_find(text, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct personal *found = &list.items[i];
        if (found->start >= at) { /* an address may reach back over what stands before it */
            buf_add(&out, text + at, found->start - at);
            personal_mask(text, found, &out);
        }
        at = found->end > at ? found->end : at;
    }
    buf_text(&out, text + at);
    personal_list_clear(&list);
    return buf_take(&out);
}

/* Letters and digits alone: the same number in other groups is the same finding. */
struct digest personal_digest(const char *text, const struct personal *found,
                              const struct digest *key) {
    struct buf bytes = {0};
    buf_add(&bytes, key->bytes, sizeof key->bytes);
    buf_byte(&bytes, (char)('0' + found->kind));
    for (size_t i = found->start; i < found->end;) {
        size_t digit = digit_at(text + i), other = blank_at(text + i) + dash_at(text + i);
        if (digit)
            buf_byte(&bytes, digit_value(text + i, digit));
        else if (!other && is_letter(text[i]))
            buf_byte(&bytes, text[i]);
        i += digit ? digit : other ? other : 1;
    }
    struct digest digest = digest_bytes(buf_string(&bytes), bytes.len);
    buf_free(&bytes);
    return digest;
}
