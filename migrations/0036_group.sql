-- SPDX-License-Identifier: AGPL-3.0-or-later
-- 連携グループ: what a room without a patient is for, and who leads it.

-- scope room
CREATE TABLE group_facts (
    room INTEGER PRIMARY KEY,
    purpose BLOB NOT NULL,                  -- sealed, the room's key
    standing BLOB NOT NULL                  -- sealed, the room's key: who invites, who leads
) STRICT;
