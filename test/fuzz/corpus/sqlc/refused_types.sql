-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where a declaration contradicts what SQLite knows.

-- row member_row(id member_id, name text)
-- row wrong_type(id member_id, name bytes)
-- row wrong_null(id member_id, leave_on day)

-- query b1() many member_row
SELECT id, name, kind FROM member;
-- query b2() many member_row
SELECT id, kind FROM member;
-- query b3() many member_row
SELECT name, id FROM member;
-- query b4() many wrong_type
SELECT id, name FROM member;
-- query b5() many wrong_null
SELECT id, leave_on FROM member;
-- query b6() many int
SELECT id, name FROM member;
-- query b7() none
SELECT id FROM member;
-- query b8() one int
DELETE FROM member;
-- query b9() many enum test_kind
SELECT name FROM member;
-- query b10() many text
-- crosses rooms: a test
SELECT name FROM post LEFT OUTER JOIN member ON member.id = post.author;
-- query b11() many text
-- crosses rooms: a test
SELECT name FROM post JOIN member ON member.id = post.author;
-- query b12() one int
SELECT id FROM membr;
-- query b13() one int
SELECT id,
    nmae
FROM member;
-- query b14() one int
SELECT id FROM member WHERE "nmae" = 1;
-- query b15() one int
SELECT id FROM
WHERE id;
-- query b16() none
DROP TABLE member;
-- query b17() one int
PRAGMA user_version;
