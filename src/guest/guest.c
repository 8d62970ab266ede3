// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guest/guest.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/text.h"
#include "member/member.h"

// --- who might be invited --------------------------------------------------------------------

static bool is_here(const struct guest_search *search, member_id member)
{
    for (size_t i = 0; i < search->here.n; i++)
        if (member_same(search->here.at[i], member))
            return true;
    return false;
}

static struct guest guest_of(struct turn *t, const struct guest_search *search,
                             const struct member *m, const struct affiliation *work)
{
    return (struct guest){
        .value = str_print(t->arena, "%.*s.%.*s", STR(base32_from_id(t->arena, m->id.v)),
                           STR(base32_from_id(t->arena, work->office.v))),
        .name = m->name,
        .job = profession_label(work->profession),
        .office = work->office_name,
        .in_other_city = !city_same(work->city, search->city),
    };
}

// Those who need not be invited left out.
static struct member_id_list who_may_come(struct turn *t, const struct guest_search *search,
                                          const struct member_list *people)
{
    struct member_id_list ids = {0, NEW_ARRAY(t->arena, member_id, people->n)};
    for (size_t i = 0; i < people->n; i++)
        if (!is_here(search, people->at[i].id) &&
            member_is_active(&people->at[i], tx_today(t->tx)))
            ids.at[ids.n++] = people->at[i].id;
    return ids;
}

// One line for each office where the person works: posts are written under the one chosen.
static struct guest_list guests_among(struct turn *t, const struct guest_search *search,
                                      const struct member_list *people)
{
    struct member_id_list ids = who_may_come(t, search, people);
    struct affiliations works = member_affiliations_of(t->tx, &ids);
    struct guest_list list = {0, NEW_ARRAY(t->arena, struct guest, works.n)};
    for (size_t i = 0; i < people->n; i++)
        for (size_t w = 0; w < works.n; w++)
            if (member_same(works.at[w].member, people->at[i].id) &&
                (search->elsewhere || city_same(works.at[w].city, search->city)))
                list.at[list.n++] = guest_of(t, search, &people->at[i], &works.at[w]);
    return list;
}

// Of another city; false: the words are nobody's ID there.
static bool find_by_id(struct turn *t, const struct guest_search *search, struct member *out)
{
    str text = text_fold(t->arena, turn_words(t));
    if (!personal_id_is_good(text) || !member_find_by_personal_id(t->tx, text, out) ||
        city_same(out->city, search->city))
        return false;
    audit_viewed(t->me, search->city, "member.find", (room_id){0}, out->id.v, tx_now(t->tx));
    return true;
}

url guests_url(struct turn *t, url page, const struct form *form, str words)
{
    if (form_typed(form, S("office")).n)
        page = url_with(t->arena, page, S("office"), form_typed(form, S("office")));
    return turn_with_words(t, page, words);
}

static void look(struct turn *t, const struct guest_search *search, struct guests *out)
{
    struct member_filter filter = {.city = search->city, .search = turn_words(t)};
    if (!base32_to_id(form_typed(&out->form, S("office")), &filter.office.v))
        filter.office = (office_id){0};
    if (!base32_to_id(form_typed(&out->form, S("after")), &filter.after.v))
        filter.after = (member_id){0};
    out->searched = filter.search.n || office_is(filter.office);
    if (!out->searched)
        return;
    struct member_slice people = member_slice_of(t->tx, &filter);
    struct member other;
    out->list = people.list.n == 0 && find_by_id(t, search, &other)
                    ? guests_among(t, search, &(struct member_list){1, &other})
                    : guests_among(t, search, &people.list);
    out->pager.has_after = people.more && people.list.n;
    if (out->pager.has_after)
        out->pager.after =
            url_with(t->arena, guests_url(t, search->page, &out->form, filter.search), S("after"),
                     base32_from_id(t->arena, people.list.at[people.list.n - 1].id.v));
}

// The offices where somebody works.
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

struct guests guests_find(struct turn *t, const struct guest_search *search,
                          const struct form *form)
{
    struct guests guests = {
        .form = *form,
        .search = search->page,
        .invite = (url){str_print(t->arena, "%.*s/seats", STR(search->page.s))},
        .elsewhere = search->elsewhere,
        .offices = office_choices(t, search->city, form_typed(form, S("office"))),
    };
    guests.q = field_of(&guests.form, S("words"), S("氏名・ふりがな・個人ID"), turn_words(t));
    guests.q.name = S("q");
    guests.q.type = S("search");
    guests.office = field_of(&guests.form, S("office"), S("事業所"), NONE);
    look(t, search, &guests);
    return guests;
}

// --- who was ticked --------------------------------------------------------------------------

// "member.office", or the member alone.
static bool pick_of(str value, struct guest_pick *out)
{
    str who;
    *out = (struct guest_pick){0};
    return str_split(&value, '.', &who) && base32_to_id(who, &out->member.v) &&
           (value.n == 0 || base32_to_id(value, &out->office.v));
}

struct guest_picks guests_ticked(struct turn *t)
{
    const struct params *typed = &t->request->form;
    struct guest_picks picks = {0, NEW_ARRAY(t->arena, struct guest_pick, typed->n)};
    for (size_t i = 0; i < typed->n; i++)
        if (str_eq(typed->at[i].name, S("people")) &&
            pick_of(typed->at[i].value, &picks.at[picks.n]))
            picks.n++;
    return picks;
}
