-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row attachment_row(id attachment_id, post post_id, kind enum attachment_kind, file_name bytes, size int, width int, height int)

-- query attachment_insert(room room_id, post post_id, id attachment_id, kind enum attachment_kind, file_name bytes, size int, width int, height int) none
INSERT INTO attachment (room, post, id, kind, file_name, size, width, height)
VALUES (:room, :post, :id, :kind, :file_name, :size, :width, :height);

-- query attachment_between(room room_id, first post_id, last post_id) many attachment_row
SELECT id, post, kind, file_name, size, width, height FROM attachment
WHERE room = :room AND post >= :first AND post <= :last ORDER BY post, id;

-- Of the post that began a thread, and of its answers up to :last.
-- query attachment_of_thread(room room_id, thread post_id, last post_id) many attachment_row
SELECT id, post, kind, file_name, size, width, height FROM attachment
WHERE room = :room AND post IN (
    SELECT id FROM post WHERE room = :room AND id = :thread
    UNION
    SELECT id FROM post WHERE room = :room AND thread = :thread AND id <= :last)
ORDER BY post, id;

-- query attachment_by_id(room room_id, post post_id, id attachment_id) maybe attachment_row
SELECT id, post, kind, file_name, size, width, height FROM attachment
WHERE room = :room AND post = :post AND id = :id;

-- query attachment_known(id attachment_id) maybe attachment_id
-- crosses rooms: a file in the store tells its id only
SELECT id FROM attachment WHERE id = :id;

-- query attachment_first() maybe attachment_id
-- crosses rooms: whether this database knows any file at all
SELECT id FROM attachment ORDER BY id LIMIT 1;
