// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes of the guide's forms where somebody fills them in without an account.
#include "portal/portal.h"

#include "test/given_portal.h"

#define LEAVING                                                                                    \
    "people.1.move", "削除", "people.1.name", "林 葉", "people.1.kana", "はやし よう",             \
        "people.1.profession", "薬剤師", "people.1.leave_on", "2026-11-30"

PAGE("様式1-1 削除: who leaves is asked for no pledge, and a later look at the people undoes nobody's (guide 1 登録削除 ①)")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "next", PERSON, LEAVING), 303);
    assert_int_equal(browser_get(d.b, "/apply/122203/part/6"), 200);
    assert_true(str_contains(d.b->body, S("people.0.pledge")));
    assert_false(str_contains(d.b->body, S("people.1.pledge")));
    assert_int_equal(submit(d.b), 303);
    struct application of = stored(world, &d.city, d.number);
    assert_int_equal(of.state, STATE_SUBMITTED);
}

PAGE("様式1-1 ※3: who left and is to stay after all is asked for the pledge then")
{
    struct desk_and_applicant d = started(world, "usage");
    fill_all(d.b);
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "next", PERSON, LEAVING), 303);
    assert_int_equal(send_part(d.b, "/apply/122203/part/4", "go", "next", PERSON, "people.1.move",
                               "新規", "people.1.name", "林 葉", "people.1.kana", "はやし よう",
                               "people.1.profession", "薬剤師"),
                     303);
    assert_int_equal(submit(d.b), 422);
    assert_true(browser_says(d.b, "誓約の11項目に同意していません"));
}

PAGE("様式1-1 ※1–※5: administrator, association, 区分, 職種 and the notice room are told where people are written")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(browser_get(d.b, "/apply/122203/part/2"), 200);
    assert_true(browser_says(d.b, "所属する団体を通じて")); // ※2 where 申請者名 is typed too
    assert_int_equal(browser_get(d.b, "/apply/122203/part/4"), 200);
    assert_true(browser_says(d.b, "代表者が利用者の中から決め"));
    assert_true(browser_says(d.b, "所属する団体を通じて"));
    assert_true(browser_says(d.b, "新規・更新・削除のどれか"));
    assert_true(browser_says(d.b, "職種は必ず"));
    assert_true(browser_says(d.b, "重要なお知らせ"));
    assert_true(browser_says(d.b, "事業所名・氏名・職種が載り"));
}

PAGE("様式1-1, 3 (margins): own signature or seal, which seal, and whose, are told where it is signed")
{
    struct desk_and_applicant d = started(world, "usage");
    assert_int_equal(browser_get(d.b, "/apply/122203/part/2"), 200);
    assert_true(browser_says(d.b, "役職も書きます"));
    assert_true(browser_says(d.b, "法人の契約に使う代表者印"));
    assert_int_equal(browser_get(d.b, "/apply/122203/sign"), 200);
    assert_true(browser_says(d.b, "署名があれば、押印は要りません"));
    assert_true(browser_says(d.b, "法人の契約に使う代表者印"));
    assert_true(browser_says(d.b, "委任状で任された方が申請するときは、その方が署名します"));
}
