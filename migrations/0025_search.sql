-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The sealed token index (docs/decisions: search). Nothing in it can be read, compared or counted
-- by word without the room's key.

-- The tokens of one post's text and file names, as they stand now, until they are merged.
-- scope room
CREATE TABLE index_fresh (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    tokens BLOB NOT NULL,                   -- sealed, the room's key
    PRIMARY KEY (room, post)
) STRICT, WITHOUT ROWID;

-- A block is the index of many posts: its head (bucket -1), the list of its posts (-3), and sealed
-- buckets by token.
-- scope room
CREATE TABLE index_piece (
    room INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    block INTEGER NOT NULL,
    body BLOB NOT NULL,                     -- sealed, the room's key; below bucket 0 plain ids
    PRIMARY KEY (room, bucket, block)
) STRICT, WITHOUT ROWID;

-- Rooms whose older posts are not in the index yet: those before `before`. A job works them off.
-- scope room
CREATE TABLE index_backlog (
    room INTEGER PRIMARY KEY,
    before INTEGER NOT NULL
) STRICT;
INSERT INTO index_backlog (room, before) SELECT room, max(id) + 1 FROM post GROUP BY room;
