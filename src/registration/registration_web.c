// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages about people: the list with its search. The rest of the pages is in
// member_web.c, new_web.c and letter_web.c.
#include "registration/registration_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "office/office.h"
#include "registration/members_page.html.h"
#include "registration/registration.h"
#include "registration/registration.sql.h"

// A city of very many offices does not fit a list to choose from: there one begins at the office.
enum { OFFICES_TO_CHOOSE = 1000 };

static struct option office_option(struct turn *t, const struct open_office *o, str chosen)
{
    str value = base32_from_id(t->arena, o->id.v), label = o->name;
    if (o->service.n)
        label = str_print(t->arena, "%.*s（%.*s）", STR(o->name), STR(o->service));
    return (struct option){value, label, str_eq(value, chosen)};
}

static void add_option(struct turn *t, struct options *options, office_id id, str chosen)
{
    struct office office;
    if (!office_find(t->tx, t->me->city, id, &office) || day_is(office.closed_on))
        return;
    struct open_office o = {office.id, office.name, office.service};
    options->at[options->n++] = office_option(t, &o, chosen);
}

static bool has_option(const struct options *options, str value)
{
    for (size_t i = 0; i < options->n; i++)
        if (str_eq(options->at[i].value, value))
            return true;
    return false;
}

struct options office_options(struct turn *t, str chosen, const char *empty, bool *too_many)
{
    struct open_office_list offices = open_offices(t->tx, t->me->city, OFFICES_TO_CHOOSE + 1);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, offices.n + 3)};
    int64_t id = 0;
    options.at[0] = (struct option){NONE, str_of(empty), false};
    *too_many = offices.n > OFFICES_TO_CHOOSE;
    add_option(t, &options, office_desk(t->tx, t->me->city), chosen);
    for (size_t i = 0; i < offices.n && !*too_many; i++)
        options.at[options.n++] = office_option(t, &offices.at[i], chosen);
    if (base32_to_id(chosen, &id) && !has_option(&options, chosen))
        add_option(t, &options, (office_id){id}, chosen);
    return options;
}

struct options offices_of_people(struct turn *t, str chosen)
{
    struct work_places offices = member_work_places(t->tx, t->me->city);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, offices.n + 1)};
    options.at[0] = (struct option){NONE, S("すべての事業所"), false};
    for (size_t i = 0; i < offices.n; i++)
        options.at[options.n++] = office_option(
            t, &(struct open_office){offices.at[i].id, offices.at[i].name, offices.at[i].service},
            chosen);
    return options;
}

const struct member *member_of_turn(struct turn *t)
{
    const struct member *m = member_find(t->tx, t->me->city, (member_id){turn_param(t, 0)});
    if (!m)
        turn_missing(t);
    return m;
}

// --- the list --------------------------------------------------------------------------

static struct member_line line_of(struct turn *t, const struct member *m)
{
    struct member_line line = {
        .to = url_make(t->arena, "/desk/members/%i", m->id.v),
        .name = m->name,
        .kana = m->kana,
        .personal_id = m->personal_id,
        .office = m->office_name,
        .administrator = m->administrator,
        .left = !office_is(m->office),
    };
    if (!line.left)
        line.job = profession_label(m->profession);
    if (day_is(m->leave_on))
        line.leave_on = turn_day(t, m->leave_on);
    return line;
}

static struct member_filter filter_of(struct turn *t, const struct form *form)
{
    struct member_filter f = {.city = t->me->city,
                              .search = turn_words(t),
                              .left_too = form_tick(form, S("left"))};
    if (!base32_to_id(form_typed(form, S("office")), &f.office.v))
        f.office = (office_id){0};
    if (!base32_to_id(form_typed(form, S("after")), &f.after.v))
        f.after = (member_id){0};
    return f;
}

// The same list; the words stay sealed.
static url list_url(struct turn *t, const struct form *form)
{
    url to = URL("/desk/members");
    if (form_typed(form, S("office")).n)
        to = url_with(t->arena, to, S("office"), form_typed(form, S("office")));
    if (form_tick(form, S("left")))
        to = url_with(t->arena, to, S("left"), S("1"));
    return turn_with_words(t, to, turn_words(t));
}

static struct member_lines found(struct turn *t, const struct form *form, struct pager *pager)
{
    struct member_filter filter = filter_of(t, form);
    struct member_slice people = member_slice_of(t->tx, &filter);
    const struct member_list *list = &people.list;
    struct member_lines lines = {list->n, NEW_ARRAY(t->arena, struct member_line, list->n)};
    for (size_t i = 0; i < list->n; i++)
        lines.at[i] = line_of(t, &list->at[i]);
    *pager = (struct pager){.has_after = people.more && list->n};
    if (pager->has_after)
        pager->after = url_with(t->arena, list_url(t, form), S("after"),
                                base32_from_id(t->arena, list->at[list->n - 1].id.v));
    return lines;
}

// Names do not travel in addresses: the words are sealed into the one that this leads to.
void members_search_page(struct turn *t)
{
    struct form form = form_of(t->request);
    url to = URL("/desk/members");
    int64_t office;
    if (base32_to_id(form_typed(&form, S("office")), &office))
        to = url_with(t->arena, to, S("office"), form_typed(&form, S("office")));
    if (form_tick(&form, S("left")))
        to = url_with(t->arena, to, S("left"), S("1"));
    turn_go(t, turn_with_words(t, to, form_typed(&form, S("q"))));
}

void members_page_handler(struct turn *t)
{
    struct form form = form_of(t->request);
    struct members_page page = {
        .base = turn_base(t, S("利用者の登録")),
        .q = field_of(&form, S("words"), S("氏名・ふりがな・個人ID"), turn_words(t)),
        .office = field_of(&form, S("office"), S("事業所"), NONE),
        .left = field_of(&form, S("left"), S("退職した人も表示する"), NONE),
        .offices = offices_of_people(t, form_typed(&form, S("office"))),
        .searched = turn_words(t).n || form_typed(&form, S("office")).n,
        .nobody = {.title = S("まだ誰も登録されていません"),
                   .text = S("様式1-1の申請を受け付けたら、事業所ごとに利用者を登録します。"),
                   .to = URL("/desk/members/new"),
                   .to_label = S("利用者を登録する")},
        .not_found = {.title = S("当てはまる人が見つかりません"),
                      .text = S("文字を減らすか、ふりがなで探してみてください。"),
                      .to = URL("/desk/members"),
                      .to_label = S("条件を消す")},
    };
    page.q.name = S("q");
    page.q.type = S("search");
    page.continued = form_typed(&form, S("after")).n > 0;
    page.from_start = list_url(t, &form);
    page.lines = found(t, &form, &page.pager);
    audit_viewed(t->me, t->me->city, "member.list", (room_id){0}, 0, tx_now(t->tx));
    members_page_html(turn_out(t), &page);
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/members", members_page_handler, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members", members_search_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/members/new", member_new_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/new", member_new_post_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/members/:member", member_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/leave", member_leave_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/leave/cancel", member_cancel_leave_page,
     .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/devices", member_devices_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/devices/:device/revoke", device_revoke_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/letters", letters_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/letters", letters_post_page, .prepare = letters_prepare, .who = WHO_OFFICER},
};
const struct routes registration_routes = {sizeof routes / sizeof routes[0], routes};
