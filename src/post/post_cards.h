// SPDX-License-Identifier: AGPL-3.0-or-later
// From posts to what the room page shows of them. Inside this folder only.
#ifndef POST_POST_CARDS_H
#define POST_POST_CARDS_H

#include "post/post.h"
#include "post/post_parts.html.h"

struct post_cards post_cards_of(struct turn *t, const struct post_list *posts);
struct reads_lines post_reads_of(struct turn *t, const struct post_list *posts);

// The colour of the round with the first character of a 職種, and that character.
const char *post_mark_class(enum profession profession);
str post_mark(enum profession profession);

struct when post_clock(struct arena *a, instant at); // "8:05"
str post_day(struct arena *a, day d); // "11月2日（月）"

#endif
