// SPDX-License-Identifier: AGPL-3.0-or-later
// One visit: what it is and was, and saying what became of it.
#include "visit/visit_page.html.h"
#include "visit/visit_web.h"

bool visit_of_address(struct turn *t, struct visit *out)
{
    day original;
    if (visits_here(t) && day_parse(t->params[2], &original) &&
        visit_find(t->tx, t->seat, (visit_id){turn_param(t, 1)}, original, out))
        return true;
    if (frame_is_patients(t))
        turn_missing(t);
    return false;
}

int64_t visit_version_sent(struct turn *t)
{
    int64_t version = -1;
    return str_to_int(params_get(&t->request->form, S("version")), &version) ? version : -1;
}

// --- refusals --------------------------------------------------------------------------------------

static struct param refusal_of(enum visit_outcome outcome)
{
    switch (outcome) {
    case VISIT_TIMES:
        return (struct param){S("to"), S("終わりは、始まりよりあとの時刻にしてください。夜中をまたぐ訪問は、2つに分けて入れます。")};
    case VISIT_DAY:
        return (struct param){S("day"), S("日は、1年前から2年先までの間にしてください。")};
    case VISIT_UNTIL:
        return (struct param){S("until"), S("くり返しの終わりは、最初の日より前にせず、2年先までにしてください。")};
    case VISIT_NEVER:
        return (struct param){S("repeat"), S("このくり返しに当たる日が1日もありません。曜日や終わりの日を確かめてください。")};
    case VISIT_LONG:
        return (struct param){S("reason"), S("200文字までにまとめてください。")};
    case VISIT_NOBODY:
        return (struct param){S("who"), S("来る人か事業所を、いま部屋にいる中から選んでください。")};
    case VISIT_NO_REASON:
        return (struct param){S("reason"), S("中止の理由を入力してください。")};
    case VISIT_SAME:
        return (struct param){S(""), S("前の予定と同じです。変えるところを書き換えてください。")};
    case VISIT_DONE_LATER:
        return (struct param){S(""), S("この回かあとの回に、実施した訪問があります。実施した回より先の回から変えてください。")};
    case VISIT_SAVED:
    case VISIT_SAVED_BEFORE:
    case VISIT_CHANGED_MEANWHILE:
    case VISIT_AHEAD:
    case VISIT_SETTLED:
    case VISIT_NOT_YOURS:
    case VISIT_REFUSED:
        break;
    }
    return (struct param){0};
}

static const char *sentence_of(enum visit_outcome outcome)
{
    switch (outcome) {
    case VISIT_CHANGED_MEANWHILE:
        return "画面を開いたあとで、予定が変わっていました。いまの内容を確かめて、もう一度操作してください。";
    case VISIT_AHEAD:
        return "これからの訪問は、まだ実施にできません。当日に操作してください。";
    case VISIT_SETTLED:
        return "実施か中止になっています。変えるときは、先に「予定に戻す」を押してください。";
    case VISIT_NOT_YOURS:
        return "ほかの事業所の訪問です。変えるときは、その事業所かケアマネジャーに頼んでください。";
    case VISIT_SAME:
        return "すでに予定に戻っています。";
    case VISIT_SAVED:
    case VISIT_SAVED_BEFORE:
    case VISIT_TIMES:
    case VISIT_DAY:
    case VISIT_UNTIL:
    case VISIT_NEVER:
    case VISIT_LONG:
    case VISIT_NOBODY:
    case VISIT_NO_REASON:
    case VISIT_DONE_LATER:
    case VISIT_REFUSED:
        break;
    }
    return NULL;
}

bool visit_settle(struct turn *t, const struct visit *visit, struct form *form,
                  enum visit_outcome outcome, const char *said)
{
    struct param refusal = form ? refusal_of(outcome) : (struct param){0};
    const char *sentence =
        outcome == VISIT_SAVED || outcome == VISIT_SAVED_BEFORE ? said : sentence_of(outcome);
    if (refusal.value.n) {
        form_refuse(form, refusal.name, refusal.value);
        return false;
    }
    if (sentence && visit && str_eq(params_get(&t->request->form, S("mine")), S("1")))
        turn_go_saying(t, URL("/visits"), sentence);
    else if (sentence && visit)
        turn_go_saying(t, visit_url(t, visit, ""), sentence);
    else
        turn_missing(t);
    return true;
}

// --- the page ----------------------------------------------------------------------------------------

// The same visit among those of its day knows with which it meets.
static struct banner warning_of(struct turn *t, const struct visit *v)
{
    struct visits there = visit_list_between(t->tx, t->seat, v->slot.on, v->slot.on);
    visit_mark_elsewhere(t->tx, t->me, &there);
    for (size_t i = 0; i < there.n; i++) {
        const struct visit *x = &there.at[i];
        if (!visit_same(x->plan, v->plan) || x->original.n != v->original.n)
            continue;
        if (x->elsewhere)
            return (struct banner){
                .kind = "warn",
                .title = S("担当者に、同じ時間の別の予定があります"),
                .text = x->elsewhere_name.n
                            ? str_print(t->arena, "%.*s 様の訪問と重なっています。", STR(x->elsewhere_name))
                            : S("わたしが入っていない部屋の予定です。時間か担当者を、担当の事業所と相談してください。")};
        if (x->overlaps)
            return (struct banner){.kind = "warn",
                                   .title = S("ほかの訪問と時間が重なっています"),
                                   .text = S("同じ日の予定を見て、関係する事業所で確かめてください。")};
    }
    if (v->gone && v->state == VISIT_PLANNED)
        return (struct banner){.kind = "warn",
                               .title = S("来る予定の人は、この部屋から退席しています"),
                               .text = S("来る人を選び直すか、中止にしてください。")};
    return (struct banner){0};
}

static str rule_text(struct turn *t, const struct visit *v)
{
    str rule = visit_rule_text(t->arena, &v->rule);
    if (!rule.n)
        return NONE;
    return str_print(t->arena, "%.*s（%.*sまで）%s", STR(rule),
                     STR(turn_day(t, v->rule.until)), v->moved ? "。この回は変えてあります" : "");
}

static str state_text(const struct visit *v)
{
    switch (v->state) {
    case VISIT_PLANNED:
        return S("予定");
    case VISIT_DONE:
        return S("実施");
    case VISIT_CANCELLED:
        return S("中止");
    }
    return NONE;
}

static const char *state_class(const struct visit *v)
{
    return v->state == VISIT_DONE ? "chip-green" : v->state == VISIT_CANCELLED ? "chip-gray" : "chip-blue";
}

static struct visit_wases wases_of(struct turn *t, const struct visit *v)
{
    struct visit_versions all = visit_history(t->tx, t->seat, v->plan, v->original);
    struct visit_wases list = {all.n, NEW_ARRAY(t->arena, struct visit_was, all.n + 1)};
    for (size_t i = 0; i < all.n; i++)
        list.at[i] = (struct visit_was){frame_moment(t->arena, all.at[i].at), all.at[i].author,
                                        all.at[i].what};
    return list;
}

static struct visit_page page_of(struct turn *t, const struct visit *v, struct form form)
{
    bool planned = v->state == VISIT_PLANNED;
    bool may_undo = v->state == VISIT_DONE ? v->may_settle : v->may_change;
    return (struct visit_page){
        .base = turn_base(t, S("訪問")),
        .frame = frame_of(t, FRAME_VISITS, S("訪問")),
        .form = form,
        .title = S("訪問の予定"),
        .state = state_text(v),
        .state_class = state_class(v),
        .why = v->reason,
        .when = str_print(t->arena, "%.*s %.*s", STR(turn_day(t, v->slot.on)),
                          STR(visit_times(t->arena, v->slot.from, v->slot.to))),
        .kind = visit_kind_label(v->slot.kind),
        .who = visit_who(t->arena, v),
        .rule = rule_text(t, v),
        .note = v->slot.note,
        .version = str_print(t->arena, "%ld", (long)v->version),
        .since = frame_moment(t->arena, v->changed_at),
        .author = v->author,
        .may_do = planned && v->may_settle && v->slot.on.n <= tx_today(t->tx).n,
        .may_change = planned && v->may_change,
        .may_reopen = !planned && may_undo,
        .is_series = v->rule.repeat != VISIT_ONCE,
        .done = visit_url(t, v, "done"),
        .change = visit_url(t, v, "change"),
        .onward = visit_url(t, v, "onward"),
        .cancel = visit_url(t, v, "cancel"),
        .reopen = visit_url(t, v, "reopen"),
        .back = visits_week_url(t, v->slot.on),
    };
}

static void show(struct turn *t, struct visit_page *page, const struct visit *v)
{
    page->base.look = S("page-room");
    visit_page_html(turn_out(t), page);
    visits_viewed(t, v->plan);
}

void visit_page(struct turn *t)
{
    struct visit v;
    if (!visit_of_address(t, &v))
        return;
    struct visit_page page = page_of(t, &v, form_empty(t->arena));
    page.warning = warning_of(t, &v);
    page.versions = wases_of(t, &v);
    show(t, &page, &v);
}

// --- done, and not after all -----------------------------------------------------------------------------

void visit_done_page(struct turn *t)
{
    struct visit v;
    if (!visit_of_address(t, &v))
        return;
    enum visit_outcome outcome = visit_do(t->tx, t->seat, &v, visit_version_sent(t));
    visit_settle(t, &v, NULL, outcome, "実施にしました。");
}

void visit_reopen_page(struct turn *t)
{
    struct visit v;
    if (!visit_of_address(t, &v))
        return;
    enum visit_outcome outcome = visit_reopen(t->tx, t->seat, &v, visit_version_sent(t));
    visit_settle(t, &v, NULL, outcome, "予定に戻しました。");
}

// --- calling it off --------------------------------------------------------------------------------------

static const str scope_words[] = {S_CONST("one"), S_CONST("onward")};

static void show_cancel(struct turn *t, const struct visit *v, struct form form)
{
    static const str labels[] = {S_CONST("この回だけ"), S_CONST("この回からあとの予定を全部")};
    struct visit_page page = page_of(t, v, form);
    str version = form_typed(&form, S("version"));
    page.title = S("訪問を中止にする");
    page.cancels = true;
    page.version = version.n ? version : page.version;
    page.back = visit_url(t, v, "");
    page.reason = field_of(&form, S("reason"), S("中止の理由"), NONE);
    page.reason.help = S("例：入院、体調不良、ご家族の都合、事業所の都合");
    page.reason.required = true;
    page.scope = field_of(&form, S("scope"), S("中止にする訪問"), scope_words[0]);
    page.scopes = (struct options){2, NEW_ARRAY(t->arena, struct option, 2)};
    for (int i = 0; i < 2; i++)
        page.scopes.at[i] = (struct option){scope_words[i], labels[i],
                                            str_eq(page.scope.value, scope_words[i])};
    show(t, &page, v);
}

static bool may_cancel(struct turn *t, struct visit *v)
{
    if (!visit_of_address(t, v))
        return false;
    if (v->may_change && v->state == VISIT_PLANNED)
        return true;
    turn_go_saying(t, visit_url(t, v, ""), "この予定は、いまは中止にできません。");
    return false;
}

void visit_cancel_form_page(struct turn *t)
{
    struct visit v;
    if (may_cancel(t, &v))
        show_cancel(t, &v, form_empty(t->arena));
}

void visit_cancel_page(struct turn *t)
{
    struct visit v;
    if (!visit_of_address(t, &v))
        return;
    struct form form = form_of(t->request);
    str reason = form_line(&form, S("reason"), (struct form_rule){S("中止の理由"), VISIT_NOTE_MOST, false});
    bool onward = form_choice(&form, S("scope"), (struct form_rule){.label = S("中止にする訪問"), .optional = true},
                              scope_words, 2) == 1;
    if (form_ok(&form)) {
        int64_t version = visit_version_sent(t);
        enum visit_outcome outcome = onward ? visit_end(t->tx, t->seat, &v, version, reason)
                                            : visit_cancel(t->tx, t->seat, &v, version, reason);
        if (onward && outcome == VISIT_SAVED) {
            turn_go_saying(t, visits_week_url(t, v.slot.on), "この回からあとの予定をやめました。");
            return;
        }
        if (visit_settle(t, &v, &form, outcome, "中止にしました。"))
            return;
    }
    turn_refuse_form(t);
    show_cancel(t, &v, form);
}
