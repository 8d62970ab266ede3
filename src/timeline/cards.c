// SPDX-License-Identifier: AGPL-3.0-or-later
#include "timeline/cards.h"

#include "base/base32.h"
#include "base/buf.h"
#include "base/text.h"
#include "escalation/escalation.h"
#include "frame/frame.h"
#include "timeline/links.h"

// --- reading -------------------------------------------------------------------------

static int64_t readers_possible(const struct seat_rows *people, const struct post *post)
{
    day written = day_of(post->written_at);
    int64_t n = 0;
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *s = &people->at[i];
        if (!seat_same(s->id, post->seat) &&
            (!day_is(s->removed_on) || s->removed_on.n >= written.n))
            n++;
    }
    return n;
}

static str name_among(const struct seat_rows *people, seat_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return people->at[i].name;
    return NONE;
}

// One or two by name, more as a number: a line under each post has no room for more.
static void put_doctors(struct buf *text, const struct seat_rows *people, const struct post *post)
{
    enum { NAMED = 2 };
    const struct seat_id_list *doctors = &post->unread_doctors;
    if (doctors->n == 0)
        return;
    buf_put(text, S("・未読の医師 "));
    if (doctors->n > NAMED) {
        buf_int(text, (int64_t)doctors->n);
        buf_put(text, S("人"));
    }
    for (size_t i = 0; i < doctors->n && doctors->n <= NAMED; i++) {
        if (i)
            buf_put(text, S("、"));
        buf_put(text, name_among(people, doctors->at[i]));
    }
}

// In a notice room everybody of the city has a seat: only the readers are counted there.
static struct reads_line reads_of(struct turn *t, const struct seat_rows *people, str id,
                                  const struct post *post)
{
    struct buf text = buf_in(t->arena);
    buf_put(&text, S("既読 "));
    buf_int(&text, post->readers);
    if (t->seat->kind != ROOM_NOTICE) {
        buf_byte(&text, '/');
        buf_int(&text, readers_possible(people, post));
    } else {
        buf_put(&text, S("人"));
    }
    if (post->confirmers) {
        buf_put(&text, S("・確認 "));
        buf_int(&text, post->confirmers);
    }
    if (post->standing != POST_WITHDRAWN) // nobody has to read it any more
        put_doctors(&text, people, post);
    return (struct reads_line){.id = id, .text = buf_str(&text)};
}

struct reads_lines post_reads_of(struct turn *t, const struct post_list *posts)
{
    struct reads_lines lines = {posts->n, NEW_ARRAY(t->arena, struct reads_line, posts->n)};
    for (size_t i = 0; i < posts->n; i++) {
        const struct post *post = &posts->at[i];
        lines.at[i] = reads_of(t, &posts->people, base32_from_id(t->arena, post->id.v), post);
    }
    return lines;
}

// --- files ---------------------------------------------------------------------------

static str size_text(struct arena *a, int64_t size)
{
    if (size < 1000000)
        return str_print(a, "%ldKB", (long)(size < 1000 ? 1 : (size + 500) / 1000));
    return str_print(a, "%ld.%ldMB", (long)(size / 1000000), (long)(size / 100000 % 10));
}

static struct shown_file file_of(struct turn *t, const struct attachment *file)
{
    int64_t room = t->seat->room.v, post = file->post.v, id = file->id.v;
    struct shown_file shown = {
        .to = url_make(t->arena, "/rooms/%i/posts/%i/files/%i", room, post, id),
        .name = file->file_name,
    };
    if (file->kind == ATTACHMENT_PHOTO)
        shown.thumbnail = url_make(t->arena, "/rooms/%i/posts/%i/thumbnails/%i", room, post, id);
    else {
        shown.to = url_make(t->arena, "/rooms/%i/posts/%i/files/%i/pages", room, post, id);
        shown.size = size_text(t->arena, file->size);
    }
    return shown;
}

static struct shown_files files_of(struct turn *t, const struct post *post,
                                   enum attachment_kind kind)
{
    if (post->files.n == 0)
        return (struct shown_files){0};
    struct shown_files shown = {0, NEW_ARRAY(t->arena, struct shown_file, post->files.n)};
    for (size_t i = 0; i < post->files.n; i++)
        if (post->files.at[i].kind == kind)
            shown.at[shown.n++] = file_of(t, &post->files.at[i]);
    return shown;
}

// --- cards ---------------------------------------------------------------------------

static void add_reply(struct turn *t, const struct post *post, struct post_card *card)
{
    card->is_reply = true;
    card->reply_author = post->reply_author;
    card->reply_excerpt = post->reply_excerpt;
    card->reply_post =
        url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, post->reply_to.v);
}

static void add_quote(struct turn *t, const struct post *post, struct post_card *card)
{
    card->quote_author = post->quote_author;
    card->quote_excerpt = post->quote_excerpt;
    card->quote_post =
        url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, post->quotes.v);
}

static void add_whom(struct turn *t, const struct seat_rows *people, const struct post *post,
                     struct post_card *card)
{
    card->to_me = post->to_me;
    card->to.at = NEW_ARRAY(t->arena, struct label, post->to.n);
    for (size_t i = 0; i < post->to.n; i++) {
        str label = addressee_label(t->arena, post->to.at[i], people);
        if (label.n)
            card->to.at[card->to.n++] = (struct label){label};
    }
    if (!instant_is(post->due_at))
        return;
    card->due = str_print(t->arena, "%.*sまで", STR(frame_moment(t->arena, post->due_at).text));
    card->overdue =
        post->to_me && !post->confirmed_by_me && post->due_at.us < tx_now(t->tx).us;
}

// In whose place I am asked, and who answered in whose.
static void add_notes(struct turn *t, const struct seat_rows *people,
                      const struct escalation_notes *notes, const struct post *post,
                      struct post_card *card)
{
    struct buf mine = buf_in(t->arena);
    card->instead.at = NEW_ARRAY(t->arena, struct label, notes->n);
    for (size_t i = 0; i < notes->n; i++) {
        const struct escalation_note *note = &notes->at[i];
        str asked = name_among(people, note->asked);
        if (!post_same(note->post, post->id))
            continue;
        if (seat_is(note->by))
            card->instead.at[card->instead.n++] = (struct label){
                str_print(t->arena, "%.*sさんの代わりに%.*sさんが確認", STR(asked),
                          STR(name_among(people, note->by)))};
        else
            buf_print(&mine, "%s%.*sさん", mine.n ? "、" : "", STR(asked));
    }
    card->stands_for = buf_str(&mine);
    card->overdue |= mine.n && post->due_at.us < tx_now(t->tx).us;
}

static void add_change(struct turn *t, const struct post *post, struct post_card *card)
{
    static const char *const done[] = {
        [POST_EDITED] = "編集済み", [POST_CORRECTED] = "訂正", [POST_WITHDRAWN] = "取消"};
    card->gone = post->standing == POST_WITHDRAWN;
    card->changed = str_print(t->arena, "%s（%.*s）前の文を見る", done[post->standing],
                              STR(frame_moment(t->arena, post->changed_at).text));
    card->versions =
        url_make(t->arena, "/rooms/%i/posts/%i/versions", t->seat->room.v, post->id.v);
}

static void add_thread(struct turn *t, const struct post *post, struct post_card *card)
{
    card->replies = post->replies;
    card->unread_replies = post->unread_replies;
    card->thread = url_make(t->arena, "/rooms/%i/threads/%i", t->seat->room.v, post->id.v);
}

static void add_actions(struct turn *t, const struct post *post, struct post_card *card)
{
    int64_t room = t->seat->room.v, id = post->id.v;
    card->readers = url_make(t->arena, "/rooms/%i/posts/%i/readers", room, id);
    card->menu = url_make(t->arena, "/rooms/%i/posts/%i/menu", room, id);
    card->confirmed = post->confirmed_by_me;
    card->may_confirm = !post->mine && (!post->confirmed_by_me || card->stands_for.n) &&
                        !day_is(t->seat->closed_on);
    if (card->may_confirm)
        card->confirm = url_make(t->arena, "/rooms/%i/posts/%i/confirm", room, id);
    card->may_reply = t->seat->may_write;
    if (card->may_reply)
        card->reply = url_make(t->arena, "/rooms/%i?reply=%i#write", room, id);
}

static struct post_card card_of(struct turn *t, const struct seat_rows *people,
                                const struct escalation_notes *notes, const struct post *post)
{
    bool fresh = !post->mine && !post->read_by_me;
    struct post_card card = {
        .id = base32_from_id(t->arena, post->id.v),
        .mine = post->mine,
        .urgent = post->kind == POST_URGENT,
        .fresh = fresh,
        .unread = fresh && post->id.v > t->seat->id.v,
        .kind = post_kind_label(post->kind),
        .chip = post_kind_class(post->kind),
        .mark_class = frame_mark_class(post->profession),
        .mark = frame_mark(post->profession),
        .who = {post->author, profession_label(post->profession), post->office},
        .when = frame_clock(t->arena, post->written_at),
        .for_author = post->for_author,
        .body = post->body,
        .parts = post_body_parts(t, post->body),
        .photos = files_of(t, post, ATTACHMENT_PHOTO),
        .files = files_of(t, post, ATTACHMENT_PDF),
    };
    card.has_reads = t->seat->kind != ROOM_NOTICE || t->seat->may_write;
    if (card.has_reads)
        card.reads = reads_of(t, people, card.id, post);
    if (post_is(post->reply_to))
        add_reply(t, post, &card);
    if (post_is(post->quotes))
        add_quote(t, post, &card);
    if (post->to.n)
        add_whom(t, people, post, &card);
    if (notes->n && instant_is(post->due_at))
        add_notes(t, people, notes, post, &card);
    if (post->standing != POST_STANDS)
        add_change(t, post, &card);
    if (post->replies)
        add_thread(t, post, &card);
    add_actions(t, post, &card);
    return card;
}

struct post_cards post_cards_of(struct turn *t, const struct post_list *posts)
{
    struct post_cards cards = {posts->n, NEW_ARRAY(t->arena, struct post_card, posts->n)};
    struct escalation_notes notes = escalation_notes_of(t->tx, t->seat, posts);
    day before = NO_DAY;
    bool found_unread = false;
    for (size_t i = 0; i < posts->n; i++) {
        day written = day_of(posts->at[i].written_at);
        cards.at[i] = card_of(t, &posts->people, &notes, &posts->at[i]);
        if (written.n != before.n) {
            cards.at[i].day = frame_day_mark(t, written);
            cards.at[i].day_id = str_part(cards.at[i].when.machine, 0, 10);
        }
        cards.at[i].first_unread = cards.at[i].unread && !found_unread;
        found_unread |= cards.at[i].unread;
        before = written;
    }
    return cards;
}
