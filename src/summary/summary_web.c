// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/audit.h"
#include "base/buf.h"
#include "document/document.h"
#include "frame/frame.h"
#include "patient/patient.h"
#include "post/post.h"
#include "summary/field_page.html.h"
#include "summary/history_page.html.h"
#include "summary/summary.h"
#include "summary/summary_page.html.h"
#include "summary/summary_web.h"
#include "visit/visit.h"
#include "vitals/vitals.h"

url summary_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/summary", t->seat->room.v);
}

void summary_viewed(struct turn *t)
{
    audit_viewed(t->me, t->seat->city, "summary.view", t->seat->room, 0, tx_now(t->tx));
}

// A room without a patient has no such page.
static bool has_summary(struct turn *t)
{
    if (frame_is_patients(t))
        return true;
    turn_missing(t);
    return false;
}

static bool field_of_address(struct turn *t, enum summary_field *field)
{
    if (!has_summary(t))
        return false;
    if (summary_field_find(t->params[1], field))
        return true;
    turn_missing(t);
    return false;
}

// --- the page ----------------------------------------------------------------------------------

static str words_of(const struct turn *t, const struct summary_entry *entry)
{
    day date;
    if (summary_forms[entry->field].kind == SUMMARY_DAY && day_parse(entry->body, &date))
        return turn_day(t, date);
    return entry->body;
}

static struct summary_line line_of(struct turn *t, const struct summary_entry *entry)
{
    const struct summary_form *form = &summary_forms[entry->field];
    struct summary_line line = {
        .label = form->label,
        .body = words_of(t, entry),
        .by = entry->author,
        .written = entry->revision > 0,
        .has_history = entry->revision > 1,
        .may_write = t->seat->may_write,
        .write = url_make(t->arena, "/rooms/%i/summary/%s", t->seat->room.v, form->name),
        .history = url_make(t->arena, "/rooms/%i/summary/%s/history", t->seat->room.v, form->name),
    };
    if (line.written)
        line.since = frame_moment(t->arena, entry->written_at);
    return line;
}

static struct summary_lines lines_of(struct turn *t, const struct summary *summary, bool for_fee)
{
    struct summary_lines lines = {0, NEW_ARRAY(t->arena, struct summary_line, SUMMARY_FIELDS)};
    for (enum summary_field f = 0; f < SUMMARY_FIELDS; f++)
        if (summary_forms[f].for_fee == for_fee)
            lines.at[lines.n++] = line_of(t, &summary->at[f]);
    return lines;
}

static struct summary_pins pins_of(struct turn *t)
{
    struct post_list pins = post_list_pinned(t->tx, t->seat);
    struct summary_pins lines = {pins.n, NEW_ARRAY(t->arena, struct summary_pin, pins.n)};
    for (size_t i = 0; i < pins.n; i++)
        lines.at[i] = (struct summary_pin){
            .to = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, pins.at[i].id.v),
            .author = pins.at[i].author,
            .excerpt = post_excerpt(t->arena, pins.at[i].body),
        };
    return lines;
}

// --- what was measured last, who comes next ------------------------------------------------------

enum { VITALS_DAYS = 92, NEXT_VISITS = 3 };

static const struct vitals *last_with(const struct vitals_list *list, enum vitals_sign sign)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].values.at[sign] != VITALS_NOT)
            return &list->at[i];
    return NULL;
}

// Both blood pressures of one measuring stand together.
static struct summary_values values_of(struct turn *t)
{
    day since = day_after(tx_today(t->tx), -VITALS_DAYS);
    struct vitals_list list = vitals_list_since(t->tx, t->seat, day_start(since));
    struct summary_values values = {0, NEW_ARRAY(t->arena, struct summary_value, VITALS_SIGNS)};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        const struct vitals *v = last_with(&list, s);
        if (!v || (s == VITALS_DIASTOLIC && last_with(&list, VITALS_SYSTOLIC) == v))
            continue;
        int64_t lower = v->values.at[VITALS_DIASTOLIC];
        bool both = s == VITALS_SYSTOLIC && lower != VITALS_NOT;
        str amount = both ? str_print(t->arena, "%ld/%ldmmHg", (long)v->values.at[s], (long)lower)
                          : vitals_amount(t->arena, s, v->values.at[s]);
        values.at[values.n++] =
            (struct summary_value){both ? S("血圧") : vitals_facts_of(s)->label, amount,
                                   frame_moment(t->arena, v->measured_at)};
    }
    return values;
}

static struct summary_visits visits_of(struct turn *t)
{
    struct visits next = visit_list_next(t->tx, t->seat, NEXT_VISITS);
    struct summary_visits visits = {next.n, NEW_ARRAY(t->arena, struct summary_visit, NEXT_VISITS)};
    for (size_t i = 0; i < next.n; i++) {
        const struct visit *v = &next.at[i];
        visits.at[i] = (struct summary_visit){
            .to = url_with(t->arena, url_make(t->arena, "/rooms/%i/visits", t->seat->room.v),
                           S("day"), day_format_iso(t->arena, v->slot.on)),
            .when = str_print(t->arena, "%.*s %.*s", STR(frame_day(t->arena, v->slot.on)),
                              STR(visit_times(t->arena, v->slot.from, v->slot.to))),
            .machine = day_format_iso(t->arena, v->slot.on),
            .kind = visit_kind_label(v->slot.kind),
            .who = visit_who(t->arena, v),
            .gone = v->gone,
        };
    }
    return visits;
}

static struct summary_ends ends_of(struct turn *t)
{
    struct documents ending = document_list_ending(t->tx, t->seat);
    struct summary_ends ends = {ending.n, NEW_ARRAY(t->arena, struct summary_end, ending.n)};
    for (size_t i = 0; i < ending.n; i++)
        ends.at[i] = (struct summary_end){
            .to = url_make(t->arena, "/rooms/%i/documents/%i", t->seat->room.v, ending.at[i].id.v),
            .title = ending.at[i].text.title,
            .until = turn_day(t, ending.at[i].text.ends_on),
            .over = ending.at[i].term == DOCUMENT_OVER,
        };
    return ends;
}

static str events_of(struct turn *t)
{
    static const char *const words[] = {"summary", "vitals", "visits"};
    struct buf events = buf_in(t->arena);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        buf_print(&events, "%s%.*s", i ? " " : "",
                  STR(frame_event(t->arena, words[i], t->seat->room)));
    return buf_str(&events);
}

static struct summary_shown shown_of(struct turn *t)
{
    struct summary summary = summary_now(t->tx, t->seat);
    return (struct summary_shown){
        .events = events_of(t),
        .here = summary_url(t),
        .lines = lines_of(t, &summary, false),
        .fee = lines_of(t, &summary, true),
        .pins = pins_of(t),
        .values = values_of(t),
        .visits = visits_of(t),
        .to_vitals = url_make(t->arena, "/rooms/%i/vitals", t->seat->room.v),
        .to_visits = url_make(t->arena, "/rooms/%i/visits", t->seat->room.v),
        .ends = ends_of(t),
    };
}

static void summary_show_page(struct turn *t)
{
    struct identity who;
    if (!has_summary(t) || !summary_identity(t->tx, t->seat, &who))
        return;
    day today = tx_today(t->tx);
    struct summary_page page = {
        .base = turn_base(t, S("いま")),
        .frame = frame_of(t, FRAME_SUMMARY, S("いま")),
        .kana = who.kana,
        .born = str_print(t->arena, "%.*s生まれ（%d歳）",
                          STR(day_format_wareki(t->arena, who.birth)), patient_age(who.birth, today)),
        .shown = shown_of(t),
        .may_write = t->seat->may_write,
        .medicines = url_make(t->arena, "/rooms/%i/medicines", t->seat->room.v),
        .evidence = url_make(t->arena, "/rooms/%i/evidence", t->seat->room.v),
        .month = str_part(day_format_iso(t->arena, today), 0, 7),
    };
    if (t->request->wants_fragment)
        summary_put_html(turn_out(t), &page.shown);
    else
        summary_page_html(turn_out(t), &page);
    summary_viewed(t);
}

// --- one field ---------------------------------------------------------------------------------

static struct options choices_of(struct turn *t, const struct summary_form *form, str chosen)
{
    struct options options = {1, NEW_ARRAY(t->arena, struct option, SUMMARY_MOST_CHOICES + 1)};
    options.at[0] = (struct option){NONE, S("選んでください"), chosen.n == 0};
    for (int i = 0; i < SUMMARY_MOST_CHOICES && form->choices[i].n; i++)
        options.at[options.n++] = (struct option){form->choices[i], form->choices[i],
                                                  str_eq(form->choices[i], chosen)};
    return options;
}

// `meanwhile`: what stands now was written after the form was opened.
static void show_field(struct turn *t, enum summary_field field, struct form form, bool meanwhile)
{
    const struct summary_form *what = &summary_forms[field];
    struct summary summary = summary_now(t->tx, t->seat);
    const struct summary_entry *now = &summary.at[field];
    struct summary_field_page page = {
        .base = turn_base(t, what->label),
        .frame = frame_of(t, FRAME_SUMMARY, what->label),
        .form = form,
        .field = field_of(&form, S("body"), what->label, now->body),
        .is_choice = what->kind == SUMMARY_CHOICE,
        .revision = str_print(t->arena, "%ld", (long)now->revision),
        .to = url_make(t->arena, "/rooms/%i/summary/%s", t->seat->room.v, what->name),
        .back = summary_url(t),
    };
    page.field.help = what->help;
    page.field.rows = what->kind == SUMMARY_TEXT ? 6 : 0;
    if (what->kind == SUMMARY_DAY)
        page.field.type = S("date");
    page.choices = choices_of(t, what, page.field.value);
    if (meanwhile && now->revision) {
        page.stands = now->body.n ? now->body : S("（内容を消しました）");
        page.stands_by = str_print(t->arena, "%.*sさん %.*s", STR(now->author),
                                   STR(frame_moment(t->arena, now->written_at).text));
    }
    summary_field_page_html(turn_out(t), &page);
    summary_viewed(t);
}

static void field_form_page(struct turn *t)
{
    enum summary_field field;
    if (!field_of_address(t, &field))
        return;
    if (!t->seat->may_write)
        turn_go_saying(t, summary_url(t), "この部屋は終了しているので、書き込めません。");
    else
        show_field(t, field, form_empty(t->arena), false);
}

static str sentence_of(enum summary_outcome outcome)
{
    switch (outcome) {
    case SUMMARY_WRITTEN:
    case SUMMARY_SAME:
    case SUMMARY_NOT_ALLOWED:
        return NONE;
    case SUMMARY_TOO_LONG:
        return S("長すぎます。4,000文字までにまとめてください。");
    case SUMMARY_NOT_A_DAY:
        return S("日付を「2026-11-22」や「令和8年11月22日」のように入れてください。");
    case SUMMARY_NO_CHOICE:
        return S("一覧から選んでください。");
    case SUMMARY_CHANGED_MEANWHILE:
        return S("画面を開いたあとで、ほかの人が書き込みました。内容を見比べて、もう一度書き込んでください。");
    }
    return NONE;
}

int64_t summary_revision_sent(const struct form *form)
{
    int64_t revision = -1;
    return str_to_int(form_typed(form, S("revision")), &revision) ? revision : -1;
}

bool summary_settle(struct turn *t, struct form *form, enum summary_outcome outcome)
{
    str sentence = sentence_of(outcome);
    if (sentence.n) {
        form_refuse(form, outcome == SUMMARY_CHANGED_MEANWHILE ? NONE : S("body"), sentence);
        return false;
    }
    turn_go_saying(t, summary_url(t),
                   outcome == SUMMARY_WRITTEN ? "書き込みました。前の内容も残っています。"
                   : outcome == SUMMARY_SAME  ? "内容は変わっていません。"
                                              : "この部屋には書き込めません。");
    return true;
}

static void field_page(struct turn *t)
{
    enum summary_field field;
    if (!field_of_address(t, &field))
        return;
    struct form form = form_of(t->request);
    const struct form_rule rule = {summary_forms[field].label, SUMMARY_MOST_CHARACTERS, true};
    str body = form_lines(&form, S("body"), rule);
    enum summary_outcome outcome = SUMMARY_SAME;
    if (form_ok(&form)) {
        outcome = summary_write(t->tx, t->seat, field, summary_revision_sent(&form), body);
        if (summary_settle(t, &form, outcome))
            return;
    }
    turn_refuse_form(t);
    show_field(t, field, form, outcome == SUMMARY_CHANGED_MEANWHILE);
}

static void history_page(struct turn *t)
{
    enum summary_field field;
    if (!field_of_address(t, &field))
        return;
    struct summary_entries all = summary_history(t->tx, t->seat, field);
    struct summary_history_page page = {
        .base = turn_base(t, S("前の内容")),
        .frame = frame_of(t, FRAME_SUMMARY, S("前の内容")),
        .label = summary_forms[field].label,
        .back = summary_url(t),
        .versions = {all.n, NEW_ARRAY(t->arena, struct summary_version, all.n)},
    };
    for (size_t i = 0; i < all.n; i++)
        page.versions.at[i] = (struct summary_version){
            words_of(t, &all.at[i]), all.at[i].author,
            frame_moment(t->arena, all.at[i].written_at)};
    summary_history_page_html(turn_out(t), &page);
    summary_viewed(t);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/summary", summary_show_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/summary/:field", field_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/summary/:field", field_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/summary/:field/history", history_page, .who = WHO_SEAT},
    {METHOD_GET, "/rooms/:room/medicines", medicines_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/medicines", medicines_page, .who = WHO_SEAT},
};
const struct routes summary_routes = {sizeof routes / sizeof routes[0], routes};
