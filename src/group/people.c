// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding and inviting people.
#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "group/group_web.h"

enum { GUESTS_MOST = 100 };

void groups_viewed(struct turn *t, const char *action, room_id room)
{
    city_id city = t->seat ? t->seat->city : t->me->city;
    audit_viewed(t->me, city, action, room, 0, tx_now(t->tx));
}

// --- who might be invited --------------------------------------------------------------------

static bool has_seat(const struct seat_rows *seats, member_id member)
{
    for (size_t i = 0; i < seats->n; i++)
        if (member_same(seats->at[i].member, member) && !day_is(seats->at[i].removed_on))
            return true;
    return false;
}

// One line for each office of the city where the person works: posts are written under it.
static void add_guest(struct turn *t, const struct group *group, const struct seat_rows *seats,
                      const struct member *m, struct guest_list *list)
{
    if (has_seat(seats, m->id) || !member_is_active(m, tx_today(t->tx)))
        return;
    struct affiliations works = member_affiliations(t->tx, m->id);
    for (size_t i = 0; i < works.n && list->n < GUESTS_MOST; i++) {
        const struct affiliation *w = &works.at[i];
        if (city_same(w->city, group->city))
            list->at[list->n++] = (struct guest){
                .value = str_print(t->arena, "%.*s.%.*s", STR(base32_from_id(t->arena, m->id.v)),
                                   STR(base32_from_id(t->arena, w->office.v))),
                .name = m->name,
                .job = profession_label(w->profession),
                .office = w->office_name,
            };
    }
}

static void add_guest_of_id(struct turn *t, const struct group *group,
                            const struct seat_rows *seats, struct guest_list *list)
{
    struct member other;
    str text = text_fold(t->arena, turn_words(t));
    if (!personal_id_is_good(text) || !member_find_by_personal_id(t->tx, text, &other) ||
        city_same(other.city, group->city))
        return;
    add_guest(t, group, seats, &other, list);
    audit_viewed(t->me, group->city, "member.find", (room_id){0}, other.id.v, tx_now(t->tx));
}

url guests_url(struct turn *t, url here, const struct form *form, str words)
{
    if (form_typed(form, S("office")).n)
        here = url_with(t->arena, here, S("office"), form_typed(form, S("office")));
    return turn_with_words(t, here, words);
}

static void find_guests(struct turn *t, const struct group *group, const struct form *form,
                        url here, struct guests *out)
{
    struct member_filter filter = {.city = group->city, .search = turn_words(t)};
    if (!base32_to_id(form_typed(form, S("office")), &filter.office.v))
        filter.office = (office_id){0};
    if (!base32_to_id(form_typed(form, S("after")), &filter.after.v))
        filter.after = (member_id){0};
    out->searched = filter.search.n || office_is(filter.office);
    if (!out->searched)
        return;
    out->list.at = NEW_ARRAY(t->arena, struct guest, GUESTS_MOST);
    struct seat_rows seats = seat_list_for_desk(t->tx, group->city, group->id);
    struct member_slice people = member_slice_of(t->tx, &filter);
    for (size_t i = 0; i < people.list.n; i++)
        add_guest(t, group, &seats, &people.list.at[i], &out->list);
    add_guest_of_id(t, group, &seats, &out->list);
    out->pager.has_after = people.more && people.list.n;
    if (out->pager.has_after)
        out->pager.after =
            url_with(t->arena, guests_url(t, here, form, filter.search), S("after"),
                     base32_from_id(t->arena, people.list.at[people.list.n - 1].id.v));
}

static struct options office_choices(struct turn *t, city_id city, str chosen)
{
    struct work_places offices = member_work_places(t->tx, city);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, offices.n + 1)};
    options.at[0] = (struct option){NONE, S("すべての事業所"), false};
    for (size_t i = 0; i < offices.n; i++) {
        str value = base32_from_id(t->arena, offices.at[i].id.v);
        options.at[options.n++] =
            (struct option){value, offices.at[i].name, str_eq(value, chosen)};
    }
    return options;
}

struct guests guests_of(struct turn *t, const struct group *group, struct form *form, url here)
{
    struct guests guests = {
        .form = *form,
        .search = here,
        .invite = (url){str_print(t->arena, "%.*s/seats", STR(here.s))},
        .q = field_of(form, S("words"), S("氏名・ふりがな・個人ID"), turn_words(t)),
        .office = field_of(form, S("office"), S("事業所"), NONE),
        .offices = office_choices(t, group->city, form_typed(form, S("office"))),
    };
    guests.q.name = S("q");
    guests.q.type = S("search");
    find_guests(t, group, form, here, &guests);
    return guests;
}

// --- inviting --------------------------------------------------------------------------------

struct invited {
    int done, already, refused;
};

// "member.office", as the list offers it.
static bool guest_of(str value, struct seat_guest *out)
{
    str who;
    return str_split(&value, '.', &who) && base32_to_id(who, &out->member.v) &&
           base32_to_id(value, &out->office.v);
}

static struct invited invite_all(struct turn *t, const struct group *group)
{
    struct invited count = {0};
    const struct params *typed = &t->request->form;
    for (size_t i = 0; i < typed->n; i++) {
        struct seat_guest guest;
        if (!str_eq(typed->at[i].name, S("people")) || !guest_of(typed->at[i].value, &guest))
            continue;
        switch (group_invite(t->tx, t->me, group, &guest)) {
        case GROUP_DONE:
            count.done++;
            break;
        case GROUP_ALREADY:
            count.already++;
            break;
        case GROUP_CLOSED:
        case GROUP_NOBODY:
        case GROUP_TOO_MANY:
            count.refused++;
            break;
        }
    }
    return count;
}

bool guests_invite(struct turn *t, const struct group *group, struct form *form, url here)
{
    struct invited count = invite_all(t, group);
    if (count.refused) {
        turn_go_saying(t, here, "招待できない人がいました。招待できるのは、市内の事業所で働く人だけです。閉じたグループには招待できません。");
    } else if (count.done || count.already) {
        turn_go_saying(t, here, "招待しました。");
    } else {
        form_refuse(form, S("people"), S("招待する人を選んでください。"));
        turn_refuse_form(t);
        return false;
    }
    return true;
}
