-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row push_row(device device_id, member member_id, mark bytes, content bytes, since instant, ended_at instant?)
-- row push_due_row(device device_id, content bytes, kind enum push_kind, badge int, urgent bool,
--                  useful_until instant, attempts int, revision int, refusals int)
-- row push_key_row(public_key bytes, secret bytes)
-- row push_count_row(active int, ended int, waiting int, tried int, oldest instant?, taken_at instant?)

-- query push_put(device device_id, member member_id, mark bytes, content bytes, now instant) none
INSERT INTO push (device, member, mark, content, since, kind, badge, urgent, told_at, useful_until,
                  not_before, paused_until, attempts, revision, refusals, trouble)
VALUES (:device, :member, :mark, :content, :now, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')
ON CONFLICT (device) DO UPDATE SET member = excluded.member, mark = excluded.mark, content = excluded.content,
    since = excluded.since, ended_at = NULL, taken_at = NULL, kind = 0, attempts = 0, paused_until = 0,
    revision = push.revision + 1, refusals = 0, trouble = '';

-- query push_drop_mark(device device_id, mark bytes) none
DELETE FROM push WHERE mark = :mark AND device <> :device;

-- query push_of_device(device device_id) maybe push_row
SELECT device, member, mark, content, since, ended_at FROM push WHERE device = :device;

-- query push_drop_device(device device_id) none
DELETE FROM push WHERE device = :device;

-- query push_drop_member(member member_id) none
DELETE FROM push WHERE member = :member;

-- query push_count_of_member(member member_id) one int
SELECT count(*) AS n FROM push WHERE member = :member AND ended_at IS NULL;

-- A word takes the place of the one that waits; patience that a push service asked for stays.
-- query push_set_word(member member_id, only device_id, kind enum push_kind, badge int, urgent bool, until instant,
--                     now instant) none
UPDATE push SET told_at = CASE WHEN kind > 0 THEN told_at ELSE :now END, kind = :kind, badge = :badge, urgent = :urgent,
    useful_until = :until, attempts = 0, revision = revision + 1,
    not_before = CASE WHEN paused_until > :now THEN paused_until ELSE :now END
WHERE member = :member AND ended_at IS NULL AND (:only = 0 OR device = :only);

-- Takes what is due by moving it on: of two processes only one gets it.
-- query push_take(now instant, until instant, today day, most int) many push_due_row
UPDATE push SET not_before = :until, attempts = attempts + 1
WHERE device IN (SELECT push.device FROM push
                 JOIN device ON device.id = push.device
                 JOIN member ON member.id = push.member
                 WHERE push.kind > 0 AND push.not_before <= :now AND device.revoked_at IS NULL
                   AND device.expires_at > :now AND (member.leave_on IS NULL OR member.leave_on >= :today)
                 ORDER BY push.not_before, push.device LIMIT :most)
RETURNING device, content, kind, badge, urgent, useful_until, attempts, revision, refusals;

-- query push_set_taken(device device_id, revision int, now instant) none
UPDATE push SET taken_at = :now, refusals = 0, paused_until = 0, trouble = '',
    kind = CASE WHEN revision = :revision THEN 0 ELSE kind END
WHERE device = :device AND ended_at IS NULL;

-- query push_set_later(device device_id, revision int, at instant, pause instant, attempts int, trouble text) none
UPDATE push SET paused_until = :pause, trouble = :trouble,
    not_before = CASE WHEN revision = :revision OR not_before < :pause THEN :at ELSE not_before END,
    attempts = CASE WHEN revision = :revision THEN :attempts ELSE attempts END
WHERE device = :device AND kind > 0;

-- query push_set_given_up(device device_id, revision int, refusals int, trouble text) none
UPDATE push SET refusals = :refusals, trouble = :trouble, kind = CASE WHEN revision = :revision THEN 0 ELSE kind END
WHERE device = :device;

-- query push_set_ended(device device_id, mark bytes, now instant, empty bytes, trouble text) none
UPDATE push SET ended_at = :now, mark = :empty, content = :empty, kind = 0, trouble = :trouble
WHERE device = :device AND mark = :mark;

-- query push_drop_old(ended_before instant, now instant) none
DELETE FROM push WHERE ended_at < :ended_before
   OR device NOT IN (SELECT id FROM device WHERE revoked_at IS NULL AND expires_at > :now);

-- query push_counts() one push_count_row
SELECT count(*) FILTER (WHERE ended_at IS NULL) AS active, count(*) FILTER (WHERE ended_at IS NOT NULL) AS ended,
       count(*) FILTER (WHERE kind > 0) AS waiting, count(*) FILTER (WHERE kind > 0 AND attempts > 1) AS tried,
       min(CASE WHEN kind > 0 THEN told_at END) AS oldest, max(taken_at) AS taken_at
FROM push;

-- query push_trouble() maybe text
SELECT trouble FROM push WHERE kind > 0 AND trouble <> '' ORDER BY not_before DESC, device LIMIT 1;

-- query push_key_add(public_key bytes, secret bytes, now instant) none
INSERT INTO push_key (id, public_key, secret, made_at) VALUES (1, :public_key, :secret, :now)
ON CONFLICT (id) DO NOTHING;

-- query push_key_row_find() maybe push_key_row
SELECT public_key, secret FROM push_key WHERE id = 1;
