-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row attempt_row(at instant, device device_id, kind enum device_kind, outcome enum attempt_outcome)

-- query attempt_insert(member member_id, id int, at instant, device device_id, outcome enum attempt_outcome) none
INSERT INTO signin_attempt (member, id, at, device, outcome) VALUES (:member, :id, :at, :device, :outcome);

-- query attempt_rows(member member_id, most int) many attempt_row
SELECT signin_attempt.at AS at, signin_attempt.device AS device, device.kind AS kind, signin_attempt.outcome AS outcome
FROM signin_attempt JOIN device ON device.id = signin_attempt.device
WHERE signin_attempt.member = :member ORDER BY signin_attempt.id DESC LIMIT :most;

-- query attempts_forget(before instant) none
DELETE FROM signin_attempt WHERE at < :before;

-- query last_signin(member member_id) maybe instant?
SELECT signed_in_at FROM member WHERE id = :member;
