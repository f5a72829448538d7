/* Calendar dates: reading them in Turkish documents, writing them for Turkish and English readers.
 */
#ifndef TEXT_DATES_H
#define TEXT_DATES_H

#include <stdbool.h>
#include <stddef.h>

/* year 1900 to 2100, month 1 to 12, day 1 to 31. All zero: no date. */
struct date {
    int year, month, day;
};

enum date_found {
    DATE_NONE,       /* there is no date here */
    DATE_VALID,      /* a day of the calendar */
    DATE_IMPOSSIBLE, /* written as a date, but no such day: 31/02/2015 */
};

bool date_valid(struct date date);
int date_compare(struct date a, struct date b); /* <0, 0, >0 */
int date_weekday(struct date date);             /* 0 Monday to 6 Sunday */

/* A date at the very start of the text: 09/07/2015, 14.07.2022, 4/1/2017, 2015-07-09,
 * 18 Haziran 2015 (any case). *ret_end, where not NULL, moves behind it. ret is written for
 * DATE_VALID only. */
enum date_found date_read(const char *text, struct date *ret, const char **ret_end);

#define DATE_ISO 11
#define DATE_WORDS 64
void date_iso(struct date date, char ret[DATE_ISO]);     /* 2015-07-09 */
bool date_parse_iso(const char *text, struct date *ret); /* the whole text */
void date_turkish(struct date date, bool weekday,
                  char ret[DATE_WORDS]); /* 9 Temmuz 2015 Perşembe */
void date_english(struct date date, bool weekday, char ret[DATE_WORDS]); /* Thursday 9 July 2015 */

/* 20150709 and back, the form in the database. */
int date_number(struct date date);
struct date date_of_number(int number);

#endif
