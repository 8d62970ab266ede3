// SPDX-License-Identifier: AGPL-3.0-or-later
// Profession (職種): what a member works as; one list for the whole installation. Required on
// 様式1-1 (※4).
#ifndef PROFESSION_PROFESSION_H
#define PROFESSION_PROFESSION_H

#include "base/str.h"

// Stored as numbers: never change the order.
enum profession {
    PROFESSION_DOCTOR, // 医師
    PROFESSION_DENTIST, // 歯科医師
    PROFESSION_PHARMACIST, // 薬剤師
    PROFESSION_NURSE, // 看護師
    PROFESSION_ASSISTANT_NURSE, // 准看護師
    PROFESSION_PUBLIC_HEALTH_NURSE, // 保健師
    PROFESSION_MIDWIFE, // 助産師
    PROFESSION_PHYSICAL_THERAPIST, // 理学療法士
    PROFESSION_OCCUPATIONAL_THERAPIST, // 作業療法士
    PROFESSION_SPEECH_THERAPIST, // 言語聴覚士
    PROFESSION_DIETITIAN, // 管理栄養士
    PROFESSION_NUTRITIONIST, // 栄養士
    PROFESSION_DENTAL_HYGIENIST, // 歯科衛生士
    PROFESSION_CARE_MANAGER, // 介護支援専門員
    PROFESSION_SENIOR_CARE_MANAGER, // 主任介護支援専門員
    PROFESSION_CARE_WORKER, // 介護福祉士
    PROFESSION_HOME_HELPER, // 訪問介護員
    PROFESSION_CARE_STAFF, // 介護職員
    PROFESSION_SERVICE_LEAD, // サービス提供責任者
    PROFESSION_LIFE_COUNSELLOR, // 生活相談員
    PROFESSION_SOCIAL_WORKER, // 社会福祉士
    PROFESSION_PSYCHIATRIC_SOCIAL_WORKER, // 精神保健福祉士
    PROFESSION_MEDICAL_SOCIAL_WORKER, // 医療ソーシャルワーカー
    PROFESSION_EQUIPMENT_ADVISER, // 福祉用具専門相談員
    PROFESSION_JUDO_THERAPIST, // 柔道整復師
    PROFESSION_MASSAGE_THERAPIST, // あん摩マッサージ指圧師・はり師・きゅう師
    PROFESSION_CONSULTATION_SPECIALIST, // 相談支援専門員
    PROFESSION_CLERK, // 事務職
    PROFESSION_OFFICIAL, // 行政職員
    PROFESSION_OTHER, // その他
    PROFESSIONS,
};
extern const str profession_labels[PROFESSIONS];
str profession_label(enum profession profession);

#endif
