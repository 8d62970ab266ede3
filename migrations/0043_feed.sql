-- SPDX-License-Identifier: AGPL-3.0-or-later
-- カレンダー連携: an address under which a person's calendar fetches the times of the own visits. The
-- token in the address is kept as a keyed hash alone; one that ended stays, so that it is known as ended.
CREATE TABLE feed (
    token BLOB NOT NULL PRIMARY KEY,
    member INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX feed_of_member ON feed (member) WHERE ended_at IS NULL;
