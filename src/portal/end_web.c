// SPDX-License-Identifier: AGPL-3.0-or-later
// The last look at the whole form, and submitting it.
#include "portal/check_page.html.h"
#include "portal/portal.h"
#include "portal/stay.h"

static struct todo_list todos_of(struct turn *t, const struct stay *v,
                                 const struct application_findings *findings)
{
    struct todo_list list = {.at = NEW_ARRAY(t->arena, struct todo, findings->n)};
    for (size_t i = 0; i < findings->n; i++) {
        const struct application_finding *f = &findings->at[i];
        list.at[list.n++] = (struct todo){
            .label = field_label_of(t->arena, v->paper, f->field),
            .sentence = f->sentence,
            .stops = f->stops,
            .to = stay_place_of(t, v, f->field),
        };
        list.stops += f->stops;
    }
    return list;
}

static struct check_parts parts_of(struct turn *t, const struct stay *v,
                                   const struct application_findings *findings)
{
    struct fact_parts facts = paper_facts(t->arena, v->paper, &v->of.values, findings);
    struct check_parts parts = {facts.n, NEW_ARRAY(t->arena, struct check_part, facts.n)};
    for (size_t i = 0; i < facts.n; i++)
        parts.at[i] = (struct check_part){facts.at[i], part_url(t, &v->city, (int)i)};
    return parts;
}

static struct check_files files_of(struct turn *t, const struct stay *v)
{
    struct application_file_list list = application_files(t->tx, &v->of);
    struct check_files files = {list.n, NEW_ARRAY(t->arena, struct check_file, list.n)};
    for (size_t i = 0; i < list.n; i++)
        files.at[i] = (struct check_file){
            .label = application_file_kind_label(list.at[i].kind),
            .to = url_make(t->arena, "/apply/%s/files/%i", v->city.code, list.at[i].id.v),
            .is_picture = !str_ends(list.at[i].file_name, S(".pdf")),
        };
    return files;
}

static void show_check(struct turn *t, const struct stay *v, const struct form *form)
{
    struct application_findings findings = stay_check(t, v);
    struct check_page page = {
        .base = portal_base(t, &v->city, S("提出の前の確認")),
        .form = *form,
        .number = str_of(v->paper->number),
        .title = str_of(v->paper->title),
        .opening = str_of(v->paper->opening),
        .receipt = v->of.number,
        .mayor = str_print(t->arena, "%.*s長 様", STR(v->city.name)),
        .to = portal_url(t, &v->city, "/check"),
        .back = stay_needs_signature(v) ? portal_url(t, &v->city, "/sign")
                                         : part_url(t, &v->city, (int)v->paper->n - 1),
        .revision = v->of.revision,
        .n = stay_steps(v),
        .todos = todos_of(t, v, &findings),
        .parts = parts_of(t, v, &findings),
        .files = files_of(t, v),
        .signs = stay_needs_signature(v),
        .sign = portal_url(t, &v->city, "/sign"),
    };
    check_page_html(turn_out(t), &page);
}

static bool open_for_change(struct turn *t, struct stay *v)
{
    if (!stay_open(t, v))
        return false;
    if (stay_may_change(v))
        return true;
    turn_go(t, portal_url(t, &v->city, "/status"));
    return false;
}

static void check_look_page(struct turn *t)
{
    struct stay v;
    struct form form = form_empty(t->arena);
    if (open_for_change(t, &v))
        show_check(t, &v, &form);
}

static void submit_page(struct turn *t)
{
    struct stay v;
    struct form form = form_empty(t->arena);
    if (!open_for_change(t, &v))
        return;
    enum application_outcome outcome = APPLICATION_CHANGED_MEANWHILE;
    struct application_findings findings = stay_check(t, &v);
    if (stay_seen(t, &v))
        outcome =
            findings_stop(&findings) ? APPLICATION_INCOMPLETE : application_submit(t->tx, &v.of);
    switch (outcome) {
    case APPLICATION_DONE:
        turn_go_saying(t, portal_url(t, &v.city, "/status"),
                       "申請を出しました。市からの連絡をお待ちください。");
        return;
    case APPLICATION_CHANGED_MEANWHILE:
        form_refuse(&form, NONE,
                    S("このあいだに別の画面で変わりました。下の内容をもう一度確かめてから、出してく"
                      "ださい。"));
        break;
    case APPLICATION_INCOMPLETE:
        form_refuse(&form, NONE, S("まだ出せません。下の「直すところ」を直してください。"));
        break;
    case APPLICATION_NOT_NOW:
    case APPLICATION_NEEDS_ANOTHER:
        form_refuse(&form, NONE, S("この申請は、今は出せません。状況を確かめてください。"));
        break;
    }
    turn_refuse_form(t);
    show_check(t, &v, &form);
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/check", check_look_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/check", submit_page, .who = WHO_ANYONE},
};
const struct routes portal_end_routes = {sizeof routes / sizeof routes[0], routes};
