// SPDX-License-Identifier: AGPL-3.0-or-later
// Campaign: the yearly round of 現況届. Every office where people use the system is asked,
// reminded, and, when it stays silent, the seats of its people are looked at one by one. Guide 4;
// mission F.
#ifndef CHECKUP_CAMPAIGN_H
#define CHECKUP_CAMPAIGN_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

struct campaign {
    campaign_id id;
    city_id city;
    int64_t year; // 2026: 令和8年度
    day request_on, due_on; // both included
    instant opened_at, closed_at; // NO_INSTANT: open
    member_id closed_by;
};

enum campaign_outcome {
    CAMPAIGN_DONE,
    CAMPAIGN_EXISTS, // one a year
    CAMPAIGN_BAD_DATES, // the request before today, less than two weeks to answer, no longer term
    CAMPAIGN_NOT_NOW, // before the last day to answer is over, or already closed
    CAMPAIGN_NO_SEAT, // not proposed (any more)
};
struct campaign_new {
    int64_t year;
    day request_on, due_on;
};
enum campaign_outcome campaign_open(struct tx *tx, const struct acting *me,
                                    const struct campaign_new *new, campaign_id *out);
bool campaign_find(struct tx *tx, city_id city, campaign_id id, struct campaign *out);
struct campaign_list {
    size_t n;
    struct campaign *at;
};
struct campaign_list campaign_list_of(struct tx *tx, city_id city); // newest first
struct campaign_list campaign_list_asking(struct tx *tx); // open and not over, of every city
bool campaign_is_over(const struct campaign *c, day today); // the last day has passed
str campaign_year(struct arena *a, const struct campaign *c); // 令和8年度

// A longer term, with the reason; also after the last day, until the campaign is closed. The
// reminders before the new last day are sent again.
enum campaign_outcome campaign_extend(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, day due_on, str note);
struct extension {
    instant at;
    str by; // who
    day before, after;
    str note;
};
struct extensions {
    size_t n;
    struct extension *at;
};
struct extensions campaign_extensions(struct tx *tx, const struct campaign *c);

// After the last day: what was decided about seats is carried out where the office is silent
// still, and the result is written down as it stands. Nothing changes it from then on.
enum campaign_outcome campaign_close(struct tx *tx, const struct acting *me,
                                     const struct campaign *c);

// Mails what is due to the offices that have not answered: the request, and reminders 14, 7 and 1
// days before the last day; only the newest when several are due, one a day. A job's. The mail holds
// a constant sentence and the link; the administrators hear of it inside. Returns how many were queued.
int campaign_remind(struct tx *tx, str member_url);

extern const struct routes campaign_routes; // the desk's
extern const struct routes checkup_routes; // the office's

#endif
