// SPDX-License-Identifier: AGPL-3.0-or-later
// "Given somebody who is told by mail …": what the jobs of src/delivery find to tell, and what the
// mail server is given then.
#ifndef TEST_GIVEN_TOLD_H
#define TEST_GIVEN_TOLD_H

#include "base/buf.h"
#include "delivery/delivery.h"
#include "mail/mail.h"
#include "test/given.h"

// A nurse, who administers their office, and a helper share a room.
struct given_team {
    struct given_city city;
    struct given_person nurse, helper;
    room_id room;
};

struct given_team given_team(struct world *w);
// The helper has a confirmed address, and was told of the invitation. 11月2日, 9時40分.
struct given_team given_told(struct world *w);
// Types the address and the code that comes to it.
void give_address(struct world *w, const struct given_person *p, str address);
enum delivery_proof confirm_code(struct world *w, const struct given_person *p, str code);

struct letters {
    struct world *world;
    int n;
    struct buf said; // addresses, subjects and bodies
    enum mail_answer answer;
};

// What there is to tell by now, with the server's answer to it.
struct letters mails_answered(struct world *w, enum mail_answer answer);
// How many mails are taken now, or a while later.
int mails(struct world *w);
int mails_after(struct world *w, int64_t us);
str code_in(const struct letters *l); // six digits on a line of their own; empty: none

#endif
