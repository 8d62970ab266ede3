-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The newest applications of a city, whatever their state: without it the list of all is sorted anew
-- for each page.

CREATE INDEX application_newest ON application (city, id);
