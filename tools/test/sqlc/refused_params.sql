-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Parameters whose type contradicts the column that they meet.

-- query h1(name int) many member_id
SELECT id FROM member WHERE name = :name;
-- query h2(id text) many member_id
SELECT m.id FROM member AS m WHERE kind = 1 AND m.id = :id;
-- query h3(id member_id, kind text) none
UPDATE member SET kind = :kind WHERE id = :id;
-- query h4(id member_id, name bytes, kind int) none
INSERT INTO member (id, name, kind) VALUES (:id, :name, :kind);
-- query h5(id member_id, name text?) none
INSERT INTO member (id, name, kind) VALUES (:id, :name, 1);
-- query h6(id member_id, name bytes, kind int) none
INSERT INTO member (id, kind, name) VALUES (:id, coalesce(1, 2), 'a'), (:id, :kind, :name);
-- query fine(id member_id, name text, leave_on day?, kind int, n text) none
INSERT INTO member (id, name, kind, leave_on) VALUES (:id, coalesce(:name, ''), :kind + 1, :leave_on)
ON CONFLICT (id) DO UPDATE SET kind = length(:n), name = :n || 'a';
