-- SPDX-License-Identifier: AGPL-3.0-or-later
-- 「いま」: what everybody should know of a patient, one row for each version of each field.

-- scope room
CREATE TABLE summary_entry (
    room INTEGER NOT NULL,
    field INTEGER NOT NULL,                 -- enum summary_field
    revision INTEGER NOT NULL,              -- 1, 2, 3 …
    seat INTEGER NOT NULL,                  -- who wrote it
    written_at INTEGER NOT NULL,
    body BLOB NOT NULL,                     -- sealed, the room's key
    PRIMARY KEY (room, field, revision)
) STRICT, WITHOUT ROWID;
