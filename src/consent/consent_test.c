// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consent/consent.h"

#include "test/given.h"

static struct consent_new complete(struct tx *tx, const struct acting *me, patient_id patient)
{
    return (struct consent_new){
        .city = me->city,
        .patient = patient,
        .given_on = tx_today(tx),
        .signer = SIGNER_FAMILY,
        .signer_name = S("川村 一郎"),
        .explained_by = S("北野 進"),
        .place = S("自宅"),
        .points = (1 << CONSENT_POINTS) - 1,
        .purposes = 0x41,
    };
}

RULE("a consent is recorded only when all five points were explained")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct acting *me = &city.officer.acting;
    struct consent_new new = complete(tx, me, given_patient(tx, city.city.id, S("川村 はな")));
    struct consent found = {0};
    consent_id id = {0};

    int refused = 0;
    for (int point = 0; point < CONSENT_POINTS; point++) {
        struct consent_new partial = new;
        partial.points &= ~(1u << point);
        refused += consent_record(tx, me, &partial, &id) == CONSENT_POINT_MISSING;
    }
    bool before = consent_in_force(tx, city.city.id, new.patient, &found);
    enum consent_outcome outcome = consent_record(tx, me, &new, &id);
    bool after = consent_in_force(tx, city.city.id, new.patient, &found);
    world_commit(world);
    assert_int_equal(refused, CONSENT_POINTS);
    assert_false(before);
    assert_int_equal(outcome, CONSENT_RECORDED);
    assert_true(after);
    assert_str(found.signer_name, S("川村 一郎"));
    assert_int_equal(found.purposes, 0x41);
}

RULE("a consent of tomorrow, without a purpose, or for another city's patient is refused")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    const struct acting *me = &city.officer.acting;
    patient_id patient = given_patient(tx, city.city.id, S("川村 はな"));
    struct consent_new tomorrow = complete(tx, me, patient), aimless = complete(tx, me, patient);
    struct consent_new foreign = complete(tx, &other.officer.acting, patient);
    tomorrow.given_on = day_after(tx_today(tx), 1);
    aimless.purposes = 0x100; // not one of the eight
    consent_id id = {0};

    enum consent_outcome late = consent_record(tx, me, &tomorrow, &id);
    enum consent_outcome none = consent_record(tx, me, &aimless, &id);
    enum consent_outcome theirs = consent_record(tx, &other.officer.acting, &foreign, &id);
    world_commit(world);
    assert_int_equal(late, CONSENT_IN_FUTURE);
    assert_int_equal(none, CONSENT_NO_PURPOSE);
    assert_int_equal(theirs, CONSENT_NO_PATIENT);
}

RULE("a consent is withdrawn once, by its own city, and is no longer in force")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    const struct acting *me = &city.officer.acting;
    struct consent_new new = complete(tx, me, given_patient(tx, city.city.id, S("川村 はな")));
    struct consent found;
    consent_id id = {0};
    consent_record(tx, me, &new, &id);

    bool theirs = consent_withdraw(tx, other.city.id, id, tx_today(tx));
    bool ours = consent_withdraw(tx, city.city.id, id, tx_today(tx));
    bool again = consent_withdraw(tx, city.city.id, id, tx_today(tx));
    bool in_force = consent_in_force(tx, city.city.id, new.patient, &found);
    world_commit(world);
    assert_false(theirs);
    assert_true(ours);
    assert_false(again);
    assert_false(in_force);
}
