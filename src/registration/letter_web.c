// SPDX-License-Identifier: AGPL-3.0-or-later
// Printing 通知書: choose the people, get one PDF. Nothing of it is stored; a page that got lost
// is printed anew with a reason, and the lost one is void. Each form carries a key that prints
// once: a reload of the PDF or a double click is asked about instead of replacing what has just
// been printed.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/random.h"
#include "registration/letters_page.html.h"
#include "registration/registration.h"
#include "registration/registration_web.h"

enum { LETTERS_AT_ONCE = 50, KEY_RANDOM = 12, KEY_LETTERS = 16 };

static const struct form_rule reason_rule = {S_CONST("再発行の理由"), 200, true};
static const struct form_rule how_rule = {S_CONST("印刷のしかた"), 40, true};
static const struct form_rule key_rule = {S_CONST("key"), KEY_LETTERS, true};
static const str how_labels[] = {
    [LETTERS_TOGETHER] = S_CONST("1枚にまとめる"),
    [LETTERS_APART] = S_CONST("IDとパスワードを別の紙に分ける（封筒を分けて送れます）"),
};

struct letters {
    struct form form;
    str key;
    enum letter_form how;
    bool manual;
    size_t n;
    struct letter at[LETTERS_AT_ONCE];
};

// --- choosing --------------------------------------------------------------------------

// One person, when the address names one, with the choice of a new password; else everybody
// who waits for a letter.
static member_id only(struct turn *t)
{
    int64_t id = 0;
    base32_to_id(params_get(&t->request->query, S("member")), &id);
    return (member_id){id};
}

static office_id office_of(struct turn *t)
{
    int64_t id = 0;
    base32_to_id(params_get(&t->request->query, S("office")), &id);
    return (office_id){id};
}

// Whoever was never printed is ticked for one office, or when that was asked for: never a whole
// city without a word.
static bool ticks_new(struct turn *t)
{
    return office_is(office_of(t)) || params_has(&t->request->query, S("new"));
}

static bool is_ticked(struct turn *t, str value)
{
    const struct params *typed = &t->request->form;
    for (size_t i = 0; i < typed->n; i++)
        if (str_eq(typed->at[i].name, S("people")) && str_eq(typed->at[i].value, value))
            return true;
    return false;
}

static str state_of(struct turn *t, const struct letter_card *card)
{
    switch (card->state) {
    case LETTER_NEVER:
        return S("まだ印刷していません");
    case LETTER_PRINTED:
        return str_print(t->arena, "%.*sに印刷済み（もう一度印刷するには理由が要ります）",
                         STR(turn_instant(t, card->printed_at)));
    case LETTER_IN_USE:
        break;
    }
    if (!card->waiting)
        return S("利用中");
    return letter_is_reissue(card, false)
               ? S("利用中：端末の分を印刷済み（もう一度印刷するには理由が要ります）")
               : S("利用中：新しい端末の分だけを印刷します");
}

static struct letter_line line_of(struct turn *t, const struct letter_card *card,
                                  const struct member *m)
{
    struct letter_line line = {
        .value = base32_from_id(t->arena, m->id.v),
        .name = m->name,
        .office = m->office_name,
        .devices = card->waiting,
        .state = state_of(t, card),
    };
    bool sent = t->request->method == METHOD_POST;
    line.ticked = sent ? is_ticked(t, line.value) : ticks_new(t) && card->state == LETTER_NEVER;
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
static struct letter_lines lines_of(struct turn *t, member_id one, bool *more)
{
    struct letter_cards cards = member_is(one)
                                    ? letter_list(t->tx, t->me->city, one)
                                    : letter_waiting(t->tx, t->me->city, office_of(t), more);
    struct member_id_list ids = {cards.n, NEW_ARRAY(t->arena, member_id, cards.n)};
    for (size_t i = 0; i < cards.n; i++)
        ids.at[i] = cards.at[i].member;
    struct member_list people = member_list_these(t->tx, t->me->city, &ids);
    struct letter_lines lines = {people.n, NEW_ARRAY(t->arena, struct letter_line, people.n)};
    for (size_t i = 0; i < people.n; i++)
        lines.at[i] = line_of(t, card_of(&cards, people.at[i].id), &people.at[i]);
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

static struct letter_past_lines past_of(struct turn *t, member_id one)
{
    struct letter_pasts pasts = {0};
    if (member_is(one) && member_find(t->tx, t->me->city, one))
        pasts = letter_history(t->tx, t->me->city, one);
    struct letter_past_lines lines = {pasts.n, NEW_ARRAY(t->arena, struct letter_past_line, pasts.n)};
    for (size_t i = 0; i < pasts.n; i++) {
        const struct letter_past *past = &pasts.at[i];
        str devices = past->devices ? str_print(t->arena, "証明書インストール用ID %lld台分",
                                                (long long)past->devices)
                                    : NONE;
        lines.at[i] = (struct letter_past_line){
            .at = turn_instant(t, past->at),
            .by = past->by,
            .what = str_print(t->arena, "%s%s%.*s", past->fresh ? "初期パスワード" : "",
                              past->fresh && devices.n ? "、" : "", STR(devices)),
            .reason = past->reason,
        };
    }
    return lines;
}

// --- the page --------------------------------------------------------------------------

static struct options hows_of(struct turn *t, enum letter_form chosen)
{
    struct options hows = {2, NEW_ARRAY(t->arena, struct option, 2)};
    for (size_t i = 0; i < hows.n; i++)
        hows.at[i] = (struct option){how_labels[i], how_labels[i], i == (size_t)chosen};
    return hows;
}

static str new_key(struct arena *a)
{
    uint8_t random[KEY_RANDOM];
    random_fill(random, sizeof random);
    return base64url_from_bytes(a, (bytes){random, sizeof random});
}

static void for_one(struct turn *t, struct letters_page *page, member_id one)
{
    page->send = url_make(t->arena, "/desk/letters?member=%i", one.v);
    for (size_t i = 0; i < page->lines.n; i++)
        page->lines.at[i].ticked = true;
    page->past = past_of(t, one);
}

static void show(struct turn *t, struct form *form, enum letter_form how)
{
    member_id one = only(t);
    struct letters_page page = {
        .base = turn_base(t, S("通知書の印刷")),
        .form = *form,
        .key = new_key(t->arena),
        .send = URL("/desk/letters"),
        .can_reissue = may_reissue(t, one),
        .office = field_of(form, S("office"), S("事業所"), NONE),
        .how = field_of(form, S("how"), how_rule.label, NONE),
        .hows = hows_of(t, how),
        .manual = field_of(form, S("manual"), S("証明書の入れ方（手引き）も、端末の種類ごとに印刷する"), NONE),
        .reissue = field_of(form, S("reissue"), S("新しい初期パスワードも発行する"), NONE),
        .reason = field_of(form, S("reason"), reason_rule.label, NONE),
        .nothing = {.title = S("印刷を待っている人はいません"),
                    .text = S("再発行するときは、その人のページから「通知書を印刷する」を選んでください。"),
                    .to = URL("/desk/members"),
                    .to_label = S("利用者の一覧を開く")},
    };
    page.lines = lines_of(t, one, &page.more);
    if (!member_is(one))
        page.offices = offices_of_people(t, params_get(&t->request->query, S("office")));
    for (size_t i = 0; i < page.lines.n && t->request->method == METHOD_GET; i++)
        page.ticked += page.lines.at[i].ticked;
    page.may_tick = !member_is(one) && !ticks_new(t);
    page.has_filter = !member_is(one) && page.offices.n > 2;
    if (office_is(office_of(t)))
        page.send = url_make(t->arena, "/desk/letters?office=%i", office_of(t).v);
    if (member_is(one))
        for_one(t, &page, one);
    page.reissue.help = S("今のパスワードは使えなくなり、サインイン中の画面も終わります。");
    page.reason.help = S("前に印刷した人を選んだときだけ書きます。例：印刷した紙をなくした。パスワードを忘れたと届け出があった。");
    audit_viewed(t->me, t->me->city, "member.list", (room_id){0}, one.v, tx_now(t->tx));
    letters_page_html(turn_out(t), &page);
}

void letters_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show(t, &form, LETTERS_TOGETHER);
}

// --- printing --------------------------------------------------------------------------

// What was printed before, or a password of one's own, is replaced only with a reason.
static void add(struct turn *t, struct letters *letters, const struct letter_card *card)
{
    if (letters->n == LETTERS_AT_ONCE) {
        form_refuse(&letters->form, S("people"),
                    S("一度に印刷できるのは50人までです。何回かに分けて印刷してください。"));
        return;
    }
    bool reissue = form_tick(&letters->form, S("reissue"));
    bool password = card->state != LETTER_IN_USE || reissue;
    struct letter letter = {.member = card->member};
    if (!password && card->waiting == 0)
        return; // nothing would stand in it
    if (letter_is_reissue(card, password)) {
        letter.reason = form_line(&letters->form, S("reason"), reason_rule);
        if (!letter.reason.n && form_ok(&letters->form))
            form_refuse(&letters->form, S("reason"),
                        S("前に印刷した人が含まれています。再発行の理由を入力してください。前の紙が手元にあれば、その人の印を外してください。"));
    }
    if (password && form_ok(&letters->form))
        letter.password = password_initial(t->arena);
    letters->at[letters->n++] = letter;
}

static void refuse_again(struct turn *t, struct letters *letters, instant at)
{
    form_refuse_with(&letters->form, S("reason"),
                     "この画面からは、%sにもう印刷しています。その紙が手元にあれば、ここで終わりです。"
                     "なければ、理由を入力してもう一度印刷してください。前の紙は使えなくなります。",
                     turn_instant(t, at));
}

static void examine(struct turn *t, struct letters *letters)
{
    struct form *form = &letters->form;
    letters->key = form_line(form, S("key"), key_rule);
    letters->how = str_eq(form_line(form, S("how"), how_rule), how_labels[LETTERS_APART])
                       ? LETTERS_APART
                       : LETTERS_TOGETHER;
    letters->manual = form_tick(form, S("manual"));
    if (form_tick(form, S("reissue")) && !form_line(form, S("reason"), reason_rule).n)
        form_refuse(form, S("reason"), S("再発行の理由を入力してください。"));
    if (letters->key.n != KEY_LETTERS && form_ok(form))
        form_refuse(form, S("people"), S("印刷する人を、この画面で選び直してください。"));
    instant at = letter_printed_at(t->tx, t->me->city, letters->key);
    if (instant_is(at) && form_ok(form))
        refuse_again(t, letters, at);
}

void *letters_prepare(struct turn *t)
{
    struct letters *letters = NEW(t->arena, struct letters);
    const struct params *typed = &t->request->form;
    letters->form = form_of(t->request);
    examine(t, letters);
    for (size_t i = 0; i < typed->n && form_ok(&letters->form); i++) {
        int64_t id = 0;
        if (!str_eq(typed->at[i].name, S("people")) || !base32_to_id(typed->at[i].value, &id))
            continue;
        struct letter_cards cards = letter_list(t->tx, t->me->city, (member_id){id});
        if (cards.n)
            add(t, letters, &cards.at[0]);
    }
    if (letters->n == 0 && form_ok(&letters->form))
        form_refuse(&letters->form, S("people"), S("印刷する人を選んでください。"));
    return letters;
}

static void print(struct turn *t, struct letters *letters)
{
    bytes pdf;
    size_t printed = 0;
    struct letter_print wanted = {letters->key, letters->how, letters->manual, letters->at, letters->n};
    switch (letter_print(t->tx, t->services, t->me->city, &wanted, &pdf, &printed)) {
    case LETTERS_PRINTED:
        response_file(t->response, pdf, S("application/pdf"), S("letters.pdf"), false);
        return;
    case LETTERS_AGAIN:
        refuse_again(t, letters, letter_printed_at(t->tx, t->me->city, letters->key));
        return;
    case LETTERS_NOBODY:
        form_refuse(&letters->form, S("people"),
                    S("印刷しませんでした。今、ほかの担当者が先に印刷したか、退職になった人です。一覧を確かめて、選び直してください。"));
        return;
    }
}

void letters_post_page(struct turn *t)
{
    struct letters *letters = t->prepared;
    if (form_ok(&letters->form))
        print(t, letters);
    if (form_ok(&letters->form))
        return;
    turn_refuse_form(t);
    show(t, &letters->form, letters->how);
}
