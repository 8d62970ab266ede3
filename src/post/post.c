// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "post/post.sql.h"
#include "post/post_seal.h"
#include "web/live.h"

// Ids begin with milliseconds in their upper bits (see tx_new_id).
enum { REQUEST_KEY_MOST = 64, EXCERPT = 40, ID_TIME_SHIFT = 22 };

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

// --- writing -----------------------------------------------------------------------------

static enum post_outcome examine(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    struct post_time replied;
    if (!seat->may_write)
        return POST_NOT_ALLOWED;
    if (str_trim(new->body).n == 0 && new->n_files == 0)
        return POST_EMPTY;
    if (text_length(new->body) > POST_MOST_CHARACTERS)
        return POST_TOO_LONG;
    if (post_is(new->reply_to) && !post_written(tx, seat->room, new->reply_to, &replied))
        return POST_NO_SUCH_REPLY;
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

static void tell(struct tx *tx, const struct seat *seat)
{
    live_publish(tx, seat->room.v, S("room"), base32_from_id(tx_arena(tx), seat->room.v));
}

// False when the same request has written already.
static bool insert(struct tx *tx, const struct seat *seat, const struct post_new *new, bytes key,
                   post_id *out)
{
    struct post_row row = {
        .id = {tx_new_id(tx)},
        .seat = seat->id,
        .kind = new->kind,
        .reply_to = new->reply_to,
        .written_at = tx_now(tx),
    };
    *out = row.id;
    return post_insert(tx, &(struct post_insert_params){
                               .room = seat->room,
                               .id = row.id,
                               .seat = row.seat,
                               .kind = row.kind,
                               .reply_to = row.reply_to,
                               .written_at = row.written_at,
                               .request_key = key,
                               .body = post_seal(tx, seat, &row, key, new->body),
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
    audit_record(tx, &(struct audit_entry){"post.write", .city = seat->city, .room = seat->room,
                                           .subject = out->v});
    tell(tx, seat);
    return POST_WRITTEN;
}

// --- who has read --------------------------------------------------------------------------

// A transaction takes far less than two minutes, so older ids than that are all there.
static post_id settled(struct tx *tx)
{
    int64_t back = MINUTES(2) / 1000 << ID_TIME_SHIFT;
    int64_t now = tx_new_id(tx);
    return (post_id){now > back ? now - back : 0};
}

static void tell_reads(struct tx *tx, const struct seat *seat)
{
    read_line_move(tx, seat->room, seat->id, settled(tx));
    live_publish(tx, seat->room.v, S("reads"), base32_from_id(tx_arena(tx), seat->room.v));
}

void post_mark_read(struct tx *tx, const struct seat *seat, const post_id *posts, size_t n)
{
    int64_t marked = 0;
    for (size_t i = 0; i < n; i++)
        marked += mark_read(tx, seat->room, posts[i], seat->id, tx_now(tx));
    if (marked)
        tell_reads(tx, seat);
}

bool post_confirm(struct tx *tx, const struct seat *seat, post_id post)
{
    if (day_is(seat->closed_on))
        return false;
    mark_read(tx, seat->room, post, seat->id, tx_now(tx));
    if (mark_confirmed(tx, seat->room, post, seat->id, tx_now(tx)) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"post.confirm", .city = seat->city, .room = seat->room,
                                           .subject = post.v});
    tell_reads(tx, seat);
    return true;
}

struct readers post_readers(struct tx *tx, const struct seat *seat, post_id post)
{
    struct post_time written;
    if (!post_written(tx, seat->room, post, &written))
        return (struct readers){0};
    struct reader_row_list rows =
        post_reader_rows(tx, seat->room, post, written.seat, day_of(written.written_at));
    struct readers readers = {rows.n, NEW_ARRAY(tx_arena(tx), struct reader, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct reader_row *row = &rows.at[i];
        readers.at[i] = (struct reader){
            .name = post_open_name(tx, seat, row->id, row->name),
            .office = row->office,
            .profession = row->profession,
            .reading = instant_is(row->confirmed_at) ? READING_CONFIRMED
                       : instant_is(row->read_at)    ? READING_READ
                                                     : READING_UNREAD,
            .read_at = row->read_at,
            .confirmed_at = row->confirmed_at,
        };
    }
    return readers;
}
