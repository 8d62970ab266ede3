// SPDX-License-Identifier: AGPL-3.0-or-later
// 画面の設定: how large the type is, how strong the contrast, whether readings stand above the
// fixed words, which years dates have, whether single letters are shortcuts. Kept per member and
// thus the same on each device. What is not signed in has a cookie of the device instead, and the
// pages of signing in look as the person before left them. struct appearance is in turn.h,
// because every page is drawn by it; signin_find reads it along with the session.
#ifndef APPEARANCE_APPEARANCE_H
#define APPEARANCE_APPEARANCE_H

#include "turn.h"
#include "web/request.h"

// Keeps it for whoever acts (WHO_STARTED at least); knows_voice stays as it was.
void appearance_change(struct tx *tx, const struct acting *me, const struct appearance *wanted);
// The hint about speaking instead of typing does not come again.
void appearance_learn_voice(struct tx *tx, const struct acting *me);

// Five digits in "__Host-view"; anything else is the layout as it comes.
struct appearance appearance_of_cookie(const struct params *cookies);
// Where the cookie says something else than the turn: puts it right, for a year.
void appearance_remember(struct turn *t);

extern const struct routes appearance_routes, appearance_public_routes;

#endif
