// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages on which absences are entered and ended: one's own, and those of an office's people.
#include "absence/absence.h"
#include "absence/absences_page.html.h"
#include "absence/office_absences_page.html.h"
#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"

static const struct form_rule from_rule = {S_CONST("不在の初日"), 0, false};
static const struct form_rule until_rule = {S_CONST("不在の最後の日"), 0, false};
enum { NAMED_GAPS = 10 };

static bool is_own(const struct turn *t, member_id whose)
{
    return member_same(t->me->member, whose);
}

static url page_url(struct turn *t, member_id whose)
{
    return is_own(t, whose) ? URL("/absences") : url_make(t->arena, "/office/absences/%i", whose.v);
}

// --- what is entered already -----------------------------------------------------------------

static str days_of(struct arena *a, day from, day until)
{
    if (from.n == until.n)
        return day_format(a, from);
    return str_print(a, "%.*s 〜 %.*s", STR(day_format(a, from)), STR(day_format(a, until)));
}

// A room is named after the patient: only to whoever has a seat there.
static struct cover_shown cover_of(struct turn *t, const struct absence_cover *c,
                                   const struct seat_list *seats)
{
    struct cover_shown shown = {.office = c->office_name, .substitute = c->substitute_name};
    struct buf names = buf_in(t->arena);
    size_t named = 0;
    for (size_t i = 0; i < c->gaps.n; i++)
        for (size_t j = 0; j < seats->n && named < NAMED_GAPS; j++)
            if (room_same(seats->at[j].room, c->gaps.at[i])) {
                buf_print(&names, "%s%.*s 様", named ? "、" : "", STR(seats->at[j].room_name));
                named++;
            }
    shown.gaps = buf_str(&names);
    shown.more_gaps = (int64_t)(c->gaps.n - named);
    return shown;
}

static struct absence_shown shown_of(struct turn *t, member_id whose, const struct absence *a,
                                     const struct seat_list *seats)
{
    struct absence_shown shown = {
        .days = days_of(t->arena, a->from_on, a->until_on),
        .writer = a->writer,
        .now = a->now,
        .covers = {a->n, NEW_ARRAY(t->arena, struct cover_shown, a->n)},
        .end = {.label = a->now ? S("不在を終える") : S("予定を取り消す"),
                .question = S("この不在を終わりにします。もう一度入れることもできます。"),
                .yes = a->now ? S("終える") : S("取り消す")},
    };
    shown.end.action = is_own(t, whose)
                           ? url_make(t->arena, "/absences/%i/end", a->id.v)
                           : url_make(t->arena, "/office/absences/%i/%i/end", whose.v, a->id.v);
    for (size_t i = 0; i < a->n; i++)
        shown.covers.at[i] = cover_of(t, &a->covers[i], seats);
    return shown;
}

static struct absences_shown list_of(struct turn *t, member_id whose)
{
    struct absences list = absence_list(t->tx, whose);
    struct seat_list seats = list.n ? seat_open_all(t->tx, t->me) : (struct seat_list){0};
    struct absences_shown shown = {list.n, NEW_ARRAY(t->arena, struct absence_shown, list.n)};
    for (size_t i = 0; i < list.n; i++)
        shown.at[i] = shown_of(t, whose, &list.at[i], &seats);
    for (size_t i = 0; i < seats.n; i++)
        key_forget(&seats.at[i].key);
    return shown;
}

// --- the form ----------------------------------------------------------------------------------

static str cover_name(struct turn *t, office_id office)
{
    return str_print(t->arena, "cover-%.*s", STR(base32_from_id(t->arena, office.v)));
}

static struct cover_field cover_field_of(struct turn *t, struct form *form, member_id whose,
                                         const struct affiliation *work)
{
    struct member_list people = member_list_at(t->tx, work->office);
    struct cover_field cover = {
        .field = field_of(form, cover_name(t, work->office),
                          str_print(t->arena, "代わりの人（%.*s）", STR(work->office_name)), NONE),
        .choices = {1, NEW_ARRAY(t->arena, struct option, people.n + 1)},
    };
    cover.field.help = S("決めないときは、席のある同じ事業所の人に頼みます。");
    cover.choices.at[0] = (struct option){NONE, S("決めない"), false};
    for (size_t i = 0; i < people.n; i++) {
        str id = base32_from_id(t->arena, people.at[i].id.v);
        if (!member_same(people.at[i].id, whose))
            cover.choices.at[cover.choices.n++] = (struct option){
                id,
                str_print(t->arena, "%.*s（%.*s）", STR(people.at[i].name),
                          STR(profession_label(people.at[i].profession))),
                str_eq(cover.field.value, id)};
    }
    return cover;
}

static struct cover_fields cover_fields_of(struct turn *t, struct form *form, member_id whose)
{
    struct affiliations works = member_affiliations(t->tx, whose);
    struct cover_fields fields = {0, NEW_ARRAY(t->arena, struct cover_field, works.n)};
    for (size_t i = 0; i < works.n && i < ABSENCE_OFFICES_MOST; i++) {
        struct cover_field field = cover_field_of(t, form, whose, &works.at[i]);
        if (field.choices.n > 1)
            fields.at[fields.n++] = field;
    }
    return fields;
}

static void show(struct turn *t, struct form *form, const struct member *whose)
{
    bool own = is_own(t, whose->id);
    str today = day_format_iso(t->arena, tx_today(t->tx));
    struct absences_page page = {
        .base = turn_base(t, S("不在の予定")),
        .whose = own ? NONE : whose->name,
        .administers = own && office_is(t->me->administers),
        .list = list_of(t, whose->id),
        .form = *form,
        .to = page_url(t, whose->id),
        .from = field_of(form, S("from"), from_rule.label, today),
        .until = field_of(form, S("until"), until_rule.label, today),
        .covers = cover_fields_of(t, form, whose->id),
    };
    page.from.type = page.until.type = S("date");
    page.from.required = page.until.required = true;
    audit_viewed(t->me, t->me->city, "absence.view", (room_id){0}, whose->id.v, tx_now(t->tx));
    absences_page_html(turn_out(t), &page);
}

// --- entering and ending ---------------------------------------------------------------------

static struct absence_new sent(struct turn *t, struct form *form, member_id whose)
{
    struct absence_new new = {
        .member = whose,
        .from_on = form_day(form, S("from"), from_rule),
        .until_on = form_day(form, S("until"), until_rule),
    };
    struct affiliations works = member_affiliations(t->tx, whose);
    for (size_t i = 0; i < works.n && new.n < ABSENCE_OFFICES_MOST; i++) {
        struct absence_cover cover = {.office = works.at[i].office};
        str typed = form_typed(form, cover_name(t, works.at[i].office));
        if (typed.n == 0)
            continue;
        if (!base32_to_id(typed, &cover.substitute.v))
            form_refuse(form, cover_name(t, cover.office), S("代わりの人を選び直してください。"));
        new.covers[new.n++] = cover;
    }
    return new;
}

static void refuse(struct form *form, enum absence_outcome outcome)
{
    switch (outcome) {
    case ABSENCE_ADDED:
    case ABSENCE_REFUSED:
        return;
    case ABSENCE_PAST:
        form_refuse(form, S("from"), S("きょうか、これからの日を入力してください。"));
        return;
    case ABSENCE_BACKWARDS:
        form_refuse(form, S("until"), S("最後の日は、初日と同じ日か、その後の日にしてください。"));
        return;
    case ABSENCE_TOO_LONG:
        form_refuse(form, S("until"),
                    S("不在は1年先までの、1年以内の期間にしてください。長く離れるときは、管理担当者に相談してください。"));
        return;
    case ABSENCE_OVERLAPS:
        form_refuse(form, S("from"),
                    S("入れてある不在と日が重なっています。先に、重なる不在を終えるか取り消してください。"));
        return;
    case ABSENCE_TOO_MANY:
        form_refuse(form, NONE, S("これからの不在は20件までです。要らないものを取り消してください。"));
        return;
    case ABSENCE_NO_COLLEAGUE:
        form_refuse(form, NONE,
                    S("代わりになれるのは、いま同じ事業所で働いている人だけです。選び直してください。"));
        return;
    }
}

static void add_for(struct turn *t, const struct member *whose)
{
    struct form form = form_of(t->request);
    struct absence_new new = sent(t, &form, whose->id);
    absence_id id;
    if (form_ok(&form)) {
        enum absence_outcome outcome = absence_add(t->tx, t->me, &new, &id);
        if (outcome == ABSENCE_ADDED) {
            turn_go_saying(t, page_url(t, whose->id), "不在を入れました。部屋の人に見えます。");
            return;
        }
        if (outcome == ABSENCE_REFUSED) {
            turn_missing(t);
            return;
        }
        refuse(&form, outcome);
    }
    turn_refuse_form(t);
    show(t, &form, whose);
}

static void end_of(struct turn *t, member_id whose, absence_id id)
{
    if (absence_end(t->tx, t->me, id))
        turn_go_saying(t, page_url(t, whose), "不在を終わりにしました。");
    else
        turn_go_saying(t, page_url(t, whose), "その不在は、もう終わっています。");
}

// --- one's own ---------------------------------------------------------------------------------

static void own_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    const struct member *me = member_find_anywhere(t->tx, t->me->member);
    if (me)
        show(t, &form, me);
}

static void own_add_page(struct turn *t)
{
    const struct member *me = member_find_anywhere(t->tx, t->me->member);
    if (me)
        add_for(t, me);
}

static void own_end_page(struct turn *t)
{
    end_of(t, t->me->member, (absence_id){turn_param(t, 0)});
}

// --- of the office's people ----------------------------------------------------------------------

static struct colleague_absence line_of(struct turn *t, const struct member *m,
                                        const struct absences_at *all)
{
    struct colleague_absence line = {
        .to = page_url(t, m->id), .name = m->name, .job = profession_label(m->profession)};
    for (size_t i = 0; i < all->n && line.days.n == 0; i++)
        if (member_same(all->at[i].member, m->id))
            line.days = days_of(t->arena, all->at[i].from_on, all->at[i].until_on);
    return line;
}

static void office_page(struct turn *t)
{
    struct member_list people = member_list_at(t->tx, t->me->administers);
    struct absences_at all = absence_list_at(t->tx, t->me->administers);
    struct office_absences_page page = {
        .base = turn_base(t, S("事業所の人の不在")),
        .people = {people.n, NEW_ARRAY(t->arena, struct colleague_absence, people.n)},
    };
    for (size_t i = 0; i < people.n; i++)
        page.people.at[i] = line_of(t, &people.at[i], &all);
    audit_viewed(t->me, t->me->city, "office.absences", (room_id){0}, t->me->administers.v,
                 tx_now(t->tx));
    office_absences_page_html(turn_out(t), &page);
}

// NULL after a 404.
static const struct member *colleague(struct turn *t)
{
    member_id id = {turn_param(t, 0)};
    const struct member *m =
        absence_may_write(t->tx, t->me, id) ? member_find_anywhere(t->tx, id) : NULL;
    if (!m)
        turn_missing(t);
    return m;
}

static void colleague_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    const struct member *m = colleague(t);
    if (m)
        show(t, &form, m);
}

static void colleague_add_page(struct turn *t)
{
    const struct member *m = colleague(t);
    if (m)
        add_for(t, m);
}

static void colleague_end_page(struct turn *t)
{
    const struct member *m = colleague(t);
    if (m)
        end_of(t, m->id, (absence_id){turn_param(t, 1)});
}

static const struct route routes[] = {
    {METHOD_GET, "/absences", own_page, .who = WHO_MEMBER},
    {METHOD_POST, "/absences", own_add_page, .who = WHO_MEMBER},
    {METHOD_POST, "/absences/:absence/end", own_end_page, .who = WHO_MEMBER},
    {METHOD_GET, "/office/absences", office_page, .who = WHO_ADMINISTRATOR},
    {METHOD_GET, "/office/absences/:member", colleague_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/absences/:member", colleague_add_page, .who = WHO_ADMINISTRATOR},
    {METHOD_POST, "/office/absences/:member/:absence/end", colleague_end_page,
     .who = WHO_ADMINISTRATOR},
};
const struct routes absence_routes = {sizeof routes / sizeof routes[0], routes};
