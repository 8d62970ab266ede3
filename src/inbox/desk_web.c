// SPDX-License-Identifier: AGPL-3.0-or-later
// The words of what the desk asks, and where each leads.
#include "inbox/desk_web.h"

#include "errand/errand.h"
#include "escalation/escalation.h"
#include "memo/memo.h"

enum { SOON_DAYS = 7 };

// --- errands -----------------------------------------------------------------------------

static str returned_text(struct turn *t, const struct application *a)
{
    const struct paper *paper = paper_of(a->kind);
    return str_print(t->arena, "%s %s（%.*s）・%.*sに差し戻し", paper->number, paper->title,
                     STR(a->number), STR(day_format_short(t->arena, day_of(a->changed_at))));
}

static str loan_text(struct turn *t, instant until)
{
    return str_print(
        t->arena, "%.*s %.*sまで。心当たりがないときは、すぐに介護支援課へ知らせてください",
        STR(day_format_short(t->arena, day_of(until))), STR(instant_format_clock(t->arena, until)));
}

static struct errand_item item(url to, str name, str what)
{
    return (struct errand_item){.to = to, .name = name, .what = what};
}

static struct errand_item words_of(struct turn *t, const struct errand *e)
{
    struct arena *a = t->arena;
    str on = day_is(e->due_on) ? turn_day(t, e->due_on) : NONE;
    switch (e->kind) {
    case ERRAND_PASSWORD:
        return item(URL("/password"), S("パスワードを変えてください"),
                    str_print(a, "%.*sからは、変えるまでほかの画面が開けません", STR(on)));
    case ERRAND_CERTIFICATE:
        return item(URL("/devices"), S("端末の証明書を更新してください"),
                    str_print(a, "%.*sを過ぎると、その端末ではつなぎを開けません", STR(on)));
    case ERRAND_RENEWAL:
        return item(URL("/devices"), S("端末の新しい証明書を待っています"),
                    str_print(a, "更新を申し出ました。今の証明書は%.*sまで使えます", STR(on)));
    case ERRAND_TERMS:
        return item(URL("/terms/changes"), S("利用規約が変わります"),
                    str_print(a, "%.*sを過ぎると、同意いただいたものとして扱います", STR(on)));
    case ERRAND_LEAVE:
        return item(URL("/report"), S("つなぎの登録が終わります"),
                    str_print(a, "個人IDを使えるのは%.*sまでです", STR(on)));
    case ERRAND_LOAN:
        return item(URL("/devices"), S("一時的な端末を使えます"), loan_text(t, e->until));
    case ERRAND_ANSWER:
        return item(url_make(a, "/rooms/%i/export", e->answer.room.v), S("記録の持ち出しに市が答えました"),
                    permission_answer_text(a, &e->answer));
    case ERRAND_CHECKUP:
        return item(URL("/checkup"), S("現況届を出してください"),
                    str_print(a, "%.*sまで。変わりがなければ、すぐに終わります", STR(on)));
    case ERRAND_CHECKUP_RETURNED:
        return item(URL("/checkup"), S("現況届を直して届け出てください"),
                    str_print(a, "%.*sまで", STR(on)));
    case ERRAND_STOCKTAKE:
        return item(URL("/office/stocktake"), S("端末の棚卸しに答えてください"),
                    str_print(a, "%.*sまで", STR(on)));
    case ERRAND_RETURNED:
        return item(url_make(a, "/office/applications/%i", e->application.id.v),
                    S("差し戻された申請を直してください"), returned_text(t, &e->application));
    case ERRAND_DEVICES:
        return item(URL("/office/devices"), S("事業所の端末の証明書を更新してください"),
                    str_print(a, "期限が近い端末が%ld台あります。いちばん早い期限は%.*sです",
                              (long)e->devices, STR(on)));
    }
    return (struct errand_item){0};
}

static str left_text(struct turn *t, int left)
{
    if (left < 0)
        return S("期限切れ");
    return left == 0 ? S("きょうまで") : str_print(t->arena, "あと%d日", left);
}

static struct errand_item errand_item_of(struct turn *t, const struct errand *e)
{
    struct errand_item item = words_of(t, e);
    int left = day_is(e->due_on) ? e->due_on.n - tx_today(t->tx).n : 0;
    if (!e->asks)
        return item;
    item.chip = day_is(e->due_on)             ? left_text(t, left)
                : e->kind == ERRAND_ANSWER ? S("お返事")
                                           : S("要対応");
    item.is_late = left < 0;
    item.is_soon = left <= SOON_DAYS;
    return item;
}

// --- memos ---------------------------------------------------------------------------------

static struct memo_items memo_items_of(struct turn *t)
{
    struct memos list = memo_list(t->tx, t->me->member);
    struct memo_items items = {list.n, NEW_ARRAY(t->arena, struct memo_item, list.n)};
    for (size_t i = 0; i < list.n; i++)
        items.at[i] = (struct memo_item){
            .seen = url_make(t->arena, "/memos/%i/seen", list.at[i].id.v),
            .to = url_make(t->arena, "/office/applications/%i", list.at[i].application.v),
            .text = list.at[i].text,
            .office = list.at[i].office_name,
            .when = turn_day(t, day_of(list.at[i].written_at)),
            .has_case = application_is(list.at[i].application),
        };
    return items;
}

// --- both ----------------------------------------------------------------------------------

struct desk_items desk_items_of(struct turn *t)
{
    struct errands list = errand_list(t->tx, t->me->member);
    struct desk_items items = {.errands = {list.n, NEW_ARRAY(t->arena, struct errand_item, list.n)},
                               .memos = memo_items_of(t)};
    items.count = (int64_t)items.memos.n;
    for (size_t i = 0; i < list.n; i++) {
        items.errands.at[i] = errand_item_of(t, &list.at[i]);
        items.count += list.at[i].asks;
    }
    return items;
}

struct late_items late_items_of(struct turn *t)
{
    struct escalation_lates list = {0};
    if (office_is(t->me->administers))
        list = escalation_list_late(t->tx, t->me->member);
    struct late_items items = {list.n, NEW_ARRAY(t->arena, struct late_item, list.n)};
    for (size_t i = 0; i < list.n; i++)
        items.at[i] = (struct late_item){
            .to = url_make(t->arena, "/office/absences/%i", list.at[i].member.v),
            .name = list.at[i].name,
            .what = str_print(t->arena, "%ld件・いちばん早い期限は%.*s", (long)list.at[i].posts,
                              STR(turn_instant(t, list.at[i].due_at))),
        };
    return items;
}
