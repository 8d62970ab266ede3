-- SPDX-License-Identifier: AGPL-3.0-or-later
-- 書類: the shelf of a room. Each row is one version; the newest stands, all of them stay.

-- scope room
CREATE TABLE document_version (
    room INTEGER NOT NULL,
    document INTEGER NOT NULL,
    revision INTEGER NOT NULL,              -- 1, 2, 3 …
    seat INTEGER NOT NULL,                  -- who put it there
    written_at INTEGER NOT NULL,
    ends_on INTEGER,                        -- the last day that it is good for; NULL: no end, or withdrawn
    request_token BLOB NOT NULL,            -- of the form: the same form sent twice is one version
    body BLOB NOT NULL,                     -- sealed, the room's key: kind, title, days, names of files …
    PRIMARY KEY (room, document, revision)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX document_once ON document_version (room, seat, request_token);
CREATE INDEX document_ending ON document_version (ends_on) WHERE ends_on IS NOT NULL;

-- Which files of the store belong to a shelf. Those that came with a post belong to the post.
-- scope room
CREATE TABLE document_file (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX document_file_known ON document_file (id);

-- That the end of a version was told: 1 two weeks before, 2 three days before, 3 when it is over.
-- scope room
CREATE TABLE document_reminder (
    room INTEGER NOT NULL,
    document INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (room, document, revision, stage)
) STRICT, WITHOUT ROWID;
