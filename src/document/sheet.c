// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/sheet.h"

#include "base/buf.h"
#include "base/text.h"

#include <stdlib.h>

enum { DAYS_OF_MONTH = 31 };

static str item(const struct csv_row *row, int i)
{
    return str_trim(row->fields[i]);
}

static str day_text(struct arena *a, str field)
{
    day d = careplan_day(field);
    return day_is(d) ? day_format_wareki(a, d) : NONE;
}

static void add(struct sheet_facts *facts, str label, str value)
{
    facts->at[facts->n++] = (struct sheet_fact){label, value.n ? value : S("－")};
}

static struct sheet_facts facts_in(struct arena *a, size_t most)
{
    return (struct sheet_facts){0, NEW_ARRAY(a, struct sheet_fact, most)};
}

static str joined(struct arena *a, str first, str between, str second)
{
    return first.n && second.n ? str_print(a, "%.*s%.*s%.*s", STR(first), STR(between), STR(second))
           : first.n           ? first
                               : second;
}

static str span_text(struct arena *a, str from, str until)
{
    str begins = day_text(a, from), ends = day_text(a, until);
    return begins.n || ends.n ? str_print(a, "%.*s～%.*s", STR(begins), STR(ends)) : NONE;
}

// --- 第1表 ---------------------------------------------------------------------------------------

static str place_text(struct arena *a, const struct csv_row *r, int postal)
{
    str code = item(r, postal);
    if (code.n == 7)
        code = str_print(a, "〒%.3s-%.4s", code.p, code.p + 3);
    return joined(a, code, S(" "), joined(a, item(r, postal + 1), S(" "), item(r, postal + 2)));
}

static void fill_first(struct arena *a, const struct careplan *plan, struct care_sheet *s)
{
    const struct csv_row *r = &plan->rows[0];
    str reason = careplan_reason(item(r, ITEM1_REASON));
    add(&s->facts, S("初回・紹介・継続"), careplan_plan_kind(item(r, ITEM1_KIND)));
    add(&s->facts, S("認定"), careplan_standing(item(r, ITEM1_STANDING)));
    add(&s->facts, S("要介護状態区分"), careplan_level(item(r, ITEM1_LEVEL)));
    add(&s->facts, S("認定日"), day_text(a, item(r, ITEM1_CERTIFIED)));
    add(&s->facts, S("認定の有効期間"), span_text(a, item(r, ITEM1_FROM), item(r, ITEM1_UNTIL)));
    add(&s->facts, S("利用者住所"), place_text(a, r, ITEM1_POSTAL));
    add(&s->facts, S("計画作成者"), item(r, ITEM1_AUTHOR));
    add(&s->facts, S("居宅介護支援事業者"),
        joined(a, item(r, ITEM1_OFFICE), S("　"), place_text(a, r, ITEM1_OFFICE_POSTAL)));
    add(&s->facts, S("計画作成（変更）日"), day_text(a, item(r, ITEM1_PLANNED)));
    add(&s->facts, S("初回計画作成日"), day_text(a, item(r, ITEM1_FIRST_PLANNED)));
    s->texts = facts_in(a, 4);
    s->texts.at[s->texts.n++] = (struct sheet_fact){
        S("利用者及び家族の生活に対する意向を踏まえた課題分析の結果"), item(r, ITEM1_WISHES)};
    s->texts.at[s->texts.n++] = (struct sheet_fact){
        S("介護認定審査会の意見及びサービスの種類の指定"), item(r, ITEM1_OPINION)};
    s->texts.at[s->texts.n++] = (struct sheet_fact){S("総合的な援助の方針"), item(r, ITEM1_POLICY)};
    s->texts.at[s->texts.n++] = (struct sheet_fact){
        S("生活援助中心型の算定理由"), joined(a, reason, S("："), item(r, ITEM1_REASON_OTHER))};
}

// --- 第2表 ---------------------------------------------------------------------------------------

// A blank goes on with what stands above it; so does the same number.
static bool goes_on(const struct csv_row *above, const struct csv_row *row, int number, const int *texts,
                    int n)
{
    str now = item(row, number);
    if (now.n && !str_eq(now, item(above, number)))
        return false;
    for (int i = 0; i < n; i++)
        if (item(row, texts[i]).n && !str_eq(item(row, texts[i]), item(above, texts[i])))
            return false;
    return true;
}

static str covered_text(str code)
{
    return str_eq(code, S("Y")) || str_eq(code, S("1")) ? S("○")
           : str_eq(code, S("N")) || str_eq(code, S("0")) ? NONE
                                                          : code;
}

static struct need_line need_of(const struct csv_row *r)
{
    return (struct need_line){
        .need = item(r, ITEM2_NEED),
        .long_goal = item(r, ITEM2_LONG),
        .long_term = item(r, ITEM2_LONG_TERM),
        .short_goal = item(r, ITEM2_SHORT),
        .short_term = item(r, ITEM2_SHORT_TERM),
        .service = item(r, ITEM2_SERVICE),
        .covered = covered_text(item(r, ITEM2_COVERED)),
        .kind = item(r, ITEM2_KIND),
        .office = item(r, ITEM2_OFFICE).n ? item(r, ITEM2_OFFICE) : item(r, ITEM2_OFFICE_CODE),
        .frequency = item(r, ITEM2_FREQUENCY),
        .term = item(r, ITEM2_TERM),
    };
}

static void fill_second(struct arena *a, const struct careplan *plan, struct care_sheet *s)
{
    static const int need_texts[] = {ITEM2_NEED};
    static const int goal_texts[] = {ITEM2_LONG, ITEM2_SHORT, ITEM2_LONG_TERM, ITEM2_SHORT_TERM};
    size_t need = 0, goal = 0;
    s->is_second = true;
    add(&s->facts, S("計画作成（変更）日"), day_text(a, item(&plan->rows[0], ITEM2_PLANNED)));
    s->needs = (struct need_lines){plan->n, NEW_ARRAY(a, struct need_line, plan->n)};
    for (size_t i = 0; i < plan->n; i++) {
        const struct csv_row *r = &plan->rows[i];
        s->needs.at[i] = need_of(r);
        bool same_need = i > 0 && goes_on(&plan->rows[need], r, ITEM2_NEED_NO, need_texts, 1);
        bool same_goal = same_need && goes_on(&plan->rows[goal], r, ITEM2_GOAL_NO, goal_texts, 4);
        need = same_need ? need : i;
        goal = same_goal ? goal : i;
        s->needs.at[need].need_rows++;
        s->needs.at[goal].goal_rows++;
    }
}

// --- 第6表 ---------------------------------------------------------------------------------------

static str clock_text(struct arena *a, const struct csv_row *r)
{
    str from = item(r, ITEM6_FROM), until = item(r, ITEM6_UNTIL);
    if (from.n != 4 || until.n != 4 || str_eq(from, S("9999")))
        return NONE;
    return str_print(a, "%.2s:%.2s～%.2s:%.2s", from.p, from.p + 2, until.p, until.p + 2);
}

static str service_text(struct arena *a, const struct csv_row *r)
{
    return joined(a, careplan_service(a, item(r, ITEM6_SERVICE)), S(" "), item(r, ITEM6_TOOL));
}

static str office_text(const struct csv_row *r)
{
    return item(r, ITEM6_OFFICE).n ? item(r, ITEM6_OFFICE) : item(r, ITEM6_OFFICE_CODE);
}

static int64_t often(const struct csv_row *r)
{
    int64_t n = 1;
    return item(r, ITEM6_OFTEN).n && str_to_int(item(r, ITEM6_OFTEN), &n) && n >= 0 && n < 1000 ? n : 1;
}

static int date_of(const struct csv_row *r)
{
    int year = 0, month = 0, date = 1;
    day_split(careplan_day(item(r, ITEM6_DAY)), &year, &month, &date);
    return date;
}

static struct use_line *line_for(struct arena *a, struct care_sheet *s, const struct csv_row *r)
{
    str clock = clock_text(a, r);
    struct use_line new = {.clock = clock.n ? clock : S("時間なし"), .service = service_text(a, r),
                           .office = office_text(r)};
    for (size_t i = 0; i < s->uses.n; i++)
        if (str_eq(s->uses.at[i].clock, new.clock) && str_eq(s->uses.at[i].service, new.service) &&
            str_eq(s->uses.at[i].office, new.office))
            return &s->uses.at[i];
    new.cells = (struct use_cells){s->days.n, NEW_ARRAY(a, struct use_cell, s->days.n)};
    for (size_t i = 0; i < s->days.n; i++)
        new.cells.at[i].off = str_eq(s->days.at[i].value, S("土")) || str_eq(s->days.at[i].value, S("日"));
    s->uses.at[s->uses.n] = new;
    return &s->uses.at[s->uses.n++];
}

// 1970-01-01 was a Thursday.
static str weekday(day d)
{
    static const str names[] = {S_CONST("木"), S_CONST("金"), S_CONST("土"), S_CONST("日"),
                                S_CONST("月"), S_CONST("火"), S_CONST("水")};
    return names[((d.n % 7) + 7) % 7];
}

static void fill_days(struct arena *a, str month, struct care_sheet *s)
{
    day first = careplan_day(str_print(a, "%.*s01", STR(month)));
    s->days = facts_in(a, DAYS_OF_MONTH);
    for (int i = 0; i < DAYS_OF_MONTH && day_is(first); i++) {
        int year, of, date;
        day_split(day_after(first, i), &year, &of, &date);
        if (date != i + 1)
            return;
        add(&s->days, str_print(a, "%d", date), weekday(day_after(first, i)));
    }
}

static int by_clock(const void *x, const void *y)
{
    const struct use_entry *p = x, *q = y;
    int order = memcmp(p->clock.p, q->clock.p, p->clock.n < q->clock.n ? p->clock.n : q->clock.n);
    return order ? order : (p->clock.n > q->clock.n) - (p->clock.n < q->clock.n);
}

static void fill_by_day(struct arena *a, const struct careplan *plan, struct care_sheet *s)
{
    s->by_day.at = NEW_ARRAY(a, struct use_day, s->days.n);
    for (size_t d = 0; d < s->days.n; d++) {
        struct use_entries entries = {0, NULL};
        for (size_t i = 0; i < plan->n; i++) {
            const struct csv_row *r = &plan->rows[i];
            if (date_of(r) != (int)d + 1)
                continue;
            if (!entries.at)
                entries.at = NEW_ARRAY(a, struct use_entry, plan->n - i);
            int64_t n = often(r);
            str clock = clock_text(a, r);
            entries.at[entries.n++] = (struct use_entry){
                clock.n ? clock : S("時間なし"), service_text(a, r), office_text(r),
                n == 1 ? NONE : str_print(a, " %ld回", (long)n)};
        }
        if (entries.n == 0)
            continue;
        qsort(entries.at, entries.n, sizeof *entries.at, by_clock);
        s->by_day.at[s->by_day.n++] = (struct use_day){
            str_print(a, "%.*s日（%.*s）", STR(s->days.at[d].label), STR(s->days.at[d].value)), entries};
    }
}

static str month_text(struct arena *a, str month)
{
    return str_print(a, "%.4s年%d月", month.p, (month.p[4] - '0') * 10 + month.p[5] - '0');
}

static void fill_sixth(struct arena *a, const struct careplan *plan, struct care_sheet *s)
{
    const struct csv_row *first = &plan->rows[0];
    str month = item(first, ITEM6_MONTH);
    s->is_sixth = true;
    add(&s->facts, S("対象年月"), month_text(a, month));
    add(&s->facts, S("居宅介護支援事業者"), item(first, ITEM6_PLANNER_CODE));
    add(&s->facts, S("担当者"), item(first, ITEM6_PLANNER));
    fill_days(a, month, s);
    s->uses.at = NEW_ARRAY(a, struct use_line, plan->n);
    for (size_t i = 0; i < plan->n; i++) {
        struct use_line *line = line_for(a, s, &plan->rows[i]);
        size_t at = (size_t)date_of(&plan->rows[i]) - 1;
        int64_t n = often(&plan->rows[i]), before = 0;
        if (at < line->cells.n) {
            str_to_int(line->cells.at[at].text, &before);
            line->cells.at[at].text = str_print(a, "%ld", (long)(before + n));
        }
        line->total += n;
    }
    fill_by_day(a, plan, s);
}

// --- all of it ------------------------------------------------------------------------------------

static void fill_rows(struct arena *a, const struct careplan *plan, struct care_sheet *s)
{
    const struct careplan_layout *layout = &careplan_layouts[plan->sheet];
    s->has_everything = true;
    s->rows = (struct sheet_rows){plan->n, NEW_ARRAY(a, struct sheet_row, plan->n)};
    for (size_t i = 0; i < plan->n; i++) {
        struct sheet_row *row = &s->rows.at[i];
        *row = (struct sheet_row){plan->rows[i].line, facts_in(a, layout->n)};
        for (size_t k = 0; k < layout->n; k++)
            row->fields.at[row->fields.n++] =
                (struct sheet_fact){layout->items[k].name, plan->rows[i].fields[k]};
    }
}

struct care_sheet care_sheet_of(struct arena *a, const struct careplan *plan, bool everything)
{
    const struct careplan_layout *layout = &careplan_layouts[plan->sheet];
    struct care_sheet s = {.table = layout->table, .label = layout->label, .facts = facts_in(a, 16)};
    if (!careplan_version_is_known(plan->version))
        s.version = plan->version;
    add(&s.facts, S("被保険者番号"), plan->insured);
    add(&s.facts, S("保険者番号"), plan->insurer);
    add(&s.facts, S("作成年月日"), day_format_wareki(a, plan->made_on));
    switch (plan->sheet) {
    case CAREPLAN_FIRST:
        fill_first(a, plan, &s);
        break;
    case CAREPLAN_SECOND:
        fill_second(a, plan, &s);
        break;
    case CAREPLAN_PLANNED:
    case CAREPLAN_DONE:
        if (!plan->sheet_by_name)
            s.label = S("サービス利用票");
        fill_sixth(a, plan, &s);
        break;
    case CAREPLAN_SHEETS:
        break;
    }
    if (everything)
        fill_rows(a, plan, &s);
    return s;
}

// A plan of another day is a newer version of the same document; a month is a document of its own.
str care_sheet_title(struct arena *a, const struct careplan *plan)
{
    str label = careplan_layouts[plan->sheet].label;
    if (plan->sheet != CAREPLAN_PLANNED && plan->sheet != CAREPLAN_DONE)
        return label;
    if (!plan->sheet_by_name)
        label = S("サービス利用票");
    return str_print(a, "%.*s %.*s", STR(label),
                     STR(month_text(a, str_trim(plan->rows[0].fields[ITEM6_MONTH]))));
}
