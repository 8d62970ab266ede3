// SPDX-License-Identifier: AGPL-3.0-or-later
// Printing 通知書: choose the people, get one PDF. Nothing of it is stored; a page that got lost
// is printed anew, and the lost one is void.
#include "audit/audit.h"
#include "base/base32.h"
#include "registration/letters_page.html.h"
#include "registration/registration.h"
#include "registration/registration_web.h"

enum { LETTERS_AT_ONCE = 50 };

static const struct form_rule reason_rule = {S_CONST("再発行の理由"), 200, true};

// --- choosing --------------------------------------------------------------------------

// One person, when the address names one, with the choice of a new password; else everybody
// who waits for a letter.
static member_id only(struct turn *t)
{
    int64_t id = 0;
    base32_to_id(params_get(&t->request->query, S("member")), &id);
    return (member_id){id};
}

static struct letter_line line_of(struct turn *t, const struct letter_card *card,
                                  const struct member *m)
{
    struct letter_line line = {
        .value = base32_from_id(t->arena, m->id.v),
        .name = m->name,
        .office = m->office_name,
        .devices = card->waiting,
        .ticked = card->state == LETTER_NEVER,
    };
    if (card->state == LETTER_NEVER)
        line.state = S("まだ印刷していません");
    else if (card->state == LETTER_IN_USE)
        line.state = card->waiting ? S("利用中：新しい端末の分だけを印刷します") : S("利用中");
    else
        line.state = str_print(t->arena, "%.*sに印刷済み",
                               STR(instant_format(t->arena, card->printed_at)));
    return line;
}

static const struct letter_card *card_of(const struct letter_cards *cards, member_id id)
{
    for (size_t i = 0; i < cards->n; i++)
        if (member_same(cards->at[i].member, id))
            return &cards->at[i];
    return NULL;
}

// More than one print takes would be left out without a word.
static void tick_first(struct letter_lines *lines)
{
    size_t ticked = 0;
    for (size_t i = 0; i < lines->n; i++) {
        ticked += lines->at[i].ticked;
        lines->at[i].ticked &= ticked <= LETTERS_AT_ONCE;
    }
}

// In the order of the list of people: by office, then reading, as they are handed over.
static struct letter_lines lines_of(struct turn *t, member_id one)
{
    struct letter_cards cards = letter_list(t->tx, t->me->city, one);
    struct member_list people = member_list_of(t->tx, t->me->city, (office_id){0});
    struct letter_lines lines = {0, NEW_ARRAY(t->arena, struct letter_line, cards.n)};
    for (size_t i = 0; i < people.n && lines.n < cards.n; i++) {
        const struct letter_card *card = card_of(&cards, people.at[i].id);
        bool waits = card && (card->state != LETTER_IN_USE || card->waiting > 0);
        if (waits || (card && member_is(one)))
            lines.at[lines.n++] = line_of(t, card, &people.at[i]);
    }
    tick_first(&lines);
    return lines;
}

static bool may_reissue(struct turn *t, member_id one)
{
    if (!member_is(one))
        return false;
    struct letter_cards cards = letter_list(t->tx, t->me->city, one);
    return cards.n == 1 && cards.at[0].state == LETTER_IN_USE;
}

static void show(struct turn *t, struct form *form)
{
    member_id one = only(t);
    struct letters_page page = {
        .base = turn_base(t, S("通知書の印刷")),
        .form = *form,
        .send = URL("/desk/letters"),
        .lines = lines_of(t, one),
        .can_reissue = may_reissue(t, one),
        .reissue = field_of(form, S("reissue"), S("新しい初期パスワードも発行する"), NONE),
        .reason = field_of(form, S("reason"), reason_rule.label, NONE),
        .nothing = {.title = S("印刷を待っている人はいません"),
                    .text = S("再発行するときは、その人のページから「通知書を印刷する」を選んでください。"),
                    .to = URL("/desk/members"),
                    .to_label = S("利用者の一覧を開く")},
    };
    if (member_is(one)) {
        page.send = url_make(t->arena, "/desk/letters?member=%i", one.v);
        for (size_t i = 0; i < page.lines.n; i++)
            page.lines.at[i].ticked = true;
    }
    page.reissue.help = S("今のパスワードは使えなくなり、サインイン中の画面も終わります。");
    page.reason.help = S("例：パスワードを忘れたと、管理担当者から届け出があった。監査記録に残ります。");
    audit_viewed(t->me, t->me->city, "member.list", (room_id){0}, one.v, tx_now(t->tx));
    letters_page_html(turn_out(t), &page);
}

void letters_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form);
}

// --- printing --------------------------------------------------------------------------

struct letters {
    struct form form;
    size_t n;
    struct letter at[LETTERS_AT_ONCE];
};

// A password of one's own is taken away only when that was asked for, with a reason.
static void add(struct turn *t, struct letters *letters, const struct letter_card *card)
{
    if (letters->n == LETTERS_AT_ONCE) {
        form_refuse(&letters->form, S("people"),
                    S("一度に印刷できるのは50人までです。何回かに分けて印刷してください。"));
        return;
    }
    bool reissue = form_tick(&letters->form, S("reissue"));
    struct letter letter = {.member = card->member};
    if (card->state == LETTER_IN_USE && reissue)
        letter.reason = form_line(&letters->form, S("reason"), reason_rule);
    if (card->state != LETTER_IN_USE || reissue)
        letter.password = password_initial(t->arena);
    else if (card->waiting == 0)
        return; // nothing would stand in it
    letters->at[letters->n++] = letter;
}

static void examine(struct letters *letters)
{
    struct form *form = &letters->form;
    if (form_tick(form, S("reissue")) && !form_line(form, S("reason"), reason_rule).n)
        form_refuse(form, S("reason"), S("再発行の理由を入力してください。"));
}

void *letters_prepare(struct turn *t)
{
    struct letters *letters = NEW(t->arena, struct letters);
    const struct params *typed = &t->request->form;
    struct letter_cards cards = letter_list(t->tx, t->me->city, (member_id){0});
    letters->form = form_of(t->request);
    examine(letters);
    for (size_t i = 0; i < typed->n && form_ok(&letters->form); i++) {
        int64_t id = 0;
        if (!str_eq(typed->at[i].name, S("people")) || !base32_to_id(typed->at[i].value, &id))
            continue;
        const struct letter_card *card = card_of(&cards, (member_id){id});
        if (card)
            add(t, letters, card);
    }
    if (letters->n == 0 && form_ok(&letters->form))
        form_refuse(&letters->form, S("people"), S("印刷する人を選んでください。"));
    return letters;
}

void letters_post_page(struct turn *t)
{
    struct letters *letters = t->prepared;
    size_t printed = 0;
    if (!form_ok(&letters->form)) {
        turn_refuse_form(t);
        show(t, &letters->form);
        return;
    }
    bytes pdf = letter_sheet(t->tx, t->services, t->me->city, letters->at, letters->n, &printed);
    if (printed)
        response_file(t->response, pdf, S("application/pdf"), S("letters.pdf"), false);
    else
        turn_go_saying(t, URL("/desk/letters"), "印刷する人がいませんでした。一覧を確かめてください。");
}
