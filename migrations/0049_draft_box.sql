-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How far the server has heard of a box that somebody types in: a request that comes late, behind a
-- newer one or behind the post itself, changes nothing any more. Kept for two days.

-- scope room
CREATE TABLE draft_box (
    room INTEGER NOT NULL,
    member INTEGER NOT NULL,
    box BLOB NOT NULL,                      -- token of the form
    serial INTEGER NOT NULL,                -- of the newest request
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (room, member, box)
) STRICT, WITHOUT ROWID;

-- Withdrawing ends a pin since now. 3: withdrawn.
DELETE FROM pin WHERE EXISTS (SELECT 1 FROM post WHERE post.room = pin.room AND post.id = pin.post AND post.standing = 3);
