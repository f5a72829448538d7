#include "intake/value.h"

#include <stdlib.h>
#include <string.h>

bool is_year(long number) {
    return number >= 1900 && number <= 2100;
}

/* ---- dates ---- */

static size_t digits_of(const struct words *words, size_t i) {
    return i < words->count && words->items[i].digits ? strlen(word_text(words, i)) : 0;
}

static int month_named(const char *folded) {
    static const char *const names[12][2] = {
        {"ocak", "i"},   {"subat", "ii"},   {"mart", "iii"},   {"nisan", "iv"},
        {"mayis", "v"},  {"haziran", "vi"}, {"temmuz", "vii"}, {"agustos", "viii"},
        {"eylul", "ix"}, {"ekim", "x"},     {"kasim", "xi"},   {"aralik", "xii"}};
    for (int month = 0; month < 12; month++)
        if (strcmp(folded, names[month][0]) == 0 || strcmp(folded, names[month][1]) == 0)
            return month + 1;
    return 0;
}

/* Are the marks before word i such as stand between the parts of a date? */
static bool parts_date(const struct words *words, size_t i, bool named) {
    const unsigned marks = GAP_DOT | GAP_SLASH | GAP_DASH | GAP_OTHER;
    unsigned gap = word_gap(words, i);
    return (gap & ~(marks | GAP_SPACE)) == 0 && (named || (gap & marks));
}

static bool parted(const struct words *words, size_t i, bool named) {
    return parts_date(words, i + 1, named) && parts_date(words, i + 2, named);
}

/* "20151" is 2015 with a stray digit behind it. */
static int year_of(const struct words *words, size_t i) {
    char year[5] = "";
    memcpy(year, word_text(words, i), 4);
    return atoi(year);
}

enum date_found date_at(const struct words *words, size_t i, struct date *ret, size_t *ret_words) {
    size_t first = digits_of(words, i), second = digits_of(words, i + 1),
           third = digits_of(words, i + 2);
    struct date date = {0};
    if (i + 2 >= words->count || !first)
        return DATE_NONE;
    if (first <= 2 && third >= 4 && third <= 5) {
        date.day = (int)word_number(words, i);
        date.month = second ? (int)word_number(words, i + 1) : month_named(word_text(words, i + 1));
        date.year = year_of(words, i + 2);
        if (second > 2 || (!second && !date.month) || !parted(words, i, !second))
            return DATE_NONE;
    } else if (first == 4 && second == 2 && third == 2 && parted(words, i, false) &&
               word_gap(words, i + 1) == word_gap(words, i + 2)) { /* not 2018/04-61 */
        date = (struct date){year_of(words, i), (int)word_number(words, i + 1),
                             (int)word_number(words, i + 2)};
    } else {
        return DATE_NONE;
    }
    *ret_words = 3;
    if (!date_valid(date))
        return DATE_IMPOSSIBLE;
    *ret = date;
    return DATE_VALID;
}

/* ---- numbers ---- */

static bool begins_date(const struct words *words, size_t i) {
    struct date date;
    size_t used;
    return date_at(words, i, &date, &used) != DATE_NONE;
}

/* "1.024", "05.512": a dot and nothing else between; 0 for neither. */
static long dotted(const struct words *words, size_t i) {
    const char *first = word_text(words, i), *second = word_text(words, i + 1);
    if (strlen(first) > 2 || strlen(second) != 3)
        return 0;
    long month = word_number(words, i), rest = word_number(words, i + 1);
    if (first[0] == '0')
        return month >= 1 && month <= 12 ? rest : 0;
    return month * 1000 + rest;
}

/* The number among two, and the year that tells it. */
static long paired(long first, long second, long *ret_year) {
    if (is_year(first)) {
        *ret_year = first;
        return second;
    }
    *ret_year = is_year(second) ? second : 0;
    return *ret_year ? first : 0;
}

/* "12 - 2015 yılı bütçesi" is a number and the beginning of a text. */
static bool is_pair(const struct words *words, size_t i) {
    unsigned gap = word_gap(words, i);
    if (!(gap & (GAP_DASH | GAP_SLASH)) || (gap & GAP_CELL) || !digits_of(words, i) ||
        begins_date(words, i))
        return false;
    return !(gap & GAP_SPACE) || is_year(word_number(words, i - 1)) || i + 1 == words->count ||
           (word_gap(words, i + 1) & GAP_CELL);
}

/* "2015/7-255", "2015-7/255": year, month and number. */
static bool is_month_pair(const struct words *words, size_t i) {
    long month = word_number(words, i + 1);
    unsigned first = word_gap(words, i + 1), second = word_gap(words, i + 2);
    return is_year(word_number(words, i)) && month >= 1 && month <= 12 && digits_of(words, i + 2) &&
           ((first == GAP_SLASH && second == GAP_DASH) ||
            (first == GAP_DASH && second == GAP_SLASH));
}

size_t number_at(const struct words *words, size_t i, int *ret_number, int *ret_year) {
    long number = word_number(words, i), year = 0;
    size_t used = 1;
    if (number < 0 || begins_date(words, i))
        return 0;
    if (word_gap(words, i + 1) == GAP_DOT && digits_of(words, i + 1)) {
        number = dotted(words, i);
        used = 2;
    } else if (is_month_pair(words, i)) {
        year = number;
        number = word_number(words, i + 2);
        used = 3;
    } else if (is_pair(words, i + 1) && (word_gap(words, i + 1) & GAP_DASH) &&
               word_gap(words, i + 2) == GAP_SLASH && digits_of(words, i + 2) &&
               !is_year(word_number(words, i + 2))) {
        number = number <= 12 ? word_number(words, i + 2) : 0;
        used = 3;
    } else if (is_pair(words, i + 1)) {
        number = paired(number, word_number(words, i + 1), &year);
        used = 2;
    }
    if (number < 1 || number > NUMBER_MAX)
        return 0;
    *ret_number = (int)number;
    *ret_year = (int)year;
    return used;
}
