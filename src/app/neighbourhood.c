// SPDX-License-Identifier: AGPL-3.0-or-later
// How the neighbourhood comes to be: three weeks ago the cities, offices and people, a day later
// patients and rooms, then two weeks of posts, today the passwords.
#include "app/neighbourhood_cast.h"
#include "app/neighbourhood_days.h"

#include "app/found.h"
#include "base/random.h"
#include "consent/consent.h"
#include "device/device.h"
#include "office/office.h"
#include "patient/patient.h"
#include "registration/registration.h"
#include "room/room.h"
#include "seat/seat.h"
#include "vault/password.h"

#include <stdio.h>

enum { SECRET_LENGTH = 12, FIRST_DAY = SCENE_DAYS + 7 };

static bool fail(const char *what, const char *which)
{
    fprintf(stderr, "the neighbourhood cannot be built: %s %s\n", what, which);
    return false;
}

static bool finish(struct tx *tx, bool good, const char *what)
{
    if (!good) {
        tx_rollback(tx);
        return fail(what, "");
    }
    return tx_finish(tx) == TX_DONE || fail(what, "(the database failed, see the log)");
}

static void move_to(struct making *m, int days_before, int at)
{
    m->clock->fixed = making_time(m, days_before, at);
}

// --- cities and offices ------------------------------------------------------------------

static bool import(struct tx *tx, city_id city, bytes file)
{
    struct import_plan plan = import_read(tx, city, file);
    if (plan.refused)
        return fail("a file of offices is refused", "");
    import_commit(tx, city, &plan);
    return true;
}

static bool make_cities(struct making *m, bytes more_offices)
{
    struct neighbourhood *n = m->n;
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, NULL);
    bool good = found_city(tx, S("122203"), S("流山市"), &n->city) == CITY_ADDED &&
                found_city(tx, S("122076"), S("松戸市"), &n->other) == CITY_ADDED &&
                import(tx, n->city.id, str_bytes(str_of(offices_of_city))) &&
                import(tx, n->other.id, str_bytes(str_of(offices_of_other_city))) &&
                (more_offices.n == 0 || import(tx, n->city.id, more_offices));
    return finish(tx, good, "the cities");
}

static office_id find_office(struct tx *tx, city_id city, const char *number)
{
    if (!*number)
        return office_desk(tx, city);
    struct office_rows rows = office_list(tx, city, str_of(number), (office_id){0});
    for (size_t i = 0; i < rows.n; i++)
        if (str_eq(rows.at[i].number, str_of(number)))
            return rows.at[i].id;
    return (office_id){0};
}

// --- people ------------------------------------------------------------------------------

static struct acting acting_of(const struct making *making, const struct member *m,
                               device_id device)
{
    const struct neighbourhood *n = making->n;
    return (struct acting){
        .member = m->id,
        .city = m->city,
        .role = m->role,
        .device = device,
        .name = m->name,
        .job = profession_label(m->profession),
        .office = m->office_name,
        .city_name = city_same(m->city, n->city.id) ? n->city.name : n->other.name,
    };
}

static void give_device(struct making *m, struct tx *tx, enum neighbour who,
                        const struct member *member)
{
    struct neighbour_person *p = &m->n->people[who];
    device_id device = device_add(tx, member->city, member->id, cast[who].device, false);
    p->certificate_password = random_password(m->a, SECRET_LENGTH);
    p->certificate = device_issue(tx, m->app->services.pki, device, p->certificate_password).pkcs12;
    p->acting = acting_of(m, member, device);
}

static bool register_one(struct making *m, struct tx *tx, enum neighbour who)
{
    const struct cast *c = &cast[who];
    struct neighbour_person *p = &m->n->people[who];
    city_id city = is_of_other_city(who) ? m->n->other.id : m->n->city.id;
    struct registration_new new = {.member = {.city = city,
                                              .role = c->in_role,
                                              .office = find_office(tx, city, c->office),
                                              .profession = c->profession,
                                              .administrator = c->administrator,
                                              .name = str_of(c->name),
                                              .kana = str_of(c->kana)}};
    member_id id;
    if (registration_add(tx, tx_get(tx, TX_ACTOR), &new, &id) != REGISTRATION_DONE)
        return fail("this person is not registered:", c->word);
    const struct member *member = member_find(tx, city, id);
    if (!member)
        return false;
    p->role = c->role;
    p->word = c->word;
    p->name = member->name;
    p->personal_id = member->personal_id;
    give_device(m, tx, who, member);
    return true;
}

static const struct acting *me(const struct making *m, enum neighbour who)
{
    return &m->n->people[who].acting;
}

// Officers and operators are put in by whoever installs, the others by their city's officer.
static bool make_people(struct making *m)
{
    bool good = true;
    for (int i = 0; i < NEIGHBOURS && good; i++) {
        enum neighbour who = (enum neighbour)i;
        const struct acting *officer =
            is_of_other_city(who) ? me(m, OTHER_OFFICER) : me(m, OFFICER_FIRST);
        bool by_officer = cast[i].in_role == ROLE_MEMBER;
        struct tx *tx = app_begin(m->app, TX_WRITE, m->a, by_officer ? officer : NULL);
        good = finish(tx, register_one(m, tx, who), cast[i].word);
    }
    return good;
}

// A tablet that still waits for its certificate, and a telephone that was lost.
static bool make_further_devices(struct making *m)
{
    const struct acting *nurse = me(m, NURSE_FIRST), *helper = me(m, HELPER);
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, me(m, OFFICER_FIRST));
    device_add(tx, nurse->city, nurse->member, DEVICE_IOS, false);
    device_id lost = device_add(tx, helper->city, helper->member, DEVICE_ANDROID, true);
    device_issue(tx, m->app->services.pki, lost, random_password(m->a, SECRET_LENGTH));
    device_revoke(tx, helper->city, lost, REVOKED_LOST);
    return finish(tx, true, "further devices");
}

static bool is_newcomer(int who)
{
    return cast[who].until < 0;
}

static bool accept_documents(struct making *m)
{
    bool good = true;
    for (int i = 0; i < NEIGHBOURS && good; i++) {
        if (is_newcomer(i))
            continue;
        const struct acting *person = me(m, (enum neighbour)i);
        struct tx *tx = app_begin(m->app, TX_WRITE, m->a, person);
        document_accept(tx, person->member, DOCUMENT_TERMS);
        document_accept(tx, person->member, DOCUMENT_PLEDGE);
        good = finish(tx, true, "terms and pledge");
    }
    return good;
}

// Newcomers get the initial password of a letter, all others have chosen their own.
static void give_password(struct making *m, struct tx *tx, int who)
{
    struct neighbour_person *p = &m->n->people[who];
    if (is_newcomer(who)) {
        struct password_initial initial = password_initial(m->a);
        password_issue(tx, p->acting.member, &initial);
        p->password = initial.plain;
        return;
    }
    do
        p->password = random_password(m->a, SECRET_LENGTH);
    while (password_check(m->a, p->password,
                          &(struct password_owner){.personal_id = p->personal_id}) != 0);
    struct password_change change = {.hash = password_hash(m->a, p->password)};
    password_carry_out(tx, &p->acting, &change);
}

static bool make_passwords(struct making *m)
{
    bool good = true;
    for (int i = 0; i < NEIGHBOURS && good; i++) {
        const struct acting *person = is_newcomer(i) ? me(m, OFFICER_FIRST) : me(m, (enum neighbour)i);
        struct tx *tx = app_begin(m->app, TX_WRITE, m->a, person);
        give_password(m, tx, i);
        good = finish(tx, true, "passwords");
    }
    return good;
}

// --- patients and rooms -------------------------------------------------------------------

static const struct {
    const char *name, *kana, *explained_by, *signer_name;
    enum consent_signer signer;
    int age, month, date;
} patients[] = {
    [ROOM_TOMEKO] = {"霞ヶ浜 トメ子", "かすみがはま とめこ", "雛菊田 和江", "霞ヶ浜 夕子",
                     SIGNER_FAMILY, 88, 1, 14},
    [ROOM_GENGO] = {"木洩日 源吾", "こもれび げんご", "水無瀬川 拓", "木洩日 源吾", SIGNER_PATIENT,
                    83, 2, 3},
};

static patient_id add_patient(struct making *m, struct tx *tx, int which)
{
    int year, month, date;
    day_split(m->last, &year, &month, &date);
    day birth = day_make(year - patients[which].age, patients[which].month, patients[which].date);
    return patient_add(tx, m->n->city.id, str_of(patients[which].name),
                       str_of(patients[which].kana), birth);
}

static bool record_consent(struct making *m, struct tx *tx, int which)
{
    consent_id id;
    struct consent_new new = {
        .city = m->n->city.id,
        .patient = m->n->patients[which],
        .given_on = tx_today(tx),
        .signer = patients[which].signer,
        .signer_name = str_of(patients[which].signer_name),
        .explained_by = str_of(patients[which].explained_by),
        .place = S("本人の自宅"),
        .points = (1U << CONSENT_POINTS) - 1,
        .purposes = (1U << CONSENT_PURPOSES) - 1,
    };
    return consent_record(tx, me(m, OFFICER_FIRST), &new, &id) == CONSENT_RECORDED;
}

static bool invite(struct making *m, struct tx *tx, int which)
{
    const struct acting *officer = me(m, OFFICER_FIRST);
    bool good = true;
    for (int i = 0; i < NEIGHBOURS && good; i++)
        if (scenes[which]->seats & BIT(i))
            good = seat_invite(tx, officer, m->n->rooms[which],
                               m->n->people[i].acting.member) == SEAT_INVITED;
    return good;
}

static bool make_room(struct making *m, int which)
{
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, me(m, OFFICER_FIRST));
    m->n->patients[which] = add_patient(m, tx, which);
    bool good = record_consent(m, tx, which) &&
                room_open_for(tx, me(m, OFFICER_FIRST), m->n->patients[which],
                              &m->n->rooms[which]) == ROOM_OPENED &&
                invite(m, tx, which);
    return finish(tx, good, patients[which].name);
}

static bool find_notice_rooms(struct making *m)
{
    struct tx *tx = app_begin(m->app, TX_READ, m->a, NULL);
    m->n->rooms[ROOM_OF_CITY] = room_notice_of(tx, m->n->city.id);
    m->n->rooms[ROOM_OF_OTHER_CITY] = room_notice_of(tx, m->n->other.id);
    return finish(tx, true, "the notice rooms");
}

// --- all of it ------------------------------------------------------------------------------

static bool build(struct making *m, bytes more_offices)
{
    move_to(m, FIRST_DAY, 900);
    if (!make_cities(m, more_offices) || !make_people(m) || !make_further_devices(m))
        return false;
    move_to(m, FIRST_DAY - 1, 830);
    if (!accept_documents(m) || !make_room(m, ROOM_TOMEKO) || !make_room(m, ROOM_GENGO) ||
        !find_notice_rooms(m) || !days_play(m) || !now_write(m) ||
        !visits_plan(m))
        return false;
    m->clock->fixed = m->end;
    return make_passwords(m);
}

bool neighbourhood_build(struct app *app, struct clock *clock, struct arena *a, bytes more_offices,
                         struct neighbourhood *out)
{
    *out = (struct neighbourhood){0};
    instant end = clock->fixed;
    // The last of the scenes is over by 18:00.
    struct making making = {app, clock, a, out, end, day_of(instant_after(end, -HOURS(18)))};
    bool good = build(&making, more_offices);
    clock->fixed = end;
    return good;
}
