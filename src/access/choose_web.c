// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of several offices an administrator's pages are about.
#include "access/access_web.h"
#include "access/choose_page.html.h"
#include "base/base32.h"
#include "member/member.h"
#include "signin/signin.h"

static void show(struct turn *t, struct form *form)
{
    struct affiliations works = member_affiliations(t->tx, t->me->member);
    struct choose_page page = {
        .base = turn_base(t, S("事業所を切り替える")),
        .form = *form,
        .now = t->me->administers_name,
        .office = field_of(form, S("office"), S("管理担当者をしている事業所"), NONE),
        .offices = {0, NEW_ARRAY(t->arena, struct option, works.n)},
    };
    for (size_t i = 0; i < works.n; i++)
        if (works.at[i].administrator)
            page.offices.at[page.offices.n++] =
                (struct option){base32_from_id(t->arena, works.at[i].office.v), works.at[i].office_name,
                                office_same(works.at[i].office, t->me->administers)};
    page.base.look = S("page-narrow");
    choose_page_html(turn_out(t), &page);
}

void office_choose_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

void office_choose_page(struct turn *t)
{
    struct form form = form_of(t->request);
    office_id office = {0};
    base32_to_id(form_typed(&form, S("office")), &office.v);
    if (signin_lead(t->tx, t->me, office)) {
        turn_go_saying(t, URL("/office/applications"), "事業所を切り替えました。");
        return;
    }
    form_refuse(&form, S("office"), S("事業所を一覧から選んでください。"));
    turn_refuse_form(t);
    show(t, &form);
}
