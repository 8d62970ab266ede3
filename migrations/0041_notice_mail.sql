-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The last notice by mail: when it bounced, no further one goes to that address.
ALTER TABLE notice_setting ADD COLUMN mail INTEGER NOT NULL DEFAULT 0;
