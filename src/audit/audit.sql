-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row audit_unlinked(id audit_id, mac bytes)
-- row audit_row(id audit_id, city city_id, at instant, actor member_id, device device_id, action text, room room_id, subject int, detail bytes, mac bytes)
-- row audit_linked(number int, audit audit_id, hash bytes, mac bytes?)
-- row audit_end(number int, audit audit_id, hash bytes)

-- query audit_insert(id audit_id, city city_id, at instant, actor member_id, device device_id, action text, of_room room_id, subject int, detail bytes, mac bytes) none
INSERT INTO audit (id, city, at, actor, device, action, room, subject, detail, mac)
VALUES (:id, :city, :at, :actor, :device, :action, :of_room, :subject, :detail, :mac);

-- Only ids above :after are looked at, so that linking does not grow with the table.
-- query audit_unlinked_rows(after audit_id, before audit_id, most int) many audit_unlinked
SELECT id, mac FROM audit
WHERE id > :after AND id < :before
  AND NOT EXISTS (SELECT 1 FROM audit_link WHERE audit_link.audit = audit.id)
ORDER BY id LIMIT :most;

-- query audit_last_link() maybe audit_end
SELECT number, audit, hash FROM audit_link ORDER BY number DESC LIMIT 1;

-- query audit_link_insert(number int, audit audit_id, hash bytes) none
INSERT INTO audit_link (number, audit, hash) VALUES (:number, :audit, :hash);

-- query audit_rows_after(after audit_id, most int) many audit_row
SELECT id, city, at, actor, device, action, room, subject, detail, mac FROM audit
WHERE id > :after ORDER BY id LIMIT :most;

-- query audit_links_after(after int, most int) many audit_linked
SELECT number, audit_link.audit AS audit, hash, audit.mac AS mac
FROM audit_link LEFT JOIN audit ON audit.id = audit_link.audit
WHERE number > :after ORDER BY number LIMIT :most;

-- query audit_newest() maybe audit_id
SELECT id FROM audit ORDER BY id DESC LIMIT 1;
