// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that must neither be lost nor be read by others. A file appears under
// its name whole and on disk, or not at all: it is written under a temporary
// name (".new-…"), flushed, named, and its folder is flushed. Files are made
// 0600 and folders 0700. Symbolic links are followed on the way to a folder,
// which the operator chose, and never inside it.
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

enum file_outcome {
    FILE_DONE,
    FILE_EXISTS, // only with FILE_NEW and file_share
    FILE_MISSING, // only with file_share: it went meanwhile
    FILE_FULL, // no space, or over the quota
    FILE_FAULT, // anything else; the reason is in the log
};
enum file_how { FILE_NEW, FILE_REPLACE };
enum file_readers { FILE_ANY_READERS, FILE_OWNER_ONLY };

// A descriptor for the calls below, or -1 with errno. `make`: the last part of
// the path is made when missing. The caller closes it with close().
int folder_open(str path, bool make);
int folder_open_at(int folder, const char *name, bool make);
// True when nobody but ourselves and root may put or replace files there.
bool folder_is_safe(int folder);
bool folder_flush(int folder);

enum file_outcome file_write(int folder, const char *name, bytes content, enum file_how how);

// False when it is missing, not a regular file, larger than `most`, cannot be
// read, or is open to others although `readers` says FILE_OWNER_ONLY.
bool file_read(struct arena *a, int folder, const char *name, size_t most,
               enum file_readers readers, bytes *out);

// The same file under the same name in another folder: a hard link where the
// file system allows it, else a flushed copy with the same time. FILE_EXISTS
// when it is there already with the same size and time; another file of that
// name is replaced. The folder is left for the caller to flush, once for many.
enum file_outcome file_share(int from, const char *name, int to);

#endif
