// SPDX-License-Identifier: AGPL-3.0-or-later
#include "device/device.h"

#include "base/check.h"
#include "test/browser.h"

// One CA for all rules of this file: making one takes long, and none of them changes it.
static struct pki *authority(struct world *w)
{
    static struct pki *pki;
    if (pki)
        return pki;
    struct key key = {{7}};
    str folder = str_print(world_arena(w), "%.*s/ca", STR(world_folder(w)));
    struct pki_names names = {S("つなぎ市")};
    check(pki_create(folder, &names, &key, clock_now(world_clock(w))));
    pki = pki_open(folder, &key);
    check(pki != NULL);
    return pki;
}

// A member with one device that waits, a CA, and a letter for the device.
struct scene {
    struct given_city city;
    struct given_person member;
    device_id device;
    struct enrolment_letter letter;
};

static struct scene scene(struct tx *tx)
{
    struct scene s = {.city = given_city(tx)};
    city_id city = s.city.city.id;
    s.member = given_member(tx, city, given_office(tx, city, S("訪問介護もり")), S("森 緑"));
    s.device = device_add(tx, city, s.member.acting.member, DEVICE_PC, false);
    s.letter = enrolment_issue(tx, s.device);
    return s;
}

static enum device_state state_of(struct tx *tx, const struct scene *s)
{
    struct device device = {.state = DEVICE_EXPIRED};
    device_find(tx, s->city.city.id, s->device, &device);
    return device.state;
}

static struct enrolment_ready ready_with(struct world *w, struct tx *tx,
                                         const struct enrolment_letter *letter, str password)
{
    return enrolment_prepare(tx, authority(w), letter->install_id, password);
}

RULE("a device gets its certificate once, with the install ID and its password")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    str password = s.letter.password;

    struct enrolment_ready wrong = ready_with(world, tx, &s.letter, S("AbcdEfgh2345"));
    struct enrolment_ready ready = ready_with(world, tx, &s.letter, password);
    struct enrolment_ready rival = ready_with(world, tx, &s.letter, password);
    bool spent = enrolment_spend(tx, &ready), slower = enrolment_spend(tx, &rival);
    struct enrolment_ready later = ready_with(world, tx, &s.letter, password);
    enum device_state state = state_of(tx, &s);
    world_commit(world);
    assert_false(wrong.good);
    assert_true(ready.good);
    assert_true(spent);
    assert_false(slower);
    assert_false(later.good);
    assert_int_equal(state, DEVICE_ACTIVE);
}

RULE("an install ID expires, and is void as soon as another one is issued for the device")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct enrolment_letter second = enrolment_issue(tx, s.device);
    bool first_good = ready_with(world, tx, &s.letter, s.letter.password).good;
    bool second_good = ready_with(world, tx, &second, second.password).good;
    world_commit(world);

    world_wait(world, DAYS(s.city.city.enrolment_days));
    tx = world_read(world);
    bool expired_good = ready_with(world, tx, &second, second.password).good;
    world_commit(world);
    assert_false(first_good);
    assert_true(second_good);
    assert_false(expired_good);
}

RULE("a revoked device opens nothing from then on; another city cannot revoke it, nor anybody twice")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct given_city other = given_neighbour(tx);
    const struct given_person *p = &s.member;
    struct signin_state state;

    bool theirs = device_revoke(tx, other.city.id, p->acting.device, REVOKED_LOST);
    bool before = signin_find(tx, p->cookie, device_of_peer(tx, &p->peer), &state);
    bool ours = device_revoke(tx, s.city.city.id, p->acting.device, REVOKED_LOST);
    bool twice = device_revoke(tx, s.city.city.id, p->acting.device, REVOKED_LOST);
    device_id after = device_of_peer(tx, &p->peer);
    world_commit(world);
    assert_false(theirs);
    assert_true(before);
    assert_true(ours);
    assert_false(twice);
    assert_false(device_is(after));
}

RULE("a device that is revoked before its certificate was fetched never gets one")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct enrolment_ready ready = ready_with(world, tx, &s.letter, s.letter.password);

    device_revoke(tx, s.city.city.id, s.device, REVOKED_OTHER);
    bool spent = enrolment_spend(tx, &ready);
    bool good = ready_with(world, tx, &s.letter, s.letter.password).good;
    enum device_state state = state_of(tx, &s);
    world_commit(world);
    assert_false(spent);
    assert_false(good);
    assert_int_equal(state, DEVICE_REVOKED);
}

RULE("a certificate that is unknown or over is refused")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct peer stranger = {.has_certificate = true};
    bool unknown = device_is(device_of_peer(tx, &stranger));
    bool known = device_is(device_of_peer(tx, &s.member.peer));
    world_commit(world);

    world_wait(world, DAYS(1000));
    tx = world_read(world);
    bool over = device_is(device_of_peer(tx, &s.member.peer));
    world_commit(world);
    assert_false(unknown);
    assert_true(known);
    assert_false(over);
}

// --- a new certificate for the same device ------------------------------------------------------

static struct peer peer_of(const struct pki_issued *issued)
{
    struct peer peer = {.has_certificate = true};
    memcpy(peer.fingerprint, issued->fingerprint, sizeof peer.fingerprint);
    return peer;
}

RULE("mission B3: a renewal is possible from 90 days before the end on, and asked for once")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct enrolment_ready ready = ready_with(world, tx, &s.letter, s.letter.password);
    enrolment_spend(tx, &ready);
    struct device d = {0};
    device_find(tx, s.city.city.id, s.device, &d);
    bool early = device_ask_renewal(tx, &d);
    world_commit(world);

    world_wait(world, DAYS(s.city.city.device_days - 90));
    tx = world_write(world);
    bool now = device_ask_renewal(tx, &d), twice = device_ask_renewal(tx, &d);
    device_find(tx, s.city.city.id, s.device, &d);
    world_commit(world);
    assert_false(early);
    assert_true(now);
    assert_false(twice);
    assert_true(instant_is(d.renewal_at));
}

RULE("mission B3: the earlier certificate stays good until somebody signs in with the new one, then it is revoked")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct enrolment_ready first = ready_with(world, tx, &s.letter, s.letter.password);
    bool issued = enrolment_spend(tx, &first);
    struct enrolment_letter letter = enrolment_issue(tx, s.device);
    struct enrolment_ready second = ready_with(world, tx, &letter, letter.password);
    bool renewed = enrolment_spend(tx, &second);
    struct peer old = peer_of(&first.issued), new = peer_of(&second.issued);
    bool old_before = device_is(device_of_peer(tx, &old));
    bool new_before = device_is(device_of_peer(tx, &new));
    str crl_before = device_crl(tx, authority(world));
    device_settle(tx, s.device, &old);
    bool old_still = device_is(device_of_peer(tx, &old));
    device_settle(tx, s.device, &new);
    bool old_after = device_is(device_of_peer(tx, &old));
    bool new_after = device_is(device_of_peer(tx, &new));
    str crl_after = device_crl(tx, authority(world));
    device_revoke(tx, s.city.city.id, s.device, REVOKED_LOST);
    bool none = device_is(device_of_peer(tx, &new));
    world_commit(world);
    assert_true(issued && renewed);
    assert_true(old_before && new_before && old_still);
    assert_false(old_after);
    assert_true(new_after);
    assert_true(crl_after.n > crl_before.n);
    assert_false(none);
}

RULE("a device is numbered on in its city; a surrounding that is not safe confirms nothing")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    struct given_city other = given_neighbour(tx);
    struct device first = {0}, next = {0}, theirs = {0};
    device_find(tx, s.city.city.id, s.device, &first);
    device_find(tx, s.city.city.id,
                device_add(tx, s.city.city.id, s.member.acting.member, DEVICE_IOS, true), &next);
    device_find(tx, other.city.id, other.officer.acting.device, &theirs);
    bool open = device_confirm(tx, s.device, NETWORK_OPEN, tx_today(tx));
    bool unsaid = device_confirm(tx, s.device, NETWORK_NOT_SAID, tx_today(tx));
    bool safe = device_confirm(tx, s.device, NETWORK_HOME, tx_today(tx));
    world_commit(world);
    assert_int_equal(next.number, first.number + 1);
    assert_int_equal(theirs.number, 1);
    assert_false(open || unsaid);
    assert_true(safe);
}

PAGE("guide 9(3)③: what is confirmed with the installation stands with the device; half of it confirms nothing")
{
    struct tx *tx = world_write(world);
    struct scene s = scene(tx);
    device_id other = device_add(tx, s.city.city.id, s.member.acting.member, DEVICE_PC, false);
    struct enrolment_letter letter = enrolment_issue(tx, other);
    const char *id = str_zero(world_arena(world), s.letter.install_id);
    const char *password = str_zero(world_arena(world), s.letter.password);
    const char *id2 = str_zero(world_arena(world), letter.install_id);
    const char *password2 = str_zero(world_arena(world), letter.password);
    world_commit(world);
    struct browser *b = browser_public(world);
    assert_int_equal(browser_post(b, "/enrol", "install_id", id, "password", password, "safe", "1",
                                  "network", "自宅の回線"),
                     200);
    assert_int_equal(browser_post(b, "/enrol", "install_id", id2, "password", password2, "network",
                                  "自宅の回線"),
                     200);
    struct device d = {0}, e = {0};
    tx = world_read(world);
    device_find(tx, s.city.city.id, s.device, &d);
    device_find(tx, s.city.city.id, other, &e);
    world_commit(world);
    assert_int_equal(d.network, NETWORK_HOME);
    assert_true(day_is(d.confirmed_on));
    assert_int_equal(e.state, DEVICE_ACTIVE);
    assert_false(day_is(e.confirmed_on));
}
