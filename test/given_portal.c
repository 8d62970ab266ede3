// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/given_portal.h"

#include "application/desk.h"

static str shown(struct browser *b, const char *what)
{
    str mark = str_print(world_arena(b->world), "data-receipt=\"%s\">", what);
    str from = str_from(b->body, str_find(b->body, mark) + mark.n);
    return str_copy(world_arena(b->world), str_part(from, 0, str_find_byte(from, '<')));
}

struct desk_and_applicant started(struct world *w, const char *kind)
{
    struct desk_and_applicant d = {.city = given_city(world_write(w))};
    world_commit(w);
    d.b = browser_public(w);
    assert_int_equal(browser_post(d.b, "/apply/122203", "kind", kind), 200);
    d.number = shown(d.b, "number");
    d.code = shown(d.b, "code");
    return d;
}

const char *seen(struct browser *b)
{
    return str_zero(world_arena(b->world), browser_value(b, "revision"));
}

static const uint8_t pdf[] = "%PDF-1.4\n%%EOF";
const bytes signed_pdf = {pdf, sizeof pdf - 1};

int sign_with(struct browser *b, bytes content, const char *name)
{
    struct upload file = {S("scan"), str_of(name), S("application/pdf"), content};
    return browser_upload(b, "/apply/122203/sign", &file, 1, (const char *const[]){"", NULL});
}

void fill_all(struct browser *b)
{
    assert_int_equal(send_part(b, "/apply/122203/part/1", "go", "next", "applied_on", "2026-11-02"),
                     303);
    assert_int_equal(send_part(b, "/apply/122203/part/2", "go", "next", CORPORATION), 303);
    assert_int_equal(send_part(b, "/apply/122203/part/3", "go", "next", OFFICE("1260190017")), 303);
    assert_int_equal(send_part(b, "/apply/122203/part/4", "go", "next", PERSON), 303);
    assert_int_equal(send_part(b, "/apply/122203/part/5", "go", "next", "has_id", "無"), 303);
    assert_int_equal(
        send_part(b, "/apply/122203/part/6", "go", "next", "pledge", "1", "people.0.pledge", "1"),
        303);
    assert_int_equal(sign_with(b, signed_pdf, "署名.pdf"), 303);
}

int submit(struct browser *b)
{
    assert_int_equal(browser_get(b, "/apply/122203/check"), 200);
    return browser_post(b, "/apply/122203/check", "revision", seen(b));
}

struct application stored(struct world *w, const struct given_city *city, str number)
{
    struct tx *tx = world_read(w);
    struct application_list list = application_list_of(
        tx, &(struct application_filter){
                .city = city->city.id, .state = -1, .kind = -1, .search = number});
    struct application found = {0};
    if (list.n)
        application_find(tx, city->city.id, list.at[0].id, &found);
    world_commit(w);
    return found;
}
