// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages about people: the list with its search. The rest of the pages is in
// member_web.c, new_web.c and letter_web.c.
#include "registration/registration_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "office/office.h"
#include "registration/members_page.html.h"
#include "registration/registration.h"
#include "registration/registration.sql.h"

// A city of very many offices does not fit a list to choose from: there one begins at the office.
enum { PEOPLE_ON_A_PAGE = 50, OFFICES_TO_CHOOSE = 1000 };

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

// Only offices where somebody works: a filter for another would find nobody.
static struct options offices_of_people(struct turn *t, str chosen)
{
    struct open_office_list offices = offices_with_people(t->tx, t->me->city);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, offices.n + 1)};
    options.at[0] = (struct option){NONE, S("すべての事業所"), false};
    for (size_t i = 0; i < offices.n; i++)
        options.at[options.n++] = office_option(t, &offices.at[i], chosen);
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

// What was asked for: text in name, reading or ID; people who left only when asked for.
struct search {
    str text; // folded
    bool left_too;
};

static bool fits(struct arena *a, const struct member *m, const struct search *search)
{
    if (!office_is(m->office) && !search->left_too)
        return false;
    return search->text.n == 0 || str_contains(text_fold(a, m->name), search->text) ||
           str_contains(text_fold(a, m->kana), search->text) ||
           str_contains(m->personal_id, search->text);
}

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
        line.leave_on = day_format(t->arena, m->leave_on);
    return line;
}

static url list_url(struct turn *t, struct form *form, int64_t page)
{
    url to = URL("/desk/members");
    if (form_typed(form, S("q")).n)
        to = url_with(t->arena, to, S("q"), form_typed(form, S("q")));
    if (form_typed(form, S("office")).n)
        to = url_with(t->arena, to, S("office"), form_typed(form, S("office")));
    if (form_tick(form, S("left")))
        to = url_with(t->arena, to, S("left"), S("1"));
    return url_with(t->arena, to, S("page"), str_print(t->arena, "%lld", (long long)page));
}

static struct pager pager_of(struct turn *t, struct form *form, int64_t page, size_t total)
{
    size_t first = (size_t)page * PEOPLE_ON_A_PAGE;
    size_t last = first + PEOPLE_ON_A_PAGE < total ? first + PEOPLE_ON_A_PAGE : total;
    struct pager pager = {.has_before = page > 0, .has_after = last < total};
    if (pager.has_before)
        pager.before = list_url(t, form, page - 1);
    if (pager.has_after)
        pager.after = list_url(t, form, page + 1);
    if (total)
        pager.text = str_print(t->arena, "%zu–%zu人目 / 全%zu人", first + 1, last, total);
    return pager;
}

static struct member_lines found(struct turn *t, struct form *form, struct pager *pager)
{
    int64_t office = 0, page = 0;
    base32_to_id(form_typed(form, S("office")), &office);
    if (!str_to_int(form_typed(form, S("page")), &page) || page < 0 || page > 10000)
        page = 0;
    struct search search = {text_fold(t->arena, form_typed(form, S("q"))),
                            form_tick(form, S("left"))};
    struct member_list all = member_list_of(t->tx, t->me->city, (office_id){office});
    struct member_lines lines = {0, NEW_ARRAY(t->arena, struct member_line, PEOPLE_ON_A_PAGE)};
    size_t total = 0, first = (size_t)page * PEOPLE_ON_A_PAGE;
    for (size_t i = 0; i < all.n; i++) {
        if (!fits(t->arena, &all.at[i], &search))
            continue;
        if (total >= first && lines.n < PEOPLE_ON_A_PAGE)
            lines.at[lines.n++] = line_of(t, &all.at[i]);
        total++;
    }
    *pager = pager_of(t, form, page, total);
    return lines;
}

void members_page_handler(struct turn *t)
{
    struct form form = form_of(t->request);
    struct members_page page = {
        .base = turn_base(t, S("利用者の登録")),
        .q = field_of(&form, S("q"), S("氏名・ふりがな・個人ID"), NONE),
        .office = field_of(&form, S("office"), S("事業所"), NONE),
        .left = field_of(&form, S("left"), S("退職した人も表示する"), NONE),
        .offices = offices_of_people(t, form_typed(&form, S("office"))),
        .searched = form_typed(&form, S("q")).n || form_typed(&form, S("office")).n,
        .nobody = {.title = S("まだ誰も登録されていません"),
                   .text = S("様式1-1の申請を受け付けたら、事業所ごとに利用者を登録します。"),
                   .to = URL("/desk/members/new"),
                   .to_label = S("利用者を登録する")},
        .not_found = {.title = S("当てはまる人が見つかりません"),
                      .text = S("文字を減らすか、ふりがなで探してみてください。"),
                      .to = URL("/desk/members"),
                      .to_label = S("条件を消す")},
    };
    page.q.type = S("search");
    page.lines = found(t, &form, &page.pager);
    audit_viewed(t->me, t->me->city, "member.list", (room_id){0}, 0, tx_now(t->tx));
    members_page_html(turn_out(t), &page);
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/members", members_page_handler, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/members/new", member_new_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/new", member_new_post_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/members/:member", member_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/leave", member_leave_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/devices", member_devices_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/members/:member/unlock", member_unlock_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/devices/:device/revoke", device_revoke_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/letters", letters_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/letters", letters_post_page, .prepare = letters_prepare, .who = WHO_OFFICER},
};
const struct routes registration_routes = {sizeof routes / sizeof routes[0], routes};
