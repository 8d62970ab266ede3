// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a 様式1-1: which office, who of the form is who of the register.
#include "usage/people.h"

#include "base/text.h"

static bool same_text(struct tx *tx, str x, str y)
{
    return str_eq(text_fold(tx_arena(tx), x), text_fold(tx_arena(tx), y));
}

bool usage_same_person(struct tx *tx, const struct usage_row *p, str name, str kana)
{
    return same_text(tx, p->name, name) && same_text(tx, p->kana, kana);
}

static struct office office_given(const struct application *of)
{
    const struct params *v = &of->values;
    struct office o = {
        .city = of->city,
        .kind = OFFICE_OTHER,
        .number = value_of(v, "office_number"),
        .name = value_of(v, "office_name"),
        .corporation = value_of(v, "corporation_name"),
        .postal = value_of(v, "office_postal"),
        .address = value_of(v, "office_address"),
        .phone = value_of(v, "office_phone"),
        .mail = value_of(v, "office_mail"),
    };
    for (int i = 0; i < OFFICE_KINDS; i++)
        if (str_eq(value_of(v, "office_kind"), office_kind_labels[i]))
            o.kind = (enum office_kind)i;
    o.service = office_kind_label(o.kind);
    return o;
}

// --- who is meant --------------------------------------------------------------------------

static bool find_here(const struct usage *u, member_id id, struct member *out)
{
    for (size_t i = 0; i < u->here.n; i++)
        if (member_same(u->here.at[i].id, id)) {
            *out = u->here.at[i];
            return true;
        }
    return false;
}

// By name and reading; an update may correct the reading, so the name alone will do.
static int find_named(struct tx *tx, const struct usage *u, struct usage_row *p, bool with_kana)
{
    int n = 0;
    for (size_t i = 0; i < u->here.n; i++) {
        const struct member *m = &u->here.at[i];
        if (same_text(tx, p->name, m->name) && (!with_kana || same_text(tx, p->kana, m->kana))) {
            p->found = *m;
            n++;
        }
    }
    return n;
}

static void identify(struct tx *tx, const struct usage *u, struct usage_row *p)
{
    if (p->personal_id.n) {
        p->known = personal_id_is_good(p->personal_id) &&
                   member_find_by_personal_id(tx, p->personal_id, &p->found);
        p->here = p->known && find_here(u, p->found.id, &p->found);
        return;
    }
    int n = find_named(tx, u, p, true);
    if (n == 0 && p->move != MOVE_NEW)
        n = find_named(tx, u, p, false);
    p->known = p->here = n == 1;
    p->several = n > 1;
}

// --- rows ----------------------------------------------------------------------------------

static int index_of(str value, const struct paper_field *field)
{
    for (int i = 0; i < field->n_choices; i++)
        if (str_eq(value, field->choices[i]))
            return i;
    return 0; // the engine has refused anything else
}

static int choice(const struct params *values, int row, const char *name)
{
    for (size_t i = 0; i < usage_people->n; i++)
        if (str_eq(str_of(usage_people->fields[i].name), str_of(name)))
            return index_of(value_in_row(values, "people", row, name), &usage_people->fields[i]);
    return 0;
}

static struct usage_row person_of(const struct params *values, int row)
{
    struct usage_row p = {
        .row = row,
        .move = (enum move)choice(values, row, "move"),
        .name = value_in_row(values, "people", row, "name"),
        .kana = value_in_row(values, "people", row, "kana"),
        .personal_id = value_in_row(values, "people", row, "personal_id"),
        .profession = (enum profession)choice(values, row, "profession"),
        .administrator = value_in_row(values, "people", row, "administrator").n > 0,
        .leave_on = NO_DAY,
    };
    day_parse(value_in_row(values, "people", row, "leave_on"), &p.leave_on);
    return p;
}

struct usage usage_read(struct tx *tx, const struct application *of)
{
    struct usage u = {.given = office_given(of)};
    u.match = application_office(tx, of, &u.office);
    if (u.match == OFFICE_KNOWN)
        u.here = member_list_at(tx, u.office.id);
    int rows = rows_of(&of->values, usage_people);
    u.at = NEW_ARRAY(tx_arena(tx), struct usage_row, (size_t)rows);
    for (int row = 0; row < rows; row++) {
        struct usage_row p = person_of(&of->values, row);
        if (p.name.n == 0)
            continue;
        identify(tx, &u, &p);
        u.at[u.n++] = p;
    }
    return u;
}
