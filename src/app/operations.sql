-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row backup_row(at instant, files int)

-- query backup_add(id int, at instant, files int) none
INSERT INTO backup (id, at, files) VALUES (:id, :at, :files);

-- query backup_last() maybe backup_row
SELECT at, files FROM backup ORDER BY id DESC LIMIT 1;

-- query people_with_role(role enum member_role) one int
SELECT count(*) AS n FROM member WHERE role = :role AND leave_on IS NULL;

-- query office_of_mail(city city_id, mail text) maybe office_id
SELECT id FROM office WHERE city = :city AND mail = :mail AND closed_on IS NULL ORDER BY id LIMIT 1;
