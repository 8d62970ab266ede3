// SPDX-License-Identifier: AGPL-3.0-or-later
#include "member/member.h"

#include "audit/audit.h"
#include "base/check.h"
#include "base/random.h"
#include "base/text.h"
#include "city/city.h"
#include "member/member.sql.h"
#include "member/opened.h"

#include <stdlib.h>

enum { PERSONAL_ID_DIGITS = 8 };

struct place member_place(const char *column, member_id id, city_id city, enum member_role role)
{
    static const str tables[] = {
        [ROLE_MEMBER] = S_CONST("member"),
        [ROLE_OFFICER] = S_CONST("member officer"),
        [ROLE_OPERATOR] = S_CONST("member operator"),
    };
    check(role <= ROLE_OPERATOR);
    return (struct place){tables[role], str_of(column), id.v, city.v};
}

// --- the personal ID -----------------------------------------------------------------

// Modulus 10, weights 2 1 2 1 … from the left over all but the last, digits of products summed.
static char check_digit(str digits)
{
    int sum = 0;
    for (size_t i = 0; i < PERSONAL_ID_DIGITS - 1; i++) {
        int product = (digits.p[i] - '0') * (i % 2 ? 1 : 2);
        sum += product / 10 + product % 10;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

bool personal_id_is_good(str personal_id)
{
    if (personal_id.n != PERSONAL_ID_DIGITS)
        return false;
    for (size_t i = 0; i < personal_id.n; i++)
        if (personal_id.p[i] < '0' || personal_id.p[i] > '9')
            return false;
    return check_digit(personal_id) == personal_id.p[PERSONAL_ID_DIGITS - 1];
}

// Random, so that an ID tells nothing and cannot be counted up; never one that is taken.
static str new_personal_id(struct tx *tx)
{
    member_id taken;
    char *digits = arena_alloc_raw(tx_arena(tx), PERSONAL_ID_DIGITS);
    str id = {digits, PERSONAL_ID_DIGITS};
    do {
        str random = random_digits(tx_arena(tx), PERSONAL_ID_DIGITS - 1);
        memcpy(digits, random.p, random.n);
        if (digits[0] == '0')
            digits[0] = '1'; // spreadsheets drop a leading zero
        digits[PERSONAL_ID_DIGITS - 1] = check_digit(id);
    } while (member_by_personal_id(tx, id, &taken));
    return id;
}

// --- registering ---------------------------------------------------------------------

static void affiliate(struct tx *tx, member_id id, const struct member_new *new)
{
    affiliation_insert(tx, &(struct affiliation_insert_params){
                               .id = {tx_new_id(tx)},
                               .member = id,
                               .office = new->office,
                               .profession = new->profession,
                               .administrator = new->administrator,
                               .from_on = tx_today(tx),
                           });
}

member_id member_add(struct tx *tx, const struct member_new *new)
{
    struct arena *a = tx_arena(tx);
    member_id id = {tx_new_id(tx)};
    struct key key;
    if (!city_key(tx, new->city, &key))
        return (member_id){0};
    member_insert(tx, &(struct member_insert_params){
                          .id = id,
                          .city = new->city,
                          .role = new->role,
                          .personal_id = new_personal_id(tx),
                          .name = seal_text(a, &key, member_place("name", id, new->city, new->role), new->name),
                          .kana = seal_text(a, &key, member_place("kana", id, new->city, new->role), new->kana),
                          .created_at = tx_now(tx),
                      });
    key_forget(&key);
    member_put_tokens(tx, id, new->name, new->kana);
    affiliate(tx, id, new);
    audit_record(tx, &(struct audit_entry){"member.add", .city = new->city, .subject = id.v});
    return id;
}

// --- finding -------------------------------------------------------------------------

struct member member_opened(struct tx *tx, const struct key *key, const struct member_row *row)
{
    struct member m = {
        .id = row->id,
        .city = row->city,
        .role = row->role,
        .personal_id = row->personal_id,
        .leave_on = row->leave_on,
        .office = row->office,
        .office_name = row->office_name,
        .profession = row->profession,
        .administrator = row->administrator,
    };
    struct arena *a = tx_arena(tx);
    if (!unseal_text(a, key, member_place("name", m.id, m.city, m.role), row->name, &m.name) ||
        !unseal_text(a, key, member_place("kana", m.id, m.city, m.role), row->kana, &m.kana))
        tx_fail(tx, "a member's name does not open");
    return m;
}

const struct member *member_find_anywhere(struct tx *tx, member_id id)
{
    struct member_row row;
    struct key key;
    if (!member_by_id(tx, id, &row) || !city_key(tx, row.city, &key))
        return NULL;
    struct member *m = NEW(tx_arena(tx), struct member);
    *m = member_opened(tx, &key, &row);
    key_forget(&key);
    return tx_ok(tx) ? m : NULL;
}

const struct member *member_find(struct tx *tx, city_id city, member_id id)
{
    const struct member *m = member_find_anywhere(tx, id);
    return m && city_same(m->city, city) ? m : NULL;
}

bool member_find_by_personal_id(struct tx *tx, str personal_id, struct member *out)
{
    member_id id;
    if (!member_by_personal_id(tx, personal_id, &id))
        return false;
    const struct member *m = member_find_anywhere(tx, id);
    if (m)
        *out = *m;
    return m != NULL;
}

// Offices come from the query in their order; people of one office by their reading.
static int by_office_and_reading(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = str_compare(x->office_name, y->office_name);
    if (order == 0 && !office_same(x->office, y->office))
        order = x->office.v < y->office.v ? -1 : 1;
    return order ? order : text_collate(x->kana, y->kana);
}

void member_sort(struct member_list *list)
{
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, by_office_and_reading);
}

struct member_list member_list_of(struct tx *tx, city_id city, office_id office)
{
    struct member_row_list rows = office_is(office) ? member_of_office(tx, office)
                                                    : member_of_city(tx, city);
    struct key key;
    if (rows.n == 0 || !city_key(tx, city, &key))
        return (struct member_list){0};
    struct member_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct member, rows.n)};
    list.n = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (city_same(rows.at[i].city, city))
            list.at[list.n++] = member_opened(tx, &key, &rows.at[i]);
    key_forget(&key);
    member_sort(&list);
    return list;
}

struct member_list member_list_for(struct tx *tx, const struct member_id_list *ids)
{
    struct member_row_list rows = member_by_ids(tx, ids);
    struct member_list list = {ids->n, NEW_ARRAY(tx_arena(tx), struct member, ids->n)};
    id_sort(rows.at, rows.n, sizeof *rows.at);
    for (size_t i = 0; i < ids->n; i++) {
        struct key key;
        const struct member_row *row = id_find(&ids->at[i], rows.at, rows.n, sizeof *rows.at);
        if (!row || !city_key(tx, row->city, &key))
            continue;
        list.at[i] = member_opened(tx, &key, row);
        key_forget(&key);
    }
    return list;
}

struct member_list member_list_these(struct tx *tx, city_id city, const struct member_id_list *ids)
{
    struct member_list all = member_list_for(tx, ids), list = {0, all.at};
    for (size_t i = 0; i < all.n; i++)
        if (member_is(all.at[i].id) && city_same(all.at[i].city, city))
            list.at[list.n++] = all.at[i];
    member_sort(&list);
    return list;
}

int64_t member_count_at(struct tx *tx, office_id office)
{
    return member_count_of_office(tx, office);
}

// --- leaving -------------------------------------------------------------------------

bool member_is_active(const struct member *m, day today)
{
    return !day_is(m->leave_on) || today.n <= m->leave_on.n;
}

void member_set_leave(struct tx *tx, member_id id, day leave_on)
{
    member_set_leave_on(tx, id, leave_on);
}

struct member_id_list member_list_leaving(struct tx *tx)
{
    return member_leaving(tx, tx_today(tx));
}

void member_end_affiliations(struct tx *tx, member_id id, day until_on)
{
    affiliation_end(tx, id, until_on);
}
