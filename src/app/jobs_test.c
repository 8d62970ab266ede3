// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include "attachment/attachment.h"
#include "blob/blob.h"
#include "post/post.h"
#include "registration/registration.h"
#include "test/browser.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

// Makes every file of the store two days old.
static void grow_old(struct world *w)
{
    str store = str_print(world_arena(w), "%.*s/blobs", STR(world_folder(w)));
    const struct timespec old[2] = {{.tv_sec = time(NULL) - 2 * 86400}, {.tv_sec = time(NULL) - 2 * 86400}};
    DIR *shards = opendir(str_zero(world_arena(w), store));
    assert_non_null(shards);
    for (struct dirent *shard; (shard = readdir(shards));) {
        str path = str_print(world_arena(w), "%.*s/%s", STR(store), shard->d_name);
        DIR *files = shard->d_name[0] == '.' ? NULL : opendir(str_zero(world_arena(w), path));
        for (struct dirent *file; files && (file = readdir(files));)
            if (file->d_name[0] != '.')
                utimensat(dirfd(files), file->d_name, old, 0);
        if (files)
            closedir(files);
    }
    closedir(shards);
}

static struct attachment_new stored(struct tx *tx, struct blobs *blobs, const struct seat *seat)
{
    struct attachment_new file = {.kind = ATTACHMENT_PDF,
                                  .file_name = S("a.pdf"),
                                  .content = str_bytes(S("%PDF-1.4"))};
    if (seat)
        attachment_store(tx, blobs, seat, &file);
    return file;
}

RULE("files of a post that was never written are removed after a day; others and new ones stay")
{
    world_without_sweep(world); // a job that fails is tried again and tells nobody
    struct app *app = browser_app(world);
    struct blobs *blobs = app->services.blobs;
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    room_id room = given_room(tx, &city.officer.acting, S("川村 はな"));
    const struct seat *seat =
        given_seat(tx, &city.officer.acting, room, &city.officer.acting);
    struct attachment_new kept = stored(tx, blobs, seat), orphan = stored(tx, blobs, seat);
    post_id post;
    if (seat)
        post_write(tx, seat, &(struct post_new){.body = S("x"), .files = &kept, .n_files = 1}, &post);
    world_commit(world);

    jobs_run_due(app);
    bool new_stays = blob_is_there(blobs, orphan.id.v, S("full"));
    grow_old(world);
    world_wait(world, DAYS(1));
    jobs_run_due(app);
    assert_true(new_stays);
    assert_false(blob_is_there(blobs, orphan.id.v, S("full")));
    assert_true(blob_is_there(blobs, kept.id.v, S("full")));
}

RULE("jobs go on when a clock that ran far ahead is set right")
{
    world_without_sweep(world); // a job that fails is tried again and tells nobody
    struct app *app = browser_app(world);
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx);
    office_id office = given_office(tx, city.city.id, S("訪問介護もり"));
    member_id id = given_administrator(tx, city.city.id, office, S("森 緑")).acting.member;
    day last = tx_today(tx);
    world_commit(world);
    world_wait(world, DAYS(400));
    jobs_run_due(app);
    world_wait(world, -DAYS(400));
    tx = world_write(world);
    registration_leave(tx, city.city.id, id, day_after(last, 1));
    world_commit(world);

    world_wait(world, DAYS(2));
    jobs_run_due(app);
    tx = world_read(world);
    const struct member *m = member_find(tx, city.city.id, id);
    bool works = m && office_is(m->office);
    world_commit(world);
    assert_false(works);
}
