// SPDX-License-Identifier: AGPL-3.0-or-later
// What a campaign asked of each office, what came, and what was sent. Inside this folder.
#ifndef CHECKUP_REQUEST_H
#define CHECKUP_REQUEST_H

#include "checkup/campaign.h"

// Stored as numbers: never change the order.
enum request_state {
    REQUEST_SILENT, // nothing has come
    REQUEST_WAITING, // handed in; the desk has not finished with it
    REQUEST_ANSWERED,
    REQUEST_ANSWERED_LATE, // handed in after the last day; accepted all the same
    REQUEST_RETURNED, // the desk gave it back, and nothing came since
    REQUEST_STATES,
};
str request_state_label(enum request_state state);
bool request_is_missing(enum request_state state); // silent or given back

struct request_line {
    office_id office;
    enum request_state state;
    day answered_on;
    application_id answer; // the newest; {0}: none
    str name, number, postal, address, mail, phone;
    int64_t people, open_cases; // corrections that came out of the answer and are under way
    int64_t reminded, told; // by mail, inside; see campaign_mail_due; 0: nothing yet
    day sent_on; // the newest mail or letter
    bool bounced; // that mail did not arrive
    bool by_letter; // it was a letter
    str sent; // all of them in words
};
struct request_lines {
    size_t n;
    struct request_line *at; // by name
    int64_t counts[REQUEST_STATES], with_cases;
};
struct request_lines campaign_requests(struct tx *tx, const struct campaign *c);
// Missing, and no mail reaches the office.
bool request_needs_letter(const struct request_line *line);

enum { REQUESTS_ON_A_PAGE = 50 };
struct request_filter {
    int state; // -1: any
    bool cases; // with corrections under way only
    office_id after; // {0}: from the first
};
// The lines that fit, from the one after `after` on. True when more follow.
bool requests_page(struct arena *a, const struct request_lines *all,
                   const struct request_filter *filter, struct request_lines *out);

// --- reminders ---------------------------------------------------------------------------------

// What is due on that day: 1 the request, 2 … 4 the reminders.
int64_t campaign_mail_due(const struct campaign *c, day today);
// Records that each missing office without mail gets a letter today. How many: today's, also those
// recorded before.
size_t campaign_write_letters(struct tx *tx, const struct acting *me, const struct campaign *c);
// The letters recorded today, for window envelopes; NULL: none.
struct sheet;
struct sheet *campaign_letters(struct tx *tx, const struct services *services,
                               const struct campaign *c);
// The result.
struct sheet *campaign_result(struct tx *tx, const struct campaign *c);

#endif
