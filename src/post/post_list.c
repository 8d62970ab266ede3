// SPDX-License-Identifier: AGPL-3.0-or-later
// Posts with everything that a page shows of them. The number of queries does not depend on the
// number of posts.
#include "base/check.h"
#include "post/post_seal.h"

// --- authors -------------------------------------------------------------------------

// The roster of a patient's room names everybody who ever wrote there. A notice room has a seat
// for everybody of the city, so only its few authors are fetched.
static struct seat_rows people_of(struct tx *tx, const struct seat *seat, post_id first,
                                  post_id last)
{
    if (seat->kind == ROOM_PATIENT)
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
    return (struct post){
        .id = row->id,
        .seat = row->seat,
        .author = author->name,
        .office = author->office_name,
        .profession = author->profession,
        .kind = row->kind,
        .reply_to = row->reply_to,
        .written_at = row->written_at,
        .body = post_open(tx, seat, row),
        .mine = seat_same(row->seat, seat->id),
    };
}

// --- replies -------------------------------------------------------------------------

static const struct post *on_page(const struct post_list *list, post_id id)
{
    for (size_t i = 0; i < list->n; i++)
        if (post_same(list->at[i].id, id))
            return &list->at[i];
    return NULL;
}

static void name_replied(struct tx *tx, struct post *post, str author, str body)
{
    post->reply_author = author;
    post->reply_excerpt = post_excerpt(tx_arena(tx), body);
}

// What was replied to long ago, in one query. Mostly it is one or two posts, and looking for
// those by their ids is much cheaper than looking through the page for them.
static struct post_row_list replied_before(struct tx *tx, const struct seat *seat,
                                           const struct post_list *list)
{
    enum { FEW = 3 };
    post_id few[FEW] = {{0}};
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        post_id to = list->at[i].reply_to;
        if (!post_is(to) || on_page(list, to))
            continue;
        if (n == FEW)
            return post_replied(tx, seat->room, list->at[0].id, list->at[list->n - 1].id);
        few[n++] = to;
    }
    return post_replied_few(tx, seat->room, few[0], few[1], few[2]);
}

static void add_replied_before(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct post_row_list rows = replied_before(tx, seat, list);
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < rows.n; j++)
            if (post_same(list->at[i].reply_to, rows.at[j].id) && !list->at[i].reply_author.n)
                name_replied(tx, &list->at[i], author_of(&list->people, rows.at[j].seat)->name,
                             post_open(tx, seat, &rows.at[j]));
}

static void add_replied(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    bool any_before = false;
    for (size_t i = 0; i < list->n; i++) {
        struct post *post = &list->at[i];
        if (!post_is(post->reply_to))
            continue;
        const struct post *replied = on_page(list, post->reply_to);
        if (replied)
            name_replied(tx, post, replied->author, replied->body);
        else
            any_before = true;
    }
    if (any_before)
        add_replied_before(tx, seat, list);
}

// --- marks ---------------------------------------------------------------------------

// Marks come in the order of posts; returns the post of this one.
static struct post *next_marked(struct post_list *list, size_t *at, post_id post)
{
    while (*at < list->n && list->at[*at].id.v < post.v)
        ++*at;
    return *at < list->n && post_same(list->at[*at].id, post) ? &list->at[*at] : NULL;
}

// A few people for each post: counted here, which is cheaper than by the database.
static void add_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    struct mark_row_list marks =
        post_marks(tx, seat->room, list->at[0].id, list->at[list->n - 1].id);
    size_t at = 0;
    for (size_t i = 0; i < marks.n; i++) {
        const struct mark_row *mark = &marks.at[i];
        struct post *post = next_marked(list, &at, mark->post);
        if (!post)
            continue;
        bool mine = seat_same(mark->seat, seat->id);
        post->readers++;
        post->confirmers += mark->confirmed_at != 0;
        post->read_by_me |= mine;
        post->confirmed_by_me |= mine && mark->confirmed_at;
    }
}

// In a notice room with thousands of readers a member sees the own marks only; who writes
// there sees the counts.
static void add_notice_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    post_id first = list->at[0].id, last = list->at[list->n - 1].id;
    struct mark_row_list mine = post_marks_of(tx, seat->room, first, last, seat->id);
    size_t at = 0;
    for (size_t i = 0; i < mine.n; i++) {
        struct post *post = next_marked(list, &at, mine.at[i].post);
        if (!post)
            continue;
        post->read_by_me = true;
        post->confirmed_by_me = mine.at[i].confirmed_at != 0;
    }
    if (!seat->may_write)
        return;
    struct count_row_list counts = post_mark_counts(tx, seat->room, first, last);
    at = 0;
    for (size_t i = 0; i < counts.n; i++) {
        struct post *post = next_marked(list, &at, counts.at[i].post);
        if (!post)
            continue;
        post->readers = counts.at[i].readers;
        post->confirmers = counts.at[i].confirmers;
    }
}

static void add_all_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    if (seat->kind == ROOM_PATIENT)
        add_marks(tx, seat, list);
    else
        add_notice_marks(tx, seat, list);
}

// --- files ---------------------------------------------------------------------------

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

// --- lists ---------------------------------------------------------------------------

// Rows in ascending order become posts with everything that the page shows of them.
static struct post_list complete(struct tx *tx, const struct seat *seat, const struct post_row *rows,
                                 size_t n)
{
    struct post_list list = {.n = n};
    post_id first = n ? rows[0].id : (post_id){0}, last = n ? rows[n - 1].id : first;
    list.people = people_of(tx, seat, first, last);
    if (n == 0)
        return list;
    list.at = NEW_ARRAY(tx_arena(tx), struct post, n);
    for (size_t i = 0; i < n; i++)
        list.at[i] = opened(tx, seat, &rows[i], &list.people);
    add_replied(tx, seat, &list);
    add_all_marks(tx, seat, &list);
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

struct post_list post_list_one(struct tx *tx, const struct seat *seat, post_id id)
{
    struct post_row row;
    if (!post_row_of(tx, seat->room, id, &row))
        return (struct post_list){0};
    return complete(tx, seat, &row, 1);
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
    if (seat->kind == ROOM_PATIENT)
        list.people = seat_roster(tx, seat);
    list.at = NEW_ARRAY(tx_arena(tx), struct post, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = (struct post){
            .id = rows.at[i].id,
            .seat = rows.at[i].seat,
            .written_at = rows.at[i].written_at,
        };
    add_all_marks(tx, seat, &list);
    return list;
}
