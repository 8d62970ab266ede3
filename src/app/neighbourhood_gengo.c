// SPDX-License-Identifier: AGPL-3.0-or-later
// Two weeks around an invented man of 83 after a stroke, and what the cities tell everybody.
#include "app/neighbourhood_cast.h"

#define TEAM                                                                                       \
    (BIT(DOCTOR) | BIT(NURSE_SECOND) | BIT(PHYSIOTHERAPIST) | BIT(PHARMACIST) | BIT(CARE_MANAGER) | \
     BIT(SERVICE_LEAD) | BIT(HELPER) | BIT(SOCIAL_WORKER) | BIT(EQUIPMENT_ADVISER) |               \
     BIT(COMMUNITY_NURSE) | BIT(OTHER_THERAPIST))

static const struct scene posts[] = {
    {"open", NULL, 12, 1020, CARE_MANAGER, POST_MESSAGE, TEAM & ~BIT(CARE_MANAGER), 0,
     "木洩日源吾さんの担当になった水無瀬川です。明日、みほん中央病院から自宅へ戻られます。左の手足に麻痺があり、奥さまと二人暮らし。奥さまの腰痛も気にかけてください。"},
    {NULL, NULL, 11, 1136, SOCIAL_WORKER, POST_HOSPITAL, BIT(CARE_MANAGER) | BIT(NURSE_SECOND) |
     BIT(DOCTOR), 0,
     "予定どおり退院されました。移る動作は見守り、屋内は四点杖と短下肢装具。水分にはうすいとろみ。飲み込みの検査結果は主治医へ郵送しました。"},
    {"bed", NULL, 11, 1452, EQUIPMENT_ADVISER, POST_REPORT, BIT(CARE_MANAGER) |
     BIT(PHYSIOTHERAPIST), 0,
     "介護用ベッドと移動用の手すりを入れました。高さは足裏がつく42cmに合わせ、リモコンは右手側に付けています。"},
    {NULL, NULL, 10, 1015, NURSE_SECOND, POST_VITALS, 0, 0,
     "体温36.6℃ 脈拍68 血圧138/82 SpO2 97% 体重58.4kg。お尻と左かかとに赤みなし。ご本人「やっと自分の布団の匂いがする」。"},
    {"thick", NULL, 9, 1208, HELPER, POST_QUESTION, BIT(NURSE_SECOND) | BIT(SERVICE_LEAD), 0,
     "昼食でみそ汁を飲むと、むせることがあります。お茶にはとろみをつけていますが、汁物にも必要ですか？"},
    {NULL, "thick", 9, 1240, DOCTOR, POST_MESSAGE, BIT(HELPER) | BIT(NURSE_SECOND), 0,
     "汁物にもお茶と同じくうすいとろみをつけてください。あごを引いて、一口ずつ。熱が出たときや痰が増えたときは連絡を。"},
    {NULL, NULL, 8, 1545, OTHER_THERAPIST, POST_VISIT, BIT(PHYSIOTHERAPIST), 0,
     "松戸から伺っている作業療法士です。右手での着替えは10分。左そでから通す順番を紙に書き、鏡の横に貼りました。皿の下に滑り止めを敷くと、自分で食べきれます。"},
    {NULL, NULL, 7, 1030, PHYSIOTHERAPIST, POST_VISIT, BIT(OTHER_THERAPIST), 0,
     "四点杖で居間からトイレまで6m、見守りで往復できました。曲がるときに左足が残るので、「先に左を見る」を合言葉にしています。"},
    {NULL, NULL, 6, 1818, PHARMACIST, POST_MEDICINE, BIT(CARE_MANAGER) | BIT(NURSE_SECOND), 0,
     "血液を固まりにくくする薬が始まっています。青あざ、鼻血、黒い便に気づいたら教えてください。納豆は食べてかまいません（以前の薬とは違います）。"},
    {"wife", NULL, 5, 1640, CARE_MANAGER, POST_WISHES, BIT(COMMUNITY_NURSE) | BIT(SERVICE_LEAD), 0,
     "奥さまと話しました。「夜のトイレの手伝いで腰がつらい。でも夫には言いにくい」とのこと。夜間だけポータブルトイレを試すことに、ご本人も納得されています。"},
    {NULL, "wife", 4, 920, COMMUNITY_NURSE, POST_MESSAGE, BIT(CARE_MANAGER), 0,
     "奥さまご自身の相談にも伺います。来週、腰痛体操の教室をご案内する予定です。"},
    {NULL, NULL, 3, 1110, HELPER, POST_VISIT, 0, 0,
     "更衣と朝食の見守り。貼り紙を見て、ほとんどご自分で着替えられました。ポータブルトイレは夜に1回使われたそうです。"},
    {NULL, NULL, 2, 1012, NURSE_SECOND, POST_VITALS, BIT(DOCTOR), 0,
     "体温36.5℃ 脈拍70 血圧132/78 SpO2 97% 体重58.6kg。右の前腕に2cmの青あざ。ぶつけた覚えがあるそうで、広がってはいません。"},
    {NULL, NULL, 1, 1330, CARE_MANAGER, POST_MEETING, BIT(NURSE_SECOND) | BIT(SERVICE_LEAD), 0,
     "担当者会議を来週、ご自宅で開きます。退院してからの振り返りと、通所リハビリを始めるかどうかを話し合います。都合の悪い時間帯を、返信で教えてください。"},
    {NULL, NULL, 0, 1615, OTHER_THERAPIST, POST_REPORT, 0, 0,
     "将棋の駒を右手で並べ、左手で盤を押さえる練習をしました。30分集中でき、「通いのリハビリで相手が見つかるなら行きたい」と前向きです。"},
};

const struct scenes scenes_gengo = {sizeof posts / sizeof posts[0], posts, TEAM};

static const struct scene city_posts[] = {
    {NULL, NULL, 12, 930, OFFICER_FIRST, POST_MESSAGE, BIT(NURSE_FIRST) | BIT(DOCTOR) |
     BIT(SERVICE_LEAD) | BIT(CARE_MANAGER_SENIOR), 0,
     "つなぎをご利用いただきありがとうございます。端末をなくしたときは、画面の「自分の端末とサインイン」からすぐに止め、事業所の担当者と介護支援課へお知らせください。"},
    {NULL, NULL, 7, 1100, OFFICER_SECOND, POST_MESSAGE, BIT(CARE_MANAGER_SENIOR) |
     BIT(DAY_COUNSELLOR) | BIT(PHARMACIST), 0,
     "個人情報保護の研修会を来月開きます。登録している方は年に1回の受講をお願いします。日時と会場は、事業所あてにあらためてお知らせします。"},
    {NULL, NULL, 1, 1000, OFFICER_FIRST, POST_MESSAGE, BIT(SERVICE_LEAD), 0,
     "保守作業のため、今度の日曜日の2時から4時まで、つなぎを開けません。急ぎの連絡は電話でお願いします。"},
};
static const struct scene other_city_posts[] = {
    {NULL, NULL, 6, 1400, OTHER_OFFICER, POST_MESSAGE, BIT(OTHER_THERAPIST), 0,
     "松戸市でもつなぎの利用を始めました。ご不明な点は介護支援課までお知らせください。"},
};

static const struct scenes scenes_city = {sizeof city_posts / sizeof city_posts[0], city_posts, 0};
static const struct scenes scenes_other_city = {
    sizeof other_city_posts / sizeof other_city_posts[0], other_city_posts, 0};

const struct scenes *const scenes[ROOMS] = {
    [ROOM_TOMEKO] = &scenes_tomeko,
    [ROOM_GENGO] = &scenes_gengo,
    [ROOM_OF_CITY] = &scenes_city,
    [ROOM_OF_OTHER_CITY] = &scenes_other_city,
};
