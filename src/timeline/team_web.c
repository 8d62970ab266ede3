// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is in the room: 事業所・氏名・職種, with 招待日 and 削除日 (guide 様式4).
#include "absence/absence.h"
#include "timeline/timeline_web.h"

static struct team_row row_of(struct turn *t, const struct seat_row *s)
{
    return (struct team_row){
        .who = {s->name, profession_label(s->profession), s->office_name},
        .mark_class = frame_mark_class(s->profession),
        .mark = frame_mark(s->profession),
        .me = seat_same(s->id, t->seat->id),
    };
}

// In force, or ended; the roster begins with those in force.
static struct team_rows rows_of(struct turn *t, const struct seat_rows *seats, bool ended,
                                bool with_days)
{
    struct team_rows rows = {0, NEW_ARRAY(t->arena, struct team_row, seats->n)};
    struct absents absents = {0};
    if (!ended && t->seat->kind != ROOM_NOTICE)
        absents = absence_in_room(t->tx, t->seat);
    for (size_t i = 0; i < seats->n; i++) {
        const struct seat_row *s = &seats->at[i];
        if (day_is(s->removed_on) != ended)
            continue;
        struct team_row *row = &rows.at[rows.n++];
        const struct absent *absent = absence_of(&absents, s->id);
        *row = row_of(t, s);
        if (absent)
            row->absent = absence_text(t->arena, absent, seats);
        if (!with_days)
            continue;
        row->invited_on = turn_day(t, s->invited_on);
        row->removed_on = turn_day(t, s->removed_on);
    }
    return rows;
}

static url out_of(struct turn *t)
{
    if (!frame_is_patients(t))
        return (url){NONE};
    return url_make(t->arena, "/rooms/%i/export", t->seat->room.v);
}

struct team_card team_card_of(struct turn *t, const struct seat_rows *seats)
{
    return (struct team_card){
        .rows = rows_of(t, seats, false, false),
        .out = out_of(t),
        .to = url_make(t->arena, "/rooms/%i/team", t->seat->room.v),
        .level = url_make(t->arena, "/rooms/%i/level", t->seat->room.v),
    };
}

void team_list_page(struct turn *t)
{
    struct seat_rows seats = seat_roster(t->tx, t->seat);
    room_viewed(t, "team.view", 0);
    if (t->request->wants_fragment) {
        struct team_card card = team_card_of(t, &seats);
        team_card_put_html(turn_out(t), &card);
        return;
    }
    struct team_page page = {
        .base = turn_base(t, S("部屋の参加者")),
        .frame = frame_of(t, FRAME_TEAM, S("チーム")),
        .now = rows_of(t, &seats, false, true),
        .before = rows_of(t, &seats, true, true),
        .group = url_make(t->arena, "/rooms/%i/group", t->seat->room.v),
        .is_group = frame_is_group(t),
        .out = out_of(t),
    };
    page.base.look = S("page-wide");
    team_page_html(turn_out(t), &page);
}
