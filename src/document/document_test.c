// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/document.h"

#include "notice/notice.h"
#include "post/post.h"
#include "room/room.h"
#include "test/browser.h"
#include "test/given.h"

struct given_shelf {
    struct given_city city;
    struct given_person nurse, helper, colleague;
    const struct seat *nurse_seat, *helper_seat, *colleague_seat;
    office_id nurses, helpers;
    room_id room;
};

static struct given_shelf given_shelf(struct tx *tx)
{
    struct given_shelf g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.nurses = given_office(tx, city, S("あおば"));
    g.helpers = given_office(tx, city, S("ひなた"));
    g.nurse = given_member(tx, city, g.nurses, S("山田 花子"));
    g.colleague = given_member(tx, city, g.nurses, S("田中 実"));
    g.helper = given_member(tx, city, g.helpers, S("加藤 美咲"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    g.colleague_seat = given_seat(tx, officer, g.room, &g.colleague.acting);
    return g;
}

// A file that was made safe and stored; what is in it does not matter here.
static struct document_file file_named(struct tx *tx, str name)
{
    return (struct document_file){.id = {tx_new_id(tx)}, .format = DOCUMENT_PDF, .name = name,
                                  .size = 1234};
}

static struct document_new new_of(enum document_kind kind, str title, struct document_file *file)
{
    return (struct document_new){
        .text = {.kind = kind, .title = title, .dated_on = NO_DAY, .starts_on = NO_DAY, .ends_on = NO_DAY},
        .files = {1, file},
    };
}

static document_id given_order(struct tx *tx, const struct seat *seat, day ends_on)
{
    struct document_file file = file_named(tx, S("指示書.pdf"));
    struct document_new new = new_of(DOCUMENT_ORDER, S("訪問看護指示書"), &file);
    document_id id = {0};
    new.text.ends_on = ends_on;
    document_put(tx, seat, &new, &id);
    return id;
}

RULE("a document stands on the shelf with kind, title, days, note, files and who put it there")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    struct document_file file = file_named(tx, S("指示書 令和8年.pdf"));
    struct document_new new = new_of(DOCUMENT_ORDER, S(" 訪問看護指示書 "), &file);
    new.text.note = S("特別指示はなし");
    new.text.dated_on = day_make(2026, 11, 1);
    document_id id = {0};
    enum document_outcome outcome = document_put(tx, g.nurse_seat, &new, &id);
    struct documents all = document_list(tx, g.helper_seat);
    world_commit(world);

    assert_int_equal(outcome, DOCUMENT_PUT);
    assert_int_equal(all.n, 1);
    assert_str(all.at[0].text.title, S("訪問看護指示書"));
    assert_str(all.at[0].text.note, S("特別指示はなし"));
    assert_int_equal(all.at[0].text.dated_on.n, day_make(2026, 11, 1).n);
    assert_str(all.at[0].files.at[0].name, S("指示書 令和8年.pdf"));
    assert_str(all.at[0].author, S("山田 花子"));
    assert_str(all.at[0].office_name, S("あおば"));
    assert_false(all.at[0].may_withdraw);
}

RULE("a newer version takes the place of the older one, which stays; the files stay when none is sent")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    struct document_file old_file = file_named(tx, S("計画 9月.pdf")), new_file = file_named(tx, S("計画 11月.pdf"));
    struct document_new new = new_of(DOCUMENT_PLAN, S("計画"), &old_file);
    document_id id = {0};
    document_put(tx, g.nurse_seat, &new, &id);
    new.files.at = &new_file;
    enum document_outcome second = document_change(tx, g.helper_seat, id, 1, &new);
    enum document_outcome late = document_change(tx, g.nurse_seat, id, 1, &new);
    new.files.n = 0;
    new.text.title = S("訪問看護計画書");
    enum document_outcome third = document_change(tx, g.nurse_seat, id, 2, &new);
    struct documents shelf = document_list(tx, g.nurse_seat), versions = document_versions(tx, g.nurse_seat, id);
    struct document_file found = {0};
    bool reachable = document_file_find(tx, g.helper_seat, id, old_file.id, &found);
    world_commit(world);

    assert_int_equal(second, DOCUMENT_PUT);
    assert_int_equal(late, DOCUMENT_CHANGED_MEANWHILE);
    assert_int_equal(third, DOCUMENT_PUT);
    assert_int_equal(shelf.n, 1);
    assert_int_equal(shelf.at[0].revision, 3);
    assert_str(shelf.at[0].files.at[0].name, S("計画 11月.pdf"));
    assert_int_equal(versions.n, 3);
    assert_str(versions.at[2].files.at[0].name, S("計画 9月.pdf"));
    assert_true(reachable);
}

RULE("withdrawing leaves a trace with the reason, and is for the office that put the document there")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    document_id id = given_order(tx, g.nurse_seat, NO_DAY);
    enum document_outcome other = document_withdraw(tx, g.helper_seat, id, 1, S("違う方の書類"));
    enum document_outcome silent = document_withdraw(tx, g.colleague_seat, id, 1, S(" "));
    enum document_outcome done = document_withdraw(tx, g.colleague_seat, id, 1, S("違う方の書類"));
    enum document_outcome again = document_withdraw(tx, g.colleague_seat, id, 2, S("もう一度"));
    struct documents all = document_list(tx, g.helper_seat);
    world_commit(world);

    assert_int_equal(other, DOCUMENT_NOT_ALLOWED);
    assert_int_equal(silent, DOCUMENT_NO_REASON);
    assert_int_equal(done, DOCUMENT_PUT);
    assert_int_equal(again, DOCUMENT_NOT_ALLOWED);
    assert_true(all.at[0].withdrawn);
    assert_str(all.at[0].reason, S("違う方の書類"));
    assert_str(all.at[0].author, S("田中 実"));
    assert_int_equal(all.at[0].files.n, 1);
}

RULE("the same form sent twice is one document")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    struct document_file file = file_named(tx, S("a.pdf"));
    struct document_new new = new_of(DOCUMENT_OTHER, NONE, &file);
    document_id first = {0}, second = {0};
    new.request_key = S("k");
    enum document_outcome once = document_put(tx, g.nurse_seat, &new, &first);
    enum document_outcome twice = document_put(tx, g.nurse_seat, &new, &second);
    struct documents all = document_list(tx, g.nurse_seat);
    world_commit(world);

    assert_int_equal(once, DOCUMENT_PUT);
    assert_int_equal(twice, DOCUMENT_PUT_BEFORE);
    assert_true(document_same(first, second));
    assert_int_equal(all.n, 1);
    assert_str(all.at[0].text.title, S("その他"));
}

RULE("a document needs a file, a term that ends after it begins, an office of the room; all has an end")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    struct document_file files[DOCUMENT_MOST_FILES + 1];
    char lengthy[DOCUMENT_MOST_NOTE + 1];
    memset(lengthy, 'a', sizeof lengthy);
    for (size_t i = 0; i <= DOCUMENT_MOST_FILES; i++)
        files[i] = file_named(tx, S("a.pdf"));
    struct document_new none = new_of(DOCUMENT_PLAN, S("a"), files), many = none, crossed = none;
    struct document_new away = none, over = none;
    document_id id;
    none.files.n = 0;
    many.files.n = DOCUMENT_MOST_FILES + 1;
    crossed.text.starts_on = day_make(2026, 12, 1);
    crossed.text.ends_on = day_make(2026, 11, 30);
    away.text.office = given_office(tx, g.city.city.id, S("よその事業所"));
    over.text.note = (str){lengthy, sizeof lengthy};
    enum document_outcome outcomes[] = {
        document_put(tx, g.nurse_seat, &none, &id), document_put(tx, g.nurse_seat, &many, &id),
        document_put(tx, g.nurse_seat, &crossed, &id), document_put(tx, g.nurse_seat, &away, &id),
        document_put(tx, g.nurse_seat, &over, &id)};
    world_commit(world);

    assert_int_equal(outcomes[0], DOCUMENT_NO_FILE);
    assert_int_equal(outcomes[1], DOCUMENT_TOO_MANY);
    assert_int_equal(outcomes[2], DOCUMENT_NO_TERM);
    assert_int_equal(outcomes[3], DOCUMENT_NO_OFFICE);
    assert_int_equal(outcomes[4], DOCUMENT_TOO_LONG);
}

RULE("a closed room and a notice room take no documents; what stands stays readable")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    document_id id = given_order(tx, g.nurse_seat, NO_DAY), other;
    struct document_file file = file_named(tx, S("a.pdf"));
    struct document_new new = new_of(DOCUMENT_PLAN, S("a"), &file);
    const struct seat *notice = given_open(tx, &g.city.officer.acting, g.city.notice);
    enum document_outcome there = document_put(tx, notice, &new, &other);
    room_close(tx, &g.city.officer.acting, g.room, tx_today(tx));
    const struct seat *closed = given_open(tx, &g.nurse.acting, g.room);
    enum document_outcome late = document_put(tx, closed, &new, &other);
    enum document_outcome change = document_change(tx, closed, id, 1, &new);
    enum document_outcome gone = document_withdraw(tx, closed, id, 1, S("理由"));
    struct documents all = document_list(tx, closed);
    world_commit(world);

    assert_int_equal(there, DOCUMENT_NOT_ALLOWED);
    assert_int_equal(late, DOCUMENT_NOT_ALLOWED);
    assert_int_equal(change, DOCUMENT_NOT_ALLOWED);
    assert_int_equal(gone, DOCUMENT_NOT_ALLOWED);
    assert_int_equal(all.n, 1);
}

RULE("an order is good until the end of its last day; two weeks before, its end is near")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    day today = tx_today(tx);
    given_order(tx, g.nurse_seat, day_after(today, 15));
    given_order(tx, g.nurse_seat, day_after(today, 14));
    given_order(tx, g.nurse_seat, today);
    given_order(tx, g.nurse_seat, day_after(today, -1));
    struct documents all = document_list(tx, g.helper_seat), ending = document_list_ending(tx, g.helper_seat);
    world_commit(world);

    assert_int_equal(all.at[3].term, DOCUMENT_RUNS);
    assert_int_equal(all.at[2].term, DOCUMENT_SOON);
    assert_int_equal(all.at[2].days_left, 14);
    assert_int_equal(all.at[1].term, DOCUMENT_SOON);
    assert_int_equal(all.at[1].days_left, 0);
    assert_int_equal(all.at[0].term, DOCUMENT_OVER);
    assert_int_equal(ending.n, 3);
    assert_int_equal(ending.at[0].term, DOCUMENT_OVER);
}

static struct query q_told = {
    .name = "document_test_told",
    .sql = "SELECT count(*) FROM notice WHERE member = ?1 AND kind = ?2",
    .n_params = 2,
    .n_columns = 1,
    .kinds = "ii",
};

static int64_t told(struct tx *tx, const struct given_person *who)
{
    int64_t n = 0;
    struct cursor c = query_open(tx, &q_told,
                                 (struct value[]){value_int(who->acting.member.v),
                                                  value_int(NOTICE_DOCUMENT)});
    while (cursor_next(&c))
        n = cursor_int(&c, 0);
    return n;
}

RULE("the office that renews an order is told of its end once at each stage; a newer version ends that")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    day today = tx_today(tx);
    document_id id = given_order(tx, g.nurse_seat, day_after(today, 10));
    given_order(tx, g.helper_seat, day_after(today, 100));
    int first = document_remind(tx), again = document_remind(tx);
    int64_t nurse = told(tx, &g.nurse), colleague = told(tx, &g.colleague), helper = told(tx, &g.helper);
    struct document_file file = file_named(tx, S("a.pdf"));
    struct document_new new = new_of(DOCUMENT_ORDER, S("訪問看護指示書"), &file);
    new.text.ends_on = day_after(today, 2);
    new.text.office = g.helpers;
    document_change(tx, g.nurse_seat, id, 1, &new);
    int near = document_remind(tx), twice = document_remind(tx);
    int64_t helper_now = told(tx, &g.helper);
    document_withdraw(tx, g.nurse_seat, id, 2, S("理由"));
    int after = document_remind(tx);
    world_commit(world);

    assert_int_equal(first, 1);
    assert_int_equal(again, 0);
    assert_true(nurse == 1 && colleague == 1 && helper == 0);
    assert_int_equal(near, 1);
    assert_int_equal(twice, 0);
    assert_int_equal(helper_now, 1);
    assert_int_equal(after, 0);
}

static void count_broken(void *context, document_id document)
{
    (void)document;
    ++*(int *)context;
}

static void no_file(void *context, const struct document_file *file)
{
    (void)context;
    (void)file;
}

static struct query q_move_end = {
    .name = "document_test_move",
    .sql = "UPDATE document_version SET ends_on = ends_on + 30",
};

RULE("a term that somebody moves in the database is found")
{
    struct tx *tx = world_write(world);
    struct given_shelf g = given_shelf(tx);
    int before = 0, after = 0;
    given_order(tx, g.nurse_seat, tx_today(tx));
    size_t n = document_verify(tx, g.room, &g.nurse_seat->key, count_broken, no_file, &before);
    query_run(tx, &q_move_end, NULL);
    document_verify(tx, g.room, &g.nurse_seat->key, count_broken, no_file, &after);
    world_commit(world);

    assert_int_equal(n, 1);
    assert_int_equal(before, 0);
    assert_int_equal(after, 1);
}
