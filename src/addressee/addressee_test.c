// SPDX-License-Identifier: AGPL-3.0-or-later
#include "addressee/addressee.h"

#include "test/rule.h"
#include "test/world.h"

RULE("an addressee is written as a word and read back; what is no such word is refused")
{
    struct arena *a = world_arena(world);
    const struct addressee all[] = {{ADDRESSEE_SEAT, 123456789},
                                    {ADDRESSEE_PROFESSION, PROFESSION_DOCTOR},
                                    {ADDRESSEE_OFFICE, 987654321},
                                    {ADDRESSEE_EVERYONE, 0}};
    for (size_t i = 0; i < 4; i++) {
        struct addressee back = {0};
        assert_true(addressee_parse(addressee_word(a, all[i]), &back));
        assert_int_equal(back.kind, all[i].kind);
        assert_int_equal(back.target, all[i].target);
    }
    struct addressee none;
    assert_false(addressee_parse(S("seat-"), &none));
    assert_false(addressee_parse(S("everybody"), &none));
    assert_false(addressee_parse(NONE, &none));
}

RULE("who left the room is still named on old posts, but nothing new can be for them")
{
    struct arena *a = world_arena(world);
    struct seat_row rows[] = {
        {.id = {1}, .name = S("山田 花子"), .office = {7}, .office_name = S("あおば"),
         .profession = PROFESSION_NURSE, .removed_on = NO_DAY},
        {.id = {2}, .name = S("森 健"), .office = {8}, .office_name = S("みどり医院"),
         .profession = PROFESSION_DOCTOR, .removed_on = {20000}},
    };
    struct seat_rows people = {2, rows};
    struct addressee here = {ADDRESSEE_SEAT, 1}, gone = {ADDRESSEE_SEAT, 2};
    struct addressee job = {ADDRESSEE_PROFESSION, PROFESSION_DOCTOR};

    assert_true(addressees_are_here(&(struct addressees){1, &here}, &people));
    assert_false(addressees_are_here(&(struct addressees){1, &gone}, &people));
    assert_false(addressees_are_here(&(struct addressees){1, &job}, &people));
    assert_str(addressee_label(a, gone, &people), S("森 健さん"));
    assert_str(addressee_label(a, (struct addressee){ADDRESSEE_OFFICE, 7}, &people), S("あおば"));
    assert_str(addressee_label(a, (struct addressee){ADDRESSEE_EVERYONE, 0}, &people), S("全員"));
    assert_int_equal(addressee_label(a, (struct addressee){ADDRESSEE_SEAT, 3}, &people).n, 0);
}
