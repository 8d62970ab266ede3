-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The yearly campaign of 現況届 (様式5): which offices were asked, what became of those that stayed
-- silent. Whether an office has answered is read from its applications.

CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    year INTEGER NOT NULL,                  -- of our era; the fiscal year that it is about
    request_on INTEGER NOT NULL,            -- from this day on offices are asked
    due_on INTEGER NOT NULL,                -- the last day to answer
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER REFERENCES member (id),
    UNIQUE (city, year)
) STRICT;

CREATE TABLE campaign_office (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    office INTEGER NOT NULL REFERENCES office (id),
    reminded INTEGER NOT NULL,              -- mails sent: 0 none, 1 request, 2, 3, 4 reminders
    PRIMARY KEY (campaign, office)
) STRICT, WITHOUT ROWID;

-- An officer's decision about one seat of a silent office's person.
CREATE TABLE campaign_seat (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    seat INTEGER NOT NULL,
    room INTEGER NOT NULL REFERENCES room (id),
    withdrawn INTEGER NOT NULL,             -- 1: the seat was removed; 0: it stays
    reason BLOB NOT NULL,                   -- sealed, the city's key
    decided_at INTEGER NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (campaign, seat)
) STRICT, WITHOUT ROWID;
