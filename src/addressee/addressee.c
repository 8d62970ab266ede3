// SPDX-License-Identifier: AGPL-3.0-or-later
#include "addressee/addressee.h"

#include "base/base32.h"

static bool names(struct addressee to, const struct seat_row *who)
{
    switch ((enum addressee_kind)to.kind) {
    case ADDRESSEE_SEAT:
        return to.target == who->id.v;
    case ADDRESSEE_PROFESSION:
        return to.target == (int64_t)who->profession;
    case ADDRESSEE_OFFICE:
        return to.target == who->office.v;
    case ADDRESSEE_EVERYONE:
        return true;
    }
    return false;
}

bool addressees_name(const struct addressees *to, const struct seat_row *who)
{
    for (size_t i = 0; i < to->n; i++)
        if (names(to->at[i], who))
            return true;
    return false;
}

// Whoever is in the room now, else whoever was.
static const struct seat_row *first_named(struct addressee to, const struct seat_rows *people)
{
    const struct seat_row *left = NULL;
    for (size_t i = 0; i < people->n; i++) {
        if (!names(to, &people->at[i]))
            continue;
        if (!day_is(people->at[i].removed_on))
            return &people->at[i];
        left = &people->at[i];
    }
    return left;
}

bool addressees_are_here(const struct addressees *to, const struct seat_rows *people)
{
    for (size_t i = 0; i < to->n; i++) {
        const struct seat_row *who = first_named(to->at[i], people);
        if (!who || day_is(who->removed_on))
            return false;
    }
    return to->n <= ADDRESSEES_MOST;
}

// --- words -------------------------------------------------------------------------------

static const str words[] = {
    [ADDRESSEE_SEAT] = S_CONST("seat-"),
    [ADDRESSEE_PROFESSION] = S_CONST("job-"),
    [ADDRESSEE_OFFICE] = S_CONST("office-"),
    [ADDRESSEE_EVERYONE] = S_CONST("all"),
};

str addressee_word(struct arena *a, struct addressee to)
{
    str word = words[to.kind];
    if (to.kind == ADDRESSEE_EVERYONE)
        return word;
    return str_print(a, "%.*s%.*s", STR(word), STR(base32_from_id(a, to.target)));
}

bool addressee_parse(str word, struct addressee *out)
{
    for (int64_t kind = ADDRESSEE_SEAT; kind <= ADDRESSEE_OFFICE; kind++) {
        *out = (struct addressee){.kind = kind};
        if (str_starts(word, words[kind]))
            return base32_to_id(str_from(word, words[kind].n), &out->target);
    }
    *out = (struct addressee){.kind = ADDRESSEE_EVERYONE};
    return str_eq(word, words[ADDRESSEE_EVERYONE]);
}

str addressee_label(struct arena *a, struct addressee to, const struct seat_rows *people)
{
    const struct seat_row *who = first_named(to, people);
    switch ((enum addressee_kind)to.kind) {
    case ADDRESSEE_SEAT:
        return who ? str_print(a, "%.*sさん", STR(who->name)) : NONE;
    case ADDRESSEE_PROFESSION:
        return who ? profession_label(who->profession) : NONE;
    case ADDRESSEE_OFFICE:
        return who ? who->office_name : NONE;
    case ADDRESSEE_EVERYONE:
        return S("全員");
    }
    return NONE;
}
