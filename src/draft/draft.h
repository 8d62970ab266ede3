// SPDX-License-Identifier: AGPL-3.0-or-later
// Draft (下書き): what somebody has typed in a room and not sent yet. It is kept on the server,
// sealed with the room's key, so that it waits on every device of the same person; never in the
// browser's storage. Each box that is typed in has one draft. A box that opened with a draft goes
// on with it, unless another box has changed it meanwhile: then both texts stay, each as a draft
// of its own, until the person has chosen. Gone with the seat and with the room. Mission E1.
#ifndef DRAFT_DRAFT_H
#define DRAFT_DRAFT_H

#include "addressee/addressee.h"
#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "seat/seat.h"

enum { DRAFT_MOST_CHARACTERS = 10000, DRAFTS_MOST = 20 };

// The fields of the box as they stand, good or not.
struct draft_text {
    int64_t kind; // enum post_kind
    post_id reply_to, quotes;
    seat_id for_seat;
    struct addressees to;
    int64_t due; // which of the choices
    str due_at; // as typed, for "at another time"
    str body;
};
struct draft_new {
    draft_id id; // that the box opened with or was given; {0}: none yet
    int64_t revision; // of it
    str box; // the form's request key
    int64_t serial; // each request of a box has a larger one; 0: not told, always the newest
    device_id device;
    struct draft_text text;
};

enum draft_outcome {
    DRAFT_KEPT,
    DRAFT_REMOVED, // nothing is typed any more
    DRAFT_TOO_LONG,
    DRAFT_TOO_MANY, // DRAFTS_MOST lie in the room already
    DRAFT_REFUSED, // nothing can be written there
};
// The draft of this box. Where another box changed the draft meanwhile, or sent or discarded it,
// the text becomes a new draft beside what is there: *out says as which. A request that comes behind
// a newer one of its box, or behind the post, changes nothing: *out says what stands.
enum draft_outcome draft_keep(struct tx *tx, const struct seat *seat, const struct draft_new *new,
                              struct draft_new *out);
// In the transaction that writes the post. What another box has typed since stays.
void draft_posted(struct tx *tx, const struct seat *seat, const struct draft_new *sent);
// What the box had under way comes too late from now on, as with draft_posted.
void draft_box_ends(struct tx *tx, const struct seat *seat, const struct draft_new *sent);
// 捨てる. False: it is gone already.
bool draft_discard(struct tx *tx, const struct seat *seat, draft_id draft);

// For a job: boxes that were not heard of for two days.
void draft_forget_boxes(struct tx *tx);

struct draft_found {
    draft_id id;
    int64_t revision;
    device_id device;
    instant saved_at;
    bool of_box; // typed in one of the boxes asked for
    struct draft_text text;
};
struct drafts {
    size_t n;
    struct draft_found *at; // newest first
};
// The person's own in this room; none where nothing can be written. `boxes`: request keys.
struct drafts draft_list(struct tx *tx, const struct seat *seat, const str *boxes, size_t n);

// Checks that every draft of the room opens. The count.
size_t draft_verify(struct tx *tx, room_id room, const struct key *key,
                    void (*broken)(void *context, draft_id draft), void *context);

#endif
