// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "notice/notice.h"
#include "post/post.sql.h"
#include "post/post_seal.h"
#include "web/live.h"

enum { REQUEST_KEY_MOST = 64, EXCERPT = 40 };

static const struct {
    str label, css;
} kinds[POST_KINDS] = {
    [POST_REPORT] = {S_CONST("報告"), S_CONST("blue")},
    [POST_QUESTION] = {S_CONST("相談"), S_CONST("purple")},
    [POST_MESSAGE] = {S_CONST("連絡"), S_CONST("cyan")},
    [POST_URGENT] = {S_CONST("緊急"), S_CONST("red")},
    [POST_MEDICINE] = {S_CONST("服薬"), S_CONST("green")},
    [POST_VITALS] = {S_CONST("バイタル"), S_CONST("lime")},
    [POST_VISIT] = {S_CONST("訪問"), S_CONST("yellow")},
    [POST_HOSPITAL] = {S_CONST("入退院"), S_CONST("orange")},
    [POST_WISHES] = {S_CONST("家族・意向"), S_CONST("magenta")},
    [POST_MEETING] = {S_CONST("会議"), S_CONST("gray")},
};

str post_kind_label(enum post_kind kind)
{
    check(kind < POST_KINDS);
    return kinds[kind].label;
}

bool post_kind_fits(enum post_kind kind, enum room_kind room)
{
    return room != ROOM_GROUP || kind <= POST_URGENT || kind == POST_MEETING;
}

str post_kind_class(enum post_kind kind)
{
    check(kind < POST_KINDS);
    return kinds[kind].css;
}

str post_excerpt(struct arena *a, str body)
{
    struct buf line = buf_in(a);
    str rest = text_shorten(a, body, EXCERPT);
    for (str part; str_split(&rest, '\n', &part);) {
        if (line.n && part.n)
            buf_byte(&line, ' ');
        buf_put(&line, part);
    }
    return buf_str(&line);
}

// --- the people it names ---------------------------------------------------------------------

// 代行入力 is for a colleague of one's own office: what somebody of another office said is one's
// own report.
static bool may_write_for(const struct seat *seat, seat_id for_seat, const struct seat_rows *people)
{
    const struct seat_row *me = NULL, *other = NULL;
    for (size_t i = 0; i < people->n; i++) {
        if (seat_same(people->at[i].id, seat->id))
            me = &people->at[i];
        if (seat_same(people->at[i].id, for_seat) && !day_is(people->at[i].removed_on))
            other = &people->at[i];
    }
    return me && other && me != other && office_same(me->office, other->office);
}

// The roster is asked for only by a post that names somebody.
static bool people_are_good(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    if (new->to.n == 0 && !seat_is(new->for_seat))
        return true;
    struct seat_rows people = seat_roster(tx, seat);
    return addressees_are_here(&new->to, &people) &&
           (!seat_is(new->for_seat) || may_write_for(seat, new->for_seat, &people));
}

// --- writing -----------------------------------------------------------------------------

static bool is_of_room(struct tx *tx, const struct seat *seat, post_id id)
{
    struct thread_of of;
    return !post_is(id) || post_thread_of(tx, seat->room, id, &of);
}

// A thread is named by its first post, however deep an answer stands.
static post_id thread_of(struct tx *tx, const struct seat *seat, post_id reply_to)
{
    struct thread_of of = {0};
    if (!post_is(reply_to) || !post_thread_of(tx, seat->room, reply_to, &of))
        return (post_id){0};
    return post_is(of.thread) ? of.thread : of.id;
}

static bool is_settled(struct tx *tx, const struct seat *seat, post_id reply_to)
{
    post_id thread = thread_of(tx, seat, reply_to);
    return post_is(thread) && thread_is_closed(tx, seat->room, thread, &thread);
}

static bool due_is_good(struct tx *tx, instant due)
{
    instant now = tx_now(tx);
    return due.us > now.us && due.us < now.us + DAYS(366);
}

static enum post_outcome examine(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    if (!seat->may_write || !post_kind_fits(new->kind, seat->kind))
        return POST_NOT_ALLOWED;
    if (str_trim(new->body).n == 0 && new->n_files == 0)
        return POST_EMPTY;
    if (text_length(new->body) > POST_MOST_CHARACTERS)
        return POST_TOO_LONG;
    if (!is_of_room(tx, seat, new->reply_to) || !is_of_room(tx, seat, new->quotes))
        return POST_NO_SUCH_REPLY;
    if (is_settled(tx, seat, new->reply_to))
        return POST_THREAD_CLOSED;
    if (!people_are_good(tx, seat, new))
        return POST_NO_SUCH_PERSON;
    if (new->asks && new->to.n == 0)
        return POST_NOBODY_ASKED;
    if (new->asks && !due_is_good(tx, new->due_at))
        return POST_DUE_PAST;
    return POST_WRITTEN;
}

// The same form with the same text is one post; with another text it is another post, because
// nothing that somebody wrote may be lost. A form without a key is its own request.
static bytes request_key(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    struct buf form = buf_in(tx_arena(tx));
    if (new->request_key.n == 0 || new->request_key.n > REQUEST_KEY_MOST)
        buf_put(&form, random_digits(tx_arena(tx), 30));
    else
        buf_put(&form, new->request_key);
    buf_print(&form, "\n%d %ld %zu\n", (int)new->kind, (long)new->reply_to.v, new->n_files);
    buf_put(&form, new->body);
    return token_of(tx_arena(tx), &seat->key, buf_str(&form));
}

static struct post_row row_of(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    return (struct post_row){
        .id = {tx_new_id(tx)},
        .seat = seat->id,
        .kind = new->kind,
        .reply_to = new->reply_to,
        .written_at = tx_now(tx),
        .thread = thread_of(tx, seat, new->reply_to),
        .for_seat = new->for_seat,
        .quotes = new->quotes,
        .due_at = new->asks ? new->due_at : NO_INSTANT,
        .changed_at = NO_INSTANT,
    };
}

// False when the same request has written already.
static bool insert(struct tx *tx, const struct seat *seat, const struct post_new *new, bytes key,
                   post_id *out)
{
    struct post_row row = row_of(tx, seat, new);
    struct said said = {.to = new->to, .body = new->body};
    post_digest(key, said.request);
    *out = row.id;
    return post_insert(tx, &(struct post_insert_params){
                               .room = seat->room,
                               .id = row.id,
                               .seat = row.seat,
                               .kind = row.kind,
                               .reply_to = row.reply_to,
                               .written_at = row.written_at,
                               .thread = row.thread,
                               .for_seat = row.for_seat,
                               .quotes = row.quotes,
                               .due_at = row.due_at,
                               .request_key = key,
                               .body = post_seal(tx, seat, &row, &said),
                           }) > 0;
}

enum post_outcome post_write(struct tx *tx, const struct seat *seat, const struct post_new *new,
                             post_id *out)
{
    enum post_outcome outcome = examine(tx, seat, new);
    if (outcome != POST_WRITTEN)
        return outcome;
    bytes key = request_key(tx, seat, new);
    if (!insert(tx, seat, new, key, out))
        return post_of_request(tx, seat->room, seat->id, key, out) ? POST_WRITTEN_BEFORE
                                                                   : POST_NOT_ALLOWED;
    for (size_t i = 0; i < new->n_files; i++)
        attachment_add(tx, seat, *out, &new->files[i]);
    for (size_t i = 0; i < new->to.n; i++)
        addressee_insert(tx, seat->room, *out, new->to.at[i].kind, new->to.at[i].target);
    post_index_new(tx, seat, new, *out);
    if (new->kind == POST_URGENT || new->to.n > 0)
        notice_tell_of_post(tx, seat->room, *out);
    audit_record(tx, &(struct audit_entry){"post.write", .city = seat->city, .room = seat->room,
                                           .subject = out->v});
    live_publish(tx, seat->room.v, S("room"), base32_from_id(tx_arena(tx), seat->room.v));
    return POST_WRITTEN;
}
