// SPDX-License-Identifier: AGPL-3.0-or-later
// One post by itself, and what can be done to it.
#include "base/base32.h"
#include "reading/reading.h"
#include "timeline/post_page.html.h"
#include "timeline/timeline_web.h"

bool post_of_address(struct turn *t, struct post *post, struct post_card *card)
{
    struct post_list list = post_list_one(t->tx, t->seat, (post_id){turn_param(t, 1)});
    if (list.n == 0) {
        turn_missing(t);
        return false;
    }
    *post = list.at[0];
    *card = post_cards_of(t, &list).at[0];
    card->day = turn_day(t, day_of(post->written_at));
    return true;
}

static bool is_pinned(struct turn *t, post_id id)
{
    struct post_list pins = post_list_pinned(t->tx, t->seat);
    for (size_t i = 0; i < pins.n; i++)
        if (post_same(pins.at[i].id, id))
            return true;
    return false;
}

struct post_menu post_menu_of(struct turn *t, const struct post *post)
{
    int64_t room = t->seat->room.v, id = post->id.v;
    post_id thread = post_is(post->thread) ? post->thread : post->id;
    bool writes = t->seat->may_write;
    return (struct post_menu){
        .may_quote = writes,
        .may_pin = writes,
        .is_pinned = writes && is_pinned(t, post->id),
        .may_change = post->mine && writes && post->standing != POST_WITHDRAWN,
        .is_final = tx_now(t->tx).us >= post_final_at(t->tx, t->seat, post->written_at).us,
        .may_unread = post->read_by_me && !post->confirmed_by_me,
        .quote = url_make(t->arena, "/rooms/%i?quote=%i#write", room, id),
        .pin = url_make(t->arena, "/rooms/%i/posts/%i/pin", room, id),
        .unpin = url_make(t->arena, "/rooms/%i/posts/%i/unpin", room, id),
        .change = url_make(t->arena, "/rooms/%i/posts/%i/change", room, id),
        .withdraw = url_make(t->arena, "/rooms/%i/posts/%i/withdraw", room, id),
        .unread = url_make(t->arena, "/rooms/%i/posts/%i/unread", room, id),
        .thread = url_make(t->arena, "/rooms/%i/threads/%i", room, thread.v),
        .here = url_make(t->arena, "/rooms/%i/posts/%i", room, id),
    };
}

static struct shown_files originals_of(struct turn *t, const struct post *post)
{
    struct shown_files shown = {0, NEW_ARRAY(t->arena, struct shown_file, post->files.n)};
    for (size_t i = 0; i < post->files.n && post->standing != POST_WITHDRAWN; i++)
        shown.at[shown.n++] = (struct shown_file){
            .to = url_make(t->arena, "/rooms/%i/posts/%i/files/%i/original", t->seat->room.v,
                           post->id.v, post->files.at[i].id.v),
            .name = post->files.at[i].file_name,
        };
    return shown;
}

void one_post_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!post_of_address(t, &post, &card))
        return;
    room_viewed(t, "post.view", post.id.v);
    if (t->request->wants_fragment) {
        post_card_put_html(turn_out(t), &card);
        return;
    }
    struct post_page page = {
        // As in the room: no patient's name in the browser's history.
        .base = turn_base(t, S("投稿")),
        .frame = frame_of(t, FRAME_NONE, S("投稿")),
        .read = url_make(t->arena, "/rooms/%i/read", t->seat->room.v),
        .card = card,
        .menu = post_menu_of(t, &post),
        .originals = originals_of(t, &post),
    };
    page.base.look = S("page-room");
    post_page_html(turn_out(t), &page);
}

// The list under 「その他」; without script the post's own page has the same.
void menu_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!t->request->wants_fragment) {
        one_post_page(t);
        return;
    }
    if (!post_of_address(t, &post, &card))
        return;
    struct post_menu menu = post_menu_of(t, &post);
    post_menu_put_html(turn_out(t), &menu);
}

// --- small changes ---------------------------------------------------------------------------

static void go_to_post(struct turn *t, const char *said)
{
    turn_go_saying(t, url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, turn_param(t, 1)),
                   said);
}

void unread_page(struct turn *t)
{
    if (reading_unmark(t->tx, t->seat, (post_id){turn_param(t, 1)}))
        turn_go_saying(t, url_make(t->arena, "/"), "投稿を未読に戻しました。");
    else
        go_to_post(t, "この投稿は未読に戻せません。確認した投稿は、読んだ記録が残ります。");
}

static const char *pin_sentence(enum pin_outcome outcome, const char *done)
{
    switch (outcome) {
    case PIN_DONE:
        return done;
    case PIN_TOO_MANY:
        return "固定できるのは20件までです。ほかの投稿の固定をやめてから、もう一度押してください。";
    case PIN_REFUSED:
        break;
    }
    return "この投稿の固定は変えられません。すでに変わっているか、部屋が終了しています。";
}

void pin_page(struct turn *t)
{
    enum pin_outcome outcome = post_pin(t->tx, t->seat, (post_id){turn_param(t, 1)});
    go_to_post(t, pin_sentence(outcome, "部屋の上に固定しました。"));
}

void unpin_page(struct turn *t)
{
    enum pin_outcome outcome = post_unpin(t->tx, t->seat, (post_id){turn_param(t, 1)});
    go_to_post(t, pin_sentence(outcome, "固定をやめました。"));
}
