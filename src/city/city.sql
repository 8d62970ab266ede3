-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row city_row(id city_id, code text, name text, password_months int, idle_minutes int, device_days int, enrolment_days int, approvals int, stale_days int, grace_minutes int)

-- query city_insert(id city_id, code text, name text, wrapped_key bytes, password_months int, idle_minutes int, device_days int, enrolment_days int) none
INSERT INTO city (id, code, name, wrapped_key, password_months, idle_minutes, device_days, enrolment_days)
VALUES (:id, :code, :name, :wrapped_key, :password_months, :idle_minutes, :device_days, :enrolment_days);

-- query city_by_id(id city_id) maybe city_row
SELECT id, code, name, password_months, idle_minutes, device_days, enrolment_days, approvals, stale_days, grace_minutes FROM city WHERE id = :id;

-- query city_by_code(code text) maybe city_row
SELECT id, code, name, password_months, idle_minutes, device_days, enrolment_days, approvals, stale_days, grace_minutes FROM city WHERE code = :code;

-- query city_rows_all() many city_row
SELECT id, code, name, password_months, idle_minutes, device_days, enrolment_days, approvals, stale_days, grace_minutes FROM city ORDER BY code;

-- query city_wrapped_key(id city_id) maybe bytes
SELECT wrapped_key FROM city WHERE id = :id;

-- query city_set(id city_id, password_months int, idle_minutes int, device_days int, enrolment_days int, approvals int, stale_days int, grace_minutes int) none
UPDATE city SET password_months = :password_months, idle_minutes = :idle_minutes, device_days = :device_days,
                enrolment_days = :enrolment_days, approvals = :approvals, stale_days = :stale_days,
                grace_minutes = :grace_minutes
WHERE id = :id;
