-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row absence_row(id absence_id, member member_id, from_on day, until_on day, written_by member_id)
-- row cover_row(absence absence_id, office office_id, substitute member_id, office_name text)
-- row gap_row(absence absence_id, office office_id, room room_id)
-- row absent_row(seat seat_id, from_on day, until_on day, named member_id?, substitute seat_id?)

-- query absence_insert(id absence_id, member member_id, from_on day, until_on day, written_at instant, written_by member_id) none
INSERT INTO absence (id, member, from_on, until_on, written_at, written_by)
VALUES (:id, :member, :from_on, :until_on, :written_at, :written_by);

-- query cover_insert(absence absence_id, office office_id, substitute member_id) none
INSERT INTO absence_cover (absence, office, substitute) VALUES (:absence, :office, :substitute);

-- query absence_set_ended(id absence_id, today day, at instant, by_member member_id) none
UPDATE absence SET ended_at = :at, ended_by = :by_member WHERE id = :id AND ended_at IS NULL AND until_on >= :today;

-- query absence_row_of(id absence_id) maybe absence_row
SELECT id, member, from_on, until_on, written_by FROM absence WHERE id = :id;

-- query absence_rows(member member_id, today day) many absence_row
SELECT id, member, from_on, until_on, written_by FROM absence
WHERE member = :member AND until_on >= :today AND ended_at IS NULL ORDER BY from_on;

-- query cover_rows(member member_id, today day) many cover_row
SELECT absence, office, substitute, office.name AS office_name
FROM absence JOIN absence_cover ON absence_cover.absence = absence.id JOIN office ON office.id = absence_cover.office
WHERE absence.member = :member AND until_on >= :today AND ended_at IS NULL ORDER BY absence, office.name, office.id;

-- Rooms in which the substitute cannot stand in. 0: enum room_kind, a patient's.
-- query gap_rows(member member_id, today day) many gap_row
-- crosses rooms: the absent person is told in which of the own rooms the substitute has no seat
SELECT absence_cover.absence AS absence, absence_cover.office AS office, room.id AS room
FROM absence JOIN absence_cover ON absence_cover.absence = absence.id
JOIN seat ON seat.member = absence.member AND seat.office = absence_cover.office AND seat.removed_on IS NULL
JOIN room ON room.id = seat.room AND room.closed_on IS NULL AND room.kind = 0
WHERE absence.member = :member AND until_on >= :today AND ended_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM seat AS other WHERE other.room = room.id AND other.member = absence_cover.substitute
                  AND other.removed_on IS NULL)
ORDER BY room.id;

-- Whether :me administers an office where :member works.
-- query administers_one_of(me member_id, member member_id) one bool
SELECT EXISTS (SELECT 1 FROM affiliation JOIN affiliation AS mine ON mine.office = affiliation.office
               WHERE affiliation.member = :member AND affiliation.until_on IS NULL
                 AND mine.member = :me AND mine.administrator = 1 AND mine.until_on IS NULL) AS it;

-- query work_together(office office_id, member member_id, substitute member_id) one bool
SELECT EXISTS (SELECT 1 FROM affiliation JOIN affiliation AS other ON other.office = affiliation.office
               WHERE affiliation.office = :office AND affiliation.member = :member AND affiliation.until_on IS NULL
                 AND other.member = :substitute AND other.until_on IS NULL) AS it;

-- The first of each person comes first.
-- query office_rows(office office_id, today day) many absence_row
SELECT absence.id AS id, absence.member AS member, absence.from_on AS from_on, absence.until_on AS until_on, written_by
FROM affiliation JOIN absence ON absence.member = affiliation.member
WHERE affiliation.office = :office AND affiliation.until_on IS NULL
  AND absence.until_on >= :today AND ended_at IS NULL ORDER BY absence.from_on, absence.id;

-- query absent_rows(room room_id, today day, soon day) many absent_row
SELECT seat.id AS seat, from_on, until_on, absence_cover.substitute AS named, other.id AS substitute
FROM seat JOIN absence ON absence.member = seat.member
LEFT JOIN absence_cover ON absence_cover.absence = absence.id AND absence_cover.office = seat.office
LEFT JOIN seat AS other ON other.room = :room AND other.member = absence_cover.substitute AND other.removed_on IS NULL
WHERE seat.room = :room AND seat.removed_on IS NULL
  AND until_on >= :today AND from_on <= :soon AND ended_at IS NULL
ORDER BY from_on, seat.id;
