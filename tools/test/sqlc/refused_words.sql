-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What does not run alike on both engines.

-- query a1() one int
SELECT count(*) FROM member
WHERE leave_on < now();
-- query a2() one int
SELECT CAST(name AS INTEGER) FROM member;
-- query a3() one int
SELECT id::int FROM member;
-- query a4() one int
SELECT id FROM member WHERE name ILIKE 'a';
-- query a5() one int
SELECT id FROM member WHERE name LIKE 'a';
-- query a6() one int
SELECT id FROM member FOR UPDATE;
-- query a7(id member_id) none
INSERT OR IGNORE INTO member (id, name, kind) VALUES (:id, 'a', 1);
-- query a8() one int
SELECT count(*) FROM json_each('[1]');
-- query a9() one int
SELECT strftime('%s', name) FROM member;
-- query a10() one text
SELECT datetime('now');
-- query a11() one int
SELECT rowid FROM member;
-- query a12() one int
SELECT max(id, kind) FROM member;
-- query a13() one int
SELECT id FROM member WHERE kind IS 1;
-- query a14() one int
SELECT id FROM member WHERE kind IS NOT 1;
-- query a15() one int
SELECT id FROM member LIMIT 1, 2;
-- query a16() none
UPDATE member SET kind = true;
-- query a17() one int
SELECT id FROM member WHERE id = ?1;
-- query a18() one int
SELECT [id] FROM member;
-- query a19() one bytes
SELECT x'00';
-- query a20() one int
SELECT id FROM member WHERE id == 1;
-- query a21() one text
SELECT name -> 'a' FROM member;
-- query a22() one int
SELECT id FROM member ORDER BY name COLLATE NOCASE;
-- query a23() one int
SELECT id AS leading FROM member;
-- query fine(id member_id) many int
SELECT max(id) AS "now" FROM member WHERE name <> 'now() :: ILIKE ?1' AND kind IS NOT NULL
AND leave_on IS NOT DISTINCT FROM NULL AND id IN (:id, 2) /* cast( */ AND id = 1 LIMIT 2 OFFSET 1;
