-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row ledger_row(id device_id, city city_id, number int, serial bytes?, member member_id, member_city city_id, role enum member_role,
--   name bytes, personal_id text, office office_id?, office_name text?)
-- row ledger_office(id office_id, name text)
-- row ending_at_row(n int, expires_at instant?)
-- row ending_own_row(expires_at instant?, renewal_at instant?)
-- row ending_row(id device_id, member member_id, city city_id, expires_at instant?, reminded int, mail bytes?, office office_id?, office_mail text?)

-- By register number, that is in the order of registration.
-- query ledger_rows(city city_id, office office_id, any_office bool, kind int, show int, until instant, any_end bool, renewal bool,
--   unconfirmed bool, now instant, after int, most int) many ledger_row
SELECT device.id AS id, device.city AS city, device.number AS number, serial, device.member AS member, member.city AS member_city, role,
       member.name AS name, personal_id, office.id AS office, office.name AS office_name
FROM device JOIN member ON member.id = device.member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = device.member AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE device.city = :city AND device.number > :after
  AND (:any_office <> 0 OR affiliation.office = :office)
  AND (:kind < 0 OR device.kind = :kind)
  AND (:show = 5 OR (:show = 0 AND revoked_at IS NULL)
       OR (:show = 1 AND revoked_at IS NULL AND issued_at IS NULL)
       OR (:show = 2 AND revoked_at IS NULL AND expires_at > :now)
       OR (:show = 3 AND revoked_at IS NULL AND expires_at <= :now)
       OR (:show = 4 AND revoked_at IS NOT NULL))
  AND (:any_end <> 0 OR (revoked_at IS NULL AND expires_at < :until))
  AND (:renewal = 0 OR renewal_at IS NOT NULL)
  AND (:unconfirmed = 0 OR (confirmed_on IS NULL AND revoked_at IS NULL))
ORDER BY device.number LIMIT :most;

-- query ledger_rows_of_office(office office_id) many ledger_row
SELECT device.id AS id, device.city AS city, device.number AS number, serial, device.member AS member, member.city AS member_city, role,
       member.name AS name, personal_id, office.id AS office, office.name AS office_name
FROM affiliation JOIN member ON member.id = affiliation.member JOIN device ON device.member = member.id
LEFT JOIN office ON office.id = affiliation.office
WHERE affiliation.office = :office AND until_on IS NULL
ORDER BY revoked_at IS NOT NULL, device.city, device.number;

-- query ledger_works_at(office office_id, member member_id) one int
SELECT count(*) AS n FROM affiliation WHERE office = :office AND member = :member AND until_on IS NULL;

-- query ledger_office_rows(city city_id) many ledger_office
SELECT id, name FROM office
WHERE city = :city AND id IN (SELECT affiliation.office FROM affiliation JOIN device ON device.member = affiliation.member
                              WHERE device.city = :city AND until_on IS NULL)
ORDER BY name, id;

-- --- certificates that end; one whose successor was fetched needs nobody's care ----------------

-- query ending_own(member member_id, until instant) maybe ending_own_row
SELECT expires_at, renewal_at FROM device WHERE member = :member AND revoked_at IS NULL AND ends_at IS NULL AND expires_at < :until
  AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id AND ended_at IS NULL)
ORDER BY renewal_at IS NOT NULL, expires_at LIMIT 1;

-- query ending_at(office office_id, but member_id, until instant) one ending_at_row
SELECT count(*) AS n, min(expires_at) AS expires_at FROM device JOIN affiliation ON affiliation.member = device.member
WHERE office = :office AND until_on IS NULL AND device.member <> :but AND revoked_at IS NULL AND ends_at IS NULL AND expires_at < :until
  AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id AND ended_at IS NULL);

-- query ending_in(city city_id, until instant) one int
SELECT count(*) AS n FROM device WHERE city = :city AND revoked_at IS NULL AND ends_at IS NULL AND expires_at < :until
  AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id AND ended_at IS NULL);

-- query ending_rows(from_at instant, until instant) many ending_row
SELECT device.id AS id, device.member AS member, device.city AS city, expires_at, reminded, device.mail AS mail, office.id AS office, office.mail AS office_mail
FROM device
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = device.member AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE revoked_at IS NULL AND ends_at IS NULL AND expires_at >= :from_at AND expires_at < :until
  AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id AND ended_at IS NULL)
ORDER BY office.id, device.id;

-- query ending_set_reminded(id device_id, reminded int) none
UPDATE device SET reminded = :reminded WHERE id = :id;
