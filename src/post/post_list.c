// SPDX-License-Identifier: AGPL-3.0-or-later
// Posts with everything that a page shows of them. The number of queries does not depend on the
// number of posts.
#include "base/check.h"
#include "post/post_marks.h"
#include "post/post_seal.h"

// --- authors -------------------------------------------------------------------------

// The roster of a room or group names everybody who ever wrote there. A notice room has a seat
// for everybody of the city, so only its few authors are fetched.
static struct seat_rows people_of(struct tx *tx, const struct seat *seat, post_id first,
                                  post_id last)
{
    if (seat->kind != ROOM_NOTICE)
        return seat_roster(tx, seat);
    struct author_row_list rows = post_authors(tx, seat->room, first, last);
    struct seat_rows people = {rows.n, NEW_ARRAY(tx_arena(tx), struct seat_row, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        people.at[i] = (struct seat_row){
            .id = rows.at[i].id,
            .name = post_open_name(tx, seat, rows.at[i].id, rows.at[i].name),
            .office_name = rows.at[i].office,
            .profession = rows.at[i].profession,
        };
    return people;
}

static const struct seat_row *author_of(const struct seat_rows *people, seat_id seat)
{
    static const struct seat_row nobody;
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, seat))
            return &people->at[i];
    return &nobody;
}

static struct post opened(struct tx *tx, const struct seat *seat, const struct post_row *row,
                          const struct seat_rows *people)
{
    const struct seat_row *author = author_of(people, row->seat);
    const struct seat_row *me = author_of(people, seat->id);
    struct said said = post_open(tx, seat, row);
    return (struct post){
        .id = row->id,
        .seat = row->seat,
        .for_seat = row->for_seat,
        .for_author = seat_is(row->for_seat) ? author_of(people, row->for_seat)->name : NONE,
        .author = author->name,
        .office = author->office_name,
        .profession = author->profession,
        .kind = row->kind,
        .reply_to = row->reply_to,
        .thread = row->thread,
        .quotes = row->quotes,
        .written_at = row->written_at,
        .due_at = row->due_at,
        .changed_at = row->changed_at,
        .revision = row->revision,
        .standing = row->standing,
        .to = said.to,
        .to_me = seat_is(me->id) && addressees_name(&said.to, me),
        .body = said.body,
        .mine = seat_same(row->seat, seat->id) || seat_same(row->for_seat, seat->id),
    };
}

// --- what posts answer and quote -------------------------------------------------------

static const struct post *on_page(const struct post_list *list, post_id id)
{
    for (size_t i = 0; i < list->n; i++)
        if (post_same(list->at[i].id, id))
            return &list->at[i];
    return NULL;
}

// Fills in what the post says of another that it answers or quotes. Of what was withdrawn only that:
// its body is the reason now, and no saying of its author.
static void refer(struct tx *tx, struct post *post, const struct post *other)
{
    post_id to = other->id;
    str author = other->author, excerpt = post_excerpt(tx_arena(tx), other->body);
    if (other->standing == POST_WITHDRAWN)
        excerpt = S("（取り消された投稿）");
    if (post_same(post->reply_to, to)) {
        post->reply_author = author;
        post->reply_excerpt = excerpt;
    }
    if (post_same(post->quotes, to)) {
        post->quote_author = author;
        post->quote_excerpt = excerpt;
    }
}

// Those of long ago, in one query. Mostly it is one or two posts, and looking for those by their
// ids is much cheaper than looking through the page for them.
enum { FEW = 3 };
struct few {
    post_id ids[FEW];
    size_t n;
};

static bool note_old(const struct post_list *list, post_id to, struct few *few)
{
    if (!post_is(to) || on_page(list, to))
        return true;
    if (few->n == FEW)
        return false;
    few->ids[few->n++] = to;
    return true;
}

static struct post_row_list referred_before(struct tx *tx, const struct seat *seat,
                                            const struct post_list *list)
{
    struct few few = {0};
    for (size_t i = 0; i < list->n; i++)
        if (!note_old(list, list->at[i].reply_to, &few) || !note_old(list, list->at[i].quotes, &few))
            return post_referred(tx, seat->room, list->at[0].id, list->at[list->n - 1].id);
    if (few.n == 0)
        return (struct post_row_list){0};
    return post_row_few(tx, seat->room, few.ids[0], few.ids[1], few.ids[2]);
}

static void add_referred(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct post_row_list old = referred_before(tx, seat, list);
    for (size_t j = 0; j < old.n; j++) {
        const struct post other = {.id = old.at[j].id,
                                   .author = author_of(&list->people, old.at[j].seat)->name,
                                   .standing = old.at[j].standing,
                                   .body = post_open(tx, seat, &old.at[j]).body};
        for (size_t i = 0; i < list->n; i++)
            refer(tx, &list->at[i], &other);
    }
    for (size_t i = 0; i < list->n; i++) {
        const post_id to[] = {list->at[i].reply_to, list->at[i].quotes};
        for (size_t k = 0; k < 2; k++) {
            const struct post *other = post_is(to[k]) ? on_page(list, to[k]) : NULL;
            if (other)
                refer(tx, &list->at[i], other);
        }
    }
}

// --- threads that began here -----------------------------------------------------------

static void add_threads(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct thread_row_list threads =
        post_threads(tx, seat->room, list->at[0].id, list->at[list->n - 1].id, seat->id);
    size_t at = 0;
    for (size_t i = 0; i < threads.n; i++) {
        while (at < list->n && list->at[at].id.v < threads.at[i].thread.v)
            at++;
        if (at == list->n || !post_same(list->at[at].id, threads.at[i].thread))
            continue;
        list->at[at].replies = threads.at[i].replies;
        list->at[at].unread_replies = threads.at[i].unread;
    }
}

// --- files ---------------------------------------------------------------------------

static void add_files(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    post_id first = list->at[0].id, last = list->at[list->n - 1].id;
    struct attachment_list files = post_is(list->thread)
                                       ? attachment_list_thread(tx, seat, list->thread, last)
                                       : attachment_list_between(tx, seat, first, last);
    size_t j = 0;
    for (size_t i = 0; i < list->n; i++) {
        while (j < files.n && files.at[j].post.v < list->at[i].id.v)
            j++;
        list->at[i].files.at = files.at + j;
        while (j < files.n && post_same(files.at[j].post, list->at[i].id))
            j++, list->at[i].files.n++;
    }
}

// --- lists ---------------------------------------------------------------------------

// Rows in ascending order become posts with everything that the page shows of them. They lie
// together in the room, or are one thread's.
static struct post_list complete(struct tx *tx, const struct seat *seat, const struct post_row *rows,
                                 size_t n, post_id thread)
{
    struct post_list list = {.n = n, .thread = thread};
    post_id first = n ? rows[0].id : (post_id){0}, last = n ? rows[n - 1].id : first;
    list.people = people_of(tx, seat, first, last);
    if (n == 0)
        return list;
    list.at = NEW_ARRAY(tx_arena(tx), struct post, n);
    for (size_t i = 0; i < n; i++)
        list.at[i] = opened(tx, seat, &rows[i], &list.people);
    add_referred(tx, seat, &list);
    if (!post_is(thread))
        add_threads(tx, seat, &list);
    post_add_marks(tx, seat, &list);
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
    struct post_list list = complete(tx, seat, rows.at, n, (post_id){0});
    list.more = rows.n > POST_PAGE;
    return list;
}

struct post_list post_list_after(struct tx *tx, const struct seat *seat, post_id after)
{
    struct post_row_list rows = post_rows_after(tx, seat->room, after, POST_PAGE + 1);
    size_t n = rows.n > POST_PAGE ? POST_PAGE : rows.n;
    struct post_list list = complete(tx, seat, rows.at, n, (post_id){0});
    list.more = rows.n > POST_PAGE;
    return list;
}

struct post_list post_list_between(struct tx *tx, const struct seat *seat, instant from,
                                   instant until, int64_t skip, int64_t most)
{
    struct post_row_list rows = post_rows_between(tx, seat->room, from, until, skip, most);
    return complete(tx, seat, rows.at, rows.n, (post_id){0});
}

int64_t post_count_between(struct tx *tx, const struct seat *seat, instant from, instant until)
{
    return post_count_of(tx, seat->room, from, until);
}

struct post_list post_list_around(struct tx *tx, const struct seat *seat, post_id first)
{
    enum { BEFORE = 3 };
    struct post_row_list before = post_rows_before(tx, seat->room, first, BEFORE);
    struct post_row_list rows = post_rows_after(tx, seat->room, (post_id){first.v - 1}, POST_PAGE + 1);
    size_t after = rows.n > POST_PAGE - before.n ? POST_PAGE - before.n : rows.n;
    struct post_row *all = NEW_ARRAY(tx_arena(tx), struct post_row, before.n + after);
    reverse(before.at, before.n);
    for (size_t i = 0; i < before.n + after; i++)
        all[i] = i < before.n ? before.at[i] : rows.at[i - before.n];
    struct post_list list = complete(tx, seat, all, before.n + after, (post_id){0});
    list.more = rows.n > after;
    return list;
}

struct post_list post_list_unread(struct tx *tx, const struct seat *seat)
{
    post_id first;
    if (!post_first_unread(tx, seat->room, seat->id, &first))
        return (struct post_list){0};
    return post_list_around(tx, seat, first);
}

struct post_list post_list_thread(struct tx *tx, const struct seat *seat, post_id thread,
                                  post_id after)
{
    struct post_row root;
    if (!post_row_of(tx, seat->room, thread, &root) || post_is(root.thread))
        return (struct post_list){0};
    struct post_row_list rows = post_rows_thread(tx, seat->room, thread, after, POST_PAGE + 1);
    size_t n = rows.n > POST_PAGE ? POST_PAGE : rows.n;
    struct post_row *all = NEW_ARRAY(tx_arena(tx), struct post_row, n + 1);
    all[0] = root;
    for (size_t i = 0; i < n; i++)
        all[i + 1] = rows.at[i];
    struct post_list list = complete(tx, seat, all, n + 1, thread);
    list.more = rows.n > POST_PAGE;
    return list;
}

struct post_list post_list_pinned(struct tx *tx, const struct seat *seat)
{
    struct post_row_list rows = pinned_rows(tx, seat->room);
    struct post_list list = {.n = rows.n, .at = NEW_ARRAY(tx_arena(tx), struct post, rows.n)};
    if (rows.n == 0)
        return list;
    list.people = seat_roster(tx, seat);
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = opened(tx, seat, &rows.at[i], &list.people);
    return list;
}

struct post_list post_list_one(struct tx *tx, const struct seat *seat, post_id id)
{
    struct post_row row;
    if (!post_row_of(tx, seat->room, id, &row))
        return (struct post_list){0};
    return complete(tx, seat, &row, 1, (post_id){0});
}

bool post_find(struct tx *tx, const struct seat *seat, post_id id, struct post *out)
{
    struct post_list list = post_list_one(tx, seat, id);
    if (list.n == 0)
        return false;
    *out = list.at[0];
    return tx_ok(tx);
}

struct post_list post_list_reads(struct tx *tx, const struct seat *seat, post_id first)
{
    struct seat_of_post_list rows = post_seats(tx, seat->room, first, POST_READS);
    struct post_list list = {.n = rows.n};
    if (rows.n == 0)
        return list;
    if (seat->kind != ROOM_NOTICE)
        list.people = seat_roster(tx, seat);
    list.at = NEW_ARRAY(tx_arena(tx), struct post, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct post){
            .id = rows.at[i].id,
            .seat = rows.at[i].seat,
            .written_at = rows.at[i].written_at,
        };
    post_add_marks(tx, seat, &list);
    return list;
}
