// SPDX-License-Identifier: AGPL-3.0-or-later
// One reader per kind of field. The sentences name the field and say what to
// do; they never repeat what was typed, which stands in the field itself.
#include "web/form.h"

#include "base/base32.h"
#include "base/buf.h"
#include "base/text.h"

#include <stdlib.h>

enum { LINE_MOST = 100, LINES_MOST = 10000, FIRST_YEAR = 1850, LAST_YEAR = 2199 };

static void refuse_empty(struct form *f, str name, struct form_rule rule)
{
    if (!rule.optional)
        form_refuse_with(f, name, "%sを入力してください。", rule.label);
}

static str limited(struct form *f, str name, struct form_rule rule, str value, size_t most)
{
    most = rule.max ? rule.max : most;
    size_t length = text_length(value);
    if (value.n == 0)
        refuse_empty(f, name, rule);
    else if (length > most)
        form_refuse(f, name,
                    str_print(f->arena, "%.*sは%zu文字以内で入力してください（今は%zu文字です）。",
                              STR(rule.label), most, length));
    return value;
}

// Typed text is clean since the request was parsed; a line is folded here.
static str one_line(struct form *f, str name)
{
    str line = NONE;
    if (!text_clean_line(f->arena, str_bytes(form_typed(f, name)), &line))
        form_refuse(f, name, S("使えない文字が入っています。入力し直してください。"));
    return line;
}

str form_line(struct form *f, str name, struct form_rule rule)
{
    return limited(f, name, rule, one_line(f, name), LINE_MOST);
}

// A blank at the beginning of a paragraph is how people indent, and stays.
static str without_blank_ends(str s)
{
    while (str_starts(s, S("\n")))
        s = str_from(s, 1);
    str trimmed = str_trim(s);
    s.n = trimmed.n ? (size_t)(trimmed.p + trimmed.n - s.p) : 0;
    return s;
}

str form_lines(struct form *f, str name, struct form_rule rule)
{
    return limited(f, name, rule, without_blank_ends(form_typed(f, name)), LINES_MOST);
}

str form_secret(struct form *f, str name, struct form_rule rule)
{
    return limited(f, name, rule, form_typed(f, name), LINE_MOST);
}

str form_kana(struct form *f, str name, struct form_rule rule)
{
    str line = form_line(f, name, rule), kana = NONE;
    if (line.n && !text_kana(f->arena, line, &kana))
        form_refuse_with(f, name, "%sは、ひらがなかカタカナで入力してください。", rule.label);
    return kana;
}

// --- numbers -------------------------------------------------------------------------

static void refuse_range(struct form *f, str name, str label, str least, str most)
{
    form_refuse(f, name,
                str_print(f->arena, "%.*sは%.*sから%.*sまでの数で入力してください。", STR(label),
                          STR(least), STR(most)));
}

static str decimal(struct arena *a, int64_t value, int places)
{
    int64_t unit = 1;
    for (int i = 0; i < places; i++)
        unit *= 10;
    int64_t whole = value / unit, rest = value % unit;
    if (places == 0)
        return str_print(a, "%lld", (long long)value);
    return str_print(a, "%s%lld.%0*lld", value < 0 ? "-" : "", llabs(whole), places, llabs(rest));
}

// "36.5" with one place is 365. More places than asked for are refused.
static bool read_decimal(struct arena *a, str s, int places, int64_t *out)
{
    size_t point = str_find_byte(s, '.');
    str digits = str_from(s, point + 1);
    if ((point < s.n && digits.n == 0) || digits.n > (size_t)places || str_starts(digits, S("-")))
        return false;
    struct buf all = buf_in(a);
    buf_put(&all, str_part(s, 0, point));
    buf_put(&all, digits);
    for (size_t i = digits.n; i < (size_t)places; i++)
        buf_byte(&all, '0');
    return point > 0 && s.p[point - 1] != '-' && str_to_int(buf_str(&all), out);
}

int64_t form_decimal(struct form *f, str name, struct form_rule rule, int places,
                     struct form_range range)
{
    str line = one_line(f, name);
    int64_t value = 0;
    if (line.n == 0)
        refuse_empty(f, name, rule);
    else if (!read_decimal(f->arena, line, places, &value))
        form_refuse_with(f, name,
                         places ? "%sは、36.5 のように数字で入力してください。"
                                : "%sは、12 のように数字で入力してください。",
                         rule.label);
    else if (value < range.least || value > range.most)
        refuse_range(f, name, rule.label, decimal(f->arena, range.least, places),
                     decimal(f->arena, range.most, places));
    return value;
}

int64_t form_int(struct form *f, str name, struct form_rule rule, int64_t least, int64_t most)
{
    return form_decimal(f, name, rule, 0, (struct form_range){least, most});
}

// --- dates and times -----------------------------------------------------------------

day form_day(struct form *f, str name, struct form_rule rule)
{
    str line = one_line(f, name);
    day d = NO_DAY;
    if (line.n == 0)
        refuse_empty(f, name, rule);
    else if (!day_parse(line, &d))
        form_refuse_with(f, name, "%sは 2026-11-22 や 令和8年11月22日 のように入力してください。",
                         rule.label);
    else if (d.n < day_make(FIRST_YEAR, 1, 1).n || d.n > day_make(LAST_YEAR, 12, 31).n) {
        form_refuse_with(f, name, "%sの年を確かめてください。1850年から2199年までの日を入力できます。",
                         rule.label);
        d = NO_DAY;
    }
    return d;
}

int form_clock(struct form *f, str name, struct form_rule rule)
{
    str line = one_line(f, name);
    size_t colon = str_find_byte(line, ':');
    str minutes = str_from(line, colon + 1);
    int64_t hour = -1, minute = -1;
    if (line.n == 0) {
        refuse_empty(f, name, rule);
        return -1;
    }
    if (minutes.n == 2 && str_to_int(str_part(line, 0, colon), &hour) &&
        str_to_int(minutes, &minute) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
        return (int)(hour * 60 + minute);
    form_refuse_with(f, name, "%sは 9:00 や 14:30 のように入力してください。", rule.label);
    return -1;
}

// --- choices -------------------------------------------------------------------------

int form_choice(struct form *f, str name, struct form_rule rule, const str *choices, int n)
{
    str typed = form_typed(f, name);
    for (int i = 0; i < n; i++)
        if (params_has(f->typed, name) && str_eq(typed, choices[i]))
            return i;
    if (typed.n || !rule.optional)
        form_refuse_with(f, name, "%sを選んでください。", rule.label);
    return 0;
}

int64_t form_id(struct form *f, str name, struct form_rule rule)
{
    str typed = form_typed(f, name);
    int64_t id = 0;
    if ((typed.n || !rule.optional) && !base32_to_id(typed, &id)) {
        form_refuse_with(f, name, "%sを選んでください。", rule.label);
        return 0;
    }
    return id;
}
