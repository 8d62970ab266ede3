// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls the functions made from good.sql and prints what they answer.
#include "base/check.h"
#include "tools/test/sqlc/engine.h"
#include "tools/test/sqlc/good.sql.h"

#include <stdio.h>
#include <stdlib.h>

static const room_id room = {7}, other_room = {8};

static struct post_add_params a_post(int64_t id)
{
    return (struct post_add_params){
        .room = room,
        .id = {id},
        .author = {1},
        .written_at = {1000 + id},
        .body = str_bytes(S("a\0b")),
        .urgent = id % 2 == 0,
        .weight = 1.5,
    };
}

static void show_post(const char *what, const struct post_row *p)
{
    printf(
        "%s: id %ld author %ld at %ld body %zu bytes, reply to %ld, urgent %d, note \"%.*s\", %g\n",
        what, p->id.v, p->author.v, p->written_at.us, p->body.n, p->reply_to.v, p->urgent,
        STR(p->note), p->weight);
}

static void write_posts(struct tx *tx)
{
    for (int64_t id = 1; id <= 100; id++) {
        struct post_add_params post = a_post(id);
        if (id == 100) {
            post.reply_to = (post_id){5};
            post.note = S("メモ");
        }
        check(post_add(tx, &post) == 1);
    }
}

static void read_posts(struct tx *tx)
{
    struct post_row_list list = post_list(tx, room, (post_id){1000}, 70);
    printf("list of %zu\n", list.n);
    for (size_t i = 0; i < list.n; i++)
        check(list.at[i].id.v == 100 - (int64_t)i);
    show_post("newest", &list.at[0]);
    show_post("last", &list.at[69]);
    struct post_row one = {.id = {-1}};
    check(!post_find(tx, other_room, (post_id){5}, &one) && one.id.v == -1);
    check(post_find(tx, room, (post_id){5}, &one));
    show_post("found", &one);
    printf("count %ld, in the other room %ld\n", post_count(tx, room), post_count(tx, other_room));
    printf("list in the other room %zu\n", post_list(tx, other_room, (post_id){1000}, 70).n);
}

static void read_these(struct tx *tx)
{
    post_id at[120];
    for (int64_t i = 0; i < 120; i++)
        at[i] = (post_id){i + 3};
    struct post_row_list list = post_these(tx, room, &(struct post_id_list){120, at});
    printf("of 120 asked for: %zu, %ld to %ld\n", list.n, list.at[0].id.v, list.at[list.n - 1].id.v);
    printf("of 1: %zu\n", post_these(tx, room, &(struct post_id_list){1, at}).n);
    printf("of none: %zu\n", post_these(tx, room, &(struct post_id_list){0}).n);
    printf("in the other room: %zu\n", post_these(tx, other_room, &(struct post_id_list){120, at}).n);
}

static void members(struct tx *tx)
{
    member_add(tx, (member_id){1}, S("one"), TEST_FIRST, NO_DAY);
    member_add(tx, (member_id){2}, NONE, TEST_SECOND, (day){-3});
    struct member_row_list list = member_list(tx);
    for (size_t i = 0; i < list.n; i++)
        printf("member %ld \"%.*s\" kind %d, leaves: %d %d\n", list.at[i].id.v,
               STR(list.at[i].name), (int)list.at[i].kind, day_is(list.at[i].leave_on),
               day_is(list.at[i].leave_on) ? list.at[i].leave_on.n : 0);
    struct test_kind_list kinds = member_kinds(tx);
    printf("%zu kinds, the last %d\n", kinds.n, (int)kinds.at[kinds.n - 1]);
    day leave = {99};
    check(!member_leaves(tx, (day){5}, S("nobody"), 1, 0, &leave) && leave.n == 99);
    check(member_leaves(tx, (day){5}, S("one"), 1, 0, &leave) && leave.n == 5);
    check(member_leaves(tx, NO_DAY, S("one"), 1, 0, &leave) && !day_is(leave));
    struct member_id_list authors = post_authors(tx, room);
    printf("%zu author, %ld\n", authors.n, authors.at[0].v);
}

static void faults(struct tx *tx)
{
    instant first = {0};
    check(post_first_of_all(tx, &first) && first.us == 1001);
    printf("name \"%.*s\"\n", STR(member_name(tx, (member_id){1})));
    check(member_name(tx, (member_id){3}).n == 0);
    struct post_row one = {.id = {-1}};
    printf("after the fault: %zu %ld %d\n", post_list(tx, room, (post_id){1000}, 70).n,
           post_count(tx, room), post_find(tx, room, (post_id){5}, &one));
    engine_mend(tx);
    struct post_add_params again = a_post(101);
    again.written_at = NO_INSTANT;
    printf("without an instant: %ld\n", post_add(tx, &again));
    engine_mend(tx);
}

int main(int n, char **words)
{
    struct arena *a = arena_new();
    check(n == 2);
    FILE *file = fopen(words[1], "r");
    check(file != NULL);
    char schema[4096] = "";
    check(fread(schema, 1, sizeof schema - 1, file) > 0);
    fclose(file);
    struct tx *tx = engine_open(a, schema);
    write_posts(tx);
    read_posts(tx);
    read_these(tx);
    members(tx);
    faults(tx);
    engine_close(tx);
    arena_free(a);
    return 0;
}
