// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/stale.h"

#include "access/stale.sql.h"
#include "audit/audit.h"
#include "city/city.h"
#include "mail/mail.h"
#include "memo/memo.h"
#include "office/office.h"

static unsigned whys_of(const struct stale_row *row, instant long_before)
{
    unsigned whys = 0;
    if (!instant_is(row->last))
        whys |= 1u << STALE_NEVER;
    else if (row->last.us < long_before.us)
        whys |= 1u << STALE_LONG;
    // Whoever has no password yet has not even got a letter.
    if (row->initial)
        whys |= 1u << STALE_INITIAL;
    if (row->terms == 0 || row->pledge == 0)
        whys |= 1u << STALE_TERMS;
    return whys;
}

struct stale_list stale_list_of(struct tx *tx, city_id city, office_id office, unsigned whys)
{
    struct city settings = {0};
    city_find(tx, city, &settings);
    instant long_before = instant_after(tx_now(tx), -DAYS(settings.stale_days));
    struct stale_row_list rows = stale_rows(tx, city, office, !office_is(office));
    struct stale_list list = {.at = NEW_ARRAY(tx_arena(tx), struct stale, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct stale_row *row = &rows.at[i];
        unsigned found = whys_of(row, long_before);
        for (int why = 0; why < STALE_WHYS; why++)
            list.counts[why] += found >> why & 1;
        if (found & whys)
            list.at[list.n++] = (struct stale){row->member,        row->office, found,
                                               row->registered_at, row->last,   row->asked_at};
    }
    return list;
}

// --- asking the office -------------------------------------------------------------------------

static bool queue(struct tx *tx, const struct office *office, str member_url)
{
    str body = str_print(
        tx_arena(tx),
        "使われていない個人IDがあります。システム利用管理担当者の方は、次の画面で確かめ、退職した方や使わない方がいるときは、"
        "削除の申請（様式1-1）をお願いします。\n\n%.*s/office/signin\n\n"
        "このメールに返信しても届きません。ご不明な点は市の介護支援課へお尋ねください。\n",
        STR(member_url));
    return mail_queue(tx, &(struct mail){.city = office->city.v,
                                         .to = office->mail,
                                         .subject = S("使われていない個人IDの確認のお願い"),
                                         .body = body}) != 0;
}

enum stale_request stale_ask(struct tx *tx, city_id city, member_id officer, office_id office,
                             str member_url)
{
    struct office o;
    instant last = NO_INSTANT;
    if (!office_find(tx, city, office, &o))
        return STALE_NO_OFFICE;
    if (stale_request_last(tx, office, &last) && day_of(last).n == tx_today(tx).n)
        return STALE_ASKED_TODAY;
    bool by_mail = queue(tx, &o, member_url);
    memo_put(tx, city, office, (application_id){0},
             S("使われていない個人IDがあります。「事業所のサインイン」で確かめ、退職した方や使わない方がいるときは、"
               "削除の申請（様式1-1）をお願いします。"));
    stale_request_insert(tx, office, tx_new_id(tx), tx_now(tx), officer, by_mail);
    audit_record(tx, &(struct audit_entry){"stale.ask", .city = city, .subject = office.v});
    return by_mail ? STALE_ASKED : STALE_NO_MAIL;
}
