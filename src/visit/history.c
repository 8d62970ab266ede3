// SPDX-License-Identifier: AGPL-3.0-or-later
// What was planned before, and the check that nothing of it was changed or taken away.
#include "visit/visit_seal.h"

#include <stdlib.h>

static str name_of(const struct seat_rows *people, seat_id seat)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, seat))
            return people->at[i].name;
    return NONE;
}

static str who_of(const struct seat_rows *people, const struct visit_slot *slot)
{
    if (!office_is(slot->office))
        return S("チーム全体");
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *p = &people->at[i];
        if (member_is(slot->member) ? member_same(p->member, slot->member)
                                    : office_same(p->office, slot->office))
            return member_is(slot->member) ? p->name : p->office_name;
    }
    return NONE;
}

static str slot_text(struct arena *a, const struct seat_rows *people, const struct visit_slot *slot)
{
    str text = str_print(a, "%.*s %.*s %.*s", STR(visit_times(a, slot->from, slot->to)),
                         STR(visit_kind_label(slot->kind)), STR(who_of(people, slot)));
    return slot->note.n ? str_print(a, "%.*s（%.*s）", STR(text), STR(slot->note)) : text;
}

static str plan_text(struct arena *a, const struct seat_rows *people, const struct planned *p,
                     bool first)
{
    str day_text = day_format_short(a, p->slot.on), rule = visit_rule_text(a, &p->rule);
    str until = day_format(a, p->rule.until);
    if (!first && p->reason.n)
        return str_print(a, "%.*sまでで終わりにしました。理由：%.*s", STR(until), STR(p->reason));
    if (!first)
        return str_print(a, "%.*sまでとし、そのあとは別の予定にしました", STR(until));
    if (!rule.n)
        return str_print(a, "予定を入れました：%.*s %.*s", STR(day_text),
                         STR(slot_text(a, people, &p->slot)));
    return str_print(a, "予定を入れました：%.*s %.*s、%.*sから%.*sまで", STR(rule),
                     STR(slot_text(a, people, &p->slot)), STR(day_text), STR(until));
}

static str became_text(struct arena *a, const struct seat_rows *people, const struct became *b,
                       bool was_settled)
{
    switch (b->state) {
    case VISIT_DONE:
        return S("実施しました");
    case VISIT_CANCELLED:
        return str_print(a, "中止しました。理由：%.*s", STR(b->reason));
    case VISIT_PLANNED:
        break;
    }
    if (was_settled)
        return S("予定に戻しました");
    return str_print(a, "この回を変えました：%.*s %.*s", STR(day_format_short(a, b->slot.on)),
                     STR(slot_text(a, people, &b->slot)));
}

static int by_time(const void *x, const void *y)
{
    const struct visit_version *a = x, *b = y;
    return a->at.us < b->at.us ? -1 : a->at.us > b->at.us;
}

struct visit_versions visit_history(struct tx *tx, const struct seat *seat, visit_id plan,
                                    day original)
{
    struct arena *a = tx_arena(tx);
    struct seat_rows people = seat_roster(tx, seat);
    struct plan_row_list plans = plan_revisions(tx, seat->room, plan);
    bytes token = occasion_token(a, &seat->key, plan, original);
    struct occasion_row_list rows = occasion_revisions(tx, seat->room, plan, token);
    struct visit_versions list = {0, NEW_ARRAY(a, struct visit_version, plans.n + rows.n + 1)};
    for (size_t i = 0; i < plans.n; i++) {
        struct planned p = plan_open(tx, seat, &plans.at[i]);
        list.at[list.n++] =
            (struct visit_version){plans.at[i].written_at, name_of(&people, plans.at[i].seat),
                                   plan_text(a, &people, &p, i == 0)};
    }
    bool settled = false;
    for (size_t i = 0; i < rows.n; i++) {
        struct became b = occasion_open(tx, seat, &rows.at[i]);
        list.at[list.n++] =
            (struct visit_version){rows.at[i].written_at, name_of(&people, rows.at[i].seat),
                                   became_text(a, &people, &b, settled)};
        settled = b.state != VISIT_PLANNED;
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_time);
    return list;
}

// --- verifying -----------------------------------------------------------------------------------

typedef void broken_row(void *context, const char *table, int64_t row);

// Revisions 1, 2, 3 …; the last one stands, and it alone.
static bool is_next(int64_t revision, int64_t stands, int64_t before, bool is_last)
{
    return revision == before + 1 && (stands != 0) == is_last;
}

static size_t verify_plans(struct tx *tx, room_id room, const struct key *key, broken_row *broken,
                           void *context)
{
    struct plan_check_list all = plans_all(tx, room);
    struct planned planned;
    for (size_t i = 0; i < all.n; i++) {
        const struct plan_check *c = &all.at[i];
        bool is_first = i == 0 || !visit_same(all.at[i - 1].id, c->id);
        bool is_last = i + 1 == all.n || !visit_same(all.at[i + 1].id, c->id);
        struct plan_row row = {room,          c->id,         c->revision, c->seat,
                               c->written_at, c->from_month, c->to_month, c->sealed};
        if (!is_next(c->revision, c->stands, is_first ? 0 : all.at[i - 1].revision, is_last) ||
            !plan_unseal(tx_arena(tx), key, room, &row, &planned))
            broken(context, "visit_plan", c->id.v);
    }
    return all.n;
}

static bool same_occasion(const struct occasion_check *a, const struct occasion_check *b)
{
    return visit_same(a->plan, b->plan) && str_eq(bytes_str(a->occasion), bytes_str(b->occasion));
}

static size_t verify_occasions(struct tx *tx, room_id room, const struct key *key,
                               broken_row *broken, void *context)
{
    struct occasion_check_list all = occasions_all(tx, room);
    struct became became;
    for (size_t i = 0; i < all.n; i++) {
        const struct occasion_check *c = &all.at[i];
        bool is_first = i == 0 || !same_occasion(&all.at[i - 1], c);
        bool is_last = i + 1 == all.n || !same_occasion(&all.at[i + 1], c);
        struct occasion_row row = {room,          c->plan,       c->occasion, c->revision, c->seat,
                                   c->written_at, c->from_month, c->to_month, c->sealed};
        if (!is_next(c->revision, c->stands, is_first ? 0 : all.at[i - 1].revision, is_last) ||
            !occasion_unseal(tx_arena(tx), key, room, &row, &became))
            broken(context, "visit_occasion", c->plan.v);
    }
    return all.n;
}

size_t visit_verify(struct tx *tx, room_id room, const struct key *key, broken_row *broken,
                    void *context)
{
    return verify_plans(tx, room, key, broken, context) +
           verify_occasions(tx, room, key, broken, context);
}
