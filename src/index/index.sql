-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row index_row(bucket int, block int, body bytes)
-- row index_fresh_row(post post_id, tokens bytes)
-- row index_backlog_row(room room_id, before post_id)

-- query index_fresh_put(room room_id, post post_id, tokens bytes) none
INSERT INTO index_fresh (room, post, tokens) VALUES (:room, :post, :tokens)
ON CONFLICT (room, post) DO UPDATE SET tokens = excluded.tokens;

-- What a search asks of each room: fresh posts (as blocks of one, bucket -2), the heads of blocks
-- (-1), and the pieces of one token, of small blocks too; in any order.
-- query index_rows(room room_id, fine int, coarse int) many index_row
SELECT -2 AS bucket, post AS block, tokens AS body FROM index_fresh WHERE room = :room
UNION ALL
SELECT bucket, block, body FROM index_piece WHERE room = :room AND bucket IN (-1, :fine, :coarse);

-- The pieces of the other two tokens, of one block or of all.
-- query index_pieces(room room_id, a int, b int, c int, d int, first int, last int) many index_row
SELECT bucket, block, body FROM index_piece WHERE room = :room AND bucket IN (:a, :b, :c, :d) AND block >= :first AND block <= :last;

-- --- merging ---

-- query index_due_rooms(after room_id, least int, most int) many room_id
-- crosses rooms: the job that merges looks for rooms with many fresh rows
SELECT room FROM index_fresh WHERE room > :after GROUP BY room HAVING count(*) >= :least ORDER BY room LIMIT :most;

-- query index_fresh_rows(room room_id, most int) many index_fresh_row
SELECT post, tokens FROM index_fresh WHERE room = :room ORDER BY post LIMIT :most;

-- query index_fresh_end(room room_id, last post_id) none
DELETE FROM index_fresh WHERE room = :room AND post <= :last;

-- query index_piece_of(room room_id, bucket int, block int) maybe bytes
SELECT body FROM index_piece WHERE room = :room AND bucket = :bucket AND block = :block;

-- query index_heads(room room_id) many index_row
SELECT bucket, block, body FROM index_piece WHERE room = :room AND bucket = -1 ORDER BY block;

-- query index_marks(room room_id, bucket int) many index_row
SELECT bucket, block, body FROM index_piece WHERE room = :room AND bucket = :bucket ORDER BY block;

-- query index_mark_gone(room room_id, half int, gone int) none
UPDATE index_piece SET bucket = :gone WHERE room = :room AND bucket = :half;

-- query index_piece_put(room room_id, bucket int, block int, body bytes) none
INSERT INTO index_piece (room, bucket, block, body) VALUES (:room, :bucket, :block, :body);

-- query index_piece_end(room room_id, bucket int, block int) none
DELETE FROM index_piece WHERE room = :room AND bucket = :bucket AND block = :block;

-- --- what is older than the index ---

-- query index_backlog_first() maybe index_backlog_row
-- crosses rooms: the job takes one room after the other
SELECT room, before FROM index_backlog ORDER BY room LIMIT 1;

-- query index_backlog_of(room room_id) maybe post_id
SELECT before FROM index_backlog WHERE room = :room;

-- query index_backlog_move(room room_id, before post_id) none
UPDATE index_backlog SET before = :before WHERE room = :room;

-- query index_backlog_end(room room_id) none
DELETE FROM index_backlog WHERE room = :room;

-- query index_backlog_count() one int
-- crosses rooms: the page of operations tells how many are left
SELECT count(*) AS n FROM index_backlog;
