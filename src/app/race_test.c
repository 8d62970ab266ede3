// SPDX-License-Identifier: AGPL-3.0-or-later
// Many people at the same moment. PostgreSQL lets them write side by side and takes back whoever
// got in another's way; the gate tries again until everybody is served.
#include "base/base32.h"
#include "post/post.h"
#include "test/browser.h"

#include <pthread.h>
#include <stdatomic.h>

enum { PEOPLE = 10, ROUNDS = 15, UNREAD = 30 };

struct racer {
    pthread_t thread;
    const struct app *app;
    struct given_person person;
    room_id room;
    int number, refused;
};

static _Atomic int64_t newest; // post of anybody

static void note_post(const struct response *response)
{
    int64_t id;
    for (size_t i = 0; i < response->n_headers; i++) {
        str value = response->headers[i].value;
        size_t mark = str_find(value, S("#post-"));
        if (mark < value.n && base32_to_id(str_from(value, mark + 6), &id))
            atomic_store(&newest, id);
    }
}

// A form as a browser would send it; the status.
static int send_form(struct racer *r, struct arena *a, const char *pattern, struct params fields)
{
    struct param cookie = {S("__Host-session"), r->person.cookie};
    struct request request = {
        .arena = a,
        .method = METHOD_POST,
        .path = url_make(a, pattern, r->room.v).s,
        .form = fields,
        .cookies = {1, &cookie},
        .host = S("member.example"),
        .fetch_site = S("same-origin"),
        .peer = r->person.peer,
    };
    struct response response;
    gate_handle((void *)(uintptr_t)r->app, &request, &response);
    note_post(&response);
    return response.status;
}

// Writes a post and marks the newest as read, again and again.
static void *race(void *of)
{
    struct racer *r = of;
    struct arena *a = arena_new();
    for (int i = 0; i < ROUNDS; i++) {
        str body = str_print(a, "%d-%d", r->number, i);
        struct param post[] = {{S("kind"), S("report")}, {S("body"), body}, {S("request_key"), body}};
        struct param read[] = {{S("post"), base32_from_id(a, atomic_load(&newest))}};
        r->refused += send_form(r, a, "/rooms/%i/posts", (struct params){3, post}) != 303;
        r->refused += send_form(r, a, "/rooms/%i/read", (struct params){1, read}) != 303;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

// What is unread and old is looked through when somebody marks a post.
static void write_some(struct tx *tx, const struct seat *seat)
{
    post_id post;
    for (int i = 0; i < UNREAD / PEOPLE && seat; i++)
        post_write(tx, seat, &(struct post_new){.body = S("前の投稿")}, &post);
}

RULE_OF_POSTGRES("people who write and read in one room at the same moment are all served")
{
    world_without_sweep(world);
    struct racer racers[PEOPLE] = {0};
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    for (int i = 0; i < PEOPLE; i++) {
        struct given_person p = given_administrator(tx, city.city.id, office, S("森 緑"));
        write_some(tx, given_seat(tx, &city.officer.acting, room, &p.acting));
        racers[i] = (struct racer){.person = p, .room = room, .number = i};
    }
    world_commit(world);
    world_wait(world, MINUTES(10));

    for (int i = 0; i < PEOPLE; i++) {
        racers[i].app = browser_app(world);
        pthread_create(&racers[i].thread, NULL, race, &racers[i]);
    }
    int refused = 0;
    for (int i = 0; i < PEOPLE; i++) {
        pthread_join(racers[i].thread, NULL);
        refused += racers[i].refused;
    }
    assert_int_equal(refused, 0);
}
