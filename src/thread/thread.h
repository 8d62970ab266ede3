// SPDX-License-Identifier: AGPL-3.0-or-later
// Thread (スレッド): a post and every answer below it, named by that post. It can be closed when
// the matter is settled, reopened, and followed without writing in it. Mission E1.
#ifndef THREAD_THREAD_H
#define THREAD_THREAD_H

#include "post/post.h"

struct thread {
    post_id id; // the post that began it
    instant closed_at; // NO_INSTANT: open
    str closed_by;
    // Whoever wrote in it or is addressed in it follows, until they say otherwise.
    bool follows;
};
// False: no such post in the room, or it answers another.
bool thread_find(struct tx *tx, const struct seat *seat, post_id id, struct thread *out);

// False: nothing changed, no such thread, or the room is closed.
bool thread_close(struct tx *tx, const struct seat *seat, post_id id);
bool thread_reopen(struct tx *tx, const struct seat *seat, post_id id);
bool thread_follow(struct tx *tx, const struct seat *seat, post_id id, bool follows);

#endif
