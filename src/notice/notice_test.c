// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notice/notice.h"

#include "test/given.h"

RULE("of a room a member is told everything, until the member chooses less")
{
    struct tx *tx = world_write(world);
    struct given_city g = given_city(tx);
    member_id me = g.officer.acting.member;
    enum notice_level first = notice_level_of(tx, me, g.notice);
    notice_set_level(tx, me, g.notice, NOTICE_MINE);
    enum notice_level mine = notice_level_of(tx, me, g.notice);
    notice_set_level(tx, me, g.notice, NOTICE_NONE);
    enum notice_level none = notice_level_of(tx, me, g.notice);
    world_commit(world);

    assert_int_equal(first, NOTICE_ALL);
    assert_int_equal(mine, NOTICE_MINE);
    assert_int_equal(none, NOTICE_NONE);
}
