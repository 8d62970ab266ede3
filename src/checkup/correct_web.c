// SPDX-License-Identifier: AGPL-3.0-or-later
// The page on which an office corrects what is registered, and hands it in: the 現況届 and the
// applications that follow from it, all of them or none.
#include "audit/audit.h"
#include "checkup/answer_web.h"
#include "checkup/correct.h"
#include "checkup/correct_page.html.h"
#include "pledge/pledge.h"

// --- who is registered ---------------------------------------------------------------------------

struct correcting {
    struct office office;
    struct checkup_owed owed;
    struct params known;
    size_t n;
    const struct member **people; // active ones, in the order of checkup_known
};

// False, and gone to the page that says why, when nothing is asked of the office.
static bool begin(struct turn *t, struct correcting *c)
{
    *c = (struct correcting){0};
    if (!answer_office(t, &c->office, &c->owed) || c->owed.state != CHECKUP_ASKED) {
        turn_go(t, URL("/checkup"));
        return false;
    }
    checkup_known(t->tx, &c->office, &c->known);
    struct member_list list = member_list_at(t->tx, c->office.id);
    c->people = NEW_ARRAY(t->arena, const struct member *, list.n);
    for (size_t i = 0; i < list.n; i++)
        if (member_is_active(&list.at[i], tx_today(t->tx)))
            c->people[c->n++] = &list.at[i];
    return true;
}

// In the order of the page; false when somebody came, left or changed places since it was opened.
static bool same_people(const struct correcting *c, const struct form *form)
{
    str ids = form_typed(form, S("ids")), id;
    size_t i = 0;
    while (str_split(&ids, ',', &id))
        if (i >= c->n || !str_eq(id, c->people[i++]->personal_id))
            return false;
    return i == c->n;
}

static str ids_of(struct turn *t, const struct correcting *c)
{
    struct buf b = buf_in(t->arena);
    for (size_t i = 0; i < c->n; i++)
        buf_print(&b, "%s%.*s", i ? "," : "", STR(c->people[i]->personal_id));
    return buf_str(&b);
}

// --- the page ------------------------------------------------------------------------------------

static void show(struct turn *t, const struct correcting *c, struct form *form)
{
    struct pledge_points points = pledge_points();
    bool more = form_typed(form, S("more")).n > 0;
    struct correct_page page = {
        .base = turn_base(t, S("現況届を直す")),
        .form = *form,
        .office = c->office.name,
        .due_on = checkup_due_text(t->arena, c->owed.due_on, tx_today(t->tx)),
        .ids = ids_of(t, c),
        .corporation = part_view_of(form, checkup_corporation, 0),
        .place = part_view_of(form, checkup_office, 0),
        .roster = part_view_of(form, &correct_roster, 0),
        .newcomers = part_view_of(form, &correct_newcomers, more ? 5 : 1),
        .pledge_points = {points.n, points.at},
        .pledge = field_of(form, S("pledge"), S("誓約の11項目すべてを守ります"), NONE),
    };
    page.roster.more = NONE;
    page.pledge.required = true;
    for (size_t i = 0; i < page.roster.n && i < c->n; i++)
        page.roster.at[i].title = c->people[i]->name;
    audit_viewed(t->me, c->office.city, "member.list", (room_id){0}, c->office.id.v, tx_now(t->tx));
    correct_page_html(turn_out(t), &page);
}

void correct_form_page(struct turn *t)
{
    struct correcting c;
    struct form form = form_empty(t->arena);
    if (!begin(t, &c))
        return;
    for (size_t i = 0; i < c.n; i++)
        values_add(t->tx, &c.known, name_in_row(t->arena, "people", (int)i, "stay"),
                   S("在籍しています"));
    form.typed = &c.known;
    show(t, &c, &form);
}

// --- handing it in -------------------------------------------------------------------------------

static struct params read_all(struct form *form)
{
    struct params values = {0};
    part_read(form, checkup_corporation, &values);
    part_read(form, checkup_office, &values);
    part_read(form, &correct_roster, &values);
    part_read(form, &correct_newcomers, &values);
    return values;
}

// A field that was known and is empty now says nothing that a form could carry.
static void check_emptied(const struct correcting *c, const struct params *values,
                          struct form *form)
{
    for (size_t i = 0; i < checkup_office->n; i++) {
        const char *name = checkup_office->fields[i].name;
        if (value_of(&c->known, name).n && value_of(values, name).n == 0)
            form_refuse(form, str_of(name),
                        S("空けることはできません。なくなったときは、市の介護支援課に知らせてください。"));
    }
}

static struct application draft_of(struct turn *t, const struct correcting *c,
                                   const struct correction *work, enum correct_form form)
{
    return (struct application){.city = c->office.city,
                                .kind = correct_kind(form),
                                .origin = ORIGIN_INSIDE,
                                .office = c->office.id,
                                .applicant = t->me->member,
                                .values = work->values[form]};
}

// What would stop one of the forms at the desk is said beside the field that it comes from.
static void check_forms(struct turn *t, const struct correcting *c, const struct correction *work,
                        struct form *form)
{
    for (int i = 0; i < CORRECT_FORMS; i++) {
        enum correct_form which = (enum correct_form)i;
        if (!correct_needs(work, which))
            continue;
        struct application draft = draft_of(t, c, work, which);
        struct application_findings found = application_check(t->tx, &draft);
        for (size_t k = 0; k < found.n; k++)
            if (found.at[k].stops)
                form_refuse(form, correct_field(work, which, found.at[k].field),
                            found.at[k].sentence);
    }
}

static void hand_in(struct turn *t, const struct correcting *c, const struct correction *work)
{
    application_id answer = {0};
    for (int i = 0; i < CORRECT_FORMS; i++) {
        enum correct_form which = (enum correct_form)i;
        if (!correct_needs(work, which))
            continue;
        struct application_new new =
            answer_new(t, &c->office, correct_kind(which), &work->values[which]);
        application_id made = answer_hand_in(t, &new);
        if (which == CORRECT_ANSWER)
            answer = made;
        else
            application_link(t->tx, answer, made);
    }
}

void correct_send_page(struct turn *t)
{
    struct correcting c;
    struct form form = form_of(t->request), reading = form_of(t->request);
    if (!begin(t, &c))
        return;
    bool filled = paper_fill_address(&form, &checkup_paper);
    if (filled || params_has(form.typed, S("more"))) {
        show(t, &c, &form);
        return;
    }
    struct params values = read_all(&reading);
    form = reading;
    if (!same_people(&c, &form))
        form_refuse(&form, NONE, S("この画面を開いたあとに、登録されている方が変わりました。「現況届」を開き直してください。"));
    else if (!form_tick(&form, S("pledge")))
        form_refuse(&form, S("pledge"), S("届け出るには、誓約が必要です。"));
    check_emptied(&c, &values, &form);
    if (form_ok(&form)) {
        values_add(t->tx, &values, S("pledge"), S("1"));
        struct correction work = {.tx = t->tx, .office = &c.office, .typed = &values,
                                  .known = c.known, .n = c.n, .people = c.people};
        correct_work_out(&work);
        check_forms(t, &c, &work, &form);
        if (form_ok(&form)) {
            hand_in(t, &c, &work);
            turn_go_saying(t, URL("/checkup"),
                           correct_needs(&work, CORRECT_USAGE)
                               ? "現況届を受け付けました。様式1-1は、下から開いて署名し、市に申請してください。"
                               : "現況届を受け付けました。直したところは、申請として市に届きました。");
            return;
        }
    }
    turn_refuse_form(t);
    show(t, &c, &form);
}
