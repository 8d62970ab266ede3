-- SPDX-License-Identifier: AGPL-3.0-or-later

-- query notice_put(member member_id, room room_id, kind enum notice_kind, told_at instant) none
INSERT INTO notice (member, room, kind, told_at) VALUES (:member, :room, :kind, :told_at)
ON CONFLICT (member, room, kind) DO NOTHING;

-- query notice_administrators(office office_id, today day) many member_id
SELECT member.id AS id FROM affiliation JOIN member ON member.id = affiliation.member
WHERE affiliation.office = :office AND affiliation.administrator = 1 AND affiliation.until_on IS NULL
  AND (member.leave_on IS NULL OR member.leave_on >= :today) ORDER BY member.id;

-- Those who work there and want to be told: nobody else's notice would go anywhere.
-- query notice_put_city(city city_id, kind enum notice_kind, told_at instant) none
INSERT INTO notice (member, room, kind, told_at)
SELECT member.id, 0, :kind, :told_at FROM notice_setting JOIN member ON member.id = notice_setting.member
WHERE member.city = :city
  AND EXISTS (SELECT 1 FROM affiliation WHERE affiliation.member = member.id AND until_on IS NULL)
ON CONFLICT (member, room, kind) DO NOTHING;

-- query notice_post_put(room room_id, post post_id) none
INSERT INTO notice_post (room, post) VALUES (:room, :post) ON CONFLICT (room, post) DO NOTHING;

-- query level_of(room room_id, member member_id) maybe enum notice_level
SELECT level FROM notice_level WHERE room = :room AND member = :member;

-- query level_put(room room_id, member member_id, level enum notice_level) none
INSERT INTO notice_level (room, member, level) VALUES (:room, :member, :level)
ON CONFLICT (room, member) DO UPDATE SET level = excluded.level;
