// SPDX-License-Identifier: AGPL-3.0-or-later
#include "careplan/careplan.h"

#include "base/buf.h"
#include "base/text.h"
#include "test/rule.h"

#include <stdio.h>

#define FOLDER "test/data/careplan/"
static const char first_name[] = "UP1KYO_1270000001_43_20261101101500.CSV";
static const char second_name[] = "UP2KYO_1270000001_43_20261101101500.CSV";
static const char planned_name[] = "UPPLAN_202611_1270000001_43_1260090001_13_20261028101500.CSV";

static bytes sample(struct arena *a, const char *name)
{
    uint8_t *p = arena_alloc_raw(a, 65536);
    FILE *f = fopen(str_zero(a, str_print(a, FOLDER "%s", name)), "rb");
    assert_non_null(f);
    size_t n = fread(p, 1, 65536, f);
    fclose(f);
    return (bytes){p, n};
}

// The file with one text in place of another, wherever it stands.
static bytes altered(struct arena *a, bytes file, str before, str after)
{
    struct buf out = buf_in(a);
    str rest = bytes_str(file);
    for (size_t at; (at = str_find(rest, before)) < rest.n; rest = str_from(rest, at + before.n)) {
        buf_put(&out, str_part(rest, 0, at));
        buf_put(&out, after);
    }
    buf_put(&out, rest);
    return buf_bytes(&out);
}

static str refusal(struct arena *a, const char *name, bytes file)
{
    return careplan_read(a, str_of(name), file).refused;
}

RULE("a care plan's first sheet is read with every item as it stands, line breaks and quotes too")
{
    struct arena *a = arena_new();
    struct careplan plan = careplan_read(a, str_of(first_name), sample(a, first_name));
    assert_str(plan.refused, NONE);
    assert_int_equal(plan.sheet, CAREPLAN_FIRST);
    assert_str(plan.insured, S("0000012345"));
    assert_int_equal(plan.made_on.n, day_make(2026, 11, 1).n);
    assert_int_equal(plan.rows[0].n, careplan_layouts[CAREPLAN_FIRST].n);
    assert_str(careplan_level(plan.rows[0].fields[ITEM1_LEVEL]), S("要介護2"));
    assert_str(careplan_plan_kind(plan.rows[0].fields[ITEM1_KIND]), S("継続"));
    assert_true(str_contains(plan.rows[0].fields[ITEM1_POLICY], S("\"自分で\"庭に出られることを目指す。,緊急時は")));
    assert_true(str_contains(plan.rows[0].fields[ITEM1_WISHES], S("\n")));
    arena_free(a);
}

RULE("the second sheet, the month as planned and as carried out are told by their names")
{
    struct arena *a = arena_new();
    struct careplan second = careplan_read(a, str_of(second_name), sample(a, second_name));
    struct careplan planned = careplan_read(a, str_of(planned_name), sample(a, planned_name));
    struct careplan done = careplan_read(a, S("upjsk_202611.csv"), sample(a, planned_name));
    struct careplan unnamed = careplan_read(a, S("plan (1).csv"), sample(a, second_name));
    assert_int_equal(second.sheet, CAREPLAN_SECOND);
    assert_int_equal(second.n, 4);
    assert_int_equal(planned.sheet, CAREPLAN_PLANNED);
    assert_int_equal(planned.n, 14);
    assert_int_equal(done.sheet, CAREPLAN_DONE);
    assert_int_equal(unnamed.sheet, CAREPLAN_SECOND);
    assert_false(unnamed.sheet_by_name);
    assert_str(careplan_service(a, S("131112")), S("訪問看護（131112）"));
    arena_free(a);
}

RULE("a bad care plan is refused with its line and the reason in plain words")
{
    struct arena *a = arena_new();
    bytes month = sample(a, planned_name);
    assert_str(refusal(a, planned_name, altered(a, month, S("20261111"), S("20261131"))),
               S("2行目の「サービス利用日」（10番目）の「20261131」を、20261122のような8けたの日付として読めません。"));
    assert_str(refusal(a, planned_name, altered(a, month, S("20261118,,0930"), S("20261118,,0970"))),
               S("3行目の「サービス開始時刻」（12番目）の「0970」を、0930のような4けたの時刻として読めません。"));
    assert_true(str_contains(refusal(a, planned_name, altered(a, month, S("20261104,,"), S("20261104,"))),
                             S("1行目の項目が24個です。第6表（サービス利用票（予定））は25個のはずです。")));
    assert_true(str_contains(refusal(a, planned_name, altered(a, month, S("202611,1270000001"), S(",1270000001"))),
                             S("1行目の「対象年月」（5番目）が空です。")));
    assert_true(str_contains(refusal(a, planned_name, altered(a, month, S("20261104"), S("20261204"))),
                             S("1行目のサービス利用日が、対象年月の中にありません。")));
    assert_true(str_contains(refusal(a, first_name, str_bytes(S("202410,122203,\"1"))), S("「\"」の数が合いません")));
    assert_true(str_contains(refusal(a, first_name, str_bytes(S("\x81"))), S("読めない文字")));
    assert_true(str_contains(refusal(a, first_name, (bytes){0}), S("1行もありません")));
    arena_free(a);
}

RULE("a file of two people is not taken: whose plan it is must not be mixed up")
{
    struct arena *a = arena_new();
    bytes month = sample(a, planned_name);
    str text = bytes_str(month);
    size_t line = str_find(text, S("\r\n")) + 2;
    struct buf two = buf_in(a);
    buf_put(&two, str_part(text, 0, line));
    buf_put(&two, bytes_str(altered(a, str_bytes(str_from(text, line)), S("0000012345"), S("0000099999"))));
    assert_str(refusal(a, planned_name, buf_bytes(&two)),
               S("2行目は、被保険者番号が1行目と違います。1人分だけを書き出したファイルを選んでください。"));
    arena_free(a);
}

RULE("another sheet of the standard is named when it is refused, and so is an unknown version")
{
    struct arena *a = arena_new();
    bytes first = sample(a, first_name);
    assert_true(str_contains(refusal(a, "UP3KYO_1.CSV", first), S("これは週間サービス計画表（第3表）のファイルです。")));
    assert_true(str_contains(refusal(a, "x.csv", str_bytes(S("1,2,3\r\n"))), S("どの表か分かりません")));
    struct careplan next = careplan_read(a, str_of(first_name), altered(a, first, S("202410"), S("202904")));
    assert_str(next.refused, NONE);
    assert_str(next.version, S("202904"));
    assert_false(careplan_version_is_known(next.version));
    bytes wider = altered(a, first, S("202410"), S("202904,x"));
    assert_true(str_contains(refusal(a, first_name, wider), S("CSVバージョンは「202904」です")));
    arena_free(a);
}

RULE("a care plan of more than a megabyte or of thousands of lines is refused")
{
    struct arena *a = arena_new();
    struct buf much = buf_in(a), lines = buf_in(a);
    for (int i = 0; i < 3100; i++)
        buf_put(&lines, S("202410,122203,1\r\n"));
    while (much.n <= CAREPLAN_MOST_BYTES)
        buf_put(&much, S("202410,122203,0000012345,"));
    assert_true(str_contains(refusal(a, first_name, buf_bytes(&much)), S("1MBまで")));
    assert_true(str_contains(refusal(a, first_name, buf_bytes(&lines)), S("3,000行まで")));
    arena_free(a);
}

RULE("a first line with the names of the items is not taken for a plan; UTF-8 is read too")
{
    struct arena *a = arena_new();
    struct buf named = buf_in(a);
    str utf8;
    assert_true(text_from_ms932(a, sample(a, first_name), &utf8));
    buf_put(&named, S("\xef\xbb\xbf" "CSVバージョン,保険者番号\r\n"));
    buf_put(&named, utf8);
    struct careplan plan = careplan_read(a, str_of(first_name), buf_bytes(&named));
    assert_str(plan.refused, NONE);
    assert_int_equal(plan.n, 1);
    assert_int_equal(plan.rows[0].line, 2);
    arena_free(a);
}
