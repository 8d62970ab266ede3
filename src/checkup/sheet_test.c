// SPDX-License-Identifier: AGPL-3.0-or-later
// What a campaign prints, compared with test/golden/campaign-*.txt.
#include "checkup/carry.h"
#include "checkup/silent.h"
#include "test/browser.h"
#include "test/golden.h"

static void answer(struct tx *tx, city_id city, office_id office)
{
    struct application_new new = {
        .city = city, .kind = APPLICATION_STATUS, .origin = ORIGIN_INSIDE, .office = office};
    struct application of;
    static struct query q_done = {.name = "sheet_test_done",
                                  .sql = "UPDATE application SET state = 6 WHERE id = ?1",
                                  .n_params = 1,
                                  .kinds = "i"};
    if (!application_find(tx, city, application_start(tx, &new).id, &of))
        return;
    checkup_arrived(tx, &of);
    query_run(tx, &q_done, (struct value[]){value_int(of.id.v)});
}

RULE("the result names officer, dates, numbers, offices and each decision with its reason (guide 4)")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    city_id id = city.city.id;
    const struct acting *me = &city.officer.acting;
    struct campaign_new new = {2026, tx_today(tx), day_after(tx_today(tx), 30)};
    const struct services services = {.public_url = S("https://p.example.jp"),
                                      .member_url = S("https://m.example.jp")};
    office_id silent = given_office(tx, id, S("ひだまり訪問介護")),
              good = given_office(tx, id, S("みほん訪問看護"));
    struct given_person helper = given_member(tx, id, silent, S("介護 太郎"));
    given_member(tx, id, good, S("看護 花子"));
    given_seat(tx, me, given_room(tx, me, S("利用 はる")), &helper.acting);
    campaign_id opened = {0};
    struct campaign c = {0};
    campaign_open(tx, me, &new, &opened);
    campaign_find(tx, id, opened, &c);
    campaign_extend(tx, me, &c, day_after(c.due_on, 7), S("郵便の遅れ"));
    answer(tx, id, good);
    campaign_write_letters(tx, me, &c);
    campaign_find(tx, id, opened, &c);
    struct sheet *letters = campaign_letters(tx, &services, &c);
    world_commit(world);
    golden_compare(world, S("campaign-letters"), letters);

    world_wait(world, DAYS(38));
    tx = world_write(world);
    struct request_lines lines = campaign_requests(tx, &c);
    struct proposals found = campaign_proposals(tx, &c, &lines);
    for (size_t i = 0; i < found.n; i++)
        campaign_decide(tx, me, &c, found.at[i].seat, true, S("連絡がつかない"));
    campaign_close(tx, me, &c);
    campaign_find(tx, id, opened, &c);
    struct sheet *result = campaign_result(tx, &c);
    world_commit(world);
    golden_compare(world, S("campaign-result"), result);
}
