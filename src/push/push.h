// SPDX-License-Identifier: AGPL-3.0-or-later
// Push (この端末へのお知らせ): a registered device shows that something is new while つなぎ is not
// open, through the push service of its browser's maker. What travels is a number for the badge and
// a kind, encrypted to the browser; what the screen shows is one constant sentence. The maker learns
// that a device was told something and when, never what.
//
// Switched on by the person, for each device. Telling only writes: sending is a job of its own
// (push/deliver.h), so no transaction ever waits for a push service. Per device at most one thing
// waits; a later one takes its place.
#ifndef PUSH_PUSH_H
#define PUSH_PUSH_H

#include "db/db.h"
#include "ids.h"
#include "push/push_switch.html.h"
#include "turn.h"

// Stored as numbers and sent as words: never change the order.
enum push_kind { PUSH_NEWS = 1, PUSH_ASKED, PUSH_TRIAL, PUSH_KINDS };

struct push_word {
    enum push_kind kind;
    int64_t count; // for the badge: what is new over all rooms; 0 takes the badge away
    bool urgent; // wakes a device that saves its battery
    instant until; // of no use later; {0}: for a day
};

// Tells all devices of the member that are switched on. How many.
int push_tell(struct tx *tx, member_id member, const struct push_word *word);
// How many devices of the member would be told.
int push_devices(struct tx *tx, member_id member);

// The end of a device, of a person's ID, of all sessions: what was switched on is forgotten.
void push_end_device(struct tx *tx, device_id device);
void push_end_member(struct tx *tx, member_id member);

// The server's own key pair, made once for an installation; push is off where there is none.
void push_make_key(struct tx *tx);
// Forgets subscriptions that ended long ago and those of devices that are no more. Daily, by a job.
void push_forget_old(struct tx *tx);

// The switch of the device that shows the page, for a page of settings:
//   {{use "push/push.h"}} … struct push_switch push; … {{put push_switch(&p->push)}}
struct push_switch push_switch_of(struct turn *t);

// How push does, for those who keep the service going. Holds nothing of a person.
struct push_state {
    int64_t on; // devices
    int64_t ended; // by their push service; their owners are asked to switch on again
    int64_t waiting, tried; // words that wait; of these, tried at least once in vain
    instant oldest; // of the waiting; NO_INSTANT
    instant taken_at; // the last one that a push service took; NO_INSTANT
    str trouble; // the fixed word of the newest failure among the waiting; empty: none
};
struct push_state push_state(struct tx *tx);

extern const struct routes push_routes;

#endif
