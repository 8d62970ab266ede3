// SPDX-License-Identifier: AGPL-3.0-or-later
#include "city/city.h"

#include "test/browser.h"

RULE("a city's code is five digits and their check digit (全国地方公共団体コード)")
{
    assert_true(city_code_is_good(S("122203"))); // 流山市
    assert_true(city_code_is_good(S("011002"))); // 札幌市
    assert_false(city_code_is_good(S("122204")));
    assert_false(city_code_is_good(S("12220")));
    assert_false(city_code_is_good(S("12220x")));
}

RULE("a city is added once, with a key of its own")
{
    struct tx *tx = world_write(world);
    struct city first, second;
    assert_int_equal(city_add(tx, S("122203"), S("流山市"), &first), CITY_ADDED);
    assert_int_equal(city_add(tx, S("122203"), S("流山市"), &second), CITY_EXISTS);
    assert_int_equal(city_add(tx, S("122076"), S("松戸市"), &second), CITY_ADDED);

    struct key a, b;
    assert_true(city_key(tx, first.id, &a));
    assert_true(city_key(tx, second.id, &b));
    assert_memory_not_equal(a.k, b.k, sizeof a.k);
    world_commit(world);
}

static int64_t change_rows(struct tx *tx)
{
    static struct query q = {.name = "city_change_rows",
                             .sql = "SELECT count(*) FROM audit WHERE action = 'city.change'",
                             .n_columns = 1};
    struct cursor rows = query_open(tx, &q, NULL);
    int64_t n = cursor_next(&rows) ? cursor_int(&rows, 0) : 0;
    cursor_close(&rows);
    return n;
}

RULE("a setting is changed within its range only, and only a change is recorded")
{
    struct tx *tx = world_write(world);
    struct city city, after;
    city_add(tx, S("122203"), S("流山市"), &city);
    struct city wanted = city;
    enum city_change same = city_change(tx, city.id, &wanted);
    wanted.idle_minutes = 61;
    enum city_change too_long = city_change(tx, city.id, &wanted);
    wanted.idle_minutes = 30;
    wanted.password_months = 0;
    enum city_change changed = city_change(tx, city.id, &wanted);
    city_find(tx, city.id, &after);
    int64_t rows = change_rows(tx);
    world_commit(world);
    assert_int_equal(same, CITY_SAME);
    assert_int_equal(too_long, CITY_OUT_OF_RANGE);
    assert_int_equal(changed, CITY_CHANGED);
    assert_int_equal(rows, 1);
    assert_int_equal(after.idle_minutes, 30);
    assert_int_equal(after.password_months, 0);
}

static const char *rule_after(struct browser *b, const char *idle, const char *rule)
{
    int status = browser_post(b, "/desk/settings", "rule", rule, "idle", idle, "stale", "60", "grace",
                              "5", "approvals", "2", "device", "365", "enrolment", "14");
    return status == 303 ? "changed" : status == 422 ? "refused" : "?";
}

PAGE("an officer changes the city's settings; a number out of range is told beside its field")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct city mine, theirs;
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_get(b, "/desk/settings"), 200);
    assert_str(browser_value(b, "idle"), S("15"));
    assert_string_equal(rule_after(b, "4", "two"), "refused");
    assert_true(browser_error(b, "idle").n > 0);
    assert_str(browser_value(b, "stale"), S("60"));
    assert_string_equal(rule_after(b, "20", "never"), "refused");
    assert_string_equal(rule_after(b, "20", "two"), "changed");
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "設定を保存しました"));
    tx = world_read(world);
    city_find(tx, city.city.id, &mine);
    city_find(tx, other.city.id, &theirs);
    world_commit(world);
    assert_int_equal(mine.idle_minutes, 20);
    assert_int_equal(mine.grace_minutes, 5);
    assert_int_equal(mine.approvals, 2);
    assert_int_equal(mine.password_months, 0);
    assert_int_equal(theirs.idle_minutes, 15);
}

PAGE("a new rule holds from the next page: monthly change asks those whose password is older")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    struct browser *b = browser_of(world, &city.officer);
    assert_string_equal(rule_after(b, "60", "two"), "changed");
    world_wait(world, DAYS(40));
    b = browser_on(world, &city.officer.peer);
    const char *id = str_zero(world_arena(world), city.officer.personal_id);
    const char *password = str_zero(world_arena(world), city.officer.password);
    assert_int_equal(browser_post(b, "/signin", "personal_id", id, "password", password), 303);
    assert_int_equal(browser_get(b, "/desk/settings"), 200);
    assert_string_equal(rule_after(b, "60", "month"), "changed");
    assert_int_equal(browser_get(b, "/desk/settings"), 303);
    assert_str(browser_went_to(b), S("/password"));
}

PAGE("the minutes in which a post may be edited are the city's, an hour at most, and the change is recorded")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct city wanted = city.city, after;
    wanted.grace_minutes = 61;
    enum city_change too_long = city_change(tx, city.city.id, &wanted);
    wanted.grace_minutes = 0;
    enum city_change none = city_change(tx, city.city.id, &wanted);
    city_find(tx, city.city.id, &after);
    int64_t rows = change_rows(tx);
    world_commit(world);
    assert_int_equal(too_long, CITY_OUT_OF_RANGE);
    assert_int_equal(none, CITY_CHANGED);
    assert_int_equal(after.grace_minutes, 0);
    assert_int_equal(rows, 1);
    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_get(b, "/desk/settings"), 200);
    assert_str(browser_value(b, "grace"), S("0"));
    assert_int_equal(browser_post(b, "/desk/settings", "rule", "two", "idle", "15", "stale", "60",
                                  "grace", "61", "approvals", "1", "device", "365", "enrolment", "14"),
                     422);
    assert_true(browser_error(b, "grace").n > 0);
}
