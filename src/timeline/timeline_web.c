// SPDX-License-Identifier: AGPL-3.0-or-later
// The room page, what it renews by itself, and the addresses inside a room.
#include "timeline/timeline.h"
#include "timeline/timeline_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "vitals/vitals.h"

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
    page->newest = url_make(t->arena, "/rooms/%i?newest=1", room);
    page->team = url_make(t->arena, "/rooms/%i/team", room);
    page->search = url_make(t->arena, "/search?room=%i", room);
    page->sign_in = url_with(t->arena, URL("/signin"), S("next"),
                             url_make(t->arena, "/rooms/%i", room).s);
    page->read = url_make(t->arena, "/rooms/%i/read", room);
    page->live_posts = url_make(t->arena, "/rooms/%i/posts", room);
    page->live_reads = url_make(t->arena, "/rooms/%i/reads", room);
    if (posts->n == 0)
        return;
    page->live_reads = url_make(t->arena, "/rooms/%i/reads?first=%i", room, posts->at[0].id.v);
    page->older = url_make(t->arena, "/rooms/%i?before=%i", room, posts->at[0].id.v);
    page->newer = url_make(t->arena, "/rooms/%i?after=%i", room, posts->at[posts->n - 1].id.v);
}

static void add_closing(struct turn *t, struct room_page *page)
{
    page->is_closed = day_is(t->seat->closed_on);
    if (!page->is_closed)
        return;
    page->closed = (struct banner){
        .kind = "warn",
        .title = str_print(t->arena, "この%sは%.*sに終了しました",
                           frame_is_group(t) ? "連携グループ" : "部屋",
                           STR(turn_day(t, t->seat->closed_on))),
        .text = S("これまでの投稿は読めますが、新しく書き込むことはできません。"),
    };
}

static struct pin_lines pins_of(struct turn *t)
{
    struct post_list pins = post_list_pinned(t->tx, t->seat);
    struct pin_lines lines = {pins.n, NEW_ARRAY(t->arena, struct pin_line, pins.n)};
    for (size_t i = 0; i < pins.n; i++)
        lines.at[i] = (struct pin_line){
            .to = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, pins.at[i].id.v),
            .author = pins.at[i].author,
            .excerpt = post_excerpt(t->arena, pins.at[i].body),
            .chip = post_kind_class(pins.at[i].kind),
            .kind = post_kind_label(pins.at[i].kind),
        };
    return lines;
}

static struct room_vitals vitals_of(struct turn *t)
{
    struct vitals newest;
    if (!frame_is_patients(t) || !vitals_newest(t->tx, t->seat, &newest))
        return (struct room_vitals){0};
    return (struct room_vitals){
        .text = vitals_text(t->arena, &newest.values, S("、")),
        .who = newest.author,
        .when = frame_moment(t->arena, newest.measured_at),
        .to = url_make(t->arena, "/rooms/%i/vitals", t->seat->room.v),
    };
}

// Which part of the timeline is asked for: before, after or around a post. Without a wish the room
// opens at the first unread post; whoever writes stands at the newest.
static struct post_list wanted(struct turn *t, bool at_newest, struct room_page *page)
{
    post_id before = id_in_query(t, S("before")), after = id_in_query(t, S("after"));
    post_id at = id_in_query(t, S("at"));
    struct post_list list = {0};
    if (!at_newest && post_is(after)) {
        list = post_list_after(t->tx, t->seat, after);
        page->has_older = true;
    } else if (!at_newest && post_is(at)) {
        list = post_list_around(t->tx, t->seat, at);
        page->has_older = list.n > 0;
    } else if (!at_newest && !post_is(before) && !params_get(&t->request->query, S("newest")).n) {
        list = post_list_unread(t->tx, t->seat);
        page->has_older = list.n > 0;
    }
    page->is_old = list.n && list.more;
    page->has_newer = page->is_old;
    if (page->is_old)
        return list;
    // All that is unread fits on the newest page, or nothing is unread.
    list = post_list_before(t->tx, t->seat, at_newest ? (post_id){0} : before);
    page->has_older = list.more;
    page->is_old = !at_newest && post_is(before);
    page->has_newer = page->is_old;
    return list;
}

void room_show(struct turn *t, const struct draft *draft, bool at_newest)
{
    struct room_page page = {
        // The browser keeps titles in its history: no patient's name in them.
        .base = turn_base(t, S("部屋")),
        .frame = frame_of(t, FRAME_TIMELINE, NONE),
        .is_patient = frame_is_patients(t),
        .has_team = frame_is_patients(t) || frame_is_group(t),
    };
    struct post_list posts = wanted(t, at_newest, &page);
    page.posts = post_cards_of(t, &posts);
    page.may_write = t->seat->may_write && !page.is_old;
    page.base.look = S("page-room");
    page.base.has_write = page.may_write;
    page.hints_voice = !t->appearance.knows_voice;
    page.fresh = fresh_of(t, &page.posts);
    page.draft_waits = t->seat->may_write && page.is_old && draft_is(draft->kept);
    page.has_unread = any_unread(&page.posts);
    page.vitals = vitals_of(t);
    page.pins = pins_of(t);
    add_addresses(t, &posts, &page);
    add_closing(t, &page);
    if (page.may_write)
        page.write = write_box_of(t, draft, &posts.people);
    if (page.has_team)
        page.side = team_card_of(t, &posts.people);
    room_page_html(turn_out(t), &page);
    room_viewed(t, "room.view", 0);
}

void room_page(struct turn *t)
{
    struct draft draft = {
        .form = form_empty(t->arena),
        .reply_to = id_in_query(t, S("reply")),
        .quotes = id_in_query(t, S("quote")),
        .shows_whom = params_get(&t->request->query, S("whom")).n > 0,
    };
    bool answers = post_is(draft.reply_to) || post_is(draft.quotes);
    draft_restore(t, &draft);
    room_show(t, &draft, answers || draft.shows_whom);
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
    {METHOD_GET, "/rooms/:room/whom", whom_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/reads", reads_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/read", read_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts", posts_after_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts", write_page, .prepare = write_prepare, .who = WHO_SEAT,
     .flags = ROUTE_TELLS_SIZE, .max_body = WRITE_MOST_BYTES},
    {METHOD_POST, "/rooms/:room/draft", draft_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/draft/discard", draft_discard_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/draft/use", draft_use_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post", one_post_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/menu", menu_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/readers", readers_list_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/confirm", confirm_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/unread", unread_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/pin", pin_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/unpin", unpin_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/change", change_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/change", change_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/withdraw", withdraw_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/posts/:post/withdraw", withdraw_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/posts/:post/versions", versions_list_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/threads/:post", one_thread_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/threads/:post/close", thread_close_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/threads/:post/reopen", thread_reopen_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/threads/:post/follow", thread_follow_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/threads/:post/unfollow", thread_unfollow_page, .who = WHO_SEAT},
};
const struct routes timeline_routes = {sizeof routes / sizeof routes[0], routes};
