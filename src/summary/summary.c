// SPDX-License-Identifier: AGPL-3.0-or-later
#include "summary/summary.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/text.h"
#include "patient/patient.h"
#include "summary/summary.sql.h"
#include "web/live.h"

// --- the seal --------------------------------------------------------------------------------

// Author and time are sealed with the words, as with a post.
struct facts {
    int64_t seat, written_at;
};

static struct place place_of(room_id room, const struct entry_row *row)
{
    return (struct place){S("summary_entry"), S("body"), (int64_t)row->field << 32 | row->revision,
                          room.v};
}

static bytes sealed(struct tx *tx, const struct seat *seat, const struct entry_row *row, str body)
{
    struct facts facts = {row->seat.v, row->written_at.us};
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, body);
    return seal(tx_arena(tx), &seat->key, place_of(seat->room, row), buf_bytes(&plain));
}

static bool opens(struct arena *a, const struct key *key, room_id room,
                  const struct entry_row *row, str *body)
{
    bytes plain;
    struct facts facts, said = {row->seat.v, row->written_at.us};
    if (!unseal(a, key, place_of(room, row), row->body, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    *body = str_from(bytes_str(plain), sizeof facts);
    return memcmp(&facts, &said, sizeof facts) == 0;
}

// --- reading -----------------------------------------------------------------------------------

static str name_among(const struct seat_rows *people, seat_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return people->at[i].name;
    return NONE;
}

static struct summary_entry opened(struct tx *tx, const struct seat *seat,
                                   const struct entry_row *row, const struct seat_rows *people)
{
    struct summary_entry entry = {
        .field = row->field,
        .revision = row->revision,
        .author = name_among(people, row->seat),
        .written_at = row->written_at,
    };
    if (!opens(tx_arena(tx), &seat->key, seat->room, row, &entry.body))
        tx_fail(tx, "an entry of a summary does not open");
    return entry;
}

static struct summary before(struct tx *tx, const struct seat *seat, instant until)
{
    struct summary summary = {0};
    struct entry_row_list rows = entries_now(tx, seat->room, until);
    struct seat_rows people = rows.n ? seat_roster(tx, seat) : (struct seat_rows){0};
    for (enum summary_field f = 0; f < SUMMARY_FIELDS; f++)
        summary.at[f] = (struct summary_entry){.field = f, .written_at = NO_INSTANT};
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].field < SUMMARY_FIELDS)
            summary.at[rows.at[i].field] = opened(tx, seat, &rows.at[i], &people);
    return summary;
}

struct summary summary_now(struct tx *tx, const struct seat *seat)
{
    return before(tx, seat, (instant){INT64_MAX});
}

struct summary summary_at(struct tx *tx, const struct seat *seat, day until)
{
    return before(tx, seat, day_start(day_after(until, 1)));
}

struct summary_entries summary_history(struct tx *tx, const struct seat *seat,
                                       enum summary_field field)
{
    struct entry_row_list rows = entries_of(tx, seat->room, field);
    struct seat_rows people = seat_roster(tx, seat);
    struct summary_entries all = {rows.n, NEW_ARRAY(tx_arena(tx), struct summary_entry, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        all.at[i] = opened(tx, seat, &rows.at[i], &people);
    return all;
}

bool summary_identity(struct tx *tx, const struct seat *seat, struct identity *out)
{
    struct room_owner owner;
    struct patient patient;
    if (!room_owner_of(tx, seat->room, &owner) || !patient_is(owner.patient) ||
        !patient_find(tx, owner.city, owner.patient, &patient))
        return false;
    *out = (struct identity){patient.name, patient.kana, patient.birth};
    return true;
}

// --- writing -----------------------------------------------------------------------------------

static bool is_choice(const struct summary_form *form, str body)
{
    for (int i = 0; i < SUMMARY_MOST_CHOICES && form->choices[i].n; i++)
        if (str_eq(form->choices[i], body))
            return true;
    return false;
}

static enum summary_outcome examine(const struct summary_form *form, str body)
{
    day date;
    if (text_length(body) > SUMMARY_MOST_CHARACTERS)
        return SUMMARY_TOO_LONG;
    if (body.n == 0)
        return SUMMARY_WRITTEN;
    switch (form->kind) {
    case SUMMARY_TEXT:
        break;
    case SUMMARY_DAY:
        return day_parse(body, &date) ? SUMMARY_WRITTEN : SUMMARY_NOT_A_DAY;
    case SUMMARY_CHOICE:
        return is_choice(form, body) ? SUMMARY_WRITTEN : SUMMARY_NO_CHOICE;
    }
    return SUMMARY_WRITTEN;
}

static void tell(struct tx *tx, const struct seat *seat, enum summary_field field)
{
    audit_record(tx, &(struct audit_entry){"summary.write", .city = seat->city, .room = seat->room,
                                           .subject = (int64_t)field});
    live_publish(tx, seat->room.v, S("summary"), base32_from_id(tx_arena(tx), seat->room.v));
}

enum summary_outcome summary_write(struct tx *tx, const struct seat *seat,
                                   enum summary_field field, int64_t revision, str body)
{
    struct entry_row last = {0};
    body = str_trim(body);
    if (!seat->may_write || seat->kind != ROOM_PATIENT || field >= SUMMARY_FIELDS)
        return SUMMARY_NOT_ALLOWED;
    enum summary_outcome outcome = examine(&summary_forms[field], body);
    if (outcome != SUMMARY_WRITTEN)
        return outcome;
    str stands = NONE;
    if (entry_last(tx, seat->room, field, &last) &&
        !opens(tx_arena(tx), &seat->key, seat->room, &last, &stands))
        tx_fail(tx, "an entry of a summary does not open");
    if (last.revision != revision)
        return SUMMARY_CHANGED_MEANWHILE;
    if (str_eq(stands, body))
        return SUMMARY_SAME;
    struct entry_row row = {field, revision + 1, seat->id, tx_now(tx), {0}};
    if (!entry_insert(tx, &(struct entry_insert_params){seat->room, field, row.revision, row.seat,
                                                        row.written_at,
                                                        sealed(tx, seat, &row, body)}))
        return SUMMARY_CHANGED_MEANWHILE;
    tell(tx, seat, field);
    return SUMMARY_WRITTEN;
}

// --- verifying -----------------------------------------------------------------------------------

size_t summary_verify(struct tx *tx, room_id room, const struct key *key,
                      void (*broken)(void *context, int64_t field), void *context)
{
    struct entry_row_list rows = entries_all(tx, room);
    for (size_t i = 0; i < rows.n; i++) {
        str body;
        bool follows = i > 0 && rows.at[i - 1].field == rows.at[i].field;
        int64_t expected = follows ? rows.at[i - 1].revision + 1 : 1;
        if (rows.at[i].revision != expected || !opens(tx_arena(tx), key, room, &rows.at[i], &body))
            broken(context, (int64_t)rows.at[i].field);
    }
    return rows.n;
}
