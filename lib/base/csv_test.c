// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"
#include "base/csv.h"
#include "base/text.h"
#include "test/rule.h"
#include "test/world.h"

static enum csv_outcome read_text(struct world *world, str text, struct csv *out)
{
    return csv_read(world_arena(world), str_bytes(text), 1000, out);
}

// The outcome and the line at fault, as one number: 100 * outcome + line.
static int fault(struct world *world, str text)
{
    struct csv csv;
    int outcome = (int)read_text(world, text, &csv);
    return outcome * 100 + csv.bad_line;
}

RULE("a CSV file is read with its header, quotes, line breaks and line numbers")
{
    struct csv csv;
    str text = S("\xef\xbb\xbf名前, 職種 \r\n\"髙橋, "
                 "花子\",\"訪問\"\"看護\"\"師\"\r\n\"二\n行\",\n三,薬剤師");

    assert_int_equal(read_text(world, text, &csv), CSV_OK);
    assert_int_equal(csv.n_columns, 2);
    assert_str(csv.columns[1], S("職種"));
    assert_int_equal(csv.n, 3);
    assert_str(csv.rows[0].fields[0], S("髙橋, 花子"));
    assert_str(csv.rows[0].fields[1], S("訪問\"看護\"師"));
    assert_str(csv.rows[1].fields[0], S("二\n行"));
    assert_str(csv.rows[1].fields[1], NONE);
    assert_int_equal(csv.rows[2].line, 5);
}

RULE("a CSV file in MS932 reads like one in UTF-8")
{
    struct arena *a = world_arena(world);
    bytes file = text_to_ms932(a, S("氏名,職種\r\n﨑山　ソ,表示\r\n"));
    struct csv csv;

    assert_int_equal(csv_read(a, file, 10, &csv), CSV_OK);
    assert_str(csv.columns[0], S("氏名"));
    assert_str(csv.rows[0].fields[0], S("﨑山　ソ"));
    assert_str(csv.rows[0].fields[1], S("表示"));
}

RULE("a short row is filled up with empty fields and blank rows are left out")
{
    struct csv csv;

    assert_int_equal(read_text(world, S("\n,\na,b,c\n,,\n1\n \n\n,2\n　,,\n"), &csv), CSV_OK);
    assert_int_equal(csv.n, 2);
    assert_str(csv.rows[0].fields[0], S("1"));
    assert_str(csv.rows[0].fields[1], NONE);
    assert_str(csv.rows[0].fields[2], NONE);
    assert_str(csv.rows[1].fields[1], S("2"));
    assert_int_equal(csv.rows[1].line, 8);
}

RULE("a broken CSV file is refused with the line at fault")
{
    assert_int_equal(fault(world, S("a,b\n1,2\n1,2,3\n")), CSV_COLUMNS * 100 + 3);
    assert_int_equal(fault(world, S("a,b\n\"x\ny\",2\n1,\"2\n\n\n")), CSV_QUOTE_OPEN * 100 + 4);
    assert_int_equal(fault(world, S("a,b\n1,\"2\"x\n")), CSV_QUOTE_STRAY * 100 + 2);
    assert_int_equal(fault(world, S("")), CSV_EMPTY * 100 + 1);
    assert_int_equal(fault(world, S("\r\n,,\n")), CSV_EMPTY * 100 + 1);
    assert_int_equal(fault(world, S("a\n1\n2\x01\n")), CSV_NOT_TEXT * 100 + 3);
    assert_int_equal(fault(world, S("a\n\x8d\x82\n\xff\n")), CSV_NOT_TEXT * 100 + 3);
    assert_int_equal(fault(world, S("\xef\xbb\xbf"
                                    "a\n\x8d\x82\n")),
                     CSV_NOT_TEXT * 100 + 2);
}

RULE("a CSV file has as many rows and columns as it may and no more")
{
    struct arena *a = world_arena(world);
    struct buf wide = buf_in(a);
    struct csv csv;
    for (int i = 0; i <= 500; i++)
        buf_put(&wide, S("x,"));

    assert_int_equal(csv_read(a, str_bytes(S("a\n1\n2\n")), 2, &csv), CSV_OK);
    assert_int_equal(csv_read(a, str_bytes(S("a\n1\n2\n3\n")), 2, &csv), CSV_TOO_LARGE);
    assert_int_equal(csv.bad_line, 4);
    assert_int_equal(csv_read(a, buf_bytes(&wide), 2, &csv), CSV_TOO_LARGE);
}

RULE("a written row is quoted where needed and reads back")
{
    struct buf out = buf_in(world_arena(world));
    str fields[] = {S("plain"), S("a,b"), S("\"q\""), S("two\nlines"), NONE, S(" x")};
    struct csv csv;
    csv_put_row(&out, fields, 6);
    assert_str(buf_str(&out), S("plain,\"a,b\",\"\"\"q\"\"\",\"two\nlines\",,\" x\"\r\n"));

    str file = str_print(world_arena(world), "a,b,c,d,e,f\n%.*s", STR(buf_str(&out)));
    assert_int_equal(read_text(world, file, &csv), CSV_OK);
    for (size_t i = 0; i < 6; i++)
        assert_str(csv.rows[0].fields[i], fields[i]);
}

RULE("a field that a spreadsheet would run is written as text")
{
    struct buf out = buf_in(world_arena(world));
    str fields[] = {S("=1+1"), S("+81"), S("-5"), S("@x"), S("\tx"), S("a=b")};

    csv_put_row(&out, fields, 6);
    assert_str(buf_str(&out), S("'=1+1,'+81,'-5,'@x,\"'\tx\",a=b\r\n"));
}
