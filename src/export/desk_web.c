// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page: which office asks to take what out, which may, and what left the rooms. Nothing
// of what stood there is shown.
#include "audit/audit.h"
#include "base/base32.h"
#include "export/desk_page.html.h"
#include "export/export.h"
#include "frame/frame.h"

static const struct form_rule day_rule = {S_CONST("期限"), 0, false};
static const struct form_rule why_rule = {S_CONST("許可しない理由"), PERMISSION_REASON_MOST, false};

// Each item has boxes of its own, so that a sentence about one leads to it.
static str field_of_item(struct turn *t, const char *word, permission_id id)
{
    return str_print(t->arena, "%s-%.*s", word, STR(base32_from_id(t->arena, id.v)));
}

static struct permission_item item_of(struct turn *t, const struct form *form,
                                      const struct permission *p)
{
    str day_field = field_of_item(t, "day", p->id), why_field = field_of_item(t, "why", p->id);
    str typed = form_typed(form, day_field);
    str usual = day_format_iso(t->arena, permission_usual_end(tx_today(t->tx)));
    return (struct permission_item){
        .office = p->office_name,
        .kind = permission_kind_label(p->kind),
        .asker = p->asker,
        .reason = p->reason,
        .asked = frame_moment(t->arena, p->asked_at),
        .grant = url_make(t->arena, "/desk/exports/%i/grant", p->id.v),
        .refuse = url_make(t->arena, "/desk/exports/%i/refuse", p->id.v),
        .day_field = day_field,
        .why_field = why_field,
        .day = typed.n ? typed : usual,
        .day_error = form_error(form, day_field),
        .why = form_typed(form, why_field),
        .why_error = form_error(form, why_field),
    };
}

static struct permission_line line_of(struct turn *t, const struct permission *p, bool in_force)
{
    struct permission_line line = {
        .office = p->office_name,
        .kind = permission_kind_label(p->kind),
        .reason = p->reason,
        .until = turn_day(t, p->until),
        .by = p->decider,
        .chip = "chip-gray",
        .state = p->state == PERMISSION_REFUSED   ? S("許可しなかった")
                 : p->state == PERMISSION_GRANTED ? S("期限切れ")
                                                  : S("終わり"),
    };
    if (in_force)
        line.end = (struct confirm){
            .action = url_make(t->arena, "/desk/exports/%i/end", p->id.v),
            .label = S("取りやめる"),
            .question = S("この事業所の人は、すぐに取り出せなくなります。すでに取り出されたものは戻りません。"),
            .yes = S("許可を取りやめる"),
        };
    return line;
}

static void add_permissions(struct turn *t, const struct form *form, struct exports_page *page)
{
    struct permissions all = permission_list(t->tx, t->me->city);
    page->asked.at = NEW_ARRAY(t->arena, struct permission_item, all.n);
    page->granted.at = NEW_ARRAY(t->arena, struct permission_line, all.n);
    page->over.at = NEW_ARRAY(t->arena, struct permission_line, all.n);
    for (size_t i = 0; i < all.n; i++) {
        const struct permission *p = &all.at[i];
        bool in_force = p->state == PERMISSION_GRANTED && p->until.n >= tx_today(t->tx).n;
        if (p->state == PERMISSION_ASKED)
            page->asked.at[page->asked.n++] = item_of(t, form, p);
        else if (in_force)
            page->granted.at[page->granted.n++] = line_of(t, p, true);
        else
            page->over.at[page->over.n++] = line_of(t, p, false);
    }
}

static void add_taken(struct turn *t, struct exports_page *page)
{
    export_id before;
    if (!base32_to_id(params_get(&t->request->query, S("before")), &before.v))
        before = (export_id){0};
    struct export_lines lines = export_list_of_city(t->tx, t->me->city, before);
    page->taken = (struct taken_lines){lines.n, NEW_ARRAY(t->arena, struct taken_line, lines.n)};
    for (size_t i = 0; i < lines.n; i++)
        page->taken.at[i] = (struct taken_line){frame_moment(t->arena, lines.at[i].made_at),
                                                lines.at[i].room_name,
                                                export_text(t->arena, &lines.at[i]),
                                                lines.at[i].reason};
    page->pager.has_before = export_is(before);
    page->pager.before = URL("/desk/exports");
    page->pager.has_after = lines.more;
    if (lines.more)
        page->pager.after = url_make(t->arena, "/desk/exports?before=%i", lines.at[lines.n - 1].id.v);
}

static void show(struct turn *t, const struct form *form)
{
    struct exports_page page = {
        .base = turn_base(t, S("記録の持ち出し")),
        .form = *form,
        .nothing = {.title = S("有効な許可はありません"),
                    .text = S("事業所の人が部屋の「記録を取り出す」から求めると、ここに並びます。")},
    };
    page.base.look = S("page-wide");
    add_permissions(t, form, &page);
    add_taken(t, &page);
    exports_page_html(turn_out(t), &page);
    audit_viewed(t->me, t->me->city, "export.list", (room_id){0}, 0, tx_now(t->tx));
}

static void exports_list_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

// --- deciding ------------------------------------------------------------------------------

static void settle(struct turn *t, struct form *form, str field, enum permission_decision outcome,
                   const char *done)
{
    switch (outcome) {
    case PERMISSION_DONE:
        turn_go_saying(t, URL("/desk/exports"), done);
        return;
    case PERMISSION_GONE:
        turn_go_saying(t, URL("/desk/exports"),
                       "その求めや許可は、もうありません。一覧を確かめてください。");
        return;
    case PERMISSION_BAD_DAY:
        form_refuse(form, field, S("期限は、きょうから1年以内の日にしてください。"));
        break;
    case PERMISSION_NO_ANSWER:
        form_refuse(form, field, S("理由を200文字までで書いてください。"));
        break;
    }
    turn_refuse_form(t);
    show(t, form);
}

static permission_id id_of(const struct turn *t)
{
    return (permission_id){turn_param(t, 0)};
}

static void grant_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str field = field_of_item(t, "day", id_of(t));
    day until = form_day(&form, field, day_rule);
    if (form_ok(&form)) {
        settle(t, &form, field, permission_grant(t->tx, t->me, id_of(t), until),
               "許可しました。事業所の人は、きょうから取り出せます。");
        return;
    }
    turn_refuse_form(t);
    show(t, &form);
}

static void refuse_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str field = field_of_item(t, "why", id_of(t));
    str why = form_line(&form, field, why_rule);
    if (form_ok(&form)) {
        settle(t, &form, field, permission_refuse(t->tx, t->me, id_of(t), why),
               "許可しないことにしました。理由は、求めた事業所の人が読めます。");
        return;
    }
    turn_refuse_form(t);
    show(t, &form);
}

static void end_page(struct turn *t)
{
    struct form form = form_of(t->request);
    settle(t, &form, NONE, permission_end(t->tx, t->me, id_of(t), NONE),
           "許可を取りやめました。もう取り出せません。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/exports", exports_list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/exports/:permission/grant", grant_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/exports/:permission/refuse", refuse_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/exports/:permission/end", end_page, .who = WHO_OFFICER},
};
const struct routes export_desk_routes = {sizeof routes / sizeof routes[0], routes};
