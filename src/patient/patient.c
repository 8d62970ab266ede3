// SPDX-License-Identifier: AGPL-3.0-or-later
#include "patient/patient.h"

#include "audit/audit.h"
#include "base/text.h"
#include "city/city.h"
#include "patient/patient.sql.h"

#include <stdlib.h>

static struct place place_of(const char *column, patient_id id, city_id city)
{
    return (struct place){S("patient"), str_of(column), id.v, city.v};
}

patient_id patient_add(struct tx *tx, city_id city, str name, str kana, day birth)
{
    struct arena *a = tx_arena(tx);
    patient_id id = {tx_new_id(tx)};
    struct key key;
    if (!city_key(tx, city, &key))
        return (patient_id){0};
    patient_insert(tx, &(struct patient_insert_params){
                           .id = id,
                           .city = city,
                           .name = seal_text(a, &key, place_of("name", id, city), name),
                           .kana = seal_text(a, &key, place_of("kana", id, city), kana),
                           .birth = seal_text(a, &key, place_of("birth", id, city),
                                              day_format_iso(a, birth)),
                           .registered_at = tx_now(tx),
                       });
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"patient.add", .city = city, .subject = id.v});
    return id;
}

static struct patient opened(struct tx *tx, const struct key *key, city_id city,
                             const struct patient_row *row)
{
    struct arena *a = tx_arena(tx);
    struct patient p = {.id = row->id, .birth = NO_DAY};
    str birth = NONE;
    bool good =
        unseal_text(a, key, place_of("name", row->id, city), row->name, &p.name) &&
        unseal_text(a, key, place_of("kana", row->id, city), row->kana, &p.kana) &&
        unseal_text(a, key, place_of("birth", row->id, city), row->birth, &birth);
    if (!good)
        tx_fail(tx, "a patient's identity does not open");
    else
        day_parse(birth, &p.birth);
    return p;
}

bool patient_find(struct tx *tx, city_id city, patient_id id, struct patient *out)
{
    struct patient_row row;
    struct key key;
    if (!patient_by_id(tx, city, id, &row) || !city_key(tx, city, &key))
        return false;
    *out = opened(tx, &key, city, &row);
    key_forget(&key);
    return tx_ok(tx);
}

patient_id patient_add_once(struct tx *tx, city_id city, str name, str kana, day birth)
{
    struct patient_row_list rows = patient_since(tx, city, instant_after(tx_now(tx), -MINUTES(1)));
    struct patient p;
    for (size_t i = 0; i < rows.n; i++)
        if (patient_find(tx, city, rows.at[i].id, &p) && str_eq(p.name, name) &&
            str_eq(p.kana, kana) && p.birth.n == birth.n)
            return p.id;
    return patient_add(tx, city, name, kana, birth);
}

static int by_reading(const void *a, const void *b)
{
    return text_collate(((const struct patient *)a)->kana, ((const struct patient *)b)->kana);
}

struct patient_list patient_list_of(struct tx *tx, city_id city)
{
    struct patient_row_list rows = patient_of_city(tx, city);
    struct key key;
    if (rows.n == 0 || !city_key(tx, city, &key))
        return (struct patient_list){0};
    struct patient_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct patient, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = opened(tx, &key, city, &rows.at[i]);
    key_forget(&key);
    qsort(list.at, list.n, sizeof *list.at, by_reading);
    return list;
}

int patient_age(day birth, day today)
{
    int birth_year, birth_month, birth_date, year, month, date;
    day_split(birth, &birth_year, &birth_month, &birth_date);
    day_split(today, &year, &month, &date);
    bool had_birthday = month > birth_month || (month == birth_month && date >= birth_date);
    return year - birth_year - (had_birthday ? 0 : 1);
}
