// SPDX-License-Identifier: AGPL-3.0-or-later
#include "group/group.h"

#include "audit/audit.h"
#include "group/group.sql.h"

// --- sealed ------------------------------------------------------------------------------

static struct place place_of(const char *column, room_id room)
{
    return (struct place){S("group_facts"), str_of(column), room.v, room.v};
}

// Who leads is sealed too: otherwise whoever can write to the database but does not hold the keys
// could make somebody a leader, who then invites whom they like. One byte says whether leaders
// invite, eight each say who they are.
static bytes standing_of(struct arena *a, const struct key *key, const struct group *group)
{
    size_t n = 1 + sizeof(int64_t) * group->leaders.n;
    char *p = arena_alloc_raw(a, n);
    p[0] = group->facts.leaders_invite ? 1 : 0;
    for (size_t i = 0; i < group->leaders.n; i++)
        memcpy(p + 1 + i * sizeof(int64_t), &group->leaders.at[i].v, sizeof(int64_t));
    return seal_text(a, key, place_of("standing", group->id), (str){p, n});
}

static bool open_facts(struct tx *tx, const struct key *key, room_id room,
                       const struct group_row *row, struct group *group)
{
    struct arena *a = tx_arena(tx);
    bytes standing;
    if (!unseal_text(a, key, place_of("purpose", room), row->purpose, &group->facts.purpose) ||
        !unseal(a, key, place_of("standing", room), row->standing, &standing) || standing.n == 0)
        return false;
    size_t n = (standing.n - 1) / sizeof(int64_t);
    group->facts.leaders_invite = standing.p[0] == 1;
    group->leaders = (struct member_id_list){n, NEW_ARRAY(a, member_id, n)};
    for (size_t i = 0; i < n; i++)
        memcpy(&group->leaders.at[i].v, standing.p + 1 + i * sizeof(int64_t), sizeof(int64_t));
    return true;
}

static void keep(struct tx *tx, const struct key *key, const struct group *group)
{
    struct arena *a = tx_arena(tx);
    group_put(tx, group->id,
              seal_text(a, key, place_of("purpose", group->id), group->facts.purpose),
              standing_of(a, key, group));
}

void group_verify(struct tx *tx, room_id room, const struct key *key,
                  void (*broken)(void *context, room_id room), void *context)
{
    struct group_row row;
    struct group group;
    if (group_row_of(tx, room, &row) && !open_facts(tx, key, room, &row, &group))
        broken(context, room);
}

// --- finding -----------------------------------------------------------------------------

// Without a row: a fault, for every group has one.
static bool group_of_card(struct tx *tx, city_id city, const struct room_card *card,
                          const struct group_row *row, struct group *out)
{
    struct key key = {0};
    *out = (struct group){
        .id = card->id,
        .city = city,
        .facts.name = card->name,
        .opened_on = card->opened_on,
        .closed_on = card->closed_on,
        .seats = card->seats,
    };
    bool good = row && room_key_of_row(tx, city, card->id, row->room_key, &key) &&
                open_facts(tx, &key, card->id, row, out);
    key_forget(&key);
    if (!good)
        tx_fail(tx, "the facts of a group do not open");
    return good;
}

struct groups group_list(struct tx *tx, city_id city)
{
    struct room_cards cards = room_list_groups(tx, city);
    struct group_row_list rows = group_rows_of(tx, city, ROOM_GROUP);
    struct groups list = {0, NEW_ARRAY(tx_arena(tx), struct group, cards.n)};
    for (size_t i = 0; i < cards.n && tx_ok(tx); i++) {
        const struct group_row *row = id_find(&cards.at[i].id, rows.at, rows.n, sizeof *rows.at);
        list.n += group_of_card(tx, city, &cards.at[i], row, &list.at[list.n]);
    }
    return list;
}

bool group_find(struct tx *tx, city_id city, room_id id, struct group *out)
{
    struct room_card card;
    struct group_row row;
    return room_find_group(tx, city, id, &card) &&
           group_of_card(tx, city, &card, group_row_of(tx, id, &row) ? &row : NULL, out);
}

bool group_of(struct tx *tx, const struct seat *seat, struct group *out)
{
    if (seat->kind != ROOM_GROUP)
        return false;
    return group_find(tx, seat->city, seat->room, out);
}

bool group_is_leader(const struct group *group, member_id member)
{
    for (size_t i = 0; i < group->leaders.n; i++)
        if (member_same(group->leaders.at[i], member))
            return true;
    return false;
}

bool group_may_invite(const struct group *group, const struct seat *seat)
{
    return seat->may_write && group->facts.leaders_invite &&
           group_is_leader(group, seat->member);
}

// --- what the desk does --------------------------------------------------------------------

room_id group_open(struct tx *tx, const struct acting *me, const struct group_facts *facts)
{
    struct key key;
    struct group group = {.id = room_open_group(tx, me, facts->name), .facts = *facts};
    if (!room_key(tx, group.id, &key))
        return (room_id){0};
    keep(tx, &key, &group);
    key_forget(&key);
    return group.id;
}

// Seals what has become of the group.
static enum group_outcome kept(struct tx *tx, const struct group *group, const char *action,
                               int64_t subject)
{
    struct key key;
    if (!room_key(tx, group->id, &key))
        return GROUP_CLOSED;
    keep(tx, &key, group);
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){action, .city = group->city, .room = group->id,
                                           .subject = subject});
    return GROUP_DONE;
}

static bool find_open(struct tx *tx, city_id city, room_id id, struct group *out)
{
    return group_find(tx, city, id, out) && !day_is(out->closed_on);
}

enum group_outcome group_change(struct tx *tx, const struct acting *me, room_id id,
                                const struct group_facts *facts)
{
    struct group group;
    if (!find_open(tx, me->city, id, &group) || !room_rename_group(tx, me, id, facts->name))
        return GROUP_CLOSED;
    group.facts = *facts;
    return kept(tx, &group, "group.change", 0);
}

static void strip(struct group *group, member_id member)
{
    size_t n = 0;
    for (size_t i = 0; i < group->leaders.n; i++)
        if (!member_same(group->leaders.at[i], member))
            group->leaders.at[n++] = group->leaders.at[i];
    group->leaders.n = n;
}

// Whose seat in force that is; {0}: nobody's.
static member_id holder_of(struct tx *tx, const struct group *group, seat_id seat)
{
    struct seat_rows rows = seat_list_for_desk(tx, group->city, group->id);
    for (size_t i = 0; i < rows.n; i++)
        if (seat_same(rows.at[i].id, seat) && !day_is(rows.at[i].removed_on))
            return rows.at[i].member;
    return (member_id){0};
}

// Who led once and holds no seat any more does not count, and goes with the next change.
static void strip_gone(struct tx *tx, struct group *group)
{
    struct seat_rows rows = seat_list_for_desk(tx, group->city, group->id);
    struct member_id_list here = {0, NEW_ARRAY(tx_arena(tx), member_id, group->leaders.n + 1)};
    for (size_t i = 0; i < rows.n; i++)
        if (!day_is(rows.at[i].removed_on) && group_is_leader(group, rows.at[i].member))
            here.at[here.n++] = rows.at[i].member;
    group->leaders = here;
}

enum group_outcome group_set_leader(struct tx *tx, const struct acting *me, room_id id,
                                    seat_id seat, bool leads)
{
    struct group group;
    if (!find_open(tx, me->city, id, &group))
        return GROUP_CLOSED;
    member_id member = holder_of(tx, &group, seat);
    if (!member_is(member))
        return GROUP_NOBODY;
    strip_gone(tx, &group);
    strip(&group, member);
    if (leads && group.leaders.n == GROUP_LEADERS_MOST)
        return GROUP_TOO_MANY;
    if (leads)
        group.leaders.at[group.leaders.n++] = member; // strip_gone left room for one
    return kept(tx, &group, leads ? "group.lead" : "group.unlead", seat.v);
}

// --- coming and going ----------------------------------------------------------------------

// Who comes or goes leads nothing until the desk says so again.
static void forget_leader(struct tx *tx, const struct group *group, member_id member)
{
    struct group now = *group;
    if (!group_is_leader(group, member))
        return;
    strip(&now, member);
    kept(tx, &now, "group.unlead", 0);
}

enum group_outcome group_invite(struct tx *tx, const struct acting *me, const struct group *group,
                                const struct seat_guest *guest)
{
    switch (seat_invite_to_group(tx, me, group->city, group->id, guest)) {
    case SEAT_INVITED:
        forget_leader(tx, group, guest->member);
        return GROUP_DONE;
    case SEAT_ALREADY:
        return GROUP_ALREADY;
    case SEAT_NOBODY:
        return GROUP_NOBODY;
    case SEAT_NO_ROOM:
        break;
    }
    return GROUP_CLOSED;
}

enum group_outcome group_remove(struct tx *tx, const struct acting *me, room_id id, seat_id seat)
{
    struct group group;
    if (!group_find(tx, me->city, id, &group))
        return GROUP_CLOSED;
    member_id member = holder_of(tx, &group, seat);
    if (!member_is(member) || !seat_remove(tx, me, id, seat))
        return GROUP_NOBODY;
    forget_leader(tx, &group, member);
    return GROUP_DONE;
}

enum group_outcome group_leave(struct tx *tx, const struct seat *seat)
{
    struct group group;
    if (!group_of(tx, seat, &group))
        return GROUP_CLOSED;
    seat_end(tx, seat->room, seat->id);
    forget_leader(tx, &group, seat->member);
    return GROUP_DONE;
}
