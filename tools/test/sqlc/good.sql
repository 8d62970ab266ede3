-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Every kind of result, type and parameter.

-- row post_row(id post_id, author member_id, written_at instant, body bytes,
--     reply_to post_id?, urgent bool, note text?, weight real?)
-- row member_row(id member_id, name text, kind enum test_kind, leave_on day?)

-- query post_list(room room_id, before post_id, most int) many post_row
SELECT id, author, written_at, body, reply_to, urgent, note, weight FROM post
-- The newest first.
WHERE room = :room AND id < :before ORDER BY id DESC LIMIT :most;

-- query post_count(room room_id) one int
SELECT count(*) AS n FROM post WHERE room = :room;

-- query post_add(room room_id, id post_id, author member_id, written_at instant, body bytes,
--     reply_to post_id?, urgent bool, note text?, weight real) none
INSERT INTO post (room, id, author, written_at, body, reply_to, urgent, note, weight)
VALUES (:room, :id, :author, :written_at, :body, :reply_to, :urgent, :note, :weight);

-- query post_find(room room_id, id post_id) maybe post_row
SELECT id, author, written_at, body, reply_to, urgent, note, weight
FROM post WHERE room = :room AND id = :id;

-- query post_authors(room room_id) many member_id
SELECT DISTINCT author FROM post WHERE room = :room ORDER BY author;

-- query post_first_of_all() maybe instant?
-- crosses rooms: the operator's figures
SELECT min(written_at) FROM post;

-- query member_add(id member_id, name text, kind enum test_kind, day day?) none
INSERT INTO member (id, name, kind, leave_on) VALUES (:id, :name, :kind, :day)
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- query member_list() many member_row
SELECT id, name, kind, leave_on FROM member WHERE name <> 'a"b\c :no' ORDER BY id;

-- query member_kinds() many enum test_kind
SELECT DISTINCT kind FROM member ORDER BY kind;

-- query member_name(id member_id) one text
SELECT name FROM member WHERE id = :id;

-- query member_leaves(day day, list text, index int, time int) maybe day?
UPDATE member SET leave_on = :day WHERE id = :index + :time AND name = :list RETURNING leave_on;

-- query post_named(room room_id) many text?
SELECT m.name FROM post p LEFT JOIN member m ON m.id = p.author WHERE p.room = :room ORDER BY p.id;

-- query post_these(room room_id, ids post_id[]) many post_row
SELECT id, author, written_at, body, reply_to, urgent, note, weight
FROM post WHERE room = :room AND id IN (:ids) ORDER BY id;
