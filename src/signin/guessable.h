// SPDX-License-Identifier: AGPL-3.0-or-later
// What somebody who knows the person would try first: name, office, dates, common words, runs.
#ifndef SIGNIN_GUESSABLE_H
#define SIGNIN_GUESSABLE_H

#include "signin/password.h"

// The bits of password_check that are about what the password says.
unsigned password_guessable(struct arena *a, str password, const struct password_owner *owner);

// A reading in Latin letters, and what was typed, both in one spelling: Hepburn and 訓令式, long
// and short vowels, single and double letters are the same (Shouko, Syoko, Shoko: "syoko").
str letters_of_kana(struct arena *a, str kana);
str letters_of_typed(struct arena *a, str typed);

#endif
