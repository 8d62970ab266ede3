-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row pace_row(since instant, n int)

-- query pace_find(token bytes) maybe pace_row
SELECT since, n FROM pace WHERE token = :token;

-- query pace_put(token bytes, since instant, n int) none
INSERT INTO pace (token, since, n) VALUES (:token, :since, :n)
ON CONFLICT (token) DO UPDATE SET since = excluded.since, n = excluded.n;

-- query pace_drop(before instant) none
DELETE FROM pace WHERE since < :before;
