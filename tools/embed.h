// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of embed: reading and naming assets → packing → C.
#ifndef TOOLS_EMBED_H
#define TOOLS_EMBED_H

#include "base/arena.h"
#include "base/buf.h"

enum asset_state { ASSET_NEW, ASSET_IN_HAND, ASSET_READY };
struct asset {
    str file; // as listed
    str name; // "tsunagi.css"
    str type; // "text/css; charset=utf-8"
    str path; // "/assets/tsunagi-3fa9c1e2d4b5.css"
    int line; // in the list
    enum asset_state state;
    str content; // with the names of other assets filled in
    str gzip, brotli; // empty where they save nothing
};
struct assets {
    struct arena *arena;
    const char *list; // the path of assets.txt
    size_t n;
    struct asset *at;
};

_Noreturn void refuse(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
str read_file(struct arena *a, const char *path, const char *from, int line);

// Reads the list and its files, fills in "asset:NAME" and names each by its
// content (embed_list.c).
struct assets assets_read(struct arena *a, const char *list);

// The compressed forms (embed_pack.c).
void asset_pack(struct arena *a, struct asset *asset);

// C (embed_emit.c).
void emit_header(struct buf *out);
void emit_code(struct buf *out, const struct assets *assets, char **migrations, int n);

#endif
