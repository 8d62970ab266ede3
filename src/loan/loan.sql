-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row loan_row(device device_id, member member_id, cause enum loan_cause, reason bytes, opened_by member_id, opened_at instant, ends_at instant, ended_at instant?)
-- row loan_due_row(device device_id, city city_id)

-- query loan_insert(device device_id, city city_id, member member_id, cause enum loan_cause, reason bytes, opened_by member_id, opened_at instant, ends_at instant) none
INSERT INTO loan (device, city, member, cause, reason, opened_by, opened_at, ends_at)
VALUES (:device, :city, :member, :cause, :reason, :opened_by, :opened_at, :ends_at);

-- query loan_rows(city city_id, most int) many loan_row
SELECT device, member, cause, reason, opened_by, opened_at, ends_at, ended_at
FROM loan WHERE city = :city ORDER BY opened_at DESC, device DESC LIMIT :most;

-- query loan_open_of(city city_id, member member_id, now instant) maybe loan_row
SELECT device, member, cause, reason, opened_by, opened_at, ends_at, ended_at
FROM loan WHERE city = :city AND member = :member AND ended_at IS NULL AND ends_at > :now
ORDER BY opened_at DESC LIMIT 1;

-- query loan_set_ended(city city_id, device device_id, at instant) none
UPDATE loan SET ended_at = :at WHERE city = :city AND device = :device AND ended_at IS NULL;

-- query loans_due(now instant) many loan_due_row
SELECT device, city FROM loan WHERE ended_at IS NULL AND ends_at <= :now ORDER BY device;
