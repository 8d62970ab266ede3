// SPDX-License-Identifier: AGPL-3.0-or-later
#include "patient/patient.h"
#include "test/browser.h"

// The officer's browser on the page of a patient that was registered through the form.
struct scene {
    struct given_city city;
    patient_id patient;
    struct browser *b;
};

static struct scene scene(struct world *w)
{
    struct scene s = {0};
    s.city = given_city(world_write(w));
    world_commit(w);
    s.b = browser_of(w, &s.city.officer);
    browser_post(s.b, "/desk/patients/new", "name", "川村 はな", "kana", "かわむら はな", "birth",
                 "昭和16年3月8日");
    assert_int_equal(browser_follow(s.b), 200);
    struct patient_list list = patient_list_of(world_read(w), s.city.city.id);
    world_commit(w);
    assert_int_equal(list.n, 1);
    s.patient = list.at[0].id;
    return s;
}

static int send_consent(struct browser *b, const struct scene *s, const char *last_point)
{
    return browser_post(b, browser_at(b, "/desk/patients/%i/consent", s->patient.v),
                        "explained_by", "北野 進", "place", "自宅", "given_on", "令和8年11月1日",
                        "signer", "家族", "signer_name", "川村 一郎", "points", "1", "points", "2",
                        "points", "3", "points", "4", "points", last_point, "purposes", "1");
}

PAGE("a patient is registered with a birth date of any era; one to come is refused")
{
    struct scene s = scene(world);
    assert_true(browser_says(s.b, "昭和16年3月8日生まれ・85歳"));
    assert_true(browser_says(s.b, "同意を記録するまで、部屋は開けません。"));
    assert_int_equal(browser_get(s.b, "/desk/patients"), 200);
    assert_true(browser_says(s.b, "部屋なし"));
    browser_post(s.b, "/desk/patients/new", "name", "川村 二郎", "kana", "かわむら じろう", "birth",
                 "2026-11-03");
    assert_int_equal(s.b->status, 422);
    assert_true(browser_says(s.b, "これからの日です。"));
}

PAGE("consent with all five points opens the way to the room; withdrawing it closes the room")
{
    struct scene s = scene(world);
    struct browser *b = s.b;
    const char *open = browser_at(b, "/desk/patients/%i/room", s.patient.v);
    browser_post(b, open);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "先に同意を記録してください。"));
    assert_int_equal(send_consent(b, &s, "4"), 422);
    assert_true(browser_says(b, "5つすべてを説明してから記録してください。"));
    assert_int_equal(send_consent(b, &s, "5"), 303);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "川村 一郎（家族）"));
    browser_post(b, open);
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "川村 はなさんの部屋"));
    browser_post(b, browser_at(b, "/desk/patients/%i/consent/withdraw", s.patient.v));
    assert_int_equal(browser_follow(b), 200);
    assert_true(browser_says(b, "同意の撤回を記録し、部屋を閉じました。"));
    assert_true(browser_says(b, "有効な同意がありません。"));
}

PAGE("様式の一覧, 同意書「要」: a consent names who signed it and as what; without them none is recorded")
{
    static const char *const signers[][2] = {{"", "川村 一郎"}, {"家族", ""}};
    struct scene s = scene(world);
    for (int i = 0; i < 2; i++) {
        int status = browser_post(
            s.b, browser_at(s.b, "/desk/patients/%i/consent", s.patient.v), "explained_by",
            "北野 進", "place", "自宅", "given_on", "令和8年11月1日", "signer", signers[i][0],
            "signer_name", signers[i][1], "points", "1", "points", "2", "points", "3", "points", "4",
            "points", "5", "purposes", "1");
        assert_int_equal(status, 422);
        assert_true(browser_error(s.b, i ? "signer_name" : "signer").n > 0);
    }
    assert_int_equal(send_consent(s.b, &s, "5"), 303);
}
