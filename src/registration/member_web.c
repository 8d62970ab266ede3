// SPDX-License-Identifier: AGPL-3.0-or-later
// One person as the desk sees them: devices, seats, the leave date.
#include "audit/audit.h"
#include "registration/member_page.html.h"
#include "registration/registration.h"
#include "registration/registration.sql.h"
#include "registration/registration_web.h"

static const struct form_rule leave_rule = {S_CONST("退職日"), 0, false};
static const struct form_rule cancel_rule = {S_CONST("取り消す理由"), 200, false};
static const struct form_rule kind_rule = {S_CONST("端末の種類"), 0, false};
static const struct form_rule owner_rule = {S_CONST("端末の持ち主"), 0, true};
static const struct form_rule why_rule = {S_CONST("理由"), 0, true};

static const str owners[] = {S_CONST("事業所の端末"), S_CONST("個人の端末")};
static const str reasons[] = {S_CONST("紛失・盗難"), S_CONST("入れ替え"),
                              S_CONST("廃棄（データ消去済み）"), S_CONST("その他")};
static const enum revocation revocations[] = {REVOKED_LOST, REVOKED_REPLACED, REVOKED_RETIRED,
                                              REVOKED_OTHER};
enum { REASONS = sizeof reasons / sizeof reasons[0] };

// --- showing ---------------------------------------------------------------------------

static struct options options_of(struct turn *t, const str *labels, size_t n)
{
    struct options options = {n, NEW_ARRAY(t->arena, struct option, n)};
    for (size_t i = 0; i < n; i++)
        options.at[i] = (struct option){labels[i], labels[i], i == 0};
    return options;
}

static struct options kind_options(struct turn *t)
{
    str labels[DEVICE_KINDS];
    for (int i = 0; i < DEVICE_KINDS; i++)
        labels[i] = device_kind_label((enum device_kind)i);
    return options_of(t, labels, DEVICE_KINDS);
}

static struct device_line line_of(struct turn *t, const struct device *d)
{
    struct device_line line = {
        .kind = device_words(t->arena, d),
        .owner = owners[d->personal],
        .state = device_state_label(d->state),
        .chip = device_state_chip(d->state),
        .since = turn_day(t, day_of(d->registered_at)),
        .can_revoke = d->state == DEVICE_WAITING || d->state == DEVICE_ACTIVE,
        .revoke = url_make(t->arena, "/desk/devices/%i/revoke", d->id.v),
        .reasons = options_of(t, reasons, REASONS),
    };
    if (instant_is(d->expires_at))
        line.until = turn_day(t, day_of(d->expires_at));
    return line;
}

static struct device_lines lines_of(struct turn *t, member_id member)
{
    struct device_list list = device_list_of(t->tx, member);
    struct device_lines lines = {list.n, NEW_ARRAY(t->arena, struct device_line, list.n)};
    for (size_t i = 0; i < list.n; i++)
        lines.at[i] = line_of(t, &list.at[i]);
    return lines;
}

static str letter_text(struct turn *t, member_id member)
{
    struct letter_cards cards = letter_list(t->tx, t->me->city, member);
    if (cards.n == 0)
        return NONE;
    switch (cards.at[0].state) {
    case LETTER_NEVER:
        return S("まだ印刷していません");
    case LETTER_PRINTED:
        return str_print(t->arena, "%.*sに印刷（初期パスワードのまま）",
                         STR(turn_instant(t, cards.at[0].printed_at)));
    case LETTER_IN_USE:
        return S("本人がパスワードを決めて利用中");
    }
    return NONE;
}

static struct work_lines works_of(struct turn *t, member_id member)
{
    struct affiliations list = member_affiliations(t->tx, member);
    struct work_lines lines = {list.n, NEW_ARRAY(t->arena, struct work_line, list.n)};
    for (size_t i = 0; i < list.n; i++)
        lines.at[i] = (struct work_line){
            .office = list.at[i].office_name,
            .job = profession_label(list.at[i].profession),
            .administrator = list.at[i].administrator,
            .ends_on = day_is(list.at[i].ends_on) ? turn_day(t, list.at[i].ends_on) : NONE,
        };
    return lines;
}

static void fill_facts(struct turn *t, const struct member *m, struct member_page *page)
{
    page->name = m->name;
    page->kana = m->kana;
    page->personal_id = m->personal_id;
    page->works = office_is(m->office);
    page->seats = seats_of_member(t->tx, m->id);
    page->letter = letter_text(t, m->id);
    page->work = works_of(t, m->id);
    if (day_is(m->leave_on))
        page->leave_on = turn_day(t, m->leave_on);
}

static void show(struct turn *t, const struct member *m, struct form *form)
{
    struct member_page page = {
        .base = turn_base(t, S("利用者")),
        .form = *form,
        .devices = lines_of(t, m->id),
        .leave = url_make(t->arena, "/desk/members/%i/leave", m->id.v),
        .cancel = url_make(t->arena, "/desk/members/%i/leave/cancel", m->id.v),
        .why = field_of(form, S("cancel_why"), cancel_rule.label, NONE),
        .add_device = url_make(t->arena, "/desk/members/%i/devices", m->id.v),
        .signin = url_make(t->arena, "/desk/members/%i/signin", m->id.v),
        .letters = url_make(t->arena, "/desk/letters?member=%i", m->id.v),
        .day = field_of(form, S("leave_on"), leave_rule.label, NONE),
        .kind = field_of(form, S("kind"), kind_rule.label, NONE),
        .kinds = kind_options(t),
        .owner = field_of(form, S("owner"), owner_rule.label, NONE),
        .owners = options_of(t, owners, 2),
    };
    fill_facts(t, m, &page);
    audit_viewed(t->me, t->me->city, "member.view", (room_id){0}, m->id.v, tx_now(t->tx));
    page.why.required = true;
    page.day.required = page.kind.required = true;
    page.day.help = S("この日まで使えます。例：令和8年12月31日、2026-12-31。今日の日付を入れると、直ちに使えなくなります。");
    member_page_html(turn_out(t), &page);
}

void member_show_page(struct turn *t)
{
    const struct member *m = member_of_turn(t);
    struct form form = form_empty(t->arena);
    if (m)
        show(t, m, &form);
}

static void show_refused(struct turn *t, struct form *form)
{
    const struct member *m = member_of_turn(t);
    if (!m)
        return;
    turn_refuse_form(t);
    show(t, m, form);
}

static url page_of(struct turn *t)
{
    return url_make(t->arena, "/desk/members/%i", turn_param(t, 0));
}

// --- changing --------------------------------------------------------------------------

void member_leave_page(struct turn *t)
{
    struct form form = form_of(t->request);
    day on = form_day(&form, S("leave_on"), leave_rule);
    if (!form_ok(&form)) {
        show_refused(t, &form);
        return;
    }
    switch (registration_leave(t->tx, t->me->city, (member_id){turn_param(t, 0)}, on)) {
    case LEAVE_SET:
        turn_go_saying(t, page_of(t), "退職日を登録しました。");
        return;
    case LEAVE_NOT_FOUND:
        turn_missing(t);
        return;
    case LEAVE_IN_PAST:
        form_refuse(&form, S("leave_on"), S("過ぎた日は登録できません。今日か、これからの日を入力してください。"));
        break;
    case LEAVE_LAST_ADMINISTRATOR:
        form_refuse(&form, S("leave_on"),
                    S("この日にすると、事業所に管理担当者がいない日ができます。先に、ほかの人を管理担当者として登録してください。"));
        break;
    }
    show_refused(t, &form);
}

void member_cancel_leave_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str why = form_line(&form, S("cancel_why"), cancel_rule);
    if (!form_ok(&form)) {
        show_refused(t, &form);
        return;
    }
    switch (registration_cancel_leave(t->tx, t->me->city, (member_id){turn_param(t, 0)}, why)) {
    case LEAVE_SET:
        turn_go_saying(t, page_of(t), "退職を取り消しました。");
        return;
    case LEAVE_NOT_FOUND:
    case LEAVE_IN_PAST:
        turn_missing(t);
        return;
    case LEAVE_LAST_ADMINISTRATOR:
        form_refuse(&form, S("cancel_why"),
                    S("取り消すと、事業所に管理担当者がいない日ができます。先に、ほかの人を管理担当者として登録してください。"));
        break;
    }
    show_refused(t, &form);
}

void member_devices_page(struct turn *t)
{
    struct form form = form_of(t->request);
    str kinds[DEVICE_KINDS];
    for (int i = 0; i < DEVICE_KINDS; i++)
        kinds[i] = device_kind_label((enum device_kind)i);
    int kind = form_choice(&form, S("kind"), kind_rule, kinds, DEVICE_KINDS);
    bool personal = form_choice(&form, S("owner"), owner_rule, owners, 2) == 1;
    if (!form_ok(&form))
        show_refused(t, &form);
    else if (device_is(registration_add_device(
                 t->tx, &(struct device_new){.city = t->me->city,
                                             .member = {turn_param(t, 0)},
                                             .kind = (enum device_kind)kind,
                                             .personal = personal})))
        turn_go_saying(t, page_of(t), "端末を登録しました。通知書を印刷して渡してください。");
    else
        turn_missing(t);
}

void device_revoke_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct device device;
    device_id id = {turn_param(t, 0)};
    int why = form_choice(&form, S("why"), why_rule, reasons, REASONS);
    if (!device_find(t->tx, t->me->city, id, &device)) {
        turn_missing(t);
        return;
    }
    if (device_revoke(t->tx, t->me->city, id, revocations[why]) &&
        revocations[why] == REVOKED_RETIRED)
        device_wiped(t->tx, &device, tx_today(t->tx));
    turn_go_saying(t, url_make(t->arena, "/desk/members/%i", device.member.v),
                   "その端末を使えなくしました。");
}
