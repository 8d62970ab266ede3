-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row ask_row(room room_id, post post_id, due_at instant?, written_at instant)
-- row inbox_row(room room_id, city city_id, kind enum room_kind, closed_on day?, room_key bytes, name bytes, city_key bytes, city_name text, unread int, newest_at instant?)

-- Unread is what others wrote above the line up to which the member has read everything, so that
-- only a few posts of each room are looked at, at most :most.
-- query inbox_rows(member member_id, most int) many inbox_row
-- crosses rooms: the home page shows all rooms in which the member has a seat
SELECT room.id AS room, room.city AS city, room.kind AS kind, room.closed_on AS closed_on,
       room.wrapped_key AS room_key, room.name AS name, city.wrapped_key AS city_key, city.name AS city_name,
       (SELECT count(*) FROM (
           SELECT 1 FROM post
           WHERE post.room = seat.room AND post.id > seat.read_until AND post.seat <> seat.id
             AND NOT EXISTS (SELECT 1 FROM read_mark
                             WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id)
           LIMIT :most) AS news) AS unread,
       (SELECT written_at FROM post WHERE post.room = seat.room ORDER BY post.id DESC LIMIT 1) AS newest_at
FROM seat JOIN room ON room.id = seat.room JOIN city ON city.id = room.city
WHERE seat.member = :member AND seat.removed_on IS NULL
ORDER BY room.city, room.id;

-- What is for me: asked and not confirmed, whatever was read; or addressed and not read. Since
-- :since, so that a year of posts is not looked through. 0, 1, 2, 3: enum addressee_kind; 3 of
-- standing: withdrawn.
-- query inbox_asks(member member_id, since post_id, most int) many ask_row
-- crosses rooms: the home page shows what is for the member, wherever
SELECT seat.room AS room, post.id AS post, post.due_at AS due_at, post.written_at AS written_at
FROM seat JOIN post ON post.room = seat.room AND post.id > :since AND post.id > seat.id
LEFT JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
WHERE seat.member = :member AND seat.removed_on IS NULL AND post.seat <> seat.id AND post.standing <> 3
  AND (read_mark.post IS NULL OR (post.due_at IS NOT NULL AND read_mark.confirmed_at IS NULL))
  AND EXISTS (SELECT 1 FROM addressee WHERE addressee.room = seat.room AND addressee.post = post.id
              AND ((addressee.kind = 0 AND addressee.target = seat.id)
                OR (addressee.kind = 1 AND addressee.target = seat.profession)
                OR (addressee.kind = 2 AND addressee.target = seat.office)
                OR addressee.kind = 3))
ORDER BY post.due_at IS NULL, post.due_at, post.id LIMIT :most;

-- query inbox_topics(member member_id, most int) many room_id
-- crosses rooms: one stream tells of all rooms in which the member has a seat
SELECT room FROM seat WHERE member = :member AND removed_on IS NULL ORDER BY room DESC LIMIT :most;
