// SPDX-License-Identifier: AGPL-3.0-or-later
// Registering a patient. The list and a patient's page belong to the room: see src/room/room_web.c.
#include "patient/patient.h"
#include "patient/patient_new_page.html.h"

static const struct form_rule name_rule = {S_CONST("氏名"), 50, false};
static const struct form_rule kana_rule = {S_CONST("ふりがな"), 50, false};
static const struct form_rule birth_rule = {S_CONST("生年月日"), 0, false};
enum { OLDEST = 130 };

static void show(struct turn *t, struct form *form)
{
    struct patient_new_page page = {
        .base = turn_base(t, S("利用対象者を登録する")),
        .form = *form,
        .name = field_of(form, S("name"), name_rule.label, NONE),
        .kana = field_of(form, S("kana"), kana_rule.label, NONE),
        .birth = field_of(form, S("birth"), birth_rule.label, NONE),
    };
    page.base.look = S("page-narrow");
    page.name.required = page.kana.required = page.birth.required = true;
    page.name.help = S("姓と名の間を空けてください。部屋の名前になります。");
    page.birth.help = S("例：昭和16年3月8日、S16.3.8、1941-03-08");
    patient_new_page_html(turn_out(t), &page);
}

static void new_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

static day read_birth(struct turn *t, struct form *form)
{
    day birth = form_day(form, S("birth"), birth_rule);
    if (!day_is(birth))
        return birth;
    if (birth.n > tx_today(t->tx).n)
        form_refuse(form, S("birth"), S("これからの日です。生年月日を確かめてください。"));
    else if (patient_age(birth, tx_today(t->tx)) > OLDEST)
        form_refuse(form, S("birth"), S("年が古すぎます。元号と年を確かめてください。"));
    return birth;
}

static void new_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str name = form_line(&form, S("name"), name_rule);
    str kana = form_kana(&form, S("kana"), kana_rule);
    day birth = read_birth(t, &form);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form);
        return;
    }
    patient_id id = patient_add_once(t->tx, t->me->city, name, kana, birth);
    turn_go_saying(t, url_make(t->arena, "/desk/patients/%i", id.v),
                   "利用対象者を登録しました。次に、同意を記録してください。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/patients/new", new_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/patients/new", new_post_page, .who = WHO_OFFICER},
};
const struct routes patient_routes = {sizeof routes / sizeof routes[0], routes};
