-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row group_row(purpose bytes, standing bytes)

-- query group_row_of(room room_id) maybe group_row
SELECT purpose, standing FROM group_facts WHERE room = :room;

-- query group_put(room room_id, purpose bytes, standing bytes) none
INSERT INTO group_facts (room, purpose, standing) VALUES (:room, :purpose, :standing)
ON CONFLICT (room) DO UPDATE SET purpose = excluded.purpose, standing = excluded.standing;
