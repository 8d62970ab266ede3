// SPDX-License-Identifier: AGPL-3.0-or-later
// A paper that was returned is keyed in again; what it bears is said; an unsigned one finds its way.
#include "application/correct.h"
#include "application/desk.h"
#include "application/stored.h"
#include "test/browser.h"
#include "test/given_form.h"

struct keyed {
    struct given_city city;
    struct given_person second;
    application_id id;
    struct browser *b, *other;
    const char *here, *correct;
};

// 様式1-1 in that state; "signature" as the officer who keyed it in said.
static application_id put(struct tx *tx, city_id city, enum application_origin origin,
                          const char *signature, enum application_state state)
{
    struct application of = {.values = {0}};
    struct application_new new = {.city = city,
                                  .kind = APPLICATION_USAGE,
                                  .origin = origin,
                                  .values = given_usage(tx, "森 緑", "もり みどり")};
    if (*signature)
        form_put(tx, &new.values, "signature", signature);
    application_id id = application_start(tx, &new).id;
    if (application_find(tx, city, id, &of))
        application_put(tx, &of, state, &of.values);
    return id;
}

static struct keyed keyed(struct world *w, const char *signature, enum application_state state)
{
    struct keyed k = {0};
    struct tx *tx = world_write(w);
    k.city = given_city(tx);
    k.second = given_official(tx, &k.city, ROLE_OFFICER);
    k.id = put(tx, k.city.city.id, ORIGIN_PAPER, signature, state);
    world_commit(w);
    k.b = browser_of(w, &k.city.officer);
    k.other = browser_of(w, &k.second);
    k.here = browser_at(k.b, "/desk/applications/%i", k.id.v);
    k.correct = browser_at(k.b, "/desk/applications/%i/correct", k.id.v);
    return k;
}

static const char *value(struct browser *b, const char *name)
{
    return str_zero(world_arena(b->world), browser_value(b, name));
}

// Gives it back for one field.
static void give_back(const struct keyed *k, const char *field)
{
    struct arena *a = world_arena(k->b->world);
    const char *why = str_zero(a, str_print(a, "why.%s", field));
    assert_int_equal(browser_get(k->b, k->here), 200);
    assert_int_equal(browser_post(k->b, browser_at(k->b, "/desk/applications/%i/return", k->id.v),
                                  "revision", value(k->b, "revision"), "back", field, why,
                                  "紙を直してもらってください。"),
                     303);
}

static struct application now_of(struct world *w, const struct keyed *k)
{
    struct application of = {.values = {0}};
    application_find(world_read(w), k->city.city.id, k->id, &of);
    world_commit(w);
    return of;
}

static int send(struct browser *b, const struct keyed *k, const char *revision, const char *name,
                const char *typed)
{
    return browser_post(b, k->correct, "revision", revision, name, typed, "office_manager",
                        "ほか の人");
}

PAGE("a returned paper is keyed in again: just the named field, with the new copy; the story shows old and new")
{
    struct keyed k = keyed(world, "署名", STATE_SUBMITTED);
    give_back(&k, "people.0.kana");
    assert_int_equal(browser_follow(k.b), 200);
    assert_true(browser_says(k.b, "直した紙を入力する"));
    assert_int_equal(browser_get(k.b, k.correct), 200);
    assert_str(browser_value(k.b, "people.0.kana"), S("もり みどり"));
    assert_str(browser_value(k.b, "office_manager"), NONE); // to be read
    assert_false(browser_says(k.b, "代表者印が押してある"));
    struct upload scan = {.name = S("scan"), .file_name = S("直した紙.pdf"), .type = S("application/pdf"),
                          .content = str_bytes(S("%PDF-1.4 new"))};
    const char *const pairs[] = {"", "revision", value(k.b, "revision"), "people.0.kana", "もり ろく",
                                 "office_manager", "ほか の人", NULL};
    assert_int_equal(browser_upload(k.b, k.correct, &scan, 1, pairs), 303);
    assert_int_equal(browser_follow(k.b), 200);
    assert_true(browser_says(k.b, "もり みどり → もり ろく"));
    assert_true(browser_says(k.b, "役所 守（あなた） 直して再び申請しました"));
    assert_true(browser_says(k.b, "直した紙.pdf"));
    struct application of = now_of(world, &k);
    assert_int_equal(of.state, STATE_SUBMITTED);
    assert_str(value_of(&of.values, "office_manager"), S("管理 花子"));
    assert_str(value_of(&of.values, "signature"), S("署名"));
}

PAGE("a corrected paper sent twice is taken once; what is wrong has a sentence and stays typed")
{
    struct keyed k = keyed(world, "押印", STATE_SUBMITTED);
    give_back(&k, "people.0.kana");
    assert_int_equal(browser_get(k.b, k.correct), 200);
    assert_int_equal(send(k.b, &k, value(k.b, "revision"), "people.0.kana", ""), 422);
    assert_true(browser_error(k.b, "people.0.kana").n > 0);
    struct upload scan = {.name = S("scan"), .file_name = S("x.pdf"), .type = S("application/pdf"),
                          .content = str_bytes(S("no PDF at all"))};
    const char *const pairs[] = {"", "revision", value(k.b, "revision"), "people.0.kana", "もり ろく", NULL};
    assert_int_equal(browser_upload(k.b, k.correct, &scan, 1, pairs), 422);
    assert_true(browser_error(k.b, "scan").n > 0);
    assert_str(browser_value(k.b, "people.0.kana"), S("もり ろく"));
    const char *revision = value(k.b, "revision");
    k.b->as.too_large = true; // the server kept the fields and dropped the file
    assert_int_equal(send(k.b, &k, revision, "people.0.kana", "もり ろく"), 422);
    k.b->as.too_large = false;
    assert_true(str_contains(browser_error(k.b, "scan"), S("30MBまで")));
    assert_str(browser_value(k.b, "people.0.kana"), S("もり ろく"));
    assert_int_equal(send(k.b, &k, revision, "people.0.kana", "もり ろく"), 303);
    assert_int_equal(send(k.b, &k, revision, "people.0.kana", "もり ろく"), 409);
    assert_true(browser_says(k.b, "申請が次のように進みました"));
    assert_int_equal(browser_get(k.b, k.correct), 303); // nothing to correct any more
}

PAGE("two officers at one returned paper: the later one sees what the other keyed in, and keeps what was typed")
{
    struct keyed k = keyed(world, "署名", STATE_SUBMITTED);
    give_back(&k, "people.0.kana");
    assert_int_equal(browser_get(k.b, k.correct), 200);
    const char *seen = value(k.b, "revision");
    assert_int_equal(send(k.other, &k, seen, "people.0.kana", "もり1"), 422); // saved, not yet good
    assert_int_equal(send(k.b, &k, seen, "people.0.kana", "もり ろく"), 409);
    assert_true(browser_says(k.b, "ほかの職員が入力しました"));
    assert_true(browser_says(k.b, "もり みどり もり1"));
    assert_str(browser_value(k.b, "people.0.kana"), S("もり ろく"));
    assert_int_equal(send(k.b, &k, value(k.b, "revision"), "people.0.kana", "もり ろく"), 303);
}

PAGE("様式の一覧, 押印署名「要」: a paper returned unsigned comes back signed or sealed, or does not come back")
{
    struct keyed k = keyed(world, "", STATE_SUBMITTED);
    give_back(&k, "signature");
    assert_int_equal(browser_get(k.b, k.correct), 200);
    assert_true(browser_says(k.b, "代表者印が押してある"));
    assert_int_equal(send(k.b, &k, value(k.b, "revision"), "signature", "なし"), 422);
    assert_true(browser_error(k.b, "signature").n > 0);
    assert_int_equal(send(k.b, &k, value(k.b, "revision"), "signature", "押印"), 303);
    assert_int_equal(browser_follow(k.b), 200);
    assert_true(browser_says(k.b, "紙に代表者印があることを"));
    assert_true(browser_says(k.b, "→ 押印"));
}

PAGE("a form keyed in without a word about signature and seal is given it; who said so stands in the story")
{
    struct keyed k = keyed(world, "", STATE_APPROVED);
    const char *to = browser_at(k.b, "/desk/applications/%i/signature", k.id.v);
    assert_int_equal(browser_get(k.b, k.here), 200);
    assert_true(browser_says(k.b, "まだ確かめられていません"));
    const char *revision = value(k.b, "revision");
    assert_int_equal(browser_post(k.b, to, "revision", revision), 422);
    assert_int_equal(browser_post(k.b, to, "revision", revision, "signature", "なし"), 422);
    assert_int_equal(browser_post(k.b, to, "revision", revision, "signature", "署名"), 303);
    assert_int_equal(browser_post(k.b, to, "revision", revision, "signature", "押印"), 409);
    assert_int_equal(browser_get(k.b, k.here), 200);
    assert_true(browser_says(k.b, "役所 守（あなた） メモ"));
    assert_true(browser_says(k.b, "紙を見て、署名があることを確かめました。"));
    struct application of = now_of(world, &k);
    assert_int_equal(of.state, STATE_APPROVED);
    assert_str(value_of(&of.values, "signature"), S("署名"));
    assert_int_equal(browser_post(k.b, browser_at(k.b, "/desk/applications/%i/carry-out", k.id.v),
                                  "revision", value(k.b, "revision")),
                     303);
}

RULE("saying what a waiting paper bears does not make it younger")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct application before = {.values = {0}}, after = {.values = {0}};
    application_id id = put(tx, city.city.id, ORIGIN_PAPER, "", STATE_SUBMITTED);
    bool found = application_find(tx, city.city.id, id, &before);
    world_commit(world);
    world_wait(world, DAYS(3));
    tx = world_write(world);
    enum application_outcome outcome = APPLICATION_NOT_NOW;
    if (found)
        outcome = application_put_seen(tx, &before, S("署名"));
    found = found && application_find(tx, city.city.id, id, &after);
    world_commit(world);
    assert_true(found);
    assert_int_equal(outcome, APPLICATION_DONE);
    assert_int_equal(after.submitted_at.us, before.submitted_at.us);
}

PAGE("only a returned paper is corrected at the desk; anything else leads back to the case")
{
    struct keyed k = keyed(world, "署名", STATE_SUBMITTED);
    struct tx *tx = world_write(world);
    application_id public = put(tx, k.city.city.id, ORIGIN_PUBLIC, "", STATE_RETURNED);
    struct given_city neighbour = given_neighbour(tx);
    world_commit(world);
    struct browser *stranger = browser_of(world, &neighbour.officer);
    assert_int_equal(browser_get(k.b, k.correct), 303);
    assert_int_equal(browser_post(k.b, k.correct, "people.0.kana", "もり ろく"), 409);
    assert_int_equal(browser_get(k.b, browser_at(k.b, "/desk/applications/%i/correct", public.v)), 303);
    assert_int_equal(browser_get(stranger, k.correct), 404);
    assert_int_equal(browser_post(stranger, k.correct, "people.0.kana", "もり ろく"), 404);
}

PAGE("様式1-1 from inside, approved unsigned: it goes back for just the signature, and is carried out")
{
    struct keyed k = keyed(world, "", STATE_APPROVED);
    struct tx *tx = world_write(world);
    office_id office = given_office(tx, k.city.city.id, S("みほん訪問看護ステーション"));
    struct given_person administrator = given_administrator(tx, k.city.city.id, office, S("管理 花子"));
    struct application_new new = {.city = k.city.city.id, .kind = APPLICATION_USAGE,
                                  .origin = ORIGIN_INSIDE, .office = office,
                                  .applicant = administrator.acting.member,
                                  .values = given_usage(tx, "森 緑", "もり みどり")};
    struct application of = {.values = {0}};
    k.id = application_start(tx, &new).id;
    if (application_find(tx, k.city.city.id, k.id, &of))
        application_put(tx, &of, STATE_APPROVED, &of.values);
    world_commit(world);
    k.here = browser_at(k.b, "/desk/applications/%i", k.id.v);
    const char *carry_out = browser_at(k.b, "/desk/applications/%i/carry-out", k.id.v);
    assert_int_equal(browser_get(k.b, k.here), 200);
    assert_int_equal(browser_post(k.b, carry_out, "revision", value(k.b, "revision")), 422);
    assert_true(str_starts(browser_value(k.b, "why.signature"), S("署名がありません。"))); // proposed
    give_back(&k, "signature");
    struct browser *own = browser_of(world, &administrator);
    const char *there = browser_at(own, "/office/applications/%i", k.id.v);
    assert_int_equal(browser_get(own, there), 200);
    assert_str(browser_value(own, "people.0.kana"), NONE); // just the signature is open
    assert_int_equal(browser_post(own, there, "revision", value(own, "revision"), "do", "submit"), 422);
    struct upload scan = {.name = S("scan"), .file_name = S("署名.pdf"), .type = S("application/pdf"),
                          .content = str_bytes(S("%PDF-1.4 signed"))};
    const char *const pairs[] = {"", "revision", value(own, "revision"), "do", "submit", NULL};
    assert_int_equal(browser_upload(own, there, &scan, 1, pairs), 303);
    assert_int_equal(browser_get(k.b, k.here), 200);
    assert_int_equal(browser_post(k.b, browser_at(k.b, "/desk/applications/%i/approve", k.id.v),
                                  "revision", value(k.b, "revision")),
                     303);
    assert_int_equal(browser_get(k.b, k.here), 200);
    assert_int_equal(browser_post(k.b, carry_out, "revision", value(k.b, "revision")), 303);
}
