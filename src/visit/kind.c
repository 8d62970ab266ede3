// SPDX-License-Identifier: AGPL-3.0-or-later
#include "visit/visit.h"

static const struct {
    str word, label;
    int minutes;
} kinds[VISIT_KINDS] = {
    [VISIT_DOCTOR] = {S_CONST("doctor"), S_CONST("訪問診療"), 30},
    [VISIT_NURSE] = {S_CONST("nurse"), S_CONST("訪問看護"), 60},
    [VISIT_HELPER] = {S_CONST("helper"), S_CONST("訪問介護"), 60},
    [VISIT_REHABILITATION] = {S_CONST("rehabilitation"), S_CONST("リハビリ"), 40},
    [VISIT_PHARMACIST] = {S_CONST("pharmacist"), S_CONST("薬剤師の訪問"), 30},
    [VISIT_DENTIST] = {S_CONST("dentist"), S_CONST("訪問歯科"), 30},
    [VISIT_BATH] = {S_CONST("bath"), S_CONST("訪問入浴"), 60},
    [VISIT_CARE_MANAGER] = {S_CONST("care-manager"), S_CONST("ケアマネ訪問"), 30},
    [VISIT_MEETING] = {S_CONST("meeting"), S_CONST("サービス担当者会議"), 60},
    [VISIT_AWAY] = {S_CONST("away"), S_CONST("通所・受診（不在）"), 420},
    [VISIT_OTHER] = {S_CONST("other"), S_CONST("その他"), 60},
};

str visit_kind_label(enum visit_kind kind)
{
    return kind < VISIT_KINDS ? kinds[kind].label : NONE;
}

str visit_kind_word(enum visit_kind kind)
{
    return kind < VISIT_KINDS ? kinds[kind].word : NONE;
}

bool visit_kind_find(str word, enum visit_kind *out)
{
    for (enum visit_kind k = 0; k < VISIT_KINDS; k++)
        if (str_eq(kinds[k].word, word)) {
            *out = k;
            return true;
        }
    return false;
}

int visit_kind_minutes(enum visit_kind kind)
{
    return kind < VISIT_KINDS ? kinds[kind].minutes : 60;
}

enum visit_kind visit_kind_of(enum profession profession)
{
    switch (profession) {
    case PROFESSION_DOCTOR:
        return VISIT_DOCTOR;
    case PROFESSION_DENTIST:
    case PROFESSION_DENTAL_HYGIENIST:
        return VISIT_DENTIST;
    case PROFESSION_PHARMACIST:
        return VISIT_PHARMACIST;
    case PROFESSION_NURSE:
    case PROFESSION_ASSISTANT_NURSE:
    case PROFESSION_PUBLIC_HEALTH_NURSE:
    case PROFESSION_MIDWIFE:
        return VISIT_NURSE;
    case PROFESSION_PHYSICAL_THERAPIST:
    case PROFESSION_OCCUPATIONAL_THERAPIST:
    case PROFESSION_SPEECH_THERAPIST:
    case PROFESSION_JUDO_THERAPIST:
    case PROFESSION_MASSAGE_THERAPIST:
        return VISIT_REHABILITATION;
    case PROFESSION_CARE_MANAGER:
    case PROFESSION_SENIOR_CARE_MANAGER:
        return VISIT_CARE_MANAGER;
    case PROFESSION_CARE_WORKER:
    case PROFESSION_HOME_HELPER:
    case PROFESSION_CARE_STAFF:
    case PROFESSION_SERVICE_LEAD:
        return VISIT_HELPER;
    case PROFESSION_LIFE_COUNSELLOR:
        return VISIT_AWAY;
    case PROFESSION_DIETITIAN:
    case PROFESSION_NUTRITIONIST:
    case PROFESSION_SOCIAL_WORKER:
    case PROFESSION_PSYCHIATRIC_SOCIAL_WORKER:
    case PROFESSION_MEDICAL_SOCIAL_WORKER:
    case PROFESSION_EQUIPMENT_ADVISER:
    case PROFESSION_CONSULTATION_SPECIALIST:
    case PROFESSION_CLERK:
    case PROFESSION_OFFICIAL:
    case PROFESSION_OTHER:
    case PROFESSIONS:
        break;
    }
    return VISIT_OTHER;
}

str visit_clock(struct arena *a, int minutes)
{
    return str_print(a, "%d:%02d", minutes / 60, minutes % 60);
}

str visit_times(struct arena *a, int from, int to)
{
    return str_print(a, "%d:%02d〜%d:%02d", from / 60, from % 60, to / 60, to % 60);
}
