// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheet/sheet.h"
#include "test/rule.h"
#include "test/world.h"

static struct sheet *begin(struct world *world)
{
    struct sheet_paper paper = {.title = S("お知らせ"), .at = clock_now(world_clock(world))};
    return sheet_begin(world_arena(world), &paper);
}

// A text of `n` times 介.
static str long_text(struct world *world, size_t n)
{
    char *p = arena_alloc(world_arena(world), n * 3);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * 3, "介", 3);
    return (str){p, n * 3};
}

// How many pages the PDF itself says that it has.
static int pages_in(bytes pdf)
{
    str text = bytes_str(pdf);
    int n = 0;
    for (str mark = S("/Type /Page %"); str_contains(text, mark); n++)
        text = str_from(text, str_find(text, mark) + mark.n);
    return n;
}

static bytes table_sheet(struct world *world, size_t n_rows, int *pages)
{
    static const struct sheet_column columns[] = {{S_CONST("番号"), 1, SHEET_RIGHT},
                                                  {S_CONST("氏名"), 3, SHEET_LEFT}};
    struct sheet *s = begin(world);
    str *cells = NEW_ARRAY(world_arena(world), str, n_rows * 2);
    for (size_t i = 0; i < n_rows; i++) {
        cells[i * 2] = str_print(world_arena(world), "%zu", i + 1);
        cells[i * 2 + 1] = S("髙橋　﨑子");
    }
    struct sheet_table table = {columns, 2, cells, n_rows, 0};
    sheet_put_table(s, &table);
    *pages = sheet_pages(s);
    return sheet_finish(s);
}

RULE("both families of letters are installed")
{
    assert_true(sheet_has_fonts());
}

RULE("a sheet is a PDF with the title and date that it was given, even when it is empty")
{
    struct sheet *s = begin(world);
    bytes pdf = sheet_finish(s);

    assert_int_equal(sheet_pages(s), 1);
    assert_int_equal(pages_in(pdf), 1);
    assert_true(str_starts(bytes_str(pdf), S("%PDF-1.")));
    assert_true(str_contains(bytes_str(pdf), S("(20261102000000Z)")));
}

RULE("the same sheet made twice is the same bytes")
{
    int pages;
    bytes one = table_sheet(world, 5, &pages);
    bytes other = table_sheet(world, 5, &pages);

    assert_int_equal(one.n, other.n);
    assert_memory_equal(one.p, other.p, one.n);
}

RULE("a table takes as many pages as its rows need")
{
    int pages;

    assert_int_equal(pages_in(table_sheet(world, 10, &pages)), 1);
    bytes long_table = table_sheet(world, 100, &pages);
    assert_int_equal(pages_in(long_table), pages);
    assert_in_range(pages, 3, 4);
    assert_int_equal(pages_in(table_sheet(world, 0, &pages)), 1);
}

RULE("text that is longer than a page goes on, in paragraphs, in facts and in table rows")
{
    struct sheet_column column = {S("経過"), 1, SHEET_LEFT};
    str text = long_text(world, 4000);
    struct sheet_fact fact = {S("経過"), text, false};
    struct sheet_table table = {&column, 1, &text, 1, 0};
    struct sheet *s = begin(world);

    sheet_paragraph(s, (struct sheet_style){0}, text);
    assert_in_range(sheet_pages(s), 3, 4);
    sheet_page(s);
    int before = sheet_pages(s);
    sheet_facts(s, &fact, 1);
    assert_in_range(sheet_pages(s) - before, 2, 5);
    sheet_page(s);
    before = sheet_pages(s);
    sheet_put_table(s, &table);
    assert_in_range(sheet_pages(s) - before, 1, 3);
    assert_int_equal(pages_in(sheet_finish(s)), sheet_pages(s));
}

RULE("letters too large for the page end the search for room")
{
    struct sheet *s = begin(world);

    sheet_paragraph(s, (struct sheet_style){.size = 2000}, S("大き"));
    assert_in_range(sheet_pages(s), 1, 2);
}

RULE("a new page or part is begun only where something stands on the old one")
{
    struct sheet *s = begin(world);
    sheet_page(s);
    sheet_part(s);
    assert_int_equal(sheet_pages(s), 1);

    sheet_title(s, S("通知書"));
    sheet_part(s);
    assert_int_equal(sheet_pages(s), 2);
    assert_true(sheet_y(s) < 21);
}

RULE("a heading does not stand alone at the foot of a page")
{
    struct sheet *s = begin(world);
    sheet_title(s, S("通知書"));
    sheet_move(s, 250);
    sheet_heading(s, S("注意"));

    assert_int_equal(sheet_pages(s), 2);
}

RULE("markup in data is set as it is written")
{
    struct sheet *s = begin(world);
    struct sheet_area area = {20, 20, 100, 0};

    double plain = sheet_put_text(s, area, (struct sheet_style){0}, S("&lt;大&gt;"));
    double marked = sheet_put_text(s, area, (struct sheet_style){0},
                                   S("<span size='90pt'>大</span> <broken & \"q\""));
    assert_true(plain == marked);
}

RULE("a rare shape of a kanji takes no more room than the common one")
{
    struct sheet *s = begin(world);
    struct sheet_area area = {20, 20, 100, 0};

    double plain = sheet_put_text(s, area, (struct sheet_style){0}, S("葛飾"));
    double rare = sheet_put_text(s, area, (struct sheet_style){0}, S("葛\xf3\xa0\x84\x80飾𠮷"));
    assert_true(plain == rare);
    assert_true(sheet_finish(s).n > 0);
}

RULE("a QR code is put when the text fits into one, and refused otherwise")
{
    struct sheet *s = begin(world);
    struct sheet_area area = {150, 200, 30, 30};

    assert_true(sheet_put_qr(s, area, S("https://tsunagi.example.jp/enrol/7f3k")));
    assert_false(sheet_put_qr(s, area, long_text(world, 1000)));
    assert_false(sheet_put_qr(s, area, NONE));
}

RULE("an address leaves the window of the envelope to itself, however long it is")
{
    struct sheet_address to = {.postcode = S("270-0192"), .name = S("髙橋　﨑子")};
    struct sheet *s = begin(world);
    sheet_put_address(s, &to);
    assert_true(sheet_y(s) >= 62);

    to.address = to.office = long_text(world, 60);
    sheet_page(s);
    sheet_put_address(s, &to);
    assert_true(sheet_y(s) >= 62);
    assert_int_equal(pages_in(sheet_finish(s)), 2);
}

RULE("a letter may have every kind of mark on it, on either way of the paper")
{
    struct sheet_paper paper = {.title = S("控え"), .at = NO_INSTANT, .landscape = true};
    struct sheet *s = sheet_begin(world_arena(world), &paper);
    struct sheet_area body = sheet_body(s);
    sheet_footer(s, S("流山市介護支援課"));
    sheet_step(s, S("1"), S("証明書を入れます。"));
    sheet_put_folds(s);
    sheet_put_box(s, body);
    sheet_put_rule(s, (struct sheet_area){20, 120, 0, 30});

    assert_true(body.width > 250 && body.height < 170);
    assert_int_equal(pages_in(sheet_finish(s)), 1);
}

RULE("a JPEG stands in the file byte for byte; what only begins like one has no size")
{
    // The markers of a picture of 16 × 8; what follows is nobody's to decode.
    static const uint8_t jpeg[] = {0xff, 0xd8, 0xff, 0xe0, 0, 4, 'x', 'y', 0xff, 0xc0, 0, 11, 8, 0, 8, 0, 16,
                                   1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xaa, 0xff, 0xd9};
    bytes picture = {jpeg, sizeof jpeg}, cut = {jpeg, 12};
    struct sheet *s = sheet_begin(world_arena(world), &(struct sheet_paper){.title = S("写真")});
    sheet_put_picture(s, (struct sheet_area){20, 20, 40, 20}, picture, S("写真"));
    str pdf = bytes_str(sheet_finish(s));

    assert_true(sheet_picture_height(picture, 40) == 20);
    assert_true(sheet_picture_height(cut, 40) == 0);
    assert_true(str_contains(pdf, bytes_str(picture)));
}
