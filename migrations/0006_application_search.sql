-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Finding applications among ten thousand without reading their sealed bodies.

ALTER TABLE application ADD COLUMN office_folded TEXT NOT NULL DEFAULT '';  -- office_name as it is compared
CREATE INDEX application_by_office_name ON application (city, office_folded, id);
CREATE INDEX application_by_day ON application (city, created_at);
CREATE INDEX application_by_applicant_office ON application (city, office, id);
