// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/paper.h"

#include "base/check.h"
#include "base/text.h"

#include <stdio.h>

static const struct paper *papers[APPLICATION_KINDS];

void papers_use(const struct paper *const given[APPLICATION_KINDS])
{
    for (int i = 0; i < APPLICATION_KINDS; i++) {
        check(given[i] != NULL && (int)given[i]->kind == i);
        papers[i] = given[i];
    }
}

const struct paper *paper_of(enum application_kind kind)
{
    check(kind < APPLICATION_KINDS && papers[kind] != NULL);
    return papers[kind];
}

void plan_add(struct paper_plan *plan, str sentence)
{
    if (sentence.n && plan->n < SENTENCES)
        plan->at[plan->n++] = sentence;
}

// --- values ----------------------------------------------------------------------------------

str value_of(const struct params *values, const char *name)
{
    return params_get(values, str_of(name));
}

str name_in_row(struct arena *a, const char *rows, int row, const char *name)
{
    return rows ? str_print(a, "%s.%d.%s", rows, row, name) : str_of(name);
}

str value_in_row(const struct params *values, const char *rows, int row, const char *name)
{
    char text[120];
    int n = snprintf(text, sizeof text, "%s.%d.%s", rows, row, name);
    check(n > 0 && (size_t)n < sizeof text);
    return params_get(values, (str){text, (size_t)n});
}

static bool row_is_empty(const struct params *values, const struct paper_part *part, int row)
{
    for (size_t i = 0; i < part->n; i++) {
        // A choice always says something; it does not make a row.
        if (part->fields[i].type != PAPER_CHOICE &&
            str_trim(value_in_row(values, part->rows, row, part->fields[i].name)).n > 0)
            return false;
    }
    return true;
}

int rows_of(const struct params *values, const struct paper_part *part)
{
    int n = 0;
    for (int row = 0; row < part->most_rows; row++)
        if (!row_is_empty(values, part, row))
            n = row + 1;
    return n;
}

// --- reading ---------------------------------------------------------------------------------

static void add(struct params *values, struct arena *a, str name, str value)
{
    if (value.n == 0)
        return;
    values->at = arena_grow(a, values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){str_copy(a, name), str_copy(a, value)};
}

str str_digits(struct arena *a, str s)
{
    struct buf digits = buf_in(a);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            buf_byte(&digits, s.p[i]);
    return buf_str(&digits);
}

static str read_postal(struct form *form, str name, struct form_rule rule)
{
    str typed = form_line(form, name, rule);
    str digits = str_digits(form->arena, typed);
    if (typed.n && digits.n != 7)
        form_refuse(form, name, S("郵便番号は、270-0192 のように7桁の数字で入力してください。"));
    return digits;
}

// 10 or 11 digits with their hyphens as people write them.
static str read_phone(struct form *form, str name, struct form_rule rule)
{
    str typed = form_line(form, name, rule);
    size_t digits = str_digits(form->arena, typed).n;
    if (typed.n && (digits < 10 || digits > 11 || typed.p[0] != '0'))
        form_refuse(form, name, S("電話番号は、04-7150-0000 のように市外局番から入力してください。"));
    return typed;
}

static str read_mail(struct form *form, str name, struct form_rule rule)
{
    str typed = form_line(form, name, rule);
    size_t at = str_find_byte(typed, '@');
    bool good = at > 0 && at + 3 < typed.n && str_find_byte(str_from(typed, at), '.') < typed.n - at;
    for (size_t i = 0; i < typed.n; i++)
        good = good && typed.p[i] > ' ' && (unsigned char)typed.p[i] < 0x7f;
    if (typed.n && !good)
        form_refuse(form, name, S("メールアドレスの形が正しくありません。もう一度確かめてください。"));
    return typed;
}

static str read_choice(struct form *form, str name, struct form_rule rule,
                       const struct paper_field *field)
{
    if (rule.optional && form_typed(form, name).n == 0)
        return NONE;
    int n = form_choice(form, name, rule, field->choices, field->n_choices);
    return n >= 0 && form_error(form, name).n == 0 ? field->choices[n] : NONE;
}

static str read_field(struct form *form, str name, const struct paper_field *field, bool lenient)
{
    struct form_rule rule = {str_of(field->label), (size_t)field->most,
                             field->optional || lenient};
    switch (field->type) {
    case PAPER_LINE:
        return form_line(form, name, rule);
    case PAPER_LINES:
        return form_lines(form, name, rule);
    case PAPER_KANA:
        return form_kana(form, name, rule);
    case PAPER_POSTAL:
        return read_postal(form, name, rule);
    case PAPER_PHONE:
        return read_phone(form, name, rule);
    case PAPER_MAIL:
        return read_mail(form, name, rule);
    case PAPER_DAY: {
        day d = form_day(form, name, rule);
        return day_is(d) ? day_format_iso(form->arena, d) : NONE;
    }
    case PAPER_COUNT: {
        int64_t count = form_int(form, name, rule, 0, 999);
        return count > 0 ? str_print(form->arena, "%ld", (long)count) : NONE;
    }
    case PAPER_CHOICE:
        return read_choice(form, name, rule, field);
    case PAPER_TICK:
        return form_tick(form, name) ? S("1") : NONE;
    }
    return NONE;
}

static void read_row(struct form *form, const struct paper_part *part, int from, int to,
                     struct params *values)
{
    for (size_t i = 0; i < part->n; i++) {
        str name = name_in_row(form->arena, part->rows, from, part->fields[i].name);
        str value = read_field(form, name, &part->fields[i], part->lenient);
        // What cannot be accepted stays as it was typed, so that it can be corrected.
        if (form_error(form, name).n)
            value = form_typed(form, name);
        add(values, form->arena, name_in_row(form->arena, part->rows, to, part->fields[i].name), value);
    }
}

void part_read(struct form *form, const struct paper_part *part, struct params *values)
{
    if (!part->rows) {
        read_row(form, part, 0, 0, values);
        return;
    }
    for (int row = 0; row < part->most_rows; row++)
        if (!row_is_empty(form->typed, part, row))
            read_row(form, part, row, row, values);
}

void paper_read(struct form *form, const struct paper *paper, struct params *values)
{
    for (size_t i = 0; i < paper->n; i++)
        part_read(form, &paper->parts[i], values);
}
