// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-in: personal ID + password + the device's certificate. The first two prove
// what the person knows, the certificate what the person holds (two factors,
// 安全管理ガイドライン 6.0 システム運用編 14). Guessing slows down, then locks.
#ifndef SIGNIN_SIGNIN_H
#define SIGNIN_SIGNIN_H

#include "db/db.h"
#include "ids.h"
#include "member/member.h"
#include "signin/guess.h"
#include "signin/history.h"
#include "signin/lock.h"
#include "signin/password.h"
#include "signin/reminder.h"
#include "turn.h"

// Who holds the session of this cookie on this device; false: nobody (no such
// session, ended, idle too long, older than SESSION_HOURS, another device, ID void). Opens the name.
enum { SESSION_HOURS = 12 };
struct signin_state {
    struct acting acting;
    enum owed owes; // a password that is initial or older than the city allows; terms, pledge
    struct heed heed;
    struct appearance appearance;
};
bool signin_find(struct tx *tx, str cookie, device_id device, struct signin_state *out);

// The slow half: does the password belong to the ID? Takes as long for an ID that does not
// exist; does not look while the device waits after wrong guesses.
struct signin_proof {
    member_id member; // {0}: no such ID
    bool matches;
    str hash; // that the password was tried against
    bool waits; // nothing was tried
};
struct signin_proof signin_prove(struct tx *tx, str personal_id, str password, device_id device);

enum signin_outcome {
    SIGNIN_DONE,
    SIGNIN_WRONG, // ID, password or device: which one is not told
    SIGNIN_WAIT, // too many wrong guesses: *wait_seconds
};
struct signin_result {
    enum signin_outcome outcome;
    str cookie; // on SIGNIN_DONE: for the browser, never stored
    int64_t wait_seconds;
};
// A certificate of somebody else's device is SIGNIN_WRONG, and so is a password that was given
// anew since it was proved. Wrong guesses count for the device: see src/signin/guess.h.
struct signin_result signin_start(struct tx *tx, const struct signin_proof *proof, device_id device);
// Which of several offices the pages of an administrator are about, from now on and on every device.
// False: does not administer it.
bool signin_lead(struct tx *tx, const struct acting *me, office_id office);
void signin_end_cookie(struct tx *tx, str cookie); // what a browser held before it signed in anew
void signin_end(struct tx *tx, session_id session);
void signin_end_all(struct tx *tx, member_id member); // live streams end too
// Everywhere, at the person's own wish or the desk's: recorded as such.
void signin_end_everywhere(struct tx *tx, member_id member);
// Says when a session was last used; the server's recorder calls it in batches.
void signin_seen(struct tx *tx, session_id session, instant at);

// What has told its story is dropped, daily by a job. What happened stays in the audit.
enum { SESSION_KEPT_DAYS = 30, GUESS_KEPT_DAYS = 2, ATTEMPT_KEPT_DAYS = 365 };
void signin_forget_old(struct tx *tx);

enum agreed_text { DOCUMENT_TERMS, DOCUMENT_PLEDGE };
// Both are owed by whoever never accepted them. A later version of the terms is never a step:
// see src/terms/terms.h. Accepting is accepting the newest version of the member's city.
void document_accept(struct tx *tx, member_id member, enum agreed_text document);

extern const struct routes signin_routes, history_routes;

#endif
