-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row silent_row(seat seat_id, room room_id, member member_id, office office_id, office_name text, invited_on day)
-- row decision_row(seat seat_id, room room_id, member member_id?, office office_id?, office_name text?, withdrawn bool, removed bool,
--   reason bytes, at instant, by_member member_id)

-- Seats in patients' open rooms of the city, of who works at an office that was asked, and not decided about yet.
-- query silent_seats(id campaign_id, city city_id) many silent_row
-- crosses rooms: the desk decides about every seat of a silent office's people
SELECT seat.id AS seat, seat.room AS room, seat.member AS member, office.id AS office, office.name AS office_name,
       seat.invited_on AS invited_on
FROM campaign_office AS asked JOIN office ON office.id = asked.office
     JOIN affiliation ON affiliation.office = office.id AND affiliation.until_on IS NULL
     JOIN seat ON seat.member = affiliation.member AND seat.removed_on IS NULL
     JOIN room ON room.id = seat.room
WHERE asked.campaign = :id AND room.city = :city AND room.kind = 0 AND room.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM campaign_seat WHERE campaign_seat.campaign = :id AND campaign_seat.seat = seat.id)
ORDER BY office.name, office.id, seat.room, seat.id;

-- query decision_insert(id campaign_id, seat seat_id, room room_id, office office_id, withdrawn bool, reason bytes, at instant, by_member member_id) none
INSERT INTO campaign_seat (campaign, seat, room, office, withdrawn, reason, decided_at, decided_by)
VALUES (:id, :seat, :room, :office, :withdrawn, :reason, :at, :by_member)
ON CONFLICT (campaign, seat) DO NOTHING;

-- query decision_rows_of(id campaign_id) many decision_row
-- crosses rooms: the desk reads what it decided
SELECT decided.seat AS seat, decided.room AS room, seat.member AS member, decided.office AS office, office.name AS office_name,
       decided.withdrawn AS withdrawn, decided.removed AS removed, decided.reason AS reason, decided.decided_at AS at,
       decided.decided_by AS by_member
FROM campaign_seat AS decided LEFT JOIN seat ON seat.id = decided.seat AND seat.room = decided.room
     LEFT JOIN office ON office.id = decided.office
WHERE decided.campaign = :id ORDER BY decided.decided_at, decided.seat;

-- query decision_forget(id campaign_id, seat seat_id) none
DELETE FROM campaign_seat WHERE campaign = :id AND seat = :seat AND removed = 0;

-- query decision_set_removed(id campaign_id, seat seat_id) none
UPDATE campaign_seat SET removed = 1 WHERE campaign = :id AND seat = :seat;
