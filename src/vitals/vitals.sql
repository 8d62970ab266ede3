-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row vitals_row(id vitals_id, seat seat_id, measured_at instant, written_at instant, revision int, standing enum post_standing,
--   changed_at instant?, changed_by seat_id?, post post_id?, request_key bytes, content bytes, sealed bytes)
-- row vitals_version_row(vitals vitals_id, revision int, measured_at instant, standing enum post_standing, changed_at instant?, changed_by seat_id?,
--   content bytes, sealed bytes)
-- row limit_row(id limit_id, seat seat_id, set_at instant, ended_at instant?, ended_by seat_id?, sealed bytes)
-- row vitals_newest_row(id vitals_id, seat seat_id, measured_at instant, written_at instant, revision int, standing enum post_standing,
--   changed_at instant?, changed_by seat_id?, post post_id?, request_key bytes, content bytes, sealed bytes, name bytes)

-- query vitals_rows_since(room room_id, since instant, most int) many vitals_row
SELECT id, seat, measured_at, written_at, revision, standing, changed_at, changed_by, post, request_key, content, sealed
FROM vitals WHERE room = :room AND measured_at >= :since ORDER BY measured_at DESC, id DESC LIMIT :most;

-- query vitals_rows_between(room room_id, since instant, until instant, skip int, most int) many vitals_row
SELECT id, seat, measured_at, written_at, revision, standing, changed_at, changed_by, post, request_key, content, sealed
FROM vitals WHERE room = :room AND measured_at >= :since AND measured_at < :until ORDER BY measured_at, id LIMIT :most OFFSET :skip;

-- query vitals_count_of(room room_id, since instant, until instant) one int
SELECT count(*) AS n FROM vitals WHERE room = :room AND measured_at >= :since AND measured_at < :until;

-- The newest that stands, with the sealed name of who wrote it down. Withdrawn is 3.
-- query vitals_newest_of(room room_id) maybe vitals_newest_row
SELECT vitals.id AS id, vitals.seat AS seat, measured_at, written_at, revision, standing, changed_at, changed_by, post, request_key, content, sealed,
       seat.name AS name
FROM vitals JOIN seat ON seat.room = :room AND seat.id = vitals.seat
WHERE vitals.room = :room AND standing <> 3 ORDER BY measured_at DESC, vitals.id DESC LIMIT 1;

-- query vitals_row_of(room room_id, id vitals_id) maybe vitals_row
SELECT id, seat, measured_at, written_at, revision, standing, changed_at, changed_by, post, request_key, content, sealed
FROM vitals WHERE room = :room AND id = :id;

-- query vitals_of_request(room room_id, seat seat_id, request_key bytes) maybe vitals_id
SELECT id FROM vitals WHERE room = :room AND seat = :seat AND request_key = :request_key;

-- Whether these values at this minute stand in the room, or ever did.
-- query vitals_has_content(room room_id, content bytes) one bool
SELECT EXISTS (SELECT 1 FROM vitals WHERE room = :room AND content = :content)
    OR EXISTS (SELECT 1 FROM vitals_version WHERE room = :room AND content = :content) AS has;

-- query vitals_insert(room room_id, id vitals_id, seat seat_id, measured_at instant, written_at instant, post post_id?, request_key bytes, content bytes, sealed bytes) none
INSERT INTO vitals (room, id, seat, measured_at, written_at, post, request_key, content, sealed)
VALUES (:room, :id, :seat, :measured_at, :written_at, :post, :request_key, :content, :sealed)
ON CONFLICT (room, seat, request_key) DO NOTHING;

-- --- changing ---

-- query vitals_keep(room room_id, id vitals_id) none
INSERT INTO vitals_version (room, vitals, revision, measured_at, standing, changed_at, changed_by, content, sealed)
SELECT room, id, revision, measured_at, standing, changed_at, changed_by, content, sealed FROM vitals WHERE room = :room AND id = :id;

-- Nothing changes when somebody else was quicker.
-- query vitals_update(room room_id, id vitals_id, was int, measured_at instant, standing enum post_standing, changed_at instant, changed_by seat_id, content bytes, sealed bytes) none
UPDATE vitals SET revision = :was + 1, measured_at = :measured_at, standing = :standing, changed_at = :changed_at, changed_by = :changed_by,
       content = :content, sealed = :sealed
WHERE room = :room AND id = :id AND revision = :was;

-- query vitals_version_rows(room room_id, vitals vitals_id) many vitals_version_row
SELECT vitals, revision, measured_at, standing, changed_at, changed_by, content, sealed FROM vitals_version
WHERE room = :room AND vitals = :vitals ORDER BY revision;

-- --- limits ---

-- query limit_rows_in_force(room room_id) many limit_row
SELECT id, seat, set_at, ended_at, ended_by, sealed FROM vitals_limit WHERE room = :room AND ended_at IS NULL ORDER BY id;

-- query limit_rows(room room_id, most int) many limit_row
SELECT id, seat, set_at, ended_at, ended_by, sealed FROM vitals_limit WHERE room = :room ORDER BY id DESC LIMIT :most;

-- query limit_row_of(room room_id, id limit_id) maybe limit_row
SELECT id, seat, set_at, ended_at, ended_by, sealed FROM vitals_limit WHERE room = :room AND id = :id;

-- query limit_insert(room room_id, id limit_id, seat seat_id, set_at instant, sealed bytes) none
INSERT INTO vitals_limit (room, id, seat, set_at, sealed) VALUES (:room, :id, :seat, :set_at, :sealed);

-- query limit_end(room room_id, id limit_id, ended_at instant, ended_by seat_id, sealed bytes) none
UPDATE vitals_limit SET ended_at = :ended_at, ended_by = :ended_by, sealed = :sealed
WHERE room = :room AND id = :id AND ended_at IS NULL;

-- --- verifying ---

-- query vitals_rows_from(room room_id, after vitals_id, most int) many vitals_row
SELECT id, seat, measured_at, written_at, revision, standing, changed_at, changed_by, post, request_key, content, sealed
FROM vitals WHERE room = :room AND id > :after ORDER BY id LIMIT :most;

-- query vitals_versions_between(room room_id, first vitals_id, last vitals_id) many vitals_version_row
SELECT vitals, revision, measured_at, standing, changed_at, changed_by, content, sealed FROM vitals_version
WHERE room = :room AND vitals >= :first AND vitals <= :last ORDER BY vitals, revision;
