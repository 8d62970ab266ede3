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
