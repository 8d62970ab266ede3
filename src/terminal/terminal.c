// SPDX-License-Identifier: AGPL-3.0-or-later
// The form 様式1-2: what it asks, in the guide's order.
#include "terminal/carry.h"

#include "device/device.h"

static const str kinds[] = {S_CONST("パソコン"), S_CONST("タブレット"), S_CONST("スマートフォン")};
static const str systems[] = {S_CONST("Windows"), S_CONST("Mac"), S_CONST("iOS"),
                              S_CONST("Android")};
static const str keepers[] = {S_CONST("事業所管理"), S_CONST("個人管理")};

static const struct paper_field counts[] = {
    {.name = "pc", .label = "パソコンの台数", .type = PAPER_COUNT, .optional = true},
    {.name = "tablet", .label = "タブレットの台数", .type = PAPER_COUNT, .optional = true},
    {.name = "tablet_mail",
     .label = "タブレットのメールアドレス",
     .type = PAPER_MAIL,
     .optional = true},
    {.name = "phone", .label = "スマートフォンの台数", .type = PAPER_COUNT, .optional = true},
    {.name = "phone_mail",
     .label = "スマートフォンのメールアドレス",
     .type = PAPER_MAIL,
     .optional = true},
};
static const struct paper_field devices[] = {
    {.name = "name", .label = "使う方の氏名", .most = 60},
    {.name = "keeper",
     .label = "端末の管理",
     .type = PAPER_CHOICE,
     .choices = keepers,
     .n_choices = 2,
     .help = "事業所の端末は「事業所管理」、本人の端末は「個人管理」を選びます。"},
    {.name = "kind", .label = "端末の種類", .type = PAPER_CHOICE, .choices = kinds, .n_choices = 3},
    {.name = "system",
     .label = "OS",
     .type = PAPER_CHOICE,
     .choices = systems,
     .n_choices = 4,
     .help = "iPhoneとiPadは「iOS」です。電子証明書の入れ方がこれで決まります。"},
    {.name = "personal_id",
     .label = "個人ID",
     .optional = true,
     .most = 8,
     .help = "同じ氏名の方がいるときに書いてください。"},
    {.name = "mail",
     .label = "メールアドレス",
     .type = PAPER_MAIL,
     .optional = true,
     .help = "タブレットとスマートフォンのときに書きます。その端末で受け取れるアドレスにしてください。"},
    {.name = "replaces",
     .label = "入れ替える古い端末の登録番号",
     .optional = true,
     .most = 6,
     .below = true,
     .help = "入れ替えのときだけ書きます。登録番号は「事業所の端末」の一覧にあります。"},
    {.name = "wiped_on",
     .label = "古い端末のデータを消した日",
     .type = PAPER_DAY,
     .optional = true,
     .below = true,
     .help = "古い端末は、中のデータをすべて消してから手放します。例：令和8年11月2日"},
};
// 安全な利用環境: what guide 9(3)③ lets a city ask for, and what the form says of personal devices.
static const struct paper_field surroundings[] = {
    {.name = "lock",
     .label = "どの端末も、画面のロック（暗証番号など）をかけています",
     .type = PAPER_TICK,
     .optional = true},
    {.name = "virus",
     .label = "パソコンとAndroidには、ウイルス対策を入れています",
     .type = PAPER_TICK,
     .optional = true},
    {.name = "supported",
     .label = "OSは、メーカーの更新が続いている版です",
     .type = PAPER_TICK,
     .optional = true},
    {.name = "network",
     .label = "おもに使う回線",
     .type = PAPER_CHOICE,
     .optional = true,
     .choices = device_network_labels + NETWORK_OFFICE,
     .n_choices = DEVICE_NETWORKS - NETWORK_OFFICE},
    {.name = "personal_pledge",
     .label = "個人管理の端末を使う方は全員、利用の誓約を守ることを承諾しています",
     .type = PAPER_TICK,
     .optional = true},
};

static const struct paper_part parts[] = {
    {.title = "申請者", .fields = paper_applicant_fields, .n = PAPER_APPLICANT_FIELDS},
    {.title = "事業所管理端末",
     .note = "事業所で管理する端末の台数を、種類ごとに書きます。タブレットとスマートフォンには、"
             "連絡に使うメールアドレスも書きます。",
     .fields = counts,
     .n = sizeof counts / sizeof counts[0]},
    {.title = "端末を使う方",
     .note = "電子証明書は、端末ごとに、使う方へ発行します。事業所の端末も、おもに使う方を書いてください。"
             "端末を入れ替えるときは、古い端末のデータを消してから申請してください。",
     .rows = "devices",
     .most_rows = 30,
     .fields = devices,
     .n = sizeof devices / sizeof devices[0]},
    {.title = "安全な利用環境",
     .note = "つなぎは、市が安全と認めた環境でだけ使えます。だれでも使える無線LANでは使えません。"
             "ここに書いた内容は、証明書を入れるときと、年に1回の棚卸しのときに、もう一度確かめます。",
     .fields = surroundings,
     .n = sizeof surroundings / sizeof surroundings[0]},
};

const struct paper_part *const terminal_devices = &parts[2];

const struct paper terminal_paper = {
    .kind = APPLICATION_DEVICES,
    .number = "様式1-2",
    .title = "情報共有システム利用端末登録申請書",
    .opening = "情報共有システムで使う端末を、次のとおり申請します。",
    .parts = parts,
    .n = sizeof parts / sizeof parts[0],
    .examine = terminal_examine,
    .suggest = terminal_suggest,
    .carry_out = terminal_carry_out,
};
