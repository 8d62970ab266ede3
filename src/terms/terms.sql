-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row terms_row(version int, noticed_on day, summary text, content text, accepted int, deemed int, waiting int)
-- row deemable_row(member member_id, version int, noticed_on day)
-- row acceptance_row(member member_id, version int?, at instant?, deemed bool?)

-- Those who work there now; who left owes nothing. Who accepted a later version knew this one.
-- query terms_rows(city city_id) many terms_row
SELECT version, noticed_on, summary, content,
       (SELECT count(*) FROM acceptance JOIN member ON member.id = acceptance.member
        WHERE member.city = terms_change.city AND document = 0 AND acceptance.version = terms_change.version AND deemed = 0) AS accepted,
       (SELECT count(*) FROM acceptance JOIN member ON member.id = acceptance.member
        WHERE member.city = terms_change.city AND document = 0 AND acceptance.version = terms_change.version AND deemed = 1) AS deemed,
       (SELECT count(*) FROM member WHERE member.city = terms_change.city
        AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND until_on IS NULL)
        AND NOT EXISTS (SELECT 1 FROM acceptance WHERE acceptance.member = member.id AND document = 0
                        AND acceptance.version >= terms_change.version)) AS waiting
FROM terms_change WHERE city = :city ORDER BY version DESC;

-- query terms_newest(city city_id) one int
SELECT coalesce(max(version), 1) AS version FROM terms_change WHERE city = :city;

-- query terms_newest_of_member(member member_id) one int
SELECT coalesce(max(version), 1) AS version FROM terms_change
WHERE city = (SELECT city FROM member WHERE id = :member);

-- query terms_change_insert(city city_id, version int, noticed_on day, noticed_by member_id, summary text, content text) none
INSERT INTO terms_change (city, version, noticed_on, noticed_by, summary, content)
VALUES (:city, :version, :noticed_on, :noticed_by, :summary, :content);

-- Whoever accepted an earlier version and neither this nor a later one. First consent is never deemed.
-- query terms_deemable(noticed_before day) many deemable_row
SELECT member.id AS member, terms_change.version AS version, terms_change.noticed_on AS noticed_on
FROM terms_change JOIN member ON member.city = terms_change.city
WHERE terms_change.noticed_on < :noticed_before
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND until_on IS NULL)
  AND EXISTS (SELECT 1 FROM acceptance WHERE acceptance.member = member.id AND document = 0
              AND acceptance.version < terms_change.version)
  AND NOT EXISTS (SELECT 1 FROM acceptance WHERE acceptance.member = member.id AND document = 0
                  AND acceptance.version >= terms_change.version)
ORDER BY terms_change.version, member.id;

-- query acceptance_deem(member member_id, version int, at instant) none
INSERT INTO acceptance (member, document, version, at, deemed) VALUES (:member, 0, :version, :at, 1)
ON CONFLICT (member, document, version) DO NOTHING;

-- query acceptance_rows(city city_id) many acceptance_row
SELECT member.id AS member, acceptance.version AS version, acceptance.at AS at, acceptance.deemed AS deemed
FROM member LEFT JOIN acceptance ON acceptance.member = member.id AND acceptance.document = 0
 AND acceptance.version = (SELECT max(newest.version) FROM acceptance AS newest
                           WHERE newest.member = member.id AND newest.document = 0)
WHERE member.city = :city
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND until_on IS NULL)
ORDER BY member.id;

-- query acceptance_newest(member member_id) maybe acceptance_row
SELECT member, version, at, deemed FROM acceptance WHERE member = :member AND document = 0 ORDER BY version DESC LIMIT 1;

-- query acceptance_give(member member_id, version int, at instant) none
INSERT INTO acceptance (member, document, version, at, deemed) VALUES (:member, 0, :version, :at, 0)
ON CONFLICT (member, document, version) DO NOTHING;
