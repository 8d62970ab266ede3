// SPDX-License-Identifier: AGPL-3.0-or-later
// Measurings as pages show them. The number of queries does not depend on the number of rows.
#include "vitals/vitals_seal.h"

static str name_of(const struct seat_rows *people, seat_id seat)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, seat))
            return people->at[i].name;
    return NONE;
}

static struct vitals opened(struct tx *tx, const struct seat *seat, const struct vitals_row *row)
{
    struct measured measured = vitals_open(tx, seat, row);
    return (struct vitals){
        .id = row->id,
        .seat = row->seat,
        .measured_at = row->measured_at,
        .written_at = row->written_at,
        .changed_at = row->changed_at,
        .revision = row->revision,
        .standing = row->standing,
        .values = measured.values,
        .note = measured.note,
        .post = row->post,
        .mine = seat_same(row->seat, seat->id),
    };
}

static struct vitals named(struct tx *tx, const struct seat *seat, const struct vitals_row *row,
                           const struct seat_rows *people)
{
    struct vitals one = opened(tx, seat, row);
    one.author = name_of(people, row->revision ? row->changed_by : row->seat);
    return one;
}

struct vitals_list vitals_list_since(struct tx *tx, const struct seat *seat, instant since)
{
    struct vitals_row_list rows =
        vitals_rows_since(tx, seat->room, since, VITALS_MOST_LISTED + 1);
    struct seat_rows people = rows.n ? seat_roster(tx, seat) : (struct seat_rows){0};
    struct vitals_list list = {.more = rows.n > VITALS_MOST_LISTED};
    list.at = NEW_ARRAY(tx_arena(tx), struct vitals, rows.n);
    for (size_t i = 0; i < rows.n && i < VITALS_MOST_LISTED; i++)
        list.at[list.n++] = named(tx, seat, &rows.at[i], &people);
    return list;
}

struct vitals_list vitals_list_between(struct tx *tx, const struct seat *seat, instant from,
                                       instant until, int64_t skip, int64_t most)
{
    struct vitals_row_list rows = vitals_rows_between(tx, seat->room, from, until, skip, most);
    struct seat_rows people = rows.n ? seat_roster(tx, seat) : (struct seat_rows){0};
    struct vitals_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct vitals, rows.n), false};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = named(tx, seat, &rows.at[i], &people);
    return list;
}

int64_t vitals_count_between(struct tx *tx, const struct seat *seat, instant from, instant until)
{
    return vitals_count_of(tx, seat->room, from, until);
}

bool vitals_find(struct tx *tx, const struct seat *seat, vitals_id id, struct vitals *out)
{
    struct vitals_row row;
    if (!vitals_row_of(tx, seat->room, id, &row))
        return false;
    struct seat_rows people = seat_roster(tx, seat);
    *out = named(tx, seat, &row, &people);
    return true;
}

struct vitals_list vitals_versions(struct tx *tx, const struct seat *seat, vitals_id id)
{
    struct vitals_list list = {0};
    struct vitals_row row;
    if (!vitals_row_of(tx, seat->room, id, &row))
        return list;
    struct seat_rows people = seat_roster(tx, seat);
    struct vitals_version_row_list versions = vitals_version_rows(tx, seat->room, id);
    list.at = NEW_ARRAY(tx_arena(tx), struct vitals, versions.n + 1);
    for (size_t i = 0; i < versions.n; i++) {
        struct vitals_row then = vitals_row_as(&row, &versions.at[i]);
        list.at[list.n++] = named(tx, seat, &then, &people);
    }
    list.at[list.n++] = named(tx, seat, &row, &people);
    return list;
}

bool vitals_newest(struct tx *tx, const struct seat *seat, struct vitals *out)
{
    struct vitals_newest_row found;
    if (!vitals_newest_of(tx, seat->room, &found))
        return false;
    *out = opened(tx, seat,
                  &(struct vitals_row){found.id, found.seat, found.measured_at, found.written_at,
                                       found.revision, found.standing, found.changed_at,
                                       found.changed_by, found.post, found.request_key,
                                       found.content, found.sealed});
    struct place place = {S("seat"), S("name"), found.seat.v, seat->room.v};
    if (!unseal_text(tx_arena(tx), &seat->key, place, found.name, &out->author))
        tx_fail(tx, "the name on a seat does not open");
    return true;
}
