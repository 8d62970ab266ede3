// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading forms. Each reader returns the value and, when it is not acceptable,
// records one sentence in Japanese beside the field; what was typed stays in
// the form and is shown again.
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/time.h"
#include "web/html.h"
#include "web/request.h"

enum { FORM_ERRORS = 32 };

struct form {
    struct arena *arena;
    const struct params *typed;
    size_t n_errors;
    struct param errors[FORM_ERRORS]; // field name, sentence
};

struct form form_of(const struct request *request); // a GET's form is its query
struct form form_empty(struct arena *a); // a form not yet sent

bool form_ok(const struct form *f);
str form_typed(const struct form *f, str name);
str form_error(const struct form *f, str name); // NONE when the field is fine
// Several errors on a field keep the first. A name of no field ("") is the
// sentence above the form.
void form_refuse(struct form *f, str name, str sentence);
// As form_refuse; %s takes a str: form_refuse_with(f, S("number"), "…「%s」…", s).
void form_refuse_with(struct form *f, str name, const char *sentence, str part);

// For the list above a form: each error, and the place of its field on the page.
static inline struct params form_error_list(const struct form *f)
{
    return (struct params){f->n_errors, (struct param *)f->errors};
}
static inline url field_anchor(const struct form *f, str name)
{
    struct buf b = buf_in(f->arena);
    buf_put(&b, S("#f-"));
    buf_put(&b, name);
    return (url){buf_str(&b)};
}

// One line / several lines of at most `max` characters (0: 100, and 10,000 in
// several lines). `label` names the field in the sentence
// ("氏名を入力してください。"). Required unless `optional`; an optional field left
// empty is NONE, 0, NO_DAY or -1, and no error.
struct form_rule {
    str label;
    size_t max;
    bool optional;
};
str form_line(struct form *f, str name, struct form_rule rule);
str form_lines(struct form *f, str name, struct form_rule rule);
// As typed, untouched: for passwords.
str form_secret(struct form *f, str name, struct form_rule rule);
str form_kana(struct form *f, str name, struct form_rule rule);
int64_t form_int(struct form *f, str name, struct form_rule rule, int64_t least, int64_t most);
// A number with `places` decimals as a whole number: "36.5" with one place is
// 365; the range is given alike ({300, 450}).
struct form_range {
    int64_t least, most;
};
int64_t form_decimal(struct form *f, str name, struct form_rule rule, int places,
                     struct form_range range);
// From 1850 to 2199: pages may count some years on from it without leaving the calendar.
day form_day(struct form *f, str name, struct form_rule rule);
int form_clock(struct form *f, str name, struct form_rule rule); // minutes since 0:00, or -1
bool form_tick(const struct form *f, str name); // a checkbox
// The index of the value in `choices`, else an error and 0.
int form_choice(struct form *f, str name, struct form_rule rule, const str *choices, int n);
// An id as in URLs; an error when it is not one.
int64_t form_id(struct form *f, str name, struct form_rule rule);
const struct upload *form_upload(const struct request *r, str name); // NULL: none or empty

// What the field templates of web/parts.html show. A field of type "password" is
// shown empty whatever its value.
struct field {
    str name, label, value, error, help;
    str type; // "text", "password", "tel", "email", "date", …; empty: text
    str autocomplete; // empty: off
    str inputmode;
    bool required;
    int rows; // > 0: several lines
};
struct field field_of(const struct form *f, str name, str label, str value_if_not_typed);

struct option {
    str value, label;
    bool chosen;
};
struct options {
    size_t n;
    struct option *at;
};

#endif
