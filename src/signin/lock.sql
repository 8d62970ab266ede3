-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row lock_row(member member_id, city city_id, device device_id, kind enum device_kind, failures int, until_at instant)

-- Only devices that were guessed at have a row here: a short list in any city.
-- query lock_rows(city city_id, now instant) many lock_row
SELECT member.id AS member, member.city AS city, device.id AS device, device.kind AS kind, guess.failures AS failures,
       guess.blocked_until AS until_at
FROM guess JOIN device ON device.id = guess.device JOIN member ON member.id = device.member
WHERE member.city = :city AND guess.blocked_until > :now AND device.revoked_at IS NULL
ORDER BY guess.blocked_until DESC, device.id;

-- query lock_last_of(member member_id, now instant) maybe instant
SELECT guess.blocked_until AS until_at FROM guess JOIN device ON device.id = guess.device
WHERE device.member = :member AND guess.blocked_until > :now
ORDER BY guess.blocked_until DESC LIMIT 1;

-- query lock_devices(member member_id, city city_id) many device_id
SELECT device.id AS id FROM device JOIN member ON member.id = device.member
WHERE device.member = :member AND member.city = :city ORDER BY device.id;
