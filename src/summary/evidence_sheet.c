// SPDX-License-Identifier: AGPL-3.0-or-later
// What 在宅医療情報連携加算 asks to be shown: the four fields, who wrote them when, and the
// partners that could read them. Source of the four fields and of the five partners: 令和6年度
// 診療報酬改定, C002 注15 and its facility standards; the wishes by our reading of them.
#include "sheet/sheet.h"
#include "summary/summary.h"

enum { PARTNERS_ASKED = 5 };

static day month_end(day first)
{
    int year, month, date;
    day_split(first, &year, &month, &date);
    day next = month == 12 ? day_make(year + 1, 1, 1) : day_make(year, month + 1, 1);
    return day_after(next, -1);
}

static void put_fields(struct tx *tx, const struct seat *seat, struct sheet *s, day until)
{
    struct arena *a = tx_arena(tx);
    struct summary summary = summary_at(tx, seat, until);
    struct sheet_fact *facts = NEW_ARRAY(a, struct sheet_fact, SUMMARY_FIELDS);
    size_t n = 0;
    for (enum summary_field f = 0; f < SUMMARY_FIELDS; f++) {
        const struct summary_entry *e = &summary.at[f];
        if (!summary_forms[f].for_fee)
            continue;
        str value = S("記載なし");
        if (e->body.n)
            value = str_print(a, "%.*s\n（%.*s %.*s）", STR(e->body), STR(e->author),
                              STR(instant_format(a, e->written_at)));
        facts[n++] = (struct sheet_fact){.name = summary_forms[f].label, .value = value};
    }
    sheet_facts(s, facts, n);
}

static bool was_there(const struct seat_row *who, day first, day last)
{
    return who->invited_on.n <= last.n &&
           (!day_is(who->removed_on) || who->removed_on.n >= first.n);
}

static bool is_listed(const office_id *offices, size_t n, office_id office)
{
    for (size_t i = 0; i < n; i++)
        if (office_same(offices[i], office))
            return true;
    return false;
}

static office_id own_office(const struct seat *seat, const struct seat_rows *people)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, seat->id))
            return people->at[i].office;
    return (office_id){0};
}

static void put_partners(struct tx *tx, const struct seat *seat, struct sheet *s, day first,
                         day last)
{
    struct arena *a = tx_arena(tx);
    struct seat_rows people = seat_roster(tx, seat);
    office_id *offices = NEW_ARRAY(a, office_id, people.n + 1);
    str *cells = NEW_ARRAY(a, str, 2 * people.n + 2);
    size_t n = 0;
    office_id own = own_office(seat, &people);
    for (size_t i = 0; i < people.n; i++) {
        const struct seat_row *who = &people.at[i];
        if (!was_there(who, first, last) || office_same(who->office, own) ||
            is_listed(offices, n, who->office))
            continue;
        cells[2 * n] = str_print(a, "%zu", n + 1);
        cells[2 * n + 1] = who->office_name;
        offices[n++] = who->office;
    }
    static const struct sheet_column columns[] = {{S_CONST("番号"), 0.15, SHEET_RIGHT},
                                                  {S_CONST("事業所"), 0.85, SHEET_LEFT}};
    sheet_heading(s, S("この月に記録を読むことができた、自分の事業所のほかの事業所"));
    sheet_put_table(s, &(struct sheet_table){columns, 2, cells, n, 0});
    sheet_paragraph(s, (struct sheet_style){0},
                    str_print(a, "%zuか所（基準の%dか所%s）", n, PARTNERS_ASKED,
                              n >= PARTNERS_ASKED ? "以上です" : "に足りません"));
}

bytes summary_evidence_sheet(struct tx *tx, const struct seat *seat, day in_month)
{
    struct arena *a = tx_arena(tx);
    int year, month, date;
    day_split(in_month, &year, &month, &date);
    day first = day_make(year, month, 1), last = month_end(first);
    struct identity who = {.birth = NO_DAY};
    summary_identity(tx, seat, &who);
    struct sheet *s = sheet_begin(
        a, &(struct sheet_paper){.title = S("在宅医療情報連携の記録"), .at = tx_now(tx), .numbered = true});
    sheet_title(s, S("在宅医療情報連携の記録"));
    const struct sheet_fact facts[] = {
        {.name = S("氏名"), .value = str_print(a, "%.*s（%.*s）", STR(who.name), STR(who.kana))},
        {.name = S("生年月日"), .value = day_format_wareki(a, who.birth)},
        {.name = S("対象の月"), .value = str_print(a, "%d年%d月", year, month)},
        {.name = S("印刷した日時"), .value = instant_format(a, tx_now(tx))},
    };
    sheet_facts(s, facts, sizeof facts / sizeof facts[0]);
    sheet_heading(s, S("月末の時点の記録（今月の場合は印刷の時点）"));
    put_fields(tx, seat, s, last);
    put_partners(tx, seat, s, first, last);
    return sheet_finish(s);
}
