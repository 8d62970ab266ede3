// SPDX-License-Identifier: AGPL-3.0-or-later
// From inside: the administrator of an office fills in its forms, corrects what was returned,
// withdraws. What other offices applied for does not exist here.
#include "application/own_web.h"

#include "application/correct_page.h"
#include "application/own_page.html.h"
#include "application/part_page.h"
#include "application/desk_web.h"
#include "application/sign.h"
#include "audit/audit.h"

static url own_url(struct turn *t, application_id id)
{
    return url_make(t->arena, "/office/applications/%i", id.v);
}

static bool own_find(struct turn *t, application_id id, struct application *out)
{
    return application_find(t->tx, t->me->administers_city, id, out) && out->origin == ORIGIN_INSIDE &&
           office_same(out->office, t->me->administers) && member_is(out->applicant);
}

static bool own_of_turn(struct turn *t, struct application *out)
{
    if (own_find(t, (application_id){turn_param(t, 0)}, out))
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

static bool names_signature(struct turn *t, const struct application *of)
{
    struct reasons list = application_reasons(t->tx, of);
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.at[i].field, S("signature")))
            return true;
    return false;
}

static void fill_parts(struct turn *t, const struct application *of, struct form *form,
                       struct own_page *page)
{
    struct application_findings nothing = {0};
    if (!page->open) {
        page->facts = paper_facts(t->arena, paper_of(of->kind), &of->values, &nothing);
        return;
    }
    struct open_fields open = application_open_fields(t->tx, of);
    page->parts = correct_views(t->tx, of, &open, form);
    if (!open.all)
        page->facts = correct_facts(t->arena, of, &open);
    page->corrects = !open.all;
    page->signs = paper_of(of->kind)->seal == SEAL_NEEDED;
    page->signed_before = of->state == STATE_RETURNED && application_is_signed(t->tx, of) &&
                          !names_signature(t, of);
    page->sign = sign_part_of(t, of, form, "/office/applications/%i/files/%i");
}

// A number whose last digit does not fit is mostly a slip of the pen: it is told once before the
// form goes to the city, and may then stay as it is. The portal shows it before submitting, too.
static void tell_once(struct turn *t, const struct application *saved, struct form *form)
{
    struct application_findings findings = application_check(t->tx, saved);
    if (findings_stop(&findings) || str_eq(params_get(&t->request->form, S("do")), S("sure")))
        return;
    for (size_t i = 0; i < findings.n; i++)
        if (str_eq(findings.at[i].field, S("office_number")))
            form_refuse(form, findings.at[i].field, findings.at[i].sentence);
}

static bool is_unsure(struct turn *t, const struct application *of, const struct form *form)
{
    if (form_error(form, S("office_number")).n == 0)
        return false;
    struct application_findings findings = application_check(t->tx, of);
    return !findings_stop(&findings);
}

// `seen`: the revision that was shown when somebody else was quicker, else 0.
static void show(struct turn *t, const struct application *of, struct form *form, int64_t seen)
{
    struct own_page page = {
        .base = turn_base(t, S("事業所の申請")),
        .number = of->number,
        .paper = str_of(paper_of(of->kind)->number),
        .title = str_of(paper_of(of->kind)->title),
        .state = application_state_label(of->state),
        .chip = state_chip(of->state),
        .revision = str_print(t->arena, "%ld", (long)of->revision),
        .open = is_open(of),
        .changed = seen != 0,
        .save = own_url(t, of->id),
        .links = application_links(t->tx, of->id, false),
        .may_withdraw = application_after(of->state, STEP_WITHDRAW) != APPLICATION_STATES,
        .withdraw = {.action = url_make(t->arena, "/office/applications/%i/withdraw", of->id.v),
                     .label = S("取り下げる"),
                     .question = S("この申請を取り下げます。元に戻せませんが、新しく申請することはできます。"),
                     .yes = S("取り下げる")},
    };
    page.form = *form;
    page.unsure = is_unsure(t, of, form);
    page.withdraw.name = S("revision");
    page.withdraw.value = page.revision;
    fill_parts(t, of, form, &page);
    if (seen) {
        struct value_changes changes = application_changes_since(t->tx, of, seen);
        page.changes = change_lines_of(t->arena, &changes);
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
    show(t, &of, &form, 0);
}

void own_file_page(struct turn *t)
{
    struct application of;
    if (own_of_turn(t, &of))
        case_file_show(t, &of);
}

// --- filling in ------------------------------------------------------------------------------

static int64_t revision_of(const struct form *form)
{
    int64_t revision = 0;
    return str_to_int(form_typed(form, S("revision")), &revision) ? revision : 0;
}

// What was typed in open fields stands in the form; the rest is as it is stored.
static struct params typed_over(struct turn *t, const struct application *of,
                                const struct params *typed)
{
    struct open_fields open = application_open_fields(t->tx, of);
    const struct params *stored = &of->values;
    struct params all = {0, NEW_ARRAY(t->arena, struct param, stored->n + typed->n)};
    for (size_t i = 0; i < typed->n; i++)
        all.at[all.n++] = typed->at[i];
    for (size_t i = 0; i < stored->n; i++)
        if (!field_is_open(&open, stored->at[i].name))
            all.at[all.n++] = stored->at[i];
    return all;
}

static void show_changed(struct turn *t, const struct application *of, struct form *form)
{
    struct params *typed = NEW(t->arena, struct params);
    int64_t seen = revision_of(form);
    *typed = typed_over(t, of, form->typed);
    form->typed = typed;
    t->response->status = 409;
    show(t, of, form, seen > 0 ? seen : of->revision);
}

static void show_findings(struct turn *t, const struct application *of, struct form *form)
{
    struct application_findings findings = application_check(t->tx, of);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(form, findings.at[i].field, findings.at[i].sentence);
    turn_refuse_form(t);
    show(t, of, form, 0);
}

// What was saved stays saved when it cannot be submitted yet.
static void submit(struct turn *t, const struct application *saved, struct form *form)
{
    tell_once(t, saved, form);
    if (!form_ok(form)) {
        turn_refuse_form(t);
        show(t, saved, form, 0);
        return;
    }
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

void *own_save_prepare(struct turn *t)
{
    struct signing *signing = NEW(t->arena, struct signing);
    struct application of;
    application_id id = {turn_param(t, 0)};
    if (own_find(t, id, &of) && is_open(&of) && paper_of(of.kind)->seal == SEAL_NEEDED)
        *signing = signing_read(t, of.city);
    return signing;
}

// What came of the form is shown again; saving it could lose what was cut off.
static void show_too_large(struct turn *t, const struct application *of, struct form *form)
{
    struct params *typed = NEW(t->arena, struct params);
    *typed = typed_over(t, of, form->typed);
    form->typed = typed;
    form_refuse(form, S("scan"), str_of(attachment_sentence(ATTACHMENT_TOO_LARGE)));
    turn_refuse_form(t);
    show(t, of, form, 0);
}

void own_save_page(struct turn *t)
{
    struct application of, saved;
    if (!own_of_turn(t, &of))
        return;
    struct form form = form_of(t->request);
    if (!is_open(&of) || revision_of(&form) != of.revision) {
        show_changed(t, &of, &form);
        return;
    }
    if (t->request->too_large) {
        show_too_large(t, &of, &form);
        return;
    }
    bool filled = paper_fill_address(&form, paper_of(of.kind));
    bool more = filled || params_has(form.typed, S("more"));
    str press = form_typed(&form, S("do"));
    bool send = str_eq(press, S("submit")) || str_eq(press, S("sure"));
    struct params values = correct_read(t->tx, &of, form.typed);
    if (application_save(t->tx, &of, &values) != APPLICATION_DONE ||
        !application_find(t->tx, t->me->administers_city, of.id, &saved)) {
        show_changed(t, &of, &form);
        return;
    }
    if (!more)
        form.typed = &saved.values; // what could not be accepted was kept as it was typed
    if (!signing_take(t, &saved, t->prepared, &form)) {
        turn_refuse_form(t);
        show(t, &saved, &form, 0);
    } else if (more) {
        show(t, &saved, &form, 0);
    } else if (send) {
        submit(t, &saved, &form);
    } else {
        turn_go_saying(t, own_url(t, of.id), "途中まで保存しました。続きはいつでも入力できます。");
    }
}

void own_withdraw_page(struct turn *t)
{
    struct application of;
    if (!own_of_turn(t, &of))
        return;
    struct form form = form_of(t->request);
    if (revision_of(&form) == of.revision && application_withdraw(t->tx, &of) == APPLICATION_DONE)
        turn_go_saying(t, URL("/office/applications"), "申請を取り下げました。");
    else
        show_changed(t, &of, &form);
}
