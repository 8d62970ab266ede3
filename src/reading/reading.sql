-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row reader_row(id seat_id, read_at instant?, confirmed_at instant?)
-- row before_row(revision int, seat seat_id, read_at instant, confirmed_at instant?)

-- Only posts of the room by somebody else are marked.
-- query mark_read(room room_id, post post_id, seat seat_id, read_at instant) none
INSERT INTO read_mark (room, post, seat, read_at)
SELECT room, id, :seat, :read_at FROM post WHERE room = :room AND id = :post AND seat <> :seat
ON CONFLICT (room, post, seat) DO NOTHING;

-- query mark_unread(room room_id, post post_id, seat seat_id) none
DELETE FROM read_mark WHERE room = :room AND post = :post AND seat = :seat AND confirmed_at IS NULL;

-- What lies above the line is counted anew.
-- query read_line_back(room room_id, seat seat_id, before post_id) none
UPDATE seat SET read_until = :before WHERE room = :room AND id = :seat AND read_until > :before;

-- Moves the line below which nothing is unread, so that counting what is unread never looks at
-- old posts. Posts after :settled stay above it: one with a smaller id may still be on its way.
-- query read_line_move(room room_id, seat seat_id, settled post_id) none
UPDATE seat SET read_until = coalesce(
    (SELECT post.id - 1 FROM post
     WHERE post.room = :room AND post.id > seat.read_until AND post.id <= :settled AND post.seat <> :seat
       AND NOT EXISTS (SELECT 1 FROM read_mark
                       WHERE read_mark.room = :room AND read_mark.post = post.id AND read_mark.seat = :seat)
     ORDER BY post.id LIMIT 1),
    :settled)
WHERE room = :room AND id = :seat AND read_until < :settled;

-- query mark_confirmed(room room_id, post post_id, seat seat_id, at instant) none
UPDATE read_mark SET confirmed_at = :at
WHERE room = :room AND post = :post AND seat = :seat AND confirmed_at IS NULL;

-- query reader_rows(room room_id, post post_id, author seat_id, written_on day) many reader_row
SELECT seat.id AS id, read_at, confirmed_at
FROM seat JOIN office ON office.id = seat.office
LEFT JOIN read_mark ON read_mark.room = :room AND read_mark.post = :post AND read_mark.seat = seat.id
WHERE seat.room = :room AND seat.id <> :author AND (seat.removed_on IS NULL OR seat.removed_on >= :written_on)
ORDER BY profession, office.name, seat.id;

-- query before_rows(room room_id, post post_id) many before_row
SELECT revision, seat, read_at, confirmed_at FROM read_before
WHERE room = :room AND post = :post ORDER BY revision, read_at, seat;
