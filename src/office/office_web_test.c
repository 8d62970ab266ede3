// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/office.h"
#include "test/browser.h"

#define HEAD "市区町村コード,事業所名,サービスの種類,住所,事業所番号,電話番号\r\n"
#define SAKURA "122203,さくら訪問介護,訪問介護,流山市加1,1272501303,０４－７１５８\r\n"
#define HANA "122203,はな診療所,診療所,流山市木2,1212311918,04-7158-3000\r\n"

// Officers of 流山市 and of 松戸市.
struct desks {
    struct given_city city;
    struct browser *here, *there;
};

static struct desks desks_of(struct world *w)
{
    struct desks d;
    struct tx *tx = world_write(w);
    struct given_city neighbour = given_neighbour(tx);
    d.city = given_city(tx);
    world_commit(w);
    d.here = browser_of(w, &d.city.officer);
    d.there = browser_of(w, &neighbour.officer);
    return d;
}

static int choose(struct browser *b, const char *csv)
{
    struct upload file = {S("file"), S("offices.csv"), S("text/csv"), str_bytes(str_of(csv))};
    return browser_upload(b, "/desk/offices-import", &file, 1, (const char *const[]){"", NULL});
}

// Where the preview's button leads.
static const char *commit_path(struct browser *b)
{
    str from = str_from(b->body, str_find(b->body, S("/desk/offices-import/")));
    assert_true(from.n > 0);
    return str_zero(world_arena(b->world), str_part(from, 0, str_find_byte(from, '"')));
}

static office_id first_office(struct world *w, city_id city)
{
    struct office_rows rows = office_list(world_read(w), city, NONE, (office_id){0});
    assert_true(rows.n > 0);
    office_id id = rows.at[0].id;
    world_commit(w);
    return id;
}

PAGE("an empty list of offices leads to the import")
{
    struct desks d = desks_of(world);
    assert_int_equal(browser_get(d.here, "/desk/offices"), 200);
    assert_true(browser_says(d.here, "事業所がまだありません"));
    assert_true(str_contains(d.here->body, S("href=\"/desk/offices-import\"")));
    assert_int_equal(browser_get(d.here, "/desk/offices-import"), 200);
}

PAGE("a chosen file is shown with what it would change, and imported by a second button only")
{
    struct desks d = desks_of(world);
    assert_int_equal(choose(d.here, HEAD SAKURA HANA), 200);
    assert_true(browser_says(d.here, "新しく登録2件"));
    assert_true(browser_says(d.here, "04-7158として取り込みます"));
    const char *commit = commit_path(d.here);
    assert_int_equal(browser_get(d.here, "/desk/offices"), 200);
    assert_false(browser_says(d.here, "さくら訪問介護"));

    assert_int_equal(browser_post(d.here, commit), 303);
    browser_follow(d.here);
    assert_true(browser_says(d.here, "取り込みました。新規2件、変更0件、変更なし0件です。"));
    assert_true(browser_says(d.here, "さくら訪問介護"));
}

PAGE("the same file chosen again has nothing to import")
{
    struct desks d = desks_of(world);
    choose(d.here, HEAD SAKURA HANA);
    const char *commit = commit_path(d.here);
    browser_post(d.here, commit);
    assert_int_equal(choose(d.here, HEAD SAKURA HANA), 200);
    assert_true(browser_says(d.here, "取り込むものはありません"));
    assert_int_equal(browser_post(d.here, commit), 303); // the button pressed twice
    assert_str(browser_went_to(d.here), S("/desk/offices-import"));
}

PAGE("a broken file comes back with its row and the reason")
{
    struct desks d = desks_of(world);
    assert_int_equal(choose(d.here, HEAD SAKURA "122203,,訪問介護,流山市加1,,\r\n"), 422);
    assert_true(browser_says(d.here, "何も書き換えていません"));
    assert_true(browser_says(d.here, "3行目"));
    assert_true(browser_says(d.here, "事業所の名称が空です"));
    assert_int_equal(browser_post(d.here, "/desk/offices-import"), 422);
    assert_str(browser_error(d.here, "file"), S("取り込むCSVファイルを選んでください。"));
}

PAGE("another city's officer neither sees an office nor imports a file of this one")
{
    struct desks d = desks_of(world);
    choose(d.here, HEAD SAKURA);
    const char *commit = commit_path(d.here);
    assert_int_equal(browser_post(d.there, commit), 303);
    assert_str(browser_went_to(d.there), S("/desk/offices-import"));
    browser_post(d.here, commit);
    office_id id = first_office(world, d.city.city.id);

    assert_int_equal(browser_get(d.here, browser_at(d.here, "/desk/offices/%i", id.v)), 200);
    assert_true(browser_says(d.here, "まだ誰も登録されていません"));
    assert_int_equal(browser_get(d.there, browser_at(d.there, "/desk/offices/%i", id.v)), 404);
    browser_get(d.there, "/desk/offices?q=さくら");
    assert_true(browser_says(d.there, "見つかりません"));
}

PAGE("an office's page leads to the registration of its people")
{
    struct desks d = desks_of(world);
    choose(d.here, HEAD SAKURA);
    browser_post(d.here, commit_path(d.here));
    office_id id = first_office(world, d.city.city.id);
    struct tx *tx = world_write(world);
    given_member(tx, d.city.city.id, id, S("介護 太郎"));
    world_commit(world);

    browser_get(d.here, browser_at(d.here, "/desk/offices/%i", id.v));
    assert_true(browser_says(d.here, "1人が登録されています"));
    assert_true(str_contains(d.here->body, S("/desk/members/new?office=")));
}
