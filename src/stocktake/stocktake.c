// SPDX-License-Identifier: AGPL-3.0-or-later
#include "stocktake/stocktake.h"

#include "audit/audit.h"
#include "base/check.h"
#include "member/member.h"
#include "notice/notice.h"
#include "office/office.h"
#include "stocktake/stocktake.sql.h"

enum { LEAST_DAYS = 7 };

str stocktake_found_label(enum stocktake_found found)
{
    static const str labels[STOCKTAKE_FOUNDS] = {
        [FOUND_NOT_SAID] = S_CONST("まだ届いていません"),
        [FOUND_HERE] = S_CONST("手元にある"),
        [FOUND_RETIRED] = S_CONST("廃棄した（データ消去済み）"),
        [FOUND_LOST] = S_CONST("なくした"),
    };
    check(found < STOCKTAKE_FOUNDS);
    return labels[found];
}

static struct stocktake stocktake_of(const struct stocktake_row *row)
{
    return (struct stocktake){row->id,     row->city,      row->year,
                              row->due_on, row->opened_at, row->closed_at};
}

// --- telling -----------------------------------------------------------------------------

enum { TOLD_BEGIN = 1, TOLD_WEEK, TOLD_DAY, FIRST_DAYS = 7, LAST_DAYS = 1 };

static int tell_silent(struct tx *tx, stocktake_id id, int64_t stage)
{
    struct office_id_list silent = stocktake_silent(tx, id);
    for (size_t i = 0; i < silent.n; i++)
        notice_tell_office(tx, silent.at[i]);
    stocktake_set_told(tx, id, stage);
    return (int)silent.n;
}

int stocktake_remind(struct tx *tx)
{
    day today = tx_today(tx);
    struct stocktake_told_row_list rows =
        stocktake_rows_told(tx, today, day_after(today, FIRST_DAYS));
    int n = 0;
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        int64_t stage = rows.at[i].due_on.n - today.n <= LAST_DAYS ? TOLD_DAY : TOLD_WEEK;
        if (rows.at[i].told < stage)
            n += tell_silent(tx, rows.at[i].id, stage);
    }
    return n;
}

// --- the round ---------------------------------------------------------------------------

enum stocktake_outcome stocktake_open(struct tx *tx, const struct acting *me, int64_t year,
                                      day due_on, stocktake_id *out)
{
    if (due_on.n < tx_today(tx).n + LEAST_DAYS)
        return STOCKTAKE_BAD_DATE;
    *out = (stocktake_id){tx_new_id(tx)};
    if (stocktake_insert(tx, *out, me->city, year, due_on, tx_now(tx)) == 0)
        return STOCKTAKE_EXISTS;
    stocktake_ask(tx, *out, me->city);
    tell_silent(tx, *out, TOLD_BEGIN);
    audit_record(tx, &(struct audit_entry){"stocktake.open", .city = me->city, .subject = out->v});
    return STOCKTAKE_DONE;
}

bool stocktake_find(struct tx *tx, city_id city, stocktake_id id, struct stocktake *out)
{
    struct stocktake_row row;
    if (!stocktake_by_id(tx, city, id, &row))
        return false;
    *out = stocktake_of(&row);
    return true;
}

struct stocktake_list stocktake_list_of(struct tx *tx, city_id city)
{
    struct stocktake_row_list rows = stocktake_rows_of(tx, city);
    struct stocktake_list list = {rows.n, NEW_ARRAY(tx_arena(tx), struct stocktake, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        list.at[i] = stocktake_of(&rows.at[i]);
    return list;
}

enum stocktake_outcome stocktake_close(struct tx *tx, const struct acting *me,
                                       const struct stocktake *s)
{
    if (stocktake_set_closed(tx, s->city, s->id, tx_now(tx), me->member) == 0)
        return STOCKTAKE_NOT_NOW;
    audit_record(tx, &(struct audit_entry){"stocktake.close", .city = s->city, .subject = s->id.v});
    return STOCKTAKE_DONE;
}

struct stocktake_progress_list stocktake_progress_of(struct tx *tx, const struct stocktake *s)
{
    struct stocktake_office_row_list rows = stocktake_offices(tx, s->id);
    struct stocktake_progress_list list = {
        rows.n, NEW_ARRAY(tx_arena(tx), struct stocktake_progress, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct stocktake_office_row *r = &rows.at[i];
        list.at[i] = (struct stocktake_progress){r->office, r->name,    r->phone, r->mail, r->asked,
                                                 r->here,   r->retired, r->lost,  r->silent};
    }
    return list;
}

struct stocktake_lines stocktake_lines_of(struct tx *tx, const struct stocktake *s, office_id office)
{
    struct stocktake_device_row_list rows =
        stocktake_devices(tx, s->id, office, !office_is(office));
    struct arena *a = tx_arena(tx);
    struct device_id_list ids = {rows.n, NEW_ARRAY(a, device_id, rows.n)};
    struct member_id_list owners = {rows.n, NEW_ARRAY(a, member_id, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        ids.at[i] = rows.at[i].device;
        owners.at[i] = rows.at[i].member;
    }
    struct device_list devices = device_list_for(tx, &ids);
    struct member_list people = member_list_for(tx, &owners);
    struct stocktake_lines lines = {rows.n, NEW_ARRAY(a, struct stocktake_line, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct stocktake_device_row *r = &rows.at[i];
        lines.at[i] = (struct stocktake_line){devices.at[i],  r->office, people.at[i].name,
                                              r->office_name, r->found,  r->told_at};
    }
    return lines;
}

bool stocktake_waits(struct tx *tx, office_id office, struct stocktake *out)
{
    struct stocktake_row row;
    if (!stocktake_waiting(tx, office, &row))
        return false;
    *out = stocktake_of(&row);
    return true;
}

static void carry_out(struct tx *tx, const struct device *d, enum stocktake_found found,
                      enum device_network network)
{
    switch (found) {
    case FOUND_HERE:
        device_confirm(tx, d->id, d->network != NETWORK_NOT_SAID ? d->network : network,
                       tx_today(tx));
        return;
    case FOUND_RETIRED:
        if (device_revoke(tx, d->city, d->id, REVOKED_RETIRED))
            device_wiped(tx, d, tx_today(tx));
        return;
    case FOUND_LOST:
        device_revoke(tx, d->city, d->id, REVOKED_LOST);
        return;
    case FOUND_NOT_SAID:
    case STOCKTAKE_FOUNDS:
        return;
    }
}

office_id stocktake_office(struct tx *tx, const struct acting *me)
{
    return me->role == ROLE_OFFICER ? office_desk(tx, me->city) : me->administers;
}

enum stocktake_outcome stocktake_tell(struct tx *tx, const struct acting *me,
                                      const struct stocktake *s,
                                      const struct stocktake_answer *answer,
                                      enum device_network network)
{
    struct device d;
    if (instant_is(s->closed_at) || answer->found == FOUND_NOT_SAID ||
        !device_find(tx, s->city, answer->device, &d) || d.state == DEVICE_REVOKED ||
        stocktake_set_found(tx, &(struct stocktake_set_found_params){.id = s->id,
                                                                     .device = d.id,
                                                                     .office = stocktake_office(tx, me),
                                                                     .found = answer->found,
                                                                     .at = tx_now(tx),
                                                                     .by_member = me->member}) == 0)
        return STOCKTAKE_NOT_NOW;
    carry_out(tx, &d, answer->found, network);
    audit_record(tx, &(struct audit_entry){"stocktake.tell", .city = s->city, .subject = d.id.v,
                                           .detail = stocktake_found_label(answer->found)});
    return STOCKTAKE_DONE;
}
