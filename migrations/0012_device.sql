-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The register of devices (端末台帳), the renewal of certificates, and the yearly stock-take (棚卸し).

ALTER TABLE device ADD COLUMN number INTEGER NOT NULL DEFAULT 0;     -- 登録番号, counted in each city
ALTER TABLE device ADD COLUMN shape INTEGER NOT NULL DEFAULT 0;      -- enum device_shape
ALTER TABLE device ADD COLUMN system INTEGER NOT NULL DEFAULT 0;     -- enum device_system
ALTER TABLE device ADD COLUMN network INTEGER NOT NULL DEFAULT 0;    -- enum device_network, as last confirmed
ALTER TABLE device ADD COLUMN confirmed_on INTEGER;                  -- the surroundings were confirmed to be safe
ALTER TABLE device ADD COLUMN replaces INTEGER REFERENCES device (id);
ALTER TABLE device ADD COLUMN wiped_on INTEGER;                      -- what it held was erased on this day
ALTER TABLE device ADD COLUMN revoked_by INTEGER REFERENCES member (id);  -- NULL: the command line, a job
ALTER TABLE device ADD COLUMN renewal_at INTEGER;                    -- a new certificate was asked for
ALTER TABLE device ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0;   -- days left at the last reminder and 1; 0: none
ALTER TABLE device ADD COLUMN mail BLOB;                             -- sealed, the city's key; of a tablet or phone
UPDATE device SET number = (SELECT count(*) FROM device AS earlier WHERE earlier.city = device.city AND earlier.id <= device.id);
CREATE UNIQUE INDEX device_number ON device (city, number);
CREATE INDEX device_ending ON device (expires_at) WHERE revoked_at IS NULL;

-- Certificates of a device beside the one in its row: the next one, until it is first used
-- (ended_at is NULL), and those that it took the place of.
CREATE TABLE certificate (
    serial BLOB PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device (id),
    fingerprint BLOB NOT NULL UNIQUE,       -- SHA-256
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_of_device ON certificate (device);

CREATE TABLE stocktake (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    year INTEGER NOT NULL,                  -- of our era; the fiscal year
    due_on INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    closed_by INTEGER REFERENCES member (id),
    UNIQUE (city, year)
) STRICT;

-- What each office was asked about when it began, and what became of it.
CREATE TABLE stocktake_device (
    stocktake INTEGER NOT NULL REFERENCES stocktake (id),
    device INTEGER NOT NULL REFERENCES device (id),
    office INTEGER NOT NULL REFERENCES office (id),
    found INTEGER NOT NULL,                 -- enum stocktake_found
    told_at INTEGER,
    told_by INTEGER REFERENCES member (id),
    PRIMARY KEY (stocktake, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktake_of_office ON stocktake_device (stocktake, office);
CREATE INDEX stocktake_by_office ON stocktake_device (office, stocktake);
