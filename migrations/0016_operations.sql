-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the people who keep the service up want to know: jobs, backups, mail that did not arrive;
-- and who printed which letter, when and why.

-- How a job has been going. The lease says who does it now.
CREATE TABLE job (
    name TEXT PRIMARY KEY,
    node INTEGER NOT NULL,                  -- that ran it last
    began_at INTEGER NOT NULL,              -- the last run
    took INTEGER NOT NULL,                  -- microseconds of the last run that ended well
    ok_at INTEGER,                          -- the last run that ended well
    failed_at INTEGER,                      -- the last one that failed
    failing_since INTEGER,                  -- the first failure after the last good run
    failures INTEGER NOT NULL,              -- in a row, up to now
    runs INTEGER NOT NULL,                  -- that ended well, since ever
    failed INTEGER NOT NULL,                -- that failed, since ever
    stood_from INTEGER,                     -- the last time that nothing ran for long …
    stood_until INTEGER                     -- … and when it went on
) STRICT;

CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,                    -- when the copy was complete
    files INTEGER NOT NULL                  -- attachments in it
) STRICT;

-- A mail that did not arrive, dealt with in another way.
CREATE TABLE mail_settled (
    mail INTEGER PRIMARY KEY REFERENCES mail (id),
    settled_at INTEGER NOT NULL,
    settled_by INTEGER NOT NULL REFERENCES member (id)
) STRICT;

-- A print of letters. The key is of the form: the same form sent twice prints once.
CREATE TABLE letter_batch (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    request_key TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    printed_by INTEGER NOT NULL,            -- member
    UNIQUE (city, request_key)
) STRICT;

-- One person's page of it. Passwords are kept as hashes elsewhere, and never here.
CREATE TABLE letter_issue (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES letter_batch (id),
    member INTEGER NOT NULL REFERENCES member (id),
    fresh INTEGER NOT NULL,                 -- 1: with a new initial password
    devices INTEGER NOT NULL,               -- install IDs in it
    reason BLOB NOT NULL                    -- of a reissue; sealed, the city's key; else empty
) STRICT;
CREATE INDEX letter_issue_of_member ON letter_issue (member, id);
CREATE INDEX letter_issue_of_batch ON letter_issue (batch, id);
