-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row campaign_row(id campaign_id, city city_id, year int, request_on day, due_on day, opened_at instant, closed_at instant?, closed_by member_id?)
-- row request_row(office office_id, name text, number text, postal text, address text, building text, mail text, phone text,
--   reminded int, people int, answered_at instant?, waiting int)
-- row silent_row(seat seat_id, room room_id, member member_id, office_name text, invited_on day)

-- query campaign_insert(id campaign_id, city city_id, year int, request_on day, due_on day, opened_at instant) none
INSERT INTO campaign (id, city, year, request_on, due_on, opened_at)
VALUES (:id, :city, :year, :request_on, :due_on, :opened_at)
ON CONFLICT (city, year) DO NOTHING;

-- query campaign_by_id(city city_id, id campaign_id) maybe campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign WHERE id = :id AND city = :city;

-- query campaign_rows_of(city city_id) many campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign WHERE city = :city ORDER BY year DESC;

-- query campaign_rows_open(today day) many campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign
WHERE closed_at IS NULL AND request_on <= :today AND due_on >= :today ORDER BY id;

-- query campaign_set_closed(city city_id, id campaign_id, closed_at instant, closed_by member_id) none
UPDATE campaign SET closed_at = :closed_at, closed_by = :closed_by WHERE id = :id AND city = :city AND closed_at IS NULL;

-- Offices that take part: open, and with somebody who works there.
-- query campaign_ask(id campaign_id, city city_id, today day) none
INSERT INTO campaign_office (campaign, office, reminded)
SELECT :id, office.id, 0 FROM office
WHERE office.city = :city AND office.is_desk = 0 AND (office.closed_on IS NULL OR office.closed_on > :today)
  AND EXISTS (SELECT 1 FROM affiliation JOIN member ON member.id = affiliation.member
              WHERE affiliation.office = office.id AND affiliation.until_on IS NULL
                AND (member.leave_on IS NULL OR member.leave_on >= :today));

-- An office has answered when a 現況届 (kind 4) of it was carried out (state 6) in that time; one that
-- lies with the city (1 submitted, 3 seconded, 4 approved) is not silent.
-- query request_rows_of(id campaign_id, since instant, until instant) many request_row
SELECT office.id AS office, office.name AS name, office.number AS number, office.postal AS postal, office.address AS address,
       office.building AS building, office.mail AS mail, office.phone AS phone, asked.reminded AS reminded,
       (SELECT count(*) FROM affiliation JOIN member ON member.id = affiliation.member
        WHERE affiliation.office = office.id AND affiliation.until_on IS NULL AND member.leave_on IS NULL) AS people,
       (SELECT min(changed_at) FROM application WHERE application.office = office.id AND kind = 4 AND state = 6
          AND changed_at >= :since AND changed_at <= :until) AS answered_at,
       (SELECT count(*) FROM application WHERE application.office = office.id AND kind = 4 AND state IN (1, 3, 4)
          AND changed_at >= :since AND changed_at <= :until) AS waiting
FROM campaign_office AS asked JOIN office ON office.id = asked.office
WHERE asked.campaign = :id ORDER BY office.name, office.id;

-- query campaign_set_reminded(id campaign_id, office office_id, reminded int) none
UPDATE campaign_office SET reminded = :reminded WHERE campaign = :id AND office = :office;

-- Seats in patients' open rooms of the city, of who works at one office and is not decided about yet.
-- query silent_seats(id campaign_id, city city_id, office office_id) many silent_row
-- crosses rooms: the desk decides about every seat of a silent office's people
SELECT seat.id AS seat, seat.room AS room, seat.member AS member, office.name AS office_name, seat.invited_on AS invited_on
FROM seat JOIN room ON room.id = seat.room JOIN affiliation ON affiliation.member = seat.member
     JOIN office ON office.id = affiliation.office
WHERE room.city = :city AND room.kind = 0 AND room.closed_on IS NULL AND seat.removed_on IS NULL
  AND affiliation.office = :office AND affiliation.until_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM campaign_seat WHERE campaign_seat.campaign = :id AND campaign_seat.seat = seat.id)
ORDER BY seat.room, seat.id;

-- query campaign_seat_insert(id campaign_id, seat seat_id, room room_id, withdrawn bool, reason bytes, at instant, by_member member_id) none
INSERT INTO campaign_seat (campaign, seat, room, withdrawn, reason, decided_at, decided_by)
VALUES (:id, :seat, :room, :withdrawn, :reason, :at, :by_member)
ON CONFLICT (campaign, seat) DO NOTHING;

-- query campaign_decided(id campaign_id, withdrawn bool) one int
SELECT count(*) AS n FROM campaign_seat WHERE campaign = :id AND withdrawn = :withdrawn;

-- query campaign_for_office(office office_id, today day) maybe campaign_row
SELECT campaign.id AS id, city, year, request_on, due_on, opened_at, closed_at, closed_by
FROM campaign JOIN campaign_office ON campaign_office.campaign = campaign.id
WHERE campaign_office.office = :office AND closed_at IS NULL AND request_on <= :today
ORDER BY year DESC LIMIT 1;

-- What lies with the city or is carried out; neither returned (2), rejected (5) nor withdrawn (7).
-- query status_since(office office_id, since instant) one int
SELECT count(*) AS n FROM application
WHERE office = :office AND kind = 4 AND state IN (1, 3, 4, 6) AND changed_at >= :since;

-- What the city gave back to be corrected.
-- query status_returned_since(office office_id, since instant) one int
SELECT count(*) AS n FROM application
WHERE office = :office AND kind = 4 AND state = 2 AND changed_at >= :since;

-- query status_or_usage_last(office office_id) maybe application_id
SELECT id FROM application WHERE office = :office AND kind IN (0, 4) AND state = 6 ORDER BY id DESC LIMIT 1;
