-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row campaign_row(id campaign_id, city city_id, year int, request_on day, due_on day, opened_at instant, closed_at instant?, closed_by member_id?)
-- row extension_row(id int, at instant, by_member member_id, due_before day, due_after day, note bytes)
-- row request_row(office office_id, name text, number text, postal text, address text, building text, mail text, phone text,
--   reminded int, told int, result int?, closed_on day?, closed_people int?, done_on day?, waiting int, returned int, newest application_id?)
-- row answer_row(application application_id, state enum application_state, answered_on day)
-- row office_number_row(office office_id, n int)
-- row sent_row(office office_id, sent_on day, what int, mail_state int, by_letter int)

-- query campaign_insert(id campaign_id, city city_id, year int, request_on day, due_on day, opened_at instant) none
INSERT INTO campaign (id, city, year, request_on, due_on, opened_at)
VALUES (:id, :city, :year, :request_on, :due_on, :opened_at)
ON CONFLICT (city, year) DO NOTHING;

-- query campaign_by_id(city city_id, id campaign_id) maybe campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign WHERE id = :id AND city = :city;

-- query campaign_rows_of(city city_id) many campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign WHERE city = :city ORDER BY year DESC;

-- query campaign_rows_open(today day) many campaign_row
SELECT id, city, year, request_on, due_on, opened_at, closed_at, closed_by FROM campaign
WHERE closed_at IS NULL AND request_on <= :today AND due_on >= :today ORDER BY id;

-- query campaign_set_closed(city city_id, id campaign_id, closed_at instant, closed_by member_id) none
UPDATE campaign SET closed_at = :closed_at, closed_by = :closed_by WHERE id = :id AND city = :city AND closed_at IS NULL;

-- query campaign_set_due(city city_id, id campaign_id, due_on day) none
UPDATE campaign SET due_on = :due_on WHERE id = :id AND city = :city AND closed_at IS NULL;

-- query extension_insert(campaign campaign_id, id int, at instant, by_member member_id, due_before day, due_after day, note bytes) none
INSERT INTO campaign_extension (campaign, id, at, by_member, due_before, due_after, note)
VALUES (:campaign, :id, :at, :by_member, :due_before, :due_after, :note);

-- query extension_rows_of(campaign campaign_id) many extension_row
SELECT id, at, by_member, due_before, due_after, note FROM campaign_extension WHERE campaign = :campaign ORDER BY id;

-- Offices that take part: open, and with somebody who works there.
-- query campaign_ask(id campaign_id, city city_id, today day) none
INSERT INTO campaign_office (campaign, office, reminded)
SELECT :id, office.id, 0 FROM office
WHERE office.city = :city AND office.is_desk = 0 AND (office.closed_on IS NULL OR office.closed_on > :today)
  AND EXISTS (SELECT 1 FROM affiliation JOIN member ON member.id = affiliation.member
              WHERE affiliation.office = office.id AND affiliation.until_on IS NULL
                AND (member.leave_on IS NULL OR member.leave_on >= :today));

-- --- who has answered ---------------------------------------------------------------------------

-- The newest campaign that asks the office and is open.
-- query campaign_for_office(office office_id, today day) maybe campaign_row
SELECT campaign.id AS id, city, year, request_on, due_on, opened_at, closed_at, closed_by
FROM campaign JOIN campaign_office ON campaign_office.campaign = campaign.id
WHERE campaign_office.office = :office AND closed_at IS NULL AND request_on <= :today
ORDER BY year DESC LIMIT 1;

-- query answer_insert(campaign campaign_id, office office_id, application application_id, answered_on day, pledge int) none
INSERT INTO campaign_answer (campaign, office, application, answered_on, pledge)
VALUES (:campaign, :office, :application, :answered_on, :pledge)
ON CONFLICT (campaign, office, application) DO NOTHING;

-- A correction may name another office.
-- query answer_forget_others(application application_id, office office_id) none
DELETE FROM campaign_answer WHERE application = :application AND office <> :office;

-- query answers_of_office(campaign campaign_id, office office_id) many answer_row
SELECT application.id AS application, application.state AS state, campaign_answer.answered_on AS answered_on
FROM campaign_answer JOIN application ON application.id = campaign_answer.application
WHERE campaign_answer.campaign = :campaign AND campaign_answer.office = :office ORDER BY application.id;

-- Answered: a 現況届 was carried out (6). One that lies with the city (1 submitted, 3 seconded, 4 approved) waits; one that
-- was given back (2) is the office's again.
-- query request_rows_of(id campaign_id) many request_row
SELECT office.id AS office, office.name AS name, office.number AS number, office.postal AS postal, office.address AS address,
       office.building AS building, office.mail AS mail, office.phone AS phone, asked.reminded AS reminded, asked.told AS told,
       asked.result AS result, asked.answered_on AS closed_on, asked.people AS closed_people,
       min(CASE WHEN application.state = 6 THEN answer.answered_on END) AS done_on,
       count(CASE WHEN application.state IN (1, 3, 4) THEN 1 END) AS waiting,
       count(CASE WHEN application.state = 2 THEN 1 END) AS returned,
       max(answer.application) AS newest
FROM campaign_office AS asked JOIN office ON office.id = asked.office
     LEFT JOIN campaign_answer AS answer ON answer.campaign = asked.campaign AND answer.office = asked.office
     LEFT JOIN application ON application.id = answer.application
WHERE asked.campaign = :id
GROUP BY office.id, asked.campaign, asked.office
ORDER BY office.name, office.id;

-- query request_people(id campaign_id) many office_number_row
SELECT asked.office AS office, count(*) AS n
FROM campaign_office AS asked JOIN affiliation ON affiliation.office = asked.office AND affiliation.until_on IS NULL
     JOIN member ON member.id = affiliation.member AND member.leave_on IS NULL
WHERE asked.campaign = :id GROUP BY asked.office ORDER BY asked.office;

-- Corrections that came out of an answer and are not at their end: 0 draft … 4 approved.
-- query request_open_cases(id campaign_id) many office_number_row
SELECT answer.office AS office, count(*) AS n
FROM campaign_answer AS answer JOIN application_link ON application_link.application = answer.application
     JOIN application ON application.id = application_link.made AND application.state IN (0, 1, 2, 3, 4)
WHERE answer.campaign = :id GROUP BY answer.office ORDER BY answer.office;

-- query request_set_result(campaign campaign_id, office office_id, result int, answered_on day?, people int) none
UPDATE campaign_office SET result = :result, answered_on = :answered_on, people = :people
WHERE campaign = :campaign AND office = :office;

-- --- what was sent ------------------------------------------------------------------------------

-- query sent_rows_of(id campaign_id) many sent_row
SELECT sent.office AS office, sent.sent_on AS sent_on, sent.what AS what, coalesce(mail.state, 0) AS mail_state,
       CASE WHEN sent.mail IS NULL THEN 1 ELSE 0 END AS by_letter
FROM campaign_sent AS sent LEFT JOIN mail ON mail.id = sent.mail
WHERE sent.campaign = :id ORDER BY sent.office, sent.sent_on;

-- query sent_insert(campaign campaign_id, office office_id, sent_on day, what int, by_member member_id?) none
INSERT INTO campaign_sent (campaign, office, sent_on, what, by_member)
VALUES (:campaign, :office, :sent_on, :what, :by_member)
ON CONFLICT (campaign, office, sent_on) DO NOTHING;

-- query sent_set_mail(campaign campaign_id, office office_id, sent_on day, mail int) none
UPDATE campaign_sent SET mail = :mail WHERE campaign = :campaign AND office = :office AND sent_on = :sent_on;

-- query campaign_set_reminded(id campaign_id, office office_id, reminded int) none
UPDATE campaign_office SET reminded = :reminded WHERE campaign = :id AND office = :office;

-- query campaign_set_told(id campaign_id, office office_id, told int) none
UPDATE campaign_office SET told = :told WHERE campaign = :id AND office = :office;

-- A longer term: the reminders before its end are due again, the request is not.
-- query campaign_reset_reminded(id campaign_id) none
UPDATE campaign_office SET reminded = CASE WHEN reminded > 1 THEN 1 ELSE reminded END, told = CASE WHEN told > 1 THEN 1 ELSE told END
WHERE campaign = :id;
