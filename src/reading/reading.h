// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading (既読): 未読, 既読 and 確認しました, kept per person and honest: read is what was on the
// person's screen, not what a later post was read after. Mission E3.
#ifndef READING_READING_H
#define READING_READING_H

#include "post/post.h"

// Marks as read what was on the screen; unknown ids are passed over. Own posts are not marked.
void reading_mark(struct tx *tx, const struct seat *seat, const post_id *posts, size_t n);
// 未読に戻す: this post and only this. False: it was not read, or it was confirmed.
bool reading_unmark(struct tx *tx, const struct seat *seat, post_id post);
// 確認しました; marks read too. False: confirmed before, one's own, none, or the room is closed.
bool reading_confirm(struct tx *tx, const struct seat *seat, post_id post);

enum reading { READING_UNREAD, READING_READ, READING_CONFIRMED };
struct reader {
    seat_id seat;
    str name, office;
    enum profession profession;
    bool asked; // 要確認 names this person
    enum reading reading; // of what the post says now
    instant read_at, confirmed_at;
    instant before_at; // when this person read what stood there before a change, last
};
struct readers {
    size_t n;
    struct reader *at; // grouped by profession, then office
};
// Everybody with a seat when the post was written or since, without the author.
struct readers reading_of(struct tx *tx, const struct seat *seat, post_id post);

// Who had read which version before it was changed; in the order of versions.
struct version_reader {
    int64_t revision;
    seat_id seat;
    instant read_at, confirmed_at;
};
struct version_readers {
    size_t n;
    struct version_reader *at;
};
struct version_readers reading_before(struct tx *tx, const struct seat *seat, post_id post);

#endif
