// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/file.h"

#include "base/log.h"
#include "base/random.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 32, COPY_ROOM = 64 * 1024 };

// Paths are the operator's, names are ids; neither belongs in the log.
static enum file_outcome fault(const char *word)
{
    int error = errno;
    if (error == ENOSPC || error == EDQUOT)
        return FILE_FULL;
    log_error("file", "step=%s errno=%d", word, error);
    return FILE_FAULT;
}

bool folder_flush(int folder)
{
    return fsync(folder) == 0;
}

int folder_open_at(int folder, const char *name, bool make)
{
    bool made = make && mkdirat(folder, name, 0700) == 0;
    if (make && !made && errno != EEXIST)
        return -1;
    int links = folder == AT_FDCWD ? 0 : O_NOFOLLOW;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | links);
    if (fd < 0 || !made)
        return fd;
    int above = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool kept = above >= 0 && folder_flush(above);
    if (above >= 0)
        close(above);
    if (!kept) {
        close(fd);
        return -1;
    }
    return fd;
}

int folder_open(str path, bool make)
{
    char name[PATH_MAX];
    if (path.n == 0 || path.n >= sizeof name || memchr(path.p, 0, path.n))
        return -1;
    memcpy(name, path.p, path.n);
    name[path.n] = 0;
    return folder_open_at(AT_FDCWD, name, make);
}

bool folder_is_safe(int folder)
{
    struct stat st;
    if (fstat(folder, &st) < 0 || (st.st_mode & (S_IWGRP | S_IWOTH)))
        return false;
    // Root may look after the folder of a service that runs as somebody else.
    return st.st_uid == geteuid() || st.st_uid == 0 || geteuid() == 0;
}

static bool write_all(int fd, const uint8_t *p, size_t n)
{
    while (n) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static int temporary_open(int folder, char name[static NAME_ROOM])
{
    uint64_t number;
    random_fill(&number, sizeof number);
    snprintf(name, NAME_ROOM, ".new-%016llx", (unsigned long long)number);
    return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

// Flushes and closes whatever happened, so that no descriptor is lost.
static bool flush_close(int fd, bool written)
{
    bool flushed = written && fsync(fd) == 0;
    int error = errno;
    bool closed = close(fd) == 0;
    if (!flushed)
        errno = error;
    return flushed && closed;
}

static enum file_outcome name_it(int folder, const char *temporary, const char *name,
                                 enum file_how how)
{
    if (how == FILE_REPLACE)
        return renameat(folder, temporary, folder, name) == 0 ? FILE_DONE : fault("rename");
    // A link fails when the name is taken; a rename would replace in silence.
    if (linkat(folder, temporary, folder, name, 0) < 0)
        return errno == EEXIST ? FILE_EXISTS : fault("link");
    return unlinkat(folder, temporary, 0) == 0 ? FILE_DONE : fault("unlink");
}

enum file_outcome file_write(int folder, const char *name, bytes content, enum file_how how)
{
    char temporary[NAME_ROOM];
    int fd = temporary_open(folder, temporary);
    if (fd < 0)
        return fault("create");
    bool written = flush_close(fd, write_all(fd, content.p, content.n));
    enum file_outcome outcome = written ? name_it(folder, temporary, name, how) : fault("write");
    if (outcome != FILE_DONE) {
        unlinkat(folder, temporary, 0);
        return outcome;
    }
    return folder_flush(folder) ? FILE_DONE : fault("flush");
}

static bool read_all(int fd, uint8_t *p, size_t n)
{
    while (n) {
        ssize_t done = read(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

bool file_read(struct arena *a, int folder, const char *name, size_t most,
               enum file_readers readers, bytes *out)
{
    // O_NONBLOCK: a fifo put in the file's place must not hold us up.
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    struct stat st;
    bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 &&
                (uintmax_t)st.st_size <= most &&
                (readers == FILE_ANY_READERS || (st.st_mode & 077) == 0);
    if (good) {
        size_t n = (size_t)st.st_size;
        uint8_t *p = arena_alloc_raw(a, n);
        good = read_all(fd, p, n);
        if (good)
            *out = (bytes){p, n};
    }
    close(fd);
    return good;
}

static bool copy_all(int from, int to)
{
    uint8_t part[COPY_ROOM];
    for (;;) {
        ssize_t n = read(from, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        if (!write_all(to, part, (size_t)n))
            return false;
    }
}

static enum file_outcome copy_from(int source, const struct stat *st, const char *name, int to)
{
    char temporary[NAME_ROOM];
    int fd = temporary_open(to, temporary);
    if (fd < 0)
        return fault("create");
    struct timespec times[2] = {st->st_mtim, st->st_mtim};
    bool written = flush_close(fd, copy_all(source, fd) && futimens(fd, times) == 0);
    enum file_outcome outcome =
        written ? name_it(to, temporary, name, FILE_REPLACE) : fault("copy");
    if (outcome != FILE_DONE)
        unlinkat(to, temporary, 0);
    return outcome;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

enum file_outcome file_share(int from, const char *name, int to)
{
    if (linkat(from, name, to, name, 0) == 0)
        return FILE_DONE;
    int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (source < 0)
        return errno == ENOENT ? FILE_MISSING : fault("open");
    struct stat st, there;
    enum file_outcome outcome;
    if (fstat(source, &st) < 0 || !S_ISREG(st.st_mode))
        outcome = fault("stat");
    else if (fstatat(to, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && is_same(&st, &there))
        outcome = FILE_EXISTS;
    else
        outcome = copy_from(source, &st, name, to);
    close(source);
    return outcome;
}
