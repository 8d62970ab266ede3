-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row reshape_row(closes_on day?, merged_into office_id?)
-- row past_row(changed_at instant, name text, number text, address text)
-- row closing_row(id office_id, city city_id, closes_on day?)

-- query reshape_by_id(city city_id, id office_id) maybe reshape_row
SELECT closes_on, merged_into FROM office WHERE id = :id AND city = :city;

-- query reshape_set_closes(city city_id, id office_id, closes_on day?) none
UPDATE office SET closes_on = :closes_on WHERE id = :id AND city = :city AND closed_on IS NULL;

-- query reshape_set_closed(city city_id, id office_id, closed_on day, merged_into office_id?) none
UPDATE office SET closed_on = :closed_on, closes_on = NULL, merged_into = :merged_into
WHERE id = :id AND city = :city AND closed_on IS NULL;

-- query reshape_due(today day) many closing_row
SELECT id, city, closes_on FROM office
WHERE closed_on IS NULL AND closes_on < :today
  AND NOT EXISTS (SELECT 1 FROM affiliation WHERE affiliation.office = office.id AND until_on IS NULL)
ORDER BY id;

-- Cases that are not at their end: drafts to approved (enum application_state).
-- query reshape_open_cases(city city_id, office office_id) many application_id
SELECT id FROM application WHERE city = :city AND office = :office AND state < 5 ORDER BY id;

-- query reshape_move_memos(from_office office_id, to_office office_id) none
UPDATE memo SET office = :to_office WHERE office = :from_office AND seen_at IS NULL;

-- query past_rows(office office_id) many past_row
SELECT changed_at, name, number, address FROM office_past WHERE office = :office ORDER BY id DESC LIMIT 50;
