-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What may leave the rooms, and what left them.

-- The city allows an office to take out one kind of data, until a day.
CREATE TABLE permission (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),     -- that manages the rooms
    office INTEGER NOT NULL REFERENCES office (id),
    kind INTEGER NOT NULL,                  -- enum permission_kind
    state INTEGER NOT NULL,                 -- enum permission_state
    asked_at INTEGER NOT NULL,
    decided_at INTEGER,
    ended_at INTEGER,
    about BLOB NOT NULL                     -- sealed, the city's key: what the row says, who, why
) STRICT;
-- An office waits for one kind once, and has it once. Asked is 0, granted is 1.
CREATE UNIQUE INDEX permission_once ON permission (city, office, kind) WHERE state <= 1;
CREATE INDEX permission_of_city ON permission (city, state, id);

-- scope room
CREATE TABLE export (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- who took it out
    made_at INTEGER NOT NULL,
    about BLOB NOT NULL,                    -- sealed, the room's key: kind, period, count, who, why
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX export_newest ON export (id);
