-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row application_row(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, revision int, office office_id?,
--   applicant member_id?, created_at instant, submitted_at instant?, changed_at instant, office_name text, body bytes)
-- row application_line(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, revision int, office office_id?,
--   applicant member_id?, created_at instant, submitted_at instant?, changed_at instant, office_name text)
-- row application_count(state enum application_state, n int)
-- row step_found(at instant, actor member_id?, step enum application_step, field text, note bytes, id int)

-- query application_insert(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, office office_id?, applicant member_id?,
--   resume bytes, at instant, office_name text, body bytes) none
INSERT INTO application (id, city, number, kind, origin, state, revision, office, applicant, resume,
                         created_at, changed_at, office_name, body)
VALUES (:id, :city, :number, :kind, :origin, :state, 1, :office, :applicant, :resume, :at, :at, :office_name, :body);

-- The applications of a year of 令和 so far, for the next receipt number.
-- query application_count_since(city city_id, since instant) one int
SELECT count(*) AS n FROM application WHERE city = :city AND created_at >= :since;

-- query application_by_id(city city_id, id application_id) maybe application_row
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name, body
FROM application WHERE id = :id AND city = :city;

-- query application_by_code(city city_id, number text, resume bytes, since instant) maybe application_row
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name, body
FROM application WHERE city = :city AND number = :number AND resume = :resume AND changed_at >= :since;

-- query application_update(city city_id, id application_id, seen int, state enum application_state, at instant,
--   submitted_at instant?, office_name text, body bytes) none
UPDATE application SET state = :state, revision = revision + 1, changed_at = :at, submitted_at = :submitted_at,
                       office_name = :office_name, body = :body
WHERE id = :id AND city = :city AND revision = :seen;

-- query application_page(city city_id, state int, kind int, before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND id < :before AND (:state < 0 OR state = :state) AND (:kind < 0 OR kind = :kind) AND state <> 0
ORDER BY id DESC LIMIT :most;

-- query application_found(city city_id, number text, part text, token bytes, before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND id < :before AND state <> 0
  AND (number = :number OR replace(office_name, :part, '') <> office_name
       OR id IN (SELECT application FROM application_token WHERE token = :token))
ORDER BY id DESC LIMIT :most;

-- query application_state_counts(city city_id) many application_count
SELECT state, count(*) AS n FROM application WHERE city = :city GROUP BY state ORDER BY state;

-- query step_insert(application application_id, id int, at instant, actor member_id?, step enum application_step,
--   field text, note bytes) none
INSERT INTO application_step (application, id, at, actor, step, field, note)
VALUES (:application, :id, :at, :actor, :step, :field, :note);

-- query step_rows_of(application application_id) many step_found
SELECT at, actor, step, field, note, id FROM application_step WHERE application = :application ORDER BY id;

-- query approvals_of_city(city city_id) maybe int
SELECT approvals FROM city WHERE id = :city;

-- query token_insert(token bytes, application application_id) none
INSERT INTO application_token (token, application) VALUES (:token, :application)
ON CONFLICT (token, application) DO NOTHING;

-- query token_forget(application application_id) none
DELETE FROM application_token WHERE application = :application;

-- query application_set_office(city city_id, id application_id, office office_id) none
UPDATE application SET office = :office WHERE id = :id AND city = :city;
