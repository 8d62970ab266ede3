-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row application_file_row(id attachment_id, kind enum application_file_kind, file_name bytes, size int, added_at instant)

-- query application_file_insert(id attachment_id, application application_id, kind enum application_file_kind,
--   file_name bytes, size int, at instant) none
INSERT INTO application_file (id, application, kind, file_name, size, added_at)
VALUES (:id, :application, :kind, :file_name, :size, :at);

-- query application_files_of(application application_id) many application_file_row
SELECT id, kind, file_name, size, added_at FROM application_file WHERE application = :application ORDER BY id;

-- query application_file_count(application application_id, kind enum application_file_kind) one int
SELECT count(*) AS n FROM application_file WHERE application = :application AND kind = :kind;

-- query application_file_known(id attachment_id) maybe attachment_id
SELECT id FROM application_file WHERE id = :id;

-- query application_file_delete(application application_id, id attachment_id) none
DELETE FROM application_file WHERE application = :application AND id = :id;

-- query application_files_forget(application application_id) none
DELETE FROM application_file WHERE application = :application;
