// SPDX-License-Identifier: AGPL-3.0-or-later
// The office answers from inside: everything that is known stands in the form, so that an office
// without changes only accepts the pledge again and sends it.
#include "application/application.h"
#include "audit/audit.h"
#include "checkup/answer_page.html.h"
#include "checkup/campaign.h"
#include "checkup/campaign.sql.h"
#include "checkup/checkup.h"
#include "member/member.h"
#include "office/office.h"
#include "pledge/pledge.h"

#include <string.h>

// Who may answer for which office, and until when.
struct asking {
    bool asked;
    struct office office;
    struct campaign_row campaign;
    bool returned; // an answer waits to be corrected
    str why_not;
};

static struct asking asking_of(struct turn *t)
{
    struct asking a = {.why_not = S("現況届を出せるのは、事業所のシステム利用管理担当者です。")};
    const struct member *m = member_find(t->tx, t->me->city, t->me->member);
    if (!m || !m->administrator || !office_find(t->tx, t->me->city, m->office, &a.office))
        return a;
    a.why_not = S("今は、市からの依頼がありません。時期になると、この画面から届け出られるようになります。");
    if (!campaign_for_office(t->tx, a.office.id, tx_today(t->tx), &a.campaign))
        return a;
    a.why_not = S("今年の現況届は、もう届いています。変わったことがあるときは、市に知らせてください。");
    a.returned = status_returned_since(t->tx, a.office.id, a.campaign.opened_at) > 0;
    if (a.returned)
        a.why_not = S("出していただいた現況届に、直していただきたいところがあります。申請の一覧から開き、直してもう一度届け出てください。");
    a.asked = !a.returned && status_since(t->tx, a.office.id, a.campaign.opened_at) == 0;
    return a;
}

// --- what is known ---------------------------------------------------------------------------

struct known {
    struct arena *a;
    struct params *values;
};

static void add(const struct known *k, str name, str value)
{
    struct params *v = k->values;
    if (value.n == 0)
        return;
    v->at = arena_grow(k->a, v->at, v->n * sizeof *v->at, (v->n + 1) * sizeof *v->at);
    v->at[v->n++] = (struct param){name, value};
}

static void add_office(struct turn *t, const struct known *k, const struct office *o)
{
    add(k, S("office_name"), o->name);
    add(k, S("office_number"), o->number);
    add(k, S("office_kind"), office_kind_label(o->kind));
    add(k, S("office_postal"), o->postal);
    add(k, S("office_address"),
        str_print(t->arena, "%.*s%.*s", STR(o->address), STR(o->building)));
    add(k, S("office_mail"), o->mail);
    add(k, S("office_phone"), o->phone);
    add(k, S("office_manager"), office_manager(t->tx, o->city, o->id));
    add(k, S("applied_on"), day_format_iso(t->arena, tx_today(t->tx)));
}

// The register does not hold the corporation's particulars; the last form of the office does.
static void add_corporation(struct turn *t, const struct known *k, const struct office *o)
{
    application_id last;
    struct application of = {0};
    if (status_or_usage_last(t->tx, o->id, &last))
        application_find(t->tx, o->city, last, &of);
    for (size_t i = 0; i < PAPER_CORPORATION_FIELDS; i++) {
        const char *name = paper_corporation_fields[i].name;
        str value = value_of(&of.values, name);
        if (value.n == 0 && strcmp(name, "corporation_name") == 0)
            value = o->corporation;
        add(k, str_of(name), value);
    }
}

static void add_people(struct turn *t, const struct known *k, const struct office *o)
{
    struct member_list people = member_list_at(t->tx, o->id);
    int n = 0;
    for (size_t i = 0; i < people.n; i++) {
        const struct member *m = &people.at[i];
        if (!member_is_active(m, tx_today(t->tx)))
            continue;
        add(k, str_print(t->arena, "people.%d.name", n), m->name);
        add(k, str_print(t->arena, "people.%d.kana", n), m->kana);
        add(k, str_print(t->arena, "people.%d.administrator", n), m->administrator ? S("1") : NONE);
        add(k, str_print(t->arena, "people.%d.profession", n), profession_label(m->profession));
        n++;
    }
}

static struct params known_of(struct turn *t, const struct office *o)
{
    struct params values = {0};
    struct known k = {t->arena, &values};
    add_corporation(t, &k, o);
    add_office(t, &k, o);
    add_people(t, &k, o);
    return values;
}

// --- the page --------------------------------------------------------------------------------

static void show(struct turn *t, const struct asking *a, struct form *form)
{
    struct pledge_points points = pledge_points();
    struct answer_page page = {
        .base = turn_base(t, S("現況届")),
        .form = *form,
        .office = a->office.name,
        .asked = a->asked,
        .nothing = {.title = a->returned ? S("直して届け出てください") : S("届け出るものはありません"),
                    .text = a->why_not,
                    .to = a->returned ? URL("/office/applications") : URL("/"),
                    .to_label = a->returned ? S("申請の一覧を開く") : S("ホームへ戻る")},
        .pledge = {points.n, points.at},
    };
    if (a->asked) {
        page.due_on = day_format(t->arena, a->campaign.due_on);
        page.parts = paper_views(form, &checkup_paper);
        audit_viewed(t->me, a->office.city, "member.list", (room_id){0}, a->office.id.v,
                     tx_now(t->tx));
    }
    answer_page_html(turn_out(t), &page);
}

static void form_page(struct turn *t)
{
    struct asking a = asking_of(t);
    struct form form = form_empty(t->arena);
    struct params known = {0};
    if (a.asked) {
        known = known_of(t, &a.office);
        form.typed = &known;
    }
    show(t, &a, &form);
}

static struct application_new new_of(struct turn *t, const struct asking *a,
                                     const struct params *values)
{
    return (struct application_new){
        .city = a->office.city,
        .kind = APPLICATION_STATUS,
        .origin = ORIGIN_INSIDE,
        .office = a->office.id,
        .applicant = t->me->member,
        .values = *values,
    };
}

// What the checks of the desk would stop is said here, before anything is stored.
static void check_values(struct turn *t, const struct application_new *new, struct form *form)
{
    struct application draft = {.city = new->city, .kind = new->kind, .origin = new->origin,
                                .office = new->office, .applicant = new->applicant,
                                .values = new->values};
    struct application_findings findings = application_check(t->tx, &draft);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(form, findings.at[i].field, findings.at[i].sentence);
}

static bool hand_in(struct turn *t, const struct application_new *new)
{
    struct application made;
    struct application_receipt receipt = application_start(t->tx, new);
    return application_find(t->tx, new->city, receipt.id, &made) &&
           application_submit(t->tx, &made) == APPLICATION_DONE;
}

static void send_page(struct turn *t)
{
    struct asking a = asking_of(t);
    struct form form = form_of(t->request);
    struct params values = {0};
    bool more = form_typed(&form, S("more")).n > 0 || paper_fill_address(&form, &checkup_paper);
    if (a.asked && !more) {
        paper_read(&form, &checkup_paper, &values);
        struct application_new new = new_of(t, &a, &values);
        if (form_ok(&form))
            check_values(t, &new, &form);
        if (form_ok(&form) && hand_in(t, &new)) {
            turn_go_saying(t, URL("/checkup"), "現況届を受け付けました。市が内容を確かめます。");
            return;
        }
    }
    turn_refuse_form(t);
    show(t, &a, &form);
}

static const struct route rows[] = {
    {METHOD_GET, "/checkup", form_page, .who = WHO_MEMBER},
    {METHOD_POST, "/checkup", send_page, .who = WHO_MEMBER},
};
const struct routes checkup_routes = {sizeof rows / sizeof rows[0], rows};
