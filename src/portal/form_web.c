// SPDX-License-Identifier: AGPL-3.0-or-later
// The guided steps: one part of the form on a page. Every button saves; what is wrong stands
// beside its field and keeps nobody from going on.
#include "pledge/pledge.h"
#include "portal/portal.h"
#include "portal/step_page.html.h"
#include "portal/stay.h"

static bool is_public_kind(enum application_kind kind)
{
    return kind == APPLICATION_USAGE || kind == APPLICATION_DEVICES || kind == APPLICATION_MANDATE;
}

// The number in the address, counted from 1; -1: no such part.
static int part_asked(const struct turn *t, const struct stay *v)
{
    int64_t n;
    bool good = str_to_int(t->params[1], &n) && n >= 1 && n <= (int64_t)v->paper->n &&
                is_public_kind(v->of.kind);
    return good ? (int)n - 1 : -1;
}

// --- showing ---------------------------------------------------------------------------------

// A new row of people is mostly somebody new.
static void preset_move(struct part_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        struct part_box *box = &row->at[i];
        if (str_ends(box->field.name, S(".move")) && box->field.value.n == 0 && box->options.n)
            box->options.at[0].chosen = true;
    }
}

static struct step_rows_shown rows_of_view(struct turn *t, const struct part_view *view, bool rows)
{
    struct step_rows_shown shown = {view->n, NEW_ARRAY(t->arena, struct step_row_shown, view->n)};
    for (size_t i = 0; i < view->n; i++) {
        shown.at[i] = (struct step_row_shown){.row = view->at[i], .number = (int)i};
        if (rows)
            preset_move(&shown.at[i].row);
    }
    return shown;
}

static struct person_ticks ticks_of(struct turn *t, const struct stay *v, const struct form *form)
{
    struct person_ticks ticks = {0, NEW_ARRAY(t->arena, struct field, 128)};
    for (size_t i = 0; i < v->paper->n; i++) {
        const struct paper_part *part = &v->paper->parts[i];
        for (int row = 0; part->rows && row < rows_of(&v->of.values, part) && ticks.n < 128;
             row++) {
            str name = value_in_row(&v->of.values, part->rows, row, "name");
            str key = field_name_in(t->arena, part, row, "pledge");
            if (name.n == 0 ||
                str_eq(value_in_row(&v->of.values, part->rows, row, "move"), S("削除")))
                continue;
            ticks.at[ticks.n++] = (struct field){
                .name = key,
                .label = str_print(t->arena, "%.*s　11項目を読み、守ることを約束します", STR(name)),
                .value = form_typed(form, key),
                .error = form_error(form, key),
                .required = true,
            };
        }
    }
    return ticks;
}

struct step_extra {
    int empty_rows;
    bool may_skip; // what is wrong may stay so for now
    struct paste paste;
};

static void show_step(struct turn *t, const struct stay *v, int n, struct form *form,
                      const struct step_extra *extra)
{
    const struct paper_part *part = &v->paper->parts[n];
    struct part_view view = part_view_of(form, part, extra->empty_rows);
    struct step_page page = {
        .base = portal_base(t, &v->city, str_of(v->paper->title)),
        .form = *form,
        .paper_number = str_of(v->paper->number),
        .receipt = v->of.number,
        .to = part_url(t, &v->city, n),
        .leave = portal_url(t, &v->city, "/leave"),
        .revision = v->of.revision,
        .n = n + 1,
        .of = stay_steps(v),
        .title = view.title,
        .note = view.note,
        .rows_name = str_of(part->rows),
        .rows = rows_of_view(t, &view, part->rows != NULL),
        .has_more = view.more.n > 0,
        .adds_people = str_eq(view.more, S("people")),
        .may_skip = extra->may_skip,
        .picks_office = part_has(part, "office_name") && part_has(part, "office_number"),
        .pasted = extra->paste.rows,
        .not_read = {extra->paste.n, extra->paste.at},
        .has_pledge = part_has(part, "pledge"),
        .points = pledge_points(),
    };
    page.base.look = S("page-narrow");
    if (page.has_pledge)
        page.people = ticks_of(t, v, form);
    step_page_html(turn_out(t), &page);
}

// The findings of this part; those that do not stop the form are worth a second look too.
static void refuse_findings(struct turn *t, const struct stay *v, int n, struct form *form)
{
    struct application_findings findings = stay_check(t, v);
    for (size_t i = 0; i < findings.n; i++) {
        const struct application_finding *f = &findings.at[i];
        int at = part_of_field(v->paper, f->field);
        if (at == n)
            form_refuse(form, f->field, f->sentence);
        // What a delegate may do is known only when the corporation is: told there as well.
        else if (at < n && str_eq(f->field, S("by_delegate")) &&
                 part_has(&v->paper->parts[n], "corporation_name"))
            form_refuse(form, NONE, f->sentence);
    }
}

// Of what was returned only the named fields are taken, which stand on a page of their own; the
// pledge is accepted where it is read. True: the answer leads there.
static bool goes_to_fix(struct turn *t, const struct stay *v, int n)
{
    struct open_fields open = application_open_fields(t->tx, &v->of);
    if (v->of.state != STATE_RETURNED || open.all ||
        (part_has(&v->paper->parts[n], "pledge") && field_is_open(&open, S("pledge"))))
        return false;
    turn_go(t, portal_url(t, &v->city, "/fix"));
    return true;
}

static void step_form_page(struct turn *t)
{
    struct stay v;
    if (!stay_open(t, &v))
        return;
    int n = part_asked(t, &v);
    if (n < 0) {
        turn_missing(t);
        return;
    }
    if (!stay_may_change(&v)) {
        turn_go(t, portal_url(t, &v.city, "/status"));
        return;
    }
    if (goes_to_fix(t, &v, n))
        return;
    struct form form = form_empty(t->arena);
    form.typed = &v.of.values;
    if (params_has(&t->request->query, S("check")))
        refuse_findings(t, &v, n, &form);
    int more = params_has(&t->request->query, S("more")) ? 1 : 0;
    show_step(t, &v, n, &form, &(struct step_extra){.empty_rows = more});
}

// --- saving ----------------------------------------------------------------------------------

// Another window or the desk was quicker: both are shown, and the person decides.
static void show_conflict(struct turn *t, const struct stay *v, int n, struct form *form)
{
    const struct paper_part *part = &v->paper->parts[n];
    struct params *stored = NEW(t->arena, struct params);
    struct params mine = part_filled(t, v, part, form);
    *stored = v->of.values;
    form->n_errors = 0;
    form_refuse(
        form, NONE,
        stay_may_change(v)
            ? S("このあいだに、別の画面で保存されていました。いま入力した内容はこのページに残ってい"
                "ます。違いを確かめてから、もう一度進んでください。入力した内容で置き換わります。")
            : S("この申請はもう変えられません。別の画面で提出したか、取り下げています。入力した内容"
                "はこのページに残してあります。"));
    for (size_t i = 0; i < mine.n; i++)
        if (part_of_field(v->paper, mine.at[i].name) == n &&
            !str_eq(params_get(stored, mine.at[i].name), mine.at[i].value) &&
            params_has(stored, mine.at[i].name))
            form_refuse_with(form, mine.at[i].name, "別の画面では「%s」と保存されています。",
                             params_get(stored, mine.at[i].name));
    turn_refuse_form(t);
    show_step(t, v, n, form, &(struct step_extra){0});
}

static void go_to(struct turn *t, const struct stay *v, int n)
{
    if (n < 0)
        turn_go(t, portal_url(t, &v->city, "/status"));
    else if (n < (int)v->paper->n)
        turn_go(t, part_url(t, &v->city, n));
    else
        turn_go(t, portal_url(t, &v->city, stay_needs_signature(v) ? "/sign" : "/check"));
}

// The address of the postal code is saved with the rest; a code that is not known is told beside it.
static void show_filled(struct turn *t, const struct stay *v, int n, struct form *filled)
{
    if (form_ok(filled)) {
        turn_go(t, part_url(t, &v->city, n));
        return;
    }
    filled->typed = &v->of.values;
    turn_refuse_form(t);
    show_step(t, v, n, filled, &(struct step_extra){0});
}

// The button that was pressed, after everything is saved.
static void go_on(struct turn *t, struct stay *v, int n, struct form *form,
                  const struct paste *paste)
{
    str go = params_get(&t->request->form, S("go"));
    if (params_has(&t->request->form, S("more"))) {
        turn_go(t, url_with(t->arena, part_url(t, &v->city, n), S("more"), S("1")));
        return;
    }
    if (params_has(&t->request->form, S("remove"))) {
        turn_go(t, part_url(t, &v->city, n));
        return;
    }
    if (str_eq(go, S("office"))) {
        turn_go(t, url_with(t->arena, portal_url(t, &v->city, "/office"), S("part"),
                            str_print(t->arena, "%d", n + 1)));
        return;
    }
    if (str_eq(go, S("back")) || str_eq(go, S("skip"))) {
        go_to(t, v, str_eq(go, S("back")) ? n - 1 : n + 1);
        return;
    }
    if (form_tick(form, S("pledge"))) // stored only when everybody agreed; the tick stays
        params_set(t->arena, &v->of.values, S("pledge"), S("1"));
    form->typed = &v->of.values;
    if (!str_eq(go, S("paste")))
        refuse_findings(t, v, n, form);
    if (form_ok(form) && !str_eq(go, S("paste"))) {
        go_to(t, v, n + 1);
        return;
    }
    if (!str_eq(go, S("paste"))) // what was pasted is taken and saved; it is shown, not refused
        turn_refuse_form(t);
    show_step(t, v, n, form, &(struct step_extra){.may_skip = true, .paste = *paste});
}

static void step_save_page(struct turn *t)
{
    struct stay v;
    if (!stay_open(t, &v))
        return;
    int n = part_asked(t, &v);
    if (n < 0) {
        turn_missing(t);
        return;
    }
    if (goes_to_fix(t, &v, n))
        return;
    const struct paper_part *part = &v.paper->parts[n];
    int64_t without = -1;
    struct form form = form_of(t->request);
    str_to_int(form_typed(&form, S("remove")), &without);
    struct params typed = rows_packed(t->arena, form.typed, part, (int)without);
    struct paste paste = {0};
    if (part->rows && str_eq(form_typed(&form, S("go")), S("paste")))
        paste = rows_pasted(t->arena, form_typed(&form, S("paste")), part, &typed);
    form.typed = &typed;
    struct form filled = form;
    bool fills = paper_fill_address(&filled, v.paper);
    form.typed = filled.typed;
    if (!stay_seen(t, &v) || part_save(t, &v, n, &form) != APPLICATION_DONE) {
        show_conflict(t, &v, n, &form);
        return;
    }
    if (fills)
        show_filled(t, &v, n, &filled);
    else
        go_on(t, &v, n, &form, &paste);
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/part/:part", step_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/part/:part", step_save_page, .who = WHO_ANYONE,
     .max_body = 256 * 1024},
};
const struct routes portal_form_routes = {sizeof routes / sizeof routes[0], routes};
