// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page of the changes of the terms: notice, and who consented when and how.
#include "access/access_web.h"
#include "access/terms_desk_page.html.h"
#include "audit/audit.h"
#include "base/csv.h"
#include "member/member.h"
#include "terms/terms.h"

enum { COLUMNS = 5 };

static const struct form_rule summary_rule = {S_CONST("変わるところ（1行）"), TERMS_SUMMARY_MOST, false};
static const struct form_rule content_rule = {S_CONST("改定する条文"), TERMS_CONTENT_MOST, false};

static struct version_lines lines_of(struct turn *t)
{
    struct terms_changes list = terms_changes_of(t->tx, t->me->city);
    struct version_lines lines = {list.n, NEW_ARRAY(t->arena, struct version_line, list.n)};
    for (size_t i = 0; i < list.n; i++) {
        const struct terms_change *c = &list.at[i];
        lines.at[i] = (struct version_line){
            .version = str_print(t->arena, "第%lld版", (long long)c->version),
            .summary = c->summary,
            .noticed_on = turn_day(t, c->noticed_on),
            .until = turn_day(t, c->until),
            .state = tx_today(t->tx).n > c->until.n ? S("効力あり") : S("通知中"),
            .accepted = c->accepted,
            .deemed = c->deemed,
            .waiting = c->waiting,
        };
    }
    return lines;
}

static void show(struct turn *t, struct form *form)
{
    struct terms_desk_page page = {
        .base = turn_base(t, S("利用規約の改定")),
        .form = *form,
        .lines = lines_of(t),
        .summary = field_of(form, S("summary"), summary_rule.label, NONE),
        .content = field_of(form, S("content"), content_rule.label, NONE),
        .sure = field_of(form, S("sure"), S("今日の日付で全員に通知します。通知は取り消せません"), NONE),
    };
    page.content.rows = 8;
    page.content.help = S("新しい条文や、変わる条文を、変わったあとの形で書きます。");
    page.summary.required = page.content.required = page.sure.required = true;
    terms_desk_page_html(turn_out(t), &page);
}

void terms_desk_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

void terms_notice_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str summary = form_line(&form, S("summary"), summary_rule);
    str content = form_lines(&form, S("content"), content_rule);
    if (!form_tick(&form, S("sure")))
        form_refuse(&form, S("sure"), S("通知してよいことを確かめて、印を付けてください。"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form);
        return;
    }
    terms_notice(t->tx, t->me, summary, content);
    turn_go_saying(t, URL("/desk/signin/terms"), "改定を通知しました。全員のホームの画面に出ます。");
}

void terms_export_page(struct turn *t)
{
    static const str heads[COLUMNS] = {S_CONST("氏名"), S_CONST("事業所"), S_CONST("同意した版"),
                                       S_CONST("日付"), S_CONST("同意の方法")};
    struct terms_acceptances list = terms_acceptances_of(t->tx, t->me->city);
    struct member_id_list ids = {list.n, NEW_ARRAY(t->arena, member_id, list.n)};
    for (size_t i = 0; i < list.n; i++)
        ids.at[i] = list.at[i].member;
    struct member_list people = member_list_for(t->tx, &ids);
    struct buf out = buf_in(t->arena);
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    csv_put_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < list.n; i++) {
        const struct terms_acceptance *a = &list.at[i];
        str cells[COLUMNS] = {people.at[i].name, people.at[i].office_name, NONE, NONE, S("未同意")};
        if (a->version) {
            cells[2] = str_print(t->arena, "第%lld版", (long long)a->version);
            cells[3] = day_format_iso(t->arena, day_of(a->at));
            cells[4] = a->deemed ? S("みなし同意（30日経過）") : S("本人の同意");
        }
        csv_put_row(&out, cells, COLUMNS);
    }
    audit_viewed(t->me, t->me->city, "terms.export", (room_id){0}, 0, tx_now(t->tx));
    csv_answer(t, &out, S("規約への同意"));
}
