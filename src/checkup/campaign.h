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
    CAMPAIGN_BAD_DATES, // the request before today, or less than two weeks to answer
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
bool campaign_is_over(const struct campaign *c, day today); // the last day has passed

enum request_state {
    REQUEST_SILENT, // nothing has come
    REQUEST_WAITING, // handed in; the desk has not finished with it
    REQUEST_ANSWERED,
    REQUEST_ANSWERED_LATE,
    REQUEST_STATES,
};
str request_state_label(enum request_state state);
struct request_line {
    office_id office;
    enum request_state state;
    day answered_on;
    str name, number, postal, address, mail, phone;
    int64_t people, reminded;
};
struct request_lines {
    size_t n;
    struct request_line *at;
    int64_t counts[REQUEST_STATES];
};
struct request_lines campaign_requests(struct tx *tx, const struct campaign *c);

// Mails what is due to the offices that are silent: the request, and reminders 14, 7 and 1 days
// before the last day; only the newest when several are due. A job's. The mail holds a constant
// sentence and the link. Returns how many were queued.
int campaign_remind(struct tx *tx, str member_url);

// --- after the last day ----------------------------------------------------------------------

struct proposal {
    seat_id seat;
    room_id room;
    member_id member;
    str member_name, office_name, room_name;
    day invited_on;
};
struct proposals {
    size_t n;
    struct proposal *at;
};
// Seats of the silent offices' people; none before the last day is over or once closed.
struct proposals campaign_proposals(struct tx *tx, const struct campaign *c);
// The officer's decision about one of them, with the reason.
enum campaign_outcome campaign_decide(struct tx *tx, const struct acting *me,
                                      const struct campaign *c, seat_id seat, bool withdraw,
                                      str reason);
void campaign_decisions(struct tx *tx, const struct campaign *c, int64_t *withdrawn, int64_t *kept);
enum campaign_outcome campaign_close(struct tx *tx, const struct acting *me,
                                     const struct campaign *c);

// Letters to the silent offices that have no mail address, for window envelopes; empty: none.
bytes campaign_letters(struct tx *tx, const struct services *services, const struct campaign *c);
// The result, with room for the signatures.
bytes campaign_result(struct tx *tx, const struct campaign *c);

extern const struct routes campaign_routes; // the desk's
extern const struct routes checkup_routes; // the office's

#endif
