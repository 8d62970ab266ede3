// SPDX-License-Identifier: AGPL-3.0-or-later
// What is measured: its words, its ranges, and how a number is read and written.
#include "vitals/vitals.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/text.h"

// Impossible is what no living adult or child at home shows, or no device; unlikely is what a slip
// of the finger makes more often than the body.
static const struct vitals_facts facts[VITALS_SIGNS] = {
    [VITALS_TEMPERATURE] = {S_CONST("体温"), S_CONST("temperature"), S_CONST("℃"), 1, 250, 450,
                            340, 405},
    [VITALS_PULSE] = {S_CONST("脈拍"), S_CONST("pulse"), S_CONST("回/分"), 0, 10, 300, 40, 130},
    [VITALS_SYSTOLIC] = {S_CONST("血圧（上）"), S_CONST("systolic"), S_CONST("mmHg"), 0, 30, 300, 80,
                         200},
    [VITALS_DIASTOLIC] = {S_CONST("血圧（下）"), S_CONST("diastolic"), S_CONST("mmHg"), 0, 10, 200, 40,
                          120},
    [VITALS_SPO2] = {S_CONST("SpO2"), S_CONST("spo2"), S_CONST("%"), 0, 30, 100, 85, 100},
    [VITALS_BREATHS] = {S_CONST("呼吸"), S_CONST("breaths"), S_CONST("回/分"), 0, 1, 80, 8, 35},
    [VITALS_WEIGHT] = {S_CONST("体重"), S_CONST("weight"), S_CONST("kg"), 1, 10, 3000, 250, 1200},
    [VITALS_GLUCOSE] = {S_CONST("血糖"), S_CONST("glucose"), S_CONST("mg/dL"), 0, 10, 1000, 60, 400},
    [VITALS_PAIN] = {S_CONST("痛み（NRS）"), S_CONST("pain"), S_CONST(""), 0, 0, 10, 0, 10},
    [VITALS_JCS] = {S_CONST("意識レベル（JCS）"), S_CONST("jcs"), S_CONST(""), 0, 0, 300, 0, 300},
};

const struct vitals_facts *vitals_facts_of(enum vitals_sign sign)
{
    check(sign < VITALS_SIGNS);
    return &facts[sign];
}

struct vitals_values vitals_nothing(void)
{
    struct vitals_values values;
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        values.at[s] = VITALS_NOT;
    return values;
}

bool vitals_is_empty(const struct vitals_values *values)
{
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        if (values->at[s] != VITALS_NOT)
            return false;
    return true;
}

bool vitals_is_jcs(int64_t value)
{
    static const int64_t levels[] = {0, 1, 2, 3, 10, 20, 30, 100, 200, 300};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (levels[i] == value)
            return true;
    return false;
}

static bool is_possible(enum vitals_sign sign, int64_t value)
{
    return value >= facts[sign].least && value <= facts[sign].most &&
           (sign != VITALS_JCS || vitals_is_jcs(value));
}

bool vitals_is_likely(enum vitals_sign sign, int64_t value)
{
    return value >= facts[sign].low && value <= facts[sign].high;
}

// --- reading -----------------------------------------------------------------------------------

static bool read_digits(str digits, int64_t *out)
{
    for (size_t i = 0; i < digits.n; i++)
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
    return digits.n > 0 && digits.n <= 5 && str_to_int(digits, out);
}

// "36.5" as 365 when the sign has one decimal; a zero too many ("72.0") does no harm.
static bool read_number(enum vitals_sign sign, str text, int64_t *out)
{
    size_t point = str_find_byte(text, '.');
    str after = point < text.n ? str_from(text, point + 1) : NONE;
    int64_t whole, rest = 0;
    if (!read_digits(str_part(text, 0, point), &whole) ||
        (point < text.n && (after.n != 1 || !read_digits(after, &rest))))
        return false;
    if (facts[sign].places == 0 && rest != 0)
        return false;
    *out = facts[sign].places ? whole * 10 + rest : whole;
    return true;
}

enum vitals_reading vitals_read(struct arena *a, enum vitals_sign sign, str typed, int64_t *out)
{
    str text;
    *out = VITALS_NOT;
    if (!text_clean_line(a, str_bytes(typed), &text))
        return VITALS_NO_NUMBER;
    if (text.n == 0)
        return VITALS_BLANK;
    if (!read_number(sign, text, out))
        return VITALS_NO_NUMBER;
    // The point is one touch more, and everybody knows where it belongs.
    if (sign == VITALS_TEMPERATURE && !str_contains(text, S(".")) && text.n == 3)
        *out /= 10;
    return is_possible(sign, *out) ? VITALS_READ : VITALS_IMPOSSIBLE;
}

// --- slips -------------------------------------------------------------------------------------

static bool takes(enum vitals_sign sign, int64_t value, int64_t *out)
{
    if (!is_possible(sign, value) || !vitals_is_likely(sign, value))
        return false;
    *out = value;
    return true;
}

// Two neighbouring digits that changed places: 83.0 for 38.0.
static bool swapped(enum vitals_sign sign, int64_t value, int64_t *out)
{
    for (int64_t low = 1; low * 10 <= value; low *= 10) {
        int64_t right = value / low % 10, left = value / (low * 10) % 10;
        if (left != right && takes(sign, value + (right - left) * low * 10 - (right - left) * low, out))
            return true;
    }
    return false;
}

bool vitals_slip_of(enum vitals_sign sign, int64_t value, int64_t *out)
{
    if (sign == VITALS_PAIN || sign == VITALS_JCS || value < 0)
        return false;
    return swapped(sign, value, out) || (value % 10 == 0 && takes(sign, value / 10, out)) ||
           takes(sign, value * 10, out) || takes(sign, value / 10, out);
}

// --- writing -----------------------------------------------------------------------------------

str vitals_number(struct arena *a, enum vitals_sign sign, int64_t value)
{
    if (facts[sign].places == 0)
        return str_print(a, "%ld", (long)value);
    return str_print(a, "%ld.%ld", (long)(value / 10), (long)(value % 10));
}

str vitals_amount(struct arena *a, enum vitals_sign sign, int64_t value)
{
    return str_print(a, "%.*s%.*s", STR(vitals_number(a, sign, value)), STR(facts[sign].unit));
}

static void put(struct buf *out, str between, str label, str amount)
{
    if (out->n)
        buf_put(out, between);
    buf_print(out, "%.*s %.*s", STR(label), STR(amount));
}

str vitals_text(struct arena *a, const struct vitals_values *values, str between)
{
    struct buf out = buf_in(a);
    const int64_t *v = values->at;
    bool both = v[VITALS_SYSTOLIC] != VITALS_NOT && v[VITALS_DIASTOLIC] != VITALS_NOT;
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        if (v[s] == VITALS_NOT || (both && s == VITALS_DIASTOLIC))
            continue;
        if (both && s == VITALS_SYSTOLIC)
            put(&out, between, S("血圧"),
                str_print(a, "%ld/%ldmmHg", (long)v[s], (long)v[VITALS_DIASTOLIC]));
        else
            put(&out, between, facts[s].label, vitals_amount(a, s, v[s]));
    }
    return buf_str(&out);
}
