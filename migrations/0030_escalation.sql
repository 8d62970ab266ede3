-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Absence, and 要確認 that is not confirmed in time.

-- Days on which somebody is not there; no reason is asked for.
CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES member (id),
    from_on INTEGER NOT NULL,
    until_on INTEGER NOT NULL,              -- the last day
    written_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL REFERENCES member (id),
    ended_at INTEGER,                       -- before its time
    ended_by INTEGER REFERENCES member (id)
) STRICT;
CREATE INDEX absence_of_member ON absence (member, until_on);

-- Who stands in for the person at an office. No row: the colleagues with a seat.
CREATE TABLE absence_cover (
    absence INTEGER NOT NULL REFERENCES absence (id),
    office INTEGER NOT NULL REFERENCES office (id),
    substitute INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (absence, office)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_cover_of ON absence_cover (substitute, absence);

CREATE INDEX post_asks ON post (due_at) WHERE due_at IS NOT NULL;

-- When the steps of a post that asks are looked at next. A post without a row was not seen yet.
-- scope room
CREATE TABLE escalation_watch (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    revision INTEGER NOT NULL,              -- of the post: another text is asked for anew
    next_at INTEGER,                        -- NULL: over
    PRIMARY KEY (room, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX escalation_next ON escalation_watch (next_at) WHERE next_at IS NOT NULL;

-- Who was told because of whom, once each.
-- scope room
CREATE TABLE escalation (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- who has not confirmed
    step INTEGER NOT NULL,                  -- enum escalation_step
    member INTEGER NOT NULL,                -- who was told; 0: there was nobody
    at INTEGER NOT NULL,
    PRIMARY KEY (room, post, revision, seat, step, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX escalation_told ON escalation (member, step, at);

-- Who confirmed in whose place.
-- scope room
CREATE TABLE confirmed_for (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- whom the post asked
    by_seat INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (room, post, revision, seat)
) STRICT, WITHOUT ROWID;
