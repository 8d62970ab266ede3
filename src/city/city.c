// SPDX-License-Identifier: AGPL-3.0-or-later
#include "city/city.h"

#include "audit/audit.h"
#include "city/city.sql.h"

enum { DEFAULT_PASSWORD_MONTHS = 1, DEFAULT_IDLE_MINUTES = 15 };
enum { DEFAULT_DEVICE_DAYS = 1170, DEFAULT_ENROLMENT_DAYS = 30 };

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

bool city_key(struct tx *tx, city_id id, struct key *out)
{
    bytes wrapped;
    if (city_wrapped_key(tx, id, &wrapped) && vault_unwrap(city_vault(tx), id.v, wrapped, out))
        return true;
    tx_fail(tx, "the key of a city does not open");
    return false;
}

struct vault *city_vault(struct tx *tx)
{
    return tx_get(tx, TX_VAULT);
}
