-- SPDX-License-Identifier: AGPL-3.0-or-later

-- query appearance_put(member member_id, type_size enum type_size, contrast enum contrast, furigana bool, wareki bool, without_keys bool) none
INSERT INTO appearance (member, type_size, contrast, furigana, wareki, without_keys)
VALUES (:member, :type_size, :contrast, :furigana, :wareki, :without_keys)
ON CONFLICT (member) DO UPDATE SET type_size = excluded.type_size, contrast = excluded.contrast, furigana = excluded.furigana,
    wareki = excluded.wareki, without_keys = excluded.without_keys;

-- query appearance_put_voice(member member_id) none
INSERT INTO appearance (member, knows_voice) VALUES (:member, 1)
ON CONFLICT (member) DO UPDATE SET knows_voice = 1;
