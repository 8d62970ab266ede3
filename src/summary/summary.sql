-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row entry_row(field enum summary_field, revision int, seat seat_id, written_at instant, body bytes)
-- row room_owner(city city_id, patient patient_id?)

-- query entries_now(room room_id, until instant) many entry_row
SELECT field, revision, seat, written_at, body FROM summary_entry AS e
WHERE room = :room AND revision = (
    SELECT revision FROM summary_entry WHERE room = :room AND field = e.field AND written_at < :until
    ORDER BY revision DESC LIMIT 1)
ORDER BY field;

-- query entries_of(room room_id, field enum summary_field) many entry_row
SELECT field, revision, seat, written_at, body FROM summary_entry
WHERE room = :room AND field = :field ORDER BY revision DESC;

-- query entries_all(room room_id) many entry_row
SELECT field, revision, seat, written_at, body FROM summary_entry WHERE room = :room ORDER BY field, revision;

-- query entry_last(room room_id, field enum summary_field) maybe entry_row
SELECT field, revision, seat, written_at, body FROM summary_entry
WHERE room = :room AND field = :field ORDER BY revision DESC LIMIT 1;

-- query entry_insert(room room_id, field enum summary_field, revision int, seat seat_id, written_at instant, body bytes) none
INSERT INTO summary_entry (room, field, revision, seat, written_at, body)
VALUES (:room, :field, :revision, :seat, :written_at, :body)
ON CONFLICT (room, field, revision) DO NOTHING;

-- query room_owner_of(id room_id) maybe room_owner
SELECT city, patient FROM room WHERE id = :id;
