// SPDX-License-Identifier: AGPL-3.0-or-later
// The office answers from inside. An office without changes reads what is registered, accepts the
// pledge again and sends it: one step. What differs is corrected in correct_web.c.
#include "checkup/answer_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "checkup/answer_page.html.h"
#include "checkup/campaign.h"
#include "member/member.h"
#include "pledge/pledge.h"

bool answer_office(struct turn *t, struct office *office, struct checkup_owed *owed)
{
    if (!office_is(t->me->administers) ||
        !office_find(t->tx, t->me->administers_city, t->me->administers, office))
        return false;
    *owed = checkup_owed_by(t->tx, t->me->administers_city, office->id);
    return true;
}

struct application_new answer_new(struct turn *t, const struct office *office,
                                  enum application_kind kind, const struct params *values)
{
    return (struct application_new){
        .city = office->city,
        .kind = kind,
        .origin = ORIGIN_INSIDE,
        .office = office->id,
        .applicant = t->me->member,
        .values = *values,
    };
}

application_id answer_hand_in(struct turn *t, const struct application_new *new)
{
    struct application made;
    struct application_receipt receipt = application_start(t->tx, new);
    if (!application_find(t->tx, new->city, receipt.id, &made))
        return (application_id){0}; // a fault
    if (paper_of(new->kind)->seal == SEAL_NEEDED)
        return receipt.id;
    if (application_submit(t->tx, &made) != APPLICATION_DONE)
        tx_fail(t->tx, "a form that was checked could not be handed in");
    return receipt.id;
}

// --- what is shown -----------------------------------------------------------------------------

// Changes with every value shown, so that nothing is confirmed that was not read.
static str seen_of(struct turn *t, const struct params *values)
{
    uint64_t hash = 14695981039346656037U; // FNV-1a
    for (size_t i = 0; i < values->n; i++) {
        str line = str_print(t->arena, "%.*s=%.*s\n", STR(values->at[i].name),
                             STR(values->at[i].value));
        for (size_t k = 0; k < line.n; k++)
            hash = (hash ^ (uint8_t)line.p[k]) * 1099511628211U;
    }
    return base32_from_id(t->arena, (int64_t)(hash >> 1));
}

static struct known_facts facts_of(struct turn *t, const struct params *values)
{
    const struct paper_part *const parts[] = {checkup_corporation, checkup_office};
    struct known_facts facts = {
        0, NEW_ARRAY(t->arena, struct known_fact, PAPER_CORPORATION_FIELDS + PAPER_OFFICE_FIELDS)};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < parts[i]->n; k++) {
            const struct paper_field *f = &parts[i]->fields[k];
            facts.at[facts.n++] = (struct known_fact){
                str_of(f->label), field_shown(t->arena, f, value_of(values, f->name))};
        }
    return facts;
}

static struct known_people people_of(struct turn *t, const struct params *values)
{
    int n = rows_of(values, checkup_roster);
    struct known_people people = {(size_t)n, NEW_ARRAY(t->arena, struct known_person, (size_t)n)};
    for (int row = 0; row < n; row++)
        people.at[row] = (struct known_person){
            .name = value_in_row(values, "people", row, "name"),
            .kana = value_in_row(values, "people", row, "kana"),
            .profession = value_in_row(values, "people", row, "profession"),
            .administrator = value_in_row(values, "people", row, "administrator").n > 0,
        };
    return people;
}

static void show_known(struct turn *t, const struct office *office, struct answer_page *page,
                       const struct params *values)
{
    struct pledge_points points = pledge_points();
    page->asked = true;
    page->facts = facts_of(t, values);
    page->people = people_of(t, values);
    page->seen = seen_of(t, values);
    page->pledge_points = (struct pledge_list){points.n, points.at};
    page->pledge = field_of(&page->form, S("pledge"), S("誓約の11項目すべてを守ります"), NONE);
    page->pledge.required = true;
    audit_viewed(t->me, office->city, "member.list", (room_id){0}, office->id.v, tx_now(t->tx));
}

static void show_state(struct turn *t, const struct checkup_owed *owed, struct answer_page *page)
{
    bool arrived = owed->state == CHECKUP_ARRIVED;
    page->nothing = (struct nothing){
        .title = S("届け出るものはありません"),
        .text = S("今は、市からの依頼がありません。時期になると、この画面から届け出られるようになります。"),
        .to = URL("/"),
        .to_label = S("ホームへ戻る"),
    };
    if (owed->state == CHECKUP_NOT_ASKED)
        return;
    page->nothing.title = arrived ? S("届け出は済んでいます") : S("直して届け出てください");
    page->nothing.text =
        arrived ? str_print(t->arena, "今年の現況届は、%.*sに届いています。このあと変わったことは、「事業所の申請」から届け出てください。",
                            STR(day_format_wareki(t->arena, owed->answered_on)))
                : S("出していただいた現況届に、直していただきたいところがあります。開いて、直してもう一度届け出てください。");
    page->nothing.to = url_make(t->arena, "/office/applications/%i", owed->answer.v);
    page->nothing.to_label = S("出した現況届を開く");
    page->links = application_links(t->tx, owed->answer, false);
}

static void show(struct turn *t, const struct params *known, struct form *form, bool changed)
{
    struct office office;
    struct checkup_owed owed;
    struct answer_page page = {.base = turn_base(t, S("現況届")), .form = *form, .changed = changed};
    if (!answer_office(t, &office, &owed)) {
        page.nothing = (struct nothing){
            .title = S("届け出るものはありません"),
            .text = S("現況届を出せるのは、事業所のシステム利用管理担当者です。"),
            .to = URL("/"),
            .to_label = S("ホームへ戻る"),
        };
    } else {
        page.office = office.name;
        page.due_on = checkup_due_text(t->arena, owed.due_on, tx_today(t->tx));
        if (owed.state == CHECKUP_ASKED)
            show_known(t, &office, &page, known);
        else
            show_state(t, &owed, &page);
    }
    answer_page_html(turn_out(t), &page);
}

static bool is_asked(struct turn *t, struct office *office, struct params *known)
{
    struct checkup_owed owed;
    if (!answer_office(t, office, &owed) || owed.state != CHECKUP_ASKED)
        return false;
    checkup_known(t->tx, office, known);
    return true;
}

static void form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    struct params known = {0};
    struct office office;
    is_asked(t, &office, &known);
    show(t, &known, &form, false);
}

// --- without changes ---------------------------------------------------------------------------

// What the checks would stop is said here, before anything is stored.
static void check_values(struct turn *t, const struct application_new *new, struct form *form)
{
    struct application draft = {.city = new->city, .kind = new->kind, .origin = new->origin,
                                .office = new->office, .applicant = new->applicant,
                                .values = new->values};
    struct application_findings findings = application_check(t->tx, &draft);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(form, str_eq(findings.at[i].field, S("pledge")) ? S("pledge") : NONE,
                        findings.at[i].sentence);
}

static void send_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct params known = {0}, values = {0};
    struct office office;
    bool asked = is_asked(t, &office, &known);
    bool changed = asked && !str_eq(form_typed(&form, S("seen")), seen_of(t, &known));
    if (asked && !changed) {
        checkup_known(t->tx, &office, &values);
        if (form_tick(&form, S("pledge")))
            values_add(t->tx, &values, S("pledge"), S("1"));
        struct application_new new = answer_new(t, &office, APPLICATION_STATUS, &values);
        check_values(t, &new, &form);
        if (form_ok(&form)) {
            answer_hand_in(t, &new);
            turn_go_saying(t, URL("/checkup"), "現況届を受け付けました。市が内容を確かめます。");
            return;
        }
    }
    turn_refuse_form(t);
    show(t, &known, &form, changed);
}

static const struct route rows[] = {
    {METHOD_GET, "/checkup", form_page, .who = WHO_MEMBER},
    {METHOD_POST, "/checkup", send_page, .who = WHO_MEMBER},
    {METHOD_GET, "/checkup/correct", correct_form_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/checkup/correct", correct_send_page, .who = WHO_ADMINISTRATOR},
};
const struct routes checkup_routes = {sizeof rows / sizeof rows[0], rows};
