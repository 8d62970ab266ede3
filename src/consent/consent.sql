-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row consent_row(id consent_id, version int, given_on day, signer enum consent_signer, signer_name bytes, explained_by bytes, place bytes, points int, purposes int, withdrawn_on day?)

-- query consent_insert(id consent_id, city city_id, patient patient_id, version int, given_on day, signer enum consent_signer, signer_name bytes, explained_by bytes, place bytes, points int, purposes int, recorded_by member_id, recorded_at instant) none
INSERT INTO consent (id, city, patient, version, given_on, signer, signer_name, explained_by, place, points, purposes, recorded_by, recorded_at)
VALUES (:id, :city, :patient, :version, :given_on, :signer, :signer_name, :explained_by, :place, :points, :purposes, :recorded_by, :recorded_at);

-- The newest consent that nobody withdrew and whose date has come.
-- query consent_newest(city city_id, patient patient_id, today day) maybe consent_row
SELECT id, version, given_on, signer, signer_name, explained_by, place, points, purposes, withdrawn_on
FROM consent
WHERE patient = :patient AND city = :city AND withdrawn_on IS NULL AND given_on <= :today
ORDER BY id DESC LIMIT 1;

-- query consent_set_withdrawn(city city_id, id consent_id, withdrawn_on day) none
UPDATE consent SET withdrawn_on = :withdrawn_on WHERE id = :id AND city = :city AND withdrawn_on IS NULL;
