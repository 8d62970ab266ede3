// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's own history of signing in, and the address for reminders.
#include "mail/mail.h"
#include "signin/history_page.html.h"
#include "signin/signin.h"

enum { ATTEMPTS_SHOWN = 50 };

static const struct form_rule mail_rule = {S_CONST("お知らせを受け取るメールアドレス"), 254, true};

static const struct {
    str label;
    const char *chip;
} results[ATTEMPT_OUTCOMES] = {
    [ATTEMPT_DONE] = {S_CONST("サインインしました"), "chip-green"},
    [ATTEMPT_WRONG] = {S_CONST("パスワードの間違い"), "chip-yellow"},
    [ATTEMPT_FOREIGN] = {S_CONST("ほかの人の端末のため断りました"), "chip-orange"},
    [ATTEMPT_FOREIGN_KNOWN] = {S_CONST("正しいパスワードでしたが、ほかの人の端末のため断りました"), "chip-red"},
};

static struct attempt_lines lines_of(struct turn *t, const struct attempt_list *list)
{
    struct attempt_lines lines = {list->n, NEW_ARRAY(t->arena, struct attempt_line, list->n)};
    for (size_t i = 0; i < list->n; i++) {
        const struct attempt *a = &list->at[i];
        bool strange = a->outcome == ATTEMPT_FOREIGN || a->outcome == ATTEMPT_FOREIGN_KNOWN;
        lines.at[i] = (struct attempt_line){
            .at = turn_instant(t, a->at),
            .device = strange ? S("自分のものではない端末") : device_kind_label(a->kind),
            .result = results[a->outcome].label,
            .chip = results[a->outcome].chip,
            .here = device_same(a->device, t->me->device),
        };
    }
    return lines;
}

static struct banner warning(const struct attempt_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].outcome == ATTEMPT_FOREIGN_KNOWN)
            return (struct banner){
                .kind = "bad",
                .title = S("あなたのパスワードを、ほかの人が知っているかもしれません"),
                .text = S("ほかの人の端末で、正しいパスワードが入力されました。ご自分で試したのでなければ、すぐにパスワードを変え、システム利用管理担当者に連絡してください。"),
                .to = URL("/password"),
                .to_label = S("パスワードを変える"),
            };
    return (struct banner){0};
}

static void show(struct turn *t, struct form *form)
{
    struct attempt_list list = history_list(t->tx, t->me->member, ATTEMPTS_SHOWN);
    struct history_page page = {
        .base = turn_base(t, S("サインインの記録とお知らせ")),
        .form = *form,
        .lines = lines_of(t, &list),
        .known = warning(&list),
        .everywhere = {.action = URL("/signout/all"),
                       .label = S("すべての端末からサインアウト"),
                       .question = S("すべての端末で、直ちにサインアウトします。書きかけの投稿があれば、先に送ってください。"),
                       .yes = S("サインアウトする")},
        .mail = field_of(form, S("mail"), mail_rule.label,
                         reminder_address(t->tx, t->me->city, t->me->member)),
    };
    if (day_is(t->heed.password_due))
        page.due = turn_day(t, t->heed.password_due);
    page.mail.type = S("email");
    page.mail.help = S("空にして保存すると、メールでのお知らせをやめます。");
    history_page_html(turn_out(t), &page);
}

static void list_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

static void mail_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str address = form_line(&form, S("mail"), mail_rule);
    if (form_ok(&form) && address.n && !mail_address_is(address))
        form_refuse(&form, S("mail"), S("メールアドレスの形になっていません。例：hanako@example.jp"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &form);
        return;
    }
    reminder_set_address(t->tx, t->me->city, t->me->member, address);
    turn_go_saying(t, URL("/signins"), "お知らせの送り先を保存しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/signins", list_page, .who = WHO_MEMBER},
    {METHOD_POST, "/signins/mail", mail_page, .who = WHO_MEMBER},
};
const struct routes history_routes = {sizeof routes / sizeof routes[0], routes};
