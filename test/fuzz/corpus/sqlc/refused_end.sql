-- SPDX-License-Identifier: AGPL-3.0-or-later
-- query f1() one int
SELECT 1
-- query f2() one int
SELECT 1;
