-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row plan_row(room room_id, id visit_id, revision int, seat seat_id, written_at instant, from_month int, to_month int, sealed bytes)
-- row occasion_row(room room_id, plan visit_id, occasion bytes, revision int, seat seat_id, written_at instant, from_month int, to_month int, sealed bytes)
-- row busy_row(room room_id, plan visit_id, person bytes, sealed bytes)

-- --- reading a room ---

-- Also the plans of what was moved into these months.
-- query plans_between(room room_id, from_month int, to_month int) many plan_row
SELECT room, id, revision, seat, written_at, from_month, to_month, sealed FROM visit_plan
WHERE room = :room AND stands = 1 AND (to_month >= :from_month AND from_month <= :to_month
    OR id IN (SELECT plan FROM visit_occasion WHERE room = :room AND stands = 1 AND to_month >= :from_month AND from_month <= :to_month))
ORDER BY id;

-- query occasions_between(room room_id, from_month int, to_month int) many occasion_row
SELECT room, plan, occasion, revision, seat, written_at, from_month, to_month, sealed FROM visit_occasion
WHERE room = :room AND stands = 1 AND to_month >= :from_month AND from_month <= :to_month
ORDER BY plan;

-- query plan_now(room room_id, id visit_id) maybe plan_row
SELECT room, id, revision, seat, written_at, from_month, to_month, sealed FROM visit_plan
WHERE room = :room AND id = :id AND stands = 1;

-- query occasion_now(room room_id, plan visit_id, occasion bytes) maybe occasion_row
SELECT room, plan, occasion, revision, seat, written_at, from_month, to_month, sealed FROM visit_occasion
WHERE room = :room AND plan = :plan AND occasion = :occasion AND stands = 1;

-- query occasions_of_plan(room room_id, plan visit_id) many occasion_row
SELECT room, plan, occasion, revision, seat, written_at, from_month, to_month, sealed FROM visit_occasion
WHERE room = :room AND plan = :plan AND stands = 1;

-- query plan_revisions(room room_id, id visit_id) many plan_row
SELECT room, id, revision, seat, written_at, from_month, to_month, sealed FROM visit_plan
WHERE room = :room AND id = :id ORDER BY revision;

-- query occasion_revisions(room room_id, plan visit_id, occasion bytes) many occasion_row
SELECT room, plan, occasion, revision, seat, written_at, from_month, to_month, sealed FROM visit_occasion
WHERE room = :room AND plan = :plan AND occasion = :occasion ORDER BY revision;

-- --- reading all rooms of a member ---

-- crosses rooms: a person's week lies in all rooms with a seat in force
-- query plans_everywhere(member member_id, from_month int, to_month int) many plan_row
SELECT p.room AS room, p.id AS id, p.revision AS revision, p.seat AS seat, p.written_at AS written_at, p.from_month AS from_month,
       p.to_month AS to_month, p.sealed AS sealed
FROM seat JOIN visit_plan AS p ON p.room = seat.room AND p.stands = 1
WHERE seat.member = :member AND seat.removed_on IS NULL
  AND (p.to_month >= :from_month AND p.from_month <= :to_month
    OR p.id IN (SELECT o.plan FROM visit_occasion AS o
        WHERE o.room = seat.room AND o.stands = 1 AND o.to_month >= :from_month AND o.from_month <= :to_month))
ORDER BY p.room, p.id;

-- crosses rooms: a person's week lies in all rooms with a seat in force
-- query occasions_everywhere(member member_id, from_month int, to_month int) many occasion_row
SELECT o.room AS room, o.plan AS plan, o.occasion AS occasion, o.revision AS revision, o.seat AS seat, o.written_at AS written_at,
       o.from_month AS from_month, o.to_month AS to_month, o.sealed AS sealed
FROM seat JOIN visit_occasion AS o ON o.room = seat.room AND o.stands = 1
WHERE seat.member = :member AND seat.removed_on IS NULL AND o.to_month >= :from_month AND o.from_month <= :to_month
ORDER BY o.room, o.plan;

-- --- writing ---

-- query plan_of_request(room room_id, seat seat_id, request_key bytes) maybe visit_id
SELECT id FROM visit_plan WHERE room = :room AND seat = :seat AND request_key = :request_key;

-- query plan_insert(room room_id, id visit_id, revision int, seat seat_id, written_at instant, from_month int, to_month int, request_key bytes?, sealed bytes) none
INSERT INTO visit_plan (room, id, revision, seat, written_at, from_month, to_month, request_key, sealed)
VALUES (:room, :id, :revision, :seat, :written_at, :from_month, :to_month, :request_key, :sealed)
ON CONFLICT (room, id, revision) DO NOTHING;

-- query plan_supersede(room room_id, id visit_id, revision int) none
UPDATE visit_plan SET stands = 0 WHERE room = :room AND id = :id AND revision = :revision AND stands = 1;

-- query occasion_insert(room room_id, plan visit_id, occasion bytes, revision int, seat seat_id, written_at instant, from_month int, to_month int, sealed bytes) none
INSERT INTO visit_occasion (room, plan, occasion, revision, seat, written_at, from_month, to_month, sealed)
VALUES (:room, :plan, :occasion, :revision, :seat, :written_at, :from_month, :to_month, :sealed)
ON CONFLICT (room, plan, occasion, revision) DO NOTHING;

-- query occasion_supersede(room room_id, plan visit_id, occasion bytes, revision int) none
UPDATE visit_occasion SET stands = 0
WHERE room = :room AND plan = :plan AND occasion = :occasion AND revision = :revision AND stands = 1;

-- --- who is taken when ---

-- query busy_drop(room room_id, plan visit_id) none
DELETE FROM visit_busy WHERE room = :room AND plan = :plan;

-- query busy_insert(room room_id, plan visit_id, person bytes, from_month int, to_month int, sealed bytes) none
INSERT INTO visit_busy (room, plan, person, from_month, to_month, sealed)
VALUES (:room, :plan, :person, :from_month, :to_month, :sealed);

-- Only where the person still has a seat and the room is open: elsewhere nobody goes.
-- crosses rooms: a person cannot be at two places; which room it is, is not told without a seat
-- query busy_of(person bytes, member member_id, from_month int, to_month int) many busy_row
SELECT b.room AS room, b.plan AS plan, b.person AS person, b.sealed AS sealed
FROM visit_busy AS b JOIN room ON room.id = b.room
WHERE b.person = :person AND b.to_month >= :from_month AND b.from_month <= :to_month AND room.closed_on IS NULL
  AND EXISTS (SELECT 1 FROM seat WHERE seat.member = :member AND seat.room = b.room AND seat.removed_on IS NULL)
ORDER BY b.room, b.plan;

-- --- verifying ---

-- row plan_check(id visit_id, revision int, stands int, seat seat_id, written_at instant, from_month int, to_month int, sealed bytes)
-- query plans_all(room room_id) many plan_check
SELECT id, revision, stands, seat, written_at, from_month, to_month, sealed FROM visit_plan WHERE room = :room ORDER BY id, revision;

-- row occasion_check(plan visit_id, occasion bytes, revision int, stands int, seat seat_id, written_at instant, from_month int, to_month int, sealed bytes)
-- query occasions_all(room room_id) many occasion_check
SELECT plan, occasion, revision, stands, seat, written_at, from_month, to_month, sealed FROM visit_occasion
WHERE room = :room ORDER BY plan, occasion, revision;
