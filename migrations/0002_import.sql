-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The import of offices, and finding them by what is typed.

-- A file between its preview and its import; gone at the import or after a day.
CREATE TABLE import_stage (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    member INTEGER NOT NULL REFERENCES member (id),
    created_at INTEGER NOT NULL,
    file BLOB NOT NULL                      -- sealed, the city's key
) STRICT;

-- What a search looks through: name, reading, number, service, address, folded.
ALTER TABLE office ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX office_by_name ON office (city, name, id);
