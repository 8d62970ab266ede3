// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/ledger.h"

#include "city/city.h"
#include "ledger/ledger.sql.h"
#include "member/member.h"

// The key of the city whose people are read; most often one for the whole list.
struct reading {
    struct tx *tx;
    city_id city;
    struct key key;
};

static str name_of(struct reading *r, const struct ledger_row *row)
{
    str name = NONE;
    if (!city_same(r->city, row->member_city)) {
        if (!city_key(r->tx, row->member_city, &r->key))
            return NONE;
        r->city = row->member_city;
    }
    struct place place = member_place("name", row->member, row->member_city, row->role);
    if (!unseal_text(tx_arena(r->tx), &r->key, place, row->name, &name))
        tx_fail(r->tx, "a name does not open");
    return name;
}

static str hex_of(struct arena *a, bytes serial)
{
    static const char digits[] = "0123456789ABCDEF";
    char *text = NEW_ARRAY(a, char, serial.n * 2 + 1);
    for (size_t i = 0; i < serial.n; i++) {
        text[2 * i] = digits[serial.p[i] >> 4];
        text[2 * i + 1] = digits[serial.p[i] & 15];
    }
    return (str){text, serial.n * 2};
}

static struct ledger_lines lines_of(struct tx *tx, const struct ledger_row_list *rows)
{
    struct reading r = {.tx = tx};
    struct ledger_lines lines = {rows->n, NEW_ARRAY(tx_arena(tx), struct ledger_line, rows->n), false};
    struct device_id_list ids = {rows->n, NEW_ARRAY(tx_arena(tx), device_id, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        ids.at[i] = rows->at[i].id;
    struct device_list devices = device_list_for(tx, &ids);
    for (size_t i = 0; i < rows->n; i++) {
        const struct ledger_row *row = &rows->at[i];
        struct ledger_line *line = &lines.at[i];
        line->device = devices.at[i];
        line->serial = hex_of(tx_arena(tx), row->serial);
        line->name = name_of(&r, row);
        line->personal_id = row->personal_id;
        line->office = row->office;
        line->office_name = row->office_name;
    }
    key_forget(&r.key);
    return lines;
}

static instant end_within(struct tx *tx, int days)
{
    return day_start(day_after(tx_today(tx), days + 1));
}

struct ledger_lines ledger_list(struct tx *tx, const struct ledger_filter *f)
{
    struct ledger_row_list rows =
        ledger_rows(tx, &(struct ledger_rows_params){
                            .city = f->city,
                            .office = f->office,
                            .any_office = !office_is(f->office),
                            .kind = f->kind,
                            .show = f->show,
                            .until = end_within(tx, f->days),
                            .any_end = f->days == 0,
                            .renewal = f->renewal,
                            .unconfirmed = f->unconfirmed,
                            .now = tx_now(tx),
                            .after = f->after,
                            .most = f->most + 1,
                        });
    bool more = rows.n > (size_t)f->most;
    rows.n -= more;
    struct ledger_lines lines = lines_of(tx, &rows);
    lines.more = more;
    return lines;
}

struct ledger_lines ledger_list_of_office(struct tx *tx, office_id office)
{
    struct ledger_row_list rows = ledger_rows_of_office(tx, office);
    return lines_of(tx, &rows);
}

struct ledger_offices ledger_offices_of(struct tx *tx, city_id city)
{
    struct ledger_office_list rows = ledger_office_rows(tx, city);
    struct ledger_offices list = {.n = rows.n};
    list.at = arena_alloc(tx_arena(tx), rows.n * sizeof *list.at);
    for (size_t i = 0; i < rows.n; i++) {
        list.at[i].id = rows.at[i].id;
        list.at[i].name = rows.at[i].name;
    }
    return list;
}

bool ledger_find_own(struct tx *tx, const struct acting *me, device_id id, struct device *out)
{
    return device_find_anywhere(tx, id, out) &&
           ledger_works_at(tx, me->administers, out->member) > 0;
}

bool ledger_retire(struct tx *tx, const struct device *d)
{
    if (!device_revoke(tx, d->city, d->id, REVOKED_RETIRED))
        return false;
    device_wiped(tx, d, tx_today(tx));
    return true;
}

int ledger_days_left(struct tx *tx, const struct device *d)
{
    return day_of(d->expires_at).n - tx_today(tx).n;
}

struct ledger_own ledger_own_ending(struct tx *tx, member_id member)
{
    struct ending_own_row row;
    if (!ending_own(tx, member, end_within(tx, RENEWAL_DAYS), &row))
        return (struct ledger_own){NO_DAY, false};
    return (struct ledger_own){day_of(row.expires_at), instant_is(row.renewal_at)};
}

struct ledger_others ledger_ending_at(struct tx *tx, office_id office, member_id but)
{
    struct ending_at_row row = ending_at(tx, office, but, end_within(tx, RENEWAL_DAYS));
    return (struct ledger_others){row.n, row.n ? day_of(row.expires_at) : NO_DAY};
}

int64_t ledger_ending_in(struct tx *tx, city_id city)
{
    return ending_in(tx, city, end_within(tx, RENEWAL_DAYS));
}
