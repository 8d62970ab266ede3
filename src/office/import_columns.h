// SPDX-License-Identifier: AGPL-3.0-or-later
// The columns of the published forms. Sources: 厚生労働省 介護サービス情報公表システム
// (24 columns), 推奨データセット (22) and 自治体標準オープンデータセット (36)
// 「介護サービス事業所一覧」. Only names decide; order and further columns do not matter.
#ifndef OFFICE_IMPORT_COLUMNS_H
#define OFFICE_IMPORT_COLUMNS_H

#include "base/csv.h"
#include "office/office.h"

enum import_column {
    COLUMN_PLACE_CODE, // of where the office lies
    COLUMN_CODE, // of the office's or the publisher's place
    COLUMN_PREFECTURE,
    COLUMN_CITY_NAME,
    COLUMN_NAME,
    COLUMN_KANA,
    COLUMN_SERVICE,
    COLUMN_ADDRESS,
    COLUMN_TOWN, // parts of the address, where there is no whole one
    COLUMN_BLOCK,
    COLUMN_BUILDING,
    COLUMN_POSTAL,
    COLUMN_PHONE,
    COLUMN_FAX,
    COLUMN_MAIL,
    COLUMN_CORPORATION_NUMBER,
    COLUMN_CORPORATION,
    COLUMN_NUMBER,
    COLUMN_CAPACITY,
    COLUMN_WEB,
    IMPORT_COLUMNS,
};

struct import_columns {
    int at[IMPORT_COLUMNS]; // -1: the file has no such column
};

enum columns_outcome { COLUMNS_GOOD, COLUMNS_MISSING, COLUMNS_TWICE };

// *column is the one at fault.
enum columns_outcome import_columns_find(struct arena *a, const struct csv *csv,
                                         struct import_columns *out, enum import_column *column);
// The name under which people know it: 事業所名.
str import_column_name(enum import_column column);

#endif
