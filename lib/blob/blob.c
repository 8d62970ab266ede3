// SPDX-License-Identifier: AGPL-3.0-or-later
#include "blob/inside.h"

#include "base/base32.h"
#include "base/check.h"
#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t blob_most = (size_t)1 << 30;
static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct blobs *blobs_open(str folder)
{
    int fd = folder_open(folder, true);
    if (fd < 0 || !folder_is_safe(fd)) {
        log_error("blob", "the folder cannot be opened or others may write to it");
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct blobs *b = calloc(1, sizeof *b);
    check(b != NULL);
    b->folder = fd;
    check(pthread_mutex_init(&b->making, NULL) == 0);
    return b;
}

void blobs_close(struct blobs *b)
{
    if (!b)
        return;
    close(b->folder);
    pthread_mutex_destroy(&b->making);
    free(b);
}

// --- names ----------------------------------------------------------------------------

// Ids count up with the time, so neither their first nor their last letters are
// spread evenly; the high bits of a product with an odd number near 2^64 / 1.618
// are (Knuth, The Art of Computer Programming 3, 6.4).
static unsigned shard_of(int64_t id)
{
    return (unsigned)(((uint64_t)id * 0x9e3779b97f4a7c15u) >> 54);
}

static void shard_name(unsigned shard, char out[static 3])
{
    out[0] = letters[shard / 32];
    out[1] = letters[shard % 32];
    out[2] = 0;
}

static void part_check(str part)
{
    check(part.n > 0 && part.n <= PART_MOST);
    for (size_t i = 0; i < part.n; i++)
        check((part.p[i] >= 'a' && part.p[i] <= 'z') || (part.p[i] >= '0' && part.p[i] <= '9') ||
              part.p[i] == '_');
}

// "0d5f1v3m9k2qa.full"
static void blob_name(int64_t id, str part, char out[static NAME_ROOM])
{
    check(id > 0);
    part_check(part);
    uint64_t left = (uint64_t)id;
    for (int i = ID_LETTERS - 1; i >= 0; i--, left >>= 5)
        out[i] = letters[left & 31];
    out[ID_LETTERS] = '.';
    memcpy(out + ID_LETTERS + 1, part.p, part.n);
    out[ID_LETTERS + 1 + part.n] = 0;
}

bool blob_name_parse(str name, int64_t *id)
{
    return name.n > ID_LETTERS + 1 && name.p[ID_LETTERS] == '.' &&
           base32_to_id(str_part(name, 0, ID_LETTERS), id);
}

static struct place blob_place(int64_t id, str part)
{
    return (struct place){S("blob"), part, id, 0};
}

int shard_make(struct blobs *b, unsigned shard)
{
    char name[3];
    shard_name(shard, name);
    if (atomic_load(&b->kept[shard]))
        return folder_open_at(b->folder, name, false);
    pthread_mutex_lock(&b->making);
    int fd = folder_open_at(b->folder, name, true);
    if (fd >= 0 && folder_flush(b->folder)) {
        atomic_store(&b->kept[shard], true);
    } else if (fd >= 0) {
        close(fd);
        fd = -1;
    }
    pthread_mutex_unlock(&b->making);
    return fd;
}

int shard_find(const struct blobs *b, unsigned shard)
{
    char name[3];
    shard_name(shard, name);
    return folder_open_at(b->folder, name, false);
}

// --- one blob ---------------------------------------------------------------------------

static enum file_outcome put_in_shard(struct blobs *b, int64_t id, const char *name, bytes sealed)
{
    int fd = shard_make(b, shard_of(id));
    if (fd < 0)
        return errno == ENOSPC || errno == EDQUOT ? FILE_FULL : FILE_FAULT;
    enum file_outcome outcome = file_write(fd, name, sealed, FILE_REPLACE);
    close(fd);
    return outcome;
}

void blob_put(struct blobs *b, struct tx *tx, const struct key *key, int64_t id, str part,
              bytes plain)
{
    char name[NAME_ROOM];
    blob_name(id, part, name);
    if (!tx_ok(tx))
        return;
    bytes sealed = seal(tx_arena(tx), key, blob_place(id, part), plain);
    switch (put_in_shard(b, id, name, sealed)) {
    case FILE_DONE:
        return;
    case FILE_FULL:
        tx_fail_full(tx);
        return;
    case FILE_EXISTS:
    case FILE_MISSING:
    case FILE_FAULT:
        tx_fail(tx, "blob cannot be written");
    }
}

bool blob_get(struct blobs *b, struct arena *a, const struct key *key, int64_t id, str part,
              bytes *out)
{
    char name[NAME_ROOM];
    blob_name(id, part, name);
    int fd = shard_find(b, shard_of(id));
    if (fd < 0)
        return false;
    bytes sealed;
    bool there = file_read(a, fd, name, blob_most, FILE_OWNER_ONLY, &sealed);
    close(fd);
    if (!there)
        return false;
    // The memory is the arena's and ours alone: opening it in place halves it.
    if (unseal_over(key, blob_place(id, part), (uint8_t *)sealed.p, sealed.n, out))
        return true;
    log_error("blob", "id=%lld is damaged or was sealed with another key", (long long)id);
    return false;
}

bool blob_is_there(struct blobs *b, int64_t id, str part)
{
    char name[NAME_ROOM];
    blob_name(id, part, name);
    struct stat st;
    int fd = shard_find(b, shard_of(id));
    if (fd < 0)
        return false;
    bool there = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
    close(fd);
    return there;
}
