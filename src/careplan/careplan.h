// SPDX-License-Identifier: AGPL-3.0-or-later
// Care plan (ケアプラン): the CSV files of ケアプランデータ連携標準仕様 (MHLW; 4.x, 2024) that care
// managers' programs write: 居宅サービス計画書 第1表 and 第2表, サービス利用票 第6表 as planned and
// as carried out. MS932, commas, no header row, one patient in a file here.
//
// What the layouts stand on: the lists of items of 第1表 and 第2表 and the file names in the
// notice 介護保険最新情報 vol.1156 (2023), and the orders of items of 4.1 as programs write them.
// The lengths of items and the closed lists of codes could not be compared with the tables of the
// notice itself; so lengths are not checked, and a code that is not known is shown as it stands.
// The layouts are one table in one file, careplan_layout.c. Needs lib/base only.
#ifndef CAREPLAN_CAREPLAN_H
#define CAREPLAN_CAREPLAN_H

#include "base/csv.h"
#include "base/time.h"

enum careplan_sheet {
    CAREPLAN_FIRST, // 第1表
    CAREPLAN_SECOND, // 第2表
    CAREPLAN_PLANNED, // 第6表（予定）
    CAREPLAN_DONE, // 第6表（実績）
    CAREPLAN_SHEETS,
};

enum { CAREPLAN_MOST_BYTES = 1024 * 1024, CAREPLAN_MOST_ROWS = 3000, CAREPLAN_MOST_ITEMS = 64 };

// What an item may be, when it is not empty.
enum careplan_form { ITEM_TEXT, ITEM_DAY, ITEM_MONTH, ITEM_CLOCK, ITEM_NUMBER };
struct careplan_item {
    str name;
    enum careplan_form form;
    bool required;
};
struct careplan_layout {
    str file; // how the name of the file begins
    str label; // 居宅サービス計画書（1）
    str table; // 第1表
    size_t n;
    const struct careplan_item *items;
};
extern const struct careplan_layout careplan_layouts[CAREPLAN_SHEETS];
bool careplan_version_is_known(str version);
// Of a file whose name says that it is another sheet of the standard: which. NONE: not known.
str careplan_other_sheet(str file_name);

// The numbers of items, from 0, as in the layouts. The first four are those of every sheet.
enum { ITEM_VERSION, ITEM_INSURER, ITEM_INSURED, ITEM_MADE_ON };
enum { // 第1表
    ITEM1_POSTAL = 4, ITEM1_ADDRESS, ITEM1_ADDRESS_MORE, ITEM1_AUTHOR, ITEM1_OFFICE,
    ITEM1_OFFICE_POSTAL, ITEM1_OFFICE_ADDRESS, ITEM1_OFFICE_ADDRESS_MORE, ITEM1_OFFICE_CODE,
    ITEM1_PLANNED, ITEM1_FIRST_PLANNED, ITEM1_KIND, ITEM1_STANDING, ITEM1_CERTIFIED, ITEM1_FROM,
    ITEM1_UNTIL, ITEM1_LEVEL, ITEM1_WISHES, ITEM1_OPINION, ITEM1_POLICY, ITEM1_REASON,
    ITEM1_REASON_OTHER,
};
enum { // 第2表
    ITEM2_PLANNED = 4, ITEM2_NEED_NO, ITEM2_NEED, ITEM2_GOAL_NO, ITEM2_LONG, ITEM2_SHORT,
    ITEM2_LONG_TERM, ITEM2_SHORT_TERM, ITEM2_HELP_NO, ITEM2_SERVICE, ITEM2_COVERED, ITEM2_KIND,
    ITEM2_OFFICE_CODE, ITEM2_OFFICE, ITEM2_FREQUENCY, ITEM2_TERM,
};
enum { // 第6表
    ITEM6_MONTH = 4, ITEM6_PLANNER_CODE, ITEM6_PLANNER, ITEM6_UNITS, ITEM6_STAYS, ITEM6_DAY,
    ITEM6_PRORATED, ITEM6_FROM, ITEM6_UNTIL, ITEM6_OFTEN, ITEM6_SERVICE, ITEM6_TAIS,
    ITEM6_TOOL_CODE, ITEM6_TOOL, ITEM6_DETAIL, ITEM6_OFFICE_CODE, ITEM6_OFFICE,
};

struct careplan {
    str refused; // why nothing can be read, with the line; empty: all is well
    enum careplan_sheet sheet;
    bool sheet_by_name; // else told by the number of items: then 予定 and 実績 look alike
    str version;
    str insurer, insured; // 保険者番号, 被保険者番号: the same in all rows
    day made_on; // 作成年月日
    size_t n;
    const struct csv_row *rows; // `line` as in the file; as many fields as the layout has items
};
// True for what looks like such a file by its name and first bytes, good or bad.
bool careplan_is_meant(str file_name, bytes file);
struct careplan careplan_read(struct arena *a, str file_name, bytes file);

// Words for codes; a code that is not known as it stands.
str careplan_plan_kind(str code); // 計画書区分
str careplan_level(str code); // 要介護状態区分
str careplan_standing(str code); // 認定状況区分
str careplan_reason(str code); // 生活援助中心型の算定理由
str careplan_service(struct arena *a, str code); // サービスコード: "訪問看護（131111）"
day careplan_day(str field); // NO_DAY for nothing and 00000000

#endif
