-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the desk looks up among ten thousand cases and five thousand people.

-- All cases of a kind, in any state or in one: also of a kind that nobody ever sent.
CREATE INDEX application_by_kind ON application (city, kind, id);
CREATE INDEX application_by_state_and_kind ON application (city, state, kind, id);

-- What a form said before somebody changed it, so that two people at one form see what the other did.
CREATE TABLE application_version (
    application INTEGER NOT NULL REFERENCES application (id),
    revision INTEGER NOT NULL,              -- the last one at which it said so
    at INTEGER NOT NULL,                    -- when it was replaced
    actor INTEGER REFERENCES member (id),   -- by whom; NULL: the applicant on the public portal
    body BLOB NOT NULL,                     -- sealed, the city's key, as in application
    PRIMARY KEY (application, revision)
) STRICT, WITHOUT ROWID;

-- Names and readings of people as keyed tokens: somebody is found without a name being opened.
CREATE TABLE member_token (
    token BLOB NOT NULL,
    member INTEGER NOT NULL REFERENCES member (id),
    PRIMARY KEY (token, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_token_of ON member_token (member);
ALTER TABLE member ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;  -- 1: its tokens are written
CREATE INDEX member_without_tokens ON member (id) WHERE tokens = 0;
