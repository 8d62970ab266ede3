-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row stale_row(member member_id, office office_id, registered_at instant, last instant?, initial bool?, terms int, pledge int, asked_at instant?)

-- Everybody who works in the city, longest unused first; never used before those.
-- query stale_rows(city city_id, office office_id, any_office bool) many stale_row
SELECT member.id AS member, affiliation.office AS office, member.created_at AS registered_at,
       member.signed_in_at AS last, password.initial AS initial,
       (SELECT count(*) FROM acceptance WHERE acceptance.member = member.id AND document = 0) AS terms,
       (SELECT count(*) FROM acceptance WHERE acceptance.member = member.id AND document = 1) AS pledge,
       (SELECT max(asked_at) FROM stale_request WHERE stale_request.office = affiliation.office) AS asked_at
FROM member
JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN password ON password.member = member.id
WHERE member.city = :city AND (:any_office <> 0 OR affiliation.office = :office)
ORDER BY coalesce(member.signed_in_at, 0), member.id;

-- query stale_request_insert(office office_id, id int, asked_at instant, asked_by member_id, by_mail bool) none
INSERT INTO stale_request (office, id, asked_at, asked_by, by_mail)
VALUES (:office, :id, :asked_at, :asked_by, :by_mail);

-- query stale_request_last(office office_id) maybe instant
SELECT asked_at FROM stale_request WHERE office = :office ORDER BY id DESC LIMIT 1;
