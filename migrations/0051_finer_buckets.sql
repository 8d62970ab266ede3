-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Blocks of the index have twice as many buckets, so that their rows stay on the pages of their
-- neighbours. What was merged before is dropped, and taken in anew by the job.
DELETE FROM index_piece;
INSERT INTO index_backlog (room, before) SELECT room, max(id) + 1 FROM post GROUP BY room
ON CONFLICT (room) DO UPDATE SET before = excluded.before;
