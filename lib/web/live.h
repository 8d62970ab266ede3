// SPDX-License-Identifier: AGPL-3.0-or-later
// Live events: what a commit made visible is told to open pages. An event
// carries no content, only a word and ids; the page then asks for the fragment
// with its own rights, so a seat that ended a second ago sees nothing.
#ifndef WEB_LIVE_H
#define WEB_LIVE_H

#include "db/db.h"

// Told after the transaction commits; forgotten on rollback. `event` is a fixed
// word, `data` ids only.
void live_publish(struct tx *tx, int64_t topic, str event, str data);

// After the commit: ends every stream opened with that key (a session).
void live_close(struct tx *tx, int64_t key);

// The server's half: what delivers.
struct live_sink {
    void (*publish)(void *self, int64_t topic, str event, str data);
    void (*close)(void *self, int64_t key);
    void *self;
};
void live_connect(const struct live_sink *sink); // NULL: nobody listens (tests, commands)

#endif
