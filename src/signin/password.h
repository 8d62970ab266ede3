// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords: what a good one is, and how it changes. Hashing is slow on purpose
// (argon2id), so each verb has a slow half that runs before the writing transaction.
#ifndef SIGNIN_PASSWORD_H
#define SIGNIN_PASSWORD_H

#include "db/db.h"
#include "ids.h"
#include "turn.h"

// Why a new password is not acceptable. 安全管理ガイドライン 6.0 Q&A: with two factors at least
// 8 mixed characters; names, birthdays and dictionary words refused; not used before.
enum password_fault {
    PASSWORD_GOOD,
    PASSWORD_SHORT, // under 8 characters
    PASSWORD_LONG, // over 128
    PASSWORD_ONE_KIND, // under 13 characters and fewer than 3 of: lower, upper, digit, sign
    PASSWORD_HAS_ID, // holds the personal ID
    PASSWORD_HAS_NAME, // one's own name, in its characters, kana or Latin letters
    PASSWORD_HAS_OFFICE, // the office's name or number, the same way
    PASSWORD_HAS_DATE, // a date as people write birthdays: 19850321, 1985-03-21, S600321
    PASSWORD_COMMON, // a common word with ornaments
    PASSWORD_RUN, // a run like 12345678, qwertyui, aaaaaaaa
    PASSWORD_USED, // the present one or one of the PASSWORDS_REMEMBERED before, kept as hashes only
    PASSWORD_OLD_WRONG, // the present password was not typed right
    PASSWORD_WAIT, // too many wrong guesses at the present one, as when signing in
    PASSWORD_FAULTS,
};
enum { PASSWORDS_REMEMBERED = 5 };
const char *password_fault_sentence(enum password_fault fault);

// Whose password it is to be; what is not known is empty. Birthdays of members are not kept here,
// so every date is refused.
struct password_owner {
    str personal_id, name, kana, office, office_kana, office_number;
};
// What the text alone tells: one bit (1 << fault) for each fault; 0: good.
unsigned password_check(struct arena *a, str password, const struct password_owner *owner);

// The last day of a password: the same date `months` later, or that month's last day when it has
// no such date (31 January: 28 February). From that day on nothing opens before it is changed.
day password_due(day changed_on, int64_t months);

// A change: prepare (slow, reading), then carry out.
struct password_change {
    enum password_fault fault; // the first
    unsigned faults; // all that the text alone tells, as bits
    str hash; // of the new one, when PASSWORD_GOOD
};
struct password_change password_prepare(struct tx *tx, const struct acting *me, str old, str new);
// Carries out a good change; a wrong present password counts as a guess of the device. What became
// of it: PASSWORD_GOOD when changed.
enum password_fault password_settle(struct tx *tx, const struct acting *me,
                                    const struct password_change *change);
// The person's other sessions end, and the live streams begin anew.
void password_carry_out(struct tx *tx, const struct acting *me, const struct password_change *change);

struct password_state {
    bool initial;
    day changed_on;
    day due; // NO_DAY: the city asks for no change
};
// False: no letter was printed yet.
bool password_state_of(struct tx *tx, member_id member, struct password_state *out);

// An initial password: prepare (slow, no database), then store. `plain` is for the letter only.
struct password_initial {
    str plain, hash;
};
struct password_initial password_initial(struct arena *a);
void password_issue(struct tx *tx, member_id member, const struct password_initial *initial);

#endif
