-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row post_row(id post_id, seat seat_id, kind enum post_kind, reply_to post_id?, written_at instant, thread post_id?, for_seat seat_id?,
--   quotes post_id?, due_at instant?, revision int, standing enum post_standing, changed_at instant?, changed_by seat_id?, body bytes)
-- row post_request(id post_id, request_key bytes)
-- row version_row(post post_id, revision int, kind enum post_kind, standing enum post_standing, changed_at instant?, changed_by seat_id?, body bytes)
-- row version_reads(revision int, readers int, confirmers int)
-- row thread_row(thread post_id?, replies int, unread int?)
-- row author_row(id seat_id, name bytes, profession enum profession, office text)
-- row mark_row(post post_id, seat seat_id, confirmed_at int?)
-- row count_row(post post_id, readers int, confirmers int)
-- row seat_of_post(id post_id, seat seat_id, written_at instant)
-- row thread_of(id post_id, thread post_id?)

-- query post_rows_before(room room_id, before post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post
WHERE room = :room AND id < :before ORDER BY id DESC LIMIT :most;

-- query post_rows_after(room room_id, after post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post
WHERE room = :room AND id > :after ORDER BY id LIMIT :most;

-- query post_rows_between(room room_id, since instant, until instant, skip int, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post
WHERE room = :room AND written_at >= :since AND written_at < :until ORDER BY id LIMIT :most OFFSET :skip;

-- query post_count_of(room room_id, since instant, until instant) one int
SELECT count(*) AS n FROM post WHERE room = :room AND written_at >= :since AND written_at < :until;

-- query post_row_of(room room_id, id post_id) maybe post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post WHERE room = :room AND id = :id;

-- query post_row_few(room room_id, a post_id, b post_id, c post_id) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post WHERE room = :room AND id IN (:a, :b, :c);

-- What the posts from :first to :last answer or quote.
-- query post_referred(room room_id, first post_id, last post_id) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post WHERE room = :room AND id IN (
    SELECT reply_to FROM post WHERE room = :room AND id >= :first AND id <= :last
    UNION
    SELECT quotes FROM post WHERE room = :room AND id >= :first AND id <= :last)
ORDER BY id;

-- query post_rows_thread(room room_id, thread post_id, after post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post WHERE room = :room AND thread = :thread AND id > :after ORDER BY id LIMIT :most;

-- query post_first_unread(room room_id, seat seat_id) maybe post_id
SELECT post.id AS id FROM seat JOIN post ON post.room = :room AND post.id > seat.read_until AND post.seat <> seat.id
WHERE seat.room = :room AND seat.id = :seat
  AND NOT EXISTS (SELECT 1 FROM read_mark
                  WHERE read_mark.room = :room AND read_mark.post = post.id AND read_mark.seat = :seat)
ORDER BY post.id LIMIT 1;

-- Threads that began from :first to :last; unread as the member's inbox counts.
-- query post_threads(room room_id, first post_id, last post_id, seat seat_id) many thread_row
SELECT thread, count(*) AS replies,
       sum(CASE WHEN post.seat <> :seat AND post.id > :seat AND NOT EXISTS
           (SELECT 1 FROM read_mark WHERE read_mark.room = :room AND read_mark.post = post.id AND read_mark.seat = :seat)
           THEN 1 ELSE 0 END) AS unread
FROM post WHERE room = :room AND thread >= :first AND thread <= :last GROUP BY thread ORDER BY thread;

-- Who wrote the posts from :first to :last, and those that they answer or quote.
-- row person_row(name bytes, profession enum profession)

-- query post_person(room room_id, seat seat_id) maybe person_row
SELECT name, profession FROM seat WHERE room = :room AND id = :seat;

-- query post_between(room room_id, after int, before int, most int) many post_id
SELECT id FROM post WHERE room = :room AND id > :after AND id < :before ORDER BY id DESC LIMIT :most;

-- query post_authors(room room_id, first post_id, last post_id) many author_row
SELECT seat.id AS id, seat.name AS name, profession, office.name AS office
FROM seat JOIN office ON office.id = seat.office
WHERE seat.room = :room AND seat.id IN (
    SELECT seat FROM post WHERE room = :room AND id >= :first AND id <= :last
    UNION
    SELECT seat FROM post WHERE room = :room AND id IN (
        SELECT reply_to FROM post WHERE room = :room AND id >= :first AND id <= :last
        UNION
        SELECT quotes FROM post WHERE room = :room AND id >= :first AND id <= :last));

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

-- query post_marks_thread(room room_id, thread post_id, last post_id) many mark_row
SELECT post, seat, confirmed_at FROM read_mark
WHERE room = :room AND post IN (
    SELECT id FROM post WHERE room = :room AND id = :thread
    UNION
    SELECT id FROM post WHERE room = :room AND thread = :thread AND id <= :last)
ORDER BY post;

-- query post_insert(room room_id, id post_id, seat seat_id, kind enum post_kind, reply_to post_id?, written_at instant, thread post_id?, for_seat seat_id?, quotes post_id?, due_at instant?, request_key bytes, body bytes) none
INSERT INTO post (room, id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, request_key, body)
VALUES (:room, :id, :seat, :kind, :reply_to, :written_at, :thread, :for_seat, :quotes, :due_at, :request_key, :body)
ON CONFLICT (room, seat, request_key) DO NOTHING;

-- query addressee_insert(room room_id, post post_id, kind int, target int) none
INSERT INTO addressee (room, post, kind, target) VALUES (:room, :post, :kind, :target)
ON CONFLICT (room, post, kind, target) DO NOTHING;

-- query post_of_request(room room_id, seat seat_id, request_key bytes) maybe post_id
SELECT id FROM post WHERE room = :room AND seat = :seat AND request_key = :request_key;

-- query post_thread_of(room room_id, id post_id) maybe thread_of
SELECT id, thread FROM post WHERE room = :room AND id = :id;

-- query thread_is_closed(room room_id, id post_id) maybe post_id
SELECT id FROM thread WHERE room = :room AND id = :id AND closed_at IS NOT NULL;

-- --- changing ---

-- query version_keep(room room_id, id post_id) none
INSERT INTO post_version (room, post, revision, kind, standing, changed_at, changed_by, body)
SELECT room, id, revision, kind, standing, changed_at, changed_by, body FROM post WHERE room = :room AND id = :id;

-- Nothing changes when somebody else was quicker.
-- query post_update(room room_id, id post_id, was int, standing enum post_standing, changed_at instant, changed_by seat_id, body bytes) none
UPDATE post SET revision = :was + 1, standing = :standing, changed_at = :changed_at, changed_by = :changed_by, body = :body
WHERE room = :room AND id = :id AND revision = :was;

-- query reads_keep(room room_id, post post_id, revision int) none
INSERT INTO read_before (room, post, revision, seat, read_at, confirmed_at)
SELECT room, post, :revision, seat, read_at, confirmed_at FROM read_mark WHERE room = :room AND post = :post;

-- query reads_end(room room_id, post post_id) none
DELETE FROM read_mark WHERE room = :room AND post = :post;

-- query read_lines_back(room room_id, before post_id) none
UPDATE seat SET read_until = :before WHERE room = :room AND read_until > :before AND id <= :before;

-- query version_rows(room room_id, post post_id) many version_row
SELECT post, revision, kind, standing, changed_at, changed_by, body FROM post_version
WHERE room = :room AND post = :post ORDER BY revision;

-- query version_rows_between(room room_id, first post_id, last post_id) many version_row
SELECT post, revision, kind, standing, changed_at, changed_by, body FROM post_version
WHERE room = :room AND post >= :first AND post <= :last ORDER BY post, revision;

-- query version_reads_of(room room_id, post post_id) many version_reads
SELECT revision, count(*) AS readers, count(confirmed_at) AS confirmers FROM read_before
WHERE room = :room AND post = :post GROUP BY revision ORDER BY revision;

-- query grace_of(city city_id) one int
SELECT grace_minutes FROM city WHERE id = :city;

-- --- pins ---

-- query pinned_rows(room room_id) many post_row
SELECT id, post.seat AS seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM pin JOIN post ON post.room = :room AND post.id = pin.post WHERE pin.room = :room ORDER BY pinned_at DESC, id DESC;

-- query pin_count(room room_id) one int
SELECT count(*) AS n FROM pin WHERE room = :room;

-- 3: withdrawn.
-- query pin_insert(room room_id, post post_id, seat seat_id, pinned_at instant) none
INSERT INTO pin (room, post, seat, pinned_at)
SELECT room, id, :seat, :pinned_at FROM post WHERE room = :room AND id = :post AND standing <> 3 ON CONFLICT (room, post) DO NOTHING;

-- query pin_delete(room room_id, post post_id) none
DELETE FROM pin WHERE room = :room AND post = :post;

-- --- verifying ---

-- query post_rows_from(room room_id, after post_id, most int) many post_row
SELECT id, seat, kind, reply_to, written_at, thread, for_seat, quotes, due_at, revision, standing, changed_at, changed_by, body
FROM post WHERE room = :room AND id > :after ORDER BY id LIMIT :most;

-- query post_requests(room room_id, after post_id, most int) many post_request
SELECT id, request_key FROM post WHERE room = :room AND id > :after ORDER BY id LIMIT :most;
