// SPDX-License-Identifier: AGPL-3.0-or-later
// One case on one page: what it says, what the checks say, what has happened, what may follow.
#include "application/case_story.h"
#include "application/desk_web.h"
#include "application/file.h"
#include "application/part_page.h"
#include "application/seen.h"
#include "audit/audit.h"

// --- what it says ----------------------------------------------------------------------------

static struct case_findings findings_of(struct turn *t, const struct application *of,
                                        const struct application_findings *findings)
{
    struct case_findings shown = {findings->n,
                                  NEW_ARRAY(t->arena, struct case_finding, findings->n)};
    struct form form = form_empty(t->arena);
    for (size_t i = 0; i < findings->n; i++) {
        const struct application_finding *f = &findings->at[i];
        shown.at[i] = (struct case_finding){
            .label = field_label_of(t->arena, paper_of(of->kind), f->field),
            .sentence = f->sentence,
            .to = field_anchor(&form, f->field),
            .stops = f->stops,
        };
    }
    return shown;
}

static str seen_on_paper(const struct application *of)
{
    str seen = value_of(&of->values, "signature");
    if (of->origin != ORIGIN_PAPER || paper_of(of->kind)->seal != SEAL_NEEDED)
        return NONE;
    if (!str_eq(seen, S("署名")) && !str_eq(seen, S("押印")))
        return S("紙に署名・押印があるかは、まだ確かめられていません。");
    return str_eq(seen, S("署名")) ? S("紙に署名があることを、入力した職員が確かめました。")
                                   : S("紙に代表者印があることを、入力した職員が確かめました。");
}

static struct case_files files_of(struct turn *t, const struct application *of)
{
    struct application_file_list list = application_files(t->tx, of);
    struct case_files files = {list.n, NEW_ARRAY(t->arena, struct case_file, list.n)};
    for (size_t i = 0; i < list.n; i++)
        files.at[i] = (struct case_file){
            .to = url_make(t->arena, "/desk/applications/%i/files/%i", of->id.v, list.at[i].id.v),
            .label = application_file_kind_label(list.at[i].kind),
            .name = list.at[i].file_name,
        };
    return files;
}

static struct case_lines plan_of(struct turn *t, const struct application *of)
{
    struct paper_plan plan = case_plan(t->tx, of);
    struct case_lines lines = {plan.n, NEW_ARRAY(t->arena, struct case_line, plan.n)};
    for (size_t i = 0; i < plan.n; i++)
        lines.at[i].text = plan.at[i];
    return lines;
}

static str arrived(struct turn *t, const struct application *of)
{
    if (!instant_is(of->submitted_at))
        return NONE;
    int days = tx_today(t->tx).n - day_of(of->submitted_at).n;
    return str_print(t->arena, "%.*sに受け付けました（%.*s）。",
                     STR(instant_format_wareki(t->arena, of->submitted_at)),
                     STR(days ? str_print(t->arena, "%d日前", days) : S("きょう")));
}

// --- what may follow -------------------------------------------------------------------------

static bool may(const struct application *of, enum application_step step)
{
    return application_after(of->state, step) != APPLICATION_STATES;
}

static struct case_may may_of(struct turn *t, const struct application *of, bool stops)
{
    bool two = application_approvals(t->tx, of->city) == 2;
    bool second = of->state == STATE_SECONDED;
    bool own = second && member_same(application_approved_by(t->tx, of), t->me->member);
    struct case_may m = {
        .send_back = may(of, STEP_RETURN),
        .reject = may(of, STEP_REJECT),
        .approve = may(of, STEP_APPROVE) && !stops && !own,
        .carry_out = may(of, STEP_CARRY_OUT) && !stops,
        .approve_label = second ? S("2人目として承認する") : two ? S("1人目として承認する") : S("承認する"),
    };
    if (stops && (may(of, STEP_APPROVE) || may(of, STEP_CARRY_OUT)))
        m.waits = S("「要修正」が残っているので、先へ進めません。差し戻して直してもらってください。");
    else if (own)
        m.waits = S("1人目はあなたが承認しました。この市では2人の承認が必要です。別の職員の承認を待っています。");
    else if (of->state == STATE_RETURNED && of->origin == ORIGIN_PAPER)
        m.waits = S("紙で届いた申請です。直した紙を受け取ったら、差し戻した欄だけを入力し直します。");
    else if (of->state == STATE_RETURNED)
        m.waits = S("申請した人が直して出し直すのを待っています。");
    else if (!m.send_back && !m.carry_out)
        m.waits = S("この申請の手続は終わっています。");
    return m;
}

static bool is_ticked(const struct params *typed, str field)
{
    for (size_t i = 0; i < typed->n; i++)
        if (str_eq(typed->at[i].name, S("back")) && str_eq(typed->at[i].value, field))
            return true;
    return false;
}

static void add_reason(struct turn *t, struct form *form, const char *part,
                       const struct part_fact *fact, struct case_reasons *out)
{
    str name = str_print(t->arena, "why.%.*s", STR(fact->name));
    str label = str_print(t->arena, "%s：%.*s", part, STR(fact->label));
    // Nobody has begun to return it: what the checks found is proposed.
    bool fresh = !params_has(form->typed, S("back")) && !params_has(form->typed, S("whole"));
    out->at = arena_grow(t->arena, out->at, out->n * sizeof *out->at,
                         (out->n + 1) * sizeof *out->at);
    out->at[out->n++] = (struct case_reason){
        .name = fact->name,
        .label = label,
        .value = fact->value,
        .ticked = fresh ? fact->stop.n > 0 : is_ticked(form->typed, fact->name),
        .why = field_of(form, name, str_print(t->arena, "%.*sの直し方", STR(label)),
                        fresh ? fact->stop : NONE),
    };
}

static struct case_reasons reasons_of(struct turn *t, struct form *form,
                                      const struct fact_parts *parts)
{
    struct case_reasons reasons = {0};
    for (size_t i = 0; i < parts->n; i++)
        for (size_t row = 0; row < parts->at[i].n; row++) {
            const struct fact_row *facts = &parts->at[i].at[row];
            str title = facts->title.n ? facts->title : parts->at[i].title;
            for (size_t j = 0; j < facts->n; j++)
                add_reason(t, form, str_zero(t->arena, title), &facts->at[j], &reasons);
        }
    return reasons;
}

static str sentence_at(const struct application_findings *findings, str field)
{
    for (size_t i = 0; i < findings->n; i++)
        if (findings->at[i].stops && str_eq(findings->at[i].field, field))
            return findings->at[i].sentence;
    return NONE;
}

static void fill_paper(struct turn *t, const struct application *of, struct form *form,
                       struct case_page *page)
{
    page->keys_again = of->origin == ORIGIN_PAPER && of->state == STATE_RETURNED;
    page->correct = url_make(t->arena, "/desk/applications/%i/correct", of->id.v);
    page->asks_seen = application_awaits_seen(t->tx, of);
    page->seen = field_of(form, S("signature"), seen_label, NONE);
    page->seens = seen_options(t->arena, page->seen.value, false);
    page->put_seen = url_make(t->arena, "/desk/applications/%i/signature", of->id.v);
}

static void fill_decisions(struct turn *t, const struct application *of, struct form *form,
                           const struct application_findings *findings, struct case_page *page)
{
    page->may = may_of(t, of, findings_stop(findings));
    page->reasons = reasons_of(t, form, &page->parts);
    if (paper_of(of->kind)->seal == SEAL_NEEDED) {
        struct part_fact fact = {.name = S("signature"),
                                 .label = S("署名・押印"),
                                 .stop = sentence_at(findings, S("signature"))};
        add_reason(t, form, "様式", &fact, &page->reasons);
    }
    page->whole = field_of(form, S("whole"), S("申請全体について"), NONE);
    page->whole.rows = 2;
    page->why = field_of(form, S("why"), S("却下の理由"), NONE);
    page->why.help = S("申請した人の状況ページに、このまま表示されます。");
    page->note = field_of(form, S("note"), S("メモ（介護支援課の中だけで見られます）"), NONE);
    page->note.rows = 2;
    page->returning = params_has(form->typed, S("back")) || params_has(form->typed, S("whole"));
    page->send_back = url_make(t->arena, "/desk/applications/%i/return", of->id.v);
    page->approve = url_make(t->arena, "/desk/applications/%i/approve", of->id.v);
    page->reject = url_make(t->arena, "/desk/applications/%i/reject", of->id.v);
    page->carry_out = url_make(t->arena, "/desk/applications/%i/carry-out", of->id.v);
    page->add_note = url_make(t->arena, "/desk/applications/%i/note", of->id.v);
}

static int64_t revision_seen(const struct form *form)
{
    int64_t revision = 0;
    return str_to_int(form_typed(form, S("revision")), &revision) ? revision : INT64_MAX;
}

void case_show(struct turn *t, const struct application *seen, struct form *form, int64_t seen_step)
{
    struct application_findings findings = application_check(t->tx, seen);
    struct step_rows story = application_story(t->tx, seen);
    struct case_page page = {
        .base = turn_base(t, S("申請")),
        .form = *form,
        .number = seen->number,
        .paper = str_of(paper_of(seen->kind)->number),
        .title = str_of(paper_of(seen->kind)->title),
        .office = seen->office_name,
        .state = application_state_label(seen->state),
        .chip = state_chip(seen->state),
        .arrived = arrived(t, seen),
        .revision = str_print(t->arena, "%ld", (long)seen->revision),
        .last_step = str_print(t->arena, "%ld", (long)(story.n ? story.at[story.n - 1].id : 0)),
        .story = case_steps_of(t, seen, &story, 0),
        .parts = paper_facts(t->arena, paper_of(seen->kind), &seen->values, &findings),
        .files = files_of(t, seen),
        .seen_on_paper = seen_on_paper(seen),
        .links = application_links(t->tx, seen->id, true),
        .sheet = url_make(t->arena, "/desk/applications/%i/sheet", seen->id.v),
        .print_letters = seen->state == STATE_CARRIED_OUT &&
                         (seen->kind == APPLICATION_USAGE || seen->kind == APPLICATION_DEVICES),
    };
    if (seen_step) {
        struct value_changes changes = application_changes_since(t->tx, seen, revision_seen(form));
        page.meanwhile = case_steps_of(t, seen, &story, seen_step);
        page.changes = change_lines_of(t->arena, &changes);
    }
    if (seen->state != STATE_CARRIED_OUT) { // what was done does not need checking any more
        page.findings = findings_of(t, seen, &findings);
        page.plan = plan_of(t, seen);
    }
    fill_decisions(t, seen, form, &findings, &page);
    fill_paper(t, seen, form, &page);
    audit_viewed(t->me, seen->city, "application.view", (room_id){0}, seen->id.v, tx_now(t->tx));
    case_page_html(turn_out(t), &page);
}

void case_show_page(struct turn *t)
{
    struct application seen;
    struct form form = form_empty(t->arena);
    if (case_of_turn(t, &seen))
        case_show(t, &seen, &form, 0);
}

void case_file_show(struct turn *t, const struct application *of)
{
    struct application_file file;
    attachment_id id = {turn_param(t, 1)};
    bytes content;
    bool is_pdf;
    if (!application_file_open(t->tx, t->services->blobs, of, id, &file, &content, &is_pdf)) {
        turn_missing(t);
        return;
    }
    response_file(t->response, content, is_pdf ? S("application/pdf") : S("image/jpeg"),
                  file.file_name, false);
    audit_viewed(t->me, of->city, "application.file", (room_id){0}, id.v, tx_now(t->tx));
}

void case_file_page(struct turn *t)
{
    struct application of;
    if (case_of_turn(t, &of))
        case_file_show(t, &of);
}
