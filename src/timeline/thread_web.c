// SPDX-License-Identifier: AGPL-3.0-or-later
// One matter by itself, its end, and who is told of it.
#include "thread/thread.h"
#include "base/base32.h"
#include "timeline/thread_page.html.h"
#include "timeline/timeline_web.h"

static post_id after_of(const struct turn *t)
{
    int64_t id;
    return (post_id){base32_to_id(params_get(&t->request->query, S("after")), &id) ? id : 0};
}

static void add_addresses(struct turn *t, post_id id, const struct post_list *posts,
                          struct thread_page *page)
{
    int64_t room = t->seat->room.v;
    page->room = room_url(t);
    page->read = url_make(t->arena, "/rooms/%i/read", room);
    page->reply = url_make(t->arena, "/rooms/%i?reply=%i#write", room, id.v);
    page->close = url_make(t->arena, "/rooms/%i/threads/%i/close", room, id.v);
    page->reopen = url_make(t->arena, "/rooms/%i/threads/%i/reopen", room, id.v);
    page->follow = url_make(t->arena, "/rooms/%i/threads/%i/follow", room, id.v);
    page->unfollow = url_make(t->arena, "/rooms/%i/threads/%i/unfollow", room, id.v);
    page->has_more = posts->more;
    page->more = url_make(t->arena, "/rooms/%i/threads/%i?after=%i", room, id.v,
                          posts->at[posts->n - 1].id.v);
}

void one_thread_page(struct turn *t)
{
    struct thread thread;
    post_id id = {turn_param(t, 1)};
    struct post_list posts = post_list_thread(t->tx, t->seat, id, after_of(t));
    if (posts.n == 0 || !thread_find(t->tx, t->seat, id, &thread)) {
        turn_missing(t);
        return;
    }
    struct thread_page page = {
        .base = turn_base(t, S("ひとつの話")),
        .frame = frame_of(t, FRAME_NONE, S("ひとつの話")),
        .may_write = t->seat->may_write,
        .is_closed = instant_is(thread.closed_at),
        .follows = thread.follows,
        .posts = post_cards_of(t, &posts),
    };
    if (page.is_closed)
        page.closed = str_print(t->arena, "%.*sに%.*sさんが終了しました。",
                                STR(frame_moment(t->arena, thread.closed_at).text),
                                STR(thread.closed_by));
    add_addresses(t, id, &posts, &page);
    page.base.look = S("page-room");
    thread_page_html(turn_out(t), &page);
    room_viewed(t, "thread.view", id.v);
}

// --- what is done to it ----------------------------------------------------------------------------

static void go_back(struct turn *t, const char *said)
{
    turn_go_saying(t, url_make(t->arena, "/rooms/%i/threads/%i", t->seat->room.v, turn_param(t, 1)),
                   said);
}

void thread_close_page(struct turn *t)
{
    bool done = thread_close(t->tx, t->seat, (post_id){turn_param(t, 1)});
    go_back(t, done ? "この話を終了しました。いつでも再開できます。"
                    : "この話は、すでに終了しているか、終了できません。");
}

void thread_reopen_page(struct turn *t)
{
    bool done = thread_reopen(t->tx, t->seat, (post_id){turn_param(t, 1)});
    go_back(t, done ? "この話を再開しました。" : "この話は、すでに再開されているか、再開できません。");
}

void thread_follow_page(struct turn *t)
{
    thread_follow(t->tx, t->seat, (post_id){turn_param(t, 1)}, true);
    go_back(t, "この話に返信があると、お知らせします。");
}

void thread_unfollow_page(struct turn *t)
{
    thread_follow(t->tx, t->seat, (post_id){turn_param(t, 1)}, false);
    go_back(t, "この話のお知らせをやめました。");
}
