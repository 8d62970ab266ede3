// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/search.h"

#include "base/text.h"
#include "index/index.h"
#include "room/room.h"
#include "search/walk.h"

// A page opens at most so many posts; then it says that it has not looked at all of them.
enum { LOOKS_MOST = 1500, CATCH_UP = 200 };

struct looking {
    struct tx *tx;
    const struct search_asked *asked;
    const struct search_words *words;
    str person; // folded
    size_t n_rooms;
    const struct seat **rooms;
    struct seat_rows *people; // of each room, when it was needed
};

// --- does a post fit? --------------------------------------------------------------------

static bool is_asked_author(struct looking *l, const struct seat_row *row)
{
    enum profession profession = l->asked->profession;
    return (profession == PROFESSIONS || row->profession == profession) &&
           (l->person.n == 0 || str_contains(text_fold(tx_arena(l->tx), row->name), l->person));
}

static bool author_fits(struct looking *l, size_t room, const struct post *post)
{
    if (l->asked->profession == PROFESSIONS && l->person.n == 0)
        return true;
    struct seat_rows *people = &l->people[room];
    if (people->n == 0)
        *people = seat_roster(l->tx, l->rooms[room]);
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, post->seat) || seat_same(people->at[i].id, post->for_seat))
            if (is_asked_author(l, &people->at[i]))
                return true;
    return false;
}

static bool time_fits(const struct search_asked *asked, instant written_at)
{
    day d = day_of(written_at);
    return (!day_is(asked->from) || d.n >= asked->from.n) && (!day_is(asked->to) || d.n <= asked->to.n);
}

static bool files_fit(const struct search_asked *asked, size_t n)
{
    switch (asked->files) {
    case SEARCH_WITH_FILE:
        return n > 0;
    case SEARCH_WITHOUT_FILE:
        return n == 0;
    case SEARCH_ANY:
    case SEARCH_FILES:
        break;
    }
    return true;
}

static bool any_holds(const struct text_list *texts, str word)
{
    for (size_t i = 0; i < texts->n; i++)
        if (str_contains(texts->at[i], word))
            return true;
    return false;
}

// Every word stands in the text or in the name of a file, none with a minus does.
static bool texts_fit(struct looking *l, size_t room, post_id id, str body)
{
    struct arena *a = tx_arena(l->tx);
    const struct seat *seat = l->rooms[room];
    struct text_list names = attachment_names(l->tx, seat->room, &seat->key, id);
    struct text_list texts = {names.n + 1, NEW_ARRAY(a, str, names.n + 1)};
    if (!files_fit(l->asked, names.n))
        return false;
    texts.at[0] = text_fold(a, body);
    for (size_t i = 0; i < names.n; i++)
        texts.at[i + 1] = text_fold(a, names.at[i]);
    for (size_t i = 0; i < l->words->n_with; i++)
        if (!any_holds(&texts, l->words->with[i]))
            return false;
    for (size_t i = 0; i < l->words->n_without; i++)
        if (any_holds(&texts, l->words->without[i]))
            return false;
    return true;
}

static bool fits(struct looking *l, size_t room, post_id id)
{
    struct post post;
    return post_glance(l->tx, l->rooms[room], id, &post) && post.standing != POST_WITHDRAWN &&
           (l->asked->kind == POST_KINDS || l->asked->kind == post.kind) &&
           time_fits(l->asked, post.written_at) && author_fits(l, room, &post) &&
           texts_fit(l, room, id, post.body);
}

// --- looking -----------------------------------------------------------------------------

static void choose_rooms(struct looking *l, const struct seat_list *all)
{
    l->rooms = NEW_ARRAY(tx_arena(l->tx), const struct seat *, all->n);
    for (size_t i = 0; i < all->n; i++)
        if (!room_is(l->asked->room) || room_same(l->asked->room, all->at[i].room))
            l->rooms[l->n_rooms++] = &all->at[i];
    l->people = NEW_ARRAY(tx_arena(l->tx), struct seat_rows, l->n_rooms);
}

// What is looked through: candidates of the index, or, when it cannot help, all posts.
struct candidates {
    struct index_search *index;
    struct walk *walk;
};

static bool next(const struct candidates *c, size_t *room, post_id *post)
{
    return c->index ? index_next(c->index, room, post) : walk_next(c->walk, room, post);
}

// Ids follow time, so dates bound them; a day on either side is for clocks that went wrong. The
// time of each post is looked at all the same.
static void bound(const struct search_asked *asked, struct index_asked *index)
{
    index->before = INT64_MAX;
    if (day_is(asked->from))
        index->after = db_id_at(instant_after(day_start(asked->from), -DAYS(1)));
    if (day_is(asked->to))
        index->before = db_id_at(instant_after(day_start(asked->to), DAYS(2)));
    if (post_is(asked->before) && asked->before.v < index->before)
        index->before = asked->before.v;
}

static struct candidates begin(struct looking *l)
{
    const struct search_asked *asked = l->asked;
    struct post_traits traits = {l->person, asked->profession, asked->kind,
                                 asked->files == SEARCH_WITH_FILE};
    struct text_list marks = post_index_marks(tx_arena(l->tx), &traits);
    struct index_room *rooms = NEW_ARRAY(tx_arena(l->tx), struct index_room, l->n_rooms);
    for (size_t i = 0; i < l->n_rooms; i++)
        rooms[i] = (struct index_room){l->rooms[i]->room, l->rooms[i]->key};
    struct index_asked index = {.rooms = rooms,
                                .n_rooms = l->n_rooms,
                                .words = l->words->with,
                                .n_words = l->words->n_with,
                                .marks = marks.at,
                                .n_marks = marks.n};
    bound(asked, &index);
    if (index.n_words == 0 && index.n_marks == 0)
        return (struct candidates){
            .walk = walk_begin(l->tx, l->rooms, l->n_rooms, index.after, index.before)};
    return (struct candidates){.index = index_begin(l->tx, &index)};
}

static bool is_incomplete(const struct looking *l)
{
    if (index_backlog_rooms(l->tx) == 0)
        return false;
    for (size_t i = 0; i < l->n_rooms; i++)
        if (index_backlog_has(l->tx, l->rooms[i]->room))
            return true;
    return false;
}

static void look(struct looking *l, struct search_found *found)
{
    struct candidates candidates = begin(l);
    found->incomplete = candidates.index && is_incomplete(l);
    size_t room;
    post_id id;
    found->at = NEW_ARRAY(tx_arena(l->tx), struct search_hit, SEARCH_PAGE);
    for (int looks = 0; next(&candidates, &room, &id); looks++) {
        if (found->n == SEARCH_PAGE || looks == LOOKS_MOST) {
            found->full = found->n == SEARCH_PAGE;
            found->next = (post_id){id.v + 1};
            return;
        }
        struct search_hit *hit = &found->at[found->n];
        if (fits(l, room, id) && post_find(l->tx, l->rooms[room], id, &hit->post)) {
            hit->seat = l->rooms[room];
            found->n++;
        }
    }
}

bool search_narrows(const struct search_asked *asked)
{
    return asked->person.n || asked->profession != PROFESSIONS || asked->kind != POST_KINDS ||
           day_is(asked->from) || day_is(asked->to) || asked->files != SEARCH_ANY;
}

struct search_found search_find(struct tx *tx, const struct acting *me,
                                const struct search_asked *asked)
{
    struct search_found found = {.rooms = seat_open_all(tx, me)};
    found.words = search_words_of(tx_arena(tx), asked->words);
    if (found.words.n_with == 0 && !search_narrows(asked)) {
        found.outcome = found.words.n_without ? SEARCH_ONLY_WITHOUT : SEARCH_NO_WORDS;
        return found;
    }
    struct looking l = {.tx = tx, .asked = asked, .words = &found.words};
    l.person = text_fold(tx_arena(tx), asked->person);
    choose_rooms(&l, &found.rooms);
    look(&l, &found);
    return found;
}

// --- the jobs' part ------------------------------------------------------------------------

bool search_catch_up(struct tx *tx)
{
    room_id room;
    post_id before;
    struct key key;
    if (!index_backlog_next(tx, &room, &before))
        return false;
    if (!room_key(tx, room, &key)) { // no keys, no texts
        index_backlog_done(tx, room, (post_id){0});
        return tx_ok(tx);
    }
    index_backlog_done(tx, room, post_index_before(tx, room, &key, before, CATCH_UP));
    key_forget(&key);
    return tx_ok(tx);
}

struct index_merge *search_merge_make(struct tx *tx, room_id room)
{
    struct key key;
    if (!room_key(tx, room, &key))
        return NULL;
    struct index_merge *merge = index_merge_make(tx, room, &key);
    key_forget(&key);
    return merge;
}
