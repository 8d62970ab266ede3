-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row post_row(id post_id, seat seat_id, kind enum post_kind, reply_to post_id?, written_at instant, body bytes)
-- row post_sealed(id post_id, seat seat_id, kind enum post_kind, reply_to post_id?, written_at instant, request_key bytes, body bytes)
-- row author_row(id seat_id, name bytes, profession enum profession, office text)
-- row mark_row(post post_id, seat seat_id, confirmed_at int?)
-- row count_row(post post_id, readers int, confirmers int)
-- row seat_of_post(id post_id, seat seat_id, written_at instant)
-- row reader_row(id seat_id, name bytes, profession enum profession, office text, read_at instant?, confirmed_at instant?)
-- row post_time(seat seat_id, written_at instant)

-- query post_rows_before(room room_id, before post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, body FROM post
WHERE room = :room AND id < :before ORDER BY id DESC LIMIT :most;

-- query post_rows_after(room room_id, after post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, body FROM post
WHERE room = :room AND id > :after ORDER BY id LIMIT :most;

-- query post_row_of(room room_id, id post_id) maybe post_row
SELECT id, seat, kind, reply_to, written_at, body FROM post WHERE room = :room AND id = :id;

-- query post_replied_few(room room_id, a post_id, b post_id, c post_id) many post_row
SELECT id, seat, kind, reply_to, written_at, body FROM post WHERE room = :room AND id IN (:a, :b, :c);

-- What the posts from :first to :last reply to.
-- query post_replied(room room_id, first post_id, last post_id) many post_row
SELECT id, seat, kind, reply_to, written_at, body FROM post
WHERE room = :room AND id IN (SELECT reply_to FROM post WHERE room = :room AND id >= :first AND id <= :last)
ORDER BY id;

-- Who wrote the posts from :first to :last, and those that they reply to.
-- query post_authors(room room_id, first post_id, last post_id) many author_row
SELECT seat.id AS id, seat.name AS name, profession, office.name AS office
FROM seat JOIN office ON office.id = seat.office
WHERE seat.room = :room AND seat.id IN (
    SELECT seat FROM post WHERE room = :room AND id >= :first AND id <= :last
    UNION
    SELECT seat FROM post WHERE room = :room AND id IN (
        SELECT reply_to FROM post WHERE room = :room AND id >= :first AND id <= :last));

-- query post_seats(room room_id, first post_id, most int) many seat_of_post
SELECT id, seat, written_at FROM post WHERE room = :room AND id >= :first ORDER BY id LIMIT :most;

-- query post_marks(room room_id, first post_id, last post_id) many mark_row
SELECT post, seat, confirmed_at FROM read_mark
WHERE room = :room AND post >= :first AND post <= :last ORDER BY post;

-- query post_marks_of(room room_id, first post_id, last post_id, seat seat_id) many mark_row
SELECT read_mark.post AS post, read_mark.seat AS seat, confirmed_at
FROM post JOIN read_mark ON read_mark.room = :room AND read_mark.post = post.id AND read_mark.seat = :seat
WHERE post.room = :room AND post.id >= :first AND post.id <= :last ORDER BY post.id;

-- query post_mark_counts(room room_id, first post_id, last post_id) many count_row
SELECT post, count(*) AS readers, count(confirmed_at) AS confirmers FROM read_mark
WHERE room = :room AND post >= :first AND post <= :last GROUP BY post ORDER BY post;

-- query post_insert(room room_id, id post_id, seat seat_id, kind enum post_kind, reply_to post_id?, written_at instant, request_key bytes, body bytes) none
INSERT INTO post (room, id, seat, kind, reply_to, written_at, request_key, body)
VALUES (:room, :id, :seat, :kind, :reply_to, :written_at, :request_key, :body)
ON CONFLICT (room, seat, request_key) DO NOTHING;

-- query post_of_request(room room_id, seat seat_id, request_key bytes) maybe post_id
SELECT id FROM post WHERE room = :room AND seat = :seat AND request_key = :request_key;

-- query post_written(room room_id, id post_id) maybe post_time
SELECT seat, written_at FROM post WHERE room = :room AND id = :id;

-- Only posts of the room by somebody else are marked.
-- query mark_read(room room_id, post post_id, seat seat_id, read_at instant) none
INSERT INTO read_mark (room, post, seat, read_at)
SELECT room, id, :seat, :read_at FROM post WHERE room = :room AND id = :post AND seat <> :seat
ON CONFLICT (room, post, seat) DO NOTHING;

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

-- query post_reader_rows(room room_id, post post_id, author seat_id, written_on day) many reader_row
SELECT seat.id AS id, seat.name AS name, profession, office.name AS office, read_at, confirmed_at
FROM seat JOIN office ON office.id = seat.office
LEFT JOIN read_mark ON read_mark.room = :room AND read_mark.post = :post AND read_mark.seat = seat.id
WHERE seat.room = :room AND seat.id <> :author AND (seat.removed_on IS NULL OR seat.removed_on >= :written_on)
ORDER BY profession, office.name, seat.id;

-- query post_sealed_rows(room room_id, after post_id, most int) many post_sealed
SELECT id, seat, kind, reply_to, written_at, request_key, body FROM post
WHERE room = :room AND id > :after ORDER BY id LIMIT :most;
