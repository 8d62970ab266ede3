// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/signin.h"

#include "device/device.h"
#include "test/given.h"

static struct signin_result try(struct tx *tx, const struct given_person *p, str password)
{
    struct signin_proof proof = signin_prove(tx, p->personal_id, password, p->acting.device);
    return signin_start(tx, &proof, p->acting.device);
}

static struct signin_result guess_wrong(struct tx *tx, const struct given_person *p, int times)
{
    struct signin_result result = {0};
    for (int i = 0; i < times; i++)
        result = try(tx, p, S("wrong"));
    return result;
}

RULE("the ID, its password and the person's own device sign in; anything else is refused alike")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    struct given_person other = given_member(tx, city.city.id, office, S("林 葉"));
    struct signin_proof nobody = signin_prove(tx, S("00000000"), p.password, p.acting.device);
    struct given_person on_other = p;
    on_other.acting.device = other.acting.device;

    struct signin_result done = try(tx, &p, p.password);
    struct signin_result wrong = try(tx, &p, S("wrong"));
    struct signin_result foreign = try(tx, &on_other, p.password);
    struct signin_result unknown = signin_start(tx, &nobody, p.acting.device);
    world_commit(world);
    assert_int_equal(done.outcome, SIGNIN_DONE);
    assert_true(done.cookie.n > 40);
    assert_int_equal(wrong.outcome, SIGNIN_WRONG);
    assert_int_equal(foreign.outcome, SIGNIN_WRONG);
    assert_int_equal(unknown.outcome, SIGNIN_WRONG);
    assert_int_equal(unknown.cookie.n, 0);
}

RULE("from the third wrong password on the device waits, longer each time, even for the right one")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    guess_wrong(tx, &city.officer, 2);
    enum signin_outcome third = guess_wrong(tx, &city.officer, 1).outcome;
    struct signin_result waits = try(tx, &city.officer, city.officer.password);
    world_commit(world);

    world_wait(world, SECONDS(5));
    tx = world_write(world);
    enum signin_outcome fourth = guess_wrong(tx, &city.officer, 1).outcome;
    struct signin_result longer = try(tx, &city.officer, city.officer.password);
    world_commit(world);
    world_wait(world, SECONDS(10));
    tx = world_write(world);
    struct signin_result good = try(tx, &city.officer, city.officer.password);
    enum signin_outcome forgotten = guess_wrong(tx, &city.officer, 2).outcome;
    enum signin_outcome again = try(tx, &city.officer, city.officer.password).outcome;
    world_commit(world);
    assert_int_equal(third, SIGNIN_WRONG);
    assert_int_equal(waits.outcome, SIGNIN_WAIT);
    assert_int_equal(waits.wait_seconds, 5);
    assert_int_equal(fourth, SIGNIN_WRONG);
    assert_int_equal(longer.wait_seconds, 10);
    assert_int_equal(good.outcome, SIGNIN_DONE);
    assert_int_equal(forgotten, SIGNIN_WRONG);
    assert_int_equal(again, SIGNIN_DONE);
}

RULE("ten wrong passwords lock the device for thirty minutes, whether the ID exists or not; the desk may unlock it")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct given_person ghost = city.officer;
    ghost.personal_id = S("00000000");
    world_commit(world);
    for (int i = 0; i < 10; i++) {
        tx = world_write(world);
        guess_wrong(tx, i % 2 ? &ghost : &city.officer, 1);
        world_commit(world);
        world_wait(world, i < 9 ? MINUTES(29) : 0);
    }
    tx = world_write(world);
    struct signin_result locked = try(tx, &city.officer, city.officer.password);
    lock_end(tx, city.city.id, city.officer.acting.member, S("本人に電話で確認"));
    struct signin_result unlocked = try(tx, &city.officer, city.officer.password);
    world_commit(world);
    assert_int_equal(locked.wait_seconds, 1800);
    assert_int_equal(unlocked.outcome, SIGNIN_DONE);
}

RULE("nobody locks a colleague out by typing their ID on a device of one's own")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    struct given_person p = given_member(tx, city.city.id, office, S("森 緑"));
    struct given_person other = given_member(tx, city.city.id, office, S("林 葉"));
    struct given_person on_other = p;
    on_other.acting.device = other.acting.device;

    guess_wrong(tx, &on_other, 12);
    enum signin_outcome colleague = try(tx, &p, p.password).outcome;
    enum signin_outcome guesser = try(tx, &other, other.password).outcome;
    world_commit(world);
    assert_int_equal(colleague, SIGNIN_DONE);
    assert_int_equal(guesser, SIGNIN_WAIT);
}

RULE("a password that the desk takes away while it is being tried signs nobody in")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct password_initial initial = password_initial(tx_arena(tx));

    struct signin_proof proof = signin_prove(tx, p->personal_id, p->password, p->acting.device);
    password_issue(tx, p->acting.member, &initial);
    enum signin_outcome outcome = signin_start(tx, &proof, p->acting.device).outcome;
    world_commit(world);
    assert_true(proof.matches);
    assert_int_equal(outcome, SIGNIN_WRONG);
}

RULE("a session ends after twelve hours even when used all the time, or when the clock is set back")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct signin_state state;
    world_commit(world);
    world_wait(world, HOURS(SESSION_HOURS));
    tx = world_write(world);
    signin_seen(tx, p->acting.session, tx_now(tx));
    bool in_time = signin_find(tx, p->cookie, p->acting.device, &state);
    world_commit(world);
    world_wait(world, 1);
    tx = world_read(world);
    bool after = signin_find(tx, p->cookie, p->acting.device, &state);
    world_commit(world);
    world_wait(world, -HOURS(SESSION_HOURS + 2));
    tx = world_read(world);
    bool before = signin_find(tx, p->cookie, p->acting.device, &state);
    world_commit(world);
    assert_true(in_time);
    assert_false(after);
    assert_false(before);
}

RULE("signing in anew ends the session that the browser held before")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct signin_state state;
    signin_end_cookie(tx, p->cookie);
    bool old = signin_find(tx, p->cookie, p->acting.device, &state);
    bool fresh = signin_find(tx, try(tx, p, p->password).cookie, p->acting.device, &state);
    world_commit(world);
    assert_false(old);
    assert_true(fresh);
}

RULE("a session belongs to its device, and ends when it lies idle")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct peer peer;
    device_id second = given_device(tx, city.city.id, p->acting.member, &peer);
    struct signin_state state;
    bool own = signin_find(tx, p->cookie, p->acting.device, &state);
    bool other = signin_find(tx, p->cookie, second, &state);
    bool forged = signin_find(tx, S("AAAA"), p->acting.device, &state);
    world_commit(world);

    world_wait(world, MINUTES(city.city.idle_minutes));
    tx = world_write(world);
    bool still = signin_find(tx, p->cookie, p->acting.device, &state);
    signin_seen(tx, p->acting.session, tx_now(tx));
    world_commit(world);
    world_wait(world, MINUTES(city.city.idle_minutes) + 1);
    tx = world_read(world);
    bool idle = signin_find(tx, p->cookie, p->acting.device, &state);
    world_commit(world);
    assert_true(own);
    assert_false(other);
    assert_false(forged);
    assert_true(still);
    assert_false(idle);
}

RULE("signing out ends the session; a person who leaves loses all of them")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct signin_state state;
    str second = try(tx, p, p->password).cookie, third = try(tx, p, p->password).cookie;

    signin_end(tx, p->acting.session);
    bool first_good = signin_find(tx, p->cookie, p->acting.device, &state);
    bool second_good = signin_find(tx, second, p->acting.device, &state);
    signin_end_all(tx, p->acting.member);
    bool third_good = signin_find(tx, third, p->acting.device, &state);
    world_commit(world);
    assert_false(first_good);
    assert_true(second_good);
    assert_false(third_good);
}

// --- what is owed ----------------------------------------------------------------------

static enum owed owed_now(struct tx *tx, const struct given_person *p, str cookie)
{
    struct signin_state state = {0};
    return signin_find(tx, cookie, p->acting.device, &state) ? state.owes : OWES_NOTHING;
}

RULE("an initial password is changed first, and sessions of the one before have ended")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    struct signin_state state;
    struct password_initial initial = password_initial(tx_arena(tx));

    password_issue(tx, p->acting.member, &initial);
    bool before = signin_find(tx, p->cookie, p->acting.device, &state);
    enum signin_outcome old = try(tx, p, p->password).outcome;
    str cookie = try(tx, p, initial.plain).cookie;
    enum owed owed = owed_now(tx, p, cookie);
    world_commit(world);
    assert_false(before);
    assert_int_equal(old, SIGNIN_WRONG);
    assert_int_equal(owed, OWES_FIRST_PASSWORD);
}

RULE("guide 9(3)③: a password is changed once a month where the city asks for it; nothing else opens before")
{
    struct tx *tx = world_write(world); // 11月2日
    struct given_city city = given_city(tx);
    const struct given_person *p = &city.officer;
    world_commit(world);
    world_wait(world, DAYS(29));
    tx = world_write(world); // 12月1日
    enum owed day_before = owed_now(tx, p, try(tx, p, p->password).cookie);
    world_commit(world);
    world_wait(world, DAYS(1));
    tx = world_write(world); // 12月2日
    enum owed on_the_day = owed_now(tx, p, try(tx, p, p->password).cookie);
    world_commit(world);
    assert_int_equal(day_before, OWES_NOTHING);
    assert_int_equal(on_the_day, OWES_PASSWORD);
}

RULE("terms and pledge are both owed until they are accepted, after the password")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    struct member_new new = {.city = city.city.id, .office = city.desk, .name = S("新 人"), .kana = S("しん じん")};
    struct given_person p = {.acting = {.member = member_add(tx, &new), .city = city.city.id}};
    p.acting.device = given_device(tx, city.city.id, p.acting.member, &p.peer);
    struct password_initial initial = password_initial(tx_arena(tx));
    password_issue(tx, p.acting.member, &initial);
    struct password_change change = {.hash = initial.hash};
    password_carry_out(tx, &p.acting, &change);
    const struct member *m = member_find(tx, city.city.id, p.acting.member);
    p.personal_id = m ? m->personal_id : NONE;
    str cookie = try(tx, &p, initial.plain).cookie;

    enum owed neither = owed_now(tx, &p, cookie);
    document_accept(tx, p.acting.member, DOCUMENT_TERMS);
    enum owed pledge = owed_now(tx, &p, cookie);
    document_accept(tx, p.acting.member, DOCUMENT_PLEDGE);
    document_accept(tx, p.acting.member, DOCUMENT_PLEDGE);
    enum owed none = owed_now(tx, &p, cookie);
    world_commit(world);
    assert_int_equal(neither, OWES_TERMS);
    assert_int_equal(pledge, OWES_TERMS);
    assert_int_equal(none, OWES_NOTHING);
}
