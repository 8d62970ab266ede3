-- SPDX-License-Identifier: AGPL-3.0-or-later
CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    leave_on INTEGER
) STRICT;

-- scope room
CREATE TABLE post (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES member (id),
    written_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    reply_to INTEGER,
    urgent INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    weight REAL,
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;

-- scope room
CREATE TABLE mark_new (room INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (room, post)) STRICT, WITHOUT ROWID;
ALTER TABLE mark_new RENAME TO mark;
CREATE VIEW everything AS SELECT room, id FROM post;
