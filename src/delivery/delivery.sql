-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row setting_row(by_mail bool, mine_pace enum delivery_pace, rest_pace enum delivery_pace, digest_hour int, quiet_from int, quiet_until int, urgent_passes bool)
-- row proof_row(address bytes?, mail int)
-- row code_row(address bytes, code bytes, sent_at instant, tries int)
-- row waiting_row(member member_id, urgent_at instant?, mine_at instant?, rest_at instant?, mine_pace enum delivery_pace, rest_pace enum delivery_pace,
--   quiet_from int, quiet_until int, urgent_passes bool, sent_at int)
-- row news_row(member member_id, is_digest bool)
-- row held_row(room room_id, kind enum notice_kind)
-- row target_row(member member_id, city city_id, role enum member_role, mail bytes?, by_mail bool, address bytes?, last_mail int)

-- --- settings ---

-- query setting_of(member member_id) maybe setting_row
SELECT by_mail, mine_pace, rest_pace, digest_hour, quiet_from, quiet_until, urgent_passes FROM notice_setting WHERE member = :member;

-- What is there already is not news to somebody who begins to be told.
-- query setting_begin(member member_id, news_until post_id, today day) none
INSERT INTO notice_setting (member, news_until, digest_on) VALUES (:member, :news_until, :today) ON CONFLICT (member) DO NOTHING;

-- Whoever has switched a device on wants to be told too.
-- query setting_begin_devices(news_until post_id, today day) none
INSERT INTO notice_setting (member, news_until, digest_on)
SELECT DISTINCT push.member, :news_until, :today FROM push
WHERE ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM notice_setting WHERE notice_setting.member = push.member)
ON CONFLICT (member) DO NOTHING;

-- query setting_put(member member_id, by_mail bool, mine_pace enum delivery_pace, rest_pace enum delivery_pace, digest_hour int, quiet_from int, quiet_until int, urgent_passes bool, digest_on day) none
UPDATE notice_setting SET by_mail = :by_mail, mine_pace = :mine_pace, rest_pace = :rest_pace, digest_hour = :digest_hour,
  quiet_from = :quiet_from, quiet_until = :quiet_until, urgent_passes = :urgent_passes, digest_on = :digest_on WHERE member = :member;

-- --- the address ---

-- query proof_of(member member_id) maybe proof_row
SELECT address, mail FROM notice_setting WHERE member = :member;

-- query proof_put(member member_id, address bytes?) none
UPDATE notice_setting SET address = :address, mail = 0 WHERE member = :member;

-- query code_of(member member_id) maybe code_row
SELECT address, code, sent_at, tries FROM notice_code WHERE member = :member;

-- query code_put(member member_id, address bytes, code bytes, sent_at instant) none
INSERT INTO notice_code (member, address, code, sent_at, tries) VALUES (:member, :address, :code, :sent_at, 0)
ON CONFLICT (member) DO UPDATE SET address = excluded.address, code = excluded.code, sent_at = excluded.sent_at, tries = 0;

-- query code_missed(member member_id) none
UPDATE notice_code SET tries = tries + 1 WHERE member = :member;

-- query code_end(member member_id) none
DELETE FROM notice_code WHERE member = :member;

-- --- whom posts are for ---

-- 3 of post.kind: urgent; of standing: withdrawn. 1 and 2 of notice.kind: for you, urgent. 0 … 3 of
-- addressee.kind: enum addressee_kind.
-- query notice_expand() none
-- crosses rooms: a job tells of posts in all rooms
INSERT INTO notice (member, room, kind, told_at)
SELECT DISTINCT seat.member, seat.room, CASE WHEN post.kind = 3 THEN 2 ELSE 1 END, coalesce(post.changed_at, post.written_at)
FROM notice_post JOIN post ON post.room = notice_post.room AND post.id = notice_post.post
JOIN seat ON seat.room = notice_post.room JOIN notice_setting ON notice_setting.member = seat.member
WHERE seat.removed_on IS NULL AND seat.id < post.id AND seat.id <> post.seat AND post.standing <> 3
  AND (post.kind = 3 OR EXISTS (SELECT 1 FROM addressee WHERE addressee.room = post.room AND addressee.post = post.id
              AND ((addressee.kind = 0 AND addressee.target = seat.id)
                OR (addressee.kind = 1 AND addressee.target = seat.profession)
                OR (addressee.kind = 2 AND addressee.target = seat.office)
                OR addressee.kind = 3)))
ON CONFLICT (member, room, kind) DO NOTHING;

-- query notice_posts_end() none
-- crosses rooms: a job tells of posts in all rooms
DELETE FROM notice_post;

-- --- what is due ---

-- 2, 4 and 5: urgent, overdue, in place of somebody. 0: found unread. All others are for the member.
-- query waiting_rows() many waiting_row
SELECT notice.member AS member,
       min(CASE WHEN kind IN (2, 4, 5) THEN told_at END) AS urgent_at,
       min(CASE WHEN kind NOT IN (0, 2, 4, 5) THEN told_at END) AS mine_at,
       min(CASE WHEN kind = 0 THEN told_at END) AS rest_at,
       mine_pace, rest_pace, quiet_from, quiet_until, urgent_passes, sent_at
FROM notice JOIN notice_setting ON notice_setting.member = notice.member
GROUP BY notice.member, mine_pace, rest_pace, quiet_from, quiet_until, urgent_passes, sent_at ORDER BY notice.member;

-- query waiting_of(member member_id) maybe waiting_row
SELECT notice.member AS member,
       min(CASE WHEN kind IN (2, 4, 5) THEN told_at END) AS urgent_at,
       min(CASE WHEN kind NOT IN (0, 2, 4, 5) THEN told_at END) AS mine_at,
       min(CASE WHEN kind = 0 THEN told_at END) AS rest_at,
       mine_pace, rest_pace, quiet_from, quiet_until, urgent_passes, sent_at
FROM notice JOIN notice_setting ON notice_setting.member = notice.member
WHERE notice.member = :member
GROUP BY notice.member, mine_pace, rest_pace, quiet_from, quiet_until, urgent_passes, sent_at;

-- What is of no use any more: the seat was left, the room closed, the member does not want it, has
-- read it or answered the invitation (6) meanwhile, or has dealt with what had been put off (8).
-- 1 and 2 of level: わたし宛てと緊急だけ, 知らせない. 0 … 3 of addressee.kind: enum addressee_kind.
-- query notice_settle(member member_id) none
-- crosses rooms: a job tells of all rooms of a member
DELETE FROM notice WHERE member = :member AND room <> 0 AND (
  NOT EXISTS (SELECT 1 FROM seat JOIN room ON room.id = seat.room
              WHERE seat.member = :member AND seat.room = notice.room AND seat.removed_on IS NULL AND room.closed_on IS NULL)
  OR EXISTS (SELECT 1 FROM notice_level WHERE notice_level.room = notice.room AND notice_level.member = :member
             AND (level = 2 OR (level = 1 AND notice.kind = 0)))
  OR (kind <= 2 AND NOT EXISTS (
      SELECT 1 FROM seat JOIN post ON post.room = seat.room AND post.id > seat.read_until
      WHERE seat.member = :member AND seat.room = notice.room AND seat.removed_on IS NULL
        AND post.seat <> seat.id AND post.standing <> 3
        AND (notice.kind = 0 OR (notice.kind = 2 AND post.kind = 3)
          OR (notice.kind = 1 AND EXISTS (SELECT 1 FROM addressee WHERE addressee.room = post.room AND addressee.post = post.id
              AND ((addressee.kind = 0 AND addressee.target = seat.id)
                OR (addressee.kind = 1 AND addressee.target = seat.profession)
                OR (addressee.kind = 2 AND addressee.target = seat.office)
                OR addressee.kind = 3))))
        AND NOT EXISTS (SELECT 1 FROM read_mark
                        WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id)))
  OR (kind = 6 AND NOT EXISTS (
      SELECT 1 FROM seat JOIN seat_news ON seat_news.room = seat.room AND seat_news.seat = seat.id
      WHERE seat.member = :member AND seat.room = notice.room AND seat.removed_on IS NULL))
  OR (kind = 8 AND NOT EXISTS (
      SELECT 1 FROM seat JOIN post ON post.room = seat.room AND post.id > seat.read_until
      LEFT JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
      WHERE seat.member = :member AND seat.room = notice.room AND seat.removed_on IS NULL
        AND post.seat <> seat.id AND post.standing <> 3 AND read_mark.post IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM seat JOIN post ON post.room = seat.room AND post.due_at IS NOT NULL
      JOIN read_mark ON read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id
      WHERE seat.member = :member AND seat.room = notice.room AND seat.removed_on IS NULL
        AND post.seat <> seat.id AND post.standing <> 3 AND read_mark.confirmed_at IS NULL
        AND EXISTS (SELECT 1 FROM addressee WHERE addressee.room = post.room AND addressee.post = post.id
              AND ((addressee.kind = 0 AND addressee.target = seat.id)
                OR (addressee.kind = 1 AND addressee.target = seat.profession)
                OR (addressee.kind = 2 AND addressee.target = seat.office)
                OR addressee.kind = 3)))));

-- What other features know whether it is settled: 3, 4, 5 of escalation, 7 of the desk.
-- query notice_held(member member_id) many held_row
SELECT room, kind FROM notice WHERE member = :member AND kind IN (3, 4, 5, 7) ORDER BY room, kind;

-- query notice_drop(member member_id, room room_id, kind enum notice_kind) none
DELETE FROM notice WHERE member = :member AND room = :room AND kind = :kind;

-- query notice_end(member member_id) none
DELETE FROM notice WHERE member = :member;

-- Nobody can hear any more, or never asked to be told.
-- query notice_end_deaf() none
DELETE FROM notice WHERE NOT EXISTS (SELECT 1 FROM notice_setting WHERE notice_setting.member = notice.member);

-- Whoever left, or has no device that opens つなぎ, is told nothing.
-- query target_of(member member_id, today day, now instant) maybe target_row
SELECT member.id AS member, member.city AS city, member.role AS role, member.mail AS mail,
       notice_setting.by_mail AS by_mail, notice_setting.address AS address, notice_setting.mail AS last_mail
FROM member JOIN notice_setting ON notice_setting.member = member.id
WHERE member.id = :member AND (member.leave_on IS NULL OR member.leave_on >= :today)
  AND EXISTS (SELECT 1 FROM device WHERE device.member = member.id AND device.revoked_at IS NULL
              AND device.issued_at IS NOT NULL AND device.expires_at > :now);

-- query sent_put(member member_id, sent_at instant, mail int) none
UPDATE notice_setting SET sent_at = :sent_at, mail = :mail WHERE member = :member;

-- --- what is unread ---

-- Members whose digest's hour has come, and those who want everything at once.
-- query news_members(after member_id, today day, hour int, sent_before int, most int) many news_row
SELECT member, CASE WHEN (rest_pace = 1 OR mine_pace = 1) AND digest_on < :today AND digest_hour <= :hour THEN 1 ELSE 0 END AS is_digest
FROM notice_setting
WHERE member > :after
  AND NOT CASE WHEN quiet_from < quiet_until THEN :hour >= quiet_from AND :hour < quiet_until
               WHEN quiet_from > quiet_until THEN :hour >= quiet_from OR :hour < quiet_until ELSE 1 = 0 END
  AND (((rest_pace = 1 OR mine_pace = 1) AND digest_on < :today AND digest_hour <= :hour)
    OR (rest_pace = 0 AND sent_at < :sent_before))
ORDER BY member LIMIT :most;

-- query news_find(member member_id, settled post_id, told_at int) none
-- crosses rooms: a job tells of all rooms of a member
INSERT INTO notice (member, room, kind, told_at)
SELECT seat.member, seat.room, 0, :told_at
FROM notice_setting JOIN seat ON seat.member = notice_setting.member JOIN room ON room.id = seat.room
WHERE notice_setting.member = :member AND seat.removed_on IS NULL AND room.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM notice_level WHERE notice_level.room = seat.room AND notice_level.member = seat.member AND level <> 0)
  AND EXISTS (SELECT 1 FROM post
              WHERE post.room = seat.room AND post.id <= :settled AND post.seat <> seat.id AND post.standing <> 3
                AND post.id > CASE WHEN seat.read_until > news_until THEN seat.read_until ELSE news_until END
                AND NOT EXISTS (SELECT 1 FROM read_mark
                                WHERE read_mark.room = seat.room AND read_mark.post = post.id AND read_mark.seat = seat.id))
ON CONFLICT (member, room, kind) DO NOTHING;

-- What waited for the digest belongs to it now: 0.
-- query digest_gather(member member_id) none
UPDATE notice SET told_at = 0 WHERE member = :member;

-- query news_told(member member_id, settled post_id) none
UPDATE notice_setting SET news_until = :settled WHERE member = :member;

-- query digest_told(member member_id, today day) none
UPDATE notice_setting SET digest_on = :today WHERE member = :member;
