// SPDX-License-Identifier: AGPL-3.0-or-later
// Escalation (確認の催促): a post that asks for 要確認 and is not confirmed goes on to somebody who
// can answer: a reminder to the person, then the substitute, then the administrator of the office.
// Day and night, weekday and weekend alike: what was asked until Saturday is not left until Monday
// when somebody else of the office can answer. Seats are the only key to what the post says; an
// administrator is told that a colleague has not confirmed something, and nothing else. Mission E3.
#ifndef ESCALATION_ESCALATION_H
#define ESCALATION_ESCALATION_H

#include "absence/absence.h"
#include "post/post.h"

// Stored as numbers: never change the order.
enum escalation_step { ESCALATION_REMINDER, ESCALATION_SUBSTITUTE, ESCALATION_ADMINISTRATOR };

// The reminder comes when a quarter of the time is left: early enough to act, late enough that most
// have answered by themselves. Of long times at most the last day, so that it is not forgotten again.
#define ESCALATION_REMIND_PART 4
#define ESCALATION_REMIND_MOST HOURS(24)
// At the due time the substitute is asked; at once when the person cannot answer: absent, without a
// seat by now, or without a device that works. The substitute has two hours, half a round of
// visits; then the administrator is told. Where nobody can stand in, at the due time already.
#define ESCALATION_ADMINISTRATOR_AFTER HOURS(2)
// A post that is changed after its time asks anew, and its new text may take as long to be read.
#define ESCALATION_AGAIN HOURS(2)
// An absence may be entered, a seat given meanwhile: what is open is looked at so often …
#define ESCALATION_LOOK_AGAIN MINUTES(10)
// … and until then. After a week without an answer a further notice helps nobody.
#define ESCALATION_GIVE_UP DAYS(7)

// Does what is due now, at most 200 posts. The number of people told. A job's.
int escalation_run(struct tx *tx);

// Whether anything still waits for the member of what that step told, in that room; {0}: in any. For
// whoever takes notices out, hours later perhaps.
bool escalation_waits(struct tx *tx, member_id member, room_id room, enum escalation_step step);

// 確認しました, for oneself and for everybody in whose place one was asked. False: nothing to confirm.
bool escalation_confirm(struct tx *tx, const struct seat *seat, post_id post);

// What the cards of posts show, in the order of posts. No queries when none of them asks.
struct escalation_note {
    post_id post;
    seat_id asked; // who has not confirmed …
    seat_id by; // … and who did in that place; {0}: I am asked in that place, nobody did yet
};
struct escalation_notes {
    size_t n;
    struct escalation_note *at;
};
struct escalation_notes escalation_notes_of(struct tx *tx, const struct seat *seat,
                                            const struct post_list *posts);

// Everything that was done about one post, in the order of time.
struct escalation_event {
    enum escalation_step step;
    int64_t revision; // of the post
    seat_id asked; // because of whom
    seat_id told; // {0}: nobody could be, or an administrator without a seat
    bool nobody;
    bool confirmed; // `told` confirmed in the place of `asked`
    instant at;
};
struct escalation_events {
    size_t n;
    struct escalation_event *at;
};
struct escalation_events escalation_story(struct tx *tx, const struct seat *seat, post_id post);

// For an administrator: who of the office has not confirmed something in time. No room, no patient.
struct escalation_late {
    member_id member;
    str name;
    int64_t posts;
    instant due_at; // the earliest
};
struct escalation_lates {
    size_t n;
    struct escalation_late *at;
};
struct escalation_lates escalation_list_late(struct tx *tx, member_id administrator);

#endif
