-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the guide's forms leave behind: 管理者 (様式1-1, 2), 委任状 (様式3), 現況届 (様式5).

ALTER TABLE office ADD COLUMN manager BLOB;  -- 管理者: sealed, the city's key; NULL: not known

-- 委任状: for the corporation's representative, a delegate applies for the duties given.
CREATE TABLE mandate (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    corporation TEXT NOT NULL,              -- folded
    delegate BLOB NOT NULL,                 -- sealed, the city's key: who, as the form writes the name
    duties INTEGER NOT NULL,                -- bits of enum mandate_duty
    from_on INTEGER NOT NULL,
    until_on INTEGER,                       -- the last day; NULL: until it is withdrawn
    application INTEGER NOT NULL REFERENCES application (id)
) STRICT;
CREATE INDEX mandate_of_corporation ON mandate (city, corporation, id);

-- 現況届: the day on which an office's roster was confirmed.
CREATE TABLE office_confirmation (
    office INTEGER NOT NULL REFERENCES office (id),
    application INTEGER NOT NULL REFERENCES application (id),
    confirmed_on INTEGER NOT NULL,
    people INTEGER NOT NULL,                -- on the roster
    PRIMARY KEY (office, application)
) STRICT, WITHOUT ROWID;
