-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row letter_row(member member_id, printed_at instant?, initial bool?, waiting int, given int)
-- row issue_row(id int, printed_at instant, printed_by member_id, fresh bool, devices int, reason bytes)

-- Where a person who works in the city stands: never printed (no password), printed, in use; how
-- many of the devices still wait for a certificate, and how many of these have an install ID.
-- query letter_row_of(city city_id, member member_id) many letter_row
SELECT member.id AS member, password.changed_at AS printed_at, password.initial AS initial,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL) AS waiting,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL
        AND EXISTS (SELECT 1 FROM enrolment WHERE enrolment.device = device.id)) AS given
FROM member LEFT JOIN password ON password.member = member.id
WHERE member.id = :member AND member.city = :city
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND affiliation.until_on IS NULL);

-- The same of those who wait. Whom to take is settled before anything is counted.
-- query letter_waiting_rows(city city_id, office office_id, anywhere bool, most int) many letter_row
SELECT member.id AS member, password.changed_at AS printed_at, password.initial AS initial,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL) AS waiting,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL
        AND EXISTS (SELECT 1 FROM enrolment WHERE enrolment.device = device.id)) AS given
FROM (SELECT person.id AS id, CASE WHEN known.member IS NULL THEN 0 ELSE 1 END AS printed,
             office.name AS office_name, office.id AS office
      FROM member AS person LEFT JOIN password AS known ON known.member = person.id
      CROSS JOIN affiliation CROSS JOIN office
      WHERE person.city = :city
        AND (known.member IS NULL OR known.initial <> 0
             OR EXISTS (SELECT 1 FROM device WHERE device.member = person.id AND device.issued_at IS NULL
                        AND device.revoked_at IS NULL))
        AND affiliation.id = (SELECT max(id) FROM affiliation WHERE member = person.id AND until_on IS NULL)
        AND office.id = affiliation.office AND (:anywhere <> 0 OR office.id = :office)
      ORDER BY printed, office_name, office, person.id LIMIT :most) AS waits
CROSS JOIN member LEFT JOIN password ON password.member = member.id
WHERE member.id = waits.id
ORDER BY waits.printed, waits.office_name, waits.office, member.id;

-- As many of those who were never printed as fit a page, from office to office; where these fill it,
-- nobody else is looked for.
-- query letter_never_rows(city city_id, office office_id, anywhere bool, most int) many letter_row
SELECT member.id AS member, password.changed_at AS printed_at, password.initial AS initial,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL) AS waiting,
       (SELECT count(*) FROM device WHERE device.member = member.id AND device.issued_at IS NULL
        AND device.revoked_at IS NULL
        AND EXISTS (SELECT 1 FROM enrolment WHERE enrolment.device = device.id)) AS given
FROM (SELECT person.id AS id, office.name AS office_name, office.id AS office
      FROM office CROSS JOIN affiliation CROSS JOIN member AS person
      WHERE office.city = :city AND (:anywhere <> 0 OR office.id = :office)
        AND affiliation.office = office.id AND affiliation.until_on IS NULL
        AND person.id = affiliation.member AND person.city = :city
        AND NOT EXISTS (SELECT 1 FROM password AS known WHERE known.member = person.id)
        AND NOT EXISTS (SELECT 1 FROM affiliation AS newer WHERE newer.member = person.id AND newer.id > affiliation.id
                        AND newer.until_on IS NULL)
      ORDER BY office.name, office.id, person.id LIMIT :most) AS waits
CROSS JOIN member LEFT JOIN password ON password.member = member.id
WHERE member.id = waits.id
ORDER BY waits.office_name, waits.office, member.id;

-- query batch_add(id int, city city_id, request_key text, printed_at instant, printed_by int) none
INSERT INTO letter_batch (id, city, request_key, printed_at, printed_by)
VALUES (:id, :city, :request_key, :printed_at, :printed_by)
ON CONFLICT (city, request_key) DO NOTHING;

-- query batch_drop(id int) none
DELETE FROM letter_batch WHERE id = :id;

-- query batch_printed_at(city city_id, request_key text) maybe instant
SELECT printed_at FROM letter_batch WHERE city = :city AND request_key = :request_key;

-- query issue_add(id int, batch int, member member_id, fresh bool, devices int, reason bytes) none
INSERT INTO letter_issue (id, batch, member, fresh, devices, reason)
VALUES (:id, :batch, :member, :fresh, :devices, :reason);

-- query issues_of(city city_id, member member_id) many issue_row
SELECT letter_issue.id AS id, printed_at, printed_by, fresh, devices, reason
FROM letter_issue JOIN letter_batch ON letter_batch.id = letter_issue.batch
WHERE letter_batch.city = :city AND letter_issue.member = :member ORDER BY letter_issue.id DESC;
