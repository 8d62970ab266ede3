// SPDX-License-Identifier: AGPL-3.0-or-later
// Notice (知らせ): that there is something new for somebody who does not have tsunagi open. Never
// what it is: no name, no room, no text. Whoever has something to tell says so inside the
// transaction that it belongs to; src/delivery takes it to the person by mail or to a device, when
// and how the person wants it.
#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "db/db.h"
#include "ids.h"

// Stored as numbers: never change the order.
enum notice_kind {
    NOTICE_POST, // something unread, for nobody in particular: found by a job, never told
    NOTICE_FOR_YOU, // a post names the person (宛先): likewise, from notice_tell_of_post
    NOTICE_URGENT, // 緊急
    NOTICE_REMINDER, // 要確認: its time is near
    NOTICE_OVERDUE, // 要確認: its time is over
    NOTICE_SUBSTITUTE, // asked in place of somebody
    NOTICE_SEAT, // invited to a room
    NOTICE_DESK, // the desk asks something of the person, or answers
    NOTICE_RETURNED, // put off until now
    NOTICE_VISIT, // a visit of one's own was moved or cancelled
    NOTICE_DOCUMENT, // a document that one's office renews is soon over, or is over
    NOTICE_KINDS,
};

// Which of a room's notices a member wants: すべて, わたし宛てと緊急だけ, 知らせない.
enum notice_level { NOTICE_ALL, NOTICE_MINE, NOTICE_NONE, NOTICE_LEVELS };
str notice_level_label(enum notice_level level);

enum notice_level notice_level_of(struct tx *tx, member_id member, room_id room);
void notice_set_level(struct tx *tx, member_id member, room_id room, enum notice_level level);

// Tells `whom`, one row at most; their open pages renew. Of a room only whoever sits there when it
// is delivered hears; {0}: about no room.
void notice_tell(struct tx *tx, room_id room, member_id whom, enum notice_kind kind);
// The administrators of an office, of what the desk asks of them.
void notice_tell_office(struct tx *tx, office_id office);
// Everybody whom the city has registered, of what it asks of all; pages that are open do not renew.
void notice_tell_city(struct tx *tx, city_id city);
// A post that is urgent or names somebody: one row, however many it is for.
void notice_tell_of_post(struct tx *tx, room_id room, post_id post);

#endif
