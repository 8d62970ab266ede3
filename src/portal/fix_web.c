// SPDX-License-Identifier: AGPL-3.0-or-later
// What the city returned, and correcting just that.
#include "portal/fix_page.html.h"
#include "portal/portal.h"
#include "portal/stay.h"

// The sentences of the newest return, which stand behind it with the same time. The desk's own
// notes, written at other times, stay with the desk.
struct reason_list stay_reasons(struct turn *t, const struct stay *v)
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
                .to = stay_place_of(t, v, row->field),
            };
        } else {
            at = NO_INSTANT;
        }
    }
    return list;
}

// A part made of just the fields that are open; the pledge has a page of its own.
static struct paper_part part_to_fix(struct turn *t, const struct stay *v)
{
    struct open_fields open = application_open_fields(t->tx, &v->of);
    size_t n = 0;
    for (size_t i = 0; i < open.n; i++)
        if (!str_eq(open.at[i], S("pledge")))
            open.at[n++] = open.at[i];
    open.n = n;
    return part_of_open(t->arena, v->paper, &open);
}

static void show_fix(struct turn *t, const struct stay *v, struct form *form,
                     const struct paper_part *part, const struct reason_list *reasons)
{
    struct part_view view = part_view_of(form, part, 0);
    struct fix_page page = {
        .base = portal_base(t, &v->city, S("差し戻されたところを直す")),
        .form = *form,
        .receipt = v->of.number,
        .to = portal_url(t, &v->city, "/fix"),
        .may_all = application_open_fields(t->tx, &v->of).all,
        .all = part_url(t, &v->city, 0),
        .status = portal_url(t, &v->city, "/status"),
        .revision = v->of.revision,
        .reasons = *reasons,
        .row = view.at[0],
    };
    page.base.look = S("page-narrow");
    fix_page_html(turn_out(t), &page);
}

static bool open_returned(struct turn *t, struct stay *v)
{
    if (!stay_open(t, v))
        return false;
    if (v->of.state == STATE_RETURNED)
        return true;
    turn_go(t, portal_url(t, &v->city, "/status"));
    return false;
}

static void fix_form_page(struct turn *t)
{
    struct stay v;
    if (!open_returned(t, &v))
        return;
    struct reason_list reasons = stay_reasons(t, &v);
    struct paper_part part = part_to_fix(t, &v);
    struct form form = form_empty(t->arena);
    form.typed = &v.of.values;
    for (size_t i = 0; i < reasons.n; i++)
        if (part_has(&part, str_zero(t->arena, reasons.at[i].field)))
            form_refuse(&form, reasons.at[i].field, reasons.at[i].sentence);
    show_fix(t, &v, &form, &part, &reasons);
}

static void fix_save_page(struct turn *t)
{
    struct stay v;
    if (!open_returned(t, &v))
        return;
    struct reason_list reasons = stay_reasons(t, &v);
    struct paper_part part = part_to_fix(t, &v);
    struct form form = form_of(t->request);
    struct params values = part_filled(t, &v, &part, &form);
    if (!stay_seen(t, &v) || application_save(t->tx, &v.of, &values) != APPLICATION_DONE) {
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

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/fix", fix_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/fix", fix_save_page, .who = WHO_ANYONE, .max_body = 256 * 1024},
};
const struct routes portal_fix_routes = {sizeof routes / sizeof routes[0], routes};
