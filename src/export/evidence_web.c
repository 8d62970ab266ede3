// SPDX-License-Identifier: AGPL-3.0-or-later
// The month's print of いま for 在宅医療情報連携加算 leaves the room as any other copy does: with the
// city's permission and a reason, which is offered, because it is the same each month.
#include "audit/audit.h"
#include "city/city.h"
#include "export/allowance.h"
#include "export/evidence_page.html.h"
#include "export/export.h"
#include "summary/summary.h"

static const struct form_rule reason_rule = {S_CONST("理由"), EXPORT_REASON_MOST, false};

struct month {
    str text; // 2026-11
    day first, last;
    int year, month;
};

// False after the answer: only a patient's room has such a print, of a month that has begun.
static bool month_asked(struct turn *t, str text, struct month *out)
{
    int date;
    if (!frame_is_patients(t)) {
        turn_missing(t);
        return false;
    }
    if (!day_parse(str_print(t->arena, "%.*s-01", STR(text)), &out->first) ||
        out->first.n > tx_today(t->tx).n) {
        turn_go_saying(t, url_make(t->arena, "/rooms/%i/summary", t->seat->room.v),
                       "印刷する月を、今月か、それより前から選んでください。");
        return false;
    }
    day_split(out->first, &out->year, &out->month, &date);
    bool december = out->month == 12;
    day next = day_make(out->year + december, december ? 1 : out->month + 1, 1);
    out->last = day_after(next, -1);
    out->text = text;
    return true;
}

static void show(struct turn *t, const struct month *m, const struct form *form)
{
    struct city city = {.name = S("市")};
    city_find(t->tx, t->seat->city, &city);
    struct evidence_page page = {
        .base = turn_base(t, S("連携の記録の印刷")),
        .frame = frame_of(t, FRAME_SUMMARY, S("連携の記録の印刷")),
        .form = *form,
        .city = city.name,
        .month = m->text,
        .month_text = str_print(t->arena, "%d年%d月", m->year, m->month),
        .to = url_make(t->arena, "/rooms/%i/evidence", t->seat->room.v),
        .back = url_make(t->arena, "/rooms/%i/summary", t->seat->room.v),
        .no_consent = !export_has_consent(t->tx, t->seat),
        .may = permission_holds(t->tx, t->seat, PERMISSION_EVIDENCE, NULL),
        .allowance = allowance_of(t, form, PERMISSION_EVIDENCE),
        .reason = field_of(form, S("reason"), reason_rule.label,
                           S("在宅医療情報連携加算の記録として綴じるため")),
    };
    page.allowance.open = true;
    page.reason.required = true;
    page.reason.help = S("チームの全員と介護支援課が読めます。");
    evidence_page_html(turn_out(t), &page);
    audit_viewed(t->me, t->seat->city, "export.view", t->seat->room, m->first.n, tx_now(t->tx));
}

static void evidence_show_page(struct turn *t)
{
    struct month m;
    struct form form = form_empty(t->arena);
    if (month_asked(t, params_get(&t->request->query, S("month")), &m))
        show(t, &m, &form);
}

// --- taking it ---------------------------------------------------------------------------------

static struct export_wish wish_for(const struct month *m, struct form *form)
{
    return (struct export_wish){
        .kind = PERMISSION_EVIDENCE,
        .from = m->first,
        .to = m->last,
        .part = 1,
        .parts = 1,
        .reason = form_line(form, S("reason"), reason_rule),
    };
}

static void *evidence_prepare(struct turn *t)
{
    struct month m;
    struct form form = form_of(t->request);
    bytes *sheet = NEW(t->arena, bytes);
    if (!month_asked(t, form_typed(&form, S("month")), &m))
        return sheet;
    struct export_wish wish = wish_for(&m, &form);
    if (form_ok(&form) && export_may(t->tx, t->seat, &wish) == EXPORT_READY)
        *sheet = summary_evidence_sheet(t->tx, t->seat, m.first);
    return sheet;
}

static void evidence_take_page(struct turn *t)
{
    struct month m;
    struct form form = form_of(t->request);
    const bytes *sheet = t->prepared;
    if (!month_asked(t, form_typed(&form, S("month")), &m))
        return;
    struct export_wish wish = wish_for(&m, &form);
    enum export_outcome outcome = EXPORT_NOTHING;
    if (form_ok(&form))
        outcome = sheet->n ? export_record(t->tx, t->me, t->seat, &wish, NULL)
                           : export_may(t->tx, t->seat, &wish);
    if (outcome == EXPORT_READY && sheet->n) {
        str name = str_print(t->arena, "tsunagi-renkei-%.*s.pdf", STR(m.text));
        response_file(t->response, *sheet, S("application/pdf"), name, true);
        return;
    }
    if (outcome == EXPORT_NOT_ALLOWED)
        form_refuse(&form, NONE, S("市の許可がないため、印刷できません。"));
    if (outcome == EXPORT_NO_REASON)
        form_refuse(&form, S("reason"), S("理由を200文字までで書いてください。"));
    turn_refuse_form(t);
    show(t, &m, &form);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/evidence", evidence_show_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/evidence", evidence_take_page, .prepare = evidence_prepare,
     .who = WHO_SEAT},
};
const struct routes export_evidence_routes = {sizeof routes / sizeof routes[0], routes};
