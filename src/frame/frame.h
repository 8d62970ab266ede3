// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame of every page inside a room: the way back, whose room it is, the tabs; and how a
// person and a time look there. Whose room it is stands on every page where something is
// written, so that nobody writes into the wrong one (安全管理ガイドライン: 混同の防止).
#ifndef FRAME_FRAME_H
#define FRAME_FRAME_H

#include "frame/frame_parts.html.h"
#include "seat/seat.h"
#include "turn.h"

// The tabs of a patient's room, and of a group; a page that belongs to none of them says FRAME_NONE.
enum frame_tab {
    FRAME_TIMELINE, // タイムライン
    FRAME_SUMMARY, // いま
    FRAME_VITALS, // バイタル
    FRAME_VISITS, // 訪問予定
    FRAME_DOCUMENTS, // 書類
    FRAME_TEAM, // チーム
    FRAME_GROUP, // 概要, in groups only
    FRAME_SEARCH, // 検索, of this room
    FRAME_TABS,
    FRAME_NONE = FRAME_TABS,
};

// `page` names the page in the crumbs; empty on the timeline itself.
struct frame frame_of(struct turn *t, enum frame_tab tab, str page);
// The live event of the room with that word, as data-live-on wants it: "visits-7f3k".
str frame_event(struct arena *a, const char *word, room_id room);
bool frame_is_patients(const struct turn *t);
bool frame_is_group(const struct turn *t);

// The colour of the round with the first character of a 職種, and that character.
const char *frame_mark_class(enum profession profession);
str frame_mark(enum profession profession);

struct when frame_clock(struct arena *a, instant at); // "8:05"
str frame_day(struct arena *a, day d); // "11月2日（月）"
str frame_day_mark(const struct turn *t, day d); // the same, or 令和8年11月2日（月） for who reads it so
struct when frame_moment(struct arena *a, instant at); // "11月2日（月） 8:05"

#endif
