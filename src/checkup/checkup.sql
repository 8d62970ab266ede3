-- SPDX-License-Identifier: AGPL-3.0-or-later

-- query confirmation_insert(office office_id, application application_id, confirmed_on day, people int) none
INSERT INTO office_confirmation (office, application, confirmed_on, people)
VALUES (:office, :application, :confirmed_on, :people);

-- query confirmation_last(office office_id) maybe day
SELECT confirmed_on FROM office_confirmation WHERE office = :office ORDER BY confirmed_on DESC LIMIT 1;

-- The last form that names the corporation.
-- query status_or_usage_last(office office_id) maybe application_id
SELECT id FROM application WHERE office = :office AND kind IN (0, 4) AND state = 6 ORDER BY id DESC LIMIT 1;
