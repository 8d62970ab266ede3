// SPDX-License-Identifier: AGPL-3.0-or-later
// Registering a person: the rows of 様式1-1 and 様式1-2, one after the other.
#include "base/base32.h"
#include "office/office.h"
#include "registration/member_new_page.html.h"
#include "registration/registration.h"
#include "registration/registration_web.h"

static const struct form_rule office_rule = {S_CONST("事業所"), 0, false};
static const struct form_rule name_rule = {S_CONST("氏名"), 50, false};
static const struct form_rule kana_rule = {S_CONST("ふりがな"), 50, false};
static const struct form_rule job_rule = {S_CONST("職種"), 0, false};
static const struct form_rule owner_rule = {S_CONST("端末の持ち主"), 0, true};

static const str owners[] = {S_CONST("事業所の端末"), S_CONST("個人の端末")};

// --- the form --------------------------------------------------------------------------

static struct options job_options(struct turn *t, struct form *form)
{
    struct options options = {PROFESSIONS + 1,
                              NEW_ARRAY(t->arena, struct option, PROFESSIONS + 1)};
    options.at[0] = (struct option){NONE, S("選んでください"), false};
    for (int i = 0; i < PROFESSIONS; i++) {
        str label = profession_label((enum profession)i);
        options.at[i + 1] =
            (struct option){label, label, str_eq(label, form_typed(form, S("job")))};
    }
    return options;
}

static bool is_ticked(struct turn *t, str name, str value)
{
    const struct params *typed = &t->request->form;
    for (size_t i = 0; i < typed->n; i++)
        if (str_eq(typed->at[i].name, name) && str_eq(typed->at[i].value, value))
            return true;
    return false;
}

static struct options kind_options(struct turn *t)
{
    struct options options = {DEVICE_KINDS, NEW_ARRAY(t->arena, struct option, DEVICE_KINDS)};
    for (int i = 0; i < DEVICE_KINDS; i++) {
        str label = device_kind_label((enum device_kind)i);
        options.at[i] = (struct option){label, label, is_ticked(t, S("devices"), label)};
    }
    return options;
}

static struct options owner_options(struct turn *t, struct form *form)
{
    str typed = form_typed(form, S("owner"));
    struct options options = {2, NEW_ARRAY(t->arena, struct option, 2)};
    for (size_t i = 0; i < 2; i++)
        options.at[i] = (struct option){owners[i], owners[i],
                                        typed.n ? str_eq(typed, owners[i]) : i == 0};
    return options;
}

// The person just registered before this one: "?after=", an id of this city.
static str just_registered(struct turn *t)
{
    int64_t id = 0;
    if (!base32_to_id(params_get(&t->request->query, S("after")), &id))
        return NONE;
    const struct member *m = member_find(t->tx, t->me->city, (member_id){id});
    return m ? str_print(t->arena, "%.*sさんを登録しました", STR(m->name)) : NONE;
}

static void show(struct turn *t, struct form *form)
{
    str office = form_typed(form, S("office"));
    if (!office.n)
        office = params_get(&t->request->query, S("office"));
    bool too_many = false;
    struct options offices = office_options(t, office, "選んでください", &too_many);
    struct member_new_page page = {
        .base = turn_base(t, S("利用者を登録する")),
        .form = *form,
        .before = {.kind = "good",
                   .title = just_registered(t),
                   .text = S("同じ事業所でもう1人登録できます。終わったら、通知書を印刷してください。"),
                   .to = URL("/desk/letters"),
                   .to_label = S("通知書を印刷する")},
        .office = field_of(form, S("office"), office_rule.label, NONE),
        .offices = offices,
        .name = field_of(form, S("name"), name_rule.label, NONE),
        .kana = field_of(form, S("kana"), kana_rule.label, NONE),
        .job = field_of(form, S("job"), job_rule.label, NONE),
        .jobs = job_options(t, form),
        .administrator = field_of(form, S("administrator"), S("システム利用管理担当者にする"), NONE),
        .devices = field_of(form, S("devices"), S("使う端末"), NONE),
        .kinds = kind_options(t),
        .owner = field_of(form, S("owner"), owner_rule.label, NONE),
        .owners = owner_options(t, form),
    };
    page.office.required = page.name.required = page.kana.required = page.job.required = true;
    if (too_many)
        page.office.help = S("事業所が多いため、ここには一部だけを表示します。「事業所」の一覧で探し、その事業所のページから登録を始めてください。");
    page.name.help = S("姓と名の間を空けてください。例：流山 花子");
    page.administrator.help = S("事業所には、いつも1人以上の管理担当者が必要です。");
    page.devices.help = S("選んだ端末ごとに、通知書に証明書インストール用IDを載せます。あとから加えることもできます。");
    member_new_page_html(turn_out(t), &page);
}

void member_new_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

// --- registering -----------------------------------------------------------------------

static struct registration_new read(struct turn *t, struct form *form)
{
    str jobs[PROFESSIONS];
    for (int i = 0; i < PROFESSIONS; i++)
        jobs[i] = profession_label((enum profession)i);
    struct registration_new new = {
        .member =
            {
                .city = t->me->city,
                .office = {form_id(form, S("office"), office_rule)},
                .name = form_line(form, S("name"), name_rule),
                .kana = form_kana(form, S("kana"), kana_rule),
                .profession =
                    (enum profession)form_choice(form, S("job"), job_rule, jobs, PROFESSIONS),
                .administrator = form_tick(form, S("administrator")),
            },
        .personal = form_choice(form, S("owner"), owner_rule, owners, 2) == 1,
    };
    for (int i = 0; i < DEVICE_KINDS; i++)
        new.devices[i] = is_ticked(t, S("devices"), device_kind_label((enum device_kind)i));
    if (office_same(new.member.office, office_desk(t->tx, t->me->city)))
        new.member.role = ROLE_OFFICER;
    return new;
}

static bool carry_out(struct turn *t, struct form *form, const struct registration_new *new,
                      member_id *out)
{
    switch (registration_add(t->tx, t->me, new, out)) {
    case REGISTRATION_DONE:
        return true;
    case REGISTRATION_NO_OFFICE:
        form_refuse(form, S("office"), S("この事業所には登録できません。事業所を選び直してください。"));
        return false;
    case REGISTRATION_FIRST_MUST_ADMINISTER:
        form_refuse(form, S("administrator"),
                    S("この事業所で最初に登録する人です。システム利用管理担当者として登録してください。"));
        return false;
    }
    return false;
}

void member_new_post_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct registration_new new = read(t, &form);
    member_id id = {0};
    if (!form_ok(&form) || !carry_out(t, &form, &new, &id)) {
        turn_refuse_form(t);
        show(t, &form);
        return;
    }
    url to = url_make(t->arena, "/desk/members/new?office=%i&after=%i", new.member.office.v, id.v);
    turn_go(t, to);
}
