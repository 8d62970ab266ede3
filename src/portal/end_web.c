// SPDX-License-Identifier: AGPL-3.0-or-later
// The last look, submitting, what became of it, correcting what was returned, withdrawing.
#include "portal/check_page.html.h"
#include "portal/fix_page.html.h"
#include "portal/portal.h"
#include "portal/status_page.html.h"
#include "portal/visit.h"

// Where the field of a finding or a reason is put right.
static url place_of(struct turn *t, const struct visit *v, str field)
{
    int part = part_of_field(v->paper, field);
    if (str_eq(field, S("signature")))
        return portal_url(t, &v->city, "/sign");
    url to = part_url(t, &v->city, part < 0 ? 0 : part);
    to = url_with(t->arena, to, S("check"), S("1"));
    // The pledge of one person belongs to the page of all.
    return part < 0 ? to : (url){str_print(t->arena, "%.*s#f-%.*s", STR(to.s), STR(field))};
}

static bool sent_seen(const struct turn *t, const struct visit *v)
{
    int64_t seen;
    return str_to_int(params_get(&t->request->form, S("revision")), &seen) &&
           seen == v->of.revision;
}

// --- the last look ---------------------------------------------------------------------------

static struct todo_list todos_of(struct turn *t, const struct visit *v,
                                 const struct application_findings *findings)
{
    struct todo_list list = {.at = NEW_ARRAY(t->arena, struct todo, findings->n)};
    for (size_t i = 0; i < findings->n; i++) {
        const struct application_finding *f = &findings->at[i];
        list.at[list.n++] = (struct todo){
            .label = field_label_of(t->arena, v->paper, f->field),
            .sentence = f->sentence,
            .stops = f->stops,
            .to = place_of(t, v, f->field),
        };
        list.stops += f->stops;
    }
    return list;
}

static struct check_parts parts_of(struct turn *t, const struct visit *v,
                                   const struct application_findings *findings)
{
    struct fact_parts facts = paper_facts(t->arena, v->paper, &v->of.values, findings);
    struct check_parts parts = {facts.n, NEW_ARRAY(t->arena, struct check_part, facts.n)};
    for (size_t i = 0; i < facts.n; i++)
        parts.at[i] = (struct check_part){facts.at[i], part_url(t, &v->city, (int)i)};
    return parts;
}

static struct check_files files_of(struct turn *t, const struct visit *v)
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

static void show_check(struct turn *t, const struct visit *v, const struct form *form)
{
    struct application_findings findings = visit_check(t, v);
    struct check_page page = {
        .base = portal_base(t, &v->city, S("提出の前の確認")),
        .form = *form,
        .number = str_of(v->paper->number),
        .title = str_of(v->paper->title),
        .opening = str_of(v->paper->opening),
        .receipt = v->of.number,
        .mayor = str_print(t->arena, "%.*s長 様", STR(v->city.name)),
        .to = portal_url(t, &v->city, "/check"),
        .back = visit_needs_signature(v) ? portal_url(t, &v->city, "/sign")
                                         : part_url(t, &v->city, (int)v->paper->n - 1),
        .revision = v->of.revision,
        .n = visit_steps(v),
        .todos = todos_of(t, v, &findings),
        .parts = parts_of(t, v, &findings),
        .files = files_of(t, v),
        .signs = visit_needs_signature(v),
        .sign = portal_url(t, &v->city, "/sign"),
    };
    check_page_html(turn_out(t), &page);
}

static bool open_for_change(struct turn *t, struct visit *v)
{
    if (!visit_open(t, v))
        return false;
    if (visit_may_change(v))
        return true;
    turn_go(t, portal_url(t, &v->city, "/status"));
    return false;
}

static void check_look_page(struct turn *t)
{
    struct visit v;
    struct form form = form_empty(t->arena);
    if (open_for_change(t, &v))
        show_check(t, &v, &form);
}

static void submit_page(struct turn *t)
{
    struct visit v;
    struct form form = form_empty(t->arena);
    if (!open_for_change(t, &v))
        return;
    enum application_outcome outcome = APPLICATION_CHANGED_MEANWHILE;
    struct application_findings findings = visit_check(t, &v);
    if (sent_seen(t, &v))
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

// --- what was returned -----------------------------------------------------------------------

// The sentences of the newest return, which stand behind it with the same time. The desk's own
// notes, written at other times, stay with the desk.
static struct reason_list reasons_of(struct turn *t, const struct visit *v)
{
    struct step_rows story = application_story(t->tx, &v->of);
    struct reason_list list = {0, NEW_ARRAY(t->arena, struct reason_shown, story.n)};
    instant at = NO_INSTANT;
    for (size_t i = 0; i < story.n; i++) {
        const struct step_row *row = &story.at[i];
        if (row->step == STEP_RETURN && row->note.n == 0) {
            list.n = 0;
            at = row->at;
        } else if ((row->step == STEP_RETURN || row->step == STEP_NOTE) && row->at.us == at.us) {
            list.at[list.n++] = (struct reason_shown){
                .field = row->field,
                .label = field_label_of(t->arena, v->paper, row->field),
                .sentence = row->note,
                .to = place_of(t, v, row->field),
            };
        } else {
            at = NO_INSTANT;
        }
    }
    return list;
}

// The field behind a name like "people.0.kana", as a field that stands once under that name.
static bool field_alone(struct arena *a, const struct paper *paper, str name,
                        struct paper_field *out)
{
    for (size_t i = 0; i < paper->n; i++) {
        const struct paper_part *part = &paper->parts[i];
        for (int row = 0; row < (part->rows ? part->most_rows : 1); row++)
            for (size_t k = 0; k < part->n; k++)
                if (str_eq(field_name_in(a, part, row, part->fields[k].name), name)) {
                    *out = part->fields[k];
                    out->name = str_zero(a, name);
                    out->label = str_zero(a, field_label_of(a, paper, name));
                    return true;
                }
    }
    return false;
}

// A part made of just the fields that the desk named.
static struct paper_part part_to_fix(struct turn *t, const struct visit *v,
                                     const struct reason_list *reasons)
{
    struct paper_field *fields = NEW_ARRAY(t->arena, struct paper_field, reasons->n);
    struct paper_part part = {.title = "直すところ", .fields = fields};
    for (size_t i = 0; i < reasons->n; i++) {
        bool twice = str_eq(reasons->at[i].field, S("pledge")); // a page of its own
        for (size_t k = 0; k < part.n; k++)
            twice = twice || str_eq(str_of(fields[k].name), reasons->at[i].field);
        if (!twice && field_alone(t->arena, v->paper, reasons->at[i].field, &fields[part.n]))
            part.n++;
    }
    return part;
}

static void show_fix(struct turn *t, const struct visit *v, struct form *form,
                     const struct paper_part *part, const struct reason_list *reasons)
{
    struct part_view view = part_view_of(form, part, 0);
    struct fix_page page = {
        .base = portal_base(t, &v->city, S("差し戻されたところを直す")),
        .form = *form,
        .receipt = v->of.number,
        .to = portal_url(t, &v->city, "/fix"),
        .all = part_url(t, &v->city, 0),
        .status = portal_url(t, &v->city, "/status"),
        .revision = v->of.revision,
        .reasons = *reasons,
        .row = view.at[0],
    };
    page.base.look = S("page-narrow");
    fix_page_html(turn_out(t), &page);
}

static bool open_returned(struct turn *t, struct visit *v)
{
    if (!visit_open(t, v))
        return false;
    if (v->of.state == STATE_RETURNED)
        return true;
    turn_go(t, portal_url(t, &v->city, "/status"));
    return false;
}

static void fix_form_page(struct turn *t)
{
    struct visit v;
    if (!open_returned(t, &v))
        return;
    struct reason_list reasons = reasons_of(t, &v);
    struct paper_part part = part_to_fix(t, &v, &reasons);
    struct form form = form_empty(t->arena);
    form.typed = &v.of.values;
    for (size_t i = 0; i < reasons.n; i++)
        if (part_has(&part, str_zero(t->arena, reasons.at[i].field)))
            form_refuse(&form, reasons.at[i].field, reasons.at[i].sentence);
    show_fix(t, &v, &form, &part, &reasons);
}

static void fix_save_page(struct turn *t)
{
    struct visit v;
    if (!open_returned(t, &v))
        return;
    struct reason_list reasons = reasons_of(t, &v);
    struct paper_part part = part_to_fix(t, &v, &reasons);
    struct form form = form_of(t->request);
    struct params values = part_filled(t, &v, &part, &form);
    if (!sent_seen(t, &v) || application_save(t->tx, &v.of, &values) != APPLICATION_DONE) {
        form_refuse(&form, NONE,
                    S("このあいだに、別の画面で保存されていました。いま入力した内容はこのページに残"
                      "っています。確かめてから、もう一度保存してください。"));
        turn_refuse_form(t);
    } else if (form_ok(&form)) {
        turn_go(t, portal_url(t, &v.city, "/check"));
        return;
    } else {
        v.of.revision++;
        turn_refuse_form(t);
    }
    show_fix(t, &v, &form, &part, &reasons);
}

// --- the state -------------------------------------------------------------------------------

static const struct {
    const char *chip;
    str label, text;
} states[APPLICATION_STATES] = {
    [STATE_DRAFT] = {"chip-gray", S_CONST("作成中"),
                     S_CONST("まだ市に出していません。続きを書いて、出してください。")},
    [STATE_SUBMITTED] =
        {"chip-blue", S_CONST("受付済み"),
         S_CONST("市が内容を確かめています。直すところがあれば、このページに理由が出ます。")},
    [STATE_RETURNED] = {"chip-orange", S_CONST("差し戻し"),
                        S_CONST("直していただくところがあります。下の理由を読んで、直してから、もう"
                                "一度出してください。")},
    [STATE_SECONDED] = {"chip-blue", S_CONST("確認中"), S_CONST("市が内容を確かめています。")},
    [STATE_APPROVED] = {"chip-green", S_CONST("承認済み"),
                        S_CONST("市が承認しました。手続きが済むまで、しばらくお待ちください。")},
    [STATE_REJECTED] = {"chip-gray", S_CONST("却下"),
                        S_CONST("この申請は受け付けられませんでした。理由を読み、分からないことは市"
                                "の介護支援課に尋ねてください。")},
    [STATE_CARRIED_OUT] = {"chip-green", S_CONST("手続き済み"),
                           S_CONST(
                               "手続きが済みました。通知書があるときは、市から事業所に届きます。")},
    [STATE_WITHDRAWN] =
        {"chip-gray", S_CONST("取り下げ"),
         S_CONST("この申請は取り下げられました。必要なときは、新しく申請してください。")},
};

// The steps that an applicant sees; why something was refused is told, the desk's notes are not.
static struct story_list story_of(struct turn *t, const struct visit *v)
{
    struct step_rows rows = application_story(t->tx, &v->of);
    struct story_list list = {0, NEW_ARRAY(t->arena, struct story_line, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct step_row *row = &rows.at[i];
        bool again = row->step == STEP_RETURN && row->note.n; // its reasons stand above
        if (row->step == STEP_NOTE || again)
            continue;
        list.at[list.n++] = (struct story_line){
            .when = instant_format(t->arena, row->at),
            .who = member_is(row->actor) ? S("市") : S("申請者"),
            .what = application_step_label(row->step),
            .why = row->step == STEP_REJECT ? row->note : NONE,
        };
    }
    return list;
}

static void status_look_page(struct turn *t)
{
    struct visit v;
    if (!visit_open(t, &v))
        return;
    bool returned = v.of.state == STATE_RETURNED;
    bool draft = v.of.state == STATE_DRAFT;
    struct status_page page = {
        .base = portal_base(t, &v.city, S("申請の状況")),
        .number = str_of(v.paper->number),
        .title = str_of(v.paper->title),
        .receipt = v.of.number,
        .chip = str_of(states[v.of.state].chip),
        .state = states[v.of.state].label,
        .text = states[v.of.state].text,
        .draft = draft,
        .returned = returned,
        .go_on = part_url(t, &v.city, 0),
        .fix = portal_url(t, &v.city, "/fix"),
        .check = portal_url(t, &v.city, "/check"),
        .leave = portal_url(t, &v.city, "/leave"),
        .story = story_of(t, &v),
        .can_withdraw = application_after(v.of.state, STEP_WITHDRAW) != APPLICATION_STATES,
        .withdraw = {.action = portal_url(t, &v.city, "/withdraw"),
                     .label = S("申請を取り下げる"),
                     .question = S("取り下げると、この申請は元に戻せません。入力した内容で手続きは"
                                   "進まなくなり、必要なときは新しく申請することになります。"),
                     .yes = S("取り下げる"),
                     .name = S("revision"),
                     .value = str_print(t->arena, "%ld", (long)v.of.revision)},
    };
    if (returned)
        page.reasons = reasons_of(t, &v);
    page.base.look = S("page-narrow");
    status_page_html(turn_out(t), &page);
}

static void withdraw_page(struct turn *t)
{
    struct visit v;
    if (!visit_open(t, &v))
        return;
    bool done = sent_seen(t, &v) && application_withdraw(t->tx, &v.of) == APPLICATION_DONE;
    turn_go_saying(
        t, portal_url(t, &v.city, "/status"),
        done ? "申請を取り下げました。"
             : "取り下げませんでした。このあいだに申請が変わっています。状況を確かめてください。");
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/check", check_look_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/check", submit_page, .who = WHO_ANYONE},
    {METHOD_GET, "/apply/:city/fix", fix_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/fix", fix_save_page, .who = WHO_ANYONE, .max_body = 256 * 1024},
    {METHOD_GET, "/apply/:city/status", status_look_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/withdraw", withdraw_page, .who = WHO_ANYONE},
};
const struct routes portal_end_routes = {sizeof routes / sizeof routes[0], routes};
