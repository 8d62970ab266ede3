// SPDX-License-Identifier: AGPL-3.0-or-later
#include "loan/loan.h"

#include "audit/audit.h"
#include "base/check.h"
#include "city/city.h"
#include "loan/loan.sql.h"
#include "member/member.h"
#include "memo/memo.h"
#include "notice/notice.h"

str loan_cause_label(enum loan_cause cause)
{
    static const str labels[LOAN_CAUSES] = {
        [LOAN_LOST] = S_CONST("紛失・盗難"),
        [LOAN_BROKEN] = S_CONST("故障"),
        [LOAN_ELSEWHERE] = S_CONST("手元にない"),
    };
    check(cause < LOAN_CAUSES);
    return labels[cause];
}

static struct place place_of(device_id device, city_id city)
{
    return (struct place){S("loan"), S("reason"), device.v, city.v};
}

// --- opening -----------------------------------------------------------------------------------

static void store(struct tx *tx, const struct acting *officer, const struct loan_new *new,
                  device_id device, instant ends_at)
{
    struct key key;
    if (!city_key(tx, officer->city, &key))
        return;
    loan_insert(tx, &(struct loan_insert_params){
                        .device = device,
                        .city = officer->city,
                        .member = new->member,
                        .cause = new->cause,
                        .reason = seal_text(tx_arena(tx), &key, place_of(device, officer->city), new->reason),
                        .opened_by = officer->member,
                        .opened_at = tx_now(tx),
                        .ends_at = ends_at,
                    });
    key_forget(&key);
    audit_record(tx, &(struct audit_entry){
                         "loan.open", .city = officer->city, .subject = new->member.v,
                         .detail = str_print(tx_arena(tx), "%lldh %.*s", (long long)new->hours,
                                             STR(new->reason))});
}

// The person, who may not have asked for it, and the administrators of the office.
static void tell(struct tx *tx, city_id city, const struct member *m, instant ends_at)
{
    notice_tell(tx, (room_id){0}, m->id, NOTICE_DESK);
    memo_write(tx, city, m->office, (application_id){0},
               str_print(tx_arena(tx),
                         "%.*sさんに、一時的な端末を%.*s %.*sまで使えるようにしました。"
                         "心当たりがないときは、すぐに介護支援課へ知らせてください。",
                         STR(m->name), STR(day_format_short(tx_arena(tx), day_of(ends_at))),
                         STR(instant_format_clock(tx_arena(tx), ends_at))));
}

enum loan_outcome loan_open(struct tx *tx, const struct acting *officer, const struct loan_new *new,
                            struct enrolment_letter *out)
{
    const struct member *m = member_find(tx, officer->city, new->member);
    struct loan_row open;
    if (!m || !office_is(m->office) || !member_is_active(m, tx_today(tx)))
        return LOAN_NOBODY;
    if (new->hours < 1 || new->hours > LOAN_HOURS_MOST || new->reason.n == 0)
        return LOAN_OUT_OF_RANGE;
    if (loan_open_of(tx, officer->city, new->member, tx_now(tx), &open))
        return LOAN_OPEN_ALREADY;
    instant ends_at = instant_after(tx_now(tx), HOURS(new->hours));
    device_id device = device_register(tx, &(struct device_new){.city = officer->city,
                                                                .member = new->member,
                                                                .kind = new->kind,
                                                                .lent_until = ends_at});
    store(tx, officer, new, device, ends_at);
    tell(tx, officer->city, m, ends_at);
    *out = enrolment_issue(tx, device);
    return LOAN_OPENED;
}

// --- looking -----------------------------------------------------------------------------------

static struct loan opened(struct tx *tx, city_id city, const struct key *key,
                          const struct loan_row *row)
{
    struct loan loan = {row->device,    row->member,    row->cause,   NONE,
                        row->opened_by, row->opened_at, row->ends_at, row->ended_at};
    if (!unseal_text(tx_arena(tx), key, place_of(row->device, city), row->reason, &loan.reason))
        tx_fail(tx, "the reason of a loan does not open");
    return loan;
}

struct loan_list loan_list_of(struct tx *tx, city_id city)
{
    struct key key;
    struct loan_row_list rows = loan_rows(tx, city, LOAN_LIST_MOST);
    struct loan_list list = {0, NEW_ARRAY(tx_arena(tx), struct loan, rows.n)};
    if (!city_key(tx, city, &key))
        return list;
    while (list.n < rows.n) {
        list.at[list.n] = opened(tx, city, &key, &rows.at[list.n]);
        list.n++;
    }
    key_forget(&key);
    return list;
}

bool loan_find(struct tx *tx, city_id city, member_id member, struct loan *out)
{
    struct loan_row row;
    struct key key;
    if (!loan_open_of(tx, city, member, tx_now(tx), &row) || !city_key(tx, city, &key))
        return false;
    *out = opened(tx, city, &key, &row);
    key_forget(&key);
    return true;
}

// --- ending ------------------------------------------------------------------------------------

bool loan_end(struct tx *tx, city_id city, device_id device)
{
    if (loan_set_ended(tx, city, device, tx_now(tx)) == 0)
        return false;
    // The person may have reported the lent device lost before.
    device_revoke(tx, city, device, REVOKED_OTHER);
    audit_record(tx, &(struct audit_entry){"loan.end", .city = city, .subject = device.v});
    return true;
}

int loan_end_due(struct tx *tx)
{
    struct loan_due_row_list due = loans_due(tx, tx_now(tx));
    int n = 0;
    for (size_t i = 0; i < due.n; i++)
        n += loan_end(tx, due.at[i].city, due.at[i].device);
    return n;
}
