// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/campaign.h"

#include "audit/audit.h"
#include "base/check.h"
#include "checkup/campaign.sql.h"
#include "city/city.h"
#include "mail/mail.h"
#include "member/member.h"
#include "room/room.h"
#include "seat/seat.h"

enum { LEAST_DAYS = 14 };

static struct campaign campaign_of(const struct campaign_row *row)
{
    return (struct campaign){row->id,     row->city,      row->year,      row->request_on,
                             row->due_on, row->opened_at, row->closed_at, row->closed_by};
}

enum campaign_outcome campaign_open(struct tx *tx, const struct acting *me,
                                    const struct campaign_new *new, campaign_id *out)
{
    if (new->request_on.n < tx_today(tx).n || new->due_on.n - new->request_on.n < LEAST_DAYS)
        return CAMPAIGN_BAD_DATES;
    *out = (campaign_id){tx_new_id(tx)};
    int64_t added = campaign_insert(tx, &(struct campaign_insert_params){
                                            .id = *out,
                                            .city = me->city,
                                            .year = new->year,
                                            .request_on = new->request_on,
                                            .due_on = new->due_on,
                                            .opened_at = tx_now(tx),
                                        });
    if (added == 0)
        return CAMPAIGN_EXISTS;
    campaign_ask(tx, *out, me->city, tx_today(tx));
    audit_record(tx, &(struct audit_entry){"campaign.open", .city = me->city, .subject = out->v});
    return CAMPAIGN_DONE;
}

bool campaign_find(struct tx *tx, city_id city, campaign_id id, struct campaign *out)
{
    struct campaign_row row;
    if (!campaign_by_id(tx, city, id, &row))
        return false;
    *out = campaign_of(&row);
    return true;
}

struct campaign_list campaign_list_of(struct tx *tx, city_id city)
{
    struct campaign_row_list rows = campaign_rows_of(tx, city);
    struct campaign_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct campaign, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = campaign_of(&rows.at[i]);
    return list;
}

bool campaign_is_over(const struct campaign *c, day today)
{
    return today.n > c->due_on.n;
}

// --- who has answered ------------------------------------------------------------------------

str request_state_label(enum request_state state)
{
    static const str labels[REQUEST_STATES] = {
        [REQUEST_SILENT] = S_CONST("まだ届いていません"),
        [REQUEST_WAITING] = S_CONST("届いて確認中"),
        [REQUEST_ANSWERED] = S_CONST("回答済み"),
        [REQUEST_ANSWERED_LATE] = S_CONST("期限後に回答"),
    };
    check(state < REQUEST_STATES);
    return labels[state];
}

static enum request_state state_of(const struct campaign *c, const struct request_row *row)
{
    if (!instant_is(row->answered_at))
        return row->waiting ? REQUEST_WAITING : REQUEST_SILENT;
    return day_of(row->answered_at).n > c->due_on.n ? REQUEST_ANSWERED_LATE : REQUEST_ANSWERED;
}

static struct request_line line_of(struct tx *tx, const struct campaign *c,
                                   const struct request_row *row)
{
    return (struct request_line){
        .office = row->office,
        .state = state_of(c, row),
        .answered_on = instant_is(row->answered_at) ? day_of(row->answered_at) : NO_DAY,
        .name = row->name,
        .number = row->number,
        .postal = row->postal,
        .address = str_print(tx_arena(tx), "%.*s%.*s", STR(row->address), STR(row->building)),
        .mail = row->mail,
        .phone = row->phone,
        .people = row->people,
        .reminded = row->reminded,
    };
}

struct request_lines campaign_requests(struct tx *tx, const struct campaign *c)
{
    instant until = instant_is(c->closed_at) ? c->closed_at : tx_now(tx);
    struct request_row_list rows = request_rows_of(tx, c->id, c->opened_at, until);
    struct request_lines lines = {.n = rows.n,
                                  .at = NEW_ARRAY(tx_arena(tx), struct request_line, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        lines.at[i] = line_of(tx, c, &rows.at[i]);
        lines.counts[lines.at[i].state]++;
    }
    return lines;
}

// --- reminders -------------------------------------------------------------------------------

// Which mail is due by today: 1 the request, 2 … 4 the reminders.
static int64_t mail_due(const struct campaign *c, day today)
{
    int left = c->due_on.n - today.n;
    if (left <= 1)
        return 4;
    if (left <= 7)
        return 3;
    return left <= 14 && today.n > c->request_on.n ? 2 : 1;
}

static bool queue(struct tx *tx, const struct campaign *c, str to, bool first, str member_url)
{
    str body = str_print(
        tx_arena(tx),
        "%s\n\n%.*s/checkup\n\nこのメールに返信しても届きません。ご不明な点は市の介護支援課へお尋ねください。\n",
        first ? "年に1回の現況届の時期になりました。次の会員サイトで登録の内容を確かめ、届け出てください。"
              : "現況届がまだ届いていません。期限までに、次の会員サイトから届け出てください。",
        STR(member_url));
    return mail_queue(tx, &(struct mail){
                              .city = c->city.v,
                              .to = to,
                              .subject = first ? S("現況届のお願い") : S("現況届の期限が近づいています"),
                              .body = body,
                          }) != 0;
}

static int remind(struct tx *tx, const struct campaign *c, str member_url)
{
    int64_t due = mail_due(c, tx_today(tx));
    struct request_lines lines = campaign_requests(tx, c);
    int n = 0;
    for (size_t i = 0; i < lines.n; i++) {
        const struct request_line *line = &lines.at[i];
        if (line->state != REQUEST_SILENT || line->mail.n == 0 || line->reminded >= due)
            continue;
        n += queue(tx, c, line->mail, due == 1, member_url);
        // An address that no mail can go to is not tried again every hour.
        campaign_set_reminded(tx, c->id, line->office, due);
    }
    return n;
}

int campaign_remind(struct tx *tx, str member_url)
{
    struct campaign_row_list open = campaign_rows_open(tx, tx_today(tx));
    int n = 0;
    for (size_t i = 0; i < open.n; i++) {
        struct campaign c = campaign_of(&open.at[i]);
        n += remind(tx, &c, member_url);
    }
    return n;
}

// --- the silent ------------------------------------------------------------------------------

static bool may_decide(struct tx *tx, const struct campaign *c)
{
    return campaign_is_over(c, tx_today(tx)) && !instant_is(c->closed_at);
}

static struct proposal proposal_of(struct tx *tx, const struct campaign *c,
                                   const struct silent_row *row)
{
    const struct member *m = member_find_anywhere(tx, row->member);
    struct room_card room = {0};
    room_find(tx, c->city, row->room, &room);
    return (struct proposal){.seat = row->seat,
                             .room = row->room,
                             .member = row->member,
                             .member_name = m ? m->name : NONE,
                             .office_name = row->office_name,
                             .room_name = room.name,
                             .invited_on = row->invited_on};
}

struct proposals campaign_proposals(struct tx *tx, const struct campaign *c)
{
    struct proposals out = {0};
    if (!may_decide(tx, c))
        return out;
    struct request_lines lines = campaign_requests(tx, c);
    for (size_t i = 0; i < lines.n; i++) {
        if (lines.at[i].state != REQUEST_SILENT)
            continue;
        struct silent_row_list rows = silent_seats(tx, c->id, c->city, lines.at[i].office);
        out.at = arena_grow(tx_arena(tx), out.at, out.n * sizeof *out.at,
                            (out.n + rows.n) * sizeof *out.at);
        for (size_t k = 0; k < rows.n; k++)
            out.at[out.n++] = proposal_of(tx, c, &rows.at[k]);
    }
    return out;
}

static bytes sealed_reason(struct tx *tx, const struct campaign *c, seat_id seat, str reason)
{
    struct key key;
    if (!city_key(tx, c->city, &key))
        return (bytes){0};
    struct place place = {S("campaign_seat"), S("reason"), seat.v, c->id.v};
    bytes sealed = seal_text(tx_arena(tx), &key, place, reason);
    key_forget(&key);
    return sealed;
}

static const struct proposal *proposal_for(const struct proposals *proposals, seat_id seat)
{
    for (size_t i = 0; i < proposals->n; i++)
        if (seat_same(proposals->at[i].seat, seat))
            return &proposals->at[i];
    return NULL;
}

enum campaign_outcome campaign_decide(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, seat_id seat, bool withdraw,
                                      str reason)
{
    if (!may_decide(tx, c))
        return CAMPAIGN_NOT_NOW;
    struct proposals proposals = campaign_proposals(tx, c);
    const struct proposal *p = proposal_for(&proposals, seat);
    if (!p || (withdraw && !seat_remove(tx, me, p->room, seat)))
        return CAMPAIGN_NO_SEAT;
    campaign_seat_insert(tx, &(struct campaign_seat_insert_params){
                                 .id = c->id,
                                 .seat = seat,
                                 .room = p->room,
                                 .withdrawn = withdraw,
                                 .reason = sealed_reason(tx, c, seat, reason),
                                 .at = tx_now(tx),
                                 .by_member = me->member,
                             });
    audit_record(tx, &(struct audit_entry){withdraw ? "campaign.withdraw" : "campaign.keep",
                                           .city = c->city, .room = p->room, .subject = seat.v});
    return CAMPAIGN_DONE;
}

void campaign_decisions(struct tx *tx, const struct campaign *c, int64_t *withdrawn, int64_t *kept)
{
    *withdrawn = campaign_decided(tx, c->id, true);
    *kept = campaign_decided(tx, c->id, false);
}

enum campaign_outcome campaign_close(struct tx *tx, const struct acting *me,
                                     const struct campaign *c)
{
    if (!may_decide(tx, c) || campaign_set_closed(tx, c->city, c->id, tx_now(tx), me->member) == 0)
        return CAMPAIGN_NOT_NOW;
    audit_record(tx, &(struct audit_entry){"campaign.close", .city = c->city, .subject = c->id.v});
    return CAMPAIGN_DONE;
}
