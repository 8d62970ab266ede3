-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a person has typed in a room and not sent yet.

-- scope room
CREATE TABLE draft (
    room INTEGER NOT NULL,
    member INTEGER NOT NULL,
    id INTEGER NOT NULL,
    box BLOB NOT NULL,                      -- token of the form that it was typed in last
    device INTEGER NOT NULL,                -- where
    revision INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    content BLOB NOT NULL,                  -- sealed
    PRIMARY KEY (room, member, id)
) STRICT, WITHOUT ROWID;
