// SPDX-License-Identifier: AGPL-3.0-or-later
// Inbox (ホーム): what is new over all rooms of a member.
#ifndef INBOX_INBOX_H
#define INBOX_INBOX_H

#include "db/db.h"
#include "db/typed.h"
#include "ids.h"
#include "room/room.h"
#include "turn.h"

struct inbox_room {
    room_id room;
    enum room_kind kind;
    str name;
    str city_name;
    int64_t unread; // at most 100, shown as 99+
    instant newest_at; // NO_INSTANT: no post yet
    day closed_on;
};
struct inbox_rooms {
    size_t n;
    struct inbox_room *at; // notice rooms, then unread, newest, those without a post; closed last
};
struct inbox_rooms inbox_list(struct tx *tx, const struct acting *me);
// What is for the member (宛先): 要確認 until it is confirmed, else until it is read. Of the last
// 60 days, in order of due time; those without one last.
struct inbox_ask {
    room_id room;
    post_id post;
    instant due_at; // NO_INSTANT: nothing is asked
    instant written_at;
};
struct inbox_asks {
    size_t n;
    struct inbox_ask *at;
};
enum { INBOX_ASKS = 20 };
struct inbox_asks inbox_asked(struct tx *tx, const struct acting *me);
// What the member's live stream tells of: the rooms with a seat, newest first, and the member.
struct int_list inbox_live_topics(struct tx *tx, const struct acting *me, size_t most);

extern const struct routes inbox_routes;

#endif
