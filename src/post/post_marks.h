// SPDX-License-Identifier: AGPL-3.0-or-later
// Who has read and confirmed the posts of a list, and which doctors have not. Inside this folder only.
#ifndef POST_POST_MARKS_H
#define POST_POST_MARKS_H

#include "post/post.h"

// Of one post at least, in the order of time.
void post_add_marks(struct tx *tx, const struct seat *seat, struct post_list *list);

#endif
