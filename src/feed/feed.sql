-- SPDX-License-Identifier: AGPL-3.0-or-later

-- Whoever has no device that opens つなぎ gets nothing, as with mails and pushes.
-- query feed_member(token bytes, now instant) maybe member_id
SELECT member FROM feed WHERE token = :token AND ended_at IS NULL
  AND EXISTS (SELECT 1 FROM device WHERE device.member = feed.member AND device.revoked_at IS NULL
              AND device.issued_at IS NOT NULL AND device.expires_at > :now);

-- query feed_made(member member_id) maybe instant
SELECT made_at FROM feed WHERE member = :member AND ended_at IS NULL;

-- query feed_insert(token bytes, member member_id, made_at instant) none
INSERT INTO feed (token, member, made_at) VALUES (:token, :member, :made_at);

-- query feed_stop(member member_id, ended_at instant) none
UPDATE feed SET ended_at = :ended_at WHERE member = :member AND ended_at IS NULL;
