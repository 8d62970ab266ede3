-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row feed_row(member member_id, ended_at instant?)

-- query feed_find(token bytes) maybe feed_row
SELECT member, ended_at FROM feed WHERE token = :token;

-- query feed_made(member member_id) maybe instant
SELECT made_at FROM feed WHERE member = :member AND ended_at IS NULL;

-- query feed_insert(token bytes, member member_id, made_at instant) none
INSERT INTO feed (token, member, made_at) VALUES (:token, :member, :made_at);

-- query feed_stop(member member_id, ended_at instant) none
UPDATE feed SET ended_at = :ended_at WHERE member = :member AND ended_at IS NULL;
