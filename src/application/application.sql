-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row application_row(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, revision int, office office_id?,
--   applicant member_id?, created_at instant, submitted_at instant?, changed_at instant, office_name text, body bytes)
-- row application_line(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, revision int, office office_id?,
--   applicant member_id?, created_at instant, submitted_at instant?, changed_at instant, office_name text)
-- row application_count(state enum application_state, n int)
-- row form_version_row(revision int, at instant, actor member_id?, body bytes)
-- row step_found(at instant, actor member_id?, step enum application_step, field text, note bytes, id int)

-- query application_insert(id application_id, city city_id, number text, kind enum application_kind,
--   origin enum application_origin, state enum application_state, office office_id?, applicant member_id?,
--   resume bytes, at instant, office_name text, office_folded text, body bytes) none
INSERT INTO application (id, city, number, kind, origin, state, revision, office, applicant, resume,
                         created_at, changed_at, office_name, office_folded, body)
VALUES (:id, :city, :number, :kind, :origin, :state, 1, :office, :applicant, :resume, :at, :at, :office_name, :office_folded, :body);

-- query application_next_number(city city_id, year text) one int
INSERT INTO application_number (city, year, newest) VALUES (:city, :year, 1)
ON CONFLICT (city, year) DO UPDATE SET newest = application_number.newest + 1 RETURNING newest;

-- query application_old_drafts(before instant, most int) many application_id
SELECT id FROM application WHERE state = 0 AND changed_at < :before ORDER BY changed_at LIMIT :most;

-- query application_draft_delete(id application_id) none
DELETE FROM application WHERE id = :id AND state = 0;

-- query versions_forget(application application_id) none
DELETE FROM application_version WHERE application = :application;

-- query steps_forget(application application_id) none
DELETE FROM application_step WHERE application = :application;

-- query application_by_id(city city_id, id application_id) maybe application_row
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name, body
FROM application WHERE id = :id AND city = :city;

-- query application_by_code(city city_id, number text, resume bytes, since instant) maybe application_row
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name, body
FROM application WHERE city = :city AND number = :number AND resume = :resume AND changed_at >= :since;

-- query application_update(city city_id, id application_id, seen int, state enum application_state, at instant,
--   submitted_at instant?, office_name text, office_folded text, body bytes) none
UPDATE application SET state = :state, revision = revision + 1, changed_at = :at, submitted_at = :submitted_at,
                       office_name = :office_name, office_folded = :office_folded, body = :body
WHERE id = :id AND city = :city AND revision = :seen;

-- Four, so that each is served by the index on just its conditions.
-- query application_page(city city_id, since instant, before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND id < :before AND state <> 0 AND coalesce(submitted_at, created_at) <= :since
ORDER BY id DESC LIMIT :most;

-- query application_page_of(city city_id, kind enum application_kind, since instant, before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND kind = :kind AND id < :before AND state <> 0 AND coalesce(submitted_at, created_at) <= :since
ORDER BY id DESC LIMIT :most;

-- query application_page_in(city city_id, state enum application_state, since instant, before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND state = :state AND id < :before AND coalesce(submitted_at, created_at) <= :since
ORDER BY id DESC LIMIT :most;

-- query application_page_in_of(city city_id, state enum application_state, kind enum application_kind, since instant,
--   before application_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application
WHERE city = :city AND state = :state AND kind = :kind AND id < :before AND coalesce(submitted_at, created_at) <= :since
ORDER BY id DESC LIMIT :most;

-- Three look-ups, each in its own index, and no row of a case is read before it is among the newest
-- that fit. Of the offices' names each is looked at once, by going from one to the next in the index;
-- a part is inside when taking it out changes the name.
-- query application_found(city city_id, number text, part text, token bytes, before application_id, most int) many application_line
WITH RECURSIVE names(folded) AS (
    SELECT min(office_folded) FROM application WHERE city = :city AND :part <> ''
    UNION ALL
    SELECT (SELECT min(office_folded) FROM application WHERE city = :city AND office_folded > names.folded)
    FROM names WHERE names.folded IS NOT NULL
), found(id) AS (
    SELECT mine.id FROM application AS mine
    WHERE mine.city = :city AND mine.number = :number AND mine.id < :before AND mine.state <> 0
    UNION
    SELECT told.id FROM application_token AS token CROSS JOIN application AS told
    WHERE token.token = :token AND token.application < :before
      AND told.id = token.application AND told.city = :city AND told.state <> 0
    UNION
    SELECT named.id FROM names CROSS JOIN application AS named
    WHERE :part <> '' AND replace(names.folded, :part, '') <> names.folded
      AND named.city = :city AND named.office_folded = names.folded AND named.id < :before
      AND named.id NOT IN (SELECT draft.id FROM application AS draft WHERE draft.city = :city AND draft.state = 0)
)
SELECT application.id AS id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM (SELECT id FROM found ORDER BY id DESC LIMIT :most) AS newest CROSS JOIN application
WHERE application.id = newest.id AND city = :city
ORDER BY application.id DESC;

-- query application_of_office(city city_id, office office_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application WHERE city = :city AND office = :office AND applicant IS NOT NULL ORDER BY id DESC LIMIT :most;

-- query application_returned(city city_id, office office_id, most int) many application_line
SELECT id, city, number, kind, origin, state, revision, office, applicant, created_at, submitted_at, changed_at, office_name
FROM application WHERE city = :city AND office = :office AND state = 2 AND applicant IS NOT NULL ORDER BY id LIMIT :most;

-- query application_done_of(city city_id, office office_id) many application_id
SELECT id FROM application WHERE city = :city AND office = :office AND state = 6 ORDER BY id DESC LIMIT 5;

-- query application_begun_since(city city_id, kind enum application_kind, origin enum application_origin, since instant) many application_id
SELECT id FROM application
WHERE city = :city AND created_at >= :since AND kind = :kind AND origin = :origin AND state <> 7 ORDER BY id DESC LIMIT 20;

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

-- query approvals_put(id city_id, approvals int) none
UPDATE city SET approvals = :approvals WHERE id = :id;

-- query token_insert(token bytes, application application_id) none
INSERT INTO application_token (token, application) VALUES (:token, :application)
ON CONFLICT (token, application) DO NOTHING;

-- query token_forget(application application_id) none
DELETE FROM application_token WHERE application = :application;

-- query application_set_office(city city_id, id application_id, office office_id) none
UPDATE application SET office = :office WHERE id = :id AND city = :city;

-- query form_version_insert(city city_id, id application_id, seen int, at instant, actor member_id?) none
INSERT INTO application_version (application, revision, at, actor, body)
SELECT id, revision, :at, :actor, body FROM application WHERE id = :id AND city = :city AND revision = :seen;

-- query form_version_rows(application application_id) many form_version_row
SELECT revision, at, actor, body FROM application_version WHERE application = :application ORDER BY revision;

-- query form_version_forget(application application_id) none
DELETE FROM application_version WHERE application = :application;

-- row application_linked_row(id application_id, number text, kind enum application_kind, state enum application_state, came int)

-- query application_link_insert(application application_id, made application_id) none
INSERT INTO application_link (application, made) VALUES (:application, :made) ON CONFLICT (application, made) DO NOTHING;

-- query application_linked(id application_id) many application_linked_row
SELECT application.id AS id, application.number AS number, application.kind AS kind, application.state AS state, link.came AS came
FROM (
    SELECT made AS other, 1 AS came FROM application_link WHERE application = :id
    UNION ALL
    SELECT application AS other, 0 AS came FROM application_link WHERE made = :id
) AS link JOIN application ON application.id = link.other
ORDER BY application.id;
