// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits as lines of a list.
#include "audit/audit.h"
#include "holiday/holiday.h"
#include "visit/visit_web.h"

bool visits_here(struct turn *t)
{
    if (frame_is_patients(t))
        return true;
    turn_missing(t);
    return false;
}

url visits_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/visits", t->seat->room.v);
}

url visits_week_url(struct turn *t, day d)
{
    return url_with(t->arena, visits_url(t), S("day"), day_format_iso(t->arena, d));
}

str visit_day_word(struct arena *a, day d)
{
    int year, month, date;
    day_split(d, &year, &month, &date);
    return str_print(a, "%04d%02d%02d", year, month, date);
}

url visit_url(struct turn *t, const struct visit *visit, const char *what)
{
    str on = visit_day_word(t->arena, visit->original);
    int64_t room = visit->seat->room.v, plan = visit->plan.v;
    if (!what[0])
        return url_make(t->arena, "/rooms/%i/visits/%i/%s", room, plan, on);
    return url_make(t->arena, "/rooms/%i/visits/%i/%s/%s", room, plan, on, str_of(what));
}

void visits_viewed(struct turn *t, visit_id plan)
{
    audit_viewed(t->me, t->seat->city, "visit.view", t->seat->room, plan.v, tx_now(t->tx));
}

// --- one line --------------------------------------------------------------------------------------

static const char *mark_class(enum visit_kind kind)
{
    switch (kind) {
    case VISIT_DOCTOR:
    case VISIT_DENTIST:
        return "mark-blue";
    case VISIT_NURSE:
        return "mark-green";
    case VISIT_HELPER:
    case VISIT_BATH:
    case VISIT_CARE_MANAGER:
        return "mark-orange";
    case VISIT_PHARMACIST:
        return "mark-purple";
    case VISIT_REHABILITATION:
        return "mark-yellow";
    case VISIT_MEETING:
    case VISIT_AWAY:
    case VISIT_OTHER:
    case VISIT_KINDS:
        break;
    }
    return "";
}

static str mark_of(enum visit_kind kind)
{
    static const str marks[VISIT_KINDS] = {
        [VISIT_DOCTOR] = S_CONST("診"),     [VISIT_NURSE] = S_CONST("看"),
        [VISIT_HELPER] = S_CONST("介"),     [VISIT_REHABILITATION] = S_CONST("リ"),
        [VISIT_PHARMACIST] = S_CONST("薬"), [VISIT_DENTIST] = S_CONST("歯"),
        [VISIT_BATH] = S_CONST("浴"),       [VISIT_CARE_MANAGER] = S_CONST("ケ"),
        [VISIT_MEETING] = S_CONST("会"),    [VISIT_AWAY] = S_CONST("外"),
        [VISIT_OTHER] = S_CONST("他"),
    };
    return kind < VISIT_KINDS ? marks[kind] : NONE;
}

struct visit_line visit_line_of(struct turn *t, const struct visit *v, bool mine)
{
    bool planned = v->state == VISIT_PLANNED;
    bool own = member_is(v->slot.member) && member_same(v->slot.member, t->me->member);
    return (struct visit_line){
        .to = visit_url(t, v, ""),
        .done = visit_url(t, v, "done"),
        .patient = mine ? v->seat->room_name : NONE,
        .from = visit_clock(t->arena, v->slot.from),
        .to_time = visit_clock(t->arena, v->slot.to),
        .kind = visit_kind_label(v->slot.kind),
        .mark = mark_of(v->slot.kind),
        .mark_class = mark_class(v->slot.kind),
        .who = mine && own ? NONE : visit_who(t->arena, v),
        .note = v->slot.note,
        .reason = v->reason,
        .elsewhere_name = v->elsewhere_name,
        .version = str_print(t->arena, "%ld", (long)v->version),
        .is_done = v->state == VISIT_DONE,
        .cancelled = v->state == VISIT_CANCELLED,
        .overlaps = v->overlaps,
        .elsewhere = v->elsewhere,
        .gone = v->gone && planned,
        .moved = v->moved && planned,
        .may_do = v->may_settle && planned && v->slot.on.n == tx_today(t->tx).n,
        .mine = mine,
    };
}

// --- days ------------------------------------------------------------------------------------------

static struct visit_lines lines_on(struct turn *t, const struct visits *visits, day d, bool mine)
{
    struct visit_lines lines = {0, NEW_ARRAY(t->arena, struct visit_line, visits->n + 1)};
    for (size_t i = 0; i < visits->n; i++)
        if (visits->at[i].slot.on.n == d.n)
            lines.at[lines.n++] = visit_line_of(t, &visits->at[i], mine);
    return lines;
}

struct visit_days visit_days_of(struct turn *t, const struct visits *visits, day from, day to,
                                bool mine)
{
    size_t n = (size_t)(to.n - from.n + 1);
    struct visit_days days = {n, NEW_ARRAY(t->arena, struct visit_day, n)};
    bool may_add = !mine && t->seat->may_write;
    for (size_t i = 0; i < n; i++) {
        day d = day_after(from, (int)i);
        days.at[i] = (struct visit_day){
            .label = frame_day(t->arena, d),
            .machine = day_format_iso(t->arena, d),
            .today = d.n == tx_today(t->tx).n,
            .holiday = holiday_name(d),
            .rest = visit_weekday(d) == 6 || holiday_name(d).n,
            .may_add = may_add,
            .visits = lines_on(t, visits, d, mine),
        };
        if (may_add)
            days.at[i].add =
                url_with(t->arena, url_make(t->arena, "/rooms/%i/visits/new", t->seat->room.v),
                         S("day"), days.at[i].machine);
    }
    return days;
}
