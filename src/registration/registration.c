// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registration/registration.h"

#include "audit/audit.h"
#include "notice/notice.h"
#include "office/office.h"
#include "registration/registration.sql.h"
#include "review/review.h"

// --- entering --------------------------------------------------------------------------

// Officers work at the desk of their city and nobody else does; operators stand outside of it.
static bool fits_office(const struct member_new *new, const struct office *office)
{
    switch (new->role) {
    case ROLE_MEMBER:
        return !office->is_desk;
    case ROLE_OFFICER:
        return office->is_desk;
    case ROLE_OPERATOR:
        return true;
    }
    return false;
}

static enum registration_outcome examine(struct tx *tx, const struct acting *me,
                                         const struct member_new *new)
{
    struct office office;
    if (me && !city_same(me->city, new->city))
        return REGISTRATION_NO_OFFICE;
    if (!office_find(tx, new->city, new->office, &office) || day_is(office.closed_on) ||
        !fits_office(new, &office))
        return REGISTRATION_NO_OFFICE;
    if (!new->administrator && member_count_at(tx, new->office) == 0)
        return REGISTRATION_FIRST_MUST_ADMINISTER;
    return REGISTRATION_DONE;
}

// The same form again within a minute, because its answer was lost on the way.
static bool just_added(struct tx *tx, const struct member_new *new, member_id *out)
{
    struct member_id_list people =
        people_since(tx, new->city, new->office, instant_after(tx_now(tx), -MINUTES(1)));
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = member_find(tx, new->city, people.at[i]);
        if (m && str_eq(m->name, new->name) && str_eq(m->kana, new->kana) &&
            m->profession == new->profession) {
            *out = m->id;
            return true;
        }
    }
    return false;
}

enum registration_outcome registration_add(struct tx *tx, const struct acting *me,
                                           const struct registration_new *new, member_id *out)
{
    enum registration_outcome outcome = examine(tx, me, &new->member);
    if (outcome != REGISTRATION_DONE)
        return outcome;
    if (just_added(tx, &new->member, out))
        return REGISTRATION_DONE;
    *out = member_add(tx, &new->member);
    for (int kind = 0; kind < DEVICE_KINDS; kind++)
        if (new->devices[kind])
            device_add(tx, new->member.city, *out, (enum device_kind)kind, new->personal);
    seat_invite_to_notice(tx, new->member.city, *out);
    return REGISTRATION_DONE;
}

device_id registration_add_device(struct tx *tx, const struct device_new *new)
{
    const struct member *m = member_find(tx, new->city, new->member);
    if (!m || !office_is(m->office) || !member_is_active(m, tx_today(tx)))
        return (device_id){0};
    return device_register(tx, new);
}

// --- working elsewhere -------------------------------------------------------------------

static bool works_at(struct tx *tx, office_id office, member_id id, struct member *out)
{
    struct member_list people = member_list_at(tx, office);
    return member_pick_id(&people, id, out);
}

static bool is_open(struct tx *tx, city_id city, office_id id)
{
    struct office office;
    return office_find(tx, city, id, &office) && !day_is(office.closed_on) && !office.is_desk;
}

bool registration_join(struct tx *tx, city_id city, member_id id, const struct member_work *work)
{
    struct member there;
    const struct member *m = member_find_anywhere(tx, id);
    if (!m || day_is(m->leave_on) || !is_open(tx, city, work->office) ||
        works_at(tx, work->office, id, &there))
        return false;
    if (!work->administrator && member_count_at(tx, work->office) == 0)
        return false;
    member_join(tx, id, work);
    seat_invite_to_notice(tx, city, id);
    return true;
}

// The city's notice room follows, the patients' rooms are an officer's to look through.
static bool end_work(struct tx *tx, city_id city, member_id id, office_id from, office_id to,
                     day until)
{
    if (!member_end_work(tx, id, from, until))
        return false;
    review_propose(tx, city, id, from, office_is(to) ? to : member_office_in(tx, id, city));
    return true;
}

// Gone before anybody else: yesterday is before every last day that is still to come.
static day gone(struct tx *tx)
{
    return day_after(tx_today(tx), -1);
}

bool registration_part(struct tx *tx, city_id city, member_id id, office_id office, day on)
{
    struct member there;
    bool now = on.n <= tx_today(tx).n;
    if (!is_open(tx, city, office) || !works_at(tx, office, id, &there) ||
        member_leaves_alone(tx, office, id, now ? gone(tx) : on))
        return false;
    if (city_same(there.city, city) && member_offices(tx, id) < 2)
        return false; // that would be leaving
    return now ? end_work(tx, city, id, office, (office_id){0}, tx_today(tx))
               : member_plan_end(tx, id, office, on);
}

bool registration_move(struct tx *tx, city_id city, member_id id, office_id from,
                       const struct member_work *to)
{
    struct member there;
    if (!is_open(tx, city, from) || !works_at(tx, from, id, &there) ||
        member_leaves_alone(tx, from, id, gone(tx)) || !registration_join(tx, city, id, to))
        return false;
    return end_work(tx, city, id, from, to->office, tx_today(tx));
}

void registration_renew_seats(struct tx *tx, member_id id)
{
    struct affiliations works = member_affiliations(tx, id);
    for (size_t i = 0; i < works.n; i++)
        seat_renew_all(tx, id, works.at[i].office, works.at[i].profession);
}

// --- leaving ---------------------------------------------------------------------------

static void carry_out(struct tx *tx, const struct member *m)
{
    signin_end_all(tx, m->id);
    device_revoke_all(tx, m->id, REVOKED_LEFT);
    seat_remove_all(tx, m->id, m->leave_on);
    member_end_affiliations(tx, m->id, m->leave_on);
    audit_record(tx, &(struct audit_entry){"member.left", .city = m->city, .subject = m->id.v});
}

// Without an officer nobody could administer the city any more.
static bool is_last_officer(struct tx *tx, const struct member *m)
{
    return m->role == ROLE_OFFICER && !day_is(m->leave_on) && member_count_at(tx, m->office) <= 1;
}

// At one of the offices somebody would work longer than everybody who administers it.
static bool leaves_an_office_alone(struct tx *tx, member_id id, day leave_on)
{
    struct affiliations works = member_affiliations(tx, id);
    for (size_t i = 0; i < works.n; i++) {
        day last = works.at[i].ends_on;
        if (!day_is(last) || (day_is(leave_on) && leave_on.n < last.n))
            last = leave_on;
        if (member_leaves_alone(tx, works.at[i].office, id, last))
            return true;
    }
    return false;
}

enum leave_outcome registration_leave(struct tx *tx, city_id city, member_id id, day leave_on)
{
    const struct member *found = member_find(tx, city, id);
    if (!found || !office_is(found->office))
        return LEAVE_NOT_FOUND;
    if (!day_is(leave_on) || leave_on.n < tx_today(tx).n)
        return LEAVE_IN_PAST;
    if (leaves_an_office_alone(tx, id, leave_on) || is_last_officer(tx, found))
        return LEAVE_LAST_ADMINISTRATOR;
    struct member m = *found;
    m.leave_on = leave_on;
    member_set_leave(tx, id, leave_on);
    audit_record(tx, &(struct audit_entry){"member.leave", .city = city, .subject = id.v,
                                           .detail = day_format_iso(tx_arena(tx), leave_on)});
    if (leave_on.n == tx_today(tx).n)
        carry_out(tx, &m);
    else
        notice_tell(tx, (room_id){0}, id, NOTICE_DESK);
    return LEAVE_SET;
}

enum leave_outcome registration_cancel_leave(struct tx *tx, city_id city, member_id id, str why)
{
    const struct member *m = member_find(tx, city, id);
    if (!m || !office_is(m->office) || !day_is(m->leave_on))
        return LEAVE_NOT_FOUND;
    if (m->leave_on.n < tx_today(tx).n)
        return LEAVE_IN_PAST;
    if (leaves_an_office_alone(tx, id, NO_DAY))
        return LEAVE_LAST_ADMINISTRATOR;
    member_set_leave(tx, id, NO_DAY);
    audit_record(tx, &(struct audit_entry){
                         "member.leave.cancel", .city = city, .subject = id.v,
                         .detail = str_print(tx_arena(tx), "%.*s %.*s",
                                             STR(day_format_iso(tx_arena(tx), m->leave_on)), STR(why))});
    return LEAVE_SET;
}

static int carry_out_endings(struct tx *tx)
{
    struct endings list = member_list_endings(tx);
    int n = 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct ending *e = &list.at[i];
        n += end_work(tx, e->city, e->member, e->office, (office_id){0}, e->ends_on);
    }
    return n;
}

int registration_carry_out_leaves(struct tx *tx)
{
    struct member_id_list leaving = member_list_leaving(tx);
    int n = 0;
    for (size_t i = 0; i < leaving.n; i++) {
        const struct member *m = member_find_anywhere(tx, leaving.at[i]);
        if (!m)
            continue;
        carry_out(tx, m);
        n++;
    }
    return n + carry_out_endings(tx);
}
