// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/form.h"

#include "base/buf.h"
#include "base/check.h"

struct form form_of(const struct request *request)
{
    bool post = request->method == METHOD_POST;
    return (struct form){
        .arena = request->arena,
        .typed = post ? &request->form : &request->query,
    };
}

struct form form_empty(struct arena *a)
{
    static const struct params nothing;
    return (struct form){.arena = a, .typed = &nothing};
}

bool form_ok(const struct form *f)
{
    return f->n_errors == 0;
}

str form_typed(const struct form *f, str name)
{
    return params_get(f->typed, name);
}

str form_error(const struct form *f, str name)
{
    for (size_t i = 0; i < f->n_errors; i++)
        if (str_eq(f->errors[i].name, name))
            return f->errors[i].value;
    return NONE;
}

// What does not fit any more is not shown this time; the form is refused anyway.
void form_refuse(struct form *f, str name, str sentence)
{
    check(sentence.n > 0); // an empty one would look like a field that is fine
    if (f->n_errors < FORM_ERRORS && !form_error(f, name).n)
        f->errors[f->n_errors++] = (struct param){name, sentence};
}

void form_refuse_with(struct form *f, str name, const char *sentence, str part)
{
    str pattern = str_of(sentence);
    size_t at = str_find(pattern, S("%s"));
    check(at < pattern.n && !str_contains(str_from(pattern, at + 2), S("%s")));
    struct buf out = buf_in(f->arena);
    buf_put(&out, str_part(pattern, 0, at));
    buf_put(&out, part);
    buf_put(&out, str_from(pattern, at + 2));
    form_refuse(f, name, buf_str(&out));
}

bool form_tick(const struct form *f, str name)
{
    return params_has(f->typed, name);
}

const struct upload *form_upload(const struct request *r, str name)
{
    for (size_t i = 0; i < r->uploads.n; i++)
        if (str_eq(r->uploads.at[i].name, name) && r->uploads.at[i].content.n > 0)
            return &r->uploads.at[i];
    return NULL;
}

struct field field_of(const struct form *f, str name, str label, str value_if_not_typed)
{
    bool typed = params_has(f->typed, name);
    return (struct field){
        .name = name,
        .label = label,
        .value = typed ? form_typed(f, name) : value_if_not_typed,
        .error = form_error(f, name),
    };
}
