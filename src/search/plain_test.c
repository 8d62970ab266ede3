// SPDX-License-Identifier: AGPL-3.0-or-later
// Searches without a word, and where a hit leads.
#include "search/search.h"

#include "index/index.h"
#include "test/browser.h"
#include "test/given_search.h"

// Every third post tells of a bath, one of them of a lost key.
static void given_many(struct tx *tx, const struct seat *seat, int from, int n)
{
    for (int i = from; i < from + n; i++)
        said(tx, seat, str_print(tx_arena(tx), "%d番。%s%s", i, i % 3 ? "食事" : "入浴", i == 7 ? "と鍵" : ""));
}

// Ten posts of a nurse and a doctor, some with a kind, some later.
static struct given_search given_plain(struct tx *tx)
{
    struct given_search g = given_search(tx);
    for (int i = 0; i < 6; i++)
        said_as(tx, g.seat, (struct post_new){.kind = i % 2 ? POST_VISIT : POST_REPORT}, S("体調はよい"));
    for (int i = 0; i < 4; i++)
        said_as(tx, g.doctor_seat, (struct post_new){.kind = POST_MEDICINE}, S("薬を減らす"));
    return g;
}

static size_t found_as(struct tx *tx, const struct given_search *g, struct search_asked asked)
{
    return search_find(tx, &g->nurse.acting, &asked).n;
}

static struct search_asked of_person(str person)
{
    struct search_asked asked = unasked;
    asked.person = person;
    return asked;
}

RULE("without a word posts are found by person, 職種, kind, date and file alone, merged or not")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_search g = given_plain(tx);
    struct search_asked kind = unasked, day_ = unasked, later = unasked, plain = unasked, job = unasked;
    kind.kind = POST_VISIT, day_.from = day_.to = tx_today(tx), plain.files = SEARCH_WITHOUT_FILE;
    later.from = day_after(tx_today(tx), 1), job.profession = PROFESSION_DOCTOR;
    size_t n[2][7] = {0};
    for (int merged = 0; merged < 2; merged++) {
        n[merged][0] = found_as(tx, &g, of_person(S("山田")));
        n[merged][1] = found_as(tx, &g, of_person(S("健")));
        n[merged][2] = found_as(tx, &g, of_person(S("佐藤")));
        n[merged][3] = found_as(tx, &g, kind);
        n[merged][4] = found_as(tx, &g, day_);
        n[merged][5] = found_as(tx, &g, later) + found_as(tx, &g, job);
        n[merged][6] = found_as(tx, &g, plain);
        if (merged == 0) {
            for (int i = 0; i < 24; i++)
                post_withdraw(tx, g.seat, said(tx, g.seat, S("消す")), 0, S("まちがい"));
            index_merge(tx, g.room, &g.seat->key);
        }
    }
    world_commit(world);

    for (int merged = 0; merged < 2; merged++) {
        assert_int_equal(n[merged][0], 6);
        assert_int_equal(n[merged][1], 4);
        assert_int_equal(n[merged][2], 0);
        assert_int_equal(n[merged][3], 3);
        assert_int_equal(n[merged][4], 10);
        assert_int_equal(n[merged][5], 0);
        assert_int_equal(n[merged][6], 10);
    }
}

RULE("a search without a word is paged, newest first; a room alone, or minus words alone, ask for nothing")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    given_many(tx, g.seat, 0, 50);
    struct search_asked asked = unasked, alone = unasked;
    asked.from = tx_today(tx);
    alone.room = g.room;
    size_t n = 0, rounds = 0;
    int64_t last = INT64_MAX, wrong = 0;
    for (bool more = true; more && rounds < 9; rounds++) {
        struct search_found f = search_find(tx, &g.nurse.acting, &asked);
        for (size_t i = 0; i < f.n; last = f.at[i++].post.id.v)
            wrong += f.at[i].post.id.v >= last;
        n += f.n, asked.before = f.next, more = post_is(f.next);
    }
    asked.before = (post_id){0}, asked.words = S("-入浴");
    struct search_found without = search_find(tx, &g.nurse.acting, &asked);
    enum search_outcome nothing = search_find(tx, &g.nurse.acting, &alone).outcome;
    alone.words = S("-入浴");
    enum search_outcome minus = search_find(tx, &g.nurse.acting, &alone).outcome;
    world_commit(world);

    assert_true(n == 50 && wrong == 0 && rounds == 3);
    assert_true(without.n == 20 && without.outcome == SEARCH_DONE);
    assert_int_equal(nothing, SEARCH_NO_WORDS);
    assert_int_equal(minus, SEARCH_ONLY_WITHOUT);
}

RULE("a word together with a person finds what that person wrote, and what was written in the name of the person")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    said(tx, g.seat, S("血圧が高い"));
    said(tx, g.doctor_seat, S("血圧の薬"));
    said_as(tx, g.seat, (struct post_new){.for_seat = g.doctor_seat->id}, S("血圧は様子を見る"));
    struct search_asked asked = of_person(S("森健"));
    asked.words = S("血圧");
    size_t doctor = found_as(tx, &g, asked);
    asked.person = S("山田花");
    size_t nurse = found_as(tx, &g, asked);
    world_commit(world);

    assert_int_equal(doctor, 2);
    assert_int_equal(nurse, 2);
}

RULE("the last day of a search may be as far away as the calendar goes, and the first as long ago")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    said(tx, g.seat, S("訪問しました"));
    struct search_asked asked = unasked;
    asked.words = S("訪問");
    asked.to = day_make(2095, 1, 1);
    size_t in_seventy_years = found_as(tx, &g, asked);
    asked.from = day_make(1, 1, 1);
    asked.to = day_make(9999, 12, 31);
    size_t ever = found_as(tx, &g, asked);
    asked.from = asked.to;
    size_t at_the_end = found_as(tx, &g, asked);
    world_commit(world);

    assert_int_equal(in_seventy_years, 1);
    assert_int_equal(ever, 1);
    assert_int_equal(at_the_end, 0);
}

PAGE("a hit opens the room where the post stands, with those before and after it; the rest is a press away")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    given_many(tx, g.seat, 100, 40);
    post_id id = said(tx, g.seat, S("鍵はポストの中"));
    given_many(tx, g.seat, 200, 40);
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i?at=%i", g.room.v, id.v)), 200);
    assert_true(browser_says(b, "鍵はポストの中"));
    assert_true(browser_says(b, "139番。") && browser_says(b, "200番。"));
    assert_false(browser_says(b, "100番。") || browser_says(b, "239番。"));
    assert_true(browser_says(b, "以前の投稿を見る") && browser_says(b, "この後の投稿を読む"));
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i?at=%i", g.room.v, (int64_t)7)), 200);
}

PAGE("the room's foot leads to its own search, which goes without a word")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    said_as(tx, g.seat, (struct post_new){.kind = POST_VISIT}, S("訪問しました"));
    said(tx, g.seat, S("報告です"));
    world_commit(world);
    struct browser *b = browser_of(world, &g.nurse);
    assert_int_equal(browser_get(b, browser_at(b, "/rooms/%i", g.room.v)), 200);
    assert_true(str_contains(b->body, str_of(browser_at(b, "/search?room=%i", g.room.v))));
    assert_int_equal(browser_get(b, browser_at(b, "/search?room=%i", g.room.v)), 200);
    assert_true(str_contains(b->body, S(" autofocus")));
    assert_int_equal(browser_post(b, "/search", "words", "", "kind", "6"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "訪問しました"));
    assert_false(browser_says(b, "報告です"));
}

// Whoever may look for people can have any words sealed into an address, and try them elsewhere.
PAGE("an address whose sealed words were made on another page, or by somebody else, finds nothing and breaks nothing")
{
    struct tx *tx = world_write(world);
    struct given_search g = given_search(tx);
    said(tx, g.seat, S("訪問しました"));
    world_commit(world);
    static const char *const words[] = {"?訪問\n\n99\n99\n2000000000\n0\n0\n0",
                                        "?訪問\n\n99\n99\n0\n-2000000000\n0\n0", "?訪問\n\n99\n99\n0\n0\n0\n0"};
    struct browser *officer = browser_of(world, &g.city.officer), *b = browser_of(world, &g.nurse);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        assert_int_equal(browser_post(officer, "/desk/members", "q", words[i]), 303);
        str went = browser_went_to(officer);
        str sealed = str_from(went, str_find(went, S("for=")));
        assert_true(sealed.n > 4);
        const char *there = str_zero(world_arena(world), str_print(world_arena(world), "/search?%.*s", STR(sealed)));
        assert_int_equal(browser_get(officer, there), 200);
        assert_int_equal(browser_get(b, there), 200);
        assert_false(browser_says(b, "訪問しました") || str_contains(b->body, S("value=\"訪問\"")));
    }
}
