-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row seat_key_row(id seat_id, room room_id, city city_id, kind enum room_kind, name bytes, closed_on day?, room_key bytes,
--   office office_id, profession enum profession, invited_on day, proof bytes)
-- row seat_standing(id seat_id, member member_id, office office_id, profession enum profession, name bytes,
--   invited_on day, removed_on day?, proof bytes)
-- row seat_found(id seat_id, room room_id, office office_id, profession enum profession, name bytes, invited_on day, removed_on day?, member member_id, office_name text)
-- row seat_room(id seat_id, room room_id, city city_id)
-- row seat_at_office(id seat_id, room room_id, city city_id, kind enum room_kind, closed_on day?)

-- What opens a room: the seat in force, the room and its wrapped key, in one look-up.
-- query seat_for(room room_id, member member_id) maybe seat_key_row
SELECT seat.id AS id, seat.room AS room, room.city AS city, room.kind AS kind, room.name AS name, room.closed_on AS closed_on,
       room.wrapped_key AS room_key,
       seat.office AS office, seat.profession AS profession, seat.invited_on AS invited_on, seat.proof AS proof
FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.room = :room AND seat.removed_on IS NULL;

-- query seat_for_all(member member_id) many seat_key_row
-- crosses rooms: a search goes through all rooms in which the member has a seat
SELECT seat.id AS id, seat.room AS room, room.city AS city, room.kind AS kind, room.name AS name, room.closed_on AS closed_on,
       room.wrapped_key AS room_key,
       seat.office AS office, seat.profession AS profession, seat.invited_on AS invited_on, seat.proof AS proof
FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.removed_on IS NULL
ORDER BY room.city, room.id;

-- query seat_roster_rows(room room_id) many seat_found
SELECT seat.id AS id, seat.room AS room, seat.office AS office, seat.profession AS profession, seat.name AS name,
       seat.invited_on AS invited_on, seat.removed_on AS removed_on, seat.member AS member, office.name AS office_name
FROM seat JOIN office ON office.id = seat.office
WHERE seat.room = :room
ORDER BY seat.removed_on IS NOT NULL, office.name, seat.id;

-- What was written before the invitation is not news to the member: ids follow time.
-- query seat_insert(room room_id, id seat_id, member member_id, office office_id, profession enum profession, name bytes, invited_on day, invited_by member_id, proof bytes) none
INSERT INTO seat (room, id, member, office, profession, name, invited_on, invited_by, proof, read_until)
VALUES (:room, :id, :member, :office, :profession, :name, :invited_on, :invited_by, :proof, :id);

-- query seat_news_put(room room_id, seat seat_id) none
INSERT INTO seat_news (room, seat) VALUES (:room, :seat) ON CONFLICT (room, seat) DO NOTHING;

-- query seat_news_end(room room_id, seat seat_id) none
DELETE FROM seat_news WHERE room = :room AND seat = :seat;

-- query seat_in_force(room room_id, member member_id) maybe seat_id
SELECT id FROM seat WHERE room = :room AND member = :member AND removed_on IS NULL;

-- query seat_standing_of(room room_id, id seat_id) maybe seat_standing
SELECT id, member, office, profession, name, invited_on, removed_on, proof FROM seat WHERE room = :room AND id = :id;

-- query seat_standings(room room_id) many seat_standing
SELECT id, member, office, profession, name, invited_on, removed_on, proof FROM seat WHERE room = :room ORDER BY id;

-- query seat_member(room room_id, id seat_id) maybe member_id
SELECT member FROM seat WHERE room = :room AND id = :id AND removed_on IS NULL;

-- query seat_set_removed(room room_id, id seat_id, removed_on day, removed_by member_id?, proof bytes) none
UPDATE seat SET removed_on = :removed_on, removed_by = :removed_by, proof = :proof
WHERE room = :room AND id = :id AND removed_on IS NULL;

-- What the member has typed there and not sent ends with the seat.
-- query seat_drafts_end(room room_id, member member_id) none
DELETE FROM draft WHERE room = :room AND member = :member;

-- query seat_all_of(member member_id) many seat_room
-- crosses rooms: a member who leaves gives up every seat
SELECT seat.id AS id, seat.room AS room, room.city AS city FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.removed_on IS NULL ORDER BY seat.room;

-- query seat_rooms_held(member member_id, kind int) many room_id
-- crosses rooms: the desk looks through the seats of a person who moves to another office
SELECT room.id AS id FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.removed_on IS NULL AND room.closed_on IS NULL AND room.kind = :kind
ORDER BY room.id;

-- query seat_rows_under(member member_id, office office_id) many seat_at_office
-- crosses rooms: a person's seats follow when the person or the office changes
SELECT seat.id AS id, room.id AS room, room.city AS city, room.kind AS kind, room.closed_on AS closed_on
FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.office = :office AND seat.removed_on IS NULL ORDER BY room.id;

-- Up to where the member has read, when something after it is not read yet.
-- query seat_unread_from(room room_id, id seat_id) maybe int
SELECT read_until FROM seat
WHERE room = :room AND id = :id
  AND EXISTS (SELECT 1 FROM post WHERE post.room = :room AND post.id > seat.read_until AND post.seat <> :id
              AND NOT EXISTS (SELECT 1 FROM read_mark
                              WHERE read_mark.room = :room AND read_mark.post = post.id AND read_mark.seat = :id));

-- query seat_set_read_until(room room_id, id seat_id, read_until int) none
UPDATE seat SET read_until = :read_until WHERE room = :room AND id = :id;

-- query seat_city_of(room room_id) maybe city_id
SELECT city FROM room WHERE id = :room;
