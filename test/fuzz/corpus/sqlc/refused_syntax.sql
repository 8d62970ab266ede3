-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Declarations that are none.

SELECT 1;
-- row d1
-- row d2()
-- row d3(id member_id, id member_id)
-- row d4(id member)
-- row d5(Id int)
-- row d6(for int)
-- row d7(id int) many
-- row d8(id int,)
-- row d9(id int)
-- row d9(id int)
-- row int(id int)
-- query e1(id member_id) one int
SELECT id FROM member;
-- query e2() one int
SELECT id FROM member WHERE id = :id;
-- query e3(n int?) one int
SELECT id FROM member WHERE id = :n;
-- query e4() some int
SELECT id FROM member;
-- query e5() one
SELECT id FROM member;
-- query e6() one thing
SELECT id FROM member;
-- query e7() none d9
SELECT id FROM member;
-- query e8() one int
SELECT id FROM member; SELECT 1;
-- query e9() one int
;
-- query e10() one int
SELECT 1;
-- query e10() one int
SELECT 1;
-- query e11 one int
SELECT 1;
-- query e12() one int
SELECT 'open FROM member;
