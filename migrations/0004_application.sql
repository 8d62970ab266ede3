-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Applications (申請): forms on their way from an office to the city and back.

ALTER TABLE city ADD COLUMN approvals INTEGER NOT NULL DEFAULT 1;  -- people who must approve: 1 or 2

CREATE TABLE application (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    number TEXT NOT NULL,                   -- receipt number: year of 令和 and a count, 8-00042
    kind INTEGER NOT NULL,                  -- enum application_kind
    origin INTEGER NOT NULL,                -- enum application_origin
    state INTEGER NOT NULL,                 -- enum application_state
    revision INTEGER NOT NULL,              -- rises with every change; whoever saves says which one was seen
    office INTEGER REFERENCES office (id),  -- once it is known
    applicant INTEGER REFERENCES member (id),  -- an administrator inside; NULL: the public portal, paper
    resume BLOB NOT NULL,                   -- keyed MAC of the resume code
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    changed_at INTEGER NOT NULL,
    office_name TEXT NOT NULL,              -- as typed: for the inbox and its search
    body BLOB NOT NULL,                     -- sealed, the city's key: names and values
    UNIQUE (city, number)
) STRICT;
CREATE INDEX application_inbox ON application (city, state, id);
CREATE INDEX application_of_office ON application (office, id);

-- What happened to it, in order: who, when, what, why.
CREATE TABLE application_step (
    application INTEGER NOT NULL REFERENCES application (id),
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor INTEGER REFERENCES member (id),   -- NULL: the applicant on the public portal
    step INTEGER NOT NULL,                  -- enum application_step
    field TEXT NOT NULL,                    -- of a reason for returning: the field; else empty
    note BLOB NOT NULL,                     -- sealed, the city's key; may be empty
    PRIMARY KEY (application, id)
) STRICT, WITHOUT ROWID;

-- Names of people in it, as keyed tokens, for finding an application by a person.
CREATE TABLE application_token (
    token BLOB NOT NULL,
    application INTEGER NOT NULL REFERENCES application (id),
    PRIMARY KEY (token, application)
) STRICT, WITHOUT ROWID;

-- Signatures and scans; the contents are blobs under the city's key.
CREATE TABLE application_file (
    id INTEGER PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    kind INTEGER NOT NULL,                  -- enum application_file_kind
    file_name BLOB NOT NULL,                -- sealed, the city's key
    size INTEGER NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX application_file_of ON application_file (application, id);
