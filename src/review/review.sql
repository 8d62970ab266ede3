-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row review_row(id review_id, room room_id, seat seat_id, member member_id, from_name text, to_name text?, invited_on day,
--   decision enum review_decision, reason bytes, decided_at instant?, decided_by member_id?)
-- row review_found(room room_id, seat seat_id, member member_id, to_office office_id?)

-- query review_open_for(room room_id, seat seat_id) maybe review_id
SELECT id FROM seat_review WHERE room = :room AND seat = :seat AND decision = 0;

-- query review_insert(id review_id, city city_id, room room_id, seat seat_id, member member_id, from_office office_id,
--   to_office office_id?, at instant, reason bytes) none
INSERT INTO seat_review (id, city, room, seat, member, from_office, to_office, proposed_at, decision, reason)
VALUES (:id, :city, :room, :seat, :member, :from_office, :to_office, :at, 0, :reason);

-- query review_set_target(id review_id, to_office office_id?, at instant) none
UPDATE seat_review SET to_office = :to_office, proposed_at = :at WHERE id = :id;

-- query review_rows_waiting(city city_id) many review_row
-- crosses rooms: an officer looks through the seats of people who moved, not through contents
SELECT seat_review.id AS id, seat_review.room AS room, seat_review.seat AS seat, seat_review.member AS member,
       old.name AS from_name, new.name AS to_name, seat.invited_on AS invited_on,
       decision, reason, decided_at, decided_by
FROM seat_review
JOIN seat ON seat.room = seat_review.room AND seat.id = seat_review.seat
JOIN room ON room.id = seat_review.room
JOIN office AS old ON old.id = seat_review.from_office
LEFT JOIN office AS new ON new.id = seat_review.to_office
WHERE seat_review.city = :city AND decision = 0 AND seat.removed_on IS NULL AND room.closed_on IS NULL
ORDER BY seat_review.member, seat_review.id LIMIT 500;

-- query review_rows_decided(city city_id) many review_row
-- crosses rooms: what was decided about the seats of people who moved
SELECT seat_review.id AS id, seat_review.room AS room, seat_review.seat AS seat, seat_review.member AS member,
       old.name AS from_name, new.name AS to_name, seat.invited_on AS invited_on,
       decision, reason, decided_at, decided_by
FROM seat_review
JOIN seat ON seat.room = seat_review.room AND seat.id = seat_review.seat
JOIN office AS old ON old.id = seat_review.from_office
LEFT JOIN office AS new ON new.id = seat_review.to_office
WHERE seat_review.city = :city AND decision > 0
ORDER BY seat_review.decided_at DESC, seat_review.id DESC LIMIT 100;

-- query review_waiting_count(city city_id) one int
-- crosses rooms: how many wait, for the officers' home page
SELECT count(*) AS n
FROM seat_review
JOIN seat ON seat.room = seat_review.room AND seat.id = seat_review.seat
JOIN room ON room.id = seat_review.room
WHERE seat_review.city = :city AND decision = 0 AND seat.removed_on IS NULL AND room.closed_on IS NULL;

-- query review_by_id(city city_id, id review_id) maybe review_found
-- crosses rooms: one seat that waits for a decision
SELECT seat_review.room AS room, seat_review.seat AS seat, seat_review.member AS member, to_office
FROM seat_review
JOIN seat ON seat.room = seat_review.room AND seat.id = seat_review.seat
JOIN room ON room.id = seat_review.room
WHERE seat_review.id = :id AND seat_review.city = :city AND decision = 0
  AND seat.removed_on IS NULL AND room.closed_on IS NULL;

-- query review_set_decided(id review_id, decision enum review_decision, reason bytes, at instant, by_member member_id) none
UPDATE seat_review SET decision = :decision, reason = :reason, decided_at = :at, decided_by = :by_member
WHERE id = :id AND decision = 0;
