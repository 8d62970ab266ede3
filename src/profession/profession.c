// SPDX-License-Identifier: AGPL-3.0-or-later
#include "profession/profession.h"

#include "base/check.h"

const str profession_labels[PROFESSIONS] = {
    [PROFESSION_DOCTOR] = S_CONST("医師"),
    [PROFESSION_DENTIST] = S_CONST("歯科医師"),
    [PROFESSION_PHARMACIST] = S_CONST("薬剤師"),
    [PROFESSION_NURSE] = S_CONST("看護師"),
    [PROFESSION_ASSISTANT_NURSE] = S_CONST("准看護師"),
    [PROFESSION_PUBLIC_HEALTH_NURSE] = S_CONST("保健師"),
    [PROFESSION_MIDWIFE] = S_CONST("助産師"),
    [PROFESSION_PHYSICAL_THERAPIST] = S_CONST("理学療法士"),
    [PROFESSION_OCCUPATIONAL_THERAPIST] = S_CONST("作業療法士"),
    [PROFESSION_SPEECH_THERAPIST] = S_CONST("言語聴覚士"),
    [PROFESSION_DIETITIAN] = S_CONST("管理栄養士"),
    [PROFESSION_NUTRITIONIST] = S_CONST("栄養士"),
    [PROFESSION_DENTAL_HYGIENIST] = S_CONST("歯科衛生士"),
    [PROFESSION_CARE_MANAGER] = S_CONST("介護支援専門員"),
    [PROFESSION_SENIOR_CARE_MANAGER] = S_CONST("主任介護支援専門員"),
    [PROFESSION_CARE_WORKER] = S_CONST("介護福祉士"),
    [PROFESSION_HOME_HELPER] = S_CONST("訪問介護員"),
    [PROFESSION_CARE_STAFF] = S_CONST("介護職員"),
    [PROFESSION_SERVICE_LEAD] = S_CONST("サービス提供責任者"),
    [PROFESSION_LIFE_COUNSELLOR] = S_CONST("生活相談員"),
    [PROFESSION_SOCIAL_WORKER] = S_CONST("社会福祉士"),
    [PROFESSION_PSYCHIATRIC_SOCIAL_WORKER] = S_CONST("精神保健福祉士"),
    [PROFESSION_MEDICAL_SOCIAL_WORKER] = S_CONST("医療ソーシャルワーカー"),
    [PROFESSION_EQUIPMENT_ADVISER] = S_CONST("福祉用具専門相談員"),
    [PROFESSION_JUDO_THERAPIST] = S_CONST("柔道整復師"),
    [PROFESSION_MASSAGE_THERAPIST] = S_CONST("あん摩マッサージ指圧師・はり師・きゅう師"),
    [PROFESSION_CONSULTATION_SPECIALIST] = S_CONST("相談支援専門員"),
    [PROFESSION_CLERK] = S_CONST("事務職"),
    [PROFESSION_OFFICIAL] = S_CONST("行政職員"),
    [PROFESSION_OTHER] = S_CONST("その他"),
};

str profession_label(enum profession profession)
{
    check(profession < PROFESSIONS);
    return profession_labels[profession];
}
