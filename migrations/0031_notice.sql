-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is told outside of the app, to whom, how and when; what is put off in the inbox.

-- Urgent posts and those that name somebody, until a job has found out whom they are for. Posts
-- for nobody in particular are found by what is unread.
-- scope room
CREATE TABLE notice_post (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    PRIMARY KEY (room, post)
) STRICT, WITHOUT ROWID;

-- What waits to be told. One row however many there are of a kind: a notice says no more than
-- that there is something.
CREATE TABLE notice (
    member INTEGER NOT NULL REFERENCES member (id),
    room INTEGER NOT NULL,                  -- 0: about no room
    kind INTEGER NOT NULL,                  -- enum notice_kind
    told_at INTEGER NOT NULL,               -- the first of them
    PRIMARY KEY (member, room, kind)
) STRICT, WITHOUT ROWID;

-- No row: すべて.
-- scope room
CREATE TABLE notice_level (
    room INTEGER NOT NULL,
    member INTEGER NOT NULL,
    level INTEGER NOT NULL,                 -- enum notice_level
    PRIMARY KEY (room, member)
) STRICT, WITHOUT ROWID;

-- How a member wants to be told. No row: never asked for, nothing goes out.
CREATE TABLE notice_setting (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    by_mail INTEGER NOT NULL DEFAULT 1,
    mine_pace INTEGER NOT NULL DEFAULT 0,   -- enum delivery_pace: what is for the member, urgent
    rest_pace INTEGER NOT NULL DEFAULT 1,   -- enum delivery_pace: what else is new
    digest_hour INTEGER NOT NULL DEFAULT 8, -- of the day in Japan
    quiet_from INTEGER NOT NULL DEFAULT 21, -- hours; the same twice: never quiet
    quiet_until INTEGER NOT NULL DEFAULT 7,
    urgent_passes INTEGER NOT NULL DEFAULT 0,
    address BLOB,                           -- keyed fingerprint of the address that was confirmed; NULL: none
    news_until INTEGER NOT NULL DEFAULT 0,  -- posts up to this id have been told of
    digest_on INTEGER NOT NULL DEFAULT 0,   -- the day of the last digest
    sent_at INTEGER NOT NULL DEFAULT 0      -- the last notice
) STRICT;

-- A code on its way to an address, to show that it is the person's.
CREATE TABLE notice_code (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    address BLOB NOT NULL,                  -- keyed fingerprint
    code BLOB NOT NULL,                     -- keyed fingerprint
    sent_at INTEGER NOT NULL,
    tries INTEGER NOT NULL                  -- wrong ones
) STRICT;

-- Invited and not answered yet. No row: known.
-- scope room
CREATE TABLE seat_news (
    room INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    PRIMARY KEY (room, seat)
) STRICT, WITHOUT ROWID;

-- Put off: an entry of the inbox that comes back by itself.
-- scope room
CREATE TABLE snooze (
    room INTEGER NOT NULL,
    member INTEGER NOT NULL,
    post INTEGER NOT NULL,                  -- 0: what is unread in the room
    until INTEGER NOT NULL,
    PRIMARY KEY (room, member, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX snooze_by_time ON snooze (until);
CREATE INDEX snooze_of_member ON snooze (member);

-- What is asked for, so that the inbox looks through no others.
CREATE INDEX post_due ON post (room, id) WHERE due_at IS NOT NULL;
