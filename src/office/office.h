// SPDX-License-Identifier: AGPL-3.0-or-later
// Office (事業所): a clinic, pharmacy, care office … that members belong to. One row for each
// service, as the open data and the care insurance count. Guide 様式1-1, "医療機関・介護事業所情報".
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "base/time.h"
#include "db/db.h"
#include "ids.h"
#include "turn.h"

// サービス分類: the list of 様式5 with the kinds that the open data adds.
enum office_kind {
    OFFICE_CLINIC, // 診療所
    OFFICE_HOSPITAL, // 病院
    OFFICE_DENTAL, // 歯科医院
    OFFICE_PHARMACY, // 薬局
    OFFICE_CARE_MANAGEMENT, // 居宅介護支援
    OFFICE_HOME_HELP, // 訪問介護
    OFFICE_HOME_BATH, // 訪問入浴介護
    OFFICE_HOME_NURSING, // 訪問看護
    OFFICE_HOME_REHABILITATION, // 訪問リハ
    OFFICE_DAY_CARE, // 通所介護
    OFFICE_DAY_REHABILITATION, // 通所リハ
    OFFICE_SHORT_STAY, // 短期入所生活介護
    OFFICE_SHORT_STAY_MEDICAL, // 短期入所療養介護
    OFFICE_WELFARE_HOME, // 介護老人福祉施設
    OFFICE_HEALTH_HOME, // 介護老人保健施設
    OFFICE_EQUIPMENT, // 福祉用具貸与・特定福祉用具販売
    OFFICE_RESIDENCE, // 特定施設入居者生活介護
    OFFICE_GROUP_HOME, // 認知症対応型共同生活介護
    OFFICE_SMALL_MULTI, // 小規模多機能居宅介護
    OFFICE_NIGHT_VISIT, // 夜間対応型訪問介護
    OFFICE_REGULAR_VISIT, // 定期巡回・随時対応型訪問介護看護
    OFFICE_COMMUNITY_SUPPORT, // 地域包括支援センター
    OFFICE_ADMINISTRATION, // 行政
    OFFICE_OTHER, // その他
    OFFICE_KINDS,
};
extern const str office_kind_labels[OFFICE_KINDS];
str office_kind_label(enum office_kind kind);

struct office {
    office_id id;
    city_id city;
    enum office_kind kind;
    str service, number, name, kana, corporation_number, corporation;
    str postal, address, building, phone, fax, mail, web;
    int64_t capacity;
    bool is_desk;
    day closed_on;
};

// 介護事業所番号 and 医療機関番号: ten digits, the last a check digit: modulus 10, weights 2 1 2 1 …
// from the right over the nine before it, digits of products summed. The third digit says what
// kind of number it is (7 指定, 9 地域密着型, 0 地域包括, A 総合事業 with A = 10 …). Numbers that a
// place has as 医療機関 (1 医科, 3 歯科, 4 薬局, 5 老健, 6 訪問看護) may count the six digits of their
// 医療機関コード only: 千葉県 does, others take all nine, so both are good.
bool office_number_is_good(str number);
bool office_number_has_form(str number); // ten signs; the check digit may be wrong
// 法人番号 (国税庁): 13 digits, the first a check digit (9 - Σ(digit × weight) mod 9, weights
// 1 2 1 2 … from the right).
bool corporation_number_is_good(str number);

bool office_find(struct tx *tx, city_id city, office_id id, struct office *out);
office_id office_desk(struct tx *tx, city_id city); // the city's own
office_id office_add_desk(struct tx *tx, city_id city, str name);

struct office_page_row {
    office_id id;
    str name, kind, service, number, address, phone;
    int64_t members;
};
struct office_rows {
    size_t n;
    struct office_page_row *at;
    bool more;
};
// By name, 50 at a time, without the city's own desk; `search` as typed, up to three words that
// all have to occur in name, reading, number, service, corporation or address (empty: all);
// `after` the last one seen.
struct office_rows office_list(struct tx *tx, city_id city, str search, office_id after);
int64_t office_count(struct tx *tx, city_id city); // likewise without the desk
// Who work at the office and have no leave date.
int64_t office_people(struct tx *tx, city_id city, office_id id);

// --- offices as the guide's forms name, bring and change them ----------------------
// The open office meant: by number and kind where both have a number, else by the folded name,
// and among several of that name the one whose kind and corporation fit best.
enum office_match { OFFICE_UNKNOWN, OFFICE_KNOWN, OFFICE_SEVERAL };
enum office_match office_match(struct tx *tx, city_id city, const struct office *wanted,
                               struct office *out);
// By 法人番号 or, failing that, by name; false when one is not known.
bool office_same_corporation(struct tx *tx, const struct office *x, const struct office *y);
// {0}: the city has an office with that number and service (or name, service and address).
office_id office_add(struct tx *tx, const struct office *new);
bool office_is_free(struct tx *tx, const struct office *changed); // no other office is that one
bool office_change(struct tx *tx, const struct office *changed); // false: not free
void office_set_manager(struct tx *tx, city_id city, office_id id, str name); // 管理者
str office_manager(struct tx *tx, city_id city, office_id id); // empty: not known

// --- import of open data ----------------------------------------------------------

enum finding_weight { FINDING_NOTE, FINDING_WARNING, FINDING_REFUSAL };
struct finding {
    int line; // of the file; 0: the file as a whole
    enum finding_weight weight;
    str column;
    str sentence; // what was found and what the import does about it
};
struct findings {
    size_t n;
    struct finding *at;
};

enum import_change { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME };
struct import_row {
    int line;
    enum import_change change;
    struct office office; // the id is {0} when it is new
    str match_key;
};
struct import_plan {
    bool refused; // one FINDING_REFUSAL is enough: nothing is imported
    size_t n, n_new, n_changed, n_same;
    struct import_row *rows;
    struct findings findings;
};

// Reads a file in any of the published forms (24, 22 or 36 columns; UTF-8 or MS932), by column
// name, and compares it with what the city has. Changes nothing. An office is the same when number
// and service agree, or, where one side has no number, name, service and address. What the file
// leaves empty stays as it is; offices that the file does not name stay too.
struct import_plan import_read(struct tx *tx, city_id city, bytes file);
// Carries the plan out in this transaction; audit row included.
void import_commit(struct tx *tx, city_id city, const struct import_plan *plan);

// The file between its preview and its import, sealed, for a day at most.
stage_id import_stage_put(struct tx *tx, city_id city, member_id member, bytes file);
// False when it is not there (any more) in that city.
bool import_stage_open(struct tx *tx, city_id city, stage_id id, bytes *file);
bool import_stage_drop(struct tx *tx, city_id city, stage_id id); // false: it was not there
void import_stage_drop_old(struct tx *tx);

extern const struct routes office_routes;

#endif
