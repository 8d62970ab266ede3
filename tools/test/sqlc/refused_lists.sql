-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where a list cannot stand.

-- row l1_row(id member_id[])

-- query l2(ids member_id[]) many member_id
SELECT id FROM member WHERE id = :ids;
-- query l3(ids member_id[]) many member_id
SELECT id FROM member WHERE id NOT IN (:ids);
-- query l4(ids member_id[], kind int) many member_id
SELECT id FROM member WHERE id IN (:ids) AND kind = :kind;
-- query l5(ids member_id[]) none
UPDATE member SET kind = 1 WHERE id IN (:ids);
-- query l6(ids member_id[]) one int
SELECT count(*) AS n FROM member WHERE id IN (:ids);
-- query l7(names text[]) many member_id
SELECT id FROM member WHERE name IN (:names);
-- query l8() many member_id[]
SELECT id FROM member;
