-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row draft_row(id draft_id, member member_id, box bytes, device device_id, revision int, saved_at instant, content bytes)

-- query draft_rows(room room_id, member member_id) many draft_row
SELECT id, member, box, device, revision, saved_at, content FROM draft
WHERE room = :room AND member = :member ORDER BY saved_at DESC, id DESC;

-- query draft_rows_of_room(room room_id) many draft_row
SELECT id, member, box, device, revision, saved_at, content FROM draft WHERE room = :room ORDER BY member, id;

-- query draft_insert(room room_id, member member_id, id draft_id, box bytes, device device_id, revision int, saved_at instant, content bytes) none
INSERT INTO draft (room, member, id, box, device, revision, saved_at, content)
VALUES (:room, :member, :id, :box, :device, :revision, :saved_at, :content);

-- query draft_delete(room room_id, member member_id, id draft_id) none
DELETE FROM draft WHERE room = :room AND member = :member AND id = :id;

-- --- how far a box was heard of ---

-- query draft_box_serial(room room_id, member member_id, box bytes) maybe int
SELECT serial FROM draft_box WHERE room = :room AND member = :member AND box = :box;

-- query draft_box_put(room room_id, member member_id, box bytes, serial int, seen_at instant) none
INSERT INTO draft_box (room, member, box, serial, seen_at) VALUES (:room, :member, :box, :serial, :seen_at)
ON CONFLICT (room, member, box) DO UPDATE SET serial = excluded.serial, seen_at = excluded.seen_at
WHERE draft_box.serial < excluded.serial;

-- query draft_box_drop(seen_before instant) none
-- crosses rooms: a job forgets what is old
DELETE FROM draft_box WHERE seen_at < :seen_before;
