// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkup/campaign.h"

#include "audit/audit.h"
#include "checkup/campaign.sql.h"
#include "checkup/silent.h"
#include "city/city.h"
#include "member/member.h"

enum { LEAST_DAYS = 14 };

static struct campaign campaign_of(const struct campaign_row *row)
{
    return (struct campaign){row->id,     row->city,      row->year,      row->request_on,
                             row->due_on, row->opened_at, row->closed_at, row->closed_by};
}

static struct campaign_list list_of(struct tx *tx, const struct campaign_row_list *rows)
{
    struct campaign_list list = {rows->n, NEW_ARRAY(tx_arena(tx), struct campaign, rows->n)};
    for (size_t i = 0; i < rows->n; i++)
        list.at[i] = campaign_of(&rows->at[i]);
    return list;
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
    return list_of(tx, &rows);
}

struct campaign_list campaign_list_asking(struct tx *tx)
{
    struct campaign_row_list rows = campaign_rows_open(tx, tx_today(tx));
    return list_of(tx, &rows);
}

bool campaign_is_over(const struct campaign *c, day today)
{
    return today.n > c->due_on.n;
}

str campaign_year(struct arena *a, const struct campaign *c)
{
    if (c->year == 2019)
        return S("令和元年度");
    return str_print(a, "令和%ld年度", (long)c->year - 2018);
}

// --- a longer term ---------------------------------------------------------------------------

static struct place note_place(const struct campaign *c, int64_t id)
{
    return (struct place){S("campaign_extension"), S("note"), id, c->id.v};
}

enum campaign_outcome campaign_extend(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, day due_on, str note)
{
    struct key key;
    int64_t id = tx_new_id(tx);
    if (due_on.n <= c->due_on.n || due_on.n < tx_today(tx).n)
        return CAMPAIGN_BAD_DATES;
    if (instant_is(c->closed_at) || !city_key(tx, c->city, &key))
        return CAMPAIGN_NOT_NOW;
    bytes sealed = seal_text(tx_arena(tx), &key, note_place(c, id), note);
    key_forget(&key);
    if (campaign_set_due(tx, c->city, c->id, due_on) == 0)
        return CAMPAIGN_NOT_NOW;
    extension_insert(tx, &(struct extension_insert_params){
                             .campaign = c->id,
                             .id = id,
                             .at = tx_now(tx),
                             .by_member = me->member,
                             .due_before = c->due_on,
                             .due_after = due_on,
                             .note = sealed,
                         });
    campaign_reset_reminded(tx, c->id);
    audit_record(tx, &(struct audit_entry){"campaign.extend", .city = c->city, .subject = c->id.v});
    return CAMPAIGN_DONE;
}

struct extensions campaign_extensions(struct tx *tx, const struct campaign *c)
{
    struct extension_row_list rows = extension_rows_of(tx, c->id);
    struct extensions list = {rows.n, NEW_ARRAY(tx_arena(tx), struct extension, rows.n)};
    struct key key;
    if (rows.n == 0 || !city_key(tx, c->city, &key))
        return (struct extensions){0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct extension_row *row = &rows.at[i];
        const struct member *m = member_find(tx, c->city, row->by_member);
        struct extension *to = &list.at[i];
        *to = (struct extension){row->at, m ? m->name : NONE, row->due_before, row->due_after, NONE};
        if (!unseal_text(tx_arena(tx), &key, note_place(c, row->id), row->note, &to->note))
            tx_fail(tx, "the note of a longer term does not open");
    }
    key_forget(&key);
    return list;
}

// --- the end ---------------------------------------------------------------------------------

enum campaign_outcome campaign_close(struct tx *tx, const struct acting *me,
                                     const struct campaign *c)
{
    if (!campaign_is_over(c, tx_today(tx)) || instant_is(c->closed_at))
        return CAMPAIGN_NOT_NOW;
    struct request_lines lines = campaign_requests(tx, c);
    if (campaign_set_closed(tx, c->city, c->id, tx_now(tx), me->member) == 0)
        return CAMPAIGN_NOT_NOW;
    for (size_t i = 0; i < lines.n; i++)
        request_set_result(tx, c->id, lines.at[i].office, (int64_t)lines.at[i].state + 1,
                           lines.at[i].answered_on, lines.at[i].people);
    campaign_carry_out(tx, me, c, &lines);
    audit_record(tx, &(struct audit_entry){"campaign.close", .city = c->city, .subject = c->id.v});
    return CAMPAIGN_DONE;
}
