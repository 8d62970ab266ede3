// SPDX-License-Identifier: AGPL-3.0-or-later
#include "city/city.h"

#include "audit/audit.h"
#include "city/city.sql.h"

enum { DEFAULT_PASSWORD_MONTHS = 1, DEFAULT_IDLE_MINUTES = 15 };
enum { DEFAULT_DEVICE_DAYS = 1170, DEFAULT_ENROLMENT_DAYS = 30, DEFAULT_STALE_DAYS = 90,
       DEFAULT_GRACE_MINUTES = 10 };

bool city_code_is_good(str code)
{
    static const int weights[] = {6, 5, 4, 3, 2};
    if (code.n != 6)
        return false;
    int sum = 0;
    for (size_t i = 0; i < 6; i++) {
        if (code.p[i] < '0' || code.p[i] > '9')
            return false;
        if (i < 5)
            sum += (code.p[i] - '0') * weights[i];
    }
    return code.p[5] - '0' == (11 - sum % 11) % 10;
}

static struct city city_of_row(const struct city_row *row)
{
    return (struct city){
        .id = row->id,
        .code = row->code,
        .name = row->name,
        .password_months = row->password_months,
        .idle_minutes = row->idle_minutes,
        .device_days = row->device_days,
        .enrolment_days = row->enrolment_days,
        .approvals = row->approvals,
        .stale_days = row->stale_days,
        .grace_minutes = row->grace_minutes,
    };
}

static bytes new_wrapped_key(struct tx *tx, int64_t city)
{
    struct key key;
    key_new(&key);
    bytes wrapped = vault_wrap(tx_arena(tx), city_vault(tx), city, &key);
    key_forget(&key);
    return wrapped;
}

enum city_outcome city_add(struct tx *tx, str code, str name, struct city *out)
{
    if (!city_code_is_good(code))
        return CITY_BAD_CODE;
    if (city_find_by_code(tx, code, out))
        return CITY_EXISTS;
    *out = (struct city){
        .id = {tx_new_id(tx)},
        .code = code,
        .name = name,
        .password_months = DEFAULT_PASSWORD_MONTHS,
        .idle_minutes = DEFAULT_IDLE_MINUTES,
        .device_days = DEFAULT_DEVICE_DAYS,
        .enrolment_days = DEFAULT_ENROLMENT_DAYS,
        .approvals = 1,
        .stale_days = DEFAULT_STALE_DAYS,
        .grace_minutes = DEFAULT_GRACE_MINUTES,
    };
    city_insert(tx, &(struct city_insert_params){
                        .id = out->id,
                        .code = code,
                        .name = name,
                        .wrapped_key = new_wrapped_key(tx, out->id.v),
                        .password_months = out->password_months,
                        .idle_minutes = out->idle_minutes,
                        .device_days = out->device_days,
                        .enrolment_days = out->enrolment_days,
                    });
    audit_record(tx, &(struct audit_entry){"city.add", .city = out->id, .subject = out->id.v});
    return CITY_ADDED;
}

bool city_find(struct tx *tx, city_id id, struct city *out)
{
    struct city_row row;
    if (!city_by_id(tx, id, &row))
        return false;
    *out = city_of_row(&row);
    return true;
}

bool city_find_by_code(struct tx *tx, str code, struct city *out)
{
    struct city_row row;
    if (!city_by_code(tx, code, &row))
        return false;
    *out = city_of_row(&row);
    return true;
}

struct city_list city_list_all(struct tx *tx)
{
    struct city_row_list rows = city_rows_all(tx);
    struct city_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct city, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = city_of_row(&rows.at[i]);
    return list;
}

// --- what a city may decide --------------------------------------------------------------------

static bool between(int64_t n, int64_t least, int64_t most)
{
    return n >= least && n <= most;
}

static bool is_in_range(const struct city *c)
{
    return between(c->password_months, 0, 1) && between(c->idle_minutes, IDLE_LEAST, IDLE_MOST) &&
           between(c->device_days, DEVICE_DAYS_LEAST, DEVICE_DAYS_MOST) &&
           between(c->enrolment_days, ENROLMENT_DAYS_LEAST, ENROLMENT_DAYS_MOST) &&
           between(c->approvals, 1, 2) && between(c->stale_days, STALE_LEAST, STALE_MOST) &&
           between(c->grace_minutes, GRACE_LEAST, GRACE_MOST);
}

static void put_difference(struct buf *out, const char *name, int64_t before, int64_t after)
{
    if (before != after)
        buf_print(out, "%s%s %lld→%lld", out->n ? "; " : "", name, (long long)before,
                  (long long)after);
}

static str differences(struct arena *a, const struct city *before, const struct city *after)
{
    struct buf out = buf_in(a);
    put_difference(&out, "password_months", before->password_months, after->password_months);
    put_difference(&out, "idle_minutes", before->idle_minutes, after->idle_minutes);
    put_difference(&out, "device_days", before->device_days, after->device_days);
    put_difference(&out, "enrolment_days", before->enrolment_days, after->enrolment_days);
    put_difference(&out, "approvals", before->approvals, after->approvals);
    put_difference(&out, "stale_days", before->stale_days, after->stale_days);
    put_difference(&out, "grace_minutes", before->grace_minutes, after->grace_minutes);
    return buf_str(&out);
}

enum city_change city_change(struct tx *tx, city_id id, const struct city *wanted)
{
    struct city before;
    if (!is_in_range(wanted) || !city_find(tx, id, &before))
        return CITY_OUT_OF_RANGE;
    str changes = differences(tx_arena(tx), &before, wanted);
    if (changes.n == 0)
        return CITY_SAME;
    city_set(tx, &(struct city_set_params){
                     .id = id,
                     .password_months = wanted->password_months,
                     .idle_minutes = wanted->idle_minutes,
                     .device_days = wanted->device_days,
                     .enrolment_days = wanted->enrolment_days,
                     .approvals = wanted->approvals,
                     .stale_days = wanted->stale_days,
                     .grace_minutes = wanted->grace_minutes,
                 });
    audit_record(tx, &(struct audit_entry){"city.change", .city = id, .subject = id.v,
                                           .detail = changes});
    return CITY_CHANGED;
}

// --- keys ----------------------------------------------------------------------------------------

// As it stands in the database, and read once in a transaction: lists ask for it line by line.
struct wrapped {
    city_id city;
    bytes key;
    struct wrapped *next;
};

static const struct wrapped *remember(struct tx *tx, city_id id, bytes key)
{
    struct wrapped *w = NEW(tx_arena(tx), struct wrapped);
    *w = (struct wrapped){id, key, tx_get(tx, TX_CITIES)};
    tx_set(tx, TX_CITIES, w);
    return w;
}

static bool unwrap(struct tx *tx, const struct wrapped *w, struct key *out)
{
    bool good = w && vault_unwrap(city_vault(tx), w->city.v, w->key, out);
    if (!good)
        tx_fail(tx, "the key of a city does not open");
    return good;
}

bool city_key(struct tx *tx, city_id id, struct key *out)
{
    bytes key;
    const struct wrapped *w = tx_get(tx, TX_CITIES);
    while (w && !city_same(w->city, id))
        w = w->next;
    if (!w && city_wrapped_key(tx, id, &key))
        w = remember(tx, id, key);
    return unwrap(tx, w, out);
}

bool city_key_of_row(struct tx *tx, city_id id, bytes wrapped, struct key *out)
{
    return unwrap(tx, remember(tx, id, wrapped), out);
}

struct vault *city_vault(struct tx *tx)
{
    return tx_get(tx, TX_VAULT);
}
