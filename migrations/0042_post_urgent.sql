-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What is urgent (3), so that the inbox looks through no others.
CREATE INDEX post_urgent ON post (room, id) WHERE kind = 3;
