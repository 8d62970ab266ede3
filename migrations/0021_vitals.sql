-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Measurings of a room's patient, and the limits whose crossing the team is told of.

-- scope room
CREATE TABLE vitals (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- who wrote it down
    measured_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    standing INTEGER NOT NULL DEFAULT 0,    -- enum post_standing
    changed_at INTEGER,
    changed_by INTEGER,                     -- a seat
    post INTEGER,                           -- says the same in the timeline
    request_key BLOB NOT NULL,              -- keyed: the same form of the same seat
    content BLOB NOT NULL,                  -- keyed: the same values at the same minute
    sealed BLOB NOT NULL,
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX vitals_request ON vitals (room, seat, request_key);
CREATE INDEX vitals_by_time ON vitals (room, measured_at, id);
CREATE INDEX vitals_content ON vitals (room, content);

-- What a measuring said before: all of it stays.
-- scope room
CREATE TABLE vitals_version (
    room INTEGER NOT NULL,
    vitals INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    measured_at INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    changed_at INTEGER,
    changed_by INTEGER,
    content BLOB NOT NULL,
    sealed BLOB NOT NULL,                   -- as it was in the measuring
    PRIMARY KEY (room, vitals, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX vitals_version_content ON vitals_version (room, content);

-- A limit is never changed: it ends, and another begins.
-- scope room
CREATE TABLE vitals_limit (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- who set it
    set_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by INTEGER,                       -- a seat
    sealed BLOB NOT NULL,
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
