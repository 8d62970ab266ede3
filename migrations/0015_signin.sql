-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Rules of signing in: reminders, history, locks, lent devices, changes of the terms, unused IDs.

ALTER TABLE city ADD COLUMN stale_days INTEGER NOT NULL DEFAULT 90;  -- an ID not used for so long is reviewed

ALTER TABLE member ADD COLUMN mail BLOB;  -- sealed, the city's key: the person's own reminders; NULL: none
ALTER TABLE member ADD COLUMN signed_in_at INTEGER;  -- the last time; NULL: never
UPDATE member SET signed_in_at = (SELECT max(created_at) FROM session WHERE session.member = member.id);

-- Each attempt to sign in with a person's ID, kept for a year and shown to that person.
CREATE TABLE signin_attempt (
    member INTEGER NOT NULL REFERENCES member (id),
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    device INTEGER NOT NULL REFERENCES device (id),
    outcome INTEGER NOT NULL,               -- enum attempt_outcome
    PRIMARY KEY (member, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX signin_attempt_by_age ON signin_attempt (at);
CREATE INDEX session_by_age ON session (created_at);

-- The device that the wrong guesses were made on; NULL: they are about something else.
ALTER TABLE guess ADD COLUMN device INTEGER;

-- Which reminder of a password's last day has been sent.
CREATE TABLE password_reminder (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    due_on INTEGER NOT NULL,                -- of the password that it was about
    days INTEGER NOT NULL                   -- 7, 3 or 1 before that day
) STRICT;

-- Changes of the terms (利用規約) that a city gave notice of. Version 1 is the program's text.
CREATE TABLE terms_change (
    city INTEGER NOT NULL REFERENCES city (id),
    version INTEGER NOT NULL,               -- 2, 3 …
    noticed_on INTEGER NOT NULL,
    noticed_by INTEGER NOT NULL REFERENCES member (id),
    summary TEXT NOT NULL,                  -- one line: what changes
    content TEXT NOT NULL,                  -- the articles that are new or changed
    PRIMARY KEY (city, version)
) STRICT, WITHOUT ROWID;
ALTER TABLE acceptance ADD COLUMN deemed INTEGER NOT NULL DEFAULT 0;  -- 1: thirty days passed after the notice

-- A device lent to somebody whose own is lost or broken: its certificate ends by itself.
ALTER TABLE device ADD COLUMN ends_at INTEGER;  -- of a lent device; NULL: the city's usual time
CREATE TABLE loan (
    device INTEGER PRIMARY KEY REFERENCES device (id),
    city INTEGER NOT NULL REFERENCES city (id),
    member INTEGER NOT NULL REFERENCES member (id),
    cause INTEGER NOT NULL,                 -- enum loan_cause
    reason BLOB NOT NULL,                   -- sealed, the city's key
    opened_by INTEGER NOT NULL REFERENCES member (id),
    opened_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER                        -- carried out: by the job, or before its time
) STRICT;
CREATE INDEX loan_of_city ON loan (city, opened_at);
CREATE INDEX loan_open ON loan (ends_at) WHERE ended_at IS NULL;

-- An office was asked to look at its people's unused IDs.
CREATE TABLE stale_request (
    office INTEGER NOT NULL REFERENCES office (id),
    id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES member (id),
    by_mail INTEGER NOT NULL,               -- 0: the office has no address; asked by telephone
    PRIMARY KEY (office, id)
) STRICT, WITHOUT ROWID;
