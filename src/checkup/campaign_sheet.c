// SPDX-License-Identifier: AGPL-3.0-or-later
// What a campaign prints: letters to silent offices without a mail address, and the result.
#include "base/check.h"
#include "checkup/campaign.h"
#include "city/city.h"
#include "member/member.h"
#include "office/office.h"
#include "sheet/cells.h"

static const struct sheet_style right = {.size = 9.5, .align = SHEET_RIGHT, .leading = 1.5};

struct print {
    struct tx *tx;
    struct arena *a;
    struct sheet *s;
    const struct campaign *c;
    struct city city;
    struct office desk;
};

static struct print begin(struct tx *tx, const struct campaign *c, str title)
{
    struct sheet_paper paper = {.title = title, .at = tx_now(tx)};
    struct print p = {
        .tx = tx, .a = tx_arena(tx), .s = sheet_begin(tx_arena(tx), &paper), .c = c};
    city_find(tx, c->city, &p.city);
    office_find(tx, c->city, office_desk(tx, c->city), &p.desk);
    return p;
}

static str year_text(const struct print *p)
{
    return str_print(p->a, "令和%ld年度", (long)p->c->year - 2018);
}

static str day_text(const struct print *p, day d)
{
    return day_format_wareki(p->a, d);
}

// --- letters ---------------------------------------------------------------------------------

static str postcode(struct arena *a, str postal)
{
    if (postal.n != 7)
        return postal;
    return str_print(a, "%.*s-%.*s", STR(str_part(postal, 0, 3)), STR(str_from(postal, 3)));
}

static void put_sender(const struct print *p)
{
    struct sheet_area body = sheet_body(p->s);
    str from = str_print(p->a, "%.*s\n%.*s\n%.*s", STR(day_text(p, tx_today(p->tx))),
                         STR(p->city.name), STR(p->desk.name));
    sheet_put_text(p->s, (struct sheet_area){body.x + 100, 34, body.width - 100, 0}, right, from);
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
    sheet_title(p->s, str_print(p->a, "%.*s 現況届のお願い", STR(year_text(p))));
    sheet_paragraph(p->s, plain,
                    S("情報共有システム「つなぎ」をお使いの事業所には、年に1回、登録の内容を確かめていただいています。"
                      "貴事業所の現況届（様式5）がまだ届いていません。次の期限までに届け出てください。"));
    struct sheet_fact facts[] = {
        {S("提出の期限"), day_text(p, p->c->due_on), false},
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

bytes campaign_letters(struct tx *tx, const struct services *services, const struct campaign *c)
{
    struct print p = begin(tx, c, S("現況届のお願い"));
    struct request_lines lines = campaign_requests(tx, c);
    size_t n = 0;
    for (size_t i = 0; i < lines.n; i++)
        if (lines.at[i].state == REQUEST_SILENT && lines.at[i].mail.n == 0) {
            put_letter(&p, services, &lines.at[i]);
            n++;
        }
    return n && tx_ok(tx) ? sheet_finish(p.s) : (bytes){0};
}

// --- the result ------------------------------------------------------------------------------

static void put_numbers(const struct print *p, const struct request_lines *lines)
{
    int64_t withdrawn, kept;
    campaign_decisions(p->tx, p->c, &withdrawn, &kept);
    const int64_t *n = lines->counts;
    str dates = str_print(p->a, "%.*sから%.*sまで", STR(day_text(p, p->c->request_on)),
                          STR(day_text(p, p->c->due_on)));
    struct sheet_fact facts[] = {
        {S("依頼と期限"), dates, false},
        {S("依頼した事業所"), str_print(p->a, "%zu", lines->n), false},
        {S("期限までに回答"), str_print(p->a, "%ld", (long)n[REQUEST_ANSWERED]), false},
        {S("期限後に回答"), str_print(p->a, "%ld", (long)n[REQUEST_ANSWERED_LATE]), false},
        {S("届いて確認中"), str_print(p->a, "%ld", (long)n[REQUEST_WAITING]), false},
        {S("回答なし"), str_print(p->a, "%ld", (long)n[REQUEST_SILENT]), false},
        {S("部屋への参加"),
         str_print(p->a, "取りやめ %ld件、続ける %ld件", (long)withdrawn, (long)kept), false},
    };
    sheet_facts(p->s, facts, sizeof facts / sizeof facts[0]);
}

static void put_signatures(const struct print *p)
{
    struct sheet_cell cells[] = {
        {.width = 1, .name = S("確認した日"), .value = NONE},
        {.width = 1, .name = S("担当者"), .value = NONE, .after = S("印　")},
        {.width = 1, .name = S("所属長"), .value = NONE, .after = S("印　")},
    };
    const struct member *m = member_find(p->tx, p->c->city, p->c->closed_by);
    if (instant_is(p->c->closed_at))
        cells[0].value = day_text(p, day_of(p->c->closed_at));
    if (m)
        cells[1].value = m->name;
    sheet_put_row(p->s, &(struct sheet_row){cells, 3, 14}, NULL);
    sheet_space(p->s, 4);
}

static void put_offices(const struct print *p, const struct request_lines *lines)
{
    static const struct sheet_column columns[] = {{S_CONST("事業所"), 5, SHEET_LEFT},
                                                  {S_CONST("番号"), 2, SHEET_LEFT},
                                                  {S_CONST("人数"), 1, SHEET_RIGHT},
                                                  {S_CONST("結果"), 2.5, SHEET_LEFT},
                                                  {S_CONST("回答した日"), 2.5, SHEET_LEFT}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    str *cells = NEW_ARRAY(p->a, str, lines->n * COLUMNS);
    for (size_t i = 0; i < lines->n; i++) {
        const struct request_line *line = &lines->at[i];
        str *row = cells + i * COLUMNS;
        row[0] = line->name;
        row[1] = line->number;
        row[2] = str_print(p->a, "%ld", (long)line->people);
        row[3] = line->state == REQUEST_SILENT ? S("回答なし") : request_state_label(line->state);
        row[4] = day_text(p, line->answered_on);
    }
    sheet_put_table(p->s, &(struct sheet_table){columns, COLUMNS, cells, lines->n, 0});
}

bytes campaign_result(struct tx *tx, const struct campaign *c)
{
    struct print p = begin(tx, c, S("現況届の結果"));
    struct request_lines lines = campaign_requests(tx, c);
    sheet_footer(p.s, str_print(p.a, "%.*s %.*s", STR(p.city.name), STR(p.desk.name)));
    sheet_title(p.s, str_print(p.a, "%.*s 現況届の結果", STR(year_text(&p))));
    sheet_paragraph(p.s, right,
                    str_print(p.a, "%.*s現在%s", STR(day_text(&p, tx_today(tx))),
                              instant_is(c->closed_at) ? "（締め切り済み）" : "（途中経過）"));
    put_numbers(&p, &lines);
    put_signatures(&p);
    put_offices(&p, &lines);
    return tx_ok(tx) ? sheet_finish(p.s) : (bytes){0};
}
