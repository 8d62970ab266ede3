-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row member_row(id member_id, city city_id, role enum member_role, personal_id text, name bytes, kana bytes, leave_on day?, office office_id?, office_name text?, profession enum profession?, administrator bool?)
-- row affiliation_row(member member_id, office office_id, profession enum profession, administrator bool, office_name text, city city_id, ends_on day?)

-- A member works where the newest affiliation in force says.
-- query member_by_id(id member_id) maybe member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.id = :id;

-- query member_by_ids(ids member_id[]) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.id IN (:ids);

-- query member_by_personal_id(personal_id text) maybe member_id
SELECT id FROM member WHERE personal_id = :personal_id;

-- query member_of_city(city city_id) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.city = :city
ORDER BY office.name, office.id, member.id;

-- query member_insert(id member_id, city city_id, role enum member_role, personal_id text, name bytes, kana bytes, created_at instant) none
INSERT INTO member (id, city, role, personal_id, name, kana, created_at)
VALUES (:id, :city, :role, :personal_id, :name, :kana, :created_at);

-- query affiliation_insert(id affiliation_id, member member_id, office office_id, profession enum profession, administrator bool, from_on day) none
INSERT INTO affiliation (id, member, office, profession, administrator, from_on)
VALUES (:id, :member, :office, :profession, :administrator, :from_on);

-- query affiliation_end(member member_id, until_on day) none
UPDATE affiliation SET until_on = :until_on WHERE member = :member AND until_on IS NULL;

-- query member_set_leave_on(id member_id, leave_on day) none
UPDATE member SET leave_on = :leave_on WHERE id = :id;

-- query member_count_of_office(office office_id) one int
SELECT count(*) AS n FROM affiliation JOIN member ON member.id = affiliation.member
WHERE affiliation.office = :office AND affiliation.until_on IS NULL AND member.leave_on IS NULL;

-- Those whose leave date has come and who still work somewhere.
-- query member_leaving(today day) many member_id
SELECT id FROM member
WHERE leave_on < :today
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND until_on IS NULL);

-- Whoever works at the office, whatever city gave the ID: as what, there.
-- The last day is that at this office, whether the person leaves the system or only the office.
-- query member_of_office(office office_id) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana,
       CASE WHEN leave_on IS NULL OR ends_on < leave_on THEN ends_on ELSE leave_on END AS leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM affiliation JOIN member ON member.id = affiliation.member JOIN office ON office.id = affiliation.office
WHERE affiliation.office = :office AND affiliation.until_on IS NULL
ORDER BY member.id;

-- The first who works there is enough.
-- row work_place_row(id office_id, name text, service text)
-- query work_place_rows(city city_id) many work_place_row
SELECT id, name, service FROM office
WHERE city = :city AND EXISTS (SELECT 1 FROM affiliation JOIN member ON member.id = affiliation.member
                               WHERE affiliation.office = office.id AND affiliation.until_on IS NULL AND member.city = :city)
ORDER BY is_desk DESC, name, id;

-- query affiliation_count(member member_id) one int
SELECT count(*) AS n FROM affiliation WHERE member = :member AND until_on IS NULL;

-- query affiliation_change(member member_id, office office_id, profession enum profession, administrator bool) none
UPDATE affiliation SET profession = :profession, administrator = :administrator
WHERE member = :member AND office = :office AND until_on IS NULL;

-- query affiliation_end_at(member member_id, office office_id, until_on day) none
UPDATE affiliation SET until_on = :until_on WHERE member = :member AND office = :office AND until_on IS NULL;

-- query member_set_name(city city_id, id member_id, name bytes, kana bytes) none
UPDATE member SET name = :name, kana = :kana WHERE id = :id AND city = :city;

-- query affiliation_set_end(member member_id, office office_id, ends_on day?) none
UPDATE affiliation SET ends_on = :ends_on WHERE member = :member AND office = :office AND until_on IS NULL;

-- row ending_row(member member_id, office office_id, ends_on day?, city city_id)
-- query affiliations_ended(today day) many ending_row
SELECT affiliation.member AS member, affiliation.office AS office, affiliation.ends_on AS ends_on, office.city AS city
FROM affiliation JOIN office ON office.id = affiliation.office
WHERE affiliation.until_on IS NULL AND affiliation.ends_on < :today ORDER BY affiliation.id;

-- query affiliation_in(member member_id, city city_id) maybe office_id
SELECT office.id AS id FROM affiliation JOIN office ON office.id = affiliation.office
WHERE affiliation.member = :member AND affiliation.until_on IS NULL AND office.city = :city
ORDER BY affiliation.id DESC LIMIT 1;

-- query affiliation_rows(member member_id) many affiliation_row
SELECT affiliation.member AS member, affiliation.office AS office, profession, administrator, office.name AS office_name, office.city AS city, ends_on
FROM affiliation JOIN office ON office.id = affiliation.office
WHERE affiliation.member = :member AND affiliation.until_on IS NULL ORDER BY affiliation.id DESC;

-- query affiliation_rows_of(members member_id[]) many affiliation_row
SELECT affiliation.member AS member, affiliation.office AS office, profession, administrator, office.name AS office_name, office.city AS city, ends_on
FROM affiliation JOIN office ON office.id = affiliation.office
WHERE affiliation.member IN (:members) AND affiliation.until_on IS NULL ORDER BY affiliation.id DESC;

-- query member_token_insert(token bytes, member member_id) none
INSERT INTO member_token (token, member) VALUES (:token, :member) ON CONFLICT (token, member) DO NOTHING;

-- query member_token_forget(member member_id) none
DELETE FROM member_token WHERE member = :member;

-- query member_tokens_written(id member_id) none
UPDATE member SET tokens = 1 WHERE id = :id;

-- query member_without_tokens(most int) many member_id
SELECT id FROM member WHERE tokens = 0 ORDER BY id LIMIT :most;

-- query member_with_token(token bytes) many member_id
SELECT member FROM member_token WHERE token = :token ORDER BY member LIMIT 100;

-- Where the newest affiliation in force at an office of the city is, in the order of the offices' names.
-- query member_by_office(city city_id, name text, office office_id, most int) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM office CROSS JOIN affiliation CROSS JOIN member
WHERE office.city = :city AND (office.name, office.id) >= (:name, :office)
  AND affiliation.office = office.id AND affiliation.until_on IS NULL
  AND member.id = affiliation.member AND member.city = :city
  AND NOT EXISTS (SELECT 1 FROM affiliation AS newer JOIN office AS there ON there.id = newer.office
                  WHERE newer.member = member.id AND newer.id > affiliation.id AND newer.until_on IS NULL
                    AND there.city = :city)
ORDER BY office.name, office.id, member.id LIMIT :most;

-- People of the city who work at none of its offices: elsewhere, or nowhere any more.
-- query member_outside(city city_id, after member_id, left_too bool, most int) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.city = :city AND member.id > :after AND (office.id IS NULL OR office.city <> :city)
  AND (:left_too <> 0 OR office.id IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM affiliation AS mine JOIN office AS there ON there.id = mine.office
                  WHERE mine.member = member.id AND mine.until_on IS NULL AND there.city = :city)
ORDER BY member.id LIMIT :most;

-- query member_of_tokens(city city_id, a bytes, b bytes, c bytes, most int) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member_token AS found CROSS JOIN member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE found.token = :a AND member.id = found.member AND member.city = :city
  AND EXISTS (SELECT 1 FROM member_token WHERE member_token.token = :b AND member_token.member = found.member)
  AND EXISTS (SELECT 1 FROM member_token WHERE member_token.token = :c AND member_token.member = found.member)
ORDER BY member.id LIMIT :most;

-- Digits inside are there when taking them out changes the ID.
-- query member_of_digits(city city_id, digits text, most int) many member_row
SELECT member.id AS id, member.city AS city, role, personal_id, member.name AS name, member.kana AS kana, leave_on,
       office.id AS office, office.name AS office_name, profession, administrator
FROM member
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.city = :city AND replace(personal_id, :digits, '') <> personal_id
ORDER BY member.id LIMIT :most;
