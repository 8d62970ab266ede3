-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row session_row(id session_id, member member_id, device device_id, created_at instant, seen_at instant, city city_id, role enum member_role, name bytes, leave_on day?, city_key bytes, idle_minutes int, password_months int, initial bool, changed_at instant, terms int, pledge int, terms_newest int, city_name text, office text?, profession enum profession?, administers office_id?, administers_city city_id?, administers_name text?, administers_n int, type_size enum type_size?, contrast enum contrast?, furigana bool?, wareki bool?, without_keys bool?, knows_voice bool?)
-- row secret_row(member member_id, hash text)
-- row office_words(name text, kana text, number text)
-- row secret_state(initial bool, changed_at instant, password_months int)
-- row guess_row(failures int, blocked_until instant, last_at instant)

-- Everything that the gate asks about a session, in one look-up.
-- query session_by_token(token bytes) maybe session_row
SELECT session.id AS id, session.member AS member, session.device AS device, session.created_at AS created_at,
       session.seen_at AS seen_at,
       member.city AS city, member.role AS role, member.name AS name, member.leave_on AS leave_on,
       city.wrapped_key AS city_key, city.idle_minutes AS idle_minutes, city.password_months AS password_months,
       password.initial AS initial, password.changed_at AS changed_at,
       (SELECT coalesce(max(version), 0) FROM acceptance WHERE acceptance.member = member.id AND document = 0) AS terms,
       (SELECT coalesce(max(version), 0) FROM acceptance WHERE acceptance.member = member.id AND document = 1) AS pledge,
       (SELECT coalesce(max(version), 1) FROM terms_change WHERE terms_change.city = member.city) AS terms_newest,
       city.name AS city_name, office.name AS office, affiliation.profession AS profession,
       led.id AS administers, led.city AS administers_city, led.name AS administers_name,
       (SELECT count(*) FROM affiliation AS mine
        WHERE mine.member = member.id AND mine.until_on IS NULL AND mine.administrator = 1) AS administers_n,
       type_size, contrast, furigana, wareki, without_keys, knows_voice
FROM session
JOIN member ON member.id = session.member
JOIN city ON city.id = member.city
JOIN password ON password.member = member.id
LEFT JOIN affiliation ON affiliation.id = (SELECT max(id) FROM affiliation WHERE member = member.id AND until_on IS NULL)
LEFT JOIN office ON office.id = affiliation.office
LEFT JOIN led_office ON led_office.member = member.id
LEFT JOIN office AS led ON led.id = coalesce(
    (SELECT max(mine.office) FROM affiliation AS mine
     WHERE mine.member = member.id AND mine.until_on IS NULL AND mine.administrator = 1 AND mine.office = led_office.office),
    (SELECT mine.office FROM affiliation AS mine
     WHERE mine.member = member.id AND mine.until_on IS NULL AND mine.administrator = 1
     ORDER BY mine.id DESC LIMIT 1))
LEFT JOIN appearance ON appearance.member = member.id
WHERE session.token = :token AND session.ended_at IS NULL;

-- query secret_by_personal_id(personal_id text) maybe secret_row
SELECT password.member AS member, password.hash AS hash
FROM member JOIN password ON password.member = member.id
WHERE member.personal_id = :personal_id;

-- query secret_of(member member_id) maybe text
SELECT hash FROM password WHERE member = :member;

-- query secret_state_of(member member_id) maybe secret_state
SELECT password.initial AS initial, password.changed_at AS changed_at, city.password_months AS password_months
FROM password JOIN member ON member.id = password.member JOIN city ON city.id = member.city
WHERE password.member = :member;

-- query secrets_past(member member_id, most int) many text
SELECT hash FROM password_past WHERE member = :member ORDER BY at DESC LIMIT :most;

-- query office_words_of(office office_id) maybe office_words
SELECT name, kana, number FROM office WHERE id = :office;

-- query secret_put(member member_id, hash text, initial bool, changed_at instant) none
INSERT INTO password (member, hash, initial, changed_at) VALUES (:member, :hash, :initial, :changed_at)
ON CONFLICT (member) DO UPDATE SET hash = excluded.hash, initial = excluded.initial, changed_at = excluded.changed_at;

-- query secret_keep_past(member member_id, at instant, hash text) none
INSERT INTO password_past (member, at, hash) VALUES (:member, :at, :hash)
ON CONFLICT (member, at) DO NOTHING;

-- query device_owner(device device_id) maybe member_id
SELECT member FROM device WHERE id = :device AND revoked_at IS NULL;

-- query leave_date(member member_id) maybe day?
SELECT leave_on FROM member WHERE id = :member;

-- query guess_find(token bytes) maybe guess_row
SELECT failures, blocked_until, last_at FROM guess WHERE token = :token;

-- query guess_put(token bytes, failures int, blocked_until instant, last_at instant, device device_id?) none
INSERT INTO guess (token, failures, blocked_until, last_at, device)
VALUES (:token, :failures, :blocked_until, :last_at, :device)
ON CONFLICT (token) DO UPDATE SET failures = excluded.failures, blocked_until = excluded.blocked_until, last_at = excluded.last_at;

-- query guess_forget(token bytes) none
DELETE FROM guess WHERE token = :token;

-- query session_insert(id session_id, token bytes, member member_id, device device_id, at instant) none
INSERT INTO session (id, token, member, device, created_at, seen_at) VALUES (:id, :token, :member, :device, :at, :at);

-- query session_set_seen(id session_id, at instant) none
UPDATE session SET seen_at = :at WHERE id = :id AND seen_at < :at;

-- query session_end(id session_id, at instant) none
UPDATE session SET ended_at = :at WHERE id = :id AND ended_at IS NULL;

-- query session_end_by_token(token bytes, at instant) none
UPDATE session SET ended_at = :at WHERE token = :token AND ended_at IS NULL;

-- query session_end_of_member(member member_id, except session_id, at instant) none
UPDATE session SET ended_at = :at WHERE member = :member AND id <> :except AND ended_at IS NULL;

-- query member_set_signed_in(member member_id, at instant) none
UPDATE member SET signed_in_at = :at WHERE id = :member;

-- What has told its story: sessions and guesses are looked at for days only, attempts for a year.
-- query sessions_forget(before instant) none
DELETE FROM session WHERE created_at < :before;

-- query guesses_forget(last_before instant, now instant) none
DELETE FROM guess WHERE last_at < :last_before AND blocked_until < :now;

-- query acceptance_put(member member_id, document enum agreed_text, version int, at instant) none
INSERT INTO acceptance (member, document, version, at, deemed) VALUES (:member, :document, :version, :at, 0)
ON CONFLICT (member, document, version) DO NOTHING;

-- query led_office_put(member member_id, office office_id) none
INSERT INTO led_office (member, office) VALUES (:member, :office)
ON CONFLICT (member) DO UPDATE SET office = excluded.office;
