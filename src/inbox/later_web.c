// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers to an entry of the inbox: later, back again, known.
#include "inbox/inbox.h"
#include "inbox/later_page.html.h"

enum { EVENING = 17, MORNING = 8, CHOICES = 3 };

// What offers itself: not the evening once it has begun, not Monday from Sunday to Thursday.
struct choice {
    str value, label;
    instant at; // NO_INSTANT: not now
};

static instant at_hour(day d, int hour)
{
    return instant_after(day_start(d), HOURS(hour));
}

// 1970-01-01 was a Thursday; 0 is Sunday.
static int weekday(day d)
{
    return ((d.n % 7) + 11) % 7;
}

static struct choice choice_of(struct turn *t, int i)
{
    day today = tx_today(t->tx);
    instant evening = at_hour(today, EVENING);
    int w = weekday(today);
    switch (i) {
    case 0:
        if (evening.us < tx_now(t->tx).us + MINUTES(30))
            evening = NO_INSTANT;
        return (struct choice){S("evening"), S("今日の夕方"), evening};
    case 1:
        return (struct choice){S("morning"), S("明日の朝"), at_hour(day_after(today, 1), MORNING)};
    default:
        return (struct choice){S("monday"), S("月曜の朝"),
                               w >= 5 ? at_hour(day_after(today, 8 - w), MORNING) : NO_INSTANT};
    }
}

// The post of the address; {0}: what is unread in the room. False after a 404.
static bool post_of(struct turn *t, post_id *out, instant *due)
{
    *out = (post_id){turn_param(t, 1)};
    *due = NO_INSTANT;
    if (t->params[1].n == 0)
        return true;
    if (!inbox_post_due(t->tx, t->seat, *out, due)) {
        turn_missing(t);
        return false;
    }
    return true;
}

static struct later_choices choices_of(struct turn *t)
{
    struct later_choices list = {0, NEW_ARRAY(t->arena, struct later_choice, CHOICES)};
    for (int i = 0; i < CHOICES; i++) {
        struct choice c = choice_of(t, i);
        if (instant_is(c.at))
            list.at[list.n++] =
                (struct later_choice){c.value, c.label, turn_instant(t, c.at)};
    }
    return list;
}

static void show(struct turn *t, const struct form *form, post_id post, instant due)
{
    bool is_patient = t->seat->kind == ROOM_PATIENT;
    struct later_page page = {
        .base = turn_base(t, S("いつ見ますか")),
        .form = *form,
        .room = str_print(t->arena, "%.*s%s", STR(t->seat->room_name), is_patient ? " 様" : ""),
        .due = turn_instant(t, due),
        .save = post_is(post) ? url_make(t->arena, "/rooms/%i/posts/%i/later", t->seat->room.v, post.v)
                              : url_make(t->arena, "/rooms/%i/later", t->seat->room.v),
        .choices = choices_of(t),
        .date = field_of(form, S("date"), S("日"), day_format_iso(t->arena, day_after(tx_today(t->tx), 1))),
        .time = field_of(form, S("time"), S("時刻"), S("09:00")),
    };
    page.base.look = S("page-narrow");
    page.date.type = S("date");
    page.time.type = S("time");
    later_page_html(turn_out(t), &page);
}

static void later_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    post_id post;
    instant due;
    if (post_of(t, &post, &due))
        show(t, &form, post, due);
}

static instant typed_time(struct turn *t, struct form *form)
{
    static const struct form_rule date = {S_CONST("日"), 0, false}, time = {S_CONST("時刻"), 0, false};
    str when = form_typed(form, S("when"));
    for (int i = 0; i < CHOICES; i++) {
        struct choice c = choice_of(t, i);
        if (str_eq(when, c.value) && instant_is(c.at))
            return c.at;
    }
    day on = form_day(form, S("date"), date);
    int minutes = form_clock(form, S("time"), time);
    return day_is(on) && minutes >= 0 ? instant_after(day_start(on), MINUTES(minutes)) : NO_INSTANT;
}

static void snooze(struct turn *t, struct form *form, post_id post, instant until)
{
    switch (inbox_snooze(t->tx, t->seat, post, until)) {
    case SNOOZE_DONE:
    case SNOOZE_NO_POST: // it was there a moment ago, see post_of
        turn_go_saying(t, URL("/"), "「あとで見る」に移しました。時刻になると、ひとりでに戻ります。");
        return;
    case SNOOZE_PAST:
        form_refuse(form, S("time"), S("これからの日時を入力してください。"));
        return;
    case SNOOZE_TOO_FAR:
        form_refuse(form, S("date"), S("30日先までの日を入力してください。"));
        return;
    }
}

static void later_page(struct turn *t)
{
    struct form form = form_of(t->request);
    post_id post;
    instant due;
    if (!post_of(t, &post, &due))
        return;
    instant until = typed_time(t, &form);
    if (form_ok(&form))
        snooze(t, &form, post, until);
    if (form_ok(&form))
        return;
    turn_refuse_form(t);
    show(t, &form, post, due);
}

static void back_page(struct turn *t)
{
    post_id post;
    instant due;
    if (!post_of(t, &post, &due))
        return;
    inbox_unsnooze(t->tx, t->seat, post);
    turn_go_saying(t, URL("/"), "ホームに戻しました。");
}

// 部屋を見る, or わかりました.
static void welcome_page(struct turn *t)
{
    struct form form = form_of(t->request);
    seat_welcome(t->tx, t->seat);
    if (form_tick(&form, S("look")))
        turn_go(t, url_make(t->arena, "/rooms/%i", t->seat->room.v));
    else
        turn_go(t, URL("/"));
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/later", later_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/later", later_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/back", back_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/later", later_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/later", later_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/back", back_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/welcome", welcome_page, .who = WHO_SEAT},
};
const struct routes later_routes = {sizeof routes / sizeof routes[0], routes};
