-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row verify_room(id room_id, name bytes)
-- row verify_person(id member_id, city city_id, role enum member_role, name bytes, kana bytes, mail bytes?)
-- row verify_sealed(id int, city city_id, first bytes?, second bytes?, third bytes?)
-- row verify_file(id attachment_id, kind int, file_name bytes)
-- row verify_written(room room_id, post int)

-- query verify_rooms(after room_id, most int) many verify_room
SELECT id, name FROM room WHERE id > :after ORDER BY id LIMIT :most;

-- query verify_files(room room_id) many verify_file
SELECT id, kind, file_name FROM attachment WHERE room = :room ORDER BY id;

-- query verify_members(after member_id, most int) many verify_person
SELECT id, city, role, name, kana, mail FROM member WHERE id > :after ORDER BY id LIMIT :most;

-- query verify_patients(after int, most int) many verify_sealed
SELECT id, city, name AS first, kana AS second, birth AS third FROM patient WHERE id > :after ORDER BY id LIMIT :most;

-- query verify_consents(after int, most int) many verify_sealed
SELECT id, city, signer_name AS first, explained_by AS second, place AS third FROM consent
WHERE id > :after ORDER BY id LIMIT :most;

-- query verify_mandates(after int, most int) many verify_sealed
SELECT id, city, delegate AS first, delegate AS second, delegate AS third FROM mandate
WHERE id > :after ORDER BY id LIMIT :most;

-- query verify_managers(after int, most int) many verify_sealed
SELECT id, city, manager AS first, manager AS second, manager AS third FROM office
WHERE id > :after AND manager IS NOT NULL ORDER BY id LIMIT :most;

-- query verify_devices(after int, most int) many verify_sealed
SELECT id, city, mail AS first, mail AS second, mail AS third FROM device
WHERE id > :after AND mail IS NOT NULL ORDER BY id LIMIT :most;

-- query verify_reviews(after int, most int) many verify_sealed
SELECT id, city, reason AS first, reason AS second, reason AS third FROM seat_review
WHERE id > :after AND decision > 0 ORDER BY id LIMIT :most;

-- query verify_memos(after int, most int) many verify_sealed
SELECT id, city, text AS first, text AS second, text AS third FROM memo
WHERE id > :after ORDER BY id LIMIT :most;

-- row verify_decision(campaign int, city city_id, seat int, reason bytes)
-- query verify_decisions(campaign int, seat int, most int) many verify_decision
SELECT campaign.id AS campaign, campaign.city AS city, seat, reason
FROM campaign_seat JOIN campaign ON campaign.id = campaign_seat.campaign
WHERE (campaign.id, seat) > (:campaign, :seat) ORDER BY campaign.id, seat LIMIT :most;

-- Posts that were written, by the audit, and are not there.
-- crosses rooms: the whole installation is verified
-- query verify_lost_posts() many verify_written
SELECT audit.room AS room, audit.subject AS post FROM audit
WHERE audit.action = 'post.write'
  AND NOT EXISTS (SELECT 1 FROM post WHERE post.room = audit.room AND post.id = audit.subject)
ORDER BY audit.id LIMIT 1000;

-- Measurings that were written, by the audit, and are not there.
-- crosses rooms: the whole installation is verified
-- query verify_lost_vitals() many verify_written
SELECT audit.room AS room, audit.subject AS post FROM audit
WHERE audit.action = 'vitals.write'
  AND NOT EXISTS (SELECT 1 FROM vitals WHERE vitals.room = audit.room AND vitals.id = audit.subject)
ORDER BY audit.id LIMIT 1000;

-- Visits that were planned, by the audit, and are not there.
-- crosses rooms: the whole installation is verified
-- query verify_lost_visits() many verify_written
SELECT audit.room AS room, audit.subject AS post FROM audit
WHERE audit.action = 'visit.add'
  AND NOT EXISTS (SELECT 1 FROM visit_plan WHERE visit_plan.room = audit.room AND visit_plan.id = audit.subject)
ORDER BY audit.id LIMIT 1000;
