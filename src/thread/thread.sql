-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row thread_row(closed_at instant?, closed_by seat_id?)

-- query thread_root(room room_id, id post_id) maybe post_id
SELECT id FROM post WHERE room = :room AND id = :id AND thread IS NULL;

-- query thread_row_of(room room_id, id post_id) maybe thread_row
SELECT closed_at, closed_by FROM thread WHERE room = :room AND id = :id;

-- query thread_follow_of(room room_id, thread post_id, seat seat_id) maybe bool
SELECT follows FROM thread_follow WHERE room = :room AND thread = :thread AND seat = :seat;

-- Whether the seat wrote in the thread, or a post of it is for that person.
-- query thread_concerns(room room_id, thread post_id, seat seat_id) one bool
SELECT EXISTS (SELECT 1 FROM post WHERE room = :room AND id = :thread AND (seat = :seat OR for_seat = :seat))
    OR EXISTS (SELECT 1 FROM post WHERE room = :room AND thread = :thread AND (seat = :seat OR for_seat = :seat))
    OR EXISTS (SELECT 1 FROM post JOIN addressee ON addressee.room = :room AND addressee.post = post.id
               WHERE post.room = :room AND (post.id = :thread OR post.thread = :thread)
                 AND addressee.kind = 0 AND addressee.target = :seat) AS concerns;

-- query thread_set_closed(room room_id, id post_id, closed_at instant, closed_by seat_id) none
INSERT INTO thread (room, id, closed_at, closed_by) VALUES (:room, :id, :closed_at, :closed_by)
ON CONFLICT (room, id) DO UPDATE SET closed_at = excluded.closed_at, closed_by = excluded.closed_by
WHERE thread.closed_at IS NULL;

-- query thread_set_open(room room_id, id post_id) none
UPDATE thread SET closed_at = NULL, closed_by = NULL WHERE room = :room AND id = :id AND closed_at IS NOT NULL;

-- query thread_set_follow(room room_id, thread post_id, seat seat_id, follows bool) none
INSERT INTO thread_follow (room, thread, seat, follows) VALUES (:room, :thread, :seat, :follows)
ON CONFLICT (room, thread, seat) DO UPDATE SET follows = excluded.follows
WHERE thread_follow.follows <> excluded.follows;
