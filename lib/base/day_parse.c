// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/era.h"
#include "base/text_bytes.h"
#include "base/time.h"

enum { MOST_BYTES = 64 }; // no date is longer, not even with full-width blanks

struct date_parts {
    const struct era *era; // NULL for a western year
    int year, month, date;
};

// Full-width ASCII to half-width, so that １ and ／ read like 1 and /.
static bool fold_width(str s, char *out, str *folded)
{
    size_t n = 0;
    if (s.n > MOST_BYTES)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char narrow = text_half_width(str_from(s, i));
        out[n++] = narrow ? narrow : s.p[i];
        i += narrow ? 2 : 0;
    }
    *folded = (str){out, n};
    return true;
}

static bool take(str *rest, str word)
{
    str trimmed = str_trim(*rest);
    if (word.n == 0 || !str_starts(trimmed, word))
        return false;
    *rest = str_from(trimmed, word.n);
    return true;
}

static bool take_number(str *rest, size_t least, size_t most, int *out)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    int64_t value = 0;
    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
        n++;
    if (n < least || n > most || !str_to_int(str_part(*rest, 0, n), &value))
        return false;
    *rest = str_from(*rest, n);
    *out = (int)value;
    return true;
}

// 20261122
static bool take_compact(str s, struct date_parts *out)
{
    int number = 0;
    if (!take_number(&s, 8, 8, &number) || s.n)
        return false;
    *out = (struct date_parts){NULL, number / 10000, number / 100 % 100, number % 100};
    return true;
}

static bool take_year(str *rest, struct date_parts *out)
{
    out->era = era_take(rest);
    if (!out->era)
        return take_number(rest, 4, 4, &out->year);
    out->year = 1;
    return take(rest, S("元")) || take_number(rest, 1, 2, &out->year);
}

// 11月22日 after 年, 11-22 after -, 11/22 after /, 11.22 after a full stop.
static bool take_month_date(str *rest, struct date_parts *out)
{
    if (take(rest, S("年")))
        return take_number(rest, 1, 2, &out->month) && take(rest, S("月")) &&
               take_number(rest, 1, 2, &out->date) && take(rest, S("日"));
    str mark = str_part(str_trim(*rest), 0, 1);
    if (mark.n == 0 || !memchr("-/.", mark.p[0], 3))
        return false;
    return take(rest, mark) && take_number(rest, 1, 2, &out->month) && take(rest, mark) &&
           take_number(rest, 1, 2, &out->date);
}

static day parts_day(const struct date_parts *parts)
{
    if (!parts->era)
        return day_make(parts->year, parts->month, parts->date);
    if (parts->year < 1)
        return NO_DAY;
    day d = day_make(parts->era->first_year + parts->year - 1, parts->month, parts->date);
    return d.n >= parts->era->first.n && d.n <= parts->era->last.n ? d : NO_DAY;
}

bool day_parse(str s, day *out)
{
    char folded[MOST_BYTES];
    struct date_parts parts = {0};
    str rest;
    if (!fold_width(str_trim(s), folded, &rest))
        return false;
    if (!take_compact(rest, &parts) &&
        (!take_year(&rest, &parts) || !take_month_date(&rest, &parts) || str_trim(rest).n))
        return false;
    day d = parts_day(&parts);
    if (!day_is(d))
        return false;
    *out = d;
    return true;
}
