// SPDX-License-Identifier: AGPL-3.0-or-later
// 通知書: what a person needs to begin, on one page. The password of the certificate is printed and
// not in the QR code: a photograph of the code alone opens nothing.
#include "audit/audit.h"
#include "city/city.h"
#include "office/office.h"
#include "registration/registration.h"
#include "sheet/sheet.h"

static const double QR = 25; // mm
static const double DEVICE = 27; // mm that the block of one device takes
static const struct sheet_style small = {.size = 9.5, .leading = 1.45};
static const struct sheet_style quiet = {.size = 9, .quiet = true, .leading = 1.45};
static const struct sheet_style code = {.size = 14, .bold = true, .leading = 1.3, .tracking = 1.5};

struct letters {
    struct tx *tx;
    const struct services *services;
    struct sheet *sheet;
    struct city city;
    struct office desk;
};

// 12345-67890 and 1234-5678: groups are read and typed with fewer mistakes.
static str grouped(struct arena *a, str digits)
{
    size_t half = digits.n / 2;
    return str_print(a, "%.*s-%.*s", STR(str_part(digits, 0, half)), STR(str_from(digits, half)));
}

// --- the parts of a page ---------------------------------------------------------------

static str postcode(struct arena *a, str postal)
{
    if (postal.n != 7)
        return postal;
    return str_print(a, "%.*s-%.*s", STR(str_part(postal, 0, 3)), STR(str_from(postal, 3)));
}

static void put_head(const struct letters *l, const struct member *m)
{
    struct arena *a = tx_arena(l->tx);
    struct sheet *s = l->sheet;
    struct office office = {0};
    office_find(l->tx, m->city, m->office, &office);
    str address = str_print(a, "%.*s%.*s", STR(office.address), STR(office.building));
    sheet_put_folds(s);
    struct sheet_area body = sheet_body(s);
    struct sheet_area right = {body.x + 100, 34, body.width - 100, 0};
    struct sheet_style style = {.size = 9.5, .align = SHEET_RIGHT, .leading = 1.5};
    str from = str_print(a, "%.*s\n%.*s\n%.*s", STR(day_format_wareki(a, tx_today(l->tx))),
                         STR(l->city.name), STR(l->desk.name));
    sheet_put_text(s, right, style, from);
    sheet_put_address(s, &(struct sheet_address){
                             .postcode = postcode(a, office.postal),
                             .address = address,
                             .office = m->office_name,
                             .name = m->name,
                         });
    sheet_title(s, S("つなぎ 利用登録 通知書"));
}

static void put_person(const struct letters *l, const struct member *m, const struct letter *letter)
{
    struct arena *a = tx_arena(l->tx);
    bool fresh = letter->password.hash.n > 0;
    struct sheet_fact facts[] = {
        {S("個人ID"), grouped(a, m->personal_id), true},
        {S("初期パスワード"), letter->password.plain, true},
        {S("会員サイト"), l->services->member_url, false},
    };
    if (!fresh)
        facts[1] = (struct sheet_fact){S("パスワード"), S("今お使いのものを、そのままお使いください。"), false};
    sheet_facts(l->sheet, facts, sizeof facts / sizeof facts[0]);
}

static void put_device(const struct letters *l, const struct device *d, int number)
{
    struct arena *a = tx_arena(l->tx);
    struct sheet *s = l->sheet;
    struct enrolment_letter e = enrolment_issue(l->tx, d->id);
    sheet_keep(s, DEVICE + 3);
    struct sheet_area body = sheet_body(s);
    struct sheet_area at = {body.x + 2, sheet_y(s) + 2, 85, 0};
    str title = str_print(a, "端末%d　%.*s（%s%s）　%.*sまで・1回だけ", number,
                          STR(device_kind_label(d->kind)), d->personal ? "個人の端末" : "事業所の端末",
                          instant_is(d->renewal_at) ? "・更新" : "",
                          STR(day_format_wareki(a, day_of(e.expires_at))));
    struct sheet_area line = at;
    line.width = body.width - QR - 6;
    at.y += sheet_put_text(s, line, (struct sheet_style){.size = 9.5, .bold = true}, title) + 0.5;
    struct sheet_area second = {at.x + 70, at.y, body.width - 70 - QR - 4, 0};
    sheet_put_text(s, second, quiet, S("証明書インストール用パスワード"));
    at.y += sheet_put_text(s, at, quiet, S("証明書インストール用ID"));
    second.y = at.y;
    sheet_put_text(s, second, code, e.password);
    sheet_put_text(s, at, code, grouped(a, e.install_id));
    str to = str_print(a, "%.*s/enrol?id=%.*s", STR(l->services->public_url), STR(e.install_id));
    sheet_put_qr(s, (struct sheet_area){body.x + body.width - QR - 1, sheet_y(s) + 1, QR, QR}, to);
    sheet_put_box(s, (struct sheet_area){body.x, sheet_y(s), body.width, DEVICE});
    sheet_move(s, sheet_y(s) + DEVICE + 2);
}

static int put_devices(const struct letters *l, member_id member)
{
    struct device_list devices = device_list_of(l->tx, member);
    int n = 0;
    sheet_space(l->sheet, 4);
    for (size_t i = 0; i < devices.n; i++)
        if (devices.at[i].state == DEVICE_WAITING || instant_is(devices.at[i].renewal_at))
            put_device(l, &devices.at[i], ++n);
    return n;
}

static void put_step(const struct letters *l, int number, str text)
{
    struct arena *a = tx_arena(l->tx);
    struct sheet *s = l->sheet;
    struct sheet_area body = sheet_body(s);
    sheet_keep(s, 10);
    sheet_put_text(s, (struct sheet_area){body.x, sheet_y(s), 6, 0}, small, str_print(a, "%d", number));
    double height = sheet_put_text(s, (struct sheet_area){body.x + 6, sheet_y(s), body.width - 6, 0},
                                   small, text);
    sheet_move(s, sheet_y(s) + height + 0.8);
}

static void put_steps(const struct letters *l, const struct letter *letter, int devices)
{
    struct arena *a = tx_arena(l->tx);
    int n = 0;
    sheet_space(l->sheet, 1);
    if (devices > 0) {
        str to = str_print(a, "使う端末でQRコードを読み取るか、%.*s/enrol を開き、証明書インストール用IDとパスワードを入力します。保存された証明書を、画面の手順のとおりに端末へ入れます。",
                           STR(l->services->public_url));
        put_step(l, ++n, to);
    }
    put_step(l, ++n, S("ブラウザを開き直して会員サイトを開き、証明書を選んで、個人IDとパスワードでサインインします。"));
    if (letter->password.hash.n)
        put_step(l, ++n, S("初期パスワードを、ご自分だけが知るものに変えます。そのあと利用規約と誓約を読み、同意してください。"));
}

static void put_care(const struct letters *l)
{
    struct arena *a = tx_arena(l->tx);
    str phone = l->desk.phone;
    str where = str_print(a, "%.*s%s%.*s", STR(l->desk.name), phone.n ? "　電話 " : "", STR(phone));
    str text = str_print(
        a,
        "この紙は本人だけがお持ちください。使い始めたら、ほかの人の目に触れないように裁断してください。前にお渡しした通知書は使えません。\n"
        "端末や通知書をなくしたとき、身に覚えのない利用に気づいたときは、すぐに事業所のシステム利用管理担当者と市に知らせてください。\n"
        "お問い合わせ：%.*s",
        STR(where));
    sheet_space(l->sheet, 2);
    sheet_paragraph(l->sheet, small, text);
}

// --- all letters -----------------------------------------------------------------------

static void put_letter(const struct letters *l, const struct member *m, const struct letter *letter)
{
    sheet_part(l->sheet);
    put_head(l, m);
    put_person(l, m, letter);
    int devices = put_devices(l, m->id);
    put_steps(l, letter, devices);
    put_care(l);
    if (letter->password.hash.n)
        password_issue(l->tx, m->id, &letter->password);
    audit_record(l->tx, &(struct audit_entry){"letter.print", .city = m->city, .subject = m->id.v,
                                              .detail = letter->reason});
}

// While the passwords were hashed, somebody may have chosen one of their own: it is not taken away
// without a reason.
static struct letter still_fitting(struct tx *tx, city_id city, const struct letter *wanted)
{
    struct letter letter = *wanted;
    struct letter_cards cards = letter_list(tx, city, wanted->member);
    bool own = cards.n == 1 && cards.at[0].state == LETTER_IN_USE;
    if (own && !letter.reason.n)
        letter.password = (struct password_initial){0};
    return letter;
}

bytes letter_sheet(struct tx *tx, const struct services *services, city_id city,
                   const struct letter *letters, size_t n, size_t *printed)
{
    struct sheet_paper paper = {.title = S("通知書"), .at = tx_now(tx), .bottom = 18};
    struct letters l = {.tx = tx, .services = services, .sheet = sheet_begin(tx_arena(tx), &paper)};
    *printed = 0;
    city_find(tx, city, &l.city);
    office_find(tx, city, office_desk(tx, city), &l.desk);
    for (size_t i = 0; i < n; i++) {
        struct letter letter = still_fitting(tx, city, &letters[i]);
        const struct member *m = member_find(tx, city, letter.member);
        if (!m || !office_is(m->office) || !member_is_active(m, tx_today(tx)))
            continue;
        put_letter(&l, m, &letter);
        ++*printed;
    }
    return *printed && tx_ok(tx) ? sheet_finish(l.sheet) : (bytes){0};
}
