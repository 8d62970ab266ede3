-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who asked for a permission, from which room, and when that person saw the answer. NULL in rows
-- of before: nobody is told of those.
ALTER TABLE permission ADD COLUMN member INTEGER;
ALTER TABLE permission ADD COLUMN room INTEGER;
ALTER TABLE permission ADD COLUMN seen_at INTEGER;
CREATE INDEX permission_unseen ON permission (member) WHERE seen_at IS NULL AND state > 0;
