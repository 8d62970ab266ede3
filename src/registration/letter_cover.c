// SPDX-License-Identifier: AGPL-3.0-or-later
// The cover of an office's letters: where they go, what is enclosed, what to do with it. Only the
// address stands where the window of the envelope is (lib/sheet/letter.c has the measures).
#include "registration/letter_sheet.h"

static const struct sheet_style small = {.size = 9.5, .leading = 1.45};

str letter_postcode(struct arena *a, str postal)
{
    if (postal.n != 7)
        return postal;
    return str_print(a, "%.*s-%.*s", STR(str_part(postal, 0, 3)), STR(str_from(postal, 3)));
}

void letter_put_sender(const struct letter_drawing *d)
{
    struct sheet_area body = sheet_body(d->sheet);
    struct sheet_area right = {body.x + 100, 34, body.width - 100, 0};
    struct sheet_style style = {.size = 9.5, .align = SHEET_RIGHT, .leading = 1.5};
    str from = str_print(d->arena, "%.*s\n%.*s\n%.*s", STR(day_format_wareki(d->arena, day_of(d->at))),
                         STR(d->from->city.name), STR(d->from->desk.name));
    sheet_footer(d->sheet, NONE); // of a manual before
    sheet_put_folds(d->sheet);
    sheet_put_text(d->sheet, right, style, from);
}

static const char *title(enum letter_side side)
{
    switch (side) {
    case SIDE_BOTH:
        return "つなぎ 利用登録 通知書の送付";
    case SIDE_IDS:
        return "つなぎ 利用登録 通知書の送付（ID）";
    case SIDE_PASSWORDS:
        return "つなぎ 利用登録 通知書の送付（パスワード）";
    }
    return "";
}

static const char *opening(enum letter_side side)
{
    switch (side) {
    case SIDE_BOTH:
        return "次の方の通知書をお送りします。1人1枚です。";
    case SIDE_IDS:
        return "次の方の通知書をお送りします。1人1枚です。パスワードの通知書は、別の封筒でお送りします。";
    case SIDE_PASSWORDS:
        return "次の方のパスワードの通知書をお送りします。1人1枚です。先にお送りした、IDの通知書とあわせてお使いください。";
    }
    return "";
}

// What makes the page worth enclosing.
static str content(struct arena *a, const struct letter_page *p, enum letter_side side)
{
    bool fresh = p->letter.password.hash.n > 0;
    const char *what = side == SIDE_PASSWORDS ? (fresh ? "初期パスワード" : "")
                       : side == SIDE_IDS     ? "個人ID"
                       : fresh                ? "個人ID・初期パスワード"
                                              : "個人ID";
    if (p->n == 0)
        return str_of(what);
    return str_print(a, "%s%s証明書（端末%zu台）", what, *what ? "・" : "", p->n);
}

static void put_people(const struct letter_drawing *d, const struct letter_page *pages, size_t n)
{
    static const struct sheet_column columns[] = {
        {S_CONST("枚目"), 1, SHEET_RIGHT},
        {S_CONST("氏名"), 4, SHEET_LEFT},
        {S_CONST("職種"), 4, SHEET_LEFT},
        {S_CONST("内容"), 6, SHEET_LEFT},
    };
    str *cells = NEW_ARRAY(d->arena, str, n * 4);
    for (size_t i = 0; i < n; i++) {
        cells[i * 4] = str_print(d->arena, "%zu", i + 1);
        cells[i * 4 + 1] = pages[i].member->name;
        cells[i * 4 + 2] = profession_label(pages[i].member->profession);
        cells[i * 4 + 3] = content(d->arena, &pages[i], d->side);
    }
    sheet_put_table(d->sheet, &(struct sheet_table){columns, 4, cells, n, 0});
}

static void put_steps(const struct letter_drawing *d, size_t n)
{
    struct sheet *s = d->sheet;
    sheet_space(s, 4);
    sheet_step(s, S("1"), str_print(d->arena, "通知書が%zu枚あることを確かめてください。", n));
    sheet_step(s, S("2"), S("1枚ずつ、書かれている本人に手渡してください。ほかの方の通知書を見たり、写しを取ったりしないでください。"));
    sheet_step(s, S("3"), S("退職などで渡せない方の通知書は、渡さずに、次のところへ知らせてください。"));
    str phone = d->from->desk.phone;
    str ask = str_print(d->arena, "足りない、開いた跡がある、などのときも、すぐにお知らせください。その通知書を使えなくして、新しくお送りします。\nお問い合わせ：%.*s%s%.*s",
                        STR(d->from->desk.name), phone.n ? "　電話 " : "", STR(phone));
    sheet_space(s, 2);
    sheet_paragraph(s, small, ask);
}

void letter_put_cover(const struct letter_drawing *d, const struct letter_page *pages, size_t n)
{
    const struct office *office = &pages[0].office;
    sheet_part(d->sheet);
    letter_put_sender(d);
    sheet_put_address(d->sheet,
                      &(struct sheet_address){
                          .postcode = letter_postcode(d->arena, office->postal),
                          .address = str_print(d->arena, "%.*s%.*s", STR(office->address),
                                               STR(office->building)),
                          .office = office->name,
                          .name = S("システム利用管理担当者"),
                      });
    sheet_title(d->sheet, str_of(title(d->side)));
    sheet_paragraph(d->sheet, (struct sheet_style){.size = 10.5}, str_of(opening(d->side)));
    if (d->from->print->manual && d->side != SIDE_PASSWORDS)
        sheet_paragraph(d->sheet, (struct sheet_style){.size = 10.5},
                        S("証明書の入れ方の手引きも、端末の種類ごとに入れました。"));
    put_people(d, pages, n);
    put_steps(d, n);
}
