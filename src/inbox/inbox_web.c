// SPDX-License-Identifier: AGPL-3.0-or-later
// The home page, and the stream of live events.
#include "audit/audit.h"
#include "base/base32.h"
#include "inbox/desk_web.h"
#include "inbox/home_page.html.h"
#include "inbox/inbox.h"
#include "ledger/ledger.h"
#include "permission/permission.h"
#include "review/review.h"

// --- home ------------------------------------------------------------------------------

// Today the time, this year the date, before that the year too.
static str newest_text(struct turn *t, instant at)
{
    if (!instant_is(at))
        return S("まだ投稿はありません");
    day today = tx_today(t->tx), written = day_of(at);
    str when = written.n == today.n       ? S("きょう")
               : written.n + 1 == today.n ? S("きのう")
                                          : turn_day(t, written);
    return str_print(t->arena, "最新の投稿 %.*s %.*s", STR(when),
                     STR(instant_format_clock(t->arena, at)));
}

static struct room_item item_of(struct turn *t, const struct inbox_room *room)
{
    struct room_item item = {
        .to = url_make(t->arena, "/rooms/%i", room->room.v),
        .name = room->name,
        .is_patient = room->kind == ROOM_PATIENT,
        .newest = newest_text(t, room->newest_at),
        .city = room->kind != ROOM_NOTICE ? room->city_name : NONE,
        .later = url_make(t->arena, "/rooms/%i/later", room->room.v),
        .level = room->level == NOTICE_ALL ? NONE : notice_level_label(room->level),
        .unread = instant_is(room->until) ? 0 : room->unread,
        .is_closed = day_is(room->closed_on),
    };
    return item;
}

static struct room_items items_of(struct turn *t, const struct inbox_rooms *rooms,
                                  enum room_kind kind)
{
    struct room_items items = {0, NEW_ARRAY(t->arena, struct room_item, rooms->n)};
    for (size_t i = 0; i < rooms->n; i++)
        if (rooms->at[i].kind == kind)
            items.at[items.n++] = item_of(t, &rooms->at[i]);
    return items;
}

static str room_name_of(struct turn *t, const struct inbox_rooms *rooms, room_id room)
{
    for (size_t i = 0; i < rooms->n; i++)
        if (room_same(rooms->at[i].room, room))
            return rooms->at[i].kind == ROOM_PATIENT
                       ? str_print(t->arena, "%.*s 様", STR(rooms->at[i].name))
                       : rooms->at[i].name;
    return NONE;
}

// Near days by their word, others by their date.
static str moment_text(struct turn *t, instant at)
{
    day d = day_of(at);
    int away = d.n - tx_today(t->tx).n;
    str when = away == 0    ? S("きょう")
               : away == 1  ? S("あした")
               : away == -1 ? S("きのう")
                            : day_format_short(t->arena, d);
    return str_print(t->arena, "%.*s %.*s", STR(when), STR(instant_format_clock(t->arena, at)));
}

static str ask_text(struct turn *t, const struct inbox_ask *ask)
{
    bool is_asked = instant_is(ask->due_at);
    return str_print(t->arena, is_asked ? "%.*sまでに確認してください" : "%.*sの投稿",
                     STR(moment_text(t, is_asked ? ask->due_at : ask->written_at)));
}

static struct ask_item ask_item_of(struct turn *t, const struct inbox_rooms *rooms,
                                   const struct inbox_ask *ask)
{
    bool is_asked = instant_is(ask->due_at);
    return (struct ask_item){
        .to = url_make(t->arena, "/rooms/%i/posts/%i", ask->room.v, ask->post.v),
        .later = url_make(t->arena, "/rooms/%i/posts/%i/later", ask->room.v, ask->post.v),
        .room = room_name_of(t, rooms, ask->room),
        .what = ask_text(t, ask),
        .is_asked = is_asked,
        .is_late = is_asked && ask->due_at.us < tx_now(t->tx).us,
        .urgent = ask->urgent,
        .instead_of = ask->instead_of,
    };
}

static struct ask_items asks_of(struct turn *t, const struct inbox_rooms *rooms,
                                const struct inbox_asks *asks)
{
    struct ask_items items = {0, NEW_ARRAY(t->arena, struct ask_item, asks->n)};
    for (size_t i = 0; i < asks->n; i++)
        if (!instant_is(asks->at[i].until))
            items.at[items.n++] = ask_item_of(t, rooms, &asks->at[i]);
    return items;
}

static struct new_items invited_of(struct turn *t, const struct inbox_rooms *rooms)
{
    struct new_items items = {0, NEW_ARRAY(t->arena, struct new_item, rooms->n)};
    for (size_t i = 0; i < rooms->n; i++)
        if (rooms->at[i].is_new)
            items.at[items.n++] = (struct new_item){
                .welcome = url_make(t->arena, "/rooms/%i/welcome", rooms->at[i].room.v),
                .name = room_name_of(t, rooms, rooms->at[i].room),
                .city = rooms->at[i].city_name,
            };
    return items;
}

// What is put off: posts, then rooms.
static struct later_items later_of(struct turn *t, const struct inbox_rooms *rooms,
                                   const struct inbox_asks *asks)
{
    struct later_items items = {0, NEW_ARRAY(t->arena, struct later_item, asks->n + rooms->n)};
    for (size_t i = 0; i < asks->n; i++) {
        const struct inbox_ask *a = &asks->at[i];
        if (instant_is(a->until))
            items.at[items.n++] = (struct later_item){
                .to = url_make(t->arena, "/rooms/%i/posts/%i", a->room.v, a->post.v),
                .back = url_make(t->arena, "/rooms/%i/posts/%i/back", a->room.v, a->post.v),
                .room = room_name_of(t, rooms, a->room),
                .what = ask_text(t, a),
                .until = moment_text(t, a->until),
            };
    }
    for (size_t i = 0; i < rooms->n; i++) {
        const struct inbox_room *r = &rooms->at[i];
        if (instant_is(r->until) && r->unread)
            items.at[items.n++] = (struct later_item){
                .to = url_make(t->arena, "/rooms/%i", r->room.v),
                .back = url_make(t->arena, "/rooms/%i/back", r->room.v),
                .room = room_name_of(t, rooms, r->room),
                .what = S("部屋の未読"),
                .until = moment_text(t, r->until),
            };
    }
    return items;
}

// The live events after which the list is not true any more.
static str events_of(struct turn *t, const struct inbox_rooms *rooms)
{
    struct buf events = buf_in(t->arena);
    buf_put(&events, S("room-seats inbox-new"));
    for (size_t i = 0; i < rooms->n; i++) {
        buf_put(&events, S(" room-"));
        buf_put(&events, base32_from_id(t->arena, rooms->at[i].room.v));
    }
    return buf_str(&events);
}

static void home_page(struct turn *t)
{
    struct inbox_rooms rooms = inbox_list(t->tx, t->me);
    struct inbox_asks asks = inbox_asked(t->tx, t->me);
    struct home_rooms list = {
        .events = events_of(t, &rooms),
        .asks = asks_of(t, &rooms, &asks),
        .invited = invited_of(t, &rooms),
        .later = later_of(t, &rooms, &asks),
        .notices = items_of(t, &rooms, ROOM_NOTICE),
        .rooms = items_of(t, &rooms, ROOM_PATIENT),
        .groups = items_of(t, &rooms, ROOM_GROUP),
        .desk = desk_items_of(t),
        .late = late_items_of(t),
        .is_officer = t->me->role == ROLE_OFFICER,
    };
    audit_viewed(t->me, t->me->city, "inbox.view", (room_id){0}, 0, tx_now(t->tx));
    if (t->request->wants_fragment) {
        home_rooms_put_html(turn_out(t), &list);
        return;
    }
    struct home_page page = {
        .base = turn_base(t, S("ホーム")),
        .list = list,
    };
    if (list.is_officer) {
        page.reviews = review_count(t->tx, t->me->city);
        page.permissions = permission_waiting(t->tx, t->me->city);
        page.ending = ledger_ending_in(t->tx, t->me->city);
    }
    home_page_html(turn_out(t), &page);
}

// The badge of the navigation, which shows it in the title and on the app's icon too.
static void count_page(struct turn *t)
{
    count_badge_html(turn_out(t), inbox_count(t->tx, t->me));
}

// --- live events -----------------------------------------------------------------------

static void live_page(struct turn *t)
{
    struct int_list topics = inbox_live_topics(t->tx, t->me, LIVE_TOPICS);
    t->response->kind = BODY_LIVE;
    t->response->n_topics = topics.n;
    t->response->topics = topics.at;
    t->response->live_key = t->me->member.v;
}

static const struct route routes[] = {
    {METHOD_GET, "/", home_page, .who = WHO_MEMBER},
    {METHOD_GET, "/inbox/count", count_page, .who = WHO_MEMBER},
    {METHOD_GET, "/live", live_page, .who = WHO_MEMBER, .flags = ROUTE_LIVE},
};
const struct routes inbox_routes = {sizeof routes / sizeof routes[0], routes};
