// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/neighbourhood.h"

#include "app/install.h"
#include "app/update.h"
#include "device/device.h"
#include "member/member.h"
#include "patient/patient.h"
#include "post/post.h"
#include "seat/seat.h"
#include "server/image.h"
#include "signin/signin.h"
#include "test/world.h"

// An installation in the world's folder, on the engine of this run, at the world's clock.
struct town {
    struct app app;
    struct neighbourhood n;
};

static struct town *town_build(struct world *world)
{
    struct arena *a = world_arena(world);
    struct town *t = NEW(a, struct town);
    struct install install = {
        .folder = str_print(a, "%.*s/demo", STR(world_folder(world))),
        .city = S("流山市"),
        .now = instant_after(world_clock(world)->fixed, -DAYS(30)),
        .config = {.database = world_empty_url(world), .address = S("127.0.0.1"),
                   .host = S("localhost"), .member_port = 8443, .public_port = 8444},
    };
    assert_true(install_make(a, &install));
    assert_true(app_open_at(&t->app, a, install.folder, world_clock(world)));
    assert_true(update_database(t->app.db));
    t->app.services.images = image_worker_start("/proc/self/exe", 1);
    assert_true(neighbourhood_build(&t->app, world_clock(world), a, (bytes){0}, &t->n));
    image_worker_stop(t->app.services.images);
    return t;
}

static struct tx *town_read(struct world *world, struct town *t)
{
    return app_begin(&t->app, TX_READ, world_arena(world), NULL);
}

static void town_close(struct town *t, struct tx *tx)
{
    assert_true(tx_commit(tx));
    app_close(&t->app);
}

RULE("the neighbourhood has two cities, their people, two rooms and two weeks of posts")
{
    struct town *t = town_build(world);
    struct tx *tx = town_read(world, t);

    assert_int_equal(member_list_of(tx, t->n.city.id, (office_id){0}).n, OTHER_OFFICER);
    assert_int_equal(member_list_of(tx, t->n.other.id, (office_id){0}).n, 2);
    assert_int_equal(patient_list_of(tx, t->n.city.id).n, 2);
    assert_int_equal(room_list(tx, t->n.city.id).n, 2);
    assert_int_equal(t->n.posts[ROOM_TOMEKO], 44);
    assert_int_equal(t->n.posts[ROOM_GENGO], 15);
    assert_int_equal(t->n.posts[ROOM_OF_CITY] + t->n.posts[ROOM_OF_OTHER_CITY], 4);
    town_close(t, tx);
}

static struct post_list newest(struct tx *tx, struct town *t, enum neighbour who,
                               enum neighbour_room room)
{
    const struct seat *seat = seat_open(tx, &t->n.people[who].acting, t->n.rooms[room]);
    assert_non_null(seat);
    return post_list_before(tx, seat, (post_id){0});
}

static size_t unread(const struct post_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += !list->at[i].mine && !list->at[i].read_by_me;
    return n;
}

RULE("in the neighbourhood some have read everything, some a part, newcomers nothing; all of it lies in the past")
{
    struct town *t = town_build(world);
    struct tx *tx = town_read(world, t);
    struct post_list doctor = newest(tx, t, DOCTOR, ROOM_TOMEKO);
    struct post_list nurse = newest(tx, t, NURSE_FIRST, ROOM_TOMEKO);
    struct post_list new = newest(tx, t, NURSE_NEW, ROOM_TOMEKO);

    assert_int_equal(unread(&doctor), 0);
    assert_in_range(unread(&nurse), 2, 5);
    assert_int_equal(unread(&new), new.n);
    assert_true(new.at[0].readers > 5 && new.at[0].confirmers > 0);
    assert_true(new.at[new.n - 1].written_at.us < world_clock(world)->fixed.us);
    assert_null(seat_open(tx, &t->n.people[OFFICER_FIRST].acting, t->n.rooms[ROOM_TOMEKO]));
    town_close(t, tx);
}

RULE("three photos and a PDF hang on posts of the neighbourhood, and open with a seat")
{
    struct town *t = town_build(world);
    struct tx *tx = town_read(world, t);
    const struct seat *seat = seat_open(tx, &t->n.people[DOCTOR].acting, t->n.rooms[ROOM_TOMEKO]);
    struct attachment_list files =
        attachment_list_between(tx, seat, (post_id){0}, (post_id){INT64_MAX});
    bytes content;

    assert_int_equal(files.n, 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(files.at[i].kind, i < 3 ? ATTACHMENT_PHOTO : ATTACHMENT_PDF);
        assert_true(blob_get(t->app.services.blobs, world_arena(world), &seat->key,
                             files.at[i].id.v, S("full"), &content));
        assert_int_equal(content.n, files.at[i].size);
    }
    town_close(t, tx);
}

static enum owed owes_after_signin(struct world *world, struct town *t, enum neighbour who)
{
    const struct neighbour_person *p = &t->n.people[who];
    struct tx *tx = app_begin(&t->app, TX_WRITE, world_arena(world), NULL);
    struct signin_proof proof = signin_prove(tx, p->personal_id, p->password, p->acting.device);
    struct signin_result result = signin_start(tx, &proof, p->acting.device);
    assert_int_equal(result.outcome, SIGNIN_DONE);
    struct signin_state state;
    assert_true(signin_find(tx, result.cookie, p->acting.device, &state));
    assert_true(tx_commit(tx));
    return state.owes;
}

RULE("everybody of the neighbourhood can sign in with what people.csv says; newcomers owe the first steps")
{
    struct town *t = town_build(world);

    for (int i = 0; i < NEIGHBOURS; i++) {
        bool is_new = str_eq(str_of(t->n.people[i].role), S("newcomer"));
        enum owed owed = owes_after_signin(world, t, (enum neighbour)i);
        assert_int_equal(owed, is_new ? OWES_FIRST_PASSWORD : OWES_NOTHING);
        assert_true(t->n.people[i].certificate.n > 1000);
    }
    app_close(&t->app);
}
