-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row job_row(node int, began_at instant, took int, ok_at instant?, failed_at instant?, failing_since instant?, failures int, runs int, failed int, stood_from instant?, stood_until instant?)
-- row lease_row(holder int, held_until int, done_at int)

-- The lease of a job: free when nobody holds it, or the holder's time is over. A time that lies
-- in the far future was written while the clock went wrong, and holds nobody up.
-- query lease_take(job text, holder int, now int, until int, due_before int, future int) none
INSERT INTO lease (job, holder, held_until, done_at) VALUES (:job, :holder, :until, 0)
ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE (lease.held_until < :now OR lease.held_until > :future)
  AND (lease.done_at < :due_before OR lease.done_at > :future);

-- query lease_done(job text, holder int, now int) none
UPDATE lease SET done_at = :now, held_until = 0 WHERE job = :job AND holder = :holder;

-- After a failure: nobody tries again before that time. Who holds the lease by now keeps it.
-- query lease_pause(job text, holder int, now int, until int) none
INSERT INTO lease (job, holder, held_until, done_at) VALUES (:job, :holder, :until, 0)
ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
WHERE lease.holder = :holder OR lease.held_until < :now;

-- query lease_of(job text) maybe lease_row
SELECT holder, held_until, done_at FROM lease WHERE job = :job;

-- query job_of(name text) maybe job_row
SELECT node, began_at, took, ok_at, failed_at, failing_since, failures, runs, failed, stood_from, stood_until
FROM job WHERE name = :name;

-- query job_went_well(name text, node int, began_at instant, took int, ok_at instant, late_before instant) none
INSERT INTO job (name, node, began_at, took, ok_at, failures, runs, failed)
VALUES (:name, :node, :began_at, :took, :ok_at, 0, 1, 0)
ON CONFLICT (name) DO UPDATE SET node = excluded.node, began_at = excluded.began_at, took = excluded.took,
  stood_from = CASE WHEN job.ok_at < :late_before AND job.failures = 0 THEN job.ok_at ELSE job.stood_from END,
  stood_until = CASE WHEN job.ok_at < :late_before AND job.failures = 0 THEN excluded.began_at ELSE job.stood_until END,
  ok_at = excluded.ok_at, failing_since = NULL, failures = 0, runs = job.runs + 1;

-- query job_went_wrong(name text, node int, began_at instant, failed_at instant) none
INSERT INTO job (name, node, began_at, took, failed_at, failing_since, failures, runs, failed)
VALUES (:name, :node, :began_at, 0, :failed_at, :failed_at, 1, 0, 1)
ON CONFLICT (name) DO UPDATE SET node = excluded.node, began_at = excluded.began_at,
  failed_at = excluded.failed_at,
  failing_since = CASE WHEN job.failures = 0 THEN excluded.failed_at ELSE job.failing_since END,
  failures = job.failures + 1, failed = job.failed + 1;
