-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Visits (訪問予定): who comes when. Which office comes at what time for what is sealed; in the clear
-- stands only in which months a plan falls, because pages ask for a week or a month.

-- A visit or a series of visits; each change is a further revision, and the newest stands.
-- scope room
CREATE TABLE visit_plan (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    revision INTEGER NOT NULL,              -- 1, 2, 3 …
    stands INTEGER NOT NULL DEFAULT 1,      -- 1: the newest
    seat INTEGER NOT NULL,                  -- who wrote this revision
    written_at INTEGER NOT NULL,
    from_month INTEGER NOT NULL,            -- months since the year 0
    to_month INTEGER NOT NULL,              -- before from_month: no visit is left
    request_key BLOB,                       -- keyed: the same form of the same seat
    sealed BLOB NOT NULL,
    PRIMARY KEY (room, id, revision)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX visit_plan_request ON visit_plan (room, seat, request_key);
CREATE INDEX visit_plan_month ON visit_plan (room, to_month) WHERE stands = 1;

-- What became of a single visit: moved, done, cancelled. The day it was planned for is part of the
-- keyed `occasion`, so that the row does not tell it.
-- scope room
CREATE TABLE visit_occasion (
    room INTEGER NOT NULL,
    plan INTEGER NOT NULL,
    occasion BLOB NOT NULL,
    revision INTEGER NOT NULL,              -- 1, 2, 3 …
    stands INTEGER NOT NULL DEFAULT 1,
    seat INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    from_month INTEGER NOT NULL,            -- of the day planned and the day it was moved to
    to_month INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (room, plan, occasion, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_occasion_month ON visit_occasion (room, to_month) WHERE stands = 1;

-- When a person is taken, and nothing else: so that other rooms can say that the person is not free.
-- The person is a keyed token, the times are sealed under a key of the installation.
-- scope room
CREATE TABLE visit_busy (
    room INTEGER NOT NULL,
    plan INTEGER NOT NULL,
    person BLOB NOT NULL,
    from_month INTEGER NOT NULL,
    to_month INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (room, plan, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_busy_person ON visit_busy (person, to_month);
