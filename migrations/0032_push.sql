-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Devices that are told of what is new through a push service (src/push), and what waits for them.

CREATE TABLE push (
    device INTEGER PRIMARY KEY,
    member INTEGER NOT NULL,
    mark BLOB NOT NULL,                     -- token of the address; empty once ended
    content BLOB NOT NULL,                  -- sealed, the key "push": keys and address; empty once ended
    since INTEGER NOT NULL,
    ended_at INTEGER,                       -- its push service knows it no more
    taken_at INTEGER,                       -- the last word that the push service took
    kind INTEGER NOT NULL,                  -- enum push_kind; 0: nothing waits
    badge INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    told_at INTEGER NOT NULL,               -- since when a word waits
    useful_until INTEGER NOT NULL,
    not_before INTEGER NOT NULL,            -- the next attempt; pushed on while one is made
    paused_until INTEGER NOT NULL,          -- the push service asked for patience
    attempts INTEGER NOT NULL,              -- begun
    revision INTEGER NOT NULL,              -- counts the words
    refusals INTEGER NOT NULL,              -- one after the other
    trouble TEXT NOT NULL                   -- a fixed word or empty
) STRICT;
CREATE INDEX push_due ON push (not_before, device) WHERE kind > 0;
CREATE INDEX push_of_member ON push (member);
CREATE INDEX push_by_mark ON push (mark);

-- Our own key pair, one row: push services know us by it.
CREATE TABLE push_key (
    id INTEGER PRIMARY KEY,
    public_key BLOB NOT NULL,
    secret BLOB NOT NULL,                   -- sealed, the key "push"
    made_at INTEGER NOT NULL
) STRICT;
