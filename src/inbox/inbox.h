// SPDX-License-Identifier: AGPL-3.0-or-later
// Inbox (ホーム): what is new over all rooms of a member, in whatever city, what the desk asks, and
// what is put off (あとで見る) until it comes back by itself. Mission E9.
#ifndef INBOX_INBOX_H
#define INBOX_INBOX_H

#include "db/db.h"
#include "db/typed.h"
#include "ids.h"
#include "notice/notice.h"
#include "room/room.h"
#include "seat/seat.h"
#include "turn.h"

struct inbox_room {
    room_id room;
    enum room_kind kind;
    str name;
    str city_name;
    int64_t unread; // at most 100, shown as 99+
    instant newest_at; // NO_INSTANT: no post yet
    day closed_on;
    bool is_new; // invited, and neither looked at nor answered
    enum notice_level level;
    instant until; // what is unread there is put off; NO_INSTANT: it is not
};
struct inbox_rooms {
    size_t n;
    struct inbox_room *at; // notice rooms, then unread, newest, those without a post; closed last
};
struct inbox_rooms inbox_list(struct tx *tx, const struct acting *me);
// What is for the member (宛先), and what is urgent: 要確認 until it is confirmed, else until it
// is read. Of the last 60 days, in order of due time, those without one after it; what is put off
// last.
struct inbox_ask {
    room_id room;
    post_id post;
    instant due_at; // NO_INSTANT: nothing is asked
    instant written_at;
    bool urgent;
    instant until; // put off; NO_INSTANT: it is not
    str instead_of; // in whose place I am asked; empty: it is for me
};
struct inbox_asks {
    size_t n;
    struct inbox_ask *at;
};
// Also what is for somebody in whose place the member is: 要確認 that was passed on, and what names
// an absent person. Each of the three at most:
enum { INBOX_ASKS = 50 };
struct inbox_asks inbox_asked(struct tx *tx, const struct acting *me);
// For the badge: what is for the member, what the desk asks (src/errand), colleagues who have not
// confirmed in time, further rooms with something unread, new rooms; without what is put off, and
// rooms that the member does not want to hear of. At most 100, shown as 99+.
int64_t inbox_count(struct tx *tx, const struct acting *me);
// What the member's live stream tells of: the rooms with a seat, newest first, and the member.
struct int_list inbox_live_topics(struct tx *tx, const struct acting *me, size_t most);

enum { SNOOZE_MOST_DAYS = 30 };
enum snooze { SNOOZE_DONE, SNOOZE_PAST, SNOOZE_TOO_FAR, SNOOZE_NO_POST };
// Puts a post off, or with {0} what is unread in the room. What is asked for comes back at its due
// time at the latest.
enum snooze inbox_snooze(struct tx *tx, const struct seat *seat, post_id post, instant until);
// Whether there is such a post in the room, and until when it asks for something (NO_INSTANT: not).
bool inbox_post_due(struct tx *tx, const struct seat *seat, post_id post, instant *due);
// False: it was not put off.
bool inbox_unsnooze(struct tx *tx, const struct seat *seat, post_id post);
// Whose time has come: back in the inbox, and told, where it has not been dealt with meanwhile. A
// job's.
void inbox_return_due(struct tx *tx);

extern const struct routes inbox_routes, later_routes;

#endif
