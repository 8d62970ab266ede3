// SPDX-License-Identifier: AGPL-3.0-or-later
#include "terms/terms.h"

#include "audit/audit.h"
#include "notice/notice.h"
#include "terms/terms.sql.h"

struct terms_changes terms_changes_of(struct tx *tx, city_id city)
{
    struct terms_row_list rows = terms_rows(tx, city);
    struct terms_changes list = {rows.n, NEW_ARRAY(tx_arena(tx), struct terms_change, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct terms_row *row = &rows.at[i];
        list.at[i] = (struct terms_change){
            .version = row->version,
            .noticed_on = row->noticed_on,
            .until = day_after(row->noticed_on, TERMS_NOTICE_DAYS),
            .summary = row->summary,
            .content = row->content,
            .accepted = row->accepted,
            .deemed = row->deemed,
            .waiting = row->waiting,
        };
    }
    return list;
}

enum terms_outcome terms_notice(struct tx *tx, const struct acting *officer, str summary,
                                str content)
{
    if (summary.n == 0 || content.n == 0)
        return TERMS_EMPTY;
    int64_t version = terms_newest(tx, officer->city) + 1;
    terms_change_insert(tx, &(struct terms_change_insert_params){
                                .city = officer->city,
                                .version = version,
                                .noticed_on = tx_today(tx),
                                .noticed_by = officer->member,
                                .summary = summary,
                                .content = content,
                            });
    audit_record(tx, &(struct audit_entry){"terms.notice", .city = officer->city,
                                           .subject = version, .detail = summary});
    notice_tell_city(tx, officer->city);
    return TERMS_NOTICED;
}

int64_t terms_newest_for(struct tx *tx, member_id member)
{
    return terms_newest_of_member(tx, member);
}

void terms_accept(struct tx *tx, member_id member)
{
    acceptance_give(tx, member, terms_newest_for(tx, member), tx_now(tx));
    audit_record(tx, &(struct audit_entry){"document.accept", .subject = 0});
}

int terms_deem(struct tx *tx)
{
    day before = day_after(tx_today(tx), -TERMS_NOTICE_DAYS);
    struct deemable_row_list rows = terms_deemable(tx, before);
    int n = 0;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        // The end of the last day, whenever the job came to it.
        day over = day_after(rows.at[i].noticed_on, TERMS_NOTICE_DAYS + 1);
        n += acceptance_deem(tx, rows.at[i].member, rows.at[i].version, day_start(over)) > 0;
        audit_record(tx, &(struct audit_entry){"document.deem", .subject = rows.at[i].member.v});
    }
    return n;
}

struct terms_acceptances terms_acceptances_of(struct tx *tx, city_id city)
{
    struct acceptance_row_list rows = acceptance_rows(tx, city);
    struct terms_acceptances list = {rows.n, NEW_ARRAY(tx_arena(tx), struct terms_acceptance, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct acceptance_row *row = &rows.at[i];
        list.at[i] = (struct terms_acceptance){row->member, row->version, row->at, row->deemed};
    }
    return list;
}

bool terms_acceptance_of(struct tx *tx, member_id member, struct terms_acceptance *out)
{
    struct acceptance_row row;
    if (!acceptance_newest(tx, member, &row))
        return false;
    *out = (struct terms_acceptance){row.member, row.version, row.at, row.deemed};
    return true;
}
