// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes through all blobs: sweeping and copying.
#include "blob/inside.h"

#include "base/file.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// Calls `visit` with each name of a shard; false when the folder cannot be read
// to its end or `visit` said false once. A shard that is not there is empty.
static bool shard_walk(const struct blobs *b, unsigned shard,
                       bool (*visit)(void *context, int folder, const char *name), void *context)
{
    int fd = shard_find(b, shard);
    if (fd < 0)
        return errno == ENOENT;
    DIR *names = fdopendir(fd); // owns fd from here
    if (!names) {
        close(fd);
        return false;
    }
    bool whole = true;
    struct dirent *entry;
    while ((errno = 0, entry = readdir(names)) != NULL)
        whole = visit(context, dirfd(names), entry->d_name) && whole;
    whole = whole && errno == 0;
    closedir(names);
    return whole;
}

struct sweep {
    instant older;
    bool (*is_wanted)(void *context, int64_t id);
    void *context;
    int removed;
};

static bool sweep_name(void *context, int folder, const char *name)
{
    struct sweep *sweep = context;
    struct stat st;
    int64_t id;
    bool half_written = str_starts(str_of(name), S(".new-"));
    if (!half_written && !blob_name_parse(str_of(name), &id))
        return true;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISDIR(st.st_mode) ||
        st.st_mtim.tv_sec >= sweep->older.us / SECONDS(1))
        return true;
    if (half_written || !sweep->is_wanted(sweep->context, id))
        sweep->removed += unlinkat(folder, name, 0) == 0;
    return true;
}

int blob_sweep(struct blobs *b, instant older, bool (*is_wanted)(void *context, int64_t id),
               void *context)
{
    struct sweep sweep = {older, is_wanted, context, 0};
    for (unsigned shard = 0; shard < SHARDS; shard++)
        if (!shard_walk(b, shard, sweep_name, &sweep))
            log_warn("blob", "shard=%u could not be swept", shard);
    return sweep.removed;
}

struct copy {
    struct blobs *to;
    unsigned shard;
    int folder; // of the shard there; -1 until it is needed
    int copied;
};

static bool copy_name(void *context, int folder, const char *name)
{
    struct copy *copy = context;
    int64_t id;
    if (!blob_name_parse(str_of(name), &id))
        return true;
    if (copy->folder < 0)
        copy->folder = shard_make(copy->to, copy->shard);
    if (copy->folder < 0)
        return false;
    enum file_outcome outcome = file_share(folder, name, copy->folder);
    copy->copied += outcome == FILE_DONE;
    return outcome == FILE_DONE || outcome == FILE_EXISTS || outcome == FILE_MISSING;
}

bool blobs_copy_to(struct blobs *b, str folder, int *copied)
{
    struct copy copy = {.to = blobs_open(folder)};
    bool whole = copy.to != NULL;
    for (copy.shard = 0; whole && copy.shard < SHARDS; copy.shard++) {
        copy.folder = -1;
        whole = shard_walk(b, copy.shard, copy_name, &copy);
        if (copy.folder >= 0) {
            whole = folder_flush(copy.folder) && whole;
            close(copy.folder);
        }
    }
    blobs_close(copy.to);
    *copied = copy.copied;
    return whole;
}
