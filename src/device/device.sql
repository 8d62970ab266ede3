-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row device_row(id device_id, city city_id, member member_id, kind enum device_kind, personal bool, registered_at instant, issued_at instant?, expires_at instant?, revoked_at instant?)
-- row enrolment_row(id enrolment_id, device device_id, secret bytes)
-- row device_owner_row(member member_id, city city_id, personal_id text, kind enum device_kind, device_days int)
-- row revoked_row(serial bytes?, revoked_at instant?)

-- query device_insert(id device_id, city city_id, member member_id, kind enum device_kind, personal bool, registered_at instant) none
INSERT INTO device (id, city, member, kind, personal, registered_at)
VALUES (:id, :city, :member, :kind, :personal, :registered_at);

-- query device_active(fingerprint bytes, now instant) maybe device_id
SELECT id FROM device WHERE fingerprint = :fingerprint AND revoked_at IS NULL AND expires_at > :now;

-- query device_by_id(id device_id) maybe device_row
SELECT id, city, member, kind, personal, registered_at, issued_at, expires_at, revoked_at FROM device WHERE id = :id;

-- query device_of_member(member member_id) many device_row
SELECT id, city, member, kind, personal, registered_at, issued_at, expires_at, revoked_at
FROM device WHERE member = :member ORDER BY id;

-- query device_owner_of(id device_id) maybe device_owner_row
SELECT device.member AS member, device.city AS city, personal_id, kind, device_days
FROM device JOIN member ON member.id = device.member JOIN city ON city.id = device.city
WHERE device.id = :id AND revoked_at IS NULL;

-- query device_set_issued(id device_id, serial bytes, fingerprint bytes, issued_at instant, expires_at instant) none
UPDATE device SET serial = :serial, fingerprint = :fingerprint, issued_at = :issued_at, expires_at = :expires_at
WHERE id = :id AND issued_at IS NULL AND revoked_at IS NULL;

-- query device_set_revoked(id device_id, city city_id, revoked_at instant, why enum revocation) none
UPDATE device SET revoked_at = :revoked_at, revoked_why = :why WHERE id = :id AND city = :city AND revoked_at IS NULL;

-- query device_revoked_list(now instant) many revoked_row
SELECT serial, revoked_at FROM device
WHERE revoked_at IS NOT NULL AND serial IS NOT NULL AND expires_at > :now
ORDER BY revoked_at;

-- query enrolment_insert(id enrolment_id, device device_id, install_id text, secret bytes, expires_at instant) none
INSERT INTO enrolment (id, device, install_id, secret, expires_at)
VALUES (:id, :device, :install_id, :secret, :expires_at);

-- query enrolment_void(device device_id, at instant) none
UPDATE enrolment SET used_at = :at WHERE device = :device AND used_at IS NULL;

-- query enrolment_waiting(install_id text, now instant) maybe enrolment_row
SELECT id, device, secret FROM enrolment
WHERE install_id = :install_id AND used_at IS NULL AND expires_at > :now;

-- query enrolment_taken(install_id text) maybe enrolment_id
SELECT id FROM enrolment WHERE install_id = :install_id;

-- query enrolment_set_used(id enrolment_id, at instant) none
UPDATE enrolment SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at;

-- query enrolment_days_of(device device_id) maybe int
SELECT enrolment_days FROM device JOIN city ON city.id = device.city WHERE device.id = :device;
