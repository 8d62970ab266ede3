-- SPDX-License-Identifier: AGPL-3.0-or-later
-- row lonely(id int)
-- query g1() one int
SELECT 1;
