-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row errand_person(city city_id, role enum member_role, leave_on day?, initial bool?, changed_at instant?, password_months int, terms int,
--   terms_newest int, noticed_on day?, loan_until instant?, office office_id?, office_city city_id?)

-- What concerns the person alone, in one look-up. 0 of document: the terms.
-- query errand_person_of(member member_id, now instant) maybe errand_person
SELECT member.city AS city, member.role AS role, member.leave_on AS leave_on, password.initial AS initial,
       password.changed_at AS changed_at, city.password_months AS password_months,
       (SELECT coalesce(max(version), 0) FROM acceptance WHERE acceptance.member = member.id AND document = 0) AS terms,
       (SELECT coalesce(max(version), 1) FROM terms_change WHERE terms_change.city = member.city) AS terms_newest,
       (SELECT max(noticed_on) FROM terms_change WHERE terms_change.city = member.city) AS noticed_on,
       (SELECT max(loan.ends_at) FROM loan WHERE loan.member = member.id AND loan.ended_at IS NULL AND loan.ends_at > :now) AS loan_until,
       office.id AS office, office.city AS office_city
FROM member JOIN city ON city.id = member.city LEFT JOIN password ON password.member = member.id
LEFT JOIN affiliation ON affiliation.id = (SELECT max(mine.id) FROM affiliation AS mine
                                           WHERE mine.member = member.id AND mine.until_on IS NULL AND mine.administrator = 1)
LEFT JOIN office ON office.id = affiliation.office
WHERE member.id = :member;
