-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row office_row(id office_id, city city_id, kind enum office_kind, service text, number text, name text, kana text, corporation_number text, corporation text, postal text, address text, building text, phone text, fax text, mail text, web text, capacity int, is_desk bool, closed_on day?)
-- row office_line(id office_id, name text, kind enum office_kind, service text, number text, address text, phone text, members int)

-- query office_by_id(city city_id, id office_id) maybe office_row
SELECT id, city, kind, service, number, name, kana, corporation_number, corporation, postal, address, building,
       phone, fax, mail, web, capacity, is_desk, closed_on
FROM office WHERE id = :id AND city = :city;

-- All of the city at once: an import compares a whole file with them.
-- query office_of_city(city city_id) many office_row
SELECT id, city, kind, service, number, name, kana, corporation_number, corporation, postal, address, building,
       phone, fax, mail, web, capacity, is_desk, closed_on
FROM office WHERE city = :city ORDER BY id;

-- query office_desk_of(city city_id) maybe office_id
SELECT id FROM office WHERE city = :city AND is_desk = 1 ORDER BY id LIMIT 1;

-- query office_count_of(city city_id) one int
SELECT count(*) AS n FROM office WHERE city = :city AND is_desk = 0;

-- A word is inside when taking it out changes the text.
-- query office_lines(city city_id, a text, b text, c text, name text, id office_id, most int) many office_line
SELECT id, name, kind, service, number, address, phone,
       (SELECT count(*) FROM affiliation JOIN member ON member.id = affiliation.member
        WHERE affiliation.office = office.id AND until_on IS NULL AND leave_on IS NULL) AS members
FROM office
WHERE city = :city AND is_desk = 0 AND (name, id) > (:name, :id)
  AND (:a = '' OR replace(folded, :a, '') <> folded)
  AND (:b = '' OR replace(folded, :b, '') <> folded)
  AND (:c = '' OR replace(folded, :c, '') <> folded)
ORDER BY name, id LIMIT :most;

-- query office_people_of(city city_id, id office_id) one int
SELECT count(*) AS n FROM affiliation
JOIN member ON member.id = affiliation.member JOIN office ON office.id = affiliation.office
WHERE office.id = :id AND office.city = :city AND until_on IS NULL AND leave_on IS NULL;

-- Another import may have brought the same office since this one was compared.
-- query office_insert(id office_id, city city_id, match_key text, kind enum office_kind, service text, number text, name text, kana text, corporation_number text, corporation text, postal text, address text, building text, phone text, fax text, mail text, web text, capacity int, is_desk bool, at instant, folded text) none
INSERT INTO office (id, city, match_key, kind, service, number, name, kana, corporation_number, corporation, postal,
                    address, building, phone, fax, mail, web, capacity, is_desk, created_at, changed_at, folded)
VALUES (:id, :city, :match_key, :kind, :service, :number, :name, :kana, :corporation_number, :corporation, :postal,
        :address, :building, :phone, :fax, :mail, :web, :capacity, :is_desk, :at, :at, :folded)
ON CONFLICT (city, match_key) DO NOTHING;

-- query office_update(id office_id, city city_id, match_key text, kind enum office_kind, service text, number text, name text, kana text, corporation_number text, corporation text, postal text, address text, building text, phone text, fax text, mail text, web text, capacity int, at instant, folded text) none
UPDATE office
SET match_key = :match_key, kind = :kind, service = :service, number = :number, name = :name, kana = :kana,
    corporation_number = :corporation_number, corporation = :corporation, postal = :postal, address = :address,
    building = :building, phone = :phone, fax = :fax, mail = :mail, web = :web, capacity = :capacity,
    changed_at = :at, folded = :folded
WHERE id = :id AND city = :city;

-- query stage_insert(id stage_id, city city_id, member member_id, created_at instant, file bytes) none
INSERT INTO import_stage (id, city, member, created_at, file) VALUES (:id, :city, :member, :created_at, :file);

-- query stage_by_id(city city_id, id stage_id, after instant) maybe bytes
SELECT file FROM import_stage WHERE id = :id AND city = :city AND created_at > :after;

-- query stage_delete(city city_id, id stage_id) none
DELETE FROM import_stage WHERE id = :id AND city = :city;

-- query stage_delete_old(until instant) none
DELETE FROM import_stage WHERE created_at <= :until;

-- Those that a form may mean: by number, or by a name that is inside. An office that has no
-- searching text yet is looked at too.
-- query office_meant(city city_id, number text, name text) many office_row
SELECT id, city, kind, service, number, name, kana, corporation_number, corporation, postal, address, building,
       phone, fax, mail, web, capacity, is_desk, closed_on
FROM office
WHERE city = :city AND ((:number <> '' AND number = :number)
                        OR (:name <> '' AND (folded = '' OR replace(folded, :name, '') <> folded)))
ORDER BY id LIMIT 1000;

-- query office_by_key(city city_id, match_key text) maybe office_id
SELECT id FROM office WHERE city = :city AND match_key = :match_key;

-- query office_put_manager(city city_id, id office_id, manager bytes) none
UPDATE office SET manager = :manager WHERE id = :id AND city = :city;

-- query office_get_manager(city city_id, id office_id) maybe bytes?
SELECT manager FROM office WHERE id = :id AND city = :city;

-- query office_past_insert(office office_id, id int, at instant, name text, number text, address text) none
INSERT INTO office_past (office, id, changed_at, name, number, address)
VALUES (:office, :id, :at, :name, :number, :address);
