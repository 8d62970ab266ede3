// SPDX-License-Identifier: AGPL-3.0-or-later
// What a member reports: a new name, the last day at an office. It becomes a draft of 様式2 or
// 様式1-1 for the office's administrator, who is told; nothing changes until the city has carried
// it out. Guide 2 (結婚等), 1 登録削除.
#include "application/application.h"
#include "application/own_web.h"
#include "application/report_page.html.h"
#include "base/base32.h"
#include "member/member.h"
#include "memo/memo.h"

static const struct form_rule name_rule = {S_CONST("新しい氏名"), 60, false};
static const struct form_rule kana_rule = {S_CONST("新しい氏名のかな"), 60, false};
static const struct form_rule office_rule = {S_CONST("事業所"), 0, false};
static const struct form_rule leave_rule = {S_CONST("最後に使う日"), 0, false};

// --- showing -----------------------------------------------------------------------------

static struct options offices_of(struct turn *t, str chosen)
{
    struct affiliations works = member_affiliations(t->tx, t->me->member);
    struct options options = {0, NEW_ARRAY(t->arena, struct option, works.n)};
    for (size_t i = 0; i < works.n; i++) {
        if (!city_same(works.at[i].city, t->me->city))
            continue;
        str value = base32_from_id(t->arena, works.at[i].office.v);
        options.at[options.n++] = (struct option){value, works.at[i].office_name,
                                                  str_eq(value, chosen)};
    }
    return options;
}

static void show(struct turn *t, struct form *form)
{
    struct report_page page = {
        .base = turn_base(t, S("氏名の変更・退職を知らせる")),
        .form = *form,
        .name = field_of(form, S("name"), name_rule.label, NONE),
        .kana = field_of(form, S("kana"), kana_rule.label, NONE),
        .office = field_of(form, S("office"), office_rule.label, NONE),
        .leave_on = field_of(form, S("leave_on"), leave_rule.label, NONE),
        .offices = offices_of(t, form_typed(form, S("office"))),
    };
    page.name.required = page.kana.required = page.office.required = page.leave_on.required = true;
    page.leave_on.help = S("この日まで個人IDを使えます。例：令和8年12月31日、2026-12-31。");
    report_page_html(turn_out(t), &page);
}

static bool is_member(struct turn *t)
{
    if (t->me->role == ROLE_MEMBER)
        return true;
    turn_missing(t);
    return false;
}

static void form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    if (is_member(t))
        show(t, &form);
}

static void refuse(struct turn *t, struct form *form)
{
    turn_refuse_form(t);
    show(t, form);
}

// --- the draft ---------------------------------------------------------------------------

static void add(struct turn *t, struct params *values, const char *name, str value)
{
    values->at = arena_grow(t->arena, values->at, values->n * sizeof *values->at,
                            (values->n + 1) * sizeof *values->at);
    values->at[values->n++] = (struct param){str_of(name), value};
}

// Prefilled as if the administrator began it.
static struct params prefilled(struct turn *t, enum application_kind kind, office_id office)
{
    struct acting as = *t->me;
    struct turn there = *t;
    struct member_id_list who = {1, &as.member};
    as.administers = office;
    as.administers_city = t->me->city;
    there.me = &as;
    return own_prefilled(&there, kind, &who);
}

static void begin(struct turn *t, enum application_kind kind, office_id office,
                  const struct params *values, const char *what)
{
    struct application_new new = {.city = t->me->city,
                                  .kind = kind,
                                  .origin = ORIGIN_INSIDE,
                                  .office = office,
                                  .applicant = t->me->member,
                                  .values = *values};
    application_id id = application_just_begun(t->tx, &new);
    if (!application_is(id)) {
        id = application_start(t->tx, &new).id;
        memo_write(t->tx, t->me->city, office, id,
                   str_print(t->arena,
                             "%.*sさんから「%s」の届けがありました。申請の下書きを作りました。"
                             "内容を確かめて、市に申請してください。登録はまだ変わっていません。",
                             STR(t->me->name), what));
    }
    turn_go_saying(t, URL("/"), "事業所の管理担当者に知らせました。市が処理するまで、登録は変わりません。");
}

static void name_page(struct turn *t)
{
    if (!is_member(t))
        return;
    struct form form = form_of(t->request);
    str name = form_line(&form, S("name"), name_rule), kana = form_kana(&form, S("kana"), kana_rule);
    office_id office = member_office_in(t->tx, t->me->member, t->me->city);
    if (form_ok(&form) && str_eq(name, t->me->name))
        form_refuse(&form, S("name"), S("いまの登録と同じ氏名です。新しい氏名を入力してください。"));
    if (form_ok(&form) && !office_is(office))
        form_refuse(&form, S(""), S("この市の事業所に所属していません。所属する事業所の管理担当者に伝えてください。"));
    const struct member *m = member_find(t->tx, t->me->city, t->me->member);
    if (!form_ok(&form) || !m) {
        refuse(t, &form);
        return;
    }
    struct params values = prefilled(t, APPLICATION_CHANGE, office);
    add(t, &values, "person_changes.0.item", S("氏名"));
    add(t, &values, "person_changes.0.name", m->name);
    add(t, &values, "person_changes.0.personal_id", m->personal_id);
    add(t, &values, "person_changes.0.before", m->name);
    add(t, &values, "person_changes.0.after", name);
    add(t, &values, "person_changes.0.kana", kana);
    begin(t, APPLICATION_CHANGE, office, &values, "氏名の変更");
}

static bool works_at(struct turn *t, office_id office)
{
    struct affiliations works = member_affiliations(t->tx, t->me->member);
    for (size_t i = 0; i < works.n; i++)
        if (office_same(works.at[i].office, office) && city_same(works.at[i].city, t->me->city))
            return true;
    return false;
}

static void leave_page(struct turn *t)
{
    if (!is_member(t))
        return;
    struct form form = form_of(t->request);
    office_id office = {form_id(&form, S("office"), office_rule)};
    day on = form_day(&form, S("leave_on"), leave_rule);
    if (form_ok(&form) && !works_at(t, office))
        form_refuse(&form, S("office"), S("所属している事業所を選んでください。"));
    if (form_ok(&form) && on.n < tx_today(t->tx).n)
        form_refuse(&form, S("leave_on"), S("過ぎた日は知らせられません。今日か、これからの日を入力してください。"));
    if (!form_ok(&form)) {
        refuse(t, &form);
        return;
    }
    struct params values = prefilled(t, APPLICATION_USAGE, office);
    add(t, &values, "people.0.leave_on", day_format_iso(t->arena, on));
    begin(t, APPLICATION_USAGE, office, &values, "退職・異動");
}

static const struct route routes[] = {
    {METHOD_GET, "/report", form_page, .who = WHO_MEMBER},
    {METHOD_POST, "/report/name", name_page, .who = WHO_MEMBER},
    {METHOD_POST, "/report/leave", leave_page, .who = WHO_MEMBER},
};
const struct routes report_routes = {sizeof routes / sizeof routes[0], routes};
