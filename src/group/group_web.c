// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages of groups: opening, naming leaders, inviting, closing. The posts are not here.
#include "group/facts_page.html.h"
#include "group/group_page.html.h"
#include "group/group_web.h"
#include "group/groups_page.html.h"

// --- the list --------------------------------------------------------------------------------

static void groups_list_page(struct turn *t)
{
    struct groups groups = group_list(t->tx, t->me->city);
    struct groups_page page = {
        .base = turn_base(t, S("連携グループ")),
        .lines = {groups.n, NEW_ARRAY(t->arena, struct group_line, groups.n)},
        .nothing = {.title = S("まだ連携グループがありません"),
                    .text = S("委員会や研修の案内と相談に使う場を、市が開きます。"),
                    .to = URL("/desk/groups/new"),
                    .to_label = S("連携グループを開く")},
    };
    for (size_t i = 0; i < groups.n; i++) {
        const struct group *g = &groups.at[i];
        page.lines.at[i] = (struct group_line){
            .to = url_make(t->arena, "/desk/groups/%i", g->id.v),
            .name = g->facts.name,
            .purpose = g->facts.purpose,
            .opened_on = turn_day(t, g->opened_on),
            .closed_on = turn_day(t, g->closed_on),
            .seats = g->seats,
            .open = !day_is(g->closed_on),
        };
    }
    groups_viewed(t, "group.list", (room_id){0});
    groups_page_html(turn_out(t), &page);
}

// --- name, purpose, who invites ----------------------------------------------------------------

static const struct form_rule name_rule = {S_CONST("名称"), 50, false};
static const struct form_rule purpose_rule = {S_CONST("目的"), 500, false};
static const struct form_rule invites_rule = {S_CONST("招待する人"), 0, false};
static const str invites_values[] = {S_CONST("desk"), S_CONST("leaders")};

static void show_facts(struct turn *t, struct form *form, const struct group *group)
{
    struct options choices = {2, NEW_ARRAY(t->arena, struct option, 2)};
    str chosen = form_typed(form, S("invites"));
    if (chosen.n == 0 && group)
        chosen = invites_values[group->facts.leaders_invite];
    choices.at[0] = (struct option){invites_values[0], S("介護支援課だけが招待する"),
                                    chosen.n == 0 || str_eq(chosen, invites_values[0])};
    choices.at[1] = (struct option){invites_values[1], S("介護支援課と、世話人が招待する"),
                                    str_eq(chosen, invites_values[1])};
    struct facts_page page = {
        .base = turn_base(t, S("連携グループ")),
        .form = *form,
        .is_new = !group,
        .title = group ? group->facts.name : NONE,
        .save = group ? url_make(t->arena, "/desk/groups/%i/change", group->id.v)
                      : URL("/desk/groups/new"),
        .back = group ? url_make(t->arena, "/desk/groups/%i", group->id.v) : URL("/desk/groups"),
        .name = field_of(form, S("name"), name_rule.label, group ? group->facts.name : NONE),
        .purpose =
            field_of(form, S("purpose"), purpose_rule.label, group ? group->facts.purpose : NONE),
        .invites = field_of(form, S("invites"), invites_rule.label, NONE),
        .choices = choices,
    };
    page.base.look = S("page-narrow");
    page.name.required = page.purpose.required = page.invites.required = true;
    page.name.help = S("例：看取り支援検討委員会。患者さん・利用者さんの名前は入れません。");
    page.purpose.help = S("何のための集まりかを、参加する人に伝わるように書きます。");
    page.invites.help = S("世話人は、開いたあとに名簿から選びます。");
    facts_page_html(turn_out(t), &page);
}

static struct group_facts facts_sent(struct form *form)
{
    struct group_facts facts = {
        .name = form_line(form, S("name"), name_rule),
        .purpose = form_lines(form, S("purpose"), purpose_rule),
    };
    facts.leaders_invite = form_choice(form, S("invites"), invites_rule, invites_values, 2) == 1;
    return facts;
}

static void new_form_page(struct turn *t)
{
    struct form form = form_empty(t->arena);
    show_facts(t, &form, NULL);
}

static void new_page(struct turn *t)
{
    struct form form = form_of(t->request);
    struct group_facts facts = facts_sent(&form);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_facts(t, &form, NULL);
        return;
    }
    room_id id = group_open(t->tx, t->me, &facts);
    turn_go_saying(t, url_make(t->arena, "/desk/groups/%i", id.v),
                   "連携グループを開きました。次に、参加する人を招待してください。");
}

// --- one group ---------------------------------------------------------------------------------

static url group_url(struct turn *t, room_id id)
{
    return url_make(t->arena, "/desk/groups/%i", id.v);
}

// The group of the address, of this officer's city; false: the 404 is written.
static bool find(struct turn *t, struct group *out)
{
    bool found = group_find(t->tx, t->me->city, (room_id){turn_param(t, 0)}, out);
    if (!found)
        turn_missing(t);
    return found;
}

static struct group_seats seats_of(struct turn *t, const struct group *group)
{
    struct seat_rows rows = seat_list_for_desk(t->tx, t->me->city, group->id);
    struct group_seats seats = {rows.n, NEW_ARRAY(t->arena, struct group_seat, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct seat_row *s = &rows.at[i];
        bool in_force = !day_is(s->removed_on);
        seats.at[i] = (struct group_seat){
            .name = s->name,
            .job = profession_label(s->profession),
            .office = s->office_name,
            .invited_on = day_format_wareki(t->arena, s->invited_on),
            .removed_on = day_format_wareki(t->arena, s->removed_on),
            .in_force = in_force,
            .leads = in_force && group_is_leader(group, s->member),
            .lead = url_make(t->arena, "/desk/groups/%i/seats/%i/lead", group->id.v, s->id.v),
            .remove = {.action = url_make(t->arena, "/desk/groups/%i/seats/%i/remove",
                                          group->id.v, s->id.v),
                       .label = S("外す"),
                       .question = S("この人は直ちにグループを読めなくなります。書いたものは名前とともに残り、名簿に削除日が付きます。もう一度招待することもできます。"),
                       .yes = S("グループから外す")},
        };
    }
    return seats;
}

static str invites_text(const struct group *group)
{
    return group->facts.leaders_invite ? S("介護支援課と世話人") : S("介護支援課");
}

static void show(struct turn *t, const struct group *group, struct form *form)
{
    struct group_page page = {
        .base = turn_base(t, S("連携グループ")),
        .name = group->facts.name,
        .purpose = group->facts.purpose,
        .invites = invites_text(group),
        .opened_on = turn_day(t, group->opened_on),
        .closed_on = turn_day(t, group->closed_on),
        .open = !day_is(group->closed_on),
        .change = url_make(t->arena, "/desk/groups/%i/change", group->id.v),
        .close = {.action = url_make(t->arena, "/desk/groups/%i/close", group->id.v),
                  .label = S("グループを閉じる"),
                  .question = S("閉じると書き込めなくなり、参加者が読むだけになります。同じグループをまた開くことはできません。"),
                  .yes = S("グループを閉じる")},
        .seats = seats_of(t, group),
    };
    if (page.open)
        page.guests = guests_of(t, group, form, group_url(t, group->id));
    groups_viewed(t, "group.view", group->id);
    group_page_html(turn_out(t), &page);
}

static void group_show_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find(t, &group))
        show(t, &group, &form);
}

// Names do not travel in addresses: the words are sealed into the one that this leads to.
static void group_search_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find(t, &group))
        turn_go(t, guests_url(t, group_url(t, group.id), &form, form_typed(&form, S("q"))));
}

static void change_form_page(struct turn *t)
{
    struct group group;
    struct form form = form_empty(t->arena);
    if (find(t, &group))
        show_facts(t, &form, &group);
}

// What changed, or why not.
static void answer(struct turn *t, room_id id, enum group_outcome outcome, const char *done)
{
    switch (outcome) {
    case GROUP_DONE:
    case GROUP_ALREADY:
        turn_go_saying(t, group_url(t, id), done);
        return;
    case GROUP_CLOSED:
        turn_go_saying(t, group_url(t, id), "閉じたグループは変えられません。");
        return;
    case GROUP_TOO_MANY:
        turn_go_saying(t, group_url(t, id), "世話人は20人までです。先に、ほかの世話人を外してください。");
        return;
    case GROUP_NOBODY:
        turn_missing(t);
        return;
    }
}

static void change_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (!find(t, &group))
        return;
    struct group_facts facts = facts_sent(&form);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        show_facts(t, &form, &group);
        return;
    }
    answer(t, group.id, group_change(t->tx, t->me, group.id, &facts), "変更しました。");
}

static void invite_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find(t, &group) && !guests_invite(t, &group, &form, group_url(t, group.id)))
        show(t, &group, &form);
}

static void remove_page(struct turn *t)
{
    struct group group;
    if (find(t, &group))
        answer(t, group.id, group_remove(t->tx, t->me, group.id, (seat_id){turn_param(t, 1)}),
               "グループから外しました。");
}

static void lead_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (!find(t, &group))
        return;
    bool leads = str_eq(form_typed(&form, S("leads")), S("1"));
    answer(t, group.id,
           group_set_leader(t->tx, t->me, group.id, (seat_id){turn_param(t, 1)}, leads),
           leads ? "世話人にしました。" : "世話人から外しました。");
}

static void close_page(struct turn *t)
{
    struct group group;
    if (!find(t, &group))
        return;
    room_close(t->tx, t->me, group.id, tx_today(t->tx));
    turn_go_saying(t, group_url(t, group.id), "連携グループを閉じました。");
}

static const struct route routes[] = {
    {METHOD_GET, "/desk/groups", groups_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/groups/new", new_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/new", new_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/groups/:room", group_show_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room", group_search_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/groups/:room/change", change_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room/change", change_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room/close", close_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room/seats", invite_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room/seats/:seat/lead", lead_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/groups/:room/seats/:seat/remove", remove_page, .who = WHO_OFFICER},
    {METHOD_GET, "/rooms/:room/group", inside_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/group", inside_search_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/group/seats", inside_invite_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/group/leave", inside_leave_page, .who = WHO_SEAT},
};
const struct routes group_routes = {sizeof routes / sizeof routes[0], routes};
