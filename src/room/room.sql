-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row room_row(id room_id, patient patient_id?, wrapped_key bytes, name bytes, opened_on day, closed_on day?, seats int)
-- row room_keys(city city_id, wrapped_key bytes)

-- query room_insert(id room_id, city city_id, kind enum room_kind, patient patient_id?, wrapped_key bytes, name bytes, opened_on day) none
INSERT INTO room (id, city, kind, patient, wrapped_key, name, opened_on)
VALUES (:id, :city, :kind, :patient, :wrapped_key, :name, :opened_on);

-- query room_wrapped_key(id room_id) maybe room_keys
SELECT city, wrapped_key FROM room WHERE id = :id;

-- query room_of_city(city city_id, kind enum room_kind) many room_row
-- crosses rooms: the desk counts the seats of each room it manages
SELECT id, patient, wrapped_key, name, opened_on, closed_on,
       (SELECT count(*) FROM seat WHERE seat.room = room.id AND seat.removed_on IS NULL) AS seats
FROM room WHERE city = :city AND kind = :kind
ORDER BY closed_on IS NOT NULL, id;

-- query room_of_patient(city city_id, patient patient_id) many room_row
-- crosses rooms: the desk counts the seats of each room it manages
SELECT id, patient, wrapped_key, name, opened_on, closed_on,
       (SELECT count(*) FROM seat WHERE seat.room = room.id AND seat.removed_on IS NULL) AS seats
FROM room WHERE patient = :patient AND city = :city
ORDER BY closed_on IS NOT NULL, id;

-- query room_by_id(city city_id, kind enum room_kind, room room_id) maybe room_row
SELECT id, patient, wrapped_key, name, opened_on, closed_on,
       (SELECT count(*) FROM seat WHERE seat.room = :room AND seat.removed_on IS NULL) AS seats
FROM room WHERE id = :room AND city = :city AND kind = :kind;

-- query room_by_ids(city city_id, kind enum room_kind, rooms room_id[]) many room_row
-- crosses rooms: the desk names rooms that it manages
SELECT id, patient, wrapped_key, name, opened_on, closed_on,
       (SELECT count(*) FROM seat WHERE seat.room = room.id AND seat.removed_on IS NULL) AS seats
FROM room WHERE city = :city AND kind = :kind AND id IN (:rooms);

-- query room_open_of(patient patient_id) maybe room_id
SELECT id FROM room WHERE patient = :patient AND closed_on IS NULL;

-- query room_notice(city city_id, kind enum room_kind) maybe room_id
SELECT id FROM room WHERE city = :city AND kind = :kind ORDER BY id LIMIT 1;

-- query room_set_closed(city city_id, id room_id, closed_on day) none
UPDATE room SET closed_on = :closed_on WHERE id = :id AND city = :city AND closed_on IS NULL;

-- query room_set_name(id room_id, name bytes) none
UPDATE room SET name = :name WHERE id = :id;

-- Nobody can send any more what was typed there.
-- query room_drafts_end(room room_id) none
DELETE FROM draft WHERE room = :room;
