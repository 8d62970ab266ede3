-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Which of several offices somebody administers on the screen; without a row the newest.
CREATE TABLE led_office (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    office INTEGER NOT NULL REFERENCES office (id)
) STRICT;
