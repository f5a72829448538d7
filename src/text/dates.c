#include "text/dates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/turkish.h"
#include "text/utf8.h"

static const char *const months_turkish[] = {"Ocak",  "Şubat",   "Mart",   "Nisan",
                                             "Mayıs", "Haziran", "Temmuz", "Ağustos",
                                             "Eylül", "Ekim",    "Kasım",  "Aralık"};
static const char *const months_folded[] = {"ocak",  "subat",   "mart",   "nisan",
                                            "mayis", "haziran", "temmuz", "agustos",
                                            "eylul", "ekim",    "kasim",  "aralik"};
static const char *const months_english[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
static const char *const days_turkish[] = {"Pazartesi", "Salı",      "Çarşamba", "Perşembe",
                                           "Cuma",      "Cumartesi", "Pazar"};
static const char *const days_english[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool date_valid(struct date date) {
    return date.year >= 1900 && date.year <= 2100 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

int date_compare(struct date a, struct date b) {
    return date_number(a) - date_number(b);
}

int date_weekday(struct date date) {
    /* Days since 1 January of the year 1, a Monday, in the Gregorian calendar. */
    int years = date.year - 1;
    int days = years * 365 + years / 4 - years / 100 + years / 400;
    for (int month = 1; month < date.month; month++)
        days += days_in_month(date.year, month);
    return (days + date.day - 1) % 7;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A number of at least `min` and at most `max` digits with no digit behind it. */
static bool read_number(const char **at, size_t min, size_t max, int *ret) {
    size_t digits = strspn(*at, "0123456789");
    if (digits < min || digits > max)
        return false;
    int value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (*at)[i] - '0';
    *at += digits;
    *ret = value;
    return true;
}

/* Blanks of a line, U+00A0 among them; returns how many bytes. */
static size_t skip_blanks(const char **at) {
    const char *start = *at;
    for (;;) {
        if (**at == ' ' || **at == '\t')
            *at += 1;
        else if ((*at)[0] == '\xC2' && (*at)[1] == '\xA0')
            *at += 2;
        else
            return (size_t)(*at - start);
    }
}

/* 09/07/2015, 14.07.2022, 9-7-2015; blanks are allowed beside a slash. */
static bool read_numeric(const char **at, struct date *ret) {
    const char *next = *at;
    if (!read_number(&next, 1, 2, &ret->day))
        return false;
    size_t blanks = skip_blanks(&next);
    char mark = *next;
    if ((mark != '/' && mark != '.' && mark != '-') || (blanks && mark != '/'))
        return false;
    next++;
    if (mark == '/')
        skip_blanks(&next);
    if (!read_number(&next, 1, 2, &ret->month))
        return false;
    if (mark == '/')
        skip_blanks(&next);
    if (*next++ != mark)
        return false;
    if (mark == '/')
        skip_blanks(&next);
    if (!read_number(&next, 4, 4, &ret->year))
        return false;
    *at = next;
    return true;
}

/* 2015-07-09 */
static bool read_iso(const char **at, struct date *ret) {
    const char *next = *at;
    if (!read_number(&next, 4, 4, &ret->year) || *next++ != '-' ||
        !read_number(&next, 2, 2, &ret->month) || *next++ != '-' ||
        !read_number(&next, 2, 2, &ret->day))
        return false;
    *at = next;
    return true;
}

/* The number of the month whose name is the whole of these bytes, 0 for none. */
static int month_of(const char *name, size_t bytes) {
    char *word = mem_slice(name, bytes), *folded = turkish_fold(word);
    int month = 0;
    for (int i = 0; i < 12; i++)
        if (strcmp(months_folded[i], folded) == 0)
            month = i + 1;
    free(folded);
    free(word);
    return month;
}

static size_t word_bytes(const char *text) {
    const char *next = text, *end = text;
    for (uint32_t point; (point = utf8_next(&next)); end = next) {
        bool letter = (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
        if (!letter && (point < 0xC0 || point > 0x307))
            break;
    }
    return (size_t)(end - text);
}

/* 18 Haziran 2015 */
static bool read_words(const char **at, struct date *ret) {
    const char *next = *at;
    if (!read_number(&next, 1, 2, &ret->day))
        return false;
    if (*next == '.')
        next++;
    skip_blanks(&next);
    size_t bytes = word_bytes(next);
    if (bytes < 3 || bytes > 24 || !(ret->month = month_of(next, bytes)))
        return false;
    next += bytes;
    if (!skip_blanks(&next) || !read_number(&next, 4, 4, &ret->year))
        return false;
    *at = next;
    return true;
}

enum date_found date_read(const char *text, struct date *ret, const char **ret_end) {
    if (!is_digit(*text))
        return DATE_NONE;
    const char *end = text;
    struct date date = {0};
    if (!read_numeric(&end, &date) && !read_iso(&end, &date) && !read_words(&end, &date))
        return DATE_NONE;
    if (ret_end)
        *ret_end = end;
    if (!date_valid(date))
        return DATE_IMPOSSIBLE;
    *ret = date;
    return DATE_VALID;
}

void date_iso(struct date date, char ret[DATE_ISO]) {
    int year = date.year % 10000, month = date.month % 100, day = date.day % 100;
    ret[0] = (char)('0' + year / 1000);
    ret[1] = (char)('0' + year / 100 % 10);
    ret[2] = (char)('0' + year / 10 % 10);
    ret[3] = (char)('0' + year % 10);
    ret[4] = ret[7] = '-';
    ret[5] = (char)('0' + month / 10);
    ret[6] = (char)('0' + month % 10);
    ret[8] = (char)('0' + day / 10);
    ret[9] = (char)('0' + day % 10);
    ret[10] = '\0';
}

bool date_parse_iso(const char *text, struct date *ret) {
    struct date date = {0};
    if (!read_iso(&text, &date) || *text || !date_valid(date))
        return false;
    *ret = date;
    return true;
}

void date_turkish(struct date date, bool weekday, char ret[DATE_WORDS]) {
    if (!date_valid(date))
        ret[0] = '\0';
    else
        snprintf(ret, DATE_WORDS, "%d %s %d%s%s", date.day, months_turkish[date.month - 1],
                 date.year, weekday ? " " : "", weekday ? days_turkish[date_weekday(date)] : "");
}

void date_english(struct date date, bool weekday, char ret[DATE_WORDS]) {
    if (!date_valid(date))
        ret[0] = '\0';
    else
        snprintf(ret, DATE_WORDS, "%s%s%d %s %d", weekday ? days_english[date_weekday(date)] : "",
                 weekday ? " " : "", date.day, months_english[date.month - 1], date.year);
}

int date_number(struct date date) {
    return date.year * 10000 + date.month * 100 + date.day;
}

struct date date_of_number(int number) {
    return (struct date){number / 10000, number / 100 % 100, number % 100};
}
