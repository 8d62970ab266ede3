// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/office.h"

enum { OFFICE_NUMBER = 10, CORPORATION_NUMBER = 13 };

// Letters stand for 10 (A) to 32 (Z); I, O and Q are not used. -1: no such sign.
static int value_of(char c)
{
    static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
    if (c >= '0' && c <= '9')
        return c - '0';
    const char *found = c ? strchr(letters, c) : NULL;
    return found ? 10 + (int)(found - letters) : -1;
}

// Modulus 10, weights 2 1 2 1 … from the right, digits of products summed.
static int check_digit(str s)
{
    int sum = 0;
    for (size_t i = 0; i < s.n; i++) {
        int product = value_of(s.p[s.n - 1 - i]) * (i % 2 ? 1 : 2);
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
}

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

bool office_number_has_form(str number)
{
    return number.n == OFFICE_NUMBER && all_digits(str_part(number, 0, 2)) &&
           value_of(number.p[2]) >= 0 && all_digits(str_from(number, 3));
}

bool office_number_is_good(str number)
{
    if (!office_number_has_form(number))
        return false;
    int last = value_of(number.p[OFFICE_NUMBER - 1]);
    bool is_medical = strchr("13456", number.p[2]) != NULL;
    if (is_medical && check_digit(str_part(number, 3, 6)) == last)
        return true;
    return check_digit(str_part(number, 0, OFFICE_NUMBER - 1)) == last;
}

bool corporation_number_is_good(str number)
{
    if (number.n != CORPORATION_NUMBER || !all_digits(number))
        return false;
    int sum = 0;
    for (size_t i = 0; i < CORPORATION_NUMBER - 1; i++)
        sum += (number.p[CORPORATION_NUMBER - 1 - i] - '0') * (i % 2 ? 2 : 1);
    return number.p[0] - '0' == 9 - sum % 9;
}
