// SPDX-License-Identifier: AGPL-3.0-or-later
// Who has read a post, and the marks 既読 and 確認しました.
#include "base/base32.h"
#include "base/buf.h"
#include "escalation/escalation.h"
#include "reading/reading.h"
#include "timeline/readers_page.html.h"
#include "timeline/timeline_web.h"

// --- marks -----------------------------------------------------------------------------------

// A page shows thirty posts; live ones come on top.
enum { MARKS_MOST = 300 };

void read_page(struct turn *t)
{
    const struct params *form = &t->request->form;
    post_id *posts = NEW_ARRAY(t->arena, post_id, form->n);
    size_t n = 0;
    for (size_t i = 0; i < form->n && n < MARKS_MOST; i++)
        if (str_eq(form->at[i].name, S("post")) && base32_to_id(form->at[i].value, &posts[n].v))
            n++;
    reading_mark(t->tx, t->seat, posts, n);
    if (t->request->wants_fragment)
        t->response->status = 204;
    else
        turn_go_saying(t, room_url(t), "ここまで読んだことを記録しました。");
}

void confirm_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    escalation_confirm(t->tx, t->seat, (post_id){turn_param(t, 1)});
    if (!post_of_address(t, &post, &card))
        return;
    room_viewed(t, "post.view", post.id.v);
    if (t->request->wants_fragment)
        post_card_put_html(turn_out(t), &card);
    else
        turn_go(t, url_make(t->arena, "/rooms/%i?newest=1#post-%i", t->seat->room.v, post.id.v));
}

// --- who has read ------------------------------------------------------------------------------

static const struct {
    str label;
    const char *chip;
} readings[] = {
    [READING_UNREAD] = {S_CONST("未読"), "chip-gray"},
    [READING_READ] = {S_CONST("既読"), "chip-blue"},
    [READING_CONFIRMED] = {S_CONST("確認しました"), "chip-green"},
};

static str reading_time(struct arena *a, const struct reader *r)
{
    instant at = instant_is(r->confirmed_at) ? r->confirmed_at : r->read_at;
    if (!instant_is(at))
        return NONE;
    return str_print(a, "%.*s %.*s", STR(frame_day(a, day_of(at))), STR(frame_clock(a, at).text));
}

// What the rows are made of.
struct sources {
    struct readers readers;
    struct absents absents;
    struct seat_rows people;
    const struct post *post;
};

static struct reader_row_shown row_of(struct arena *a, const struct sources *of,
                                      const struct reader *r)
{
    const struct absent *absent = absence_of(&of->absents, r->seat);
    struct reader_row_shown row = {
        .name = r->name,
        .office = r->office,
        .asked = r->asked,
        .reading = readings[r->reading].label,
        .chip = readings[r->reading].chip,
        .at = reading_time(a, r),
    };
    if (absent)
        row.absent = absence_text(a, absent, &of->people);
    if (r->reading == READING_UNREAD && instant_is(r->before_at))
        row.before = frame_moment(a, r->before_at).text;
    return row;
}

static void count(const struct reader *r, struct readers_shown *shown)
{
    shown->confirmed += r->reading == READING_CONFIRMED;
    shown->read += r->reading == READING_READ;
    shown->unread += r->reading == READING_UNREAD;
}

// The list is in the order of professions.
static struct readers_shown groups_of(struct arena *a, const struct sources *of)
{
    const struct readers *readers = &of->readers;
    struct readers_shown shown = {
        .groups = {0, NEW_ARRAY(a, struct reader_group, PROFESSIONS)},
    };
    struct reader_row_shown *rows = NEW_ARRAY(a, struct reader_row_shown, readers->n);
    for (size_t i = 0; i < readers->n; i++) {
        const struct reader *r = &readers->at[i];
        if (i == 0 || r->profession != readers->at[i - 1].profession)
            shown.groups.at[shown.groups.n++] = (struct reader_group){
                .profession = profession_label(r->profession), .at = &rows[i]};
        rows[i] = row_of(a, of, r);
        shown.groups.at[shown.groups.n - 1].n++;
        count(r, &shown);
    }
    return shown;
}

// --- what was done about 要確認 ------------------------------------------------------------------

static const struct seat_row *person(const struct seat_rows *people, seat_id id)
{
    static const struct seat_row nobody;
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return &people->at[i];
    return &nobody;
}

static str event_text(struct arena *a, const struct seat_rows *people,
                      const struct escalation_event *e)
{
    const struct seat_row *asked = person(people, e->asked);
    str who = asked->name, office = asked->office_name, told = person(people, e->told)->name;
    if (e->confirmed)
        return str_print(a, "%.*sさんの代わりに%.*sさんが確認", STR(who), STR(told));
    switch (e->step) {
    case ESCALATION_REMINDER:
        return str_print(a, "%.*sさんに、確認をもう一度お願いしました", STR(who));
    case ESCALATION_SUBSTITUTE:
        return e->nobody ? str_print(a, "%.*sさんの代わりに頼める人が、この部屋にいません", STR(who))
                         : str_print(a, "%.*sさんの代わりに、%.*sさんにお願いしました", STR(who),
                                     STR(told));
    case ESCALATION_ADMINISTRATOR:
        break;
    }
    if (e->nobody)
        return str_print(a, "%.*sさんのほかに、%.*sの管理担当者がいません", STR(who), STR(office));
    return str_print(a, "%.*sさんが確認していないことを、%.*sの管理担当者に知らせました", STR(who),
                     STR(office));
}

static struct step_lines steps_of(struct turn *t, const struct sources *of)
{
    if (!instant_is(of->post->due_at))
        return (struct step_lines){0};
    struct escalation_events story = escalation_story(t->tx, t->seat, of->post->id);
    struct step_lines lines = {story.n, NEW_ARRAY(t->arena, struct step_line, story.n)};
    for (size_t i = 0; i < story.n; i++)
        lines.at[i] = (struct step_line){
            .when = frame_moment(t->arena, story.at[i].at),
            .text = event_text(t->arena, &of->people, &story.at[i]),
            .is_old = story.at[i].revision != of->post->revision,
            .is_good = story.at[i].confirmed,
        };
    return lines;
}

static str doctors_of(struct arena *a, const struct sources *of)
{
    struct buf names = buf_in(a);
    for (size_t i = 0; i < of->post->unread_doctors.n; i++) {
        const struct seat_row *doctor = person(&of->people, of->post->unread_doctors.at[i]);
        buf_print(&names, "%s%.*sさん（%.*s）", names.n ? "、" : "", STR(doctor->name),
                  STR(doctor->office_name));
    }
    return buf_str(&names);
}

static struct readers_shown shown_of(struct turn *t, const struct post *post)
{
    struct sources of = {.readers = reading_of(t->tx, t->seat, post->id), .post = post};
    of.people = seat_roster(t->tx, t->seat);
    if (t->seat->kind != ROOM_NOTICE)
        of.absents = absence_in_room(t->tx, t->seat);
    struct readers_shown shown = groups_of(t->arena, &of);
    shown.doctors = doctors_of(t->arena, &of);
    shown.steps = steps_of(t, &of);
    if (instant_is(post->due_at))
        shown.due = frame_moment(t->arena, post->due_at).text;
    return shown;
}

void readers_list_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!post_of_address(t, &post, &card))
        return;
    post_id id = post.id;
    if (!card.has_reads) {
        turn_missing(t);
        return;
    }
    struct readers_page page = {
        .frame = frame_of(t, FRAME_NONE, S("読んだ人")),
        .post = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, id.v),
        .readers = shown_of(t, &post),
    };
    room_viewed(t, "readers.view", id.v);
    if (t->request->wants_fragment) {
        readers_put_html(turn_out(t), &page.readers);
        return;
    }
    page.base = turn_base(t, S("だれが読んだか"));
    readers_page_html(turn_out(t), &page);
}
