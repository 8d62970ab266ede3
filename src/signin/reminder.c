// SPDX-License-Identifier: AGPL-3.0-or-later
#include "signin/reminder.h"

#include "audit/audit.h"
#include "city/city.h"
#include "mail/mail.h"
#include "member/member.h"
#include "notice/notice.h"
#include "signin/password.h"
#include "signin/reminder.sql.h"

enum { SHORTEST_MONTH = 28 };

// --- the address -----------------------------------------------------------------------------

static str opened(struct tx *tx, const struct key *key, const struct member *m, bytes sealed)
{
    str address = NONE;
    struct place place = member_place("mail", m->id, m->city, m->role);
    if (sealed.n && !unseal_text(tx_arena(tx), key, place, sealed, &address))
        tx_fail(tx, "a member's address does not open");
    return address;
}

str reminder_address(struct tx *tx, city_id city, member_id member)
{
    const struct member *m = member_find(tx, city, member);
    bytes sealed = {0};
    struct key key;
    if (!m || !member_mail(tx, city, member, &sealed) || sealed.n == 0 || !city_key(tx, city, &key))
        return NONE;
    str address = opened(tx, &key, m, sealed);
    key_forget(&key);
    return address;
}

bool reminder_set_address(struct tx *tx, city_id city, member_id member, str address)
{
    const struct member *m = member_find(tx, city, member);
    bytes sealed = {0};
    struct key key;
    if (!m || (address.n && !mail_address_is(address)))
        return false;
    if (address.n && city_key(tx, city, &key)) {
        sealed = seal_text(tx_arena(tx), &key, member_place("mail", member, city, m->role), address);
        key_forget(&key);
    }
    member_set_mail(tx, city, member, sealed);
    audit_record(tx, &(struct audit_entry){"member.mail", .city = city, .subject = member.v});
    return true;
}

// --- the mails -------------------------------------------------------------------------------

static int64_t stage_of(int64_t left)
{
    if (left <= REMINDER_LAST)
        return REMINDER_LAST;
    return left <= REMINDER_SECOND ? REMINDER_SECOND : REMINDER_FIRST;
}

static bool queue(struct tx *tx, const struct reminder_row *row, int64_t left, str member_url)
{
    struct member m = {.id = row->member, .city = row->city, .role = row->role};
    struct key key;
    if (!city_key(tx, row->city, &key))
        return false;
    str to = opened(tx, &key, &m, row->mail);
    key_forget(&key);
    str body = str_print(
        tx_arena(tx),
        "つなぎのパスワードを変える期限まで、あと%lld日です。期限の日からは、変えるまでほかの画面が開けません。\n"
        "証明書を入れた端末で、次の画面から変えてください。\n\n%.*s/password\n\n"
        "このメールに返信しても届きません。パスワードをメールでお尋ねすることはありません。\n",
        (long long)left, STR(member_url));
    return mail_queue(tx, &(struct mail){.city = row->city.v,
                                         .to = to,
                                         .subject = S("パスワードを変える期限が近づいています"),
                                         .body = body}) != 0;
}

int reminder_send(struct tx *tx, str member_url)
{
    instant before = instant_after(tx_now(tx), -DAYS(SHORTEST_MONTH - REMINDER_FIRST - 1));
    struct reminder_row_list rows = reminder_rows(tx, before, tx_today(tx));
    int n = 0;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        const struct reminder_row *row = &rows.at[i];
        day due = password_due(day_of(row->changed_at), row->password_months);
        int64_t left = (int64_t)due.n - tx_today(tx).n, stage = stage_of(left);
        bool told = day_is(row->due_on) && row->due_on.n == due.n && row->days <= stage;
        if (left < 1 || left > REMINDER_FIRST || told)
            continue;
        if (row->mail.n && queue(tx, row, left, member_url))
            n++;
        else
            notice_tell(tx, (room_id){0}, row->member, NOTICE_DESK);
        reminder_put(tx, row->member, due, stage);
    }
    return n;
}
