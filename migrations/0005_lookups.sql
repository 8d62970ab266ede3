-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Ways to a few rows among very many.

-- The city's own desk among 100,000 offices.
CREATE INDEX office_desk ON office (city) WHERE is_desk = 1;

-- Who leaves, among everybody.
CREATE INDEX member_leaving ON member (leave_on) WHERE leave_on IS NOT NULL;

-- Whether a file in the store belongs to a post: only its id is known.
CREATE INDEX attachment_by_id ON attachment (id);
