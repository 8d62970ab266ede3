// SPDX-License-Identifier: AGPL-3.0-or-later
// From inside: the administrator of an office fills in its forms, corrects what was returned,
// withdraws. What other offices applied for does not exist here.
#include "application/own_web.h"

#include "application/own_page.html.h"
#include "application/part_page.h"
#include "application/desk_web.h"
#include "audit/audit.h"

static url own_url(struct turn *t, application_id id)
{
    return url_make(t->arena, "/office/applications/%i", id.v);
}

static bool own_of_turn(struct turn *t, struct application *out)
{
    application_id id = {turn_param(t, 0)};
    if (application_find(t->tx, t->me->city, id, out) && out->origin == ORIGIN_INSIDE &&
        office_same(out->office, t->me->administers) && member_is(out->applicant))
        return true;
    turn_missing(t);
    return false;
}

static bool is_open(const struct application *of)
{
    return of->state == STATE_DRAFT || of->state == STATE_RETURNED;
}

// --- showing ---------------------------------------------------------------------------------

static struct own_reasons reasons_of(struct turn *t, const struct application *of)
{
    struct reasons list = application_reasons(t->tx, of);
    struct own_reasons reasons = {list.n, NEW_ARRAY(t->arena, struct own_reason, list.n)};
    struct form form = form_empty(t->arena);
    for (size_t i = 0; i < list.n; i++)
        reasons.at[i] = (struct own_reason){
            .label = field_label_of(t->arena, paper_of(of->kind), list.at[i].field),
            .sentence = list.at[i].sentence,
            .to = field_anchor(&form, list.at[i].field),
        };
    return reasons;
}

static str rejection_of(struct turn *t, const struct application *of)
{
    struct step_rows story = application_story(t->tx, of);
    for (size_t i = 0; i < story.n; i++)
        if (story.at[i].step == STEP_REJECT)
            return story.at[i].note;
    return NONE;
}

static void show(struct turn *t, const struct application *of, struct form *form, bool changed)
{
    struct application_findings nothing = {0};
    struct own_page page = {
        .base = turn_base(t, S("事業所の申請")),
        .number = of->number,
        .kind = paper_name(t, of->kind),
        .state = application_state_label(of->state),
        .chip = state_chip(of->state),
        .revision = str_print(t->arena, "%ld", (long)of->revision),
        .open = is_open(of),
        .changed = changed,
        .save = own_url(t, of->id),
        .may_withdraw = application_after(of->state, STEP_WITHDRAW) != APPLICATION_STATES,
        .withdraw = {.action = url_make(t->arena, "/office/applications/%i/withdraw", of->id.v),
                     .label = S("取り下げる"),
                     .question = S("この申請を取り下げます。元に戻せませんが、新しく申請することはできます。"),
                     .yes = S("取り下げる")},
    };
    page.form = *form;
    page.withdraw.name = S("revision");
    page.withdraw.value = page.revision;
    if (page.open) {
        page.parts = paper_views(form, paper_of(of->kind));
        paper_suggest(t->tx, of, &page.parts);
    } else {
        page.facts = paper_facts(t->arena, paper_of(of->kind), &of->values, &nothing);
    }
    if (of->state == STATE_RETURNED)
        page.reasons = reasons_of(t, of);
    if (of->state == STATE_REJECTED)
        page.rejected = rejection_of(t, of);
    audit_viewed(t->me, of->city, "application.view", (room_id){0}, of->id.v, tx_now(t->tx));
    own_page_html(turn_out(t), &page);
}

void own_show_page(struct turn *t)
{
    struct application of;
    struct form form = form_empty(t->arena);
    if (!own_of_turn(t, &of))
        return;
    form.typed = &of.values;
    show(t, &of, &form, false);
}

// --- filling in ------------------------------------------------------------------------------

static bool has_seen(const struct form *form, const struct application *of)
{
    int64_t revision;
    return str_to_int(form_typed(form, S("revision")), &revision) && revision == of->revision;
}

static void show_changed(struct turn *t, const struct application *of, struct form *form)
{
    t->response->status = 409;
    show(t, of, form, true);
}

static void show_findings(struct turn *t, const struct application *of, struct form *form)
{
    struct application_findings findings = application_check(t->tx, of);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(form, findings.at[i].field, findings.at[i].sentence);
    turn_refuse_form(t);
    show(t, of, form, false);
}

// What was saved stays saved when it cannot be submitted yet.
static void submit(struct turn *t, const struct application *saved, struct form *form)
{
    switch (application_submit(t->tx, saved)) {
    case APPLICATION_DONE:
        turn_go_saying(t, own_url(t, saved->id), "市に申請しました。結果はこのページでわかります。");
        return;
    case APPLICATION_INCOMPLETE:
        show_findings(t, saved, form);
        return;
    case APPLICATION_CHANGED_MEANWHILE:
    case APPLICATION_NOT_NOW:
    case APPLICATION_NEEDS_ANOTHER:
        show_changed(t, saved, form);
        return;
    }
}

void own_save_page(struct turn *t)
{
    struct application of, saved;
    if (!own_of_turn(t, &of))
        return;
    struct form form = form_of(t->request), reading = form_of(t->request);
    if (!is_open(&of) || !has_seen(&form, &of)) {
        show_changed(t, &of, &form);
        return;
    }
    struct params values = {0};
    bool filled = paper_fill_address(&form, paper_of(of.kind));
    reading.typed = form.typed;
    paper_read(&reading, paper_of(of.kind), &values);
    if (application_save(t->tx, &of, &values) != APPLICATION_DONE ||
        !application_find(t->tx, t->me->city, of.id, &saved)) {
        show_changed(t, &of, &form);
        return;
    }
    if (filled || params_has(form.typed, S("more"))) {
        if (!form_ok(&form))
            turn_refuse_form(t);
        show(t, &saved, &form, false);
    } else if (str_eq(form_typed(&form, S("do")), S("submit")))
        submit(t, &saved, &form);
    else
        turn_go_saying(t, own_url(t, of.id), "途中まで保存しました。続きはいつでも入力できます。");
}

void own_withdraw_page(struct turn *t)
{
    struct application of;
    if (!own_of_turn(t, &of))
        return;
    struct form form = form_of(t->request), stored = form_empty(t->arena);
    stored.typed = &of.values;
    if (has_seen(&form, &of) && application_withdraw(t->tx, &of) == APPLICATION_DONE)
        turn_go_saying(t, URL("/office/applications"), "申請を取り下げました。");
    else
        show_changed(t, &of, &stored);
}
