// SPDX-License-Identifier: AGPL-3.0-or-later
// 通知の設定, and the level of one room.
#include "delivery/delivery.h"
#include "delivery/level_page.html.h"
#include "delivery/notices_page.html.h"
#include "inbox/inbox.h"
#include "notice/notice.h"
#include "push/push.h"

enum { HOURS = 24 };

static const struct form_rule mail_rule = {S_CONST("メールアドレス"), 254, true};
static const struct form_rule code_rule = {S_CONST("番号"), 6, false};
static const struct form_rule hour_rule = {S_CONST("時刻"), 0, false};

static const str paces[] = {S_CONST("once"), S_CONST("digest")};
static const struct form_rule mine_rule = {S_CONST("わたし宛ての投稿、確認のお願い、招待など"), 0, false};
static const struct form_rule rest_rule = {S_CONST("そのほかの新しい投稿"), 0, false};

// --- the page -----------------------------------------------------------------------------

static struct options pace_options(struct turn *t, enum delivery_pace chosen)
{
    static const str labels[] = {S_CONST("すぐに知らせる"), S_CONST("1日1回まとめて知らせる")};
    struct options options = {2, NEW_ARRAY(t->arena, struct option, 2)};
    for (enum delivery_pace i = PACE_AT_ONCE; i <= PACE_DIGEST; i++)
        options.at[i] = (struct option){paces[i], labels[i], i == chosen};
    return options;
}

static struct options hour_options(struct turn *t, int64_t chosen)
{
    struct options options = {HOURS, NEW_ARRAY(t->arena, struct option, HOURS)};
    for (int i = 0; i < HOURS; i++)
        options.at[i] = (struct option){str_print(t->arena, "%d", i),
                                        str_print(t->arena, "%d時", i), i == chosen};
    return options;
}

static struct level_lines rooms_of(struct turn *t)
{
    struct inbox_rooms rooms = inbox_list(t->tx, t->me);
    struct level_lines lines = {0, NEW_ARRAY(t->arena, struct level_line, rooms.n)};
    for (size_t i = 0; i < rooms.n; i++) {
        const struct inbox_room *room = &rooms.at[i];
        if (day_is(room->closed_on))
            continue;
        lines.at[lines.n++] = (struct level_line){
            .to = url_make(t->arena, "/rooms/%i/level", room->room.v),
            .name = room->name,
            .level = notice_level_label(room->level),
            .is_patient = room->kind == ROOM_PATIENT,
            .is_less = room->level != NOTICE_ALL,
        };
    }
    return lines;
}

static void put_address(struct turn *t, struct notices_page *page)
{
    enum delivery_address state = delivery_address_of(t->tx, t->me, &page->address);
    page->waits = state == ADDRESS_WAITS;
    page->proved = state == ADDRESS_CONFIRMED || state == ADDRESS_BOUNCED;
    page->bounced = state == ADDRESS_BOUNCED;
    page->mail = field_of(&page->mail_form, S("mail"), mail_rule.label, page->address);
    page->mail.type = S("email");
    page->mail.autocomplete = S("email");
    page->mail.help = page->address.n ? S("空にして押すと、登録を消します。")
                                      : S("迷惑メールの設定をしているときは、つなぎからのメールを受け取れるようにしてください。");
    page->code = field_of(&page->code_form, S("code"), S("届いた6桁の番号"), NONE);
    page->code.inputmode = S("numeric");
    page->code.autocomplete = S("one-time-code");
    page->code.required = true;
}

static str tick(bool on)
{
    return on ? S("on") : NONE;
}

static void put_settings(struct turn *t, struct notices_page *page,
                         const struct delivery_settings *s)
{
    const struct form *form = &page->form;
    page->by_mail = field_of(form, S("by_mail"), S("メールで知らせる"), NONE);
    page->by_mail.value = tick(s->by_mail);
    page->mine = field_of(form, S("mine"), mine_rule.label, NONE);
    page->mine.help = S("緊急の投稿と、期限を過ぎた確認のお願いは、いつもすぐに知らせます。");
    page->mines = pace_options(t, s->mine);
    page->rest = field_of(form, S("rest"), rest_rule.label, NONE);
    page->rests = pace_options(t, s->rest);
    page->hour = field_of(form, S("hour"), S("まとめて知らせる時刻"), NONE);
    page->hours = hour_options(t, s->digest_hour);
    page->from = field_of(form, S("from"), S("何時から"), NONE);
    page->froms = hour_options(t, s->quiet_from);
    page->until = field_of(form, S("until"), S("何時まで"), NONE);
    page->untils = hour_options(t, s->quiet_until);
    page->urgent = field_of(form, S("urgent"), S("緊急のときは、この時間でも知らせる"), NONE);
    page->urgent.value = tick(s->urgent_passes);
}

struct sent {
    struct form mail, code, settings;
};

static void show(struct turn *t, const struct sent *sent, const struct delivery_settings *s)
{
    struct notices_page page = {
        .base = turn_base(t, S("通知の設定")),
        .mail_form = sent->mail,
        .code_form = sent->code,
        .form = sent->settings,
        .rooms = rooms_of(t),
        .push = push_switch_of(t),
    };
    page.base.look = S("page-narrow");
    put_address(t, &page);
    put_settings(t, &page, s);
    notices_page_html(turn_out(t), &page);
}

static struct sent nothing_sent(struct turn *t)
{
    struct form empty = form_empty(t->arena);
    return (struct sent){empty, empty, empty};
}

static void settings_page(struct turn *t)
{
    struct sent sent = nothing_sent(t);
    struct delivery_settings s = delivery_settings_of(t->tx, t->me->member);
    show(t, &sent, &s);
}

static void refuse(struct turn *t, const struct sent *sent)
{
    struct delivery_settings s = delivery_settings_of(t->tx, t->me->member);
    turn_refuse_form(t);
    show(t, sent, &s);
}

// --- saving -------------------------------------------------------------------------------

static void save_page(struct turn *t)
{
    struct sent sent = nothing_sent(t);
    struct form *form = &sent.settings;
    *form = form_of(t->request);
    struct delivery_settings s = {
        .by_mail = form_tick(form, S("by_mail")),
        .mine = (enum delivery_pace)form_choice(form, S("mine"), mine_rule, paces, 2),
        .rest = (enum delivery_pace)form_choice(form, S("rest"), rest_rule, paces, 2),
        .digest_hour = form_int(form, S("hour"), hour_rule, 0, HOURS - 1),
        .quiet_from = form_int(form, S("from"), hour_rule, 0, HOURS - 1),
        .quiet_until = form_int(form, S("until"), hour_rule, 0, HOURS - 1),
        .urgent_passes = form_tick(form, S("urgent")),
    };
    if (form_ok(form) && delivery_set(t->tx, t->me->member, &s) == DELIVERY_HOUR_QUIET)
        form_refuse(form, S("hour"), S("まとめて知らせる時刻が、知らせない時間の中にあります。どちらかを変えてください。"));
    if (form_ok(form)) {
        turn_go_saying(t, URL("/notices"), "通知の設定を保存しました。");
        return;
    }
    turn_refuse_form(t);
    show(t, &sent, &s);
}

static void mail_page(struct turn *t)
{
    struct sent sent = nothing_sent(t);
    sent.mail = form_of(t->request);
    str address = form_line(&sent.mail, S("mail"), mail_rule);
    enum delivery_code code = CODE_BAD_ADDRESS;
    if (form_ok(&sent.mail))
        code = delivery_send_code(t->tx, t->me, address);
    switch (code) {
    case CODE_SENT:
        turn_go_saying(t, URL("/notices"),
                       address.n ? "確認の番号を送りました。" : "メールアドレスの登録を消しました。");
        return;
    case CODE_SAME:
        turn_go_saying(t, URL("/notices"), "このアドレスは確認済みです。");
        return;
    case CODE_WAIT:
        form_refuse(&sent.mail, S("mail"), S("番号を続けてお送りしました。届くまで少し待ってから、もう一度押してください。"));
        break;
    case CODE_BAD_ADDRESS:
        form_refuse(&sent.mail, S("mail"), S("メールアドレスの形になっていません。例：hanako@example.jp"));
        break;
    }
    refuse(t, &sent);
}

static void code_page(struct turn *t)
{
    struct sent sent = nothing_sent(t);
    sent.code = form_of(t->request);
    str code = form_line(&sent.code, S("code"), code_rule);
    enum delivery_proof proof = PROOF_WRONG;
    if (form_ok(&sent.code))
        proof = delivery_confirm(t->tx, t->me, code);
    switch (proof) {
    case PROOF_DONE:
        turn_go_saying(t, URL("/notices"), "メールアドレスを確かめました。これからメールでお知らせします。");
        return;
    case PROOF_OVER:
        turn_go_saying(t, URL("/notices"), "番号の期限が過ぎたか、間違いが続きました。もう一度、番号を受け取ってください。");
        return;
    case PROOF_WRONG:
        form_refuse(&sent.code, S("code"), S("番号が違います。メールの6桁の番号をそのまま入力してください。"));
        break;
    }
    refuse(t, &sent);
}

// --- one room -----------------------------------------------------------------------------

static const str level_words[NOTICE_LEVELS] = {S_CONST("all"), S_CONST("mine"), S_CONST("none")};
static const struct form_rule level_rule = {S_CONST("知らせ方"), 0, false};

static void level_form_page(struct turn *t)
{
    static const str texts[NOTICE_LEVELS] = {
        S_CONST("新しい投稿があれば知らせます。"),
        S_CONST("わたし宛ての投稿、確認のお願い、緊急の投稿だけ知らせます。"),
        S_CONST("緊急の投稿も、確認のお願いも知らせません。"),
    };
    enum notice_level now = notice_level_of(t->tx, t->me->member, t->seat->room);
    struct level_page page = {
        .base = turn_base(t, S("この部屋の知らせ方")),
        .frame = frame_of(t, FRAME_NONE, S("知らせ方")),
        .save = url_make(t->arena, "/rooms/%i/level", t->seat->room.v),
        .levels = {NOTICE_LEVELS, NEW_ARRAY(t->arena, struct level_choice, NOTICE_LEVELS)},
    };
    for (enum notice_level i = 0; i < NOTICE_LEVELS; i++)
        page.levels.at[i] =
            (struct level_choice){level_words[i], notice_level_label(i), texts[i], i == now};
    page.base.look = S("page-narrow");
    level_page_html(turn_out(t), &page);
}

static void level_page(struct turn *t)
{
    struct form form = form_of(t->request);
    int level = form_choice(&form, S("level"), level_rule, level_words, NOTICE_LEVELS);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        level_form_page(t);
        return;
    }
    notice_set_level(t->tx, t->me->member, t->seat->room, (enum notice_level)level);
    turn_go_saying(t, URL("/notices"), "この部屋の知らせ方を保存しました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/notices", settings_page, .who = WHO_MEMBER},
    {METHOD_POST, "/notices", save_page, .who = WHO_MEMBER},
    {METHOD_POST, "/notices/mail", mail_page, .who = WHO_MEMBER},
    {METHOD_POST, "/notices/mail/code", code_page, .who = WHO_MEMBER},
    {METHOD_GET, "/rooms/:room/level", level_form_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/level", level_page, .who = WHO_SEAT},
};
const struct routes delivery_routes = {sizeof routes / sizeof routes[0], routes};
