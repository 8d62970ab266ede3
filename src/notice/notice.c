// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notice/notice.h"

#include "base/check.h"
#include "notice/notice.sql.h"
#include "web/live.h"

str notice_level_label(enum notice_level level)
{
    static const str labels[NOTICE_LEVELS] = {
        [NOTICE_ALL] = S_CONST("すべて知らせる"),
        [NOTICE_MINE] = S_CONST("わたし宛てと緊急だけ"),
        [NOTICE_NONE] = S_CONST("知らせない"),
    };
    check(level < NOTICE_LEVELS);
    return labels[level];
}

enum notice_level notice_level_of(struct tx *tx, member_id member, room_id room)
{
    enum notice_level level = NOTICE_ALL;
    level_of(tx, room, member, &level);
    return level < NOTICE_LEVELS ? level : NOTICE_ALL;
}

void notice_set_level(struct tx *tx, member_id member, room_id room, enum notice_level level)
{
    level_put(tx, room, member, level);
}

void notice_tell(struct tx *tx, room_id room, member_id whom, enum notice_kind kind)
{
    notice_put(tx, whom, room, kind, tx_now(tx));
    live_publish(tx, whom.v, S("inbox"), S("new"));
}

void notice_tell_office(struct tx *tx, office_id office)
{
    struct member_id_list all = notice_administrators(tx, office, tx_today(tx));
    for (size_t i = 0; i < all.n; i++)
        notice_tell(tx, (room_id){0}, all.at[i], NOTICE_DESK);
}

void notice_tell_city(struct tx *tx, city_id city)
{
    notice_put_city(tx, city, NOTICE_DESK, tx_now(tx));
}

void notice_tell_of_post(struct tx *tx, room_id room, post_id post)
{
    notice_post_put(tx, room, post);
}
