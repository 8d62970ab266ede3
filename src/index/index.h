// SPDX-License-Identifier: AGPL-3.0-or-later
// Index (索引): which posts of a room hold a token. Tokens stand for single characters and pairs of
// neighbours of a folded text; they are numbers keyed by the room, in rows sealed with the room's
// key: without it nothing can be told of the words, not even how often one occurs.
//
// What is found are candidates: a text that held all tokens once. Whoever asks opens them and looks.
// A post's tokens are written with the post, as one small row; a job merges such rows into blocks,
// so that a room of thousands of posts is a few dozen rows for each token. docs/decisions: search.
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "db/db.h"
#include "ids.h"
#include "vault/vault.h"

// The tokens of texts. They need no transaction: who writes a post makes them before it, while nobody
// waits. They are not sealed yet and stay in memory.
// A mark is a gram as a whole that stands in no text: it begins with a control character.
struct index_texts {
    const str *texts;
    size_t n;
    const str *marks;
    size_t n_marks;
};
str index_tokens(struct arena *a, const struct key *room_key, const struct index_texts *texts);
// The tokens of the post are from now on these; NONE: it is found no more.
void index_put(struct tx *tx, room_id room, const struct key *room_key, post_id post, str tokens);

// --- finding -----------------------------------------------------------------------------

struct index_room {
    room_id id;
    struct key key; // the room's
};
struct index_asked {
    const struct index_room *rooms;
    size_t n_rooms;
    const str *words; // folded, none empty: all of them must occur
    size_t n_words;
    int64_t after, before; // ids of posts, both exclusive
    const str *marks; // likewise; those that count most first. Words or marks, or both
    size_t n_marks;
};
struct index_search;
struct index_search *index_begin(struct tx *tx, const struct index_asked *asked);
// The next candidate, newest first over all rooms, each once; `room` counts asked->rooms.
bool index_next(struct index_search *s, size_t *room, post_id *post);

// --- keeping -----------------------------------------------------------------------------

// Rooms with so many unmerged rows that a merge pays; at most `most`, after that room.
struct room_id_list index_due(struct tx *tx, room_id after, int64_t most);
// Calls for each character and each pair of neighbours of a folded text.
typedef void index_gram(void *context, str gram);
void index_grams(str folded, index_gram *each, void *context);

// A merge of some rows or blocks of the room. It is made in a transaction that only reads, in whose
// arena it lies; NULL: nothing is left that pays. Then it is written in several short ones, as long as
// that returns true. What an earlier one left behind is swept first. One merge of a room at a time.
struct index_merge;
bool index_sweep(struct tx *tx, room_id room, int64_t *from); // from: 0 at first
struct index_merge *index_merge_make(struct tx *tx, room_id room, const struct key *room_key);
bool index_merge_write(struct tx *tx, struct index_merge *m);
// All of it in one transaction. False: nothing was left that pays.
bool index_merge(struct tx *tx, room_id room, const struct key *room_key);

// What was written before there was an index, room by room, newest posts first.
bool index_backlog_next(struct tx *tx, room_id *room, post_id *before);
void index_backlog_done(struct tx *tx, room_id room, post_id before); // {0}: all of the room
int64_t index_backlog_rooms(struct tx *tx);
bool index_backlog_has(struct tx *tx, room_id room);

#endif
