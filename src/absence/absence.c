// SPDX-License-Identifier: AGPL-3.0-or-later
#include "absence/absence.h"

#include "absence/absence.sql.h"
#include "audit/audit.h"

// --- entering --------------------------------------------------------------------------

bool absence_may_write(struct tx *tx, const struct acting *me, member_id member)
{
    return member_same(me->member, member) || administers_one_of(tx, me->member, member);
}

static bool covers_are_good(struct tx *tx, const struct absence_new *new)
{
    for (size_t i = 0; i < new->n; i++) {
        const struct absence_cover *c = &new->covers[i];
        if (member_same(c->substitute, new->member) ||
            !work_together(tx, c->office, new->member, c->substitute))
            return false;
        for (size_t j = 0; j < i; j++)
            if (office_same(new->covers[j].office, c->office))
                return false;
    }
    return true;
}

static enum absence_outcome examine_days(struct tx *tx, const struct absence_new *new)
{
    if (!day_is(new->from_on) || new->from_on.n < tx_today(tx).n)
        return ABSENCE_PAST;
    if (!day_is(new->until_on) || new->until_on.n < new->from_on.n)
        return ABSENCE_BACKWARDS;
    if (new->until_on.n - new->from_on.n >= ABSENCE_MOST_DAYS ||
        new->from_on.n - tx_today(tx).n > ABSENCE_MOST_DAYS)
        return ABSENCE_TOO_LONG;
    struct absence_row_list others = absence_rows(tx, new->member, tx_today(tx));
    if (others.n >= ABSENCES_MOST)
        return ABSENCE_TOO_MANY;
    for (size_t i = 0; i < others.n; i++)
        if (others.at[i].from_on.n <= new->until_on.n && new->from_on.n <= others.at[i].until_on.n)
            return ABSENCE_OVERLAPS;
    return ABSENCE_ADDED;
}

static void record(struct tx *tx, const char *action, absence_id id, const struct absence_row *row)
{
    str detail = str_print(tx_arena(tx), "member=%lld %.*s %.*s", (long long)row->member.v,
                           STR(day_format_iso(tx_arena(tx), row->from_on)),
                           STR(day_format_iso(tx_arena(tx), row->until_on)));
    audit_record(tx, &(struct audit_entry){action, .subject = id.v, .detail = detail});
}

enum absence_outcome absence_add(struct tx *tx, const struct acting *me,
                                 const struct absence_new *new, absence_id *out)
{
    if (!absence_may_write(tx, me, new->member))
        return ABSENCE_REFUSED;
    enum absence_outcome outcome = examine_days(tx, new);
    if (outcome == ABSENCE_ADDED && !covers_are_good(tx, new))
        outcome = ABSENCE_NO_COLLEAGUE;
    if (outcome != ABSENCE_ADDED)
        return outcome;
    *out = (absence_id){tx_new_id(tx)};
    absence_insert(tx, &(struct absence_insert_params){*out, new->member, new->from_on,
                                                       new->until_on, tx_now(tx), me->member});
    for (size_t i = 0; i < new->n; i++)
        cover_insert(tx, *out, new->covers[i].office, new->covers[i].substitute);
    record(tx, "absence.add", *out,
           &(struct absence_row){*out, new->member, new->from_on, new->until_on, me->member});
    return ABSENCE_ADDED;
}

bool absence_end(struct tx *tx, const struct acting *me, absence_id id)
{
    struct absence_row row;
    if (!absence_row_of(tx, id, &row) || !absence_may_write(tx, me, row.member) ||
        absence_set_ended(tx, id, tx_today(tx), tx_now(tx), me->member) == 0)
        return false;
    record(tx, "absence.end", id, &row);
    return true;
}

// --- of one person -----------------------------------------------------------------------

static str name_of(struct tx *tx, member_id id)
{
    const struct member *m = member_find_anywhere(tx, id);
    return m ? m->name : NONE;
}

static struct room_id_list gaps_of(struct tx *tx, const struct gap_row_list *gaps,
                                   const struct cover_row *cover)
{
    struct room_id_list rooms = {0, NEW_ARRAY(tx_arena(tx), room_id, gaps->n)};
    for (size_t i = 0; i < gaps->n; i++)
        if (absence_same(gaps->at[i].absence, cover->absence) &&
            office_same(gaps->at[i].office, cover->office))
            rooms.at[rooms.n++] = gaps->at[i].room;
    return rooms;
}

static void add_covers(struct tx *tx, const struct cover_row_list *covers,
                       const struct gap_row_list *gaps, struct absence *absence)
{
    absence->covers = NEW_ARRAY(tx_arena(tx), struct absence_cover, covers->n);
    for (size_t i = 0; i < covers->n; i++)
        if (absence_same(covers->at[i].absence, absence->id))
            absence->covers[absence->n++] = (struct absence_cover){
                .office = covers->at[i].office,
                .substitute = covers->at[i].substitute,
                .office_name = covers->at[i].office_name,
                .substitute_name = name_of(tx, covers->at[i].substitute),
                .gaps = gaps_of(tx, gaps, &covers->at[i]),
            };
}

struct absences absence_list(struct tx *tx, member_id member)
{
    day today = tx_today(tx);
    struct absence_row_list rows = absence_rows(tx, member, today);
    struct absences list = {rows.n, NEW_ARRAY(tx_arena(tx), struct absence, rows.n)};
    if (rows.n == 0)
        return list;
    struct cover_row_list covers = cover_rows(tx, member, today);
    struct gap_row_list gaps = gap_rows(tx, member, today);
    for (size_t i = 0; i < rows.n; i++) {
        const struct absence_row *row = &rows.at[i];
        bool own = member_same(row->written_by, member);
        list.at[i] = (struct absence){
            .id = row->id,
            .from_on = row->from_on,
            .until_on = row->until_on,
            .now = row->from_on.n <= today.n,
            .written_by = row->written_by,
            .writer = own ? NONE : name_of(tx, row->written_by),
        };
        add_covers(tx, &covers, &gaps, &list.at[i]);
    }
    return list;
}

struct absences_at absence_list_at(struct tx *tx, office_id office)
{
    struct absence_row_list rows = office_rows(tx, office, tx_today(tx));
    struct absences_at list = {rows.n, NEW_ARRAY(tx_arena(tx), struct absence_of_member, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct absence_of_member){rows.at[i].member, rows.at[i].from_on,
                                                rows.at[i].until_on};
    return list;
}

// --- of one room -------------------------------------------------------------------------

const struct absent *absence_of(const struct absents *list, seat_id seat)
{
    for (size_t i = 0; i < list->n; i++)
        if (seat_same(list->at[i].seat, seat))
            return &list->at[i];
    return NULL;
}

struct absents absence_in_room(struct tx *tx, const struct seat *seat)
{
    day today = tx_today(tx);
    struct absent_row_list rows =
        absent_rows(tx, seat->room, today, day_after(today, ABSENCE_SOON_DAYS));
    struct absents list = {0, NEW_ARRAY(tx_arena(tx), struct absent, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        if (!absence_of(&list, rows.at[i].seat))
            list.at[list.n++] = (struct absent){
                .seat = rows.at[i].seat,
                .from_on = rows.at[i].from_on,
                .until_on = rows.at[i].until_on,
                .now = rows.at[i].from_on.n <= today.n,
                .has_cover = member_is(rows.at[i].named),
                .substitute = rows.at[i].substitute,
            };
    return list;
}

static str short_day(struct arena *a, day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    return str_print(a, "%d月%d日", month, date);
}

static str days_text(struct arena *a, const struct absent *absent)
{
    str until = short_day(a, absent->until_on);
    if (absent->now)
        return str_print(a, "%.*sまで不在", STR(until));
    if (absent->from_on.n == absent->until_on.n)
        return str_print(a, "%.*sは不在", STR(until));
    return str_print(a, "%.*sから%.*sまで不在", STR(short_day(a, absent->from_on)), STR(until));
}

str absence_text(struct arena *a, const struct absent *absent, const struct seat_rows *people)
{
    str days = days_text(a, absent);
    if (!absent->has_cover)
        return days;
    for (size_t i = 0; i < people->n; i++)
        if (seat_is(absent->substitute) && seat_same(people->at[i].id, absent->substitute))
            return str_print(a, "%.*s・代わりは%.*sさん", STR(days), STR(people->at[i].name));
    return str_print(a, "%.*s・代わりの人はこの部屋にいません", STR(days));
}
