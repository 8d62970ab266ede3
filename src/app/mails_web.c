// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page about mail: what did not arrive and why, in words that say what to do, and what
// still waits. The server's own answers are not shown: nobody at the desk could use them.
#include "app/operations.h"

#include "app/app.h"
#include "app/mails_page.html.h"
#include "app/operations.sql.h"
#include "audit/audit.h"
#include "mail/mail.h"
#include "office/office.h"

enum { MOST_FAILED = 100, MOST_WAITING = 100, MOST_SETTLED = 20 };

static const struct {
    str word, why, todo;
} reasons[] = {
    {S_CONST("no-such-address"), S_CONST("このアドレスは使われていないと、相手のサーバーが答えました。"),
     S_CONST("事業所に電話でアドレスを確かめ、変わっていれば様式2で届けてもらいます。用件は郵便で送ります。")},
    {S_CONST("address-later"), S_CONST("相手の受信箱がいっぱいなどで、受け取れない状態です。"),
     S_CONST("事業所に電話で知らせ、用件は郵便で送ります。")},
    {S_CONST("content-refused"), S_CONST("相手のサーバーが、迷惑メールなどとして受け取りませんでした。"),
     S_CONST("市からのメールを受け取る設定を、事業所に頼みます。用件は郵便で送ります。")},
    {S_CONST("sender-refused"), S_CONST("メールサーバーが、こちらの差出人を認めませんでした。"),
     S_CONST("システム提供者に知らせます。用件は郵便で送ります。")},
    {S_CONST("login-refused"), S_CONST("メールサーバーが、こちらからの接続を認めませんでした。"),
     S_CONST("システム提供者に知らせます。用件は郵便で送ります。")},
    {S_CONST("no-tls"), S_CONST("メールサーバーと、安全な通信ができませんでした。"),
     S_CONST("システム提供者に知らせます。用件は郵便で送ります。")},
    {S_CONST("sealed"), S_CONST("保存したメールを、サーバーが読み出せませんでした。"),
     S_CONST("システム提供者に知らせます。用件は郵便で送ります。")},
};
static const str no_server_why = S_CONST("メールサーバーにつながりませんでした。");
static const str no_server_todo = S_CONST("システム提供者に知らせます。用件は郵便で送ります。");

static void explain(struct mail_line *line, str word)
{
    line->why = no_server_why;
    line->todo = no_server_todo;
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (str_eq(reasons[i].word, word)) {
            line->why = reasons[i].why;
            line->todo = reasons[i].todo;
        }
}

// --- lines -----------------------------------------------------------------------------

static struct mail_line line_of(struct turn *t, const struct mail_status *m)
{
    instant now = tx_now(t->tx);
    struct mail_line line = {
        .subject = m->subject.n ? m->subject : S("（用件は残っていません）"),
        .to = m->to.n ? m->to : S("（あて先は読めません）"),
        .at = near_text(t->arena, instant_is(m->ended_at) ? m->ended_at : m->created_at, now),
        .next = near_text(t->arena, m->not_before, now),
        .settle = url_make(t->arena, "/desk/mails/%i/settle", m->id),
    };
    office_id id;
    struct office office;
    if (m->to.n && office_of_mail(t->tx, t->me->city, m->to, &id) &&
        office_find(t->tx, t->me->city, id, &office)) {
        line.office = office.name;
        line.office_to = url_make(t->arena, "/desk/offices/%i", id.v);
    }
    explain(&line, m->last_error);
    return line;
}

static struct mail_lines lines_of(struct turn *t, struct mail_status_list list)
{
    struct mail_lines lines = {list.n, NEW_ARRAY(t->arena, struct mail_line, list.n)};
    for (size_t i = 0; i < list.n; i++) {
        lines.at[i] = line_of(t, &list.at[i]);
        if (list.at[i].state == MAIL_WAITING && list.at[i].attempts == 0)
            lines.at[i].why = S("これから送ります。");
        else if (list.at[i].state == MAIL_WAITING)
            lines.at[i].why = str_print(t->arena, "%lld回送ってみました。%.*s時間をおいて送り直します。",
                                        (long long)list.at[i].attempts, STR(lines.at[i].why));
    }
    return lines;
}

// --- pages -----------------------------------------------------------------------------

static void mails_list_page(struct turn *t)
{
    int64_t city = t->me->city.v;
    struct mails_page page = {
        .base = turn_base(t, S("メール")),
        .failed = lines_of(t, mail_failed_list(t->tx, city, MOST_FAILED)),
        .waiting = lines_of(t, mail_waiting_list(t->tx, city, MOST_WAITING)),
        .settled = lines_of(t, mail_settled_list(t->tx, city, MOST_SETTLED)),
        .is_off = t->services->app->config.smtp_url.n == 0,
        .shows_operations = operations_are_the_desks(t->tx),
        .nothing = {.title = S("届かなかったメールはありません"),
                    .text = S("届かなかったときは、ここに理由と、次にすることが出ます。")},
    };
    page.more = page.failed.n == MOST_FAILED;
    page.base.look = S("page-wide");
    mails_page_html(turn_out(t), &page);
}

static void settle_page(struct turn *t)
{
    int64_t id = turn_param(t, 0);
    struct mail_status m;
    if (!mail_find(t->tx, id, &m) || m.city != t->me->city.v || m.state == MAIL_WAITING ||
        m.state == MAIL_SENT) {
        turn_missing(t);
        return;
    }
    // A second press finds it settled, which is as well.
    if (mail_settle(t->tx, t->me->city.v, id, t->me->member.v))
        audit_record(t->tx, &(struct audit_entry){"mail.settle", .city = t->me->city, .subject = id});
    turn_go_saying(t, URL("/desk/mails"), "対応を済ませたことを記録しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/mails", mails_list_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/mails/:mail/settle", settle_page, .who = WHO_OFFICER},
};
const struct routes mails_routes = {sizeof routes / sizeof routes[0], routes};
