// SPDX-License-Identifier: AGPL-3.0-or-later
// The jobs: who is told now.
#include "delivery/delivery.h"

#include "base/str.h"
#include "city/city.h"
#include "delivery/address.h"
#include "delivery/delivery.sql.h"
#include "errand/errand.h"
#include "escalation/escalation.h"
#include "inbox/inbox.h"
#include "mail/mail.h"
#include "member/member.h"
#include "notice/notice.h"
#include "push/push.h"

// Whoever has the room open reads what comes before a mail is written; several things within a
// short while are one mail.
#define SETTLE MINUTES(2)
#define GAP MINUTES(15)
#define GAP_URGENT MINUTES(2)

static int64_t hour_now(struct tx *tx)
{
    return (tx_now(tx).us - day_start(tx_today(tx)).us) / HOURS(1);
}

// --- what is due ---------------------------------------------------------------------------

static bool has_waited(instant since, int64_t now, int64_t how_long)
{
    return instant_is(since) && now - since.us >= how_long;
}

// What the digest of this hour has gathered stands at 0, see digest_gather.
static bool is_of_digest(const struct waiting_row *w)
{
    return w->urgent_at.us == 0 || w->mine_at.us == 0 || w->rest_at.us == 0;
}

static bool is_due(const struct waiting_row *w, int64_t now, int64_t hour)
{
    struct delivery_settings s = {.quiet_from = w->quiet_from, .quiet_until = w->quiet_until};
    bool quiet = delivery_is_quiet(&s, hour);
    if (is_of_digest(w))
        return true;
    if ((!quiet || w->urgent_passes) && has_waited(w->urgent_at, now, 0) &&
        now - w->sent_at >= GAP_URGENT)
        return true;
    if (quiet || now - w->sent_at < GAP)
        return false;
    return (w->mine_pace == PACE_AT_ONCE && has_waited(w->mine_at, now, SETTLE)) ||
           (w->rest_pace == PACE_AT_ONCE && has_waited(w->rest_at, now, SETTLE));
}

// --- the mail -----------------------------------------------------------------------------------

// Constant sentences and one address of ours: it travels and rests where we have no say.
static int64_t queue_mail(struct tx *tx, const struct target_row *target, str to, bool urgent,
                          str member_url)
{
    str body = str_print(
        tx_arena(tx),
        "つなぎに、まだご覧になっていない知らせがあります。\n"
        "証明書を入れた端末で、次の画面からご覧ください。\n\n%.*s/\n\n"
        "個人情報を守るため、内容はメールに書きません。知らせ方は、つなぎの「通知の設定」で変えられます。\n"
        "このメールに返信しても届きません。\n",
        STR(member_url));
    return mail_queue(tx, &(struct mail){.city = target->city.v,
                                         .to = to,
                                         .subject = urgent ? S("つなぎに急ぎの知らせがあります")
                                                           : S("つなぎに新しい知らせがあります"),
                                         .body = body});
}

// The id of the mail; 0: there is no address to write to.
static int64_t mail_to(struct tx *tx, const struct target_row *target, bool urgent, str member_url)
{
    struct mail_status last;
    if (!target->by_mail || target->address.n == 0)
        return 0;
    if (target->last_mail && mail_find(tx, target->last_mail, &last) &&
        (last.state == MAIL_BOUNCED || last.state == MAIL_GIVEN_UP))
        return 0;
    str to = address_open(tx, target);
    if (!address_is(tx, to, target->address))
        return 0;
    return queue_mail(tx, target, to, urgent, member_url);
}

// Every device that the member has switched on; the number is the badge's.
static void push_to(struct tx *tx, const struct waiting_row *w)
{
    struct acting member = {.member = w->member};
    bool urgent = instant_is(w->urgent_at);
    if (push_devices(tx, w->member) == 0)
        return;
    push_tell(tx, w->member,
              &(struct push_word){.kind = urgent || instant_is(w->mine_at) ? PUSH_ASKED : PUSH_NEWS,
                                  .count = inbox_count(tx, &member),
                                  .urgent = urgent});
}

// Told or not: what waited is over, because everything new stands in the inbox.
static void tell(struct tx *tx, const struct waiting_row *w, str member_url)
{
    struct target_row target;
    if (target_of(tx, w->member, tx_today(tx), tx_now(tx), &target)) {
        int64_t mail = mail_to(tx, &target, instant_is(w->urgent_at), member_url);
        push_to(tx, w);
        sent_put(tx, w->member, tx_now(tx), mail ? mail : target.last_mail);
    }
    notice_end(tx, w->member);
}

// --- what has settled meanwhile ----------------------------------------------------------------

static bool still_waits(struct tx *tx, member_id member, const struct held_row *held)
{
    switch (held->kind) {
    case NOTICE_REMINDER:
        return escalation_waits(tx, member, held->room, ESCALATION_REMINDER);
    case NOTICE_OVERDUE: // about no room: an administrator's
        return escalation_waits(tx, member, held->room,
                                room_is(held->room) ? ESCALATION_REMINDER : ESCALATION_ADMINISTRATOR);
    case NOTICE_SUBSTITUTE:
        return escalation_waits(tx, member, held->room, ESCALATION_SUBSTITUTE);
    case NOTICE_DESK:
        return errand_waits(tx, member);
    case NOTICE_POST:
    case NOTICE_FOR_YOU:
    case NOTICE_URGENT:
    case NOTICE_SEAT:
    case NOTICE_RETURNED:
    case NOTICE_VISIT:
    case NOTICE_DOCUMENT:
    case NOTICE_KINDS:
        return true;
    }
    return true;
}

static void settle(struct tx *tx, member_id member)
{
    notice_settle(tx, member);
    struct held_row_list held = notice_held(tx, member);
    for (size_t i = 0; i < held.n && tx_ok(tx); i++)
        if (!still_waits(tx, member, &held.at[i]))
            notice_drop(tx, member, held.at[i].room, held.at[i].kind);
}

// What was seen to during the quiet hours, or before the digest came, tells nobody.
static void look_at(struct tx *tx, member_id member, str member_url)
{
    struct waiting_row now;
    settle(tx, member);
    if (waiting_of(tx, member, &now) && is_due(&now, tx_now(tx).us, hour_now(tx)))
        tell(tx, &now, member_url);
}

int delivery_send(struct tx *tx, str member_url)
{
    setting_begin_devices(tx, (post_id){tx_new_id(tx)}, tx_today(tx));
    notice_expand(tx);
    notice_posts_end(tx);
    notice_end_deaf(tx);
    struct waiting_row_list waiting = waiting_rows(tx);
    int n = 0;
    for (size_t i = 0; i < waiting.n && n < DELIVERY_BATCH && tx_ok(tx); i++)
        if (is_due(&waiting.at[i], tx_now(tx).us, hour_now(tx))) {
            look_at(tx, waiting.at[i].member, member_url);
            n++;
        }
    return n;
}

// --- what is unread -------------------------------------------------------------------------

// Posts of the last moments are left for the next time: one with a smaller id may still be on its
// way, and whoever is in the room reads them now.
static void find_news(struct tx *tx, const struct news_row *row)
{
    instant settled_at = instant_after(tx_now(tx), -SETTLE);
    post_id settled = {db_id_at(settled_at)};
    news_find(tx, row->member, settled, settled_at.us);
    news_told(tx, row->member, settled);
    if (row->is_digest) {
        digest_gather(tx, row->member);
        digest_told(tx, row->member, tx_today(tx));
    }
}

member_id delivery_find_news(struct tx *tx, member_id after)
{
    struct news_row_list rows = news_members(tx, after, tx_today(tx), hour_now(tx),
                                             tx_now(tx).us - GAP, DELIVERY_BATCH);
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++)
        find_news(tx, &rows.at[i]);
    return rows.n == DELIVERY_BATCH ? rows.at[rows.n - 1].member : (member_id){0};
}
