// SPDX-License-Identifier: AGPL-3.0-or-later
// What a campaign prints: the letters of the day, and the result.
#include "audit/audit.h"
#include "checkup/campaign_web.h"
#include "sheet/sheet.h"

static void answer_pdf(struct turn *t, struct sheet *s, str name)
{
    if (s && tx_ok(t->tx))
        response_file(t->response, sheet_finish(s), S("application/pdf"), name, false);
    else
        turn_missing(t);
}

// Records first whom it is written to; the address that follows prints it, as often as the printer
// needs, without writing to anybody twice.
void letters_write_page(struct turn *t)
{
    struct campaign c;
    if (!campaign_of_turn(t, &c))
        return;
    if (instant_is(c.closed_at) || campaign_write_letters(t->tx, t->me, &c) == 0)
        turn_go_saying(t, campaign_url(t, &c), "手紙を送る事業所はありません。");
    else
        turn_go(t, url_make(t->arena, "/desk/campaigns/%i/letters", c.id.v));
}

void letters_print_page(struct turn *t)
{
    struct campaign c;
    if (campaign_of_turn(t, &c))
        answer_pdf(t, campaign_letters(t->tx, t->services, &c), S("現況届のお願い.pdf"));
}

void result_print_page(struct turn *t)
{
    struct campaign c;
    if (!campaign_of_turn(t, &c))
        return;
    audit_viewed(t->me, c.city, "campaign.result", (room_id){0}, c.id.v, tx_now(t->tx));
    answer_pdf(t, campaign_result(t->tx, &c), S("現況届の結果.pdf"));
}
