// SPDX-License-Identifier: AGPL-3.0-or-later
// Carrying out 様式1-1. Everything has been checked in this very transaction; what is refused all
// the same is a fault, so that nothing of the form is kept.
#include "registration/registration.h"
#include "usage/people.h"

// --- administrators at every time --------------------------------------------------------------

// The last day of those who work there afterwards, and of those who administer it.
struct ends {
    int32_t anybody, administrator;
};

static void count(struct ends *e, day leave_on, bool administrator)
{
    int32_t last = day_is(leave_on) ? leave_on.n : INT32_MAX;
    if (last > e->anybody)
        e->anybody = last;
    if (administrator && last > e->administrator)
        e->administrator = last;
}

static const struct usage_row *said_of(const struct usage *u, member_id id)
{
    for (size_t i = 0; i < u->n; i++)
        if (u->at[i].here && u->at[i].move != MOVE_NEW && member_same(u->at[i].found.id, id))
            return &u->at[i];
    return NULL;
}

bool usage_loses_administrator(const struct usage *u)
{
    struct ends e = {INT32_MIN, INT32_MIN};
    for (size_t i = 0; i < u->here.n; i++) {
        const struct member *m = &u->here.at[i];
        const struct usage_row *p = said_of(u, m->id);
        bool updated = p && p->move == MOVE_UPDATE, removed = p && p->move == MOVE_REMOVE;
        count(&e, removed ? p->leave_on : m->leave_on,
              updated ? p->administrator : m->administrator);
    }
    for (size_t i = 0; i < u->n; i++)
        if (u->at[i].move == MOVE_NEW)
            count(&e, NO_DAY, u->at[i].administrator);
    return e.anybody > e.administrator;
}

// --- the office ------------------------------------------------------------------------------

// What is not registered yet is taken from the form; what is registered changes by 様式2 only.
static str kept(str registered, str given)
{
    return registered.n ? registered : given;
}

static void fill(struct tx *tx, const struct usage *u)
{
    struct office o = u->office;
    o.corporation = kept(o.corporation, u->given.corporation);
    o.postal = kept(o.postal, u->given.postal);
    o.address = kept(o.address, u->given.address);
    o.phone = kept(o.phone, u->given.phone);
    o.mail = kept(o.mail, u->given.mail);
    bool same = o.corporation.p == u->office.corporation.p && o.postal.p == u->office.postal.p &&
                o.address.p == u->office.address.p && o.phone.p == u->office.phone.p &&
                o.mail.p == u->office.mail.p;
    if (!same)
        office_change(tx, &o);
}

static office_id settle_office(struct tx *tx, const struct application *of, const struct usage *u)
{
    bool known = u->match == OFFICE_KNOWN;
    office_id id = known ? u->office.id : office_add(tx, &u->given);
    if (known)
        fill(tx, u);
    if (!office_is(id))
        tx_fail(tx, "an office of a form could not be made");
    else if (!known || office_manager(tx, of->city, id).n == 0)
        office_set_manager(tx, of->city, id, value_of(&of->values, "office_manager"));
    application_settle(tx, of, id);
    return id;
}

// --- the people ------------------------------------------------------------------------------

struct carrying {
    struct tx *tx;
    const struct acting *me;
    const struct application *of;
    office_id office;
};

static void must(struct carrying *c, bool done)
{
    if (!done)
        tx_fail(c->tx, "a form that was checked could not be carried out");
}

static void enter(struct carrying *c, const struct usage_row *p)
{
    struct member_work work = {c->office, p->profession, p->administrator};
    if (p->personal_id.n) {
        must(c, registration_join(c->tx, c->of->city, p->found.id, &work));
        return;
    }
    member_id id;
    struct registration_new new = {.member = {.city = c->of->city,
                                              .role = ROLE_MEMBER,
                                              .office = c->office,
                                              .profession = p->profession,
                                              .administrator = p->administrator,
                                              .name = p->name,
                                              .kana = p->kana}};
    must(c, registration_add(c->tx, c->me, &new, &id) == REGISTRATION_DONE);
}

static void update(struct carrying *c, const struct usage_row *p)
{
    struct member_work work = {c->office, p->profession, p->administrator};
    must(c, member_change_work(c->tx, p->found.id, &work));
    if (city_same(p->found.city, c->of->city) && !str_eq(p->kana, p->found.kana))
        must(c, member_rename(c->tx, c->of->city, p->found.id, p->found.name, p->kana));
}

// Works elsewhere too, or the ID is another city's: then only the work here ends.
static bool only_here_ends(struct tx *tx, const struct application *of, const struct usage_row *p)
{
    return !city_same(p->found.city, of->city) || member_offices(tx, p->found.id) > 1;
}

static void leave(struct carrying *c, const struct usage_row *p)
{
    day today = tx_today(c->tx), on = p->leave_on.n < today.n ? today : p->leave_on;
    if (!only_here_ends(c->tx, c->of, p)) {
        must(c, registration_leave(c->tx, c->of->city, p->found.id, on) == LEAVE_SET);
        return;
    }
    must(c, registration_part(c->tx, c->of->city, p->found.id, c->office, on));
    application_note(c->tx, c->me, c->of,
                     str_print(tx_arena(c->tx),
                               "%.*s様はほかの事業所でも利用しているため、個人IDは残し、この事業所での利用だけを%.*sで終えます。"
                               "部屋の席は、そのあと「席の見直し」に並びます。",
                               STR(p->name), STR(day_format_wareki(tx_arena(c->tx), on))));
}

// Administrators enter first and leave last, so that the office has one at every step.
static void carry_all(struct carrying *c, const struct usage *u, enum move move,
                      bool administrators)
{
    for (size_t i = 0; i < u->n && tx_ok(c->tx); i++) {
        const struct usage_row *p = &u->at[i];
        bool leads = move == MOVE_REMOVE ? p->found.administrator : p->administrator;
        if (p->move != move || leads != administrators)
            continue;
        switch (move) {
        case MOVE_NEW:
            enter(c, p);
            break;
        case MOVE_UPDATE:
            update(c, p);
            break;
        case MOVE_REMOVE:
            leave(c, p);
            break;
        }
    }
}

bool usage_carry_out(struct tx *tx, const struct acting *me, const struct application *of,
                     struct application_findings *out)
{
    struct usage u = usage_read(tx, of);
    (void)out;
    struct carrying c = {tx, me, of, settle_office(tx, of, &u)};
    for (int move = MOVE_NEW; move <= MOVE_UPDATE; move++) {
        carry_all(&c, &u, (enum move)move, true);
        carry_all(&c, &u, (enum move)move, false);
    }
    carry_all(&c, &u, MOVE_REMOVE, false);
    carry_all(&c, &u, MOVE_REMOVE, true);
    return tx_ok(tx);
}
