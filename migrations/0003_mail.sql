-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Mail on its way out (lib/mail).

CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    city INTEGER NOT NULL,                  -- whose mail it is; 0: the installation's own
    to_address BLOB NOT NULL,               -- sealed, the key "mail"; empty once sent
    subject BLOB NOT NULL,                  -- sealed, the key "mail"; empty at the end
    body BLOB NOT NULL,                     -- sealed, the key "mail"; empty at the end
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,            -- the next attempt; pushed on while one is made
    attempts INTEGER NOT NULL,              -- begun
    state INTEGER NOT NULL,                 -- enum mail_state; 1: waiting
    last_error TEXT NOT NULL,               -- a fixed word or empty
    ended_at INTEGER                        -- sent, bounced or given up
) STRICT;
CREATE INDEX mail_due ON mail (not_before, id) WHERE state = 1;
CREATE INDEX mail_of_city ON mail (city, state, id);
