// SPDX-License-Identifier: AGPL-3.0-or-later
// 「いま」 of the invented patients, as their teams left it on the last evening.
#include "app/neighbourhood_cast.h"
#include "app/neighbourhood_days.h"
#include "summary/summary.h"

#include <stdio.h>

static const struct line {
    enum neighbour who;
    enum summary_field field;
    const char *text;
} tomeko[] = {
    {CARE_MANAGER_SENIOR, SUMMARY_CARE_LEVEL, "要介護2"},
    {CARE_MANAGER_SENIOR, SUMMARY_CONTACTS,
     "長女 霞ヶ浜 澪さん（同居、平日は19時以降）\n長男 霞ヶ浜 岳さん（県外、土日）"},
    {CARE_MANAGER_SENIOR, SUMMARY_DOCTORS,
     "訪問診療：第2・第4火曜\n夜間と休日は訪問看護の携帯へ。つながらないときは主治医へ"},
    {DOCTOR, SUMMARY_CONDITIONS, "慢性心不全\n高血圧症\n軽度の認知症"},
    {NURSE_FIRST, SUMMARY_ALLERGIES, "食べ物・薬ともになし（ご本人と長女に確認）\nテープでかぶれやすい"},
    {PHARMACIST, SUMMARY_MEDICINES,
     "利尿薬 朝1錠\n降圧薬 朝1錠\n一包化。居間の壁の1週間カレンダーに入れています"},
    {PHYSIOTHERAPIST, SUMMARY_LIFE,
     "屋内は歩行器。立ち上がりで後ろに傾きやすいので「おへそを前に」と声かけ\n庭を見るのが好き。夜はトイレに2回"},
    {DOCTOR, SUMMARY_PLAN_CHANGE, "変更あり"},
    {DOCTOR, SUMMARY_CHANGE_OUTLINE, "夕の薬を朝にまとめ、1日1回にしました。"},
    {DOCTOR, SUMMARY_HEED,
     "体重47kgを超えたら連絡。SpO2 93%未満、横になると息苦しいときはすぐ電話\n塩分は1日6g、水分は1日1.2Lを目安に"},
    {CARE_MANAGER_SENIOR, SUMMARY_WISHES,
     "「病院より、庭の見えるここがいい」（ご本人）。長女も、できるだけ家でと希望\n夜間に一人で対応することへの不安あり。次の担当者会議で話し合う予定"},
};

static bool write_line(struct making *m, const struct line *line)
{
    const struct acting *me = &m->n->people[line->who].acting;
    m->clock->fixed = m->end;
    struct tx *tx = app_begin(m->app, TX_WRITE, m->a, me);
    const struct seat *seat = seat_open(tx, me, m->n->rooms[ROOM_TOMEKO]);
    if (seat && summary_write(tx, seat, line->field, 0, str_of(line->text)) == SUMMARY_WRITTEN)
        return tx_finish(tx) == TX_DONE;
    tx_rollback(tx);
    return false;
}

bool now_write(struct making *m)
{
    for (size_t i = 0; i < sizeof tomeko / sizeof tomeko[0]; i++)
        if (!write_line(m, &tomeko[i])) {
            fprintf(stderr, "the neighbourhood cannot be built: いま, line %zu\n", i);
            return false;
        }
    return true;
}
