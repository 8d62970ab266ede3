// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"

#include "audit/audit.sql.h"
#include "test/given.h"

static int64_t broken;

static void tell(void *context, const char *table, int64_t row, const char *what)
{
    (void)context;
    (void)table;
    (void)row;
    (void)what;
    broken++;
}

// The rows of the audit so far, all of them good.
static size_t rows_now(struct tx *tx)
{
    audit_id after = {0};
    size_t n, all = 0;
    broken = 0;
    while ((n = audit_verify_rows(tx, &after, tell, NULL)) > 0)
        all += n;
    assert_int_equal(broken, 0);
    return all;
}

static size_t rows_on_disk(struct world *w)
{
    struct tx *tx = world_read(w);
    size_t n = rows_now(tx);
    world_commit(w);
    return n;
}

RULE("who looked is written once, even when the first attempt to write it down fails")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    const struct acting *me = &city.officer.acting;
    size_t before = rows_on_disk(world);
    audit_forget_views();
    audit_viewed(me, me->city, "patient.list", (room_id){0}, 0, tx_now(tx));

    tx = world_begin(world, TX_WRITE);
    tx_set(tx, TX_VAULT, world_vault(world));
    audit_flush(tx);
    tx_rollback(tx);
    bool waits = audit_has_views();
    size_t failed = rows_on_disk(world);
    tx = world_write(world);
    audit_flush(tx);
    world_commit(world);
    assert_true(waits);
    assert_int_equal(failed, before);
    assert_false(audit_has_views());
    assert_int_equal(rows_on_disk(world), before + 1);
}

RULE("views that find the queue full are counted, and the count is written")
{
    world_without_sweep(world);
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    size_t before = rows_now(tx);
    audit_forget_views();

    for (int64_t subject = 1; subject <= 4096; subject++)
        audit_viewed(me, me->city, "patient.view", (room_id){0}, subject, tx_now(tx));
    audit_viewed(me, me->city, "patient.view", (room_id){0}, 5000, tx_now(tx));
    audit_viewed(me, me->city, "patient.view", (room_id){0}, 5001, tx_now(tx));
    audit_flush(tx);
    size_t after = rows_now(tx);
    world_commit(world);
    assert_int_equal(after, before + 4096 + 1);
    assert_false(audit_has_views());
}

// As by a transaction of another process that began two minutes ago.
static void record_late(struct tx *tx, const struct acting *me)
{
    audit_insert(tx, &(struct audit_insert_params){
                         .id = {tx_new_id(tx) - (MINUTES(2) / 1000 << 22)},
                         .city = me->city,
                         .at = tx_now(tx),
                         .actor = me->member,
                         .action = S("seat.invite"),
                         .detail = {(const uint8_t *)"", 0},
                         .mac = {(const uint8_t *)"mac", 3},
                     });
}

RULE("a row of the audit that is committed minutes late is linked by the pass for late ones")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    world_commit(world);
    world_wait(world, SECONDS(3));
    tx = world_write(world);
    assert_true(audit_link_rows(tx, AUDIT_SOON, 1000) > 0);
    record_late(tx, &city.officer.acting);
    assert_int_equal(audit_link_rows(tx, AUDIT_SOON, 1000), 0);
    assert_int_equal(audit_link_rows(tx, AUDIT_LATE, 1000), 1);
    world_commit(world);
}
