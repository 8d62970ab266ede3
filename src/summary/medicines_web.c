// SPDX-License-Identifier: AGPL-3.0-or-later
// お薬手帳: from the text of its QR codes to the field 「薬」, after somebody has looked at it.
#include "base/text.h"
#include "frame/frame.h"
#include "medicine/medicine.h"
#include "summary/medicines_page.html.h"
#include "summary/summary_web.h"

static const struct form_rule text_rule = {S_CONST("QRコードの文字"), 20000, false};
static const struct form_rule body_rule = {S_CONST("薬"), SUMMARY_MOST_CHARACTERS, false};

static str refusal_of(enum medicine_outcome outcome)
{
    switch (outcome) {
    case MEDICINE_READ:
        return NONE;
    case MEDICINE_NOT_JAHIS:
        return S("お薬手帳のQRコードの文字ではないようです。「JAHISTC」で始まる文字を、初めから貼り付けてください。");
    case MEDICINE_NONE:
        return S("薬が見つかりませんでした。QRコードがほかにもあれば、続けて貼り付けてください。");
    case MEDICINE_TOO_MANY:
        return S("薬が100件を超えています。1回分ずつに分けて取り込んでください。");
    }
    return NONE;
}

// Whether the code names somebody else than the room: medicines of a stranger are dangerous.
static bool is_somebody_else(struct turn *t, const struct medicine_list *list)
{
    struct identity who;
    if (!list->patient.n || !summary_identity(t->tx, t->seat, &who))
        return false;
    return !str_eq(text_fold(t->arena, list->patient), text_fold(t->arena, who.name)) ||
           (day_is(list->birth) && list->birth.n != who.birth.n);
}

static void show(struct turn *t, struct form form, const struct medicine_list *list)
{
    struct summary summary = summary_now(t->tx, t->seat);
    struct medicines_page page = {
        .base = turn_base(t, S("お薬手帳")),
        .frame = frame_of(t, FRAME_SUMMARY, S("お薬手帳")),
        .form = form,
        .text = field_of(&form, S("text"), S("QRコードの文字"), NONE),
        .is_read = list != NULL,
        .revision = str_print(t->arena, "%ld", (long)summary.at[SUMMARY_MEDICINES].revision),
        .to = url_make(t->arena, "/rooms/%i/medicines", t->seat->room.v),
        .back = summary_url(t),
    };
    page.text.rows = 8;
    page.text.required = true;
    if (list) {
        page.medicines = field_of(&form, S("body"), S("薬"), medicine_text(t->arena, list));
        page.medicines.rows = 10;
        page.is_other = is_somebody_else(t, list);
        page.other = (struct banner){
            .kind = "bad",
            .title = S("お薬手帳の名前が、この部屋の方と違います"),
            .text = str_print(t->arena, "お薬手帳の名前：%.*s　この部屋：%.*s 様", STR(list->patient),
                              STR(t->seat->room_name)),
        };
        page.same = field_of(&form, S("same"), S("この部屋の方の薬にまちがいありません"), NONE);
    }
    medicines_page_html(turn_out(t), &page);
    summary_viewed(t);
}

static bool may_import(struct turn *t)
{
    if (!frame_is_patients(t)) {
        turn_missing(t);
        return false;
    }
    if (t->seat->may_write)
        return true;
    turn_go_saying(t, summary_url(t), "この部屋は終了しているので、書き込めません。");
    return false;
}

void medicines_form_page(struct turn *t)
{
    if (may_import(t))
        show(t, form_empty(t->arena), NULL);
}

static bool write_them(struct turn *t, struct form *form, const struct medicine_list *list)
{
    str body = form_lines(form, S("body"), body_rule);
    if (is_somebody_else(t, list) && !form_tick(form, S("same")))
        form_refuse(form, S("same"),
                    S("別の方の薬かもしれません。確かめてから、チェックを入れてください。"));
    if (!form_ok(form))
        return false;
    return summary_settle(t, form,
                          summary_write(t->tx, t->seat, SUMMARY_MEDICINES,
                                        summary_revision_sent(form), body));
}

void medicines_page(struct turn *t)
{
    struct medicine_list list;
    if (!may_import(t))
        return;
    struct form form = form_of(t->request);
    str text = form_lines(&form, S("text"), text_rule);
    enum medicine_outcome outcome =
        form_ok(&form) ? medicine_parse(t->arena, text, &list) : MEDICINE_NONE;
    if (form_ok(&form) && outcome != MEDICINE_READ)
        form_refuse(&form, S("text"), refusal_of(outcome));
    bool is_read = form_ok(&form);
    if (is_read && str_eq(form_typed(&form, S("step")), S("write")) && write_them(t, &form, &list))
        return;
    if (!form_ok(&form))
        turn_refuse_form(t);
    show(t, form, is_read ? &list : NULL);
}
