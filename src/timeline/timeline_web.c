// SPDX-License-Identifier: AGPL-3.0-or-later
// The room page, what it renews by itself, and the addresses inside a room.
#include "timeline/timeline.h"
#include "timeline/timeline_web.h"

#include "audit/audit.h"
#include "base/base32.h"

enum { WRITE_MOST_BYTES = 64 * 1024 * 1024 };

// --- what the pages of a room share ------------------------------------------------------

url room_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i", t->seat->room.v);
}

void room_viewed(struct turn *t, const char *action, int64_t subject)
{
    audit_viewed(t->me, t->seat->city, action, t->seat->room, subject, tx_now(t->tx));
}

static post_id id_in_query(const struct turn *t, str name)
{
    int64_t id;
    return (post_id){base32_to_id(params_get(&t->request->query, name), &id) ? id : 0};
}

// --- the room ----------------------------------------------------------------------------

static struct fresh_ids fresh_of(struct turn *t, const struct post_cards *cards)
{
    struct fresh_ids fresh = {0, NEW_ARRAY(t->arena, str, cards->n)};
    for (size_t i = 0; i < cards->n; i++)
        if (cards->at[i].fresh)
            fresh.at[fresh.n++] = cards->at[i].id;
    return fresh;
}

static bool any_unread(const struct post_cards *cards)
{
    for (size_t i = 0; i < cards->n; i++)
        if (cards->at[i].unread)
            return true;
    return false;
}

static void add_addresses(struct turn *t, const struct post_list *posts, struct room_page *page)
{
    int64_t room = t->seat->room.v;
    page->room_id = base32_from_id(t->arena, room);
    page->newest = room_url(t);
    page->team = url_make(t->arena, "/rooms/%i/team", room);
    page->read = url_make(t->arena, "/rooms/%i/read", room);
    page->live_posts = url_make(t->arena, "/rooms/%i/posts", room);
    page->live_reads = url_make(t->arena, "/rooms/%i/reads", room);
    if (posts->n == 0)
        return;
    page->live_reads = url_make(t->arena, "/rooms/%i/reads?first=%i", room, posts->at[0].id.v);
    page->older = url_make(t->arena, "/rooms/%i?before=%i", room, posts->at[0].id.v);
}

static void add_closing(struct turn *t, struct room_page *page)
{
    page->is_closed = day_is(t->seat->closed_on);
    if (!page->is_closed)
        return;
    page->closed = (struct banner){
        .kind = "warn",
        .title = str_print(t->arena, "この部屋は%.*sに終了しました",
                           STR(day_format(t->arena, t->seat->closed_on))),
        .text = S("これまでの投稿は読めますが、新しく書き込むことはできません。"),
    };
}

void room_show(struct turn *t, const struct draft *draft)
{
    post_id before = id_in_query(t, S("before"));
    struct post_list posts = post_list_before(t->tx, t->seat, before);
    struct room_page page = {
        // The browser keeps titles in its history: no patient's name in them.
        .base = turn_base(t, S("部屋")),
        .frame = frame_of(t, FRAME_TIMELINE, NONE),
        .is_patient = frame_is_patients(t),
        .has_older = posts.more,
        .is_old = post_is(before),
        .posts = post_cards_of(t, &posts),
        .may_write = t->seat->may_write && !post_is(before),
    };
    page.base.look = S("page-room");
    page.fresh = fresh_of(t, &page.posts);
    page.has_unread = any_unread(&page.posts);
    add_addresses(t, &posts, &page);
    add_closing(t, &page);
    if (page.may_write)
        page.write = write_box_of(t, draft);
    if (page.is_patient)
        page.side = team_card_of(t, &posts.people);
    room_page_html(turn_out(t), &page);
    room_viewed(t, "room.view", 0);
}

void room_page(struct turn *t)
{
    struct draft draft = {
        .form = form_empty(t->arena),
        .reply_to = id_in_query(t, S("reply")),
    };
    room_show(t, &draft);
}

// --- what renews itself --------------------------------------------------------------------

void posts_after_page(struct turn *t)
{
    struct post_list posts = post_list_after(t->tx, t->seat, id_in_query(t, S("after")));
    if (posts.n == 0) {
        t->response->status = 204;
        return;
    }
    struct post_cards cards = post_cards_of(t, &posts);
    post_cards_put_html(turn_out(t), &cards);
    if (posts.more)
        response_header(t->response, S("Tsunagi-More"), S("1"));
    room_viewed(t, "room.view", 0);
}

// The counts under the posts of an open page, from its first post on.
void reads_page(struct turn *t)
{
    struct post_list posts = post_list_reads(t->tx, t->seat, id_in_query(t, S("first")));
    struct reads_lines lines = post_reads_of(t, &posts);
    reads_lines_put_html(turn_out(t), &lines);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room", room_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/team", team_list_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/reads", reads_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/read", read_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts", posts_after_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts", write_page, .prepare = write_prepare, .who = WHO_SEAT,
     .max_body = WRITE_MOST_BYTES},
    {METHOD_GET, "/rooms/:room/posts/:post", one_post_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/readers", readers_list_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/confirm", confirm_page, .who = WHO_SEAT},
};
const struct routes timeline_routes = {sizeof routes / sizeof routes[0], routes};
