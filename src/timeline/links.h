// SPDX-License-Identifier: AGPL-3.0-or-later
// Links between posts: the address of a post, pasted into another, is shown as that post's day and
// leads there. Whoever has no seat in that room finds nothing behind it. All other addresses stay
// text: an address of another host is never pressed without being read.
#ifndef TIMELINE_LINKS_H
#define TIMELINE_LINKS_H

#include "timeline/post_parts.html.h"
#include "turn.h"

// n is 0 when the text has no such address.
struct body_parts post_body_parts(struct turn *t, str body);

#endif
