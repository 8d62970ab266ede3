// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/era.h"

#include "base/check.h"

#include <ctype.h>
#include <pthread.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

enum { MOST_ERAS = 16, MOST_NAME = 32 };

static const char LOCALE[] = "ja_JP@calendar=japanese";
static const UChar GMT[] = u"Etc/GMT";
static const double DAY_MS = 86400000.0;

static struct era eras[MOST_ERAS]; // the newest first
static char names[MOST_ERAS][MOST_NAME];
static size_t n_eras;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// The date `at` by a pattern of ICU that gives the era: GGGG its name, GGGGG
// its letter.
static int32_t era_label(const UChar *pattern, UDate at, char *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *format =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, LOCALE, GMT, -1, pattern, -1, &status);
    UChar wide[MOST_NAME];
    int32_t n = udat_format(format, at, wide, MOST_NAME, NULL, &status);
    int32_t n_out = 0;
    u_strToUTF8(out, MOST_NAME, &n_out, wide, n, &status);
    check(U_SUCCESS(status));
    udat_close(format);
    return n_out;
}

// ICU fills in the era's first month and day when only the year is set.
static UDate era_start(UCalendar *calendar, int32_t number)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_clear(calendar);
    ucal_set(calendar, UCAL_ERA, number);
    ucal_set(calendar, UCAL_YEAR, 1);
    UDate start = ucal_getMillis(calendar, &status);
    check(U_SUCCESS(status));
    return start;
}

static void era_add(UDate start, day *next_first)
{
    char letter[MOST_NAME];
    struct era *era = &eras[n_eras];
    era_label(u"GGGGG", start, letter);
    era->name = (str){names[n_eras], (size_t)era_label(u"GGGG", start, names[n_eras])};
    era->letter = letter[0];
    era->first = (day){(int32_t)(start / DAY_MS)};
    era->last = day_after(*next_first, -1);
    int month, date;
    day_split(era->first, &era->first_year, &month, &date);
    *next_first = era->first;
    n_eras++;
}

static void eras_read(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(GMT, -1, LOCALE, UCAL_DEFAULT, &status);
    int32_t newest = ucal_getLimit(calendar, UCAL_ERA, UCAL_MAXIMUM, &status);
    check(U_SUCCESS(status));
    day gregorian = day_make(1873, 1, 1);
    day next_first = day_after(day_make(9999, 12, 31), 1);
    for (int32_t number = newest; next_first.n > gregorian.n && n_eras < MOST_ERAS; number--)
        era_add(era_start(calendar, number), &next_first);
    eras[n_eras - 1].first = gregorian;
    ucal_close(calendar);
}

const struct era *era_of(day d)
{
    pthread_once(&once, eras_read);
    for (size_t i = 0; i < n_eras; i++)
        if (d.n >= eras[i].first.n)
            return &eras[i];
    return NULL;
}

const struct era *era_take(str *rest)
{
    pthread_once(&once, eras_read);
    for (size_t i = 0; i < n_eras; i++) {
        bool by_letter = rest->n && toupper((unsigned char)rest->p[0]) == eras[i].letter;
        if (!by_letter && !str_starts(*rest, eras[i].name))
            continue;
        *rest = str_from(*rest, by_letter ? 1 : eras[i].name.n);
        return &eras[i];
    }
    return NULL;
}
