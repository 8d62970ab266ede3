-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Cities, offices, members, devices, rooms and what is in them.
-- Days are days since 1970-01-01 in Japan, instants are UTC microseconds.
-- "sealed" is ciphertext of lib/vault; the key is named beside it.

-- A city (tenant). Its key is wrapped by the installation's master key.
CREATE TABLE city (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,              -- 6 digits, the last a check digit: 122203
    name TEXT NOT NULL,                     -- 流山市
    wrapped_key BLOB NOT NULL,
    password_months INTEGER NOT NULL,       -- months until a password must be changed; 0: never
    idle_minutes INTEGER NOT NULL,          -- without a request until sign-in is asked again
    device_days INTEGER NOT NULL,           -- that a device's certificate is good
    enrolment_days INTEGER NOT NULL         -- that an install ID waits
) STRICT;

-- An office (医療機関・介護事業所), one row for each service that it gives.
CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    match_key TEXT NOT NULL,                -- number and service, or folded name, service and address
    kind INTEGER NOT NULL,                  -- enum office_kind
    service TEXT NOT NULL,                  -- the service's name as published
    number TEXT NOT NULL,                   -- 介護事業所番号 or 医療機関番号, 10 digits, or empty
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    corporation_number TEXT NOT NULL,       -- 13 digits or empty
    corporation TEXT NOT NULL,
    postal TEXT NOT NULL,                   -- 7 digits or empty
    address TEXT NOT NULL,
    building TEXT NOT NULL,
    phone TEXT NOT NULL,
    fax TEXT NOT NULL,
    mail TEXT NOT NULL,
    web TEXT NOT NULL,
    capacity INTEGER NOT NULL,              -- 0: not given
    is_desk INTEGER NOT NULL,               -- 1: the city's own desk (介護支援課)
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    closed_on INTEGER,
    UNIQUE (city, match_key)
) STRICT;

-- A person with a personal ID: member, officer or operator.
CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    role INTEGER NOT NULL,                  -- enum member_role
    personal_id TEXT NOT NULL UNIQUE,       -- 8 digits, the last a check digit
    name BLOB NOT NULL,                     -- sealed, the city's key
    kana BLOB NOT NULL,                     -- sealed, the city's key
    created_at INTEGER NOT NULL,
    leave_on INTEGER                        -- the last day that the ID is good
) STRICT;
CREATE INDEX member_of_city ON member (city, id);

-- Where a member works, and as what. History is kept.
CREATE TABLE affiliation (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES member (id),
    office INTEGER NOT NULL REFERENCES office (id),
    profession INTEGER NOT NULL,            -- enum profession
    administrator INTEGER NOT NULL,         -- 1: システム利用管理担当者
    from_on INTEGER NOT NULL,
    until_on INTEGER                        -- the last day
) STRICT;
CREATE INDEX affiliation_of_member ON affiliation (member, id);
CREATE INDEX affiliation_of_office ON affiliation (office, id);

CREATE TABLE password (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    hash TEXT NOT NULL,                     -- argon2id
    initial INTEGER NOT NULL,               -- 1: from a letter, must be changed first
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE password_past (
    member INTEGER NOT NULL REFERENCES member (id),
    at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (member, at)
) STRICT, WITHOUT ROWID;

-- Wrong guesses, counted by what was typed, so that an ID that does not exist
-- behaves like one that does. The token is a keyed fingerprint.
CREATE TABLE guess (
    token BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which version of the terms and of the pledge a member accepted.
CREATE TABLE acceptance (
    member INTEGER NOT NULL REFERENCES member (id),
    document INTEGER NOT NULL,              -- enum document
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (member, document, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    member INTEGER NOT NULL REFERENCES member (id),
    kind INTEGER NOT NULL,                  -- enum device_kind
    personal INTEGER NOT NULL,              -- 1: 個人管理端末
    registered_at INTEGER NOT NULL,
    serial BLOB,                            -- of the certificate, once issued
    fingerprint BLOB UNIQUE,                -- SHA-256 of the certificate, once issued
    issued_at INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    revoked_why INTEGER                     -- enum revocation
) STRICT;
CREATE INDEX device_of_member ON device (member, id);
CREATE INDEX device_of_city ON device (city, id);

-- 証明書インストール用ID: used once, or expired.
CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device (id),
    install_id TEXT NOT NULL UNIQUE,
    secret BLOB NOT NULL,                   -- keyed MAC of the install password
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX enrolment_of_device ON enrolment (device, id);

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    token BLOB NOT NULL UNIQUE,             -- keyed fingerprint of the cookie
    member INTEGER NOT NULL REFERENCES member (id),
    device INTEGER NOT NULL REFERENCES device (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX session_of_member ON session (member, id);

CREATE TABLE patient (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    name BLOB NOT NULL,                     -- sealed, the city's key
    kana BLOB NOT NULL,                     -- sealed, the city's key
    birth BLOB NOT NULL,                    -- sealed, the city's key: 1941-03-08
    registered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX patient_of_city ON patient (city, id);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    patient INTEGER NOT NULL REFERENCES patient (id),
    version INTEGER NOT NULL,               -- of the text that was explained
    given_on INTEGER NOT NULL,
    signer INTEGER NOT NULL,                -- enum consent_signer
    signer_name BLOB NOT NULL,              -- sealed, the city's key
    explained_by BLOB NOT NULL,             -- sealed, the city's key
    place BLOB NOT NULL,                    -- sealed, the city's key
    points INTEGER NOT NULL,                -- bits of enum consent_point
    purposes INTEGER NOT NULL,              -- bits of enum consent_purpose
    recorded_by INTEGER NOT NULL REFERENCES member (id),
    recorded_at INTEGER NOT NULL,
    withdrawn_on INTEGER
) STRICT;
CREATE INDEX consent_of_patient ON consent (patient, id);

CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL REFERENCES city (id),
    kind INTEGER NOT NULL,                  -- enum room_kind
    patient INTEGER REFERENCES patient (id),
    wrapped_key BLOB NOT NULL,              -- under the city's key
    name BLOB NOT NULL,                     -- sealed, the room's key
    opened_on INTEGER NOT NULL,
    closed_on INTEGER
) STRICT;
CREATE INDEX room_of_city ON room (city, id);
CREATE UNIQUE INDEX room_open_of_patient ON room (patient) WHERE closed_on IS NULL;

-- Who belongs to a room, from 招待日 to 削除日; rows stay for ever. Name,
-- profession and office are the member's of that time: posts keep them.
-- scope room
CREATE TABLE seat (
    room INTEGER NOT NULL REFERENCES room (id),
    id INTEGER NOT NULL,
    member INTEGER NOT NULL REFERENCES member (id),
    office INTEGER NOT NULL REFERENCES office (id),
    profession INTEGER NOT NULL,
    name BLOB NOT NULL,                     -- sealed, the room's key
    invited_on INTEGER NOT NULL,
    invited_by INTEGER NOT NULL REFERENCES member (id),
    removed_on INTEGER,
    removed_by INTEGER REFERENCES member (id),
    proof BLOB NOT NULL,                    -- keyed MAC, the room's key, over who, where and from when to when
    read_until INTEGER NOT NULL,            -- posts up to this id are read or not the member's to read
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX seat_once ON seat (member, room) WHERE removed_on IS NULL;

-- scope room
CREATE TABLE post (
    room INTEGER NOT NULL REFERENCES room (id),
    id INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    kind INTEGER NOT NULL,                  -- enum post_kind
    reply_to INTEGER,                       -- a post of the same room
    written_at INTEGER NOT NULL,
    request_key BLOB NOT NULL,              -- of the form: the same form sent twice is one post
    body BLOB NOT NULL,                     -- sealed, the room's key
    PRIMARY KEY (room, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX post_once ON post (room, seat, request_key);

-- Who has read a post, and who has confirmed it. No row: unread.
-- scope room
CREATE TABLE read_mark (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    PRIMARY KEY (room, post, seat)
) STRICT, WITHOUT ROWID;

-- scope room
CREATE TABLE attachment (
    room INTEGER NOT NULL,
    post INTEGER NOT NULL,
    id INTEGER NOT NULL,
    kind INTEGER NOT NULL,                  -- enum attachment_kind
    file_name BLOB NOT NULL,                -- sealed, the room's key
    size INTEGER NOT NULL,                  -- bytes of the content
    width INTEGER NOT NULL,                 -- of a photo, else 0
    height INTEGER NOT NULL,
    PRIMARY KEY (room, post, id)
) STRICT, WITHOUT ROWID;

-- What happened, written in the transaction that did it.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL,                  -- 0: the installation
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,                 -- member; 0: the command line or a job
    device INTEGER NOT NULL,                -- 0: none
    action TEXT NOT NULL,                   -- a word of src/audit/audit.h
    room INTEGER NOT NULL,                  -- 0: none
    subject INTEGER NOT NULL,               -- the row it is about; 0: none
    detail BLOB NOT NULL,                   -- sealed, the audit key; may be empty
    mac BLOB NOT NULL                       -- keyed MAC over all of the above
) STRICT;
CREATE INDEX audit_of_room ON audit (room, id);
CREATE INDEX audit_of_actor ON audit (actor, id);

-- The chain over the audit rows, linked by a job in the order it finds them.
CREATE TABLE audit_link (
    number INTEGER PRIMARY KEY,             -- 1, 2, 3 …
    audit INTEGER NOT NULL UNIQUE,
    hash BLOB NOT NULL                      -- keyed MAC of the hash before and the row's mac
) STRICT;

-- One process at a time does a job: who, and until when.
CREATE TABLE lease (
    job TEXT PRIMARY KEY,
    holder INTEGER NOT NULL,
    held_until INTEGER NOT NULL,
    done_at INTEGER NOT NULL
) STRICT;
