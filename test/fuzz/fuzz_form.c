// SPDX-License-Identifier: AGPL-3.0-or-later
// What arrives in a request's line and headers. The first byte chooses the
// parser ('0' … '5'); what a parser lets through must keep its promise.
#include "base/check.h"
#include "base/text.h"
#include "web/request.h"
#include "web/url.h"

static void check_params(const struct params *p)
{
    for (size_t i = 0; i < p->n; i++) {
        check(p->at[i].name.n > 0 && text_is_clean(str_bytes(p->at[i].name)));
        check(text_is_clean(str_bytes(p->at[i].value)));
        check(str_find_byte(p->at[i].value, '\r') == p->at[i].value.n);
    }
}

static void try_form(struct arena *a, str s)
{
    struct params p;
    if (parse_urlencoded(a, s, &p) == PARSE_OK) {
        check(p.n <= 2000);
        check_params(&p);
    }
}

static void try_cookies(struct arena *a, str s)
{
    struct params p;
    parse_cookies(a, s, &p);
    check(p.n <= 50);
    check_params(&p);
}

static void try_path(struct arena *a, str s)
{
    str path;
    if (!parse_path(a, s, &path))
        return;
    check(path.n <= 2000 && str_starts(path, S("/")) && text_is_clean(str_bytes(path)));
    check(!str_contains(path, S("//")) && !str_contains(path, S("/../")));
    check(!str_ends(path, S("/..")) && !str_ends(path, S("/.")) && !str_contains(path, S("\\")));
}

static void try_decode(struct arena *a, str s, bool form)
{
    str plain, again;
    if (!url_decode(a, s, form, &plain))
        return;
    struct buf out = buf_in(a);
    url_encode(&out, plain);
    check(url_decode(a, buf_str(&out), form, &again) && str_eq(plain, again));
}

static void try_local(struct arena *a, str s)
{
    url to = url_local(a, s, URL("/home"));
    check(str_starts(to.s, S("/")) && !str_starts(to.s, S("//")));
    for (size_t i = 0; i < to.s.n; i++)
        check(to.s.p[i] > 0x20 && to.s.p[i] < 0x7f && to.s.p[i] != '\\');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0)
        return 0;
    struct arena *a = arena_new();
    str s = {(const char *)data + 1, n - 1};
    int choice = data[0] % 6;
    if (choice == 0)
        try_form(a, s);
    else if (choice == 1)
        try_cookies(a, s);
    else if (choice == 2)
        try_path(a, s);
    else if (choice == 3)
        try_local(a, s);
    else
        try_decode(a, s, choice == 4);
    arena_free(a);
    return 0;
}
