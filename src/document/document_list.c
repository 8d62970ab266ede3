// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on the shelf, what stood there, and whose time is near.
#include "document/document_seal.h"
#include "notice/notice.h"
#include "room/room.h"

#include <stdlib.h>

enum { STAGE_NONE, STAGE_SOON, STAGE_NEAR, STAGE_OVER, NEAR_DAYS = 3, FORGOTTEN_DAYS = 60 };

// --- opening ---------------------------------------------------------------------------------------

static void add_term(struct document *d, day today)
{
    day from = d->text.starts_on, until = d->text.ends_on;
    if (d->withdrawn || !day_is(until))
        d->term = DOCUMENT_ENDLESS;
    else if (until.n < today.n)
        d->term = DOCUMENT_OVER;
    else if (until.n - today.n <= DOCUMENT_SOON_DAYS)
        d->term = DOCUMENT_SOON;
    else
        d->term = day_is(from) && from.n > today.n ? DOCUMENT_NOT_YET : DOCUMENT_RUNS;
    d->days_left = d->term == DOCUMENT_SOON ? until.n - today.n : 0;
}

static void add_people(const struct seat *seat, const struct seat_rows *people, struct document *d)
{
    office_id mine = {0};
    for (size_t i = 0; i < people->n; i++) {
        const struct seat_row *row = &people->at[i];
        if (seat_same(row->id, seat->id))
            mine = row->office;
        if (seat_same(row->id, d->seat)) {
            d->author = row->name;
            d->office_name = row->office_name;
            d->author_office = row->office;
        }
    }
    office_id told = office_is(d->text.office) ? d->text.office : d->author_office;
    for (size_t i = 0; i < people->n; i++)
        if (office_same(people->at[i].office, told))
            d->reminded = people->at[i].office_name;
    d->may_withdraw = seat->may_write && !d->withdrawn && office_same(mine, d->author_office);
}

static struct document opened(struct tx *tx, const struct seat *seat,
                              const struct document_row *row, const struct seat_rows *people)
{
    struct written written = {0};
    if (!document_unseal(tx_arena(tx), &seat->key, seat->room, row, &written))
        tx_fail(tx, "a document does not open");
    struct document d = {
        .id = row->document,
        .revision = row->revision,
        .text = written.text,
        .files = written.files,
        .seat = row->seat,
        .written_at = row->written_at,
        .withdrawn = written.withdrawn,
        .reason = written.reason,
    };
    add_term(&d, tx_today(tx));
    add_people(seat, people, &d);
    return d;
}

static struct documents all_opened(struct tx *tx, const struct seat *seat,
                                   const struct document_row_list *rows)
{
    struct seat_rows people = rows->n ? seat_roster(tx, seat) : (struct seat_rows){0};
    struct documents all = {rows->n, NEW_ARRAY(tx_arena(tx), struct document, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        all.at[i] = opened(tx, seat, &rows->at[i], &people);
    return all;
}

// --- listing -----------------------------------------------------------------------------------------

// The withdrawn ones move to the end, the order of the others stays.
struct documents document_list(struct tx *tx, const struct seat *seat)
{
    struct document_row_list rows = document_rows_now(tx, seat->room);
    struct documents all = all_opened(tx, seat, &rows);
    struct documents sorted = {0, NEW_ARRAY(tx_arena(tx), struct document, all.n)};
    for (int gone = 0; gone < 2; gone++)
        for (size_t i = 0; i < all.n; i++)
            if (all.at[i].withdrawn == gone)
                sorted.at[sorted.n++] = all.at[i];
    return sorted;
}

static int by_end(const void *a, const void *b)
{
    const struct document *x = a, *y = b;
    return (x->text.ends_on.n > y->text.ends_on.n) - (x->text.ends_on.n < y->text.ends_on.n);
}

struct documents document_list_ending(struct tx *tx, const struct seat *seat)
{
    struct documents all = document_list(tx, seat), ending = {0, all.at};
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].term == DOCUMENT_SOON || all.at[i].term == DOCUMENT_OVER)
            ending.at[ending.n++] = all.at[i];
    if (ending.n)
        qsort(ending.at, ending.n, sizeof *ending.at, by_end);
    return ending;
}

bool document_find(struct tx *tx, const struct seat *seat, document_id id, struct document *out)
{
    struct document_row row;
    if (!document_row_last(tx, seat->room, id, &row))
        return false;
    struct seat_rows people = seat_roster(tx, seat);
    *out = opened(tx, seat, &row, &people);
    return tx_ok(tx);
}

struct documents document_versions(struct tx *tx, const struct seat *seat, document_id id)
{
    struct document_row_list rows = document_rows_of(tx, seat->room, id);
    return all_opened(tx, seat, &rows);
}

struct documents document_list_between(struct tx *tx, const struct seat *seat, instant from,
                                       instant until, int64_t skip, int64_t most)
{
    struct document_row_list rows =
        document_rows_between(tx, seat->room, from, until, skip, most);
    return all_opened(tx, seat, &rows);
}

int64_t document_count_between(struct tx *tx, const struct seat *seat, instant from, instant until)
{
    return document_versions_between(tx, seat->room, from, until);
}

bool document_file_find(struct tx *tx, const struct seat *seat, document_id id,
                        attachment_id file, struct document_file *out)
{
    struct document_row_list rows = document_rows_of(tx, seat->room, id);
    for (size_t i = 0; i < rows.n; i++) {
        struct written written;
        if (!document_unseal(tx_arena(tx), &seat->key, seat->room, &rows.at[i], &written)) {
            tx_fail(tx, "a document does not open");
            return false;
        }
        for (size_t k = 0; k < written.files.n; k++)
            if (attachment_same(written.files.at[k].id, file)) {
                *out = written.files.at[k];
                return true;
            }
    }
    return false;
}

// --- reminding -----------------------------------------------------------------------------------------

static int64_t stage_of(day ends_on, day today)
{
    int left = ends_on.n - today.n;
    return left < 0              ? STAGE_OVER
           : left <= NEAR_DAYS   ? STAGE_NEAR
           : left <= DOCUMENT_SOON_DAYS ? STAGE_SOON
                                 : STAGE_NONE;
}

static office_id office_of_seat(struct tx *tx, room_id room, seat_id seat)
{
    office_id office = {0};
    document_office_of(tx, room, seat, &office);
    return office;
}

// Nobody of that office is left in the room: then everybody hears, rather than nobody.
static struct member_id_list people_to_tell(struct tx *tx, const struct document_ending_row *row,
                                            office_id office)
{
    struct member_id_list people = {0};
    if (!office_is(office))
        office = office_of_seat(tx, row->room, row->seat);
    if (office_is(office))
        people = document_people_of(tx, row->room, office);
    return people.n ? people : document_people(tx, row->room);
}

static bool remind_of(struct tx *tx, const struct document_ending_row *row)
{
    struct key key;
    struct written written;
    const struct document_row version = {row->document, row->revision, row->seat,
                                         row->written_at, row->ends_on, row->body};
    int64_t stage = stage_of(row->ends_on, tx_today(tx));
    if (stage <= row->told || !room_key(tx, row->room, &key))
        return false;
    bool opens = document_unseal(tx_arena(tx), &key, row->room, &version, &written);
    key_forget(&key);
    if (!opens) {
        tx_fail(tx, "a document does not open");
        return false;
    }
    struct member_id_list people = people_to_tell(tx, row, written.text.office);
    for (size_t i = 0; i < people.n; i++)
        notice_tell(tx, row->room, people.at[i], NOTICE_DOCUMENT);
    document_reminder_insert(tx, row->room, row->document, row->revision, stage, tx_now(tx));
    return true;
}

int document_remind(struct tx *tx)
{
    day today = tx_today(tx);
    struct document_ending_row_list rows = document_rows_ending(
        tx, day_after(today, DOCUMENT_SOON_DAYS), day_after(today, -FORGOTTEN_DAYS));
    int n = 0;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++)
        n += remind_of(tx, &rows.at[i]);
    return n;
}

// --- verifying -----------------------------------------------------------------------------------------

size_t document_verify(struct tx *tx, room_id room, const struct key *key,
                       void (*broken)(void *context, document_id document),
                       void (*file)(void *context, const struct document_file *file), void *context)
{
    struct document_row_list rows = document_rows_all(tx, room);
    for (size_t i = 0; i < rows.n; i++) {
        struct written written;
        bool follows = i > 0 && document_same(rows.at[i - 1].document, rows.at[i].document);
        int64_t expected = follows ? rows.at[i - 1].revision + 1 : 1;
        if (rows.at[i].revision != expected ||
            !document_unseal(tx_arena(tx), key, room, &rows.at[i], &written)) {
            broken(context, rows.at[i].document);
            continue;
        }
        for (size_t k = 0; k < written.files.n; k++)
            if (!post_is(written.files.at[k].post))
                file(context, &written.files.at[k]);
    }
    return rows.n;
}
