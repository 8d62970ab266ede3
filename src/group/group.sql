-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row group_row(room room_id, room_key bytes, purpose bytes, standing bytes)

-- query group_row_of(room room_id) maybe group_row
SELECT room.id AS room, wrapped_key AS room_key, purpose, standing
FROM group_facts JOIN room ON room.id = group_facts.room WHERE group_facts.room = :room;

-- query group_rows_of(city city_id, kind enum room_kind) many group_row
-- crosses rooms: the desk lists the groups of its city
SELECT room.id AS room, wrapped_key AS room_key, purpose, standing
FROM room JOIN group_facts ON group_facts.room = room.id WHERE room.city = :city AND room.kind = :kind ORDER BY room.id;

-- query group_put(room room_id, purpose bytes, standing bytes) none
INSERT INTO group_facts (room, purpose, standing) VALUES (:room, :purpose, :standing)
ON CONFLICT (room) DO UPDATE SET purpose = excluded.purpose, standing = excluded.standing;
