// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's page. The password of the certificate is printed and not in the QR code: a
// photograph of the code alone opens nothing. Printed apart, no page holds both halves.
#include "registration/letter_sheet.h"

static const double QR = 25; // mm
static const double DEVICE = 27; // mm that the block of one device takes
static const struct sheet_style small = {.size = 9.5, .leading = 1.45};
static const struct sheet_style quiet = {.size = 9, .quiet = true, .leading = 1.45};
static const struct sheet_style code = {.size = 14, .bold = true, .leading = 1.3, .tracking = 1.5};

// 12345-67890 and 1234-5678: groups are read and typed with fewer mistakes.
static str grouped(struct arena *a, str digits)
{
    size_t half = digits.n / 2;
    return str_print(a, "%.*s-%.*s", STR(str_part(digits, 0, half)), STR(str_from(digits, half)));
}

// --- the parts of a page ---------------------------------------------------------------

static void put_head(const struct letter_drawing *d, const struct letter_page *p)
{
    letter_put_sender(d);
    str address =
        str_print(d->arena, "%.*s%.*s", STR(p->office.address), STR(p->office.building));
    sheet_put_address(d->sheet, &(struct sheet_address){
                                    .postcode = letter_postcode(d->arena, p->office.postal),
                                    .address = address,
                                    .office = p->member->office_name,
                                    .name = p->member->name,
                                });
    sheet_title(d->sheet, d->side == SIDE_PASSWORDS ? S("つなぎ パスワード 通知書")
                                                    : S("つなぎ 利用登録 通知書"));
}

static struct sheet_fact password_fact(const struct letter_drawing *d, const struct letter_page *p)
{
    str name = S("パスワード");
    if (!p->letter.password.hash.n)
        return (struct sheet_fact){name, S("今お使いのものを、そのままお使いください。"), false};
    if (d->side == SIDE_IDS)
        return (struct sheet_fact){name, S("別にお送りする「パスワード 通知書」に書かれています。"), false};
    return (struct sheet_fact){S("初期パスワード"), p->letter.password.plain, true};
}

static void put_person(const struct letter_drawing *d, const struct letter_page *p)
{
    struct sheet_fact facts[3];
    size_t n = 0;
    if (d->side != SIDE_PASSWORDS)
        facts[n++] = (struct sheet_fact){S("個人ID"), grouped(d->arena, p->member->personal_id), true};
    facts[n++] = password_fact(d, p);
    if (d->side != SIDE_PASSWORDS)
        facts[n++] = (struct sheet_fact){S("会員サイト"), d->from->services->member_url, false};
    sheet_facts(d->sheet, facts, n);
}

static str device_title(struct arena *a, const struct letter_device *of, size_t number)
{
    return str_print(a, "端末%zu　%.*s（%s）　%.*sまで・1回だけ", number,
                     STR(device_kind_label(of->device.kind)),
                     of->device.personal ? "個人の端末" : "事業所の端末",
                     STR(day_format_wareki(a, day_of(of->given.expires_at))));
}

static void put_qr(const struct letter_drawing *d, str install_id)
{
    struct sheet_area body = sheet_body(d->sheet);
    str to = str_print(d->arena, "%.*s/enrol?id=%.*s", STR(d->from->services->public_url),
                       STR(install_id));
    sheet_put_qr(d->sheet,
                 (struct sheet_area){body.x + body.width - QR - 1, sheet_y(d->sheet) + 1, QR, QR}, to);
}

static void put_device(const struct letter_drawing *d, const struct letter_device *of, size_t number)
{
    struct sheet *s = d->sheet;
    double height = d->side == SIDE_PASSWORDS ? DEVICE - 6 : DEVICE;
    sheet_keep(s, height + 3);
    struct sheet_area body = sheet_body(s);
    struct sheet_area at = {body.x + 2, sheet_y(s) + 2, body.width - QR - 6, 0};
    at.y += sheet_put_text(s, at, (struct sheet_style){.size = 9.5, .bold = true},
                           device_title(d->arena, of, number)) + 0.5;
    struct sheet_area second = {at.x + (d->side == SIDE_BOTH ? 70 : 0), at.y, 62, 0};
    double name = sheet_put_text(s, d->side == SIDE_PASSWORDS ? second : at, quiet,
                                 d->side == SIDE_PASSWORDS ? S("証明書インストール用パスワード")
                                                           : S("証明書インストール用ID"));
    if (d->side == SIDE_BOTH)
        sheet_put_text(s, second, quiet, S("証明書インストール用パスワード"));
    at.y += name;
    second.y = at.y;
    if (d->side != SIDE_IDS)
        sheet_put_text(s, second, code, of->given.password);
    if (d->side != SIDE_PASSWORDS) {
        sheet_put_text(s, at, code, grouped(d->arena, of->given.install_id));
        put_qr(d, of->given.install_id);
    }
    sheet_put_box(s, (struct sheet_area){body.x, sheet_y(s), body.width, height});
    sheet_move(s, sheet_y(s) + height + 2);
}

static void put_step(const struct letter_drawing *d, int number, str text)
{
    struct sheet *s = d->sheet;
    struct sheet_area body = sheet_body(s);
    sheet_keep(s, 10);
    sheet_put_text(s, (struct sheet_area){body.x, sheet_y(s), 6, 0}, small,
                   str_print(d->arena, "%d", number));
    double height = sheet_put_text(s, (struct sheet_area){body.x + 6, sheet_y(s), body.width - 6, 0},
                                   small, text);
    sheet_move(s, sheet_y(s) + height + 0.8);
}

static void put_steps(const struct letter_drawing *d, const struct letter_page *p)
{
    int n = 0;
    sheet_space(d->sheet, 1);
    if (p->n > 0) {
        str to = str_print(d->arena,
                           "使う端末でQRコードを読み取るか、%.*s/enrol を開き、証明書インストール用IDとパスワードを"
                           "入力します。保存された証明書を、画面の手順のとおりに端末へ入れます。",
                           STR(d->from->services->public_url));
        put_step(d, ++n, to);
    }
    put_step(d, ++n, S("ブラウザを開き直して会員サイトを開き、証明書を選んで、個人IDとパスワードでサインインします。"));
    if (p->letter.password.hash.n)
        put_step(d, ++n, S("初期パスワードを、ご自分だけが知るものに変えます。そのあと利用規約と誓約を読み、同意してください。"));
}

static void put_care(const struct letter_drawing *d)
{
    str phone = d->from->desk.phone;
    str where = str_print(d->arena, "%.*s%s%.*s", STR(d->from->desk.name), phone.n ? "　電話 " : "",
                          STR(phone));
    str text = str_print(
        d->arena,
        "この紙は本人だけがお持ちください。使い始めたら、ほかの人の目に触れないように裁断してください。"
        "前にお渡しした通知書は使えません。\n"
        "端末や通知書をなくしたとき、身に覚えのない利用に気づいたときは、"
        "すぐに事業所のシステム利用管理担当者と市に知らせてください。\n"
        "お問い合わせ：%.*s",
        STR(where));
    sheet_space(d->sheet, 2);
    sheet_paragraph(d->sheet, small, text);
}

static void put_page(const struct letter_drawing *d, const struct letter_page *p)
{
    sheet_part(d->sheet);
    put_head(d, p);
    put_person(d, p);
    sheet_space(d->sheet, 4);
    for (size_t i = 0; i < p->n; i++)
        put_device(d, &p->devices[i], i + 1);
    if (d->side == SIDE_PASSWORDS)
        sheet_paragraph(d->sheet, small, S("IDは、別にお送りした「利用登録 通知書」に書かれています。使い始める手順も、そちらをご覧ください。"));
    else
        put_steps(d, p);
    put_care(d);
}

// --- all of them -------------------------------------------------------------------------

static bool has_kind(const struct letter_page *pages, size_t n, enum device_kind kind)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < pages[i].n; k++)
            if (pages[i].devices[k].device.kind == kind)
                return true;
    return false;
}

static void put_office(const struct letter_drawing *d, const struct letter_page *pages, size_t n)
{
    letter_put_cover(d, pages, n);
    for (size_t i = 0; i < n; i++)
        put_page(d, &pages[i]);
    if (!d->from->print->manual || d->side == SIDE_PASSWORDS)
        return;
    for (enum device_kind kind = 0; kind < DEVICE_KINDS; kind++)
        if (has_kind(pages, n, kind))
            manuals_put_for(d->arena, d->sheet, kind, d->from->services->public_url);
}

static void put_side(struct letter_drawing *d, const struct letter_pages *pages, enum letter_side side)
{
    d->side = side;
    for (size_t first = 0, last; first < pages->n; first = last) {
        for (last = first; last < pages->n; last++)
            if (pages->at[last].office.id.v != pages->at[first].office.id.v)
                break;
        put_office(d, &pages->at[first], last - first);
    }
}

struct sheet *letter_sheet(struct arena *a, const struct letter_sender *from,
                           const struct letter_pages *pages, instant at)
{
    struct sheet_paper paper = {.title = S("通知書"), .at = at, .bottom = 18};
    struct letter_drawing d = {.arena = a, .sheet = sheet_begin(a, &paper), .from = from, .at = at};
    if (from->print->form == LETTERS_TOGETHER) {
        put_side(&d, pages, SIDE_BOTH);
    } else {
        put_side(&d, pages, SIDE_IDS);
        put_side(&d, pages, SIDE_PASSWORDS);
    }
    return d.sheet;
}
