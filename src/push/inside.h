// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share and nobody else sees.
#ifndef PUSH_INSIDE_H
#define PUSH_INSIDE_H

#include "push/push.h"
#include "webpush/webpush.h"

// What a browser handed over.
struct push_browser {
    struct webpush_reader reader;
    str endpoint;
};
struct push_subscription {
    struct push_browser browser;
    instant since;
    bool is_there; // switched on once, and not off
    bool is_ended; // its push service knows it no more
};

enum push_outcome {
    PUSH_DONE,
    PUSH_UNKNOWN_SERVICE, // not an address of a push service that this installation writes to
    PUSH_BAD_KEYS,
};
enum push_outcome push_browser_parse(struct arena *a, str hosts, const struct push_browser *typed,
                                     str open, str auth, struct push_browser *out);

void push_switch_on(struct tx *tx, const struct acting *me, const struct push_browser *browser);
bool push_switch_off(struct tx *tx, const struct acting *me); // false: was not on
// The browser was given another address. Only where this device is switched on already: with the
// address `was`, or with one that its push service has ended.
bool push_renew(struct tx *tx, const struct acting *me, str was, const struct push_browser *browser);
// A word of trial to the device at hand. False: it is not switched on.
bool push_try(struct tx *tx, const struct acting *me);
struct push_subscription push_find(struct tx *tx, device_id device);

// --- for deliver.c -----------------------------------------------------------------------

bool push_key_find(struct tx *tx, struct p256_pair *out); // false: none, or it does not open
bool push_open_browser(struct tx *tx, device_id device, bytes sealed, struct push_browser *out);
bytes push_mark(struct tx *tx, str endpoint);
// {"kind":"news","count":3}
str push_text(struct arena *a, enum push_kind kind, int64_t count);
enum { PUSH_TEXT = 64 }; // bytes of text and padding, always

#endif
