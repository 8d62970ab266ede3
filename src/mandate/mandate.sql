-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row mandate_row(id int, delegate bytes, duties int, from_on day, until_on day?)

-- query mandate_insert(id int, city city_id, corporation text, delegate bytes, duties int, from_on day,
--   application application_id) none
INSERT INTO mandate (id, city, corporation, delegate, duties, from_on, application)
VALUES (:id, :city, :corporation, :delegate, :duties, :from_on, :application);

-- Those that are not over yet, also those that begin later.
-- query mandate_rows(city city_id, corporation text, today day) many mandate_row
SELECT id, delegate, duties, from_on, until_on FROM mandate
WHERE city = :city AND corporation = :corporation AND (until_on IS NULL OR until_on >= :today)
ORDER BY id;

-- query mandate_end(city city_id, id int, until_on day) none
UPDATE mandate SET until_on = :until_on WHERE id = :id AND city = :city;
