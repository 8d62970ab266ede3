// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/given.h"

#include "app/papers.h"
#include "base/check.h"
#include "base/random.h"
#include "consent/consent.h"
#include "device/device.h"
#include "device/device.sql.h"
#include "member/member.h"
#include "patient/patient.h"
#include "vault/password.h"

// --- offices ---------------------------------------------------------------------------

// Offices come from open data; a row of its own keeps the rules apart from the import.
static struct query q_office = {
    .name = "given_office",
    .sql = "INSERT INTO office (id, city, match_key, kind, service, number, name, kana, "
           "corporation_number, corporation, postal, address, building, phone, fax, mail, web, "
           "capacity, is_desk, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, '', '', ?5, '', '', "
           "'', '2700192', '千葉県流山市平和台1-1-1', '', '04-0000-0000', '', '', '', 0, ?6, ?7, ?7)",
    .n_params = 7,
    .kinds = "iititii",
};

static office_id add_office(struct tx *tx, city_id city, str name, bool is_desk)
{
    office_id id = {tx_new_id(tx)};
    struct value values[] = {
        value_int(id.v),
        value_int(city.v),
        value_text(str_print(tx_arena(tx), "given %lld", (long long)id.v)),
        value_int(is_desk ? 22 : 5), // 行政, 訪問介護 of enum office_kind
        value_text(name),
        value_int(is_desk),
        value_int(tx_now(tx).us),
    };
    query_run(tx, &q_office, values);
    return id;
}

office_id given_office(struct tx *tx, city_id city, str name)
{
    return add_office(tx, city, name, false);
}

// --- people ----------------------------------------------------------------------------

device_id given_device(struct tx *tx, city_id city, member_id member, struct peer *out)
{
    device_id id = device_add(tx, city, member, DEVICE_PC, false);
    uint8_t *serial = arena_alloc_raw(tx_arena(tx), 16);
    random_fill(serial, 16);
    *out = (struct peer){.has_certificate = true, .serial = {serial, 16}};
    random_fill(out->fingerprint, sizeof out->fingerprint);
    device_set_issued(tx, id, out->serial, (bytes){out->fingerprint, sizeof out->fingerprint},
                      tx_now(tx), instant_after(tx_now(tx), DAYS(1000)));
    return id;
}

void given_ending(struct tx *tx, device_id device, int days)
{
    static struct query q = {.name = "given_ending",
                             .sql = "UPDATE device SET expires_at = ?1 WHERE id = ?2",
                             .n_params = 2};
    instant end = day_start(day_after(tx_today(tx), days + 1));
    const struct value values[] = {value_int(end.us - 1), value_int(device.v)};
    query_run(tx, &q, values);
}

static str give_password(struct tx *tx, struct given_person *p)
{
    p->password = S("Mizu-umi 2026");
    str hash = password_hash(tx_arena(tx), p->password);
    struct password_change change = {.hash = hash};
    password_carry_out(tx, &p->acting, &change);
    document_accept(tx, p->acting.member, DOCUMENT_TERMS);
    document_accept(tx, p->acting.member, DOCUMENT_PLEDGE);
    return hash;
}

static void sign_in(struct tx *tx, struct given_person *p, device_id device, str hash)
{
    struct signin_proof proof = {p->acting.member, true, hash, false};
    struct signin_state state;
    p->cookie = signin_start(tx, &proof, device).cookie;
    if (signin_find(tx, p->cookie, device, &state))
        p->acting = state.acting;
}

static struct given_person add_person(struct tx *tx, const struct member_new *new)
{
    struct given_person p = {0};
    p.acting = (struct acting){.city = new->city, .role = new->role};
    p.acting.member = member_add(tx, new);
    const struct member *m = member_find(tx, new->city, p.acting.member);
    if (!m)
        return p; // a fault
    p.personal_id = m->personal_id;
    seat_invite_to_notice(tx, new->city, m->id);
    device_id device = given_device(tx, new->city, m->id, &p.peer);
    sign_in(tx, &p, device, give_password(tx, &p));
    return p;
}

struct given_person given_member(struct tx *tx, city_id city, office_id office, str name)
{
    return add_person(tx, &(struct member_new){
                              .city = city,
                              .office = office,
                              .profession = PROFESSION_HOME_HELPER,
                              .name = name,
                              .kana = S("てすと"),
                          });
}

struct given_person given_official(struct tx *tx, const struct given_city *city, enum member_role role)
{
    return add_person(tx, &(struct member_new){
                              .city = city->city.id,
                              .role = role,
                              .office = city->desk,
                              .profession = PROFESSION_OFFICIAL,
                              .administrator = true,
                              .name = S("役 員"),
                              .kana = S("やく いん"),
                          });
}

struct given_person given_administrator(struct tx *tx, city_id city, office_id office, str name)
{
    return add_person(tx, &(struct member_new){
                              .city = city,
                              .office = office,
                              .profession = PROFESSION_CARE_MANAGER,
                              .administrator = true,
                              .name = name,
                              .kana = S("てすと"),
                          });
}

// --- cities ----------------------------------------------------------------------------

static struct given_city found(struct tx *tx, str code, str name)
{
    struct given_city given = {0};
    papers_use(app_papers);
    check(city_add(tx, code, name, &given.city) == CITY_ADDED || !tx_ok(tx));
    city_id city = given.city.id;
    given.desk = add_office(tx, city, S("介護支援課"), true);
    given.notice = room_open_notice(tx, city, name);
    given.officer = add_person(tx, &(struct member_new){
                                       .city = city,
                                       .role = ROLE_OFFICER,
                                       .office = given.desk,
                                       .profession = PROFESSION_OFFICIAL,
                                       .administrator = true,
                                       .name = S("役所 守"),
                                       .kana = S("やくしょ まもる"),
                                   });
    return given;
}

struct given_city given_city(struct tx *tx)
{
    return found(tx, S("122203"), S("流山市"));
}

struct given_city given_neighbour(struct tx *tx)
{
    return found(tx, S("122076"), S("松戸市"));
}

// --- patients and rooms ----------------------------------------------------------------

patient_id given_patient(struct tx *tx, city_id city, str name)
{
    return patient_add(tx, city, name, S("かわむら はな"), day_make(1941, 3, 8));
}

void given_consent(struct tx *tx, const struct acting *officer, patient_id patient)
{
    consent_id id;
    struct consent_new new = {
        .city = officer->city,
        .patient = patient,
        .given_on = tx_today(tx),
        .signer_name = S("川村 はな"),
        .explained_by = S("北野 進"),
        .place = S("自宅"),
        .points = (1 << CONSENT_POINTS) - 1,
        .purposes = 1,
    };
    check(consent_record(tx, officer, &new, &id) == CONSENT_RECORDED || !tx_ok(tx));
}

room_id given_room(struct tx *tx, const struct acting *officer, str name)
{
    room_id room = {0};
    patient_id patient = given_patient(tx, officer->city, name);
    given_consent(tx, officer, patient);
    check(room_open_for(tx, officer, patient, &room) == ROOM_OPENED || !tx_ok(tx));
    return room;
}

const struct seat *given_open(struct tx *tx, const struct acting *me, room_id room)
{
    static const struct seat nobody;
    const struct seat *seat = seat_open(tx, me, room);
    return seat || tx_ok(tx) ? seat : &nobody;
}

const struct seat *given_seat(struct tx *tx, const struct acting *officer, room_id room,
                              const struct acting *member)
{
    check(seat_invite(tx, officer, room, member->member) == SEAT_INVITED || !tx_ok(tx));
    const struct seat *seat = seat_open(tx, member, room);
    assert_non_null(seat); // after a fault the test ends here
    return seat;
}

struct given_talk given_talk(struct tx *tx)
{
    struct given_talk g = {.city = given_city(tx)};
    city_id city = g.city.city.id;
    const struct acting *officer = &g.city.officer.acting;
    g.office = given_office(tx, city, S("あおば"));
    g.nurse = given_administrator(tx, city, g.office, S("山田 花子"));
    g.helper = given_member(tx, city, g.office, S("加藤 美咲"));
    g.stranger = given_member(tx, city, g.office, S("田中 実"));
    g.room = given_room(tx, officer, S("川村 はな"));
    g.nurse_seat = given_seat(tx, officer, g.room, &g.nurse.acting);
    g.helper_seat = given_seat(tx, officer, g.room, &g.helper.acting);
    return g;
}

struct given_talk given_talk_in(struct world *w)
{
    struct given_talk g = given_talk(world_write(w));
    world_commit(w);
    g.nurse_seat = g.helper_seat = NULL;
    return g;
}

struct given_worker given_worker(struct world *w)
{
    struct tx *tx = world_write(w);
    struct given_worker g = {.city = given_city(tx)};
    office_id office = given_office(tx, g.city.city.id, S("ひだまり訪問介護"));
    g.member = given_member(tx, g.city.city.id, office, S("介護 太郎"));
    world_commit(w);
    return g;
}
