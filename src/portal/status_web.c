// SPDX-License-Identifier: AGPL-3.0-or-later
// What became of an application so far, and withdrawing it.
#include "portal/portal.h"
#include "portal/status_page.html.h"
#include "portal/stay.h"

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
static struct story_list story_of(struct turn *t, const struct stay *v)
{
    struct step_rows rows = application_story(t->tx, &v->of);
    struct story_list list = {0, NEW_ARRAY(t->arena, struct story_line, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct step_row *row = &rows.at[i];
        bool again = row->step == STEP_RETURN && row->note.n; // its reasons stand above
        if (row->step == STEP_NOTE || again)
            continue;
        list.at[list.n++] = (struct story_line){
            .when = turn_instant(t, row->at),
            .who = member_is(row->actor) ? S("市") : S("申請者"),
            .what = application_step_label(row->step),
            .why = row->step == STEP_REJECT ? row->note : NONE,
        };
    }
    return list;
}

static void status_look_page(struct turn *t)
{
    struct stay v;
    if (!stay_open(t, &v))
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
        page.reasons = stay_reasons(t, &v);
    page.base.look = S("page-narrow");
    status_page_html(turn_out(t), &page);
}

static void withdraw_page(struct turn *t)
{
    struct stay v;
    if (!stay_open(t, &v))
        return;
    bool done = stay_seen(t, &v) && application_withdraw(t->tx, &v.of) == APPLICATION_DONE;
    turn_go_saying(
        t, portal_url(t, &v.city, "/status"),
        done ? "申請を取り下げました。"
             : "取り下げませんでした。このあいだに申請が変わっています。状況を確かめてください。");
}

static const struct route routes[] = {
    {METHOD_GET, "/apply/:city/status", status_look_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/withdraw", withdraw_page, .who = WHO_ANYONE},
};
const struct routes portal_status_routes = {sizeof routes / sizeof routes[0], routes};
