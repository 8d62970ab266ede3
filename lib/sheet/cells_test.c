// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"
#include "sheet/cells.h"
#include "test/rule.h"
#include "test/world.h"

static struct sheet *begin(struct world *world)
{
    struct sheet_paper paper = {.title = S("申請書"), .at = clock_now(world_clock(world))};
    return sheet_begin(world_arena(world), &paper);
}

static void put_one(struct sheet *s, struct sheet_cell cell, double least)
{
    cell.width = 1;
    sheet_put_row(s, &(struct sheet_row){&cell, 1, least}, NULL);
}

RULE("a sheet tells its texts in the order of drawing, boxes, codes, footers and numbers included")
{
    struct sheet_tick ticks[] = {{S("新規"), true}, {S("削除"), false}, {NONE, true}};
    struct sheet *s = begin(world);
    sheet_footer(s, S("様式1-1"));
    put_one(s, (struct sheet_cell){.name = S("氏名"), .above = S("（かな）"), .value = S("山田")}, 0);
    put_one(s, (struct sheet_cell){.ticks = ticks, .n_ticks = 3, .after = S("台")}, 0);
    sheet_page(s);
    sheet_put_qr(s, (struct sheet_area){20, 20, 20, 20}, S("8-00042"));

    assert_str(sheet_text(s), S("氏名\n（かな）\n山田\n☑新規\n□削除\n☑\n台\n---- 様式1-1 1 / 2\n"
                                "[QR: 8-00042]\n---- 様式1-1 2 / 2\n"));
    assert_true(sheet_finish(s).n > 0);
}

RULE("a page alone has no number, except of a record, of which none may seem to be missing")
{
    for (int numbered = 0; numbered < 2; numbered++) {
        struct sheet *s = sheet_begin(world_arena(world),
                                      &(struct sheet_paper){.title = S("試し"), .numbered = numbered});
        sheet_paragraph(s, (struct sheet_style){0}, S("一枚だけ"));
        assert_str(sheet_text(s), numbered ? S("一枚だけ\n---- 1 / 1\n") : S("一枚だけ\n----\n"));
        assert_true(sheet_finish(s).n > 0);
    }
}

RULE("a row is as high as asked for, and higher when its text needs it")
{
    struct sheet *s = begin(world);
    double top = sheet_y(s);
    put_one(s, (struct sheet_cell){.value = S("短い")}, 12);
    assert_true(sheet_y(s) - top == 12);

    top = sheet_y(s);
    put_one(s, (struct sheet_cell){.name = S("所在地"), .value = S("一\n二\n三\n四")}, 12);
    assert_true(sheet_y(s) - top > 18);
}

RULE("rows that find no room go on to the next page under the same head")
{
    struct sheet_cell head = {.width = 1, .head = true, .value = S("氏名")};
    struct sheet_cell cell = {.width = 1, .value = S("山田")};
    struct sheet_row names = {&head, 1, 8}, row = {&cell, 1, 13};
    struct sheet *s = begin(world);
    sheet_put_row(s, &names, NULL);
    for (int i = 0; i < 30; i++)
        sheet_put_row(s, &row, &names);

    assert_int_equal(sheet_pages(s), 2);
    assert_true(str_contains(sheet_text(s), S("1 / 2\n氏名\n山田\n")));
}

RULE("a row that no page can take is divided, and nothing of it is lost")
{
    struct buf text = buf_in(world_arena(world));
    for (int i = 0; i < 200; i++)
        buf_put(&text, S("行\n"));
    buf_put(&text, S("最後の行"));
    struct sheet *s = begin(world);
    put_one(s, (struct sheet_cell){.name = S("理由"), .value = buf_str(&text)}, 9);

    assert_in_range(sheet_pages(s), 4, 6);
    assert_true(str_contains(sheet_text(s), S("最後の行")));
}
