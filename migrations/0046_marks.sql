-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The index also knows who wrote a post, as what, its kind and whether it has files, so that searches
-- without a word need not open every post. What was written before is taken in anew by the job.
INSERT INTO index_backlog (room, before) SELECT room, max(id) + 1 FROM post GROUP BY room
ON CONFLICT (room) DO UPDATE SET before = excluded.before;
