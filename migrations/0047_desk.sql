-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the desk tells people inside.

-- To one person; NULL: to the administrators of the office. What is for a person names the desk as office.
ALTER TABLE memo ADD COLUMN member INTEGER REFERENCES member (id);
CREATE INDEX memo_of_member ON memo (member, id) WHERE member IS NOT NULL AND seen_at IS NULL;

-- The newest reminder of which administrators were told; 0: none. See campaign_mail_due.
ALTER TABLE campaign_office ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
UPDATE campaign_office SET told = reminded;
-- 1: that it began, 2: a week before the last day, 3: the day before.
ALTER TABLE stocktake ADD COLUMN told INTEGER NOT NULL DEFAULT 0;

-- What waits for an office's administrators to correct (2).
CREATE INDEX application_returned ON application (office, id) WHERE state = 2;
