// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's page about one office as a whole.
#include "audit/audit.h"
#include "base/base32.h"
#include "mail/mail.h"
#include "reshape/merge_page.html.h"
#include "reshape/reshape.h"
#include "reshape/reshape_page.html.h"

static const struct form_rule name_rule = {S_CONST("名称"), 100, false};
static const struct form_rule number_rule = {S_CONST("番号"), 10, true};
static const struct form_rule postal_rule = {S_CONST("郵便番号"), 8, true};
static const struct form_rule address_rule = {S_CONST("所在地"), 200, true};
static const struct form_rule phone_rule = {S_CONST("電話番号"), 20, true};
static const struct form_rule mail_rule = {S_CONST("メールアドレス"), 254, true};
static const struct form_rule closes_rule = {S_CONST("廃止する日"), 0, false};
static const struct form_rule into_rule = {S_CONST("統合先の名称または番号"), 100, false};

// --- showing -----------------------------------------------------------------------------

static struct options people_of(struct turn *t, office_id office)
{
    struct member_list people = member_list_at(t->tx, office);
    struct options options = {people.n, NEW_ARRAY(t->arena, struct option, people.n)};
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = &people.at[i];
        str leaves = day_is(m->leave_on)
                         ? str_print(t->arena, "・%.*sまで", STR(turn_day(t, m->leave_on)))
                         : NONE;
        options.at[i] = (struct option){
            base32_from_id(t->arena, m->id.v),
            str_print(t->arena, "%.*s（%.*s%.*s）", STR(m->name),
                      STR(profession_label(m->profession)), STR(leaves)),
            m->administrator};
    }
    return options;
}

static struct past_lines past_of(struct turn *t, office_id office)
{
    struct reshape_pasts list = reshape_past(t->tx, office);
    struct past_lines lines = {list.n, NEW_ARRAY(t->arena, struct past_line, list.n)};
    for (size_t i = 0; i < list.n; i++)
        lines.at[i] = (struct past_line){turn_day(t, day_of(list.at[i].changed_at)),
                                         list.at[i].name, list.at[i].number, list.at[i].address};
    return lines;
}

static void put_urls(struct turn *t, const struct office *o, struct reshape_page *page)
{
    int64_t id = o->id.v;
    page->here = url_make(t->arena, "/desk/offices/%i", id);
    page->change = url_make(t->arena, "/desk/offices/%i/change", id);
    page->administrators = url_make(t->arena, "/desk/offices/%i/administrators", id);
    page->close = url_make(t->arena, "/desk/offices/%i/close", id);
    page->keep_open = url_make(t->arena, "/desk/offices/%i/keep-open", id);
    page->merge = url_make(t->arena, "/desk/offices/%i/merge", id);
}

static void put_state(struct turn *t, const struct office *o, struct reshape_page *page)
{
    struct reshape_facts facts = reshape_facts(t->tx, o->city, o->id);
    struct office into;
    page->open = !day_is(o->closed_on);
    if (!page->open)
        page->closed_on = turn_day(t, o->closed_on);
    if (day_is(facts.closes_on))
        page->closes_on = turn_day(t, facts.closes_on);
    if (office_is(facts.merged_into) && office_find(t->tx, o->city, facts.merged_into, &into)) {
        page->merged_into = into.name;
        page->merged_url = url_make(t->arena, "/desk/offices/%i", into.id.v);
    }
}

static void put_fields(const struct office *o, struct form *form, struct reshape_page *page)
{
    page->office_name = field_of(form, S("name"), name_rule.label, o->name);
    page->number = field_of(form, S("number"), number_rule.label, o->number);
    page->postal = field_of(form, S("postal"), postal_rule.label, o->postal);
    page->address = field_of(form, S("address"), address_rule.label, o->address);
    page->phone = field_of(form, S("phone"), phone_rule.label, o->phone);
    page->mail = field_of(form, S("mail"), mail_rule.label, o->mail);
    page->who = field_of(form, S("people"), S("管理担当者にする人"), NONE);
    page->closes = field_of(form, S("closes_on"), closes_rule.label, NONE);
    page->end_people = field_of(form, S("end_people"), S("残っている人の利用も、この日で終える"), NONE);
    page->into = field_of(form, S("into"), into_rule.label, NONE);
    page->office_name.required = page->closes.required = page->into.required = true;
    page->who.help = S("印を付けた人だけが管理担当者になります。1人以上必要です。");
    page->closes.help = S("例：令和8年12月31日、2026-12-31。");
    page->end_people.help = S("ほかの事業所でも利用している人は、個人IDを残し、この事業所での利用だけを終えます。");
}

static void show(struct turn *t, const struct office *o, struct form *form)
{
    struct reshape_page page = {
        .base = turn_base(t, S("事業所の変更")),
        .form = *form,
        .name = o->name,
        .people = people_of(t, o->id),
        .past = past_of(t, o->id),
    };
    put_urls(t, o, &page);
    put_state(t, o, &page);
    put_fields(o, form, &page);
    audit_viewed(t->me, t->me->city, "office.people", (room_id){0}, o->id.v, tx_now(t->tx));
    reshape_page_html(turn_out(t), &page);
}

static bool find(struct turn *t, struct office *out)
{
    bool found = office_find(t->tx, t->me->city, (office_id){turn_param(t, 0)}, out) && !out->is_desk;
    if (!found)
        turn_missing(t);
    return found;
}

static void show_page(struct turn *t)
{
    struct office o;
    struct form form = form_empty(t->arena);
    if (find(t, &o))
        show(t, &o, &form);
}

// --- changing ----------------------------------------------------------------------------

// Done: back to the page with the sentence; else the form again with what is wrong.
static void answer(struct turn *t, const struct office *o, struct form *form,
                   enum reshape_outcome outcome, const char *sentence, const char *field)
{
    static const str wrong[] = {
        [RESHAPE_NO_OFFICE] = S_CONST("この事業所は、もう開いていません。"),
        [RESHAPE_TAKEN] = S_CONST("同じ番号・サービスの事業所がすでにあります。番号と名称を確かめてください。"),
        [RESHAPE_NO_ADMINISTRATOR] = S_CONST("システム利用管理担当者がいなくなります。退職日のない人を1人以上選んでください。"),
        [RESHAPE_IN_PAST] = S_CONST("過ぎた日は選べません。今日か、これからの日を入力してください。"),
        [RESHAPE_SAME] = S_CONST("同じ事業所には統合できません。"),
    };
    if (outcome == RESHAPE_DONE) {
        turn_go_saying(t, url_make(t->arena, "/desk/offices/%i/change", o->id.v), sentence);
        return;
    }
    if (outcome != RESHAPE_PEOPLE)
        form_refuse(form, str_of(field), wrong[outcome]);
    turn_refuse_form(t);
    show(t, o, form);
}

static void read_numbers(struct form *form, struct office *o)
{
    o->number = form_line(form, S("number"), number_rule);
    o->postal = form_line(form, S("postal"), postal_rule);
    if (o->number.n && !office_number_has_form(o->number))
        form_refuse(form, S("number"), S("番号は10桁です。指定通知書などで確かめて、もう一度入力してください。"));
    if (o->postal.n == 8 && o->postal.p[3] == '-')
        o->postal = str_print(form->arena, "%.3s%.4s", o->postal.p, o->postal.p + 4);
    bool digits = o->postal.n == 0 || o->postal.n == 7;
    for (size_t i = 0; i < o->postal.n; i++)
        digits = digits && o->postal.p[i] >= '0' && o->postal.p[i] <= '9';
    if (!digits)
        form_refuse(form, S("postal"), S("郵便番号は、270-0192 のように7桁の数字で入力してください。"));
}

static void change_page(struct turn *t)
{
    struct office o;
    if (!find(t, &o))
        return;
    struct form form = form_of(t->request);
    struct office changed = o;
    changed.name = form_line(&form, S("name"), name_rule);
    read_numbers(&form, &changed);
    changed.address = form_line(&form, S("address"), address_rule);
    if (!str_eq(changed.address, o.address))
        changed.building = NONE;
    changed.phone = form_line(&form, S("phone"), phone_rule);
    changed.mail = form_line(&form, S("mail"), mail_rule);
    if (changed.mail.n && !mail_address_is(changed.mail))
        form_refuse(&form, S("mail"), S("メールアドレスの形が正しくありません。もう一度確かめてください。"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &o, &form);
        return;
    }
    answer(t, &o, &form, reshape_change(t->tx, t->me, &changed), "事業所の登録を変えました。", "number");
}

static void administrators_page(struct turn *t)
{
    struct office o;
    if (!find(t, &o))
        return;
    struct form form = form_of(t->request);
    const struct params *typed = &t->request->form;
    struct member_id_list who = {0, NEW_ARRAY(t->arena, member_id, typed->n + 1)};
    for (size_t i = 0; i < typed->n; i++)
        if (str_eq(typed->at[i].name, S("people")) &&
            base32_to_id(typed->at[i].value, &who.at[who.n].v))
            who.n++;
    answer(t, &o, &form, reshape_administrators(t->tx, t->me, o.id, &who),
           "システム利用管理担当者を決めました。", "people");
}

static str names_of(struct turn *t, const struct member_list *people)
{
    enum { NAMED = 10 };
    struct buf names = buf_in(t->arena);
    for (size_t i = 0; i < people->n && i < NAMED; i++)
        buf_print(&names, "%s%.*s", i ? "、" : "", STR(people->at[i].name));
    if (people->n > NAMED)
        buf_print(&names, "ほか%zu人", people->n - NAMED);
    return buf_str(&names);
}

// Who is still there is named, so that the officer knows whose form is missing.
static void refuse_people(struct turn *t, struct form *form, office_id office, day on)
{
    struct member_list staying = reshape_staying(t->tx, office, on);
    form_refuse(form, S("closes_on"),
                str_print(t->arena,
                          "この日のあとも利用する人がいます：%.*s。先に異動（様式2）か削除（様式1-1）を処理するか、"
                          "下の欄に印を付けて、この日で利用を終えてください。",
                          STR(names_of(t, &staying))));
}

static void close_page(struct turn *t)
{
    struct office o;
    if (!find(t, &o))
        return;
    struct form form = form_of(t->request);
    day on = form_day(&form, S("closes_on"), closes_rule);
    bool end_people = form_tick(&form, S("end_people"));
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show(t, &o, &form);
        return;
    }
    enum reshape_outcome outcome = reshape_close(t->tx, t->me, o.id, on, end_people);
    if (outcome == RESHAPE_PEOPLE)
        refuse_people(t, &form, o.id, on);
    answer(t, &o, &form, outcome, "廃止を登録しました。", "closes_on");
}

static void keep_open_page(struct turn *t)
{
    struct office o;
    if (!find(t, &o))
        return;
    reshape_keep_open(t->tx, t->me, o.id);
    turn_go_saying(t, url_make(t->arena, "/desk/offices/%i/change", o.id.v),
                   "廃止の予定を取り消しました。利用者の退職日は、1人ずつ確かめてください。");
}

static struct merge_side side_of(const struct office *o)
{
    return (struct merge_side){o->name, o->number, o->service, o->address};
}

static void show_merge(struct turn *t, const struct office *o, const struct office *into, str typed)
{
    struct member_list people = member_list_at(t->tx, o->id);
    struct merge_page page = {
        .base = turn_base(t, S("統合の確認")),
        .from = side_of(o),
        .into = side_of(into),
        .people = names_of(t, &people),
        .n_people = people.n,
        .cases = reshape_cases(t->tx, o->city, o->id),
        .typed = typed,
        .sure = base32_from_id(t->arena, into->id.v),
        .here = url_make(t->arena, "/desk/offices/%i", o->id.v),
        .back = url_make(t->arena, "/desk/offices/%i/change", o->id.v),
        .merge = url_make(t->arena, "/desk/offices/%i/merge", o->id.v),
    };
    audit_viewed(t->me, t->me->city, "office.people", (room_id){0}, o->id.v, tx_now(t->tx));
    merge_page_html(turn_out(t), &page);
}

// The open office that was typed; false after a sentence beside the field.
static bool find_into(struct turn *t, const struct office *o, struct form *form, str typed,
                      struct office *into)
{
    struct office wanted = {.city = o->city, .kind = o->kind, .corporation = o->corporation,
                            .corporation_number = o->corporation_number};
    *(office_number_has_form(typed) ? &wanted.number : &wanted.name) = typed;
    enum office_match match = form_ok(form) ? office_match(t->tx, o->city, &wanted, into)
                                            : OFFICE_UNKNOWN;
    if (form_ok(form) && match == OFFICE_UNKNOWN)
        form_refuse(form, S("into"), S("この名称や番号の、開いている事業所が市内に見つかりません。登録のとおりに入力してください。"));
    else if (match == OFFICE_SEVERAL)
        form_refuse(form, S("into"), S("当てはまる事業所が複数あります。番号で入力してください。"));
    else if (form_ok(form) && office_same(into->id, o->id))
        form_refuse(form, S("into"), S("同じ事業所には統合できません。"));
    return form_ok(form);
}

// Twice: once to see what it will do, once with the office that was seen.
static void merge_page(struct turn *t)
{
    struct office o, into;
    if (!find(t, &o))
        return;
    struct form form = form_of(t->request);
    str typed = form_line(&form, S("into"), into_rule);
    if (!find_into(t, &o, &form, typed, &into)) {
        turn_refuse_form(t);
        show(t, &o, &form);
    } else if (str_eq(form_typed(&form, S("sure")), base32_from_id(t->arena, into.id.v))) {
        answer(t, &o, &form, reshape_merge(t->tx, t->me, o.id, into.id), "統合しました。", "into");
    } else {
        show_merge(t, &o, &into, typed);
    }
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/offices/:office/change", show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices/:office/change", change_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices/:office/administrators", administrators_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices/:office/close", close_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices/:office/keep-open", keep_open_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices/:office/merge", merge_page, .who = WHO_OFFICER},
};
const struct routes reshape_routes = {sizeof routes / sizeof routes[0], routes};
