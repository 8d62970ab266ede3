-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Tables of a room are touched with :room, or for a reason that is written down.

-- query c1(id post_id) one int
SELECT count(*) FROM post WHERE id = :id;
-- query c2() none
DELETE FROM post;
-- query c3(id post_id) one int
SELECT count(*) FROM member WHERE id IN (SELECT author FROM post WHERE id = :id);
-- query c4() one int
SELECT count(*) FROM everything;
-- query c5() one int
SELECT count(*) FROM mark;
-- query c6(room int) one int
SELECT count(*) FROM post WHERE room = :room;
-- query c7() one int
-- crosses rooms: nothing is crossed
SELECT count(*) FROM member;
-- query c8() one int
-- crosses rooms:
SELECT count(*) FROM post;
-- query fine1(room room_id) one int
SELECT count(*) FROM everything WHERE room = :room;
-- query fine2(id member_id) none
INSERT INTO member (id, name, kind) VALUES (:id, 'a', 1);
-- query fine3() one int
-- crosses rooms: the operator's figures
SELECT count(*) FROM post;
