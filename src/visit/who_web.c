// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/who_web.h"

#include "base/base32.h"

void visit_add_option(struct options *options, str value, str label, str chosen)
{
    options->at[options->n++] = (struct option){value, label, str_eq(value, chosen)};
}

static str seat_word(struct arena *a, seat_id seat)
{
    return str_print(a, "s%.*s", STR(base32_from_id(a, seat.v)));
}

static str office_word(struct arena *a, office_id office)
{
    return str_print(a, "o%.*s", STR(base32_from_id(a, office.v)));
}

static bool is_first_of_office(const struct seat_rows *people, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (office_same(people->at[j].office, people->at[i].office) &&
            !day_is(people->at[j].removed_on))
            return false;
    return true;
}

str visit_who_word(struct arena *a, const struct seat_rows *people, const struct visit_slot *slot)
{
    if (!office_is(slot->office))
        return S("all");
    if (!member_is(slot->member))
        return office_word(a, slot->office);
    for (size_t i = 0; i < people->n; i++)
        if (member_same(people->at[i].member, slot->member) &&
            office_same(people->at[i].office, slot->office) && !day_is(people->at[i].removed_on))
            return seat_word(a, people->at[i].id);
    return NONE;
}

// Oneself first, then everybody else, then the offices as such, then the team.
struct options visit_people(struct turn *t, const struct seat_rows *people, str chosen)
{
    struct arena *a = t->arena;
    struct options options = {0, NEW_ARRAY(a, struct option, 2 * people->n + 2)};
    if (!chosen.n)
        visit_add_option(&options, NONE, S("選んでください"), chosen);
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < people->n; i++) {
            const struct seat_row *p = &people->at[i];
            if (day_is(p->removed_on) || seat_same(p->id, t->seat->id) != (own == 1))
                continue;
            str label = str_print(a, "%.*s（%.*s・%.*s）", STR(p->name),
                                  STR(profession_label(p->profession)), STR(p->office_name));
            visit_add_option(&options, seat_word(a, p->id), label, chosen);
        }
    for (size_t i = 0; i < people->n; i++)
        if (!day_is(people->at[i].removed_on) && is_first_of_office(people, i))
            visit_add_option(&options, office_word(a, people->at[i].office),
                             str_print(a, "%.*sのだれか", STR(people->at[i].office_name)), chosen);
    visit_add_option(&options, S("all"), S("チーム全体（会議など）"), chosen);
    return options;
}

bool visit_who_read(const struct seat_rows *people, str word, struct visit_slot *slot)
{
    int64_t id;
    if (str_eq(word, S("all")))
        return true;
    if (word.n < 2 || !base32_to_id(str_from(word, 1), &id))
        return false;
    bool by_seat = word.p[0] == 's';
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *p = &people->at[i];
        if (day_is(p->removed_on) || (by_seat ? p->id.v : p->office.v) != id)
            continue;
        slot->office = p->office;
        if (by_seat)
            slot->member = p->member;
        return by_seat || word.p[0] == 'o';
    }
    return false;
}
