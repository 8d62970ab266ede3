// SPDX-License-Identifier: AGPL-3.0-or-later
// Who has answered, and what was sent to whom.
#include "checkup/request.h"

#include "base/check.h"
#include "checkup/campaign.sql.h"
#include "mail/mail.h"

str request_state_label(enum request_state state)
{
    static const str labels[REQUEST_STATES] = {
        [REQUEST_SILENT] = S_CONST("まだ届いていません"),
        [REQUEST_WAITING] = S_CONST("届いて確認中"),
        [REQUEST_ANSWERED] = S_CONST("回答済み"),
        [REQUEST_ANSWERED_LATE] = S_CONST("期限後に回答"),
        [REQUEST_RETURNED] = S_CONST("差し戻し中"),
    };
    check(state < REQUEST_STATES);
    return labels[state];
}

bool request_is_missing(enum request_state state)
{
    return state == REQUEST_SILENT || state == REQUEST_RETURNED;
}

bool request_needs_letter(const struct request_line *line)
{
    return request_is_missing(line->state) && (line->mail.n == 0 || line->bounced);
}

// --- one line ----------------------------------------------------------------------------------

static enum request_state state_of(const struct campaign *c, const struct request_row *row)
{
    if (instant_is(c->closed_at) && row->result > 0 && row->result <= REQUEST_STATES)
        return (enum request_state)(row->result - 1);
    if (day_is(row->done_on))
        return row->done_on.n > c->due_on.n ? REQUEST_ANSWERED_LATE : REQUEST_ANSWERED;
    if (row->waiting)
        return REQUEST_WAITING;
    return row->returned ? REQUEST_RETURNED : REQUEST_SILENT;
}

static struct request_line line_of(struct tx *tx, const struct campaign *c,
                                   const struct request_row *row)
{
    bool stored = instant_is(c->closed_at) && row->result > 0;
    return (struct request_line){
        .office = row->office,
        .state = state_of(c, row),
        .answered_on = stored ? row->closed_on : row->done_on,
        .answer = row->newest,
        .name = row->name,
        .number = row->number,
        .postal = row->postal,
        .address = str_print(tx_arena(tx), "%.*s%.*s", STR(row->address), STR(row->building)),
        .mail = row->mail,
        .phone = row->phone,
        .people = stored ? row->closed_people : 0,
        .reminded = row->reminded,
        .told = row->told,
        .sent_on = NO_DAY,
    };
}

// --- what was sent -----------------------------------------------------------------------------

static void put_sent(struct tx *tx, struct request_line *line, const struct sent_row *row)
{
    static const char *const words[] = {"", "お願い", "14日前のお知らせ", "7日前のお知らせ", "直前のお知らせ"};
    int64_t what = row->what >= 1 && row->what <= 4 ? row->what : 1;
    line->sent_on = row->sent_on;
    line->by_letter = row->by_letter;
    line->bounced = row->mail_state == MAIL_BOUNCED || row->mail_state == MAIL_GIVEN_UP;
    line->sent = str_print(tx_arena(tx), "%.*s%s%.*s %s（%s）", STR(line->sent),
                           line->sent.n ? "、" : "", STR(day_format_short(tx_arena(tx), row->sent_on)),
                           words[what],
                           line->by_letter ? "手紙"
                           : line->bounced ? "メール不達"
                                           : "メール");
}

// Both lists are in the order of the offices' ids; the lines are not.
static struct request_line *line_for(struct request_lines *lines, office_id office)
{
    for (size_t i = 0; i < lines->n; i++)
        if (office_same(lines->at[i].office, office))
            return &lines->at[i];
    return NULL;
}

static void put_numbers(struct tx *tx, const struct campaign *c, struct request_lines *lines)
{
    struct office_number_row_list people = request_people(tx, c->id);
    struct office_number_row_list cases = request_open_cases(tx, c->id);
    struct request_line *line = NULL;
    for (size_t i = 0; i < people.n; i++)
        if ((line = line_for(lines, people.at[i].office)) && !line->people)
            line->people = people.at[i].n;
    for (size_t i = 0; i < cases.n; i++)
        if ((line = line_for(lines, cases.at[i].office))) {
            line->open_cases = cases.at[i].n;
            lines->with_cases++;
        }
}

struct request_lines campaign_requests(struct tx *tx, const struct campaign *c)
{
    struct request_row_list rows = request_rows_of(tx, c->id);
    struct sent_row_list sent = sent_rows_of(tx, c->id);
    struct request_lines lines = {.n = rows.n,
                                  .at = NEW_ARRAY(tx_arena(tx), struct request_line, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        lines.at[i] = line_of(tx, c, &rows.at[i]);
        lines.counts[lines.at[i].state]++;
    }
    put_numbers(tx, c, &lines);
    struct request_line *line = NULL;
    for (size_t i = 0; i < sent.n; i++) {
        if (!line || !office_same(line->office, sent.at[i].office))
            line = line_for(&lines, sent.at[i].office);
        if (line)
            put_sent(tx, line, &sent.at[i]);
    }
    return lines;
}

// --- pages ---------------------------------------------------------------------------------------

bool requests_page(struct arena *a, const struct request_lines *all,
                   const struct request_filter *filter, struct request_lines *out)
{
    bool begun = !office_is(filter->after);
    out->n = 0;
    out->at = NEW_ARRAY(a, struct request_line, REQUESTS_ON_A_PAGE);
    for (size_t i = 0; i < all->n; i++) {
        const struct request_line *line = &all->at[i];
        bool fits = begun && (filter->state < 0 || (int)line->state == filter->state) &&
                    (!filter->cases || line->open_cases > 0);
        begun = begun || office_same(line->office, filter->after);
        if (!fits)
            continue;
        if (out->n == REQUESTS_ON_A_PAGE)
            return true;
        out->at[out->n++] = *line;
    }
    return false;
}
