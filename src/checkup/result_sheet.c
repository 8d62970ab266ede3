// SPDX-License-Identifier: AGPL-3.0-or-later
// The result of a campaign: numbers, who signed it off, the offices by what became of them, and
// each decision about a seat with its reason.
#include "checkup/sheets.h"
#include "checkup/silent.h"
#include "member/member.h"

static str day_text(const struct print *p, day d)
{
    return day_format_wareki(p->a, d);
}

static str number(const struct print *p, int64_t n)
{
    return str_print(p->a, "%ld", (long)n);
}

// --- numbers -----------------------------------------------------------------------------------

static void put_numbers(const struct print *p, const struct request_lines *lines,
                        const struct decisions *decided, size_t undecided)
{
    const int64_t *n = lines->counts;
    str dates = str_print(p->a, "%.*sから%.*sまで", STR(day_text(p, p->c->request_on)),
                          STR(day_text(p, p->c->due_on)));
    str seats = str_print(p->a, "取りやめ %ld件、続ける %ld件", (long)decided->withdrawn,
                          (long)decided->kept);
    if (undecided)
        seats = str_print(p->a, "%.*s、まだ決めていない %zu件", STR(seats), undecided);
    struct sheet_fact facts[] = {
        {S("依頼と期限"), dates, false},
        {S("依頼した事業所"), number(p, (int64_t)lines->n), false},
        {S("期限までに回答"), number(p, n[REQUEST_ANSWERED]), false},
        {S("期限後に回答"), number(p, n[REQUEST_ANSWERED_LATE]), false},
        {S("届いて確認中"), number(p, n[REQUEST_WAITING]), false},
        {S("差し戻し中"), number(p, n[REQUEST_RETURNED]), false},
        {S("回答なし"), number(p, n[REQUEST_SILENT]), false},
        {S("修正の申請が手続き中"), number(p, lines->with_cases), false},
        {S("部屋への参加"), seats, false},
    };
    sheet_facts(p->s, facts, sizeof facts / sizeof facts[0]);
}

static void put_extensions(const struct print *p)
{
    struct extensions list = campaign_extensions(p->tx, p->c);
    for (size_t i = 0; i < list.n; i++) {
        const struct extension *e = &list.at[i];
        sheet_step(p->s, S("・"),
                   str_print(p->a, "%.*sに、期限を%.*sから%.*sに延ばしました（%.*s）。理由：%.*s",
                             STR(day_text(p, day_of(e->at))), STR(day_text(p, e->before)),
                             STR(day_text(p, e->after)), STR(e->by), STR(e->note)));
    }
}

static void put_signatures(const struct print *p)
{
    struct sheet_cell cells[] = {
        {.width = 1, .name = S("締め切った日"), .value = NONE},
        {.width = 1, .name = S("締め切った人"), .value = NONE, .after = S("印　")},
        {.width = 1, .name = S("所属長"), .value = NONE, .after = S("印　")},
    };
    const struct member *m = member_find(p->tx, p->c->city, p->c->closed_by);
    if (instant_is(p->c->closed_at))
        cells[0].value = day_text(p, day_of(p->c->closed_at));
    if (m)
        cells[1].value = m->name;
    sheet_space(p->s, 3);
    sheet_put_row(p->s, &(struct sheet_row){cells, 3, 14}, NULL);
    sheet_space(p->s, 2);
}

// --- offices -----------------------------------------------------------------------------------

static void put_offices(const struct print *p, const struct request_lines *lines,
                        enum request_state state)
{
    static const struct sheet_column columns[] = {{S_CONST("事業所"), 4.5, SHEET_LEFT},
                                                  {S_CONST("番号"), 2, SHEET_LEFT},
                                                  {S_CONST("人数"), 1, SHEET_RIGHT},
                                                  {S_CONST("届いた日"), 2.3, SHEET_LEFT},
                                                  {S_CONST("送った連絡"), 5, SHEET_LEFT}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    size_t n = 0;
    str *cells = NEW_ARRAY(p->a, str, lines->n * COLUMNS);
    for (size_t i = 0; i < lines->n; i++) {
        const struct request_line *line = &lines->at[i];
        if (line->state != state)
            continue;
        str *row = cells + n++ * COLUMNS;
        row[0] = line->name;
        row[1] = line->number;
        row[2] = number(p, line->people);
        row[3] = day_text(p, line->answered_on);
        row[4] = line->sent;
    }
    if (n == 0)
        return;
    str label = state == REQUEST_SILENT ? S("回答なし") : request_state_label(state);
    sheet_heading(p->s, str_print(p->a, "%.*s（%zu事業所）", STR(label), n));
    sheet_put_table(p->s, &(struct sheet_table){columns, COLUMNS, cells, n, 0});
}

// --- decisions ---------------------------------------------------------------------------------

static str outcome_of(const struct print *p, const struct decision *d)
{
    if (!d->withdrawn)
        return S("続ける");
    if (d->lapsed)
        return S("回答があったので続ける");
    if (d->removed)
        return S("取りやめ");
    return instant_is(p->c->closed_at) ? S("すでに参加を終えていた") : S("取りやめ（締め切りのときに行います）");
}

static void put_decisions(const struct print *p, const struct decisions *list)
{
    static const struct sheet_column columns[] = {
        {S_CONST("氏名"), 2, SHEET_LEFT},       {S_CONST("事業所"), 2.5, SHEET_LEFT},
        {S_CONST("部屋"), 2, SHEET_LEFT},       {S_CONST("決めたこと"), 2, SHEET_LEFT},
        {S_CONST("理由"), 3, SHEET_LEFT},       {S_CONST("決めた人・日"), 2.4, SHEET_LEFT}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    str *cells = NEW_ARRAY(p->a, str, list->n * COLUMNS);
    for (size_t i = 0; i < list->n; i++) {
        const struct decision *d = &list->at[i];
        str *row = cells + i * COLUMNS;
        row[0] = d->member_name;
        row[1] = d->office_name;
        row[2] = str_print(p->a, "%.*s様", STR(d->room_name));
        row[3] = outcome_of(p, d);
        row[4] = d->reason;
        row[5] = str_print(p->a, "%.*s\n%.*s", STR(d->by), STR(day_text(p, day_of(d->at))));
    }
    if (list->n == 0)
        return;
    sheet_heading(p->s, S("回答のない事業所の人の、部屋への参加について決めたこと"));
    sheet_put_table(p->s, &(struct sheet_table){columns, COLUMNS, cells, list->n, 0});
}

struct sheet *campaign_result(struct tx *tx, const struct campaign *c)
{
    static const enum request_state order[] = {REQUEST_SILENT, REQUEST_RETURNED, REQUEST_WAITING,
                                               REQUEST_ANSWERED_LATE, REQUEST_ANSWERED};
    struct print p = print_begin(tx, c, S("現況届の結果"));
    struct request_lines lines = campaign_requests(tx, c);
    struct decisions decided = campaign_decisions(tx, c, &lines);
    sheet_footer(p.s, str_print(p.a, "%.*s %.*s", STR(p.city.name), STR(p.desk.name)));
    sheet_title(p.s, str_print(p.a, "%.*s 現況届の結果", STR(campaign_year(p.a, c))));
    sheet_paragraph(p.s, print_right,
                    str_print(p.a, "%.*s現在%s", STR(day_text(&p, tx_today(tx))),
                              instant_is(c->closed_at) ? "（締め切り済み）" : "（途中経過）"));
    put_numbers(&p, &lines, &decided, (size_t)campaign_count_proposals(tx, c, &lines));
    put_extensions(&p);
    put_signatures(&p);
    put_decisions(&p, &decided);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        put_offices(&p, &lines, order[i]);
    return p.s;
}
