// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "post/post.sql.h"
#include "web/live.h"

#include <sodium.h>

// Ids begin with milliseconds in their upper bits (see tx_new_id).
enum { REQUEST_KEY_MOST = 64, EXCERPT = 40, POSTS_AT_ONCE = 1000, ID_TIME_SHIFT = 22 };

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

// --- the seal ------------------------------------------------------------------------------

// With the text, the seal holds what the row says beside it, so that a changed author, time or
// kind is found as surely as a changed word.
struct facts {
    int64_t seat, kind, reply_to, written_at;
    uint8_t request[16]; // digest of the request key
};

static struct facts facts_of(const struct post_row *row)
{
    return (struct facts){row->seat.v, (int64_t)row->kind, row->reply_to.v, row->written_at.us, {0}};
}

static void digest(bytes request_key, uint8_t out[16])
{
    crypto_generichash(out, 16, request_key.p, request_key.n, NULL, 0);
}

static struct place body_place(room_id room, post_id post)
{
    return (struct place){S("post"), S("body"), post.v, room.v};
}

static bytes seal_body(struct tx *tx, const struct seat *seat, const struct post_row *row,
                       bytes request_key, str body)
{
    struct facts facts = facts_of(row);
    digest(request_key, facts.request);
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, body);
    return seal(tx_arena(tx), &seat->key, body_place(seat->room, row->id), buf_bytes(&plain));
}

// False when the bytes or the columns beside them are not what was sealed.
static bool unseal_body(struct arena *a, const struct key *key, room_id room,
                        const struct post_row *row, struct facts *facts, str *body)
{
    bytes plain;
    struct facts said = facts_of(row);
    if (!unseal(a, key, body_place(room, row->id), row->body, &plain) || plain.n < sizeof *facts)
        return false;
    memcpy(facts, plain.p, sizeof *facts);
    *body = str_from(bytes_str(plain), sizeof *facts);
    return memcmp(facts, &said, offsetof(struct facts, request)) == 0;
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
                               .body = seal_body(tx, seat, &row, key, new->body),
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

// --- reading -----------------------------------------------------------------------------

struct author {
    seat_id seat;
    str name, office;
    enum profession profession;
};
struct authors {
    size_t n;
    struct author *at;
};

static str open_name(struct tx *tx, const struct seat *seat, seat_id of, bytes sealed)
{
    str name = NONE;
    struct place place = {S("seat"), S("name"), of.v, seat->room.v};
    if (!unseal_text(tx_arena(tx), &seat->key, place, sealed, &name))
        tx_fail(tx, "the name on a seat does not open");
    return name;
}

static struct authors authors_between(struct tx *tx, const struct seat *seat, post_id first,
                                      post_id last)
{
    struct author_row_list rows = post_authors(tx, seat->room, first, last);
    struct authors authors = {rows.n, NEW_ARRAY(tx_arena(tx), struct author, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct author_row *row = &rows.at[i];
        authors.at[i] = (struct author){row->id, open_name(tx, seat, row->id, row->name),
                                        row->office, row->profession};
    }
    return authors;
}

static const struct author *author_of(const struct authors *authors, seat_id seat)
{
    static const struct author nobody;
    for (size_t i = 0; i < authors->n; i++)
        if (seat_same(authors->at[i].seat, seat))
            return &authors->at[i];
    return &nobody;
}

static str open_body(struct tx *tx, const struct seat *seat, const struct post_row *row)
{
    struct facts facts;
    str body = NONE;
    if (!unseal_body(tx_arena(tx), &seat->key, seat->room, row, &facts, &body))
        tx_fail(tx, "a post does not open");
    return body;
}

static struct post opened(struct tx *tx, const struct seat *seat, const struct post_row *row,
                          const struct authors *authors)
{
    const struct author *author = author_of(authors, row->seat);
    return (struct post){
        .id = row->id,
        .seat = row->seat,
        .author = author->name,
        .office = author->office,
        .profession = author->profession,
        .kind = row->kind,
        .reply_to = row->reply_to,
        .written_at = row->written_at,
        .body = open_body(tx, seat, row),
        .mine = seat_same(row->seat, seat->id),
    };
}

static bool any_reply(const struct post_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (post_is(list->at[i].reply_to))
            return true;
    return false;
}

static void add_replied(struct tx *tx, const struct seat *seat, struct post_list *list,
                        const struct authors *authors)
{
    if (!any_reply(list))
        return;
    struct post_row_list replied =
        post_replied(tx, seat->room, list->at[0].id, list->at[list->n - 1].id);
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < replied.n; j++)
            if (post_same(list->at[i].reply_to, replied.at[j].id)) {
                str body = open_body(tx, seat, &replied.at[j]);
                list->at[i].reply_excerpt = post_excerpt(tx_arena(tx), body);
                list->at[i].reply_author = author_of(authors, replied.at[j].seat)->name;
            }
}

// Both lists are in the order of ids.
static void add_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct marks_row_list marks =
        post_marks(tx, seat->room, list->at[0].id, list->at[list->n - 1].id, seat->id);
    size_t i = 0;
    for (size_t j = 0; j < marks.n; j++) {
        while (i < list->n && list->at[i].id.v < marks.at[j].post.v)
            i++;
        if (i == list->n || !post_same(list->at[i].id, marks.at[j].post))
            continue;
        list->at[i].readers = marks.at[j].readers;
        list->at[i].confirmers = marks.at[j].confirmers;
        list->at[i].read_by_me = marks.at[j].read_by_me != 0;
        list->at[i].confirmed_by_me = marks.at[j].confirmed_by_me != 0;
    }
}

static void add_files(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct attachment_list files =
        attachment_list_between(tx, seat, list->at[0].id, list->at[list->n - 1].id);
    size_t j = 0;
    for (size_t i = 0; i < list->n; i++) {
        while (j < files.n && files.at[j].post.v < list->at[i].id.v)
            j++;
        list->at[i].files.at = files.at + j;
        while (j < files.n && post_same(files.at[j].post, list->at[i].id))
            j++, list->at[i].files.n++;
    }
}

// Rows in ascending order become posts with everything that the page shows of them.
static struct post_list complete(struct tx *tx, const struct seat *seat, const struct post_row *rows,
                                 size_t n)
{
    struct post_list list = {.n = n};
    if (n == 0)
        return list;
    struct authors authors = authors_between(tx, seat, rows[0].id, rows[n - 1].id);
    list.at = NEW_ARRAY(tx_arena(tx), struct post, n);
    for (size_t i = 0; i < n; i++)
        list.at[i] = opened(tx, seat, &rows[i], &authors);
    add_replied(tx, seat, &list, &authors);
    add_marks(tx, seat, &list);
    add_files(tx, seat, &list);
    return list;
}

static void reverse(struct post_row *rows, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct post_row row = rows[i];
        rows[i] = rows[n - 1 - i];
        rows[n - 1 - i] = row;
    }
}

struct post_list post_list_before(struct tx *tx, const struct seat *seat, post_id before)
{
    if (!post_is(before))
        before = (post_id){INT64_MAX};
    struct post_row_list rows = post_rows_before(tx, seat->room, before, POST_PAGE + 1);
    size_t n = rows.n > POST_PAGE ? POST_PAGE : rows.n;
    reverse(rows.at, n);
    struct post_list list = complete(tx, seat, rows.at, n);
    list.more = rows.n > POST_PAGE;
    return list;
}

struct post_list post_list_after(struct tx *tx, const struct seat *seat, post_id after)
{
    struct post_row_list rows = post_rows_after(tx, seat->room, after, POST_PAGE + 1);
    size_t n = rows.n > POST_PAGE ? POST_PAGE : rows.n;
    struct post_list list = complete(tx, seat, rows.at, n);
    list.more = rows.n > POST_PAGE;
    return list;
}

bool post_find(struct tx *tx, const struct seat *seat, post_id id, struct post *out)
{
    struct post_row row;
    if (!post_row_of(tx, seat->room, id, &row))
        return false;
    *out = complete(tx, seat, &row, 1).at[0];
    return tx_ok(tx);
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
            .name = open_name(tx, seat, row->id, row->name),
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

// --- verifying ---------------------------------------------------------------------------

struct post_check post_verify(struct tx *tx, room_id room, const struct key *key, post_id after,
                              void (*broken)(void *context, post_id post), void *context)
{
    struct post_sealed_list rows = post_sealed_rows(tx, room, after, POSTS_AT_ONCE);
    struct post_check check = {.n = rows.n, .last = after};
    for (size_t i = 0; i < rows.n; i++) {
        const struct post_sealed *r = &rows.at[i];
        struct post_row row = {r->id, r->seat, r->kind, r->reply_to, r->written_at, r->body};
        struct facts facts;
        uint8_t request[sizeof facts.request];
        str body;
        digest(r->request_key, request);
        if (!unseal_body(tx_arena(tx), key, room, &row, &facts, &body) ||
            memcmp(facts.request, request, sizeof request) != 0)
            broken(context, r->id);
        check.last = r->id;
    }
    return check;
}
