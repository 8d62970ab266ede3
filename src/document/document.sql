-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row document_row(document document_id, revision int, seat seat_id, written_at instant, ends_on day?, body bytes)
-- row document_ending_row(room room_id, document document_id, revision int, seat seat_id, written_at instant, ends_on day?, body bytes, told int?)

-- query document_rows_now(room room_id) many document_row
SELECT document, revision, seat, written_at, ends_on, body FROM document_version AS v
WHERE room = :room AND revision = (
    SELECT revision FROM document_version WHERE room = :room AND document = v.document
    ORDER BY revision DESC LIMIT 1)
ORDER BY document DESC;

-- query document_rows_of(room room_id, document document_id) many document_row
SELECT document, revision, seat, written_at, ends_on, body FROM document_version
WHERE room = :room AND document = :document ORDER BY revision DESC;

-- query document_row_last(room room_id, document document_id) maybe document_row
SELECT document, revision, seat, written_at, ends_on, body FROM document_version
WHERE room = :room AND document = :document ORDER BY revision DESC LIMIT 1;

-- Versions, for what leaves the room.
-- query document_rows_between(room room_id, from instant, until instant, skip int, most int) many document_row
SELECT document, revision, seat, written_at, ends_on, body FROM document_version
WHERE room = :room AND written_at >= :from AND written_at < :until
ORDER BY document, revision LIMIT :most OFFSET :skip;

-- query document_versions_between(room room_id, from instant, until instant) one int
SELECT count(*) AS n FROM document_version WHERE room = :room AND written_at >= :from AND written_at < :until;

-- query document_rows_all(room room_id) many document_row
SELECT document, revision, seat, written_at, ends_on, body FROM document_version
WHERE room = :room ORDER BY document, revision;

-- query document_count(room room_id) one int
SELECT count(*) AS n FROM document_version WHERE room = :room AND revision = 1;

-- query document_asked_before(room room_id, seat seat_id, request_token bytes) maybe document_id
SELECT document FROM document_version WHERE room = :room AND seat = :seat AND request_token = :request_token;

-- query document_insert(room room_id, document document_id, revision int, seat seat_id, written_at instant, ends_on day?, request_token bytes, body bytes) none
INSERT INTO document_version (room, document, revision, seat, written_at, ends_on, request_token, body)
VALUES (:room, :document, :revision, :seat, :written_at, :ends_on, :request_token, :body)
ON CONFLICT (room, document, revision) DO NOTHING;

-- query document_file_insert(room room_id, id attachment_id, document document_id) none
INSERT INTO document_file (room, id, document) VALUES (:room, :id, :document);

-- query document_file_known(id attachment_id) maybe attachment_id
-- crosses rooms: a file in the store tells its id only
SELECT id FROM document_file WHERE id = :id;

-- query document_file_first() maybe attachment_id
-- crosses rooms: whether this database knows any file at all
SELECT id FROM document_file ORDER BY id LIMIT 1;

-- query document_has_file(room room_id, document document_id, id attachment_id) maybe attachment_id
SELECT id FROM document_file WHERE room = :room AND document = :document AND id = :id;

-- What stands in open rooms and ends until :until, with the last stage that was told.
-- query document_rows_ending(until day, since day) many document_ending_row
-- crosses rooms: a job tells whose time is near
SELECT v.room AS room, v.document AS document, v.revision AS revision, v.seat AS seat, v.written_at AS written_at,
       v.ends_on AS ends_on, v.body AS body,
       (SELECT max(stage) FROM document_reminder AS r
        WHERE r.room = v.room AND r.document = v.document AND r.revision = v.revision) AS told
FROM document_version AS v JOIN room ON room.id = v.room
WHERE v.ends_on <= :until AND v.ends_on >= :since AND room.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 AS newer FROM document_version AS n
                  WHERE n.room = v.room AND n.document = v.document AND n.revision > v.revision)
ORDER BY v.room, v.document;

-- query document_reminder_insert(room room_id, document document_id, revision int, stage int, told_at instant) none
INSERT INTO document_reminder (room, document, revision, stage, told_at)
VALUES (:room, :document, :revision, :stage, :told_at)
ON CONFLICT (room, document, revision, stage) DO NOTHING;

-- query document_people_of(room room_id, office office_id) many member_id
SELECT DISTINCT member FROM seat WHERE room = :room AND office = :office AND removed_on IS NULL ORDER BY member;

-- query document_people(room room_id) many member_id
SELECT DISTINCT member FROM seat WHERE room = :room AND removed_on IS NULL ORDER BY member;

-- query document_office_of(room room_id, seat seat_id) maybe office_id
SELECT office FROM seat WHERE room = :room AND id = :seat;
