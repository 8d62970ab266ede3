// SPDX-License-Identifier: AGPL-3.0-or-later
// Posts are written at their time. Everybody looks into their rooms twice a day until the day of
// their last look: what was new is read then, and confirmed by those whom the scene names.
#include "app/neighbourhood_days.h"
#include "app/neighbourhood_cast.h"
#include "app/neighbourhood_vitals.h"

#include "reading/reading.h"
#include "seat/seat.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_EVENTS = 4096 };

// A post when `scene` is set, something measured when `noting` is, else a look.
struct event {
    instant at;
    enum neighbour_room room;
    const struct scene *scene;
    enum neighbour who;
    const struct noting *noting;
};

struct play {
    struct making *m;
    size_t n;
    struct event *events;
    post_id *posts[ROOMS]; // one for each scene, as they are written
    size_t seen[ROOMS][NEIGHBOURS];
};

instant making_time(const struct making *m, int days_before, int at)
{
    int64_t minutes = at / 100 * 60 + at % 100;
    return instant_after(day_start(day_after(m->last, -days_before)), MINUTES(minutes));
}

// --- what happens, in order -------------------------------------------------------------

static void add_event(struct play *p, struct event event)
{
    if (p->n < MOST_EVENTS)
        p->events[p->n++] = event;
}

static void add_posts(struct play *p, enum neighbour_room room)
{
    for (size_t i = 0; i < scenes[room]->n; i++) {
        const struct scene *s = &scenes[room]->at[i];
        add_event(p, (struct event){making_time(p->m, s->day, s->at), room, s, s->who, NULL});
    }
}

static bool has_seat(enum neighbour_room room, int who)
{
    switch (room) {
    case ROOM_OF_CITY:
        return !is_of_other_city((enum neighbour)who);
    case ROOM_OF_OTHER_CITY:
        return is_of_other_city((enum neighbour)who);
    case ROOM_TOMEKO:
    case ROOM_GENGO:
    case ROOMS:
        break;
    }
    return scenes[room]->seats & BIT(who);
}

// In the rooms of patients twice a day, in the notice rooms once.
static void add_looks(struct play *p, enum neighbour_room room, int who)
{
    bool notices = room == ROOM_OF_CITY || room == ROOM_OF_OTHER_CITY;
    const struct cast *c = &cast[who];
    for (int before = SCENE_DAYS; before >= c->until && c->until >= 0; before--)
        for (int i = notices ? 1 : 0; i < 2; i++)
            add_event(p, (struct event){making_time(p->m, before, c->looks[i]), room, NULL,
                                        (enum neighbour)who, NULL});
}

static void add_notings(struct play *p)
{
    for (size_t i = 0; i < n_notings_tomeko; i++) {
        const struct noting *r = &notings_tomeko[i];
        add_event(p, (struct event){making_time(p->m, r->day, r->at), ROOM_TOMEKO, NULL, r->who, r});
    }
}

static int by_time(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    return x->at.us != y->at.us ? (x->at.us < y->at.us ? -1 : 1)
           : x->scene && y->scene ? (x->scene < y->scene ? -1 : 1)
                                  : (x->who < y->who ? -1 : x->who > y->who);
}

static void plan(struct play *p)
{
    for (int room = 0; room < ROOMS; room++) {
        add_posts(p, (enum neighbour_room)room);
        p->posts[room] = NEW_ARRAY(p->m->a, post_id, scenes[room]->n);
        for (int who = 0; who < NEIGHBOURS; who++)
            if (has_seat((enum neighbour_room)room, who))
                add_looks(p, (enum neighbour_room)room, who);
    }
    add_notings(p);
    qsort(p->events, p->n, sizeof *p->events, by_time);
}

// --- doing it ---------------------------------------------------------------------------

static post_id replied_to(const struct play *p, enum neighbour_room room, const char *tag)
{
    if (tag)
        for (size_t i = 0; i < p->m->n->posts[room]; i++)
            if (scenes[room]->at[i].tag && str_eq(str_of(scenes[room]->at[i].tag), str_of(tag)))
                return p->posts[room][i];
    return (post_id){0};
}

static bool write_post(struct play *p, struct tx *tx, const struct seat *seat,
                       const struct event *e)
{
    struct making *m = p->m;
    struct attachment_new file;
    size_t *written = &m->n->posts[e->room];
    struct post_new new = {
        .kind = e->scene->kind,
        .reply_to = replied_to(p, e->room, e->scene->to),
        .body = str_of(e->scene->text),
    };
    if (paper_make(m->app, m->a, e->scene->paper, e->at, &file)) {
        attachment_store(tx, m->app->services.blobs, seat, &file);
        new.files = &file;
        new.n_files = 1;
    }
    if (post_write(tx, seat, &new, &p->posts[e->room][*written]) != POST_WRITTEN)
        return false;
    ++*written;
    return true;
}

static bool look(struct play *p, struct tx *tx, const struct seat *seat, const struct event *e)
{
    size_t from = p->seen[e->room][e->who], to = p->m->n->posts[e->room];
    const post_id *posts = p->posts[e->room];
    reading_mark(tx, seat, posts + from, to - from);
    for (size_t i = from; i < to; i++)
        if ((scenes[e->room]->at[i].confirmed & BIT(e->who)) &&
            !reading_confirm(tx, seat, posts[i]))
            return false;
    p->seen[e->room][e->who] = to;
    return true;
}

static bool is_nothing_new(const struct play *p, const struct event *e)
{
    return !e->scene && !e->noting && p->seen[e->room][e->who] == p->m->n->posts[e->room];
}

static bool carry_out(struct play *p, const struct event *e)
{
    struct making *m = p->m;
    const struct acting *me = &m->n->people[e->who].acting;
    if (is_nothing_new(p, e))
        return true;
    m->clock->fixed = e->at;
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, me);
    const struct seat *seat = seat_open(tx, me, m->n->rooms[e->room]);
    bool good = seat && (e->noting ? noting_write(m, tx, seat, e->noting)
                         : e->scene ? write_post(p, tx, seat, e)
                                    : look(p, tx, seat, e));
    if (good)
        return tx_finish(tx) == TX_DONE;
    tx_rollback(tx);
    return false;
}

bool days_play(struct making *m)
{
    struct play *p = NEW(m->a, struct play);
    p->m = m;
    p->events = NEW_ARRAY(m->a, struct event, MOST_EVENTS);
    plan(p);
    for (size_t i = 0; i < p->n; i++)
        if (!carry_out(p, &p->events[i])) {
            fprintf(stderr, "the neighbourhood cannot be built: %s, %s\n", cast[p->events[i].who].word,
                    p->events[i].noting ? "a measuring" : p->events[i].scene ? "a post" : "a look");
            return false;
        }
    return true;
}
