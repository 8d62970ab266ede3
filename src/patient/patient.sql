-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row patient_row(id patient_id, name bytes, kana bytes, birth bytes)

-- query patient_insert(id patient_id, city city_id, name bytes, kana bytes, birth bytes, registered_at instant) none
INSERT INTO patient (id, city, name, kana, birth, registered_at)
VALUES (:id, :city, :name, :kana, :birth, :registered_at);

-- query patient_by_id(city city_id, id patient_id) maybe patient_row
SELECT id, name, kana, birth FROM patient WHERE id = :id AND city = :city;

-- query patient_of_city(city city_id) many patient_row
SELECT id, name, kana, birth FROM patient WHERE city = :city;

-- query patient_since(city city_id, since instant) many patient_row
SELECT id, name, kana, birth FROM patient WHERE city = :city AND registered_at > :since;
