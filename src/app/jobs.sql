-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The lease of a job: free when nobody holds it, or the holder's time is over. A time that lies
-- in the far future was written while the clock went wrong, and holds nobody up.
-- query lease_take(job text, holder int, now int, until int, due_before int, future int) none
INSERT INTO lease (job, holder, held_until, done_at) VALUES (:job, :holder, :until, 0)
ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE (lease.held_until < :now OR lease.held_until > :future)
  AND (lease.done_at < :due_before OR lease.done_at > :future);

-- query lease_done(job text, holder int, now int) none
UPDATE lease SET done_at = :now, held_until = 0 WHERE job = :job AND holder = :holder;
