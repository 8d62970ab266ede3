// SPDX-License-Identifier: AGPL-3.0-or-later
// グループについて: the page inside a group for everybody with a seat there; leaders invite on it.
#include "frame/frame.h"
#include "group/group_web.h"
#include "group/inside_page.html.h"

static url here_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/group", t->seat->room.v);
}

// False: a room without such a page; the 404 is written.
static bool find(struct turn *t, struct group *out)
{
    bool found = group_of(t->tx, t->seat, out);
    if (!found)
        turn_missing(t);
    return found;
}

// The same for what only leaders may do.
static bool find_as_leader(struct turn *t, struct group *out)
{
    if (!find(t, out))
        return false;
    bool may = group_may_invite(out, t->seat);
    if (!may)
        turn_missing(t);
    return may;
}

static struct leader_list leaders_of(struct turn *t, const struct group *group)
{
    struct seat_rows seats = seat_roster(t->tx, t->seat);
    struct leader_list list = {0, NEW_ARRAY(t->arena, struct leader, seats.n)};
    for (size_t i = 0; i < seats.n; i++) {
        const struct seat_row *s = &seats.at[i];
        if (!day_is(s->removed_on) && group_is_leader(group, s->member))
            list.at[list.n++].who =
                (struct person){s->name, profession_label(s->profession), s->office_name};
    }
    return list;
}

static void show(struct turn *t, const struct group *group, struct form *form)
{
    struct inside_page page = {
        .base = turn_base(t, S("グループについて")),
        .frame = frame_of(t, FRAME_GROUP, S("グループについて")),
        .purpose = group->facts.purpose,
        .invites = group->facts.leaders_invite ? S("介護支援課と世話人") : S("介護支援課"),
        .opened_on = turn_day(t, group->opened_on),
        .closed_on = turn_day(t, group->closed_on),
        .open = !day_is(group->closed_on),
        .may_invite = group_may_invite(group, t->seat),
        .leaders = leaders_of(t, group),
        .leave = {.action = url_make(t->arena, "/rooms/%i/group/leave", t->seat->room.v),
                  .label = S("退会する"),
                  .question = S("このグループから退会しますか。もう一度参加するには、招待が必要です。"),
                  .yes = S("退会する")},
    };
    if (page.may_invite)
        page.guests = guests_of(t, group, form, here_url(t));
    groups_viewed(t, "group.view", group->id);
    inside_page_html(turn_out(t), &page);
}

void inside_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find(t, &group))
        show(t, &group, &form);
}

void inside_search_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find_as_leader(t, &group))
        turn_go(t, guests_url(t, here_url(t), &form, form_typed(&form, S("q"))));
}

void inside_invite_page(struct turn *t)
{
    struct group group;
    struct form form = form_of(t->request);
    if (find_as_leader(t, &group) && !guests_invite(t, &group, &form, here_url(t)))
        show(t, &group, &form);
}

void inside_leave_page(struct turn *t)
{
    if (group_leave(t->tx, t->seat) == GROUP_DONE)
        turn_go_saying(t, URL("/"), "グループから退会しました。");
    else
        turn_missing(t);
}
