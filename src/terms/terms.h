// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes of the terms (利用規約の改定). Version 1 is the program's text (src/signin/terms_page.html),
// which everybody accepts before the first use. A city gives notice of a change; each member reads
// it and may accept at once. 規約 5条4: when thirty days have passed since the notice, consent is
// deemed given. The day of the notice does not count (民法 140条): a notice of 2 November is
// accepted by everybody when 2 December is over, and a job records it with that day.
#ifndef TERMS_TERMS_H
#define TERMS_TERMS_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

enum { TERMS_NOTICE_DAYS = 30, TERMS_SUMMARY_MOST = 100, TERMS_CONTENT_MOST = 10000 };

struct terms_change {
    int64_t version; // 2, 3 …
    day noticed_on, until; // until: the last of the thirty days
    str summary, content;
    int64_t accepted, deemed, waiting; // members of the city who work there
};
struct terms_changes {
    size_t n;
    struct terms_change *at; // newest first
};
struct terms_changes terms_changes_of(struct tx *tx, city_id city);

enum terms_outcome { TERMS_NOTICED, TERMS_EMPTY };
// Notice from today on, to all members on their screens (規約 5条3: 一般掲示). It cannot be taken
// back; a further change follows it.
enum terms_outcome terms_notice(struct tx *tx, const struct acting *officer, str summary,
                                str content);
// The person's own consent, now, to the newest version.
void terms_accept(struct tx *tx, member_id member);
int64_t terms_newest_for(struct tx *tx, member_id member); // 1: no change was noticed

// The daily job: consent of those whose thirty days are over. The number of rows.
int terms_deem(struct tx *tx);

// Who accepted which version, and how.
struct terms_acceptance {
    member_id member;
    int64_t version; // the newest accepted; 0: none
    instant at;
    bool deemed;
};
struct terms_acceptances {
    size_t n;
    struct terms_acceptance *at;
};
bool terms_acceptance_of(struct tx *tx, member_id member, struct terms_acceptance *out);
struct terms_acceptances terms_acceptances_of(struct tx *tx, city_id city);

extern const struct routes terms_routes;

#endif
