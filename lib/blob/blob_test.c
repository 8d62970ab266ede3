// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blob/blob.h"

#include "test/rule.h"
#include "test/world.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct key key = {{7}};

static str folder_of(struct world *world, const char *name)
{
    return str_print(world_arena(world), "%.*s/%s", STR(world_folder(world)), name);
}

// The store of the running test. The fault sweep leaves a test in its middle;
// the next one closes what stayed open.
static struct blobs *opened;

static void close_blobs(void)
{
    blobs_close(opened);
    opened = NULL;
}

static struct blobs *given_blobs(struct world *world)
{
    close_blobs();
    opened = blobs_open(folder_of(world, "blobs"));
    assert_non_null(opened);
    return opened;
}

static void put(struct world *world, struct blobs *b, int64_t id, str part, str text)
{
    struct tx *tx = world_write(world);
    blob_put(b, tx, &key, id, part, str_bytes(text));
    world_commit(world);
}

static str get(struct world *world, struct blobs *b, int64_t id, str part)
{
    bytes out = {0};
    return blob_get(b, world_arena(world), &key, id, part, &out) ? bytes_str(out) : S("(none)");
}

// The only file below a folder, or the last of several.
static char found_file[1000];
static int n_found;

static int find_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)ftw;
    if (kind != FTW_F)
        return 0;
    n_found++;
    snprintf(found_file, sizeof found_file, "%s", path);
    return (st->st_mode & 0777) == 0600 ? 0 : 1;
}

static const char *file_of(struct world *world, const char *name)
{
    n_found = 0;
    const char *folder = str_zero(world_arena(world), folder_of(world, name));
    assert_int_equal(nftw(folder, find_one, 8, FTW_PHYS), 0);
    return found_file;
}

static void make_old(const char *file)
{
    struct timespec times[2] = {{1000, 0}, {1000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
}

static instant a_day_ago(void)
{
    return (instant){SECONDS((int64_t)time(NULL) - 86400)};
}

RULE("a blob comes back whole under its id and part, and only with its key")
{
    struct blobs *b = given_blobs(world);
    struct key other = {{8}};
    bytes out;
    put(world, b, 42, S("full"), S("写真"));
    put(world, b, 42, S("thumbnail"), S("小"));

    assert_str(get(world, b, 42, S("full")), S("写真"));
    assert_str(get(world, b, 42, S("thumbnail")), S("小"));
    assert_str(get(world, b, 43, S("full")), S("(none)"));
    assert_false(blob_get(b, world_arena(world), &other, 42, S("full"), &out));
    assert_true(blob_is_there(b, 42, S("full")));
    assert_false(blob_is_there(b, 42, S("other")));
    close_blobs();
}

RULE("a blob stays when the store is opened again, is private and shows nothing")
{
    struct blobs *b = given_blobs(world);
    put(world, b, INT64_MAX, S("full"), S("a text to look for"));
    close_blobs();
    const char *file = file_of(world, "blobs");
    b = given_blobs(world);

    assert_str(get(world, b, INT64_MAX, S("full")), S("a text to look for"));
    assert_int_equal(n_found, 1);
    char raw[200] = {0};
    FILE *f = fopen(file, "r");
    size_t n = fread(raw, 1, sizeof raw, f);
    fclose(f);
    assert_int_equal(n, 18 + SEAL_OVERHEAD);
    assert_false(str_contains((str){raw, n}, S("look for")));
    close_blobs();
}

RULE("a blob that was changed, cut, moved or opened to others is not given out")
{
    struct blobs *b = given_blobs(world);
    put(world, b, 42, S("full"), S("first"));
    const char *file = str_zero(world_arena(world), str_of(file_of(world, "blobs")));
    const char *moved = str_zero(world_arena(world), str_print(world_arena(world), "%.*sthumbnail",
                                                               (int)(strlen(file) - 4), file));

    assert_int_equal(link(file, moved), 0);
    assert_true(blob_is_there(b, 42, S("thumbnail")));
    assert_str(get(world, b, 42, S("thumbnail")), S("(none)"));
    assert_int_equal(chmod(file, 0644), 0);
    assert_str(get(world, b, 42, S("full")), S("(none)"));
    assert_int_equal(chmod(file, 0600), 0);
    assert_str(get(world, b, 42, S("full")), S("first"));
    assert_int_equal(truncate(file, 20), 0);
    assert_str(get(world, b, 42, S("full")), S("(none)"));
    close_blobs();
}

RULE("a blob put again replaces the older one and leaves nothing half written")
{
    struct blobs *b = given_blobs(world);
    put(world, b, 42, S("full"), S("first"));
    put(world, b, 42, S("full"), NONE);
    assert_str(get(world, b, 42, S("full")), NONE);
    put(world, b, 42, S("full"), S("third"));

    assert_str(get(world, b, 42, S("full")), S("third"));
    file_of(world, "blobs");
    assert_int_equal(n_found, 1);
    close_blobs();
}

RULE("a blob that cannot be written is a fault of the transaction")
{
    struct blobs *b = given_blobs(world);
    put(world, b, 42, S("full"), S("first"));
    const char *shard = file_of(world, "blobs");
    assert_int_equal(unlink(shard), 0);
    *strrchr(found_file, '/') = 0;
    assert_int_equal(rmdir(shard), 0);
    assert_int_equal(symlink("/tmp", shard), 0);

    struct tx *tx = world_begin(world, TX_WRITE);
    blob_put(b, tx, &key, 42, S("full"), str_bytes(S("second")));
    assert_false(tx_ok(tx));
    assert_int_equal(tx_finish(tx), TX_FAULT);
    assert_false(blob_is_there(b, 42, S("full")));
    close_blobs();
}

RULE("a full disk is told apart from other faults")
{
    struct tx *tx = world_begin(world, TX_WRITE);
    tx_fail_full(tx);
    tx_fail(tx, "what followed from it");
    assert_false(tx_ok(tx));
    enum tx_end end = tx_finish(tx);
    assert_true(end == TX_FULL || end == TX_FAULT); // a fault came first in the sweep
}

static bool is_wanted(void *context, int64_t id)
{
    return id == *(int64_t *)context;
}

RULE("the sweep removes what is old and unwanted and leaves all else")
{
    struct blobs *b = given_blobs(world);
    int64_t wanted = 1;
    put(world, b, 1, S("full"), S("wanted"));
    make_old(file_of(world, "blobs"));
    close_blobs();
    b = given_blobs(world);
    put(world, b, 2, S("full"), S("too young to judge"));

    assert_int_equal(blob_sweep(b, a_day_ago(), is_wanted, &wanted), 0);
    wanted = 7;
    assert_int_equal(blob_sweep(b, a_day_ago(), is_wanted, &wanted), 1);
    assert_false(blob_is_there(b, 1, S("full")));
    assert_true(blob_is_there(b, 2, S("full")));
    close_blobs();
}

RULE("the sweep removes what a crash left half written, and no stranger's file")
{
    struct blobs *b = given_blobs(world);
    int64_t wanted = 1;
    put(world, b, 1, S("full"), S("wanted"));
    char *slash = strrchr((char *)file_of(world, "blobs"), '/');
    *slash = 0;
    str shard = str_copy(world_arena(world), str_of(found_file));
    const char *names[] = {".new-0123456789abcdef", "README", ".new-young"};
    for (size_t i = 0; i < 3; i++) {
        const char *file = str_zero(world_arena(world),
                                    str_print(world_arena(world), "%.*s/%s", STR(shard), names[i]));
        close(open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        if (i < 2)
            make_old(file);
    }

    assert_int_equal(blob_sweep(b, a_day_ago(), is_wanted, &wanted), 1);
    file_of(world, "blobs");
    assert_int_equal(n_found, 3);
    close_blobs();
}

RULE("a copy holds every blob, and copying again adds only what is new")
{
    struct blobs *b = given_blobs(world);
    int copied = -1;
    for (int64_t id = 1; id <= 5; id++)
        put(world, b, id << 20, S("full"), S("text"));
    assert_true(blobs_copy_to(b, folder_of(world, "backup"), &copied));
    assert_int_equal(copied, 5);
    put(world, b, 6 << 20, S("full"), S("newer"));
    put(world, b, 1 << 20, S("full"), S("replaced"));

    assert_true(blobs_copy_to(b, folder_of(world, "backup"), &copied));
    assert_int_equal(copied, 2);
    struct blobs *backup = blobs_open(folder_of(world, "backup"));
    assert_str(get(world, backup, 5 << 20, S("full")), S("text"));
    assert_str(get(world, backup, 6 << 20, S("full")), S("newer"));
    assert_str(get(world, backup, 1 << 20, S("full")), S("replaced"));
    blobs_close(backup);
    assert_false(blobs_copy_to(b, folder_of(world, "no/such"), &copied));
    close_blobs();
}

RULE("a store that others may write to is not opened")
{
    const char *folder = str_zero(world_arena(world), folder_of(world, "blobs"));
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(chmod(folder, 0777), 0);

    assert_null(blobs_open(folder_of(world, "blobs")));
    assert_null(blobs_open(folder_of(world, "no/such")));
    assert_int_equal(chmod(folder, 0700), 0);
    given_blobs(world);
    close_blobs();
}
