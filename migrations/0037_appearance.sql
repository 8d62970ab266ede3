-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How a person wants pages to look, on each device. No row: as the layout comes.

CREATE TABLE appearance (
    member INTEGER PRIMARY KEY REFERENCES member (id),
    type_size INTEGER NOT NULL DEFAULT 0,   -- enum type_size
    contrast INTEGER NOT NULL DEFAULT 0,    -- enum contrast
    furigana INTEGER NOT NULL DEFAULT 0,    -- 1: readings above fixed words
    wareki INTEGER NOT NULL DEFAULT 0,      -- 1: years of the era
    without_keys INTEGER NOT NULL DEFAULT 0, -- 1: no shortcuts of single letters
    knows_voice INTEGER NOT NULL DEFAULT 0  -- 1: the hint about speaking was put away
) STRICT;
