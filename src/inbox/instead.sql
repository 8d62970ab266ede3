-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row instead_row(room room_id, city city_id, post post_id, due_at instant?, written_at instant, seat seat_id, name bytes,
--   room_key bytes, urgent bool, until instant?)

-- 要確認 that was passed on and nobody has confirmed. 1: enum escalation_step, 3: withdrawn.
-- query instead_passed_on(member member_id, since post_id, most int) many instead_row
-- crosses rooms: the home page shows what is for the member, wherever
SELECT room.id AS room, room.city AS city, post.id AS post, post.due_at AS due_at, post.written_at AS written_at,
       other.id AS seat, other.name AS name, room.wrapped_key AS room_key,
       CASE WHEN post.kind = 3 THEN 1 ELSE 0 END AS urgent, snooze.until AS until
FROM escalation JOIN seat ON seat.room = escalation.room AND seat.member = :member AND seat.removed_on IS NULL
JOIN post ON post.room = escalation.room AND post.id = escalation.post AND post.revision = escalation.revision
JOIN seat AS other ON other.room = escalation.room AND other.id = escalation.seat
JOIN room ON room.id = escalation.room
LEFT JOIN snooze ON snooze.room = post.room AND snooze.member = :member AND snooze.post = post.id
WHERE escalation.member = :member AND escalation.step = 1 AND post.id > :since AND post.standing <> 3
  AND room.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM confirmed_for WHERE confirmed_for.room = escalation.room AND confirmed_for.post = escalation.post
                  AND confirmed_for.revision = escalation.revision AND confirmed_for.seat = escalation.seat)
  AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = escalation.room AND read_mark.post = escalation.post
                  AND read_mark.seat = escalation.seat AND read_mark.confirmed_at IS NOT NULL)
ORDER BY post.due_at, post.id LIMIT :most;

-- What names an absent person for whom the member stands in, since the absence began (its first
-- day's midnight in Japan), as long as neither has read it.
-- query instead_of_absent(member member_id, today day, since post_id, most int) many instead_row
-- crosses rooms: the home page shows what is for the member, wherever
SELECT room.id AS room, room.city AS city, post.id AS post, post.due_at AS due_at, post.written_at AS written_at,
       other.id AS seat, other.name AS name, room.wrapped_key AS room_key,
       CASE WHEN post.kind = 3 THEN 1 ELSE 0 END AS urgent, snooze.until AS until
FROM absence_cover JOIN absence ON absence.id = absence_cover.absence AND absence.ended_at IS NULL
                                AND absence.from_on <= :today AND absence.until_on >= :today
JOIN seat AS other ON other.member = absence.member AND other.office = absence_cover.office AND other.removed_on IS NULL
JOIN seat ON seat.room = other.room AND seat.member = :member AND seat.removed_on IS NULL
JOIN room ON room.id = other.room
JOIN addressee ON addressee.room = other.room AND addressee.post > :since AND addressee.kind = 0 AND addressee.target = other.id
JOIN post ON post.room = addressee.room AND post.id = addressee.post
LEFT JOIN snooze ON snooze.room = post.room AND snooze.member = :member AND snooze.post = post.id
WHERE absence_cover.substitute = :member AND post.due_at IS NULL AND post.standing <> 3 AND post.seat <> seat.id
  AND post.written_at >= absence.from_on * 86400000000 - 32400000000 AND room.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM read_mark WHERE read_mark.room = post.room AND read_mark.post = post.id
                  AND (read_mark.seat = seat.id OR read_mark.seat = other.id))
ORDER BY post.id DESC LIMIT :most;
