// SPDX-License-Identifier: AGPL-3.0-or-later
// 編集・訂正・取消 of a post, and everything that it has said.
#include "base/base32.h"
#include "base/buf.h"
#include "reading/reading.h"
#include "timeline/change_page.html.h"
#include "timeline/timeline_web.h"
#include "timeline/versions_page.html.h"

static url post_url(struct turn *t, const struct post *post)
{
    return url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, post->id.v);
}

static bool may_change(const struct turn *t, const struct post *post)
{
    return post->mine && t->seat->may_write && post->standing != POST_WITHDRAWN;
}

// --- the forms ---------------------------------------------------------------------------------

static void show_change(struct turn *t, struct form form, const struct post *post,
                        const struct post_card *card)
{
    bool is_final = tx_now(t->tx).us >= post_final_at(t->tx, t->seat, post->written_at).us;
    struct change_page page = {
        .base = turn_base(t, is_final ? S("投稿の訂正") : S("投稿の編集")),
        .frame = frame_of(t, FRAME_NONE, is_final ? S("訂正") : S("編集")),
        .form = form,
        .text = field_of(&form, S("body"), S("新しい本文"), post->body),
        .title = is_final ? S("投稿を訂正する") : S("投稿を編集する"),
        .lead = S("前の文も記録に残り、だれでも見られます。読んだ人には、もう一度「未読」として届きます。"),
        .button = is_final ? S("訂正する") : S("編集する"),
        .revision = str_print(t->arena, "%ld", (long)post->revision),
        .to = url_make(t->arena, "/rooms/%i/posts/%i/change", t->seat->room.v, post->id.v),
        .back = post_url(t, post),
        .card = *card,
    };
    page.base.look = S("page-room");
    page.text.required = true;
    page.text.rows = 6;
    change_page_html(turn_out(t), &page);
    room_viewed(t, "post.view", post->id.v);
}

static void show_withdraw(struct turn *t, struct form form, const struct post *post,
                          const struct post_card *card)
{
    struct change_page page = {
        .base = turn_base(t, S("投稿の取消")),
        .frame = frame_of(t, FRAME_NONE, S("取消")),
        .form = form,
        .text = field_of(&form, S("reason"), S("取り消す理由"), NONE),
        .title = S("投稿を取り消す"),
        .lead = S("投稿の場所には、取り消したことと理由が残ります。前の文も記録に残ります。取り消しは元に戻せません。"),
        .button = S("取り消す"),
        .bad = true,
        .revision = str_print(t->arena, "%ld", (long)post->revision),
        .to = url_make(t->arena, "/rooms/%i/posts/%i/withdraw", t->seat->room.v, post->id.v),
        .back = post_url(t, post),
        .card = *card,
    };
    page.base.look = S("page-room");
    page.text.required = true;
    page.text.rows = 2;
    change_page_html(turn_out(t), &page);
    room_viewed(t, "post.view", post->id.v);
}

static bool own_post(struct turn *t, struct post *post, struct post_card *card)
{
    if (!post_of_address(t, post, card))
        return false;
    if (may_change(t, post))
        return true;
    turn_missing(t);
    return false;
}

void change_form_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (own_post(t, &post, &card))
        show_change(t, form_empty(t->arena), &post, &card);
}

void withdraw_form_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (own_post(t, &post, &card))
        show_withdraw(t, form_empty(t->arena), &post, &card);
}

// --- what was sent -------------------------------------------------------------------------------

static const struct form_rule body_rule = {S_CONST("新しい本文"), POST_MOST_CHARACTERS, false};
static const struct form_rule reason_rule = {S_CONST("取り消す理由"), 500, false};

static int64_t revision_sent(const struct form *form)
{
    int64_t revision = -1;
    return str_to_int(form_typed(form, S("revision")), &revision) ? revision : -1;
}

// True when the answer is given; false: the form is shown again with what was refused.
static bool settle(struct turn *t, struct form *form, str field, const struct post *post,
                   enum post_change change, const char *said)
{
    switch (change) {
    case POST_CHANGED:
        turn_go_saying(t, url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, post->id.v),
                       said);
        return true;
    case POST_SAME:
        form_refuse(form, field, S("前の文と同じです。直すところを書き換えてください。"));
        return false;
    case POST_CHANGE_EMPTY:
        form_refuse(form, field, S("ことばを入れてください。"));
        return false;
    case POST_CHANGE_LONG:
        form_refuse(form, field, S("長すぎます。1万文字までにしてください。"));
        return false;
    case POST_CHANGED_MEANWHILE:
        form_refuse(form, NONE,
                    S("この投稿は、画面を開いたあとで書き換えられています。上の今の文を確かめて、もう一度送ってください。"));
        return false;
    case POST_CHANGE_REFUSED:
        break;
    }
    turn_missing(t);
    return true;
}

void change_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!own_post(t, &post, &card))
        return;
    struct form form = form_of(t->request);
    str body = form_lines(&form, S("body"), body_rule);
    if (form_ok(&form) &&
        settle(t, &form, S("body"), &post,
               post_correct(t->tx, t->seat, post.id, revision_sent(&form), body),
               "書き換えました。前の文も残っています。"))
        return;
    turn_refuse_form(t);
    show_change(t, form, &post, &card);
}

void withdraw_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!own_post(t, &post, &card))
        return;
    struct form form = form_of(t->request);
    str reason = form_lines(&form, S("reason"), reason_rule);
    if (form_ok(&form) &&
        settle(t, &form, S("reason"), &post,
               post_withdraw(t->tx, t->seat, post.id, revision_sent(&form), reason),
               "投稿を取り消しました。"))
        return;
    turn_refuse_form(t);
    show_withdraw(t, form, &post, &card);
}

// --- versions --------------------------------------------------------------------------------------

static str what_of(const struct post_version *v)
{
    switch (v->standing) {
    case POST_STANDS:
        return S("書いたとき");
    case POST_EDITED:
        return S("編集");
    case POST_CORRECTED:
        return S("訂正");
    case POST_WITHDRAWN:
        return S("取消（理由）");
    }
    return NONE;
}

// By name: who read this text, and which of them confirmed it.
static str readers_of(struct turn *t, const struct version_readers *all,
                      const struct seat_rows *people, int64_t revision)
{
    struct buf names = buf_in(t->arena);
    for (size_t i = 0; i < all->n; i++)
        for (size_t j = 0; j < people->n && all->at[i].revision == revision; j++)
            if (seat_same(people->at[j].id, all->at[i].seat))
                buf_print(&names, "%s%.*s%s", names.n ? "、" : "", STR(people->at[j].name),
                          instant_is(all->at[i].confirmed_at) ? "（確認）" : "");
    return buf_str(&names);
}

static struct version_shown shown_of(struct turn *t, const struct post_version *v, bool now)
{
    struct version_shown shown = {
        .what = what_of(v),
        .by = v->by,
        .body = v->body,
        .since = frame_moment(t->arena, v->since),
        .now = now,
    };
    if (v->readers)
        shown.reads = str_print(t->arena, "この文を読んだ人 %ld人・確認した人 %ld人", (long)v->readers,
                                (long)v->confirmers);
    return shown;
}

void versions_list_page(struct turn *t)
{
    struct post_versions all =
        post_versions(t->tx, t->seat, (post_id){turn_param(t, 1)});
    if (all.n == 0) {
        turn_missing(t);
        return;
    }
    struct versions_page page = {
        .base = turn_base(t, S("投稿の変わり方")),
        .frame = frame_of(t, FRAME_NONE, S("投稿の変わり方")),
        .post = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, turn_param(t, 1)),
        .versions = {all.n, NEW_ARRAY(t->arena, struct version_shown, all.n)},
    };
    bool by_name = t->seat->kind != ROOM_NOTICE && all.n > 1;
    struct version_readers readers = {0};
    struct seat_rows people = {0};
    if (by_name) {
        readers = reading_before(t->tx, t->seat, (post_id){turn_param(t, 1)});
        people = seat_roster(t->tx, t->seat);
    }
    for (size_t i = 0; i < all.n; i++) {
        page.versions.at[i] = shown_of(t, &all.at[i], i + 1 == all.n);
        page.versions.at[i].names = readers_of(t, &readers, &people, all.at[i].revision);
    }
    page.base.look = S("page-room");
    versions_page_html(turn_out(t), &page);
    room_viewed(t, "post.view", turn_param(t, 1));
}
