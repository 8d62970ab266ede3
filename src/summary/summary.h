// SPDX-License-Identifier: AGPL-3.0-or-later
// Summary (いま): one page that says how things stand with the patient, so that a newcomer reads
// one page and not three hundred posts. Every field keeps all its versions with time and person.
// Four of the fields are what 在宅医療情報連携加算 asks to be shared: the next visit and whether
// the plan changed, the change, what to heed in care, the wishes for an emergency and for the end
// of life. Mission E9.
#ifndef SUMMARY_SUMMARY_H
#define SUMMARY_SUMMARY_H

#include "base/time.h"
#include "db/db.h"
#include "seat/seat.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum summary_field {
    SUMMARY_CARE_LEVEL, // 要介護度
    SUMMARY_CONTACTS, // 連絡先
    SUMMARY_DOCTORS, // かかりつけ
    SUMMARY_CONDITIONS, // 病名・既往
    SUMMARY_ALLERGIES, // アレルギー・禁忌
    SUMMARY_MEDICINES, // 薬
    SUMMARY_DEVICES, // 医療機器・処置
    SUMMARY_LIFE, // 生活のようす
    SUMMARY_NEXT_VISIT, // 次回の訪問診療日
    SUMMARY_PLAN_CHANGE, // 診療計画の変更
    SUMMARY_CHANGE_OUTLINE, // 変更の概要
    SUMMARY_HEED, // 療養上の留意点
    SUMMARY_WISHES, // 急変時・人生の最終段階の希望
    SUMMARY_FIELDS,
};

enum summary_kind { SUMMARY_TEXT, SUMMARY_DAY, SUMMARY_CHOICE };
enum { SUMMARY_MOST_CHARACTERS = 4000, SUMMARY_MOST_CHOICES = 12 };
struct summary_form {
    str name; // in addresses and forms
    str label, help;
    enum summary_kind kind;
    bool for_fee; // one of the four fields of 在宅医療情報連携加算
    str choices[SUMMARY_MOST_CHOICES]; // of SUMMARY_CHOICE, until the first empty one
};
extern const struct summary_form summary_forms[SUMMARY_FIELDS];
bool summary_field_find(str name, enum summary_field *out);

struct summary_entry {
    enum summary_field field;
    int64_t revision; // 0: nothing written yet
    str body; // a day as 2026-11-22
    str author;
    instant written_at;
};
// What stands now, for each field.
struct summary {
    struct summary_entry at[SUMMARY_FIELDS];
};
struct summary summary_now(struct tx *tx, const struct seat *seat);
struct summary_entries {
    size_t n;
    struct summary_entry *at; // newest first
};
struct summary_entries summary_history(struct tx *tx, const struct seat *seat,
                                       enum summary_field field);
// What the four fields of the fee said, and was written to them, until the day's end.
struct summary summary_at(struct tx *tx, const struct seat *seat, day until);

enum summary_outcome {
    SUMMARY_WRITTEN,
    SUMMARY_SAME, // as it stands
    SUMMARY_TOO_LONG,
    SUMMARY_NOT_A_DAY,
    SUMMARY_NO_CHOICE,
    SUMMARY_CHANGED_MEANWHILE, // `revision` is not what stands
    SUMMARY_NOT_ALLOWED, // the room is closed, or has no patient
};
// Empty text is an answer too: what stood there is taken back, and stays in the history.
enum summary_outcome summary_write(struct tx *tx, const struct seat *seat,
                                   enum summary_field field, int64_t revision, str body);

// The patient of the room. False: a room without one.
struct identity {
    str name, kana;
    day birth;
};
bool summary_identity(struct tx *tx, const struct seat *seat, struct identity *out);

// A4: the four fields as they stood in the month, who wrote them and when, and the offices that
// could read them (at least five others than one's own are asked for).
bytes summary_evidence_sheet(struct tx *tx, const struct seat *seat, day in_month);

// Checks that every entry opens as it was written. The count.
size_t summary_verify(struct tx *tx, room_id room, const struct key *key,
                      void (*broken)(void *context, int64_t field), void *context);

extern const struct routes summary_routes;

#endif
