-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The lease of a job: free when nobody holds it, or the holder's time is over.
-- query lease_take(job text, holder int, now int, until int, due_before int) none
INSERT INTO lease (job, holder, held_until, done_at) VALUES (:job, :holder, :until, 0)
ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE lease.held_until < :now AND lease.done_at < :due_before;

-- query lease_done(job text, holder int, now int) none
UPDATE lease SET done_at = :now, held_until = 0 WHERE job = :job AND holder = :holder;
