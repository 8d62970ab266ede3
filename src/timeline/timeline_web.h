// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pages of a room share. Inside this folder only.
#ifndef TIMELINE_TIMELINE_WEB_H
#define TIMELINE_TIMELINE_WEB_H

#include "draft/draft.h"
#include "frame/frame.h"
#include "timeline/cards.h"
#include "timeline/menu_parts.html.h"
#include "timeline/room_page.html.h"

// The box to write in, as it was sent or as it opens.
struct draft {
    struct form form;
    enum post_kind kind;
    post_id reply_to, quotes;
    str body, request_key;
    int64_t serial; // of this request of the box
    draft_id kept; // on the server; {0}: nothing yet
    int64_t kept_revision;
    struct write_faults faults;
    bool shows_whom; // the box of addressees stands open
    struct addressees to;
    int due; // index of the choices in whom_web.c
    str due_at; // as typed
    seat_id for_seat;
};

struct team_card team_card_of(struct turn *t, const struct seat_rows *seats);
url room_url(struct turn *t);
void room_viewed(struct turn *t, const char *action, int64_t subject);
struct write_box write_box_of(struct turn *t, const struct draft *draft,
                              const struct seat_rows *people);
// `at_newest`: where one writes, whatever is unread further up.
void room_show(struct turn *t, const struct draft *draft, bool at_newest);

// What was sent with the box, good or not: `form` holds what is wrong.
struct draft draft_sent(struct turn *t);
// The draft that the box opens with; false: there is none.
bool draft_restore(struct turn *t, struct draft *opens);
struct draft_state draft_state_of(struct turn *t, const struct draft *draft);
struct draft_new draft_of_box(struct turn *t, const struct draft *draft);

// Whom a post is for.
struct whom_box whom_box_of(struct turn *t, const struct draft *draft,
                            const struct seat_rows *people);
void whom_sent(struct turn *t, struct draft *draft);
int whom_due_known(int64_t choice); // the same, or that of nobody being asked
// What the choice of a due time means now; false: none was asked for.
bool whom_due(struct turn *t, const struct draft *draft, instant *out);

// The post of the address with everything its card shows; false after a 404.
bool post_of_address(struct turn *t, struct post *post, struct post_card *card);
struct post_menu post_menu_of(struct turn *t, const struct post *post);

void room_page(struct turn *t);
void posts_after_page(struct turn *t);
void reads_page(struct turn *t);
void *write_prepare(struct turn *t);
void write_page(struct turn *t);
void draft_page(struct turn *t);
void draft_discard_page(struct turn *t);
void draft_use_page(struct turn *t);
void one_post_page(struct turn *t);
void read_page(struct turn *t);
void confirm_page(struct turn *t);
void readers_list_page(struct turn *t);
void team_list_page(struct turn *t);
void whom_page(struct turn *t);
void menu_page(struct turn *t);
void unread_page(struct turn *t);
void pin_page(struct turn *t);
void unpin_page(struct turn *t);
void change_form_page(struct turn *t);
void change_page(struct turn *t);
void withdraw_form_page(struct turn *t);
void withdraw_page(struct turn *t);
void versions_list_page(struct turn *t);
void one_thread_page(struct turn *t);
void thread_close_page(struct turn *t);
void thread_reopen_page(struct turn *t);
void thread_follow_page(struct turn *t);
void thread_unfollow_page(struct turn *t);

#endif
