-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row memo_row(id memo_id, city city_id, office office_id, application application_id?, text bytes, written_at instant, office_name text)

-- query memo_insert(id memo_id, city city_id, office office_id, member member_id?, application application_id?, text bytes, written_at instant) none
INSERT INTO memo (id, city, office, member, application, text, written_at)
VALUES (:id, :city, :office, :member, :application, :text, :written_at);

-- What is for the member alone, and for the administrators of an office. Two branches, so that each
-- is found in its index.
-- query memo_rows(member member_id) many memo_row
SELECT memo.id AS id, memo.city AS city, memo.office AS office, memo.application AS application, memo.text AS text,
       memo.written_at AS written_at, office.name AS office_name
FROM memo JOIN office ON office.id = memo.office
WHERE memo.id IN (SELECT mine.id FROM memo AS mine WHERE mine.member = :member AND mine.seen_at IS NULL
                  UNION ALL
                  SELECT ours.id FROM affiliation JOIN memo AS ours ON ours.office = affiliation.office AND ours.seen_at IS NULL
                  WHERE affiliation.member = :member AND administrator = 1 AND until_on IS NULL AND ours.member IS NULL)
ORDER BY memo.id DESC LIMIT 50;

-- query memo_waiting(member member_id) one int
SELECT (SELECT count(*) FROM memo AS mine WHERE mine.member = :member AND mine.seen_at IS NULL)
     + (SELECT count(*) FROM affiliation JOIN memo AS ours ON ours.office = affiliation.office AND ours.seen_at IS NULL
        WHERE affiliation.member = :member AND administrator = 1 AND until_on IS NULL AND ours.member IS NULL) AS n;

-- query memo_set_seen(id memo_id, member member_id, at instant) none
UPDATE memo SET seen_at = :at, seen_by = :member
WHERE id = :id AND seen_at IS NULL
  AND (member = :member OR (member IS NULL AND office IN (SELECT office FROM affiliation
       WHERE affiliation.member = :member AND administrator = 1 AND until_on IS NULL)));

-- query memo_office_mail(id office_id) maybe text
SELECT mail FROM office WHERE id = :id;
