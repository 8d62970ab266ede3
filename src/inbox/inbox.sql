-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row ask_row(room room_id, post post_id, due_at instant?, written_at instant, urgent bool, until instant?)
-- row news_row(room room_id, unread bool, is_new bool)
-- row back_row(room room_id, member member_id, post post_id, still bool)
-- row inbox_row(room room_id, city city_id, kind enum room_kind, closed_on day?, room_key bytes, name bytes, city_name text, unread int, newest_at instant?,
--   is_new bool, level enum notice_level, until instant?)

-- Unread is what others wrote above the line up to which the member has read everything, so that
-- only a few posts of each room are looked at, at most :most.
-- query inbox_rows(member member_id, most int) many inbox_row
-- crosses rooms: the home page shows all rooms in which the member has a seat
SELECT room.id AS room, room.city AS city, room.kind AS kind, room.closed_on AS closed_on,
       room.wrapped_key AS room_key, room.name AS name, city.name AS city_name,
       (SELECT count(*) FROM (
           SELECT 1 FROM post
           WHERE post.room = seat.room AND post.id > seat.read_until AND post.seat <> seat.id
             AND NOT EXISTS (SELECT 1 FROM read_mark
                             WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id)
           LIMIT :most) AS news) AS unread,
       (SELECT written_at FROM post WHERE post.room = seat.room ORDER BY post.id DESC LIMIT 1) AS newest_at,
       (SELECT count(*) FROM seat_news WHERE seat_news.room = seat.room AND seat_news.seat = seat.id) AS is_new,
       coalesce((SELECT level FROM notice_level WHERE notice_level.room = seat.room AND notice_level.member = :member), 0) AS level,
       (SELECT until FROM snooze WHERE snooze.room = seat.room AND snooze.member = :member AND snooze.post = 0) AS until
FROM seat JOIN room ON room.id = seat.room JOIN city ON city.id = room.city
WHERE seat.member = :member AND seat.removed_on IS NULL;

-- What is for me: not read; or read, asked and not confirmed. Only what is unread and what is asked
-- for is looked at, since :since, so that a year of posts is not looked through. 0 … 3:
-- enum addressee_kind; 3 of post.kind: urgent; 3 of standing: withdrawn.
-- query inbox_asks(member member_id, since post_id, most int) many ask_row
-- crosses rooms: the home page shows what is for the member, wherever
SELECT ask.room AS room, ask.post AS post, due_at, written_at, urgent, until
FROM (
  SELECT seat.room AS room, post.id AS post, post.due_at AS due_at, post.written_at AS written_at,
         CASE WHEN post.kind = 3 THEN 1 ELSE 0 END AS urgent
  FROM seat JOIN post ON post.room = seat.room AND post.id > CASE WHEN seat.read_until > :since THEN seat.read_until ELSE :since END
  WHERE seat.member = :member AND seat.removed_on IS NULL AND post.seat <> seat.id AND post.id > seat.id AND post.standing <> 3
    AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id)
    AND post.kind = 3
  UNION
  SELECT seat.room AS room, post.id AS post, post.due_at AS due_at, post.written_at AS written_at,
         CASE WHEN post.kind = 3 THEN 1 ELSE 0 END AS urgent
  FROM seat JOIN addressee ON addressee.room = seat.room AND addressee.post > CASE WHEN seat.read_until > :since THEN seat.read_until ELSE :since END
  JOIN post ON post.room = addressee.room AND post.id = addressee.post
  WHERE seat.member = :member AND seat.removed_on IS NULL AND post.seat <> seat.id AND post.id > seat.id AND post.standing <> 3
    AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id)
    AND ((addressee.kind = 0 AND addressee.target = seat.id)
      OR (addressee.kind = 1 AND addressee.target = seat.profession)
      OR (addressee.kind = 2 AND addressee.target = seat.office)
      OR addressee.kind = 3)
  UNION
  SELECT seat.room AS room, post.id AS post, post.due_at AS due_at, post.written_at AS written_at,
         CASE WHEN post.kind = 3 THEN 1 ELSE 0 END AS urgent
  FROM seat JOIN post ON post.room = seat.room AND post.id > :since AND post.due_at IS NOT NULL
  JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
  WHERE seat.member = :member AND seat.removed_on IS NULL AND post.seat <> seat.id AND post.id > seat.id AND post.standing <> 3
    AND read_mark.confirmed_at IS NULL
    AND EXISTS (SELECT 1 FROM addressee WHERE addressee.room = seat.room AND addressee.post = post.id
              AND ((addressee.kind = 0 AND addressee.target = seat.id)
                OR (addressee.kind = 1 AND addressee.target = seat.profession)
                OR (addressee.kind = 2 AND addressee.target = seat.office)
                OR addressee.kind = 3))) AS ask
LEFT JOIN snooze ON snooze.room = ask.room AND snooze.member = :member AND snooze.post = ask.post
ORDER BY until IS NOT NULL, due_at IS NULL, due_at, urgent DESC, ask.post LIMIT :most;

-- Rooms that count: not put off, and not those of which the member wants to hear nothing (2).
-- query inbox_news(member member_id) many news_row
-- crosses rooms: the badge counts all rooms in which the member has a seat
SELECT room, unread, is_new FROM (
  SELECT seat.room AS room,
         EXISTS (SELECT 1 FROM post
                 WHERE post.room = seat.room AND post.id > seat.read_until AND post.seat <> seat.id
                   AND NOT EXISTS (SELECT 1 FROM read_mark
                                   WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id))
           AND NOT EXISTS (SELECT 1 FROM snooze WHERE snooze.room = seat.room AND snooze.member = :member AND snooze.post = 0)
           AND NOT EXISTS (SELECT 1 FROM notice_level WHERE notice_level.room = seat.room AND notice_level.member = :member AND level = 2) AS unread,
         EXISTS (SELECT 1 FROM seat_news WHERE seat_news.room = seat.room AND seat_news.seat = seat.id) AS is_new
  FROM seat WHERE seat.member = :member AND seat.removed_on IS NULL) AS mine
WHERE unread OR is_new;

-- query inbox_topics(member member_id, most int) many room_id
-- crosses rooms: one stream tells of all rooms in which the member has a seat
SELECT room FROM seat WHERE member = :member AND removed_on IS NULL ORDER BY room DESC LIMIT :most;

-- --- put off ---

-- query snooze_due_of(room room_id, post post_id) maybe instant?
SELECT due_at FROM post WHERE room = :room AND id = :post;

-- query snooze_put(room room_id, member member_id, post post_id, until instant) none
INSERT INTO snooze (room, member, post, until) VALUES (:room, :member, :post, :until)
ON CONFLICT (room, member, post) DO UPDATE SET until = excluded.until;

-- query snooze_end(room room_id, member member_id, post post_id) none
DELETE FROM snooze WHERE room = :room AND member = :member AND post = :post;

-- Whether something is left to do there.
-- query snooze_back(now instant, most int) many back_row
-- crosses rooms: a job brings back what was put off in all rooms
SELECT snooze.room AS room, snooze.member AS member, snooze.post AS post,
       EXISTS (SELECT 1 FROM seat JOIN post ON post.room = seat.room AND post.id > seat.read_until
               LEFT JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
               WHERE seat.room = snooze.room AND seat.member = snooze.member AND seat.removed_on IS NULL
                 AND (snooze.post = 0 OR snooze.post = post.id) AND post.seat <> seat.id AND post.standing <> 3
                 AND read_mark.post IS NULL)
       OR EXISTS (SELECT 1 FROM seat JOIN post ON post.room = seat.room AND post.id = snooze.post
               JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
               WHERE seat.room = snooze.room AND seat.member = snooze.member AND seat.removed_on IS NULL
                 AND post.due_at IS NOT NULL AND post.standing <> 3 AND read_mark.confirmed_at IS NULL) AS still
FROM snooze WHERE until <= :now ORDER BY until LIMIT :most;
