// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of a room share. Inside this folder only.
#ifndef TIMELINE_TIMELINE_WEB_H
#define TIMELINE_TIMELINE_WEB_H

#include "frame/frame.h"
#include "timeline/cards.h"
#include "timeline/room_page.html.h"

// The box to write in, as it was sent or as it opens.
struct draft {
    struct form form;
    enum post_kind kind;
    post_id reply_to;
    str body, request_key;
    struct write_faults faults;
};

struct team_card team_card_of(struct turn *t, const struct seat_rows *seats);
url room_url(struct turn *t);
void room_viewed(struct turn *t, const char *action, int64_t subject);
struct write_box write_box_of(struct turn *t, const struct draft *draft);
void room_show(struct turn *t, const struct draft *draft);

void room_page(struct turn *t);
void posts_after_page(struct turn *t);
void reads_page(struct turn *t);
void *write_prepare(struct turn *t);
void write_page(struct turn *t);
void one_post_page(struct turn *t);
void read_page(struct turn *t);
void confirm_page(struct turn *t);
void readers_list_page(struct turn *t);
void team_list_page(struct turn *t);

#endif
