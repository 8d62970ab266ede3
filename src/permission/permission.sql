-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row permission_row(id permission_id, city city_id, office office_id, office_name text, kind enum permission_kind, state enum permission_state,
--   asked_at instant, decided_at instant?, ended_at instant?, member member_id?, room room_id?, about bytes)

-- query permission_seat_office(room room_id, id seat_id) maybe office_id
SELECT office FROM seat WHERE room = :room AND id = :id;

-- The newest of that kind, whatever its state.
-- query permission_row_newest(city city_id, office office_id, kind enum permission_kind) maybe permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE permission.city = :city AND office = :office AND permission.kind = :kind
ORDER BY permission.id DESC LIMIT 1;

-- query permission_row_granted(city city_id, office office_id, kind enum permission_kind) maybe permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE permission.city = :city AND office = :office AND permission.kind = :kind AND state = 1;

-- query permission_row_of(city city_id, id permission_id) maybe permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE permission.city = :city AND permission.id = :id;

-- query permission_rows(city city_id, most int) many permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE permission.city = :city
ORDER BY CASE state WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE 2 END, permission.id DESC LIMIT :most;

-- query permission_count_waiting(city city_id) one int
SELECT count(*) AS n FROM permission WHERE city = :city AND state = 0;

-- query permission_insert(id permission_id, city city_id, office office_id, kind enum permission_kind, state enum permission_state, asked_at instant, member member_id, room room_id, about bytes) none
INSERT INTO permission (id, city, office, kind, state, asked_at, member, room, about)
VALUES (:id, :city, :office, :kind, :state, :asked_at, :member, :room, :about)
ON CONFLICT DO NOTHING;

-- Nothing changes when somebody else was quicker.
-- query permission_set(id permission_id, was enum permission_state, state enum permission_state, decided_at instant, ended_at instant?, seen_at instant?, about bytes) none
UPDATE permission SET state = :state, decided_at = :decided_at, ended_at = :ended_at, seen_at = :seen_at, about = :about
WHERE id = :id AND state = :was;

-- query permission_rows_from(after permission_id, most int) many permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE permission.id > :after ORDER BY permission.id LIMIT :most;

-- What was decided, and the asker has not seen yet. Asked is 0.
-- query permission_rows_unseen(member member_id, most int) many permission_row
SELECT permission.id AS id, permission.city AS city, office, office.name AS office_name, permission.kind AS kind, state, asked_at, decided_at, ended_at, member, room, about
FROM permission JOIN office ON office.id = permission.office
WHERE member = :member AND seen_at IS NULL AND state > 0
ORDER BY permission.id DESC LIMIT :most;

-- query permission_set_seen(member member_id, city city_id, office office_id, seen_at instant) none
UPDATE permission SET seen_at = :seen_at
WHERE member = :member AND city = :city AND office = :office AND seen_at IS NULL AND state > 0;

-- The room in which the asker reads the answer: the one it was asked from, while there is a seat.
-- query permission_room_of_asker(member member_id, city city_id, office office_id, asked room_id) maybe room_id
-- crosses rooms: somebody who has left the room, but not the office, still learns of the answer
SELECT seat.room AS room FROM seat JOIN room ON room.id = seat.room
WHERE seat.member = :member AND seat.office = :office AND seat.removed_on IS NULL AND room.city = :city AND room.kind = 0
ORDER BY CASE seat.room WHEN :asked THEN 0 ELSE 1 END, seat.room DESC LIMIT 1;
