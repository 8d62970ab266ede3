-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What a post carries beside its text, how it is corrected, threads, pins.

ALTER TABLE city ADD COLUMN grace_minutes INTEGER NOT NULL DEFAULT 10;  -- until a post is final

ALTER TABLE post ADD COLUMN thread INTEGER;      -- the post that began it; NULL: this one answers none
ALTER TABLE post ADD COLUMN for_seat INTEGER;    -- 代行入力: whose words these are; NULL: the author's
ALTER TABLE post ADD COLUMN quotes INTEGER;      -- a post of the same room
ALTER TABLE post ADD COLUMN due_at INTEGER;      -- 要確認: until when; NULL: nobody is asked
ALTER TABLE post ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;  -- enum post_standing
ALTER TABLE post ADD COLUMN changed_at INTEGER;
ALTER TABLE post ADD COLUMN changed_by INTEGER;  -- a seat
CREATE INDEX post_of_thread ON post (room, thread, id) WHERE thread IS NOT NULL;

-- What a post said before: all of it stays.
-- scope room
CREATE TABLE post_version (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    changed_at INTEGER,
    changed_by INTEGER,
    body BLOB NOT NULL,                     -- sealed as it was in the post
    PRIMARY KEY (room, post, revision)
) STRICT, WITHOUT ROWID;

-- Who had read which version. A changed post is unread again, for everybody.
-- scope room
CREATE TABLE read_before (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY (room, post, revision, seat)
) STRICT, WITHOUT ROWID;

-- Whom a post is for, so that they are told; the post's seal holds the same list.
-- scope room
CREATE TABLE addressee (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    kind INTEGER NOT NULL,                  -- enum addressee_kind
    target INTEGER NOT NULL,                -- a seat, profession or office; 0: everybody
    PRIMARY KEY (room, post, kind, target)
) STRICT, WITHOUT ROWID;

-- scope room
CREATE TABLE pin (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    seat INTEGER NOT NULL,                  -- who pinned it
    pinned_at INTEGER NOT NULL,
    PRIMARY KEY (room, post)
) STRICT, WITHOUT ROWID;

-- A thread is named by the post that began it. No row: open.
-- scope room
CREATE TABLE thread (
    room INTEGER NOT NULL,
    id INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER,                      -- a seat
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;

-- No row: whoever wrote in it, or is addressed in it, follows.
-- scope room
CREATE TABLE thread_follow (
    room INTEGER NOT NULL,
    thread INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    follows INTEGER NOT NULL,
    PRIMARY KEY (room, thread, seat)
) STRICT, WITHOUT ROWID;
