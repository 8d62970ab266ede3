// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords: what a good one is, and how it changes. Hashing is slow on purpose
// (argon2id), so each verb has a slow half that runs before the writing transaction.
#ifndef SIGNIN_PASSWORD_H
#define SIGNIN_PASSWORD_H

#include "db/db.h"
#include "ids.h"
#include "turn.h"

// Why a new password is not acceptable. 安全管理ガイドライン 6.0 Q&A: with two factors at least
// 8 mixed characters; names and dictionary words refused; not used before.
enum password_fault {
    PASSWORD_GOOD,
    PASSWORD_SHORT, // under 8 characters
    PASSWORD_LONG, // over 128
    PASSWORD_ONE_KIND, // under 13 characters and fewer than 3 of: lower, upper, digit, sign
    PASSWORD_NAMES_YOU, // holds the personal ID
    PASSWORD_COMMON, // a common word with ornaments, or a run like 12345678, aaaaaaaa
    PASSWORD_USED, // one of the last 5
    PASSWORD_OLD_WRONG, // the present password was not typed right
    PASSWORD_WAIT, // too many wrong guesses at the present one, as when signing in
};
const char *password_fault_sentence(enum password_fault fault);

// What the text alone tells.
enum password_fault password_check(str password, str personal_id);

// A change: prepare (slow, reading), then carry out.
struct password_change {
    enum password_fault fault;
    str hash; // of the new one, when PASSWORD_GOOD
};
struct password_change password_prepare(struct tx *tx, const struct acting *me, str old, str new);
// Carries out a good change; a wrong present password counts as a guess of the device. What became
// of it: PASSWORD_GOOD when changed.
enum password_fault password_settle(struct tx *tx, const struct acting *me,
                                    const struct password_change *change);
// The person's other sessions end, and the live streams begin anew.
void password_carry_out(struct tx *tx, const struct acting *me, const struct password_change *change);

// An initial password: prepare (slow, no database), then store. `plain` is for the letter only.
struct password_initial {
    str plain, hash;
};
struct password_initial password_initial(struct arena *a);
void password_issue(struct tx *tx, member_id member, const struct password_initial *initial);

#endif
