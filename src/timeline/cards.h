// SPDX-License-Identifier: AGPL-3.0-or-later
// From posts to what the room page shows of them. Inside this folder only.
#ifndef TIMELINE_CARDS_H
#define TIMELINE_CARDS_H

#include "post/post.h"
#include "timeline/post_parts.html.h"

struct post_cards post_cards_of(struct turn *t, const struct post_list *posts);
struct reads_lines post_reads_of(struct turn *t, const struct post_list *posts);

#endif
