// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests and reminders: by mail, by letter where no mail goes. One a day at most.
#include "audit/audit.h"
#include "checkup/campaign.sql.h"
#include "checkup/request.h"
#include "mail/mail.h"
#include "notice/notice.h"

int64_t campaign_mail_due(const struct campaign *c, day today)
{
    int left = c->due_on.n - today.n;
    if (left <= 1)
        return 4;
    if (left <= 7)
        return 3;
    return left <= 14 && today.n > c->request_on.n ? 2 : 1;
}

static int64_t queue(struct tx *tx, const struct campaign *c, str to, bool first, str member_url)
{
    str body = str_print(
        tx_arena(tx),
        "%s\n\n%.*s/checkup\n\nこのメールに返信しても届きません。ご不明な点は市の介護支援課へお尋ねください。\n",
        first ? "年に1回の現況届の時期になりました。次の会員サイトで登録の内容を確かめ、届け出てください。"
              : "現況届の届け出が、まだ終わっていません。期限までに、次の会員サイトから届け出てください。",
        STR(member_url));
    return mail_queue(tx, &(struct mail){
                              .city = c->city.v,
                              .to = to,
                              .subject = first ? S("現況届のお願い") : S("現況届の期限が近づいています"),
                              .body = body,
                          });
}

static bool remind_one(struct tx *tx, const struct campaign *c, const struct request_line *line,
                       int64_t due, str member_url)
{
    day today = tx_today(tx);
    if (!request_is_missing(line->state) || line->mail.n == 0 || line->reminded >= due ||
        (day_is(line->sent_on) && line->sent_on.n == today.n))
        return false;
    // An address that no mail can go to is not tried again every hour.
    campaign_set_reminded(tx, c->id, line->office, due);
    int64_t mail = queue(tx, c, line->mail, due == 1, member_url);
    if (mail == 0 || sent_insert(tx, c->id, line->office, today, due, (member_id){0}) == 0)
        return false;
    sent_set_mail(tx, c->id, line->office, today, mail);
    return true;
}

// Its administrators, with or without an address of the office.
static void tell_inside(struct tx *tx, const struct campaign *c, const struct request_line *line,
                        int64_t due)
{
    if (!request_is_missing(line->state) || line->told >= due)
        return;
    notice_tell_office(tx, line->office);
    campaign_set_told(tx, c->id, line->office, due);
}

int campaign_remind(struct tx *tx, str member_url)
{
    struct campaign_list asking = campaign_list_asking(tx);
    int n = 0;
    for (size_t i = 0; i < asking.n; i++) {
        const struct campaign *c = &asking.at[i];
        struct request_lines lines = campaign_requests(tx, c);
        int64_t due = campaign_mail_due(c, tx_today(tx));
        for (size_t k = 0; k < lines.n && tx_ok(tx); k++) {
            tell_inside(tx, c, &lines.at[k], due);
            n += remind_one(tx, c, &lines.at[k], due, member_url);
        }
    }
    return n;
}

size_t campaign_write_letters(struct tx *tx, const struct acting *me, const struct campaign *c)
{
    struct request_lines lines = campaign_requests(tx, c);
    day today = tx_today(tx);
    size_t today_n = 0, new_n = 0;
    for (size_t i = 0; i < lines.n; i++) {
        const struct request_line *line = &lines.at[i];
        bool sent_today = day_is(line->sent_on) && line->sent_on.n == today.n;
        if (!request_needs_letter(line))
            continue;
        if (!sent_today)
            new_n += sent_insert(tx, c->id, line->office, today, campaign_mail_due(c, today),
                                 me->member) > 0;
        today_n += sent_today && line->by_letter;
    }
    if (new_n)
        audit_record(tx, &(struct audit_entry){"campaign.letters", .city = c->city,
                                               .subject = c->id.v});
    return today_n + new_n;
}
