// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/walk.h"

// Of each room a few posts are fetched at once; of one that has the newest, more when they are used up.
enum { FIRST = 8, MORE = 64 };

struct path {
    struct post_id_list posts;
    size_t at;
    bool more;
};
struct walk {
    struct tx *tx;
    const struct seat *const *rooms;
    size_t n;
    int64_t after;
    struct path *paths;
};

static void fetch(struct walk *w, size_t i, int64_t before, int64_t most)
{
    struct path *path = &w->paths[i];
    path->posts = post_ids_between(w->tx, w->rooms[i], w->after, before, most);
    path->more = path->posts.n == (size_t)most;
    path->at = 0;
}

struct walk *walk_begin(struct tx *tx, const struct seat *const *rooms, size_t n, int64_t after,
                        int64_t before)
{
    struct walk *w = NEW(tx_arena(tx), struct walk);
    *w = (struct walk){tx, rooms, n, after, NEW_ARRAY(tx_arena(tx), struct path, n)};
    for (size_t i = 0; i < n && tx_ok(tx); i++)
        fetch(w, i, before, FIRST);
    return w;
}

bool walk_next(struct walk *w, size_t *room, post_id *post)
{
    const struct path *newest = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct path *path = &w->paths[i];
        if (path->at == path->posts.n ||
            (newest && path->posts.at[path->at].v < newest->posts.at[newest->at].v))
            continue;
        newest = path;
        *room = i;
    }
    if (!newest || !tx_ok(w->tx))
        return false;
    struct path *path = &w->paths[*room];
    *post = path->posts.at[path->at++];
    if (path->at == path->posts.n && path->more)
        fetch(w, *room, post->v, MORE);
    return true;
}
