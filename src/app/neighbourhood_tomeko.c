// SPDX-License-Identifier: AGPL-3.0-or-later
// Two weeks around an invented woman of 88 with a weak heart: medicine left over, a fall, three
// days in hospital, home again.
#include "app/neighbourhood_cast.h"

#define TEAM                                                                                       \
    (BIT(DOCTOR) | BIT(DIETITIAN) | BIT(NURSE_FIRST) | BIT(NURSE_SECOND) | BIT(PHYSIOTHERAPIST) |  \
     BIT(PHARMACIST) | BIT(CARE_MANAGER_SENIOR) | BIT(SERVICE_LEAD) | BIT(HELPER) |                \
     BIT(DAY_COUNSELLOR) | BIT(EQUIPMENT_ADVISER) | BIT(DENTAL_HYGIENIST) | BIT(SOCIAL_WORKER))
#define HELP (BIT(SERVICE_LEAD) | BIT(HELPER))
#define NURSES (BIT(NURSE_FIRST) | BIT(NURSE_SECOND))

static const struct scene posts[] = {
    {"open", NULL, 13, 905, CARE_MANAGER_SENIOR, POST_MESSAGE, TEAM & ~BIT(CARE_MANAGER_SENIOR), 0,
     "霞ヶ浜トメ子さんの部屋を開いていただきました。担当ケアマネジャーの雛菊田です。\n"
     "目標は「自宅で娘さんと暮らし続ける」こと。日中はお一人になる時間があるので、訪問した方が気づいたことを短くてよいので書いてください。急ぎのときは電話と併用でお願いします。"},
    {"plan", NULL, 13, 1232, DOCTOR, POST_REPORT,
     NURSES | BIT(PHARMACIST) | BIT(CARE_MANAGER_SENIOR) | BIT(DIETITIAN), 0,
     "初回の訪問診療に伺いました。慢性心不全、高血圧、軽度の認知症。今日は落ち着いています。\n"
     "・目安の体重 45.5〜46.5kg。1週間で2kg以上増えたら当院へ連絡してください\n"
     "・SpO2 93%未満、横になると息苦しい、夜間の咳が続くときも連絡を\n"
     "・塩分は1日6gを目安に。水分は1日1.2L程度で、我慢はさせないでください"},
    {NULL, NULL, 13, 1540, PHARMACIST, POST_MEDICINE, HELP | BIT(NURSE_FIRST), 0,
     "お薬を朝・夕の一包化にして、居間の壁に1週間分のカレンダーを掛けました。利尿薬は朝だけです。夕方に飲むと夜のトイレが増えるので、朝分が残っていても夕方にまとめて飲まないよう声かけをお願いします。"},
    {NULL, NULL, 12, 1015, NURSE_FIRST, POST_VITALS, 0, 0,
     "体温36.4℃ 脈拍72・整 血圧128/70 SpO2 96% 体重45.8kg。むくみなし。夜は2回トイレに起きるとのこと。足元灯をつけてもらいました。"},
    {"step", NULL, 12, 1405, EQUIPMENT_ADVISER, POST_REPORT, BIT(CARE_MANAGER_SENIOR) |
     BIT(PHYSIOTHERAPIST),
     PAPER_ENTRANCE,
     "玄関の上がりかまちは18cmでした。外に出るときに壁へ手をついておられます。置き型の手すりと、半分の高さの踏み台を提案します。見取り図を付けます。"},
    {NULL, "step", 12, 1648, CARE_MANAGER_SENIOR, POST_MESSAGE, BIT(EQUIPMENT_ADVISER), 0,
     "ありがとうございます。娘さんに電話で説明し、手すりと踏み台の両方をお願いしたいとのことでした。次回の担当者会議でプランに位置づけます。"},
    {NULL, NULL, 11, 1118, HELPER, POST_VISIT, 0, 0,
     "昼食の支度と見守り。ごはん半分、おかず8割、お茶200ml。「午後はデイの見学ね」と予定も覚えておられました。朝のお薬は飲んであります。"},
    {NULL, NULL, 11, 1535, DAY_COUNSELLOR, POST_REPORT, 0, 0,
     "見学と体験に来られました。来週から週2回のご利用です。体操を最後まで、入浴は見守りで浴槽をまたげました。入浴前の血圧132/74。お隣の方と編み物の話で盛り上がっていました。"},
    {NULL, NULL, 10, 948, PHYSIOTHERAPIST, POST_VISIT, 0, 0,
     "歩行器で廊下10mを2往復。息切れは軽く、休むとすぐ落ち着きます（SpO2 94→96%）。立ち上がりで後ろに傾きやすいので、「おへそを前に」と声をかけると安定します。"},
    {"lunch", NULL, 10, 1142, DIETITIAN, POST_REPORT, HELP, PAPER_LUNCH,
     "食事の聞き取りに伺いました。汁物を1日3杯から1杯に、漬物は小皿へ取り分けて。だしと酢を使えば薄味でも食が進みます。作りやすい盛りつけの例を付けます。"},
    {"wish", NULL, 10, 1905, CARE_MANAGER_SENIOR, POST_WISHES, NURSES | BIT(DOCTOR) |
     BIT(SERVICE_LEAD), 0,
     "娘さんと面談しました。「母が望むので、できるだけ家で。ただ夜中に一人で対応するのが心配」とのこと。ご本人は「病院より、庭の見えるここがいい」と話されました。"},
    {"left", NULL, 9, 1046, HELPER, POST_MEDICINE, BIT(NURSE_FIRST) |
     BIT(CARE_MANAGER_SENIOR), PAPER_CALENDAR,
     "お薬カレンダーに、昨日の夕分と一昨日の夕分が残っていました。写真を付けます。今朝の分は一緒に確認して飲まれました。残りはどうすればよいですか？"},
    {"left2", "left", 9, 1058, PHARMACIST, POST_MEDICINE, HELP, 0,
     "写真ありがとうございます。残った夕分は飲まずに、そのままカレンダーへ置いておいてください。明日回収して数を確かめます。今夜からはいつもどおりで大丈夫です。"},
    {"once", "left", 9, 1240, DOCTOR, POST_MESSAGE, HELP | BIT(PHARMACIST) | BIT(NURSE_FIRST), 0,
     "了解しました。夕食後は娘さんの帰宅前で、忘れやすい時間です。夕の薬は朝食後にまとめられるものなので、次の処方から1日1回にします。"},
    {NULL, "once", 9, 1706, SERVICE_LEAD, POST_MESSAGE, BIT(HELPER), 0,
     "助かります。当事業所のヘルパー全員に「夕分は無理に飲ませない、残りは写真で報告」と伝えました。"},
    {NULL, NULL, 8, 1008, NURSE_SECOND, POST_VITALS, BIT(DOCTOR), 0,
     "体温36.5℃ 脈拍76 血圧134/72 SpO2 95% 体重46.3kg（4日で＋0.5kg）。両すねに軽いむくみがあります。息苦しさはありません。"},
    {NULL, NULL, 8, 1322, DOCTOR, POST_MESSAGE, BIT(NURSE_SECOND) | BIT(NURSE_FIRST), 0,
     "むくみの件、承知しました。今は様子をみます。体重は毎朝、同じ服装で測って連絡帳へ。47kgを超えたら電話をください。"},
    {NULL, NULL, 7, 922, DENTAL_HYGIENIST, POST_VISIT, 0, 0,
     "口の中を診ました。上の入れ歯が少しゆるく、左の歯ぐきに赤みがあります。食後に外して洗い、夜は水につけてください。使うブラシを洗面所に置いています。"},
    {"chew", NULL, 7, 1412, DAY_COUNSELLOR, POST_QUESTION, BIT(DIETITIAN), 0,
     "昼食で「左が噛みにくい」と、肉を残されました。デイでは一口大に刻んでお出ししてよいでしょうか。"},
    {NULL, "chew", 7, 1716, DENTAL_HYGIENIST, POST_MESSAGE, BIT(DAY_COUNSELLOR), 0,
     "入れ歯が当たっているためと思います。来週、歯科医師が調整に伺います。それまでは一口大でお願いします。とろみは要りません。"},
    {"fall", NULL, 6, 714, HELPER, POST_URGENT, NURSES | BIT(CARE_MANAGER_SENIOR) |
     BIT(SERVICE_LEAD) | BIT(DOCTOR), 0,
     "【転倒】7時に訪問したところ、玄関で座り込んでおられました。新聞を取りに出て、段差で膝をついたそうです。頭は打っていない、受け答えはいつもどおり、左膝に擦り傷。電話で訪問看護へも連絡済みです。"},
    {NULL, "fall", 6, 721, NURSE_FIRST, POST_URGENT, BIT(HELPER) | BIT(SERVICE_LEAD), 0,
     "向かいます。7時50分に着きます。無理に立たせず、そのまま背中にクッションを。冷えないように毛布をお願いします。"},
    {NULL, "fall", 6, 812, NURSE_FIRST, POST_REPORT, BIT(DOCTOR) | BIT(CARE_MANAGER_SENIOR), 0,
     "到着しました。意識清明、脈拍88、血圧146/80、SpO2 93%、体重47.6kg。左膝に3cmの擦り傷、洗って保護しました。股関節の痛みなし、支えて立てます。話すと少し息が切れます。"},
    {NULL, "fall", 6, 836, DOCTOR, POST_MESSAGE, NURSES | HELP, 0,
     "11時までに往診します。吐き気、強い頭痛、ぼんやりする様子が出たら、待たずに119番を。今朝の薬は飲んでもらってください。"},
    {"worse", NULL, 6, 1148, DOCTOR, POST_REPORT, NURSES | BIT(CARE_MANAGER_SENIOR) |
     BIT(PHARMACIST), 0,
     "往診しました。骨折を疑う所見はありません。ただ1週間で体重＋1.8kg、むくみが増え、心不全が悪くなりかけています。娘さん、ご本人と相談し、みほん中央病院で数日の入院治療をお願いします。"},
    {NULL, NULL, 6, 1356, CARE_MANAGER_SENIOR, POST_HOSPITAL, HELP | BIT(DAY_COUNSELLOR) |
     BIT(PHYSIOTHERAPIST) | BIT(EQUIPMENT_ADVISER), 0,
     "本日15時に入院されます。訪問介護・デイ・訪問リハは退院まで休止でお願いします。病院へは娘さんと一緒に入院時の情報をお渡しします。"},
    {NULL, NULL, 6, 1610, SOCIAL_WORKER, POST_HOSPITAL, BIT(CARE_MANAGER_SENIOR) | BIT(DOCTOR) |
     BIT(NURSE_FIRST), 0,
     "みほん中央病院の鈴鳴瀬です。15時20分に入院されました。酸素1Lで落ち着いています。3〜4日の予定です。お薬の情報を薬局さんからいただけますか。"},
    {NULL, NULL, 5, 1057, PHARMACIST, POST_MEDICINE, BIT(SOCIAL_WORKER), 0,
     "病院の薬剤部へ、飲んでいる薬と残薬（夕分3回）、一包化の様子をファクスしました。市販の胃腸薬を時々飲まれることも伝えてあります。"},
    {NULL, NULL, 5, 1532, SOCIAL_WORKER, POST_REPORT, 0, 0,
     "利尿薬の点滴で体重46.4kgまで減り、酸素は外れました。病棟の廊下を歩行器で歩いておられます。食事は減塩食を8割。「庭の水やりが気になる」と話されています。"},
    {"call", NULL, 4, 1003, CARE_MANAGER_SENIOR, POST_MEETING, BIT(DOCTOR) | BIT(NURSE_FIRST) |
     BIT(SERVICE_LEAD) | BIT(SOCIAL_WORKER) | BIT(PHARMACIST), 0,
     "退院前の話し合いを明日14時、病院の相談室で開きます。画面ごしの参加もできます。来られる方は「確認しました」を押してください。"},
    {NULL, "call", 4, 1241, DOCTOR, POST_MEETING, BIT(CARE_MANAGER_SENIOR), 0,
     "画面ごしに参加します。退院後の利尿薬の量を、その場で病棟の先生と決めさせてください。"},
    {"meeting", NULL, 3, 1512, CARE_MANAGER_SENIOR, POST_MEETING,
     TEAM & ~(BIT(CARE_MANAGER_SENIOR) | BIT(DENTAL_HYGIENIST) | BIT(DIETITIAN)), PAPER_MEETING,
     "話し合いの要点を付けます。退院は明日。①毎朝の体重 ②薬は朝1回 ③玄関の手すりと踏み台は今日中に設置 ④夜の心配は訪問看護の24時間電話へ。誤りがあれば返信で知らせてください。"},
    {NULL, NULL, 3, 1756, EQUIPMENT_ADVISER, POST_REPORT, BIT(CARE_MANAGER_SENIOR) |
     BIT(PHYSIOTHERAPIST), 0,
     "玄関に手すりと踏み台を置きました。娘さんに立ち会っていただき、ぐらつきのないことを確認しています。新聞受けは、家の中から取れる位置へ移しました。"},
    {NULL, NULL, 2, 1128, SOCIAL_WORKER, POST_HOSPITAL, NURSES | BIT(CARE_MANAGER_SENIOR) |
     BIT(SERVICE_LEAD), 0,
     "11時に退院されました。退院時の体重45.9kg、血圧124/68、SpO2 96%。利尿薬が朝20mgから40mgに増えています。次の採血は1週間後、訪問診療でお願いします。"},
    {NULL, NULL, 2, 1346, PHARMACIST, POST_MEDICINE, HELP | NURSES, 0,
     "新しい処方に入れ替えました。朝1包だけになり、古い夕分は回収しました。カレンダーの「朝」の列だけを見てください。立ちくらみがあれば連絡を。"},
    {NULL, NULL, 2, 1622, NURSE_FIRST, POST_VITALS, BIT(DOCTOR), 0,
     "退院当日の訪問。体温36.3℃ 脈拍70 血圧122/66 SpO2 97% 体重45.9kg。むくみなし、膝の傷は乾いています。24時間電話の番号を電話機の横に貼りました。"},
    {NULL, NULL, 1, 942, HELPER, POST_VISIT, BIT(SERVICE_LEAD), 0,
     "朝のお薬、カレンダーからご自分で取って飲まれました。体重45.9kgを連絡帳に記入。玄関は手すりを持って、踏み台で安全に降りられます。"},
    {NULL, NULL, 1, 1108, PHYSIOTHERAPIST, POST_VISIT, 0, 0,
     "手すりを使った段差の上り下りを5回。左膝の痛みは出ません。入院前より歩く速さが落ちているので、1週間は訪問を週2回にして様子を見ます。"},
    {NULL, NULL, 1, 1712, CARE_MANAGER_SENIOR, POST_WISHES, BIT(NURSE_FIRST) |
     BIT(SERVICE_LEAD) | BIT(DOCTOR), 0,
     "娘さんから電話。「帰ってきて表情が明るい。夜は、電話できる先があると思うと眠れた」とのことです。ご本人は庭のほうを向いて朝食をとられたそうです。"},
    {NULL, NULL, 0, 957, NURSE_SECOND, POST_VITALS, 0, 0,
     "体温36.4℃ 脈拍72 血圧120/66 SpO2 96% 体重46.0kg。立ちくらみなし。便通は2日に1回。足の爪を切りました。"},
    {"menu", NULL, 0, 1124, HELPER, POST_QUESTION, 0, 0,
     "夕食の宅配弁当が「塩分3.2g」と書いてあります。毎日でも大丈夫でしょうか。娘さんも気にされていました。"},
    {NULL, "menu", 0, 1208, DIETITIAN, POST_MESSAGE, BIT(HELPER), 0,
     "1食3gを超えるので、付いている醤油と汁物を抜けば2g台になります。減塩のコース（1食2g）もあるので、娘さんに案内します。"},
    {"bath", NULL, 0, 1548, DAY_COUNSELLOR, POST_QUESTION, BIT(DOCTOR), 0,
     "明日からデイを再開します。入浴してもよいでしょうか。控える目安があれば教えてください。"},
    {NULL, "bath", 0, 1652, DOCTOR, POST_MESSAGE, BIT(DAY_COUNSELLOR), 0,
     "入浴してかまいません。血圧が160以上か100未満、SpO2 93%未満、朝の体重が47kg以上のときは見合わせて電話をください。湯はぬるめ、5分までで。"},
};

const struct scenes scenes_tomeko = {sizeof posts / sizeof posts[0], posts, TEAM | BIT(NURSE_NEW)};
