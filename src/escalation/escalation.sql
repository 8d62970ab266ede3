-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row asking_row(room room_id, post post_id, city city_id, seat seat_id, for_seat seat_id?, written_at instant, changed_at instant?,
--   due_at instant?, revision int, standing enum post_standing, closed_on day?, kind enum room_kind)
-- row changed_row(room room_id, post post_id, revision int)
-- row person_row(seat seat_id, member member_id, office office_id, removed_on day?, confirmed_at instant?, named bool, grouped bool,
--   absence absence_id?, substitute member_id?, has_device bool, answered_by seat_id?)
-- row told_row(seat seat_id, step enum escalation_step, member member_id)
-- row told_to_row(room room_id, post post_id, seat seat_id)
-- row note_row(post post_id, seat seat_id, by_seat seat_id?)
-- row event_row(revision int, seat seat_id, step enum escalation_step, member member_id, at instant, told seat_id?)
-- row stand_in_row(revision int, seat seat_id, by_seat seat_id, at instant)
-- row late_row(member member_id, posts int, due_at instant?)

-- --- what the job looks at ---

-- Posts that ask and were not seen yet; those of long ago are left alone.
-- query watch_new(since instant, now instant) none
-- crosses rooms: one job looks after the posts of all rooms
INSERT INTO escalation_watch (room, post, revision, next_at)
SELECT post.room, post.id, post.revision, :now FROM post
WHERE post.due_at > :since AND post.standing <> 3
  AND NOT EXISTS (SELECT 1 FROM escalation_watch WHERE escalation_watch.room = post.room AND escalation_watch.post = post.id)
ON CONFLICT (room, post) DO NOTHING;

-- query watch_changed(since instant) many changed_row
-- crosses rooms: one job looks after the posts of all rooms
SELECT post.room AS room, post.id AS post, post.revision AS revision
FROM post JOIN escalation_watch ON escalation_watch.room = post.room AND escalation_watch.post = post.id
WHERE post.due_at > :since AND post.revision <> escalation_watch.revision;

-- query watch_set(room room_id, post post_id, revision int, next_at instant?) none
UPDATE escalation_watch SET revision = :revision, next_at = :next_at WHERE room = :room AND post = :post;

-- query asking_due(now instant, most int) many asking_row
-- crosses rooms: one job looks after the posts of all rooms
SELECT post.room AS room, post.id AS post, room.city AS city, post.seat AS seat, for_seat, written_at, changed_at,
       due_at, post.revision AS revision, standing, room.closed_on AS closed_on, room.kind AS kind
FROM escalation_watch JOIN post ON post.room = escalation_watch.room AND post.id = escalation_watch.post
JOIN room ON room.id = post.room
WHERE next_at <= :now ORDER BY next_at LIMIT :most;

-- query asking_of(room room_id, id post_id) maybe asking_row
SELECT post.room AS room, post.id AS post, room.city AS city, post.seat AS seat, for_seat, written_at, changed_at,
       due_at, post.revision AS revision, standing, room.closed_on AS closed_on, room.kind AS kind
FROM post JOIN room ON room.id = post.room WHERE post.room = :room AND post.id = :id;

-- --- the people of a room, as one post asks them ---

-- Kinds of addressees: enum addressee_kind.
-- query person_rows(room room_id, post post_id, revision int, today day, now instant) many person_row
SELECT seat.id AS seat, seat.member AS member, seat.office AS office, seat.removed_on AS removed_on, confirmed_at,
       EXISTS (SELECT 1 FROM addressee WHERE addressee.room = :room AND addressee.post = :post
               AND addressee.kind = 0 AND addressee.target = seat.id) AS named,
       EXISTS (SELECT 1 FROM addressee WHERE addressee.room = :room AND addressee.post = :post
               AND ((addressee.kind = 1 AND addressee.target = seat.profession)
                 OR (addressee.kind = 2 AND addressee.target = seat.office) OR addressee.kind = 3)) AS grouped,
       absence.id AS absence, absence_cover.substitute AS substitute,
       EXISTS (SELECT 1 FROM device WHERE device.member = seat.member AND issued_at IS NOT NULL
               AND revoked_at IS NULL AND expires_at > :now) AS has_device,
       confirmed_for.by_seat AS answered_by
FROM seat
LEFT JOIN read_mark ON read_mark.room = :room AND read_mark.post = :post AND read_mark.seat = seat.id
LEFT JOIN confirmed_for ON confirmed_for.room = :room AND confirmed_for.post = :post
                       AND confirmed_for.revision = :revision AND confirmed_for.seat = seat.id
LEFT JOIN absence ON absence.member = seat.member AND absence.ended_at IS NULL
                 AND absence.from_on <= :today AND absence.until_on >= :today
LEFT JOIN absence_cover ON absence_cover.absence = absence.id AND absence_cover.office = seat.office
WHERE seat.room = :room ORDER BY seat.id;

-- query escalation_told_rows(room room_id, post post_id, revision int) many told_row
SELECT seat, step, member FROM escalation WHERE room = :room AND post = :post AND revision = :revision;

-- What a step told somebody, of the text that stands now; 3: withdrawn.
-- query told_to(member member_id, room room_id, step enum escalation_step, since instant) many told_to_row
-- crosses rooms: a notice is taken out for all rooms of a member
SELECT escalation.room AS room, escalation.post AS post, escalation.seat AS seat
FROM escalation JOIN post ON post.room = escalation.room AND post.id = escalation.post AND post.revision = escalation.revision
WHERE escalation.member = :member AND escalation.step = :step AND escalation.at > :since AND post.standing <> 3
  AND (:room = 0 OR escalation.room = :room) ORDER BY escalation.at DESC;

-- query administrators_of(office office_id, today day) many member_id
SELECT member.id AS id FROM affiliation JOIN member ON member.id = affiliation.member
WHERE affiliation.office = :office AND affiliation.administrator = 1 AND affiliation.until_on IS NULL
  AND (member.leave_on IS NULL OR member.leave_on >= :today) ORDER BY member.id;

-- Nothing is inserted when the person was told before.
-- query escalation_told_insert(room room_id, post post_id, revision int, seat seat_id, step enum escalation_step, member member_id, at instant) none
INSERT INTO escalation (room, post, revision, seat, step, member, at)
VALUES (:room, :post, :revision, :seat, :step, :member, :at)
ON CONFLICT (room, post, revision, seat, step, member) DO NOTHING;

-- query stand_in_insert(room room_id, post post_id, revision int, seat seat_id, by_seat seat_id, at instant) none
INSERT INTO confirmed_for (room, post, revision, seat, by_seat, at)
VALUES (:room, :post, :revision, :seat, :by_seat, :at)
ON CONFLICT (room, post, revision, seat) DO NOTHING;

-- --- what pages show ---

-- In whose place the member was asked, as long as nobody has answered.
-- query asked_instead(room room_id, first post_id, last post_id, member member_id) many note_row
SELECT escalation.post AS post, escalation.seat AS seat, NULL AS by_seat
FROM escalation JOIN post ON post.room = :room AND post.id = escalation.post AND post.revision = escalation.revision
WHERE escalation.room = :room AND escalation.post >= :first AND escalation.post <= :last
  AND escalation.step = 1 AND escalation.member = :member AND post.standing <> 3
  AND NOT EXISTS (SELECT 1 FROM confirmed_for WHERE confirmed_for.room = :room AND confirmed_for.post = escalation.post
                  AND confirmed_for.revision = escalation.revision AND confirmed_for.seat = escalation.seat)
  AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = :room AND read_mark.post = escalation.post
                  AND read_mark.seat = escalation.seat AND read_mark.confirmed_at IS NOT NULL)
ORDER BY escalation.post, escalation.seat;

-- query answered_instead(room room_id, first post_id, last post_id) many note_row
SELECT confirmed_for.post AS post, confirmed_for.seat AS seat, by_seat
FROM confirmed_for JOIN post ON post.room = :room AND post.id = confirmed_for.post AND post.revision = confirmed_for.revision
WHERE confirmed_for.room = :room AND confirmed_for.post >= :first AND confirmed_for.post <= :last
ORDER BY confirmed_for.post, confirmed_for.seat;

-- query escalation_event_rows(room room_id, post post_id) many event_row
SELECT revision, escalation.seat AS seat, step, escalation.member AS member, at,
       (SELECT max(seat.id) FROM seat WHERE seat.room = :room AND seat.member = escalation.member) AS told
FROM escalation WHERE escalation.room = :room AND escalation.post = :post ORDER BY at, step, seat;

-- query stand_in_rows(room room_id, post post_id) many stand_in_row
SELECT revision, seat, by_seat, at FROM confirmed_for WHERE room = :room AND post = :post ORDER BY at, seat;

-- Whoever of the office has not confirmed; 3: withdrawn.
-- query late_rows(administrator member_id, since instant) many late_row
-- crosses rooms: an administrator is told of a colleague, never of a room
SELECT seat.member AS member, count(*) AS posts, min(post.due_at) AS due_at
FROM escalation JOIN seat ON seat.room = escalation.room AND seat.id = escalation.seat
JOIN post ON post.room = escalation.room AND post.id = escalation.post AND post.revision = escalation.revision
JOIN room ON room.id = post.room
WHERE escalation.member = :administrator AND escalation.step = 2 AND escalation.at > :since
  AND post.standing <> 3 AND room.closed_on IS NULL
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = :administrator AND affiliation.office = seat.office
              AND administrator = 1 AND until_on IS NULL)
  AND NOT EXISTS (SELECT 1 FROM confirmed_for WHERE confirmed_for.room = escalation.room AND confirmed_for.post = escalation.post
                  AND confirmed_for.revision = escalation.revision AND confirmed_for.seat = escalation.seat)
  AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = escalation.room AND read_mark.post = escalation.post
                  AND read_mark.seat = escalation.seat AND read_mark.confirmed_at IS NOT NULL)
GROUP BY seat.member ORDER BY due_at;
