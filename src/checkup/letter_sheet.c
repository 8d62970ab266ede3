// SPDX-License-Identifier: AGPL-3.0-or-later
// Letters to silent offices that no mail reaches, one part each, for window envelopes.
#include "checkup/sheets.h"

const struct sheet_style print_right = {.size = 9.5, .align = SHEET_RIGHT, .leading = 1.5};

struct print print_begin(struct tx *tx, const struct campaign *c, str title)
{
    struct sheet_paper paper = {.title = title, .at = tx_now(tx)};
    struct print p = {
        .tx = tx, .a = tx_arena(tx), .s = sheet_begin(tx_arena(tx), &paper), .c = c};
    city_find(tx, c->city, &p.city);
    office_find(tx, c->city, office_desk(tx, c->city), &p.desk);
    return p;
}

static str postcode(struct arena *a, str postal)
{
    if (postal.n != 7)
        return postal;
    return str_print(a, "%.*s-%.*s", STR(str_part(postal, 0, 3)), STR(str_from(postal, 3)));
}

static void put_sender(const struct print *p)
{
    struct sheet_area body = sheet_body(p->s);
    str from = str_print(p->a, "%.*s\n%.*s\n%.*s", STR(day_format_wareki(p->a, tx_today(p->tx))),
                         STR(p->city.name), STR(p->desk.name));
    sheet_put_text(p->s, (struct sheet_area){body.x + 100, 34, body.width - 100, 0}, print_right, from);
}

static void put_letter(const struct print *p, const struct services *services,
                       const struct request_line *line)
{
    struct sheet_style plain = {0};
    sheet_part(p->s);
    sheet_put_folds(p->s);
    put_sender(p);
    sheet_put_address(p->s, &(struct sheet_address){.postcode = postcode(p->a, line->postal),
                                                    .address = line->address,
                                                    .office = line->name});
    sheet_title(p->s, str_print(p->a, "%.*s 現況届のお願い", STR(campaign_year(p->a, p->c))));
    sheet_paragraph(p->s, plain,
                    S("情報共有システム「つなぎ」をお使いの事業所には、年に1回、登録の内容を確かめていただいています。"
                      "貴事業所の現況届（様式5）がまだ届いていません。次の期限までに届け出てください。"));
    struct sheet_fact facts[] = {
        {S("提出の期限"), day_format_wareki(p->a, p->c->due_on), false},
        {S("登録されている人"), str_print(p->a, "%ld人", (long)line->people), false},
        {S("会員サイト"), str_print(p->a, "%.*s/checkup", STR(services->member_url)), false},
        {S("様式（印刷用）"), str_print(p->a, "%.*s/forms/5.pdf", STR(services->public_url)), false},
        {S("紙の届けの送り先"),
         str_print(p->a, "%.*s %.*s　%.*s%.*s", STR(p->city.name), STR(p->desk.name),
                   STR(p->desk.address), STR(p->desk.building)),
         false},
        {S("電話"), p->desk.phone, false},
    };
    size_t n = sizeof facts / sizeof facts[0];
    sheet_facts(p->s, facts, p->desk.phone.n ? n : n - 1);
    sheet_step(p->s, S("・"), S("変わりがないときは、会員サイトから「変更なし」で届け出ることができます。"));
    sheet_step(p->s, S("・"), S("紙で届け出るときは、様式5に書いて送ってください。押印と署名は要りません。"));
    sheet_step(p->s, S("・"),
               S("届けがないときは、利用対象者の部屋への参加を取りやめることを検討します。"));
}

struct sheet *campaign_letters(struct tx *tx, const struct services *services,
                               const struct campaign *c)
{
    struct print p = print_begin(tx, c, S("現況届のお願い"));
    struct request_lines lines = campaign_requests(tx, c);
    size_t n = 0;
    for (size_t i = 0; i < lines.n; i++) {
        const struct request_line *line = &lines.at[i];
        if (!line->by_letter || line->sent_on.n != tx_today(tx).n)
            continue;
        put_letter(&p, services, line);
        n++;
    }
    return n ? p.s : NULL;
}
