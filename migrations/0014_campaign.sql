-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The yearly campaign: what came and when, what was sent to whom, longer terms, and the result as it
-- stood at the closing. Applications that came out of another one.

-- Each 現況届 of an office that was asked.
CREATE TABLE campaign_answer (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    office INTEGER NOT NULL REFERENCES office (id),
    application INTEGER NOT NULL REFERENCES application (id),
    answered_on INTEGER NOT NULL,           -- first handed in; of a paper, the day that stands on it
    pledge INTEGER NOT NULL,                -- version of the pledge accepted with it
    PRIMARY KEY (campaign, office, application)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_answer_of ON campaign_answer (application);
INSERT INTO campaign_answer (campaign, office, application, answered_on, pledge)
SELECT campaign.id, application.office, application.id, (application.submitted_at / 1000000 + 32400) / 86400, 1
FROM application
JOIN campaign_office ON campaign_office.office = application.office
JOIN campaign ON campaign.id = campaign_office.campaign
WHERE application.kind = 4 AND application.submitted_at >= campaign.opened_at
  AND (campaign.closed_at IS NULL OR application.submitted_at <= campaign.closed_at);

-- What went to an office: one thing a day at most.
CREATE TABLE campaign_sent (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    office INTEGER NOT NULL REFERENCES office (id),
    sent_on INTEGER NOT NULL,
    what INTEGER NOT NULL,                  -- 1 request, 2, 3, 4 reminders
    mail INTEGER REFERENCES mail (id),      -- NULL: a letter
    by_member INTEGER REFERENCES member (id),  -- who printed the letter; NULL: sent by itself
    PRIMARY KEY (campaign, office, sent_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_extension (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by_member INTEGER NOT NULL REFERENCES member (id),
    due_before INTEGER NOT NULL,
    due_after INTEGER NOT NULL,
    note BLOB NOT NULL,                     -- sealed, the city's key
    PRIMARY KEY (campaign, id)
) STRICT, WITHOUT ROWID;

-- As it stood at the closing; NULL while the campaign is open.
ALTER TABLE campaign_office ADD COLUMN result INTEGER;       -- enum request_state + 1
ALTER TABLE campaign_office ADD COLUMN answered_on INTEGER;
ALTER TABLE campaign_office ADD COLUMN people INTEGER;

ALTER TABLE campaign_seat ADD COLUMN office INTEGER REFERENCES office (id);   -- that stayed silent
ALTER TABLE campaign_seat ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;      -- 1: the closing ended the seat
UPDATE campaign_seat SET removed = withdrawn;

-- An application that came out of another one: the corrections of a 現況届.
CREATE TABLE application_link (
    application INTEGER NOT NULL REFERENCES application (id),
    made INTEGER NOT NULL REFERENCES application (id),
    PRIMARY KEY (application, made)
) STRICT, WITHOUT ROWID;
CREATE INDEX application_link_made ON application_link (made);
