-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row reminder_row(member member_id, city city_id, role enum member_role, mail bytes?, changed_at instant, password_months int, due_on day?, days int?)

-- Passwords old enough to be due soon, of people who can be told. The last sign-in ends nothing:
-- whoever does not come is reminded once for each stage of one password.
-- query reminder_rows(changed_before instant, today day) many reminder_row
SELECT member.id AS member, member.city AS city, member.role AS role, member.mail AS mail,
       password.changed_at AS changed_at, city.password_months AS password_months,
       password_reminder.due_on AS due_on, password_reminder.days AS days
FROM member JOIN password ON password.member = member.id JOIN city ON city.id = member.city
LEFT JOIN password_reminder ON password_reminder.member = member.id
WHERE (member.mail IS NOT NULL OR EXISTS (SELECT 1 FROM notice_setting WHERE notice_setting.member = member.id)) AND password.initial = 0 AND city.password_months > 0
  AND password.changed_at < :changed_before AND (member.leave_on IS NULL OR member.leave_on >= :today);

-- query reminder_put(member member_id, due_on day, days int) none
INSERT INTO password_reminder (member, due_on, days) VALUES (:member, :due_on, :days)
ON CONFLICT (member) DO UPDATE SET due_on = excluded.due_on, days = excluded.days;

-- query member_mail(city city_id, id member_id) maybe bytes?
SELECT mail FROM member WHERE id = :id AND city = :city;

-- query member_set_mail(city city_id, id member_id, mail bytes?) none
UPDATE member SET mail = :mail WHERE id = :id AND city = :city;
