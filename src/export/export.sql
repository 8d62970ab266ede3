-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row export_row(room room_id, id export_id, seat seat_id, made_at instant, about bytes)

-- row export_subject(patient patient_id?)
-- query export_patient(id room_id) maybe export_subject
SELECT patient FROM room WHERE id = :id;

-- query export_insert(room room_id, id export_id, seat seat_id, made_at instant, about bytes) none
INSERT INTO export (room, id, seat, made_at, about) VALUES (:room, :id, :seat, :made_at, :about);

-- query export_rows(room room_id, most int) many export_row
SELECT room, id, seat, made_at, about FROM export WHERE room = :room ORDER BY id DESC LIMIT :most;

-- query export_rows_of_city(city city_id, before export_id, most int) many export_row
-- crosses rooms: the desk sees who took what out of the rooms it manages, not what stood there
SELECT export.room AS room, export.id AS id, export.seat AS seat, made_at, about
FROM export JOIN room ON room.id = export.room
WHERE room.city = :city AND export.id < :before ORDER BY export.id DESC LIMIT :most;

-- query export_rows_all(room room_id) many export_row
SELECT room, id, seat, made_at, about FROM export WHERE room = :room ORDER BY id;
