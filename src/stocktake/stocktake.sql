-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row stocktake_row(id stocktake_id, city city_id, year int, due_on day, opened_at instant, closed_at instant?)
-- row stocktake_told_row(id stocktake_id, due_on day, told int)
-- row stocktake_office_row(office office_id, name text, phone text, mail text, asked int, here int, retired int, lost int, silent int)
-- row stocktake_device_row(device device_id, member member_id, office office_id, office_name text, found enum stocktake_found, told_at instant?)

-- query stocktake_insert(id stocktake_id, city city_id, year int, due_on day, opened_at instant) none
INSERT INTO stocktake (id, city, year, due_on, opened_at) VALUES (:id, :city, :year, :due_on, :opened_at)
ON CONFLICT (city, year) DO NOTHING;

-- query stocktake_ask(id stocktake_id, city city_id) none
INSERT INTO stocktake_device (stocktake, device, office, found)
SELECT :id, device.id, office.id, 0 FROM device
JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = device.member AND until_on IS NULL)
JOIN office ON office.id = affiliation.office
WHERE device.city = :city AND office.city = :city AND revoked_at IS NULL;

-- Offices that have not said of each device where it is.
-- query stocktake_silent(id stocktake_id) many office_id
SELECT DISTINCT office FROM stocktake_device JOIN device ON device.id = stocktake_device.device
WHERE stocktake = :id AND found = 0 AND revoked_at IS NULL ORDER BY office;

-- query stocktake_rows_told(today day, until day) many stocktake_told_row
SELECT id, due_on, told FROM stocktake WHERE closed_at IS NULL AND due_on >= :today AND due_on <= :until AND told < 3;

-- query stocktake_set_told(id stocktake_id, told int) none
UPDATE stocktake SET told = :told WHERE id = :id;

-- query stocktake_by_id(city city_id, id stocktake_id) maybe stocktake_row
SELECT id, city, year, due_on, opened_at, closed_at FROM stocktake WHERE id = :id AND city = :city;

-- query stocktake_rows_of(city city_id) many stocktake_row
SELECT id, city, year, due_on, opened_at, closed_at FROM stocktake WHERE city = :city ORDER BY year DESC;

-- query stocktake_set_closed(city city_id, id stocktake_id, at instant, by_member member_id) none
UPDATE stocktake SET closed_at = :at, closed_by = :by_member WHERE id = :id AND city = :city AND closed_at IS NULL;

-- query stocktake_offices(id stocktake_id) many stocktake_office_row
SELECT office.id AS office, office.name AS name, office.phone AS phone, office.mail AS mail, count(*) AS asked,
       count(CASE WHEN found = 1 THEN 1 END) AS here, count(CASE WHEN found = 2 THEN 1 END) AS retired,
       count(CASE WHEN found = 3 THEN 1 END) AS lost,
       count(CASE WHEN found = 0 AND revoked_at IS NULL THEN 1 END) AS silent
FROM stocktake_device JOIN office ON office.id = stocktake_device.office JOIN device ON device.id = stocktake_device.device
WHERE stocktake = :id GROUP BY office.id, office.name, office.phone, office.mail ORDER BY office.name, office.id;

-- query stocktake_devices(id stocktake_id, office office_id, any_office bool) many stocktake_device_row
SELECT stocktake_device.device AS device, device.member AS member, office.id AS office, office.name AS office_name, found, told_at
FROM stocktake_device JOIN office ON office.id = stocktake_device.office JOIN device ON device.id = stocktake_device.device
WHERE stocktake = :id AND (:any_office <> 0 OR stocktake_device.office = :office)
ORDER BY office.name, office.id, device.number;

-- query stocktake_waiting(office office_id) maybe stocktake_row
SELECT stocktake.id AS id, stocktake.city AS city, year, due_on, opened_at, closed_at
FROM stocktake_device JOIN stocktake ON stocktake.id = stocktake_device.stocktake JOIN device ON device.id = stocktake_device.device
WHERE office = :office AND found = 0 AND revoked_at IS NULL AND closed_at IS NULL ORDER BY year DESC LIMIT 1;

-- query stocktake_set_found(id stocktake_id, device device_id, office office_id, found enum stocktake_found, at instant, by_member member_id) none
UPDATE stocktake_device SET found = :found, told_at = :at, told_by = :by_member
WHERE stocktake = :id AND device = :device AND office = :office AND found = 0;
