// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages: the inbox, one case and each decision about it.
#include "application/desk.h"
#include "base/base32.h"
#include "test/browser.h"
#include "test/given_form.h"

// 様式1-1 for one new person, submitted; the officer's browser, and a second officer's.
struct scene {
    struct given_city city;
    struct given_person second;
    application_id id;
    struct browser *b, *other;
};

static application_id submitted(struct tx *tx, city_id city)
{
    struct params values = given_usage(tx, "森 緑", "もり みどり");
    return given_submitted(tx, city, APPLICATION_USAGE, &values).id;
}

static struct scene scene(struct world *w)
{
    struct scene s = {0};
    struct tx *tx = world_write(w);
    s.city = given_city(tx);
    s.second = given_official(tx, &s.city, ROLE_OFFICER);
    s.id = submitted(tx, s.city.city.id);
    world_commit(w);
    s.b = browser_of(w, &s.city.officer);
    s.other = browser_of(w, &s.second);
    return s;
}

static const char *at(const struct scene *s, const char *tail)
{
    struct arena *a = world_arena(s->b->world);
    return str_zero(a, str_print(a, "%s%s", browser_at(s->b, "/desk/applications/%i", s->id.v), tail));
}

static const char *zero(struct browser *b, str s)
{
    return str_zero(world_arena(b->world), s);
}

// Opens the case and presses a button of it.
static int press(const struct scene *s, struct browser *b, const char *tail)
{
    browser_get(b, at(s, ""));
    return browser_post(b, at(s, tail), "revision", zero(b, browser_value(b, "revision")), "step",
                        zero(b, browser_value(b, "step")));
}

static enum application_state state_of(struct world *w, const struct scene *s)
{
    struct application of = {0};
    application_find(world_read(w), s->city.city.id, s->id, &of);
    world_commit(w);
    return of.state;
}

static void search(struct browser *b, const char *words)
{
    assert_int_equal(browser_post(b, "/desk/applications", "state", "all", "q", words), 303);
    assert_false(str_contains(browser_went_to(b), S("%E"))); // no name in the address
    assert_int_equal(browser_follow(b), 200);
}

PAGE("the inbox shows what waits, finds a case by number, office and full name, and says when nothing is there")
{
    struct scene s = scene(world);
    assert_int_equal(browser_get(s.b, "/desk/applications"), 200);
    assert_true(browser_says(s.b, "8-00001"));
    assert_true(browser_says(s.b, "様式1-1"));
    static const char *const good[] = {"８−00001", "8-00001", "森緑", "みほん訪問"};
    for (int i = 0; i < 4; i++) {
        search(s.b, good[i]);
        assert_true(i == 0 || browser_says(s.b, "8-00001"));
    }
    search(s.b, "森");
    assert_true(browser_says(s.b, "当てはまる申請が見つかりません"));
    browser_get(s.b, "/desk/applications?days=7");
    assert_true(browser_says(s.b, "当てはまる申請が見つかりません"));
    browser_get(s.b, "/desk/applications?state=4");
    assert_true(browser_says(s.b, "この状態の申請はありません"));
}

PAGE("the list leaves as CSV and as a spreadsheet, without names of people")
{
    struct scene s = scene(world);
    assert_int_equal(browser_get(s.b, "/desk/applications/export?state=all"), 200);
    assert_true(str_contains(s.b->body, S("8-00001,様式1-1")));
    assert_false(str_contains(s.b->body, S("森 緑")));
    assert_int_equal(browser_get(s.b, "/desk/applications/export?state=all&as=xlsx"), 200);
    assert_true(str_starts(s.b->body, S("PK")));
}

PAGE("a case is approved, then carried out, and leads to the letters; each button works once")
{
    struct scene s = scene(world);
    assert_int_equal(browser_get(s.b, at(&s, "")), 200);
    assert_true(browser_says(s.b, "森 緑さんに新しい個人IDを作り"));
    assert_false(browser_says(s.b, "まとめて行います"));
    assert_int_equal(press(&s, s.b, "/approve"), 303);
    assert_int_equal(press(&s, s.b, "/approve"), 422);
    assert_true(browser_says(s.b, "その操作ができる状態ではありません"));
    assert_int_equal(press(&s, s.b, "/carry-out"), 303);
    assert_int_equal(browser_follow(s.b), 200);
    assert_true(browser_says(s.b, "通知書を印刷する"));
    assert_true(browser_says(s.b, "役所 守（あなた） 処理しました"));
    assert_int_equal(press(&s, s.b, "/carry-out"), 409);
    assert_int_equal(browser_get(s.b, "/desk/letters"), 200);
    assert_true(browser_says(s.b, "森 緑"));
}

PAGE("a form sent twice does its work once; the second time the page tells what has happened")
{
    struct scene s = scene(world);
    browser_get(s.b, at(&s, ""));
    const char *revision = zero(s.b, browser_value(s.b, "revision"));
    const char *step = zero(s.b, browser_value(s.b, "step"));
    assert_int_equal(
        browser_post(s.b, at(&s, "/approve"), "revision", revision, "step", step), 303);
    assert_int_equal(
        browser_post(s.b, at(&s, "/approve"), "revision", revision, "step", step), 409);
    assert_true(browser_says(s.b, "この画面を開いたあとに、申請が次のように進みました"));
    assert_true(browser_says(s.b, "役所 守（あなた）：承認しました"));
    assert_int_equal(state_of(world, &s), STATE_APPROVED);
}

PAGE("whoever decides about a case that moved meanwhile sees what happened and keeps what was typed")
{
    struct scene s = scene(world);
    browser_get(s.b, at(&s, ""));
    const char *revision = zero(s.b, browser_value(s.b, "revision"));
    const char *step = zero(s.b, browser_value(s.b, "step"));
    press(&s, s.other, "/approve");
    browser_post(s.b, at(&s, "/return"), "revision", revision, "step", step, "back", "office_name",
                 "why.office_name", "看板の名前と違います。");
    assert_int_equal(s.b->status, 409);
    assert_true(browser_says(s.b, "役 員：承認しました"));
    assert_str(browser_value(s.b, "why.office_name"), S("看板の名前と違います。"));
    assert_int_equal(state_of(world, &s), STATE_APPROVED);
}

PAGE("returning asks for a field and a sentence for it; both stand in the story")
{
    struct scene s = scene(world);
    assert_int_equal(press(&s, s.b, "/return"), 422);
    assert_true(browser_says(s.b, "差し戻す欄に印を付けて"));
    const char *revision = zero(s.b, browser_value(s.b, "revision"));
    browser_post(s.b, at(&s, "/return"), "revision", revision, "back", "office_name");
    assert_int_equal(s.b->status, 422);
    assert_str(browser_error(s.b, "why.office_name"), S("直し方を入力してください。"));
    browser_post(s.b, at(&s, "/return"), "revision", revision, "back", "office_name",
                 "why.office_name", "看板の名前と違います。");
    assert_int_equal(browser_follow(s.b), 200);
    assert_true(browser_says(s.b, "直してほしいところ：事業所の名称"));
    assert_int_equal(state_of(world, &s), STATE_RETURNED);
}

PAGE("rejecting asks for a reason; a remark stays inside the desk")
{
    struct scene s = scene(world);
    browser_post(s.b, at(&s, "/note"), "note", "電話で確かめた。");
    assert_int_equal(browser_follow(s.b), 200);
    assert_true(browser_says(s.b, "電話で確かめた。"));
    assert_int_equal(press(&s, s.b, "/reject"), 422);
    const char *revision = zero(s.b, browser_value(s.b, "revision"));
    browser_post(s.b, at(&s, "/reject"), "revision", revision, "why", "市外の事業所です。");
    assert_int_equal(browser_follow(s.b), 200);
    assert_true(browser_says(s.b, "この申請の手続は終わっています。"));
    assert_int_equal(state_of(world, &s), STATE_REJECTED);
}

PAGE("a city that asks for two approvals takes the second from another officer only")
{
    struct scene s = scene(world);
    browser_post(s.b, "/desk/applications/approvals", "approvals", "2");
    assert_int_equal(press(&s, s.b, "/approve"), 303);
    assert_int_equal(browser_follow(s.b), 200);
    assert_true(browser_says(s.b, "1人目はあなたが承認しました"));
    assert_int_equal(press(&s, s.b, "/approve"), 422);
    assert_int_equal(state_of(world, &s), STATE_SECONDED);
    assert_int_equal(press(&s, s.other, "/approve"), 303);
    assert_int_equal(state_of(world, &s), STATE_APPROVED);
}

PAGE("a case of another city and a draft answer like what does not exist")
{
    struct scene s = scene(world);
    struct tx *tx = world_write(world);
    struct given_city neighbour = given_neighbour(tx);
    struct application_new new = {.city = s.city.city.id, .kind = APPLICATION_USAGE};
    application_id draft = application_start(tx, &new).id;
    world_commit(world);
    struct browser *stranger = browser_of(world, &neighbour.officer);
    assert_int_equal(browser_get(stranger, at(&s, "")), 404);
    assert_int_equal(browser_post(stranger, at(&s, "/approve")), 404);
    assert_int_equal(browser_get(s.b, browser_at(s.b, "/desk/applications/%i", draft.v)), 404);
    search(stranger, "8-00001");
    assert_false(browser_says(stranger, "みほん"));
}

PAGE("several approved cases are carried out in one go; what cannot be says why and keeps none back")
{
    struct scene s = scene(world);
    struct arena *a = world_arena(world);
    const char *id = str_zero(a, base32_from_id(a, s.id.v));
    assert_int_equal(browser_post(s.b, "/desk/applications/batch"), 303);
    press(&s, s.b, "/approve");
    browser_get(s.b, "/desk/applications?state=4");
    assert_true(browser_says(s.b, "選んだ申請をまとめて処理する"));
    browser_post(s.b, "/desk/applications/batch", "case", id, "case", id);
    assert_int_equal(s.b->status, 200);
    assert_true(browser_says(s.b, "2件のうち、1件を処理しました。"));
    assert_true(browser_says(s.b, "承認済みの申請ではありません"));
    assert_int_equal(state_of(world, &s), STATE_CARRIED_OUT);
}

PAGE("a correction made meanwhile: the officer sees old and new value, whose it is, and it stays in the story")
{
    struct scene s = scene(world);
    assert_int_equal(browser_get(s.b, at(&s, "")), 200);
    const char *revision = zero(s.b, browser_value(s.b, "revision"));
    const char *step = zero(s.b, browser_value(s.b, "step"));
    assert_int_equal(browser_get(s.other, at(&s, "")), 200);
    assert_int_equal(browser_post(s.other, at(&s, "/return"), "revision",
                                  zero(s.other, browser_value(s.other, "revision")), "back",
                                  "office_manager", "why.office_manager", "確かめてください。"),
                     303);
    struct tx *tx = world_write(world);
    struct application of = {.values = {0}};
    struct params typed = {0};
    bool found = application_find(tx, s.city.city.id, s.id, &of);
    form_put(tx, &typed, "office_manager", "次の 人");
    if (found)
        application_save(tx, &of, &typed);
    if (found && application_find(tx, s.city.city.id, s.id, &of))
        application_submit(tx, &of);
    world_commit(world);
    assert_int_equal(browser_post(s.b, at(&s, "/reject"), "revision", revision, "step", step, "why",
                                  "市外です。"),
                     409);
    assert_true(browser_says(s.b, "管理者 管理 花子 次の 人 申請者"));
    assert_true(browser_says(s.b, "管理者：管理 花子 → 次の 人"));
    assert_true(browser_says(s.b, "申請者 直して再び申請しました"));
    assert_int_equal(state_of(world, &s), STATE_SUBMITTED);
}

PAGE("the inbox goes on past fifty cases, newest first, each once")
{
    struct scene s = scene(world);
    struct tx *tx = world_write(world);
    for (int i = 1; i < APPLICATIONS_ON_A_PAGE + 3; i++)
        submitted(tx, s.city.city.id);
    world_commit(world);
    assert_int_equal(browser_get(s.b, "/desk/applications"), 200);
    assert_true(browser_says(s.b, "8-00053"));
    assert_true(browser_says(s.b, "8-00004"));
    assert_false(browser_says(s.b, "8-00003"));
    size_t from = str_find(s.b->body, S("rel=\"next\" href=\""));
    assert_true(from < s.b->body.n);
    str rest = str_from(s.b->body, from + sizeof "rel=\"next\" href=\"" - 1);
    str next = browser_words(world_arena(world), str_part(rest, 0, str_find_byte(rest, '"')));
    assert_int_equal(browser_get(s.b, zero(s.b, next)), 200);
    assert_true(browser_says(s.b, "8-00003"));
    assert_true(browser_says(s.b, "8-00001"));
    assert_false(browser_says(s.b, "8-00004"));
}
