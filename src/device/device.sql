-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row device_row(id device_id, city city_id, member member_id, number int, kind enum device_kind, shape enum device_shape, system enum device_system,
--   personal bool, registered_at instant, issued_at instant?, expires_at instant?, revoked_at instant?, revoked_why enum revocation?,
--   renewal_at instant?, network enum device_network, confirmed_on day?, wiped_on day?, replaces device_id?, ends_at instant?)
-- row certificate_row(serial bytes, fingerprint bytes, issued_at instant, expires_at instant)
-- row enrolment_row(id enrolment_id, device device_id, secret bytes)
-- row device_owner_row(member member_id, city city_id, personal_id text, kind enum device_kind, device_days int, ends_at instant?)
-- row revoked_row(serial bytes?, revoked_at instant?)

-- Numbered on in each city.
-- query device_insert(id device_id, city city_id, member member_id, kind enum device_kind, personal bool, shape enum device_shape,
--   system enum device_system, replaces device_id?, mail bytes?, registered_at instant, ends_at instant?) none
INSERT INTO device (id, city, member, number, kind, personal, shape, system, replaces, mail, registered_at, ends_at)
VALUES (:id, :city, :member, (SELECT coalesce(max(number), 0) + 1 FROM device WHERE city = :city), :kind, :personal, :shape,
        :system, :replaces, :mail, :registered_at, :ends_at);

-- query device_active(fingerprint bytes, now instant) maybe device_id
SELECT id FROM device WHERE fingerprint = :fingerprint AND revoked_at IS NULL AND expires_at > :now;

-- query device_by_id(id device_id) maybe device_row
SELECT id, city, member, number, kind, shape, system, personal, registered_at, issued_at, expires_at, revoked_at, revoked_why,
       renewal_at, network, confirmed_on, wiped_on, replaces, ends_at
FROM device WHERE id = :id;

-- query device_by_ids(ids device_id[]) many device_row
SELECT id, city, member, number, kind, shape, system, personal, registered_at, issued_at, expires_at, revoked_at, revoked_why,
       renewal_at, network, confirmed_on, wiped_on, replaces, ends_at
FROM device WHERE id IN (:ids);

-- query device_by_number(city city_id, number int) maybe device_row
SELECT id, city, member, number, kind, shape, system, personal, registered_at, issued_at, expires_at, revoked_at, revoked_why,
       renewal_at, network, confirmed_on, wiped_on, replaces, ends_at
FROM device WHERE city = :city AND number = :number;

-- query device_of_member(member member_id) many device_row
SELECT id, city, member, number, kind, shape, system, personal, registered_at, issued_at, expires_at, revoked_at, revoked_why,
       renewal_at, network, confirmed_on, wiped_on, replaces, ends_at
FROM device WHERE member = :member ORDER BY id;

-- query device_owner_of(id device_id) maybe device_owner_row
SELECT device.member AS member, device.city AS city, personal_id, kind, device_days, ends_at
FROM device JOIN member ON member.id = device.member JOIN city ON city.id = device.city
WHERE device.id = :id AND revoked_at IS NULL;

-- query device_set_issued(id device_id, serial bytes, fingerprint bytes, issued_at instant, expires_at instant) none
UPDATE device SET serial = :serial, fingerprint = :fingerprint, issued_at = :issued_at, expires_at = :expires_at
WHERE id = :id AND issued_at IS NULL AND revoked_at IS NULL;

-- query device_set_revoked(id device_id, city city_id, revoked_at instant, why enum revocation, by_member member_id?) none
UPDATE device SET revoked_at = :revoked_at, revoked_why = :why, revoked_by = :by_member, renewal_at = NULL
WHERE id = :id AND city = :city AND revoked_at IS NULL;

-- query device_end_sessions(id device_id, at instant) none
UPDATE session SET ended_at = :at WHERE device = :id AND ended_at IS NULL;

-- query device_set_wiped(id device_id, on_day day) none
UPDATE device SET wiped_on = :on_day WHERE id = :id;

-- query device_set_confirmed(id device_id, network enum device_network, on_day day) none
UPDATE device SET network = :network, confirmed_on = :on_day WHERE id = :id AND revoked_at IS NULL;

-- query device_set_renewal(id device_id, at instant) none
UPDATE device SET renewal_at = :at WHERE id = :id AND revoked_at IS NULL AND issued_at IS NOT NULL AND renewal_at IS NULL;

-- query device_revoked_list(now instant) many revoked_row
SELECT serial, revoked_at FROM device
WHERE revoked_at IS NOT NULL AND serial IS NOT NULL AND expires_at > :now
ORDER BY revoked_at;

-- --- certificates beside the one in the device's row ------------------------------------------

-- query certificate_insert(serial bytes, device device_id, fingerprint bytes, issued_at instant, expires_at instant) none
INSERT INTO certificate (serial, device, fingerprint, issued_at, expires_at)
VALUES (:serial, :device, :fingerprint, :issued_at, :expires_at);

-- query certificate_next(fingerprint bytes, now instant) maybe device_id
SELECT device.id AS id FROM certificate JOIN device ON device.id = certificate.device
WHERE certificate.fingerprint = :fingerprint AND ended_at IS NULL AND certificate.expires_at > :now AND revoked_at IS NULL;

-- query certificate_waiting(device device_id, fingerprint bytes) maybe certificate_row
SELECT serial, fingerprint, issued_at, expires_at FROM certificate
WHERE device = :device AND fingerprint = :fingerprint AND ended_at IS NULL;

-- query certificate_end_waiting(device device_id, at instant) none
UPDATE certificate SET ended_at = :at WHERE device = :device AND ended_at IS NULL;

-- query certificate_delete(device device_id, fingerprint bytes) none
DELETE FROM certificate WHERE device = :device AND fingerprint = :fingerprint;

-- query certificate_keep(device device_id, at instant) none
INSERT INTO certificate (serial, device, fingerprint, issued_at, expires_at, ended_at)
SELECT serial, id, fingerprint, issued_at, expires_at, :at FROM device WHERE id = :device AND serial IS NOT NULL;

-- query device_put_certificate(id device_id, serial bytes, fingerprint bytes, issued_at instant, expires_at instant) none
UPDATE device SET serial = :serial, fingerprint = :fingerprint, issued_at = :issued_at, expires_at = :expires_at, reminded = 0
WHERE id = :id AND revoked_at IS NULL;

-- query device_end_renewal(id device_id) none
UPDATE device SET renewal_at = NULL WHERE id = :id;

-- query certificate_revoked_list(now instant) many revoked_row
SELECT certificate.serial AS serial, coalesce(ended_at, revoked_at) AS revoked_at
FROM certificate JOIN device ON device.id = certificate.device
WHERE (ended_at IS NOT NULL OR revoked_at IS NOT NULL) AND certificate.expires_at > :now
ORDER BY certificate.serial;

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
