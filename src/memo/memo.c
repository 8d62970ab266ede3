// SPDX-License-Identifier: AGPL-3.0-or-later
#include "memo/memo.h"

#include "audit/audit.h"
#include "city/city.h"
#include "mail/mail.h"
#include "memo/memo.sql.h"
#include "notice/notice.h"
#include "office/office.h"

static struct place text_place(memo_id id, city_id city)
{
    return (struct place){S("memo"), S("text"), id.v, city.v};
}

static void queue(struct tx *tx, city_id city, office_id office)
{
    str to;
    if (!memo_office_mail(tx, office, &to) || to.n == 0)
        return;
    mail_queue(tx, &(struct mail){
                       .city = city.v,
                       .to = to,
                       .subject = S("情報共有システムに連絡があります"),
                       .body = S("事業所のシステム利用管理担当者あての連絡があります。\n"
                                 "会員サイトにサインインし、ホームの「手続きと連絡」を確かめてください。\n\n"
                                 "このメールに返信しても届きません。"
                                 "ご不明な点は市の介護支援課へお尋ねください。\n"),
                   });
}

static void put(struct tx *tx, city_id city, office_id office, member_id member,
                application_id about, str text)
{
    struct key key;
    memo_id id = {tx_new_id(tx)};
    if (!city_key(tx, city, &key))
        return;
    memo_insert(tx, &(struct memo_insert_params){
                        .id = id,
                        .city = city,
                        .office = office,
                        .member = member,
                        .application = about,
                        .text = seal_text(tx_arena(tx), &key, text_place(id, city), text),
                        .written_at = tx_now(tx),
                    });
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){"memo.write", .city = city,
                                           .subject = member_is(member) ? member.v : office.v});
}

void memo_put(struct tx *tx, city_id city, office_id office, application_id about, str text)
{
    put(tx, city, office, (member_id){0}, about, text);
    notice_tell_office(tx, office);
}

void memo_write(struct tx *tx, city_id city, office_id office, application_id about, str text)
{
    memo_put(tx, city, office, about, text);
    queue(tx, city, office);
}

void memo_write_to(struct tx *tx, city_id city, member_id member, str text)
{
    put(tx, city, office_desk(tx, city), member, (application_id){0}, text);
    notice_tell(tx, (room_id){0}, member, NOTICE_DESK);
}

struct memos memo_list(struct tx *tx, member_id member)
{
    struct memo_row_list rows = memo_rows(tx, member);
    struct memos list = {rows.n, NEW_ARRAY(tx_arena(tx), struct memo, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct memo_row *r = &rows.at[i];
        struct key key;
        list.at[i] = (struct memo){.id = r->id,
                                   .office = r->office,
                                   .application = r->application,
                                   .office_name = r->office_name,
                                   .written_at = r->written_at};
        if (!city_key(tx, r->city, &key))
            return (struct memos){0};
        if (!unseal_text(tx_arena(tx), &key, text_place(r->id, r->city), r->text, &list.at[i].text))
            tx_fail(tx, "a memo does not open");
        key_forget(&key);
    }
    return list;
}

int64_t memo_count(struct tx *tx, member_id member)
{
    return memo_waiting(tx, member);
}

bool memo_see(struct tx *tx, member_id member, memo_id id)
{
    if (memo_set_seen(tx, id, member, tx_now(tx)) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"memo.see", .subject = id.v});
    return true;
}
