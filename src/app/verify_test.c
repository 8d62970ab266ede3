// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verify.h"

#include "device/device.h"
#include "test/browser.h"

static struct query q_mail = {
    .name = "verify_test_mail",
    .sql = "UPDATE device SET mail = kana FROM member WHERE device.id = ?1 AND member.id = device.member",
    .n_params = 1,
    .kinds = "i",
};

static int64_t broken_now(struct world *w)
{
    struct app app = {.db = world_db(w), .services = {.vault = world_vault(w)}};
    struct verify_report report = {0};
    bool whole = verify(&app, &report);
    return whole ? report.broken : -1;
}

RULE("verifying opens the mail address of every device, and tells of one that another value was put into")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("林 葉"));
    device_id id = device_register(tx, &(struct device_new){.city = city.city.id,
                                                            .member = p.acting.member,
                                                            .kind = DEVICE_IOS,
                                                            .mail = S("mori@example.jp")});
    world_commit(world);
    int64_t before = broken_now(world);
    tx = world_write(world);
    query_run(tx, &q_mail, (struct value[]){value_int(id.v)});
    world_commit(world);
    assert_int_equal(before, 0);
    assert_int_equal(broken_now(world), 1);
}
