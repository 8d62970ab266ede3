// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/post_marks.h"

#include "post/post.sql.h"

// Marks come in the order of posts; returns the post of this one.
static struct post *next_marked(struct post_list *list, size_t *at, post_id post)
{
    while (*at < list->n && list->at[*at].id.v < post.v)
        ++*at;
    return *at < list->n && post_same(list->at[*at].id, post) ? &list->at[*at] : NULL;
}

// Few of a team are doctors; each is a bit for each post.
enum { DOCTORS = 32 };
struct doctors {
    size_t n;
    seat_id at[DOCTORS];
    uint32_t *read; // of each post of the list
};

static struct doctors doctors_of(struct tx *tx, const struct post_list *list)
{
    struct doctors doctors = {.n = 0};
    for (size_t i = 0; i < list->people.n && doctors.n < DOCTORS; i++)
        if (list->people.at[i].profession == PROFESSION_DOCTOR &&
            !day_is(list->people.at[i].removed_on))
            doctors.at[doctors.n++] = list->people.at[i].id;
    if (doctors.n)
        doctors.read = NEW_ARRAY(tx_arena(tx), uint32_t, list->n);
    return doctors;
}

static void note_doctor(const struct doctors *doctors, size_t post, seat_id reader)
{
    for (size_t i = 0; i < doctors->n; i++)
        if (seat_same(doctors->at[i], reader))
            doctors->read[post] |= (uint32_t)1 << i;
}

// Ids follow time: whoever was invited later did not miss the post.
static void add_unread_doctors(struct tx *tx, const struct doctors *doctors,
                               struct post_list *list)
{
    for (size_t p = 0; p < list->n && doctors->n; p++) {
        struct post *post = &list->at[p];
        struct seat_id_list *unread = &post->unread_doctors;
        for (size_t i = 0; i < doctors->n; i++) {
            if (doctors->read[p] >> i & 1 || seat_same(doctors->at[i], post->seat) ||
                doctors->at[i].v > post->id.v)
                continue;
            if (!unread->at)
                unread->at = NEW_ARRAY(tx_arena(tx), seat_id, doctors->n);
            unread->at[unread->n++] = doctors->at[i];
        }
    }
}

// A few people for each post: counted here, which is cheaper than by the database.
static void add_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    post_id first = list->at[0].id, last = list->at[list->n - 1].id;
    struct mark_row_list marks = post_is(list->thread)
                                     ? post_marks_thread(tx, seat->room, list->thread, last)
                                     : post_marks(tx, seat->room, first, last);
    struct doctors doctors = doctors_of(tx, list);
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
        note_doctor(&doctors, at, mark->seat);
    }
    add_unread_doctors(tx, &doctors, list);
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

void post_add_marks(struct tx *tx, const struct seat *seat, struct post_list *list)
{
    if (seat->kind != ROOM_NOTICE)
        add_marks(tx, seat, list);
    else
        add_notice_marks(tx, seat, list);
}
