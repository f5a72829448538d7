/* Numbers of decisions and dates, as the heads of documents write them. */
#ifndef INTAKE_VALUE_H
#define INTAKE_VALUE_H

#include "intake/words.h"
#include "text/dates.h"

#define NUMBER_MAX 99999

bool is_year(long number); /* of a decision: 1900 to 2100 */

/* A decision's number at word i: 255, 1.024, 2017-5, 5/2017, 1-8/172 (month, item, number),
 * 2015/7-255 (year, month, number), 05.512
 * (month, number). Returns the words it takes, 0 for none: a date is none, and nor is a pair of
 * which nothing says what is the number. *ret_year is 0 where it is silent. */
size_t number_at(const struct words *words, size_t i, int *ret_number, int *ret_year);

/* A date at word i: as date_read has it, and 18.HAZİRAN.2015, 9/VII/2015, 9 . 7 . 2015, and one
 * with a stray digit glued to its year (09/07/20151). ret and *ret_words are written unless there
 * is none, ret for DATE_VALID only. */
enum date_found date_at(const struct words *words, size_t i, struct date *ret, size_t *ret_words);

#endif
