// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose letter is due, what printing does to the passwords, and what is kept of it.
#include "registration/letter.h"

#include "audit/audit.h"
#include "city/city.h"
#include "device/device.h"
#include "member/member.h"
#include "office/office.h"
#include "registration/letter.sql.h"
#include "registration/letter_sheet.h"

#include <stdlib.h>

static struct letter_cards cards_of(struct tx *tx, const struct letter_row_list *rows)
{
    struct letter_cards list = {rows->n, NEW_ARRAY(tx_arena(tx), struct letter_card, rows->n)};
    for (size_t i = 0; i < rows->n; i++) {
        const struct letter_row *row = &rows->at[i];
        bool printed = instant_is(row->printed_at);
        list.at[i] = (struct letter_card){
            .member = row->member,
            .state = !printed ? LETTER_NEVER : row->initial ? LETTER_PRINTED : LETTER_IN_USE,
            .printed_at = row->printed_at,
            .waiting = row->waiting,
            .given = row->given,
        };
    }
    return list;
}

struct letter_cards letter_list(struct tx *tx, city_id city, member_id member)
{
    struct letter_row_list rows = letter_row_of(tx, city, member);
    return cards_of(tx, &rows);
}

struct letter_cards letter_waiting(struct tx *tx, city_id city, office_id office, bool *more)
{
    bool anywhere = !office_is(office);
    struct letter_row_list rows = letter_never_rows(tx, city, office, anywhere, LETTERS_SHOWN + 1);
    if (rows.n <= LETTERS_SHOWN)
        rows = letter_waiting_rows(tx, city, office, anywhere, LETTERS_SHOWN + 1);
    *more = rows.n > LETTERS_SHOWN;
    if (*more)
        rows.n = LETTERS_SHOWN;
    return cards_of(tx, &rows);
}

bool letter_is_reissue(const struct letter_card *card, bool password)
{
    switch (card->state) {
    case LETTER_NEVER:
        return false;
    case LETTER_PRINTED:
        return true;
    case LETTER_IN_USE:
        return password || (card->waiting > 0 && card->given == card->waiting);
    }
    return true;
}

// --- what is kept ------------------------------------------------------------------------

static struct place reason_place(int64_t id, city_id city)
{
    return (struct place){S("letter_issue"), S("reason"), id, city.v};
}

static void keep(struct tx *tx, city_id city, int64_t batch, const struct letter_page *page)
{
    struct key key;
    int64_t id = tx_new_id(tx);
    bytes reason = {0};
    if (page->letter.reason.n && city_key(tx, city, &key)) {
        reason = seal_text(tx_arena(tx), &key, reason_place(id, city), page->letter.reason);
        key_forget(&key);
    }
    issue_add(tx, &(struct issue_add_params){.id = id, .batch = batch, .member = page->member->id,
                                             .fresh = page->letter.password.hash.n > 0,
                                             .devices = (int64_t)page->n, .reason = reason});
}

instant letter_printed_at(struct tx *tx, city_id city, str request_key)
{
    instant at = NO_INSTANT;
    batch_printed_at(tx, city, request_key, &at);
    return at;
}

struct letter_pasts letter_history(struct tx *tx, city_id city, member_id member)
{
    struct issue_row_list rows = issues_of(tx, city, member);
    struct letter_pasts list = {rows.n, NEW_ARRAY(tx_arena(tx), struct letter_past, rows.n)};
    struct key key;
    if (rows.n == 0 || !city_key(tx, city, &key))
        return (struct letter_pasts){0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct issue_row *row = &rows.at[i];
        const struct member *by = member_find_anywhere(tx, row->printed_by);
        struct letter_past past = {.at = row->printed_at, .by = by ? by->name : S("（記録なし）"),
                                   .fresh = row->fresh, .devices = row->devices};
        if (row->reason.n)
            unseal_text(tx_arena(tx), &key, reason_place(row->id, city), row->reason, &past.reason);
        list.at[i] = past;
    }
    key_forget(&key);
    return list;
}

// --- printing ----------------------------------------------------------------------------

// While the passwords were hashed, somebody may have chosen one of their own, or another officer
// may have printed the same letter: neither is made void without a reason.
static bool still_fits(struct tx *tx, city_id city, const struct letter *wanted, struct letter *out)
{
    struct letter_cards cards = letter_list(tx, city, wanted->member);
    *out = *wanted;
    if (cards.n != 1)
        return false;
    const struct letter_card *card = &cards.at[0];
    if (card->state == LETTER_IN_USE && !wanted->reason.n)
        out->password = (struct password_initial){0};
    if (!out->password.hash.n && card->waiting == 0)
        return false; // nothing would stand in it
    return wanted->reason.n || !letter_is_reissue(card, out->password.hash.n > 0);
}

static void issue(struct tx *tx, struct letter_page *page)
{
    struct device_list devices = device_list_of(tx, page->member->id);
    page->devices = NEW_ARRAY(tx_arena(tx), struct letter_device, devices.n);
    for (size_t i = 0; i < devices.n; i++)
        if (devices.at[i].state == DEVICE_WAITING)
            page->devices[page->n++] =
                (struct letter_device){devices.at[i], enrolment_issue(tx, devices.at[i].id)};
    if (page->letter.password.hash.n)
        password_issue(tx, page->member->id, &page->letter.password);
    audit_record(tx, &(struct audit_entry){"letter.print", .city = page->member->city,
                                           .subject = page->member->id.v,
                                           .detail = page->letter.reason});
}

static int compare(const void *x, const void *y)
{
    const struct letter_page *a = x, *b = y;
    int by = str_compare(a->office.number, b->office.number);
    by = by ? by : str_compare(a->office.name, b->office.name);
    by = by ? by : (a->office.id.v > b->office.id.v) - (a->office.id.v < b->office.id.v);
    return by ? by : str_compare(a->member->personal_id, b->member->personal_id);
}

static struct letter_pages pages_of(struct tx *tx, city_id city, const struct letter_print *print)
{
    struct letter_pages pages = {0, NEW_ARRAY(tx_arena(tx), struct letter_page, print->n)};
    for (size_t i = 0; i < print->n; i++) {
        struct letter_page *page = &pages.at[pages.n];
        *page = (struct letter_page){.member = member_find(tx, city, print->letters[i].member)};
        if (!page->member || !office_is(page->member->office) ||
            !member_is_active(page->member, tx_today(tx)) ||
            !still_fits(tx, city, &print->letters[i], &page->letter))
            continue;
        office_find(tx, city, page->member->office, &page->office);
        pages.n++;
    }
    qsort(pages.at, pages.n, sizeof *pages.at, compare);
    return pages;
}

enum letter_outcome letter_print(struct tx *tx, const struct services *services, city_id city,
                                 const struct letter_print *print, bytes *pdf, size_t *printed)
{
    const struct acting *me = tx_get(tx, TX_ACTOR);
    int64_t batch = tx_new_id(tx);
    *pdf = (bytes){0};
    *printed = 0;
    if (batch_add(tx, batch, city, print->request_key, tx_now(tx), me ? me->member.v : 0) == 0)
        return LETTERS_AGAIN;
    struct letter_pages pages = pages_of(tx, city, print);
    if (pages.n == 0) {
        batch_drop(tx, batch);
        return LETTERS_NOBODY;
    }
    for (size_t i = 0; i < pages.n; i++) {
        issue(tx, &pages.at[i]);
        keep(tx, city, batch, &pages.at[i]);
    }
    *printed = pages.n;
    struct letter_sender from = {.services = services, .print = print};
    city_find(tx, city, &from.city);
    office_find(tx, city, office_desk(tx, city), &from.desk);
    struct sheet *s = letter_sheet(tx_arena(tx), &from, &pages, tx_now(tx));
    *pdf = tx_ok(tx) ? sheet_finish(s) : (bytes){0};
    return LETTERS_PRINTED;
}
