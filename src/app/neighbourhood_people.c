// SPDX-License-Identifier: AGPL-3.0-or-later
// The people and offices. Every name is made up of parts that no family is known to carry
// together, addresses lie in a 町 that does not exist, telephone numbers begin with 04-0000.
#include "app/neighbourhood_cast.h"

#define CLINIC "1219900014"
#define HOSPITAL "1219900022"
#define DENTAL "1239900044"
#define PHARMACY "1249900059"
#define NURSING "1279900060"
#define CARE_PLAN "1279900078"
#define HOME_HELP "1279900086"
#define DAY_CARE "1279900094"
#define EQUIPMENT "1279900102"
#define COMMUNITY "1209900115"
#define PROVIDER "1219900121"
#define REHABILITATION "1279900136"

#define HEAD "都道府県コード又は市町村コード,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,電話番号,法人の名称,事業所番号,定員\r\n"
#define HERE "122203,流山市,"
#define AT ",千葉県流山市みほん町"

const char offices_of_city[] =
    HEAD
    HERE "みほん平和台クリニック,ミホンヘイワダイクリニック,診療所" AT "1-1,04-0000-0001,医療法人みほん会," CLINIC ",\r\n"
    HERE "みほん中央病院,ミホンチュウオウビョウイン,病院" AT "2-8,04-0000-0002,医療法人みほん会," HOSPITAL ",120\r\n"
    HERE "みほん歯科医院,ミホンシカイイン,歯科医院" AT "1-4,04-0000-0003,," DENTAL ",\r\n"
    HERE "みほん薬局 平和台店,ミホンヤッキョクヘイワダイテン,薬局" AT "1-2,04-0000-0004,株式会社みほん薬局," PHARMACY ",\r\n"
    HERE "訪問看護ステーション みほん,ホウモンカンゴステーションミホン,訪問看護" AT "3-5,04-0000-0005,医療法人みほん会," NURSING ",\r\n"
    HERE "ケアプラン みほんの森,ケアプランミホンノモリ,居宅介護支援" AT "3-6,04-0000-0006,社会福祉法人みほん福祉会," CARE_PLAN ",\r\n"
    HERE "ヘルパーステーション みほん,ヘルパーステーションミホン,訪問介護" AT "4-1,04-0000-0007,社会福祉法人みほん福祉会," HOME_HELP ",\r\n"
    HERE "デイサービス みほんの里,デイサービスミホンノサト,通所介護" AT "4-2,04-0000-0008,社会福祉法人みほん福祉会," DAY_CARE ",30\r\n"
    HERE "みほん福祉用具,ミホンフクシヨウグ,福祉用具貸与" AT "5-3,04-0000-0009,株式会社みほん福祉用具," EQUIPMENT ",\r\n"
    HERE "みほん地域包括支援センター,ミホンチイキホウカツシエンセンター,地域包括支援センター" AT "6-1,04-0000-0010,社会福祉法人みほん福祉会," COMMUNITY ",\r\n"
    HERE "つなぎ運用窓口（見本）,ツナギウンヨウマドグチミホン,その他" AT "7-1,04-0000-0011,," PROVIDER ",\r\n";

const char offices_of_other_city[] =
    HEAD "122076,松戸市,となり訪問リハビリ（見本）,トナリホウモンリハビリミホン,訪問リハビリテーション,千葉県松戸市みほん町1-1,"
         "047-000-0001,医療法人となり会," REHABILITATION ",\r\n";

const struct cast cast[NEIGHBOURS] = {
    [OFFICER_FIRST] = {"officer-first", "officer", "河辺森 千尋", "かわべもり ちひろ", "",
                       PROFESSION_OFFICIAL, ROLE_OFFICER, true, {840, 1320}, 0, DEVICE_PC},
    [OFFICER_SECOND] = {"officer-second", "officer", "柳風原 俊", "やなかぜはら しゅん", "",
                        PROFESSION_PUBLIC_HEALTH_NURSE, ROLE_OFFICER, true, {910, 1640}, 1, DEVICE_PC},
    [OPERATOR] = {"operator", "operator", "灯台森 学", "とうだいもり まなぶ", PROVIDER,
                  PROFESSION_OTHER, ROLE_OPERATOR, true, {905, 1300}, 2, DEVICE_PC},
    [CLINIC_CLERK] = {"clinic-clerk", "administrator", "柚木原田 ちさと", "ゆずきはらだ ちさと",
                      CLINIC, PROFESSION_CLERK, ROLE_MEMBER, true, {835, 1405}, 0, DEVICE_PC},
    [DOCTOR] = {"doctor", "member", "楠見沢 亮介", "くすみざわ りょうすけ", CLINIC,
                PROFESSION_DOCTOR, ROLE_MEMBER, false, {1235, 1655}, 0, DEVICE_PC},
    [DIETITIAN] = {"dietitian", "member", "菜花井 理恵", "なばない りえ", CLINIC,
                   PROFESSION_DIETITIAN, ROLE_MEMBER, false, {1150, 1745}, 0, DEVICE_PC},
    [NURSE_FIRST] = {"nurse-first", "administrator", "藤波瀬 さおり", "ふじなせ さおり", NURSING,
                     PROFESSION_NURSE, ROLE_MEMBER, true, {815, 1130}, 0, DEVICE_PC},
    [NURSE_SECOND] = {"nurse-second", "member", "空知原 陽子", "そらちはら ようこ", NURSING,
                      PROFESSION_NURSE, ROLE_MEMBER, false, {820, 1720}, 0, DEVICE_IOS},
    [PHYSIOTHERAPIST] = {"physiotherapist", "member", "風早坂 翔太", "かざはやざか しょうた",
                         NURSING, PROFESSION_PHYSICAL_THERAPIST, ROLE_MEMBER, false, {825, 1710}, 1, DEVICE_PC},
    [NURSE_NEW] = {"nurse-new", "newcomer", "若葉岡 彩", "わかばおか あや", NURSING,
                   PROFESSION_NURSE, ROLE_MEMBER, false, {0, 0}, -1, DEVICE_PC},
    [PHARMACIST] = {"pharmacist", "administrator", "白砂谷 健", "しらすなだに けん", PHARMACY,
                    PROFESSION_PHARMACIST, ROLE_MEMBER, true, {1055, 1830}, 1, DEVICE_PC},
    [CARE_MANAGER_SENIOR] = {"care-manager-senior", "administrator", "雛菊田 和江",
                             "ひなぎくだ かずえ", CARE_PLAN, PROFESSION_SENIOR_CARE_MANAGER,
                             ROLE_MEMBER, true, {850, 1730}, 0, DEVICE_PC},
    [CARE_MANAGER] = {"care-manager", "member", "水無瀬川 拓", "みなせがわ たく", CARE_PLAN,
                      PROFESSION_CARE_MANAGER, ROLE_MEMBER, false, {855, 1735}, 0,
                      DEVICE_IOS},
    [SERVICE_LEAD] = {"service-lead", "administrator", "苔石野 浩二", "こけいしの こうじ", HOME_HELP,
                      PROFESSION_SERVICE_LEAD, ROLE_MEMBER, true, {800, 1705}, 0, DEVICE_PC},
    [HELPER] = {"helper", "member", "茜ヶ原 美穂", "あかねがはら みほ", HOME_HELP,
                PROFESSION_HOME_HELPER, ROLE_MEMBER, false, {750, 1335}, 0, DEVICE_ANDROID},
    [HELPER_NEW] = {"helper-new", "newcomer", "新芽沢 翼", "しんめざわ つばさ", HOME_HELP,
                    PROFESSION_HOME_HELPER, ROLE_MEMBER, false, {0, 0}, -1, DEVICE_PC},
    [DAY_COUNSELLOR] = {"day-counsellor", "administrator", "朝露野 恵", "あさつゆの めぐみ",
                        DAY_CARE, PROFESSION_LIFE_COUNSELLOR, ROLE_MEMBER, true, {845, 1600}, 0, DEVICE_PC},
    [DAY_STAFF] = {"day-staff", "member", "千鳥橋本 悟", "ちどりばしもと さとる", DAY_CARE,
                   PROFESSION_CARE_STAFF, ROLE_MEMBER, false, {1640, 1650}, 3, DEVICE_PC},
    [EQUIPMENT_ADVISER] = {"equipment-adviser", "administrator", "木槌沢 大樹", "きづちざわ だいき",
                           EQUIPMENT, PROFESSION_EQUIPMENT_ADVISER, ROLE_MEMBER, true,
                           {910, 1800}, 3, DEVICE_PC},
    [DENTAL_HYGIENIST] = {"dental-hygienist", "administrator", "真白瀬 由香", "ましろせ ゆか",
                          DENTAL, PROFESSION_DENTAL_HYGIENIST, ROLE_MEMBER, true, {1310, 1725}, 4, DEVICE_PC},
    [SOCIAL_WORKER] = {"social-worker", "administrator", "鈴鳴瀬 直子", "すずなせ なおこ", HOSPITAL,
                       PROFESSION_MEDICAL_SOCIAL_WORKER, ROLE_MEMBER, true, {930, 1615}, 2, DEVICE_PC},
    [COMMUNITY_NURSE] = {"community-nurse", "administrator", "橘花里 久美", "たちかざと くみ",
                         COMMUNITY, PROFESSION_PUBLIC_HEALTH_NURSE, ROLE_MEMBER, true,
                         {915, 1620}, 1, DEVICE_PC},
    [OTHER_OFFICER] = {"other-city-officer", "other-city-officer", "松影野 涼子",
                       "まつかげの りょうこ", "", PROFESSION_OFFICIAL, ROLE_OFFICER, true,
                       {900, 1500}, 0, DEVICE_PC},
    [OTHER_THERAPIST] = {"other-city-therapist", "other-city-member", "矢羽根台 綾",
                         "やばねだい あや", REHABILITATION, PROFESSION_OCCUPATIONAL_THERAPIST,
                         ROLE_MEMBER, true, {1220, 1740}, 2, DEVICE_PC},
};
