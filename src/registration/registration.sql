-- SPDX-License-Identifier: AGPL-3.0-or-later
-- query seats_of_member(member member_id) one int
-- crosses rooms: the desk sees how many seats a person holds, not which contents
SELECT count(*) AS n FROM seat WHERE member = :member AND removed_on IS NULL;

-- By name, as the index has them: among very many only the first are looked at.
-- query open_offices(city city_id, most int) many open_office
SELECT id, name, service FROM office
WHERE city = :city AND closed_on IS NULL AND is_desk = 0 ORDER BY name, id LIMIT :most;

-- row open_office(id office_id, name text, service text)

-- query people_since(city city_id, office office_id, since instant) many member_id
SELECT member.id AS id FROM member JOIN affiliation ON affiliation.member = member.id
WHERE member.city = :city AND affiliation.office = :office AND member.created_at > :since;
