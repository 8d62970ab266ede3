// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders that a certificate ends. Which one was the last stands with the device, so that a job
// that runs again, or after a standstill, sends none twice and makes up for the newest only.
#include "city/city.h"
#include "ledger/ledger.h"
#include "ledger/ledger.sql.h"
#include "mail/mail.h"
#include "notice/notice.h"

// The mark that has been reached: 90, 60, 30, 15, then every day from 7 on.
static int mark_of(int left)
{
    static const int marks[] = {7, 15, 30, 60, 90};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (left <= marks[i])
            return i == 0 ? left : marks[i];
    return -1;
}

static str address_of(struct tx *tx, const struct ending_row *row)
{
    struct key key;
    str address = NONE;
    if (row->mail.n == 0 || !city_key(tx, row->city, &key))
        return NONE;
    struct place place = {S("device"), S("mail"), row->id.v, row->city.v};
    if (!unseal_text(tx_arena(tx), &key, place, row->mail, &address))
        tx_fail(tx, "an address does not open");
    key_forget(&key);
    return address;
}

static int queue(struct tx *tx, const struct ending_row *row, str to, const char *page,
                 str member_url)
{
    if (to.n == 0)
        return 0;
    str body = str_print(
        tx_arena(tx),
        "つなぎを使う端末の電子証明書の期限が近づいています。期限が過ぎると、その端末では使えません。\n"
        "次の会員サイトを開き、更新を申し出てください。\n\n%.*s%s\n\n"
        "このメールに返信しても届きません。ご不明な点は市の介護支援課へお尋ねください。\n",
        STR(member_url), page);
    return mail_queue(tx, &(struct mail){.city = row->city.v,
                                         .to = to,
                                         .subject = S("電子証明書の期限のお知らせ"),
                                         .body = body}) != 0;
}

// The mails come daily in the last week; inside it is said thrice then, as it stands there all along.
static bool is_told_inside(int mark)
{
    return mark >= 7 || mark == 3 || mark == 1;
}

static void tell_inside(struct tx *tx, const struct ending_row *row, bool by_mail)
{
    if (!by_mail)
        notice_tell(tx, (room_id){0}, row->member, NOTICE_DESK);
    if (office_is(row->office))
        notice_tell_office(tx, row->office);
}

int ledger_remind(struct tx *tx, str member_url)
{
    day today = tx_today(tx);
    struct ending_row_list rows =
        ending_rows(tx, day_start(today), day_start(day_after(today, RENEWAL_DAYS + 1)));
    office_id told = {0}; // one mail a day to an office, however many devices
    int n = 0;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        const struct ending_row *row = &rows.at[i];
        int mark = mark_of(day_of(row->expires_at).n - today.n);
        if (mark < 0 || (row->reminded > 0 && row->reminded <= mark + 1))
            continue;
        bool by_mail = queue(tx, row, address_of(tx, row), "/devices", member_url);
        n += by_mail;
        if (is_told_inside(mark))
            tell_inside(tx, row, by_mail);
        if (office_is(row->office) && !office_same(row->office, told))
            n += queue(tx, row, row->office_mail, "/office/devices", member_url);
        told = row->office;
        // An address that no mail can go to is not tried again every hour.
        ending_set_reminded(tx, row->id, mark + 1);
    }
    return n;
}
