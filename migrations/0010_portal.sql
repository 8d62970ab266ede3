-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The public portal: drafts that nobody goes on with are removed, and nobody begins them without end.

-- The newest receipt number of a city in a year of 令和: numbers of removed drafts are not given again.
CREATE TABLE application_number (
    city INTEGER NOT NULL REFERENCES city (id),
    year TEXT NOT NULL,
    newest INTEGER NOT NULL,
    PRIMARY KEY (city, year)
) STRICT, WITHOUT ROWID;
INSERT INTO application_number (city, year, newest)
SELECT city, substr(number, 1, length(number) - 6) AS year, count(*) AS newest
FROM application GROUP BY city, substr(number, 1, length(number) - 6);

CREATE INDEX application_drafts ON application (changed_at) WHERE state = 0;

-- How often something was done from one address within an hour. The token is a keyed fingerprint.
CREATE TABLE pace (
    token BLOB PRIMARY KEY,
    since INTEGER NOT NULL,
    n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pace_since ON pace (since);
