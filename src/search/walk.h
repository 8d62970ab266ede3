// SPDX-License-Identifier: AGPL-3.0-or-later
// All posts of many rooms, newest first: for searches that name neither a word nor anything else that
// the index knows. Inside this folder only.
#ifndef SEARCH_WALK_H
#define SEARCH_WALK_H

#include "post/post.h"

struct walk;
struct walk *walk_begin(struct tx *tx, const struct seat *const *rooms, size_t n, int64_t after,
                        int64_t before);
bool walk_next(struct walk *w, size_t *room, post_id *post);

#endif
