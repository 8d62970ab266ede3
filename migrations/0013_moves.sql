-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the moves of people and offices leave behind.

-- A seat whose member does not work any more where the seat says: an officer of the room's city
-- looks through it. Listed while the seat is in force and the room open.
CREATE TABLE seat_review (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),  -- that manages the room
    room INTEGER NOT NULL REFERENCES room (id),
    seat INTEGER NOT NULL,
    member INTEGER NOT NULL REFERENCES member (id),
    from_office INTEGER NOT NULL REFERENCES office (id),
    to_office INTEGER REFERENCES office (id),  -- NULL: none that took its place
    proposed_at INTEGER NOT NULL,
    decision INTEGER NOT NULL,              -- enum review_decision; 0: waiting
    reason BLOB NOT NULL,                   -- sealed, the city's key; empty while waiting
    decided_at INTEGER,
    decided_by INTEGER REFERENCES member (id)
) STRICT;
CREATE UNIQUE INDEX seat_review_once ON seat_review (room, seat) WHERE decision = 0;
CREATE INDEX seat_review_of_city ON seat_review (city, decision, id);

-- What the administrators of an office are told, until one of them has seen it.
CREATE TABLE memo (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),  -- of the office
    office INTEGER NOT NULL REFERENCES office (id),
    application INTEGER REFERENCES application (id),  -- that it is about
    text BLOB NOT NULL,                     -- sealed, the city's key
    written_at INTEGER NOT NULL,
    seen_at INTEGER,
    seen_by INTEGER REFERENCES member (id)
) STRICT;
CREATE INDEX memo_waiting ON memo (office, id) WHERE seen_at IS NULL;

-- The last day of work at this office for somebody who goes on working elsewhere; NULL: none known.
ALTER TABLE affiliation ADD COLUMN ends_on INTEGER;
CREATE INDEX affiliation_ending ON affiliation (ends_on) WHERE until_on IS NULL AND ends_on IS NOT NULL;

-- What an office was called and where it was, before a change.
CREATE TABLE office_past (
    office INTEGER NOT NULL REFERENCES office (id),
    id INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (office, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE office ADD COLUMN closes_on INTEGER;  -- the last day, while it is not over; NULL: none known
ALTER TABLE office ADD COLUMN merged_into INTEGER REFERENCES office (id);
