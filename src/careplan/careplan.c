// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading a file, and saying in plain words what is wrong with it.
#include "careplan/careplan.h"

#include "base/buf.h"
#include "base/text.h"

static struct careplan refused(str why)
{
    return (struct careplan){.refused = why, .made_on = NO_DAY};
}

// --- what the file is ------------------------------------------------------------------------------

static str upper_name(struct arena *a, str file_name)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < file_name.n; i++) {
        char c = file_name.p[i];
        if (c == '/' || c == '\\')
            out.n = 0;
        else
            buf_byte(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    return buf_str(&out);
}

static bool sheet_by_name(str name, enum careplan_sheet *out)
{
    for (enum careplan_sheet s = 0; s < CAREPLAN_SHEETS; s++)
        if (str_starts(name, careplan_layouts[s].file)) {
            *out = s;
            return true;
        }
    return false;
}

// 予定 and 実績 have the same items: then 予定 is taken.
static bool sheet_by_items(size_t n, enum careplan_sheet *out)
{
    for (enum careplan_sheet s = 0; s < CAREPLAN_SHEETS; s++)
        if (careplan_layouts[s].n == n) {
            *out = s;
            return true;
        }
    return false;
}

static bool is_digits(str s, size_t n)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return n == 0 || s.n == n;
}

bool careplan_is_meant(str file_name, bytes file)
{
    struct arena *a = arena_new();
    enum careplan_sheet sheet;
    str name = upper_name(a, file_name);
    bool meant = sheet_by_name(name, &sheet) || careplan_other_sheet(name).n || str_ends(name, S(".CSV"));
    arena_free(a);
    return meant && !str_starts(bytes_str(file), S("%PDF-"));
}

// --- the rows -------------------------------------------------------------------------------------

static str csv_sentence(struct arena *a, enum csv_outcome outcome, int line)
{
    switch (outcome) {
    case CSV_OK:
        return NONE;
    case CSV_NOT_TEXT:
        return str_print(a, "%d行目に読めない文字があります。ケアプランのソフトから、もう一度CSVを書き出してください。", line);
    case CSV_QUOTE_OPEN:
    case CSV_QUOTE_STRAY:
        return str_print(a, "%d行目の「\"」の数が合いません。表計算ソフトなどで保存し直していないCSVを選んでください。", line);
    case CSV_COLUMNS:
        return str_print(a, "%d行目の項目が多すぎます。標準仕様のCSVではないようです。", line);
    case CSV_EMPTY:
        return S("ファイルに1行もありません。もう一度CSVを書き出してください。");
    case CSV_TOO_LARGE:
        return S("行が多すぎます（3,000行まで）。1人分・1か月分ずつ書き出してください。");
    }
    return NONE;
}

// These files have no header: one of numbers is put before them, wider than any sheet.
static enum csv_outcome read_rows(struct arena *a, bytes file, struct csv *out)
{
    struct buf all = buf_in(a);
    str text = bytes_str(file);
    for (int i = 1; i <= CAREPLAN_MOST_ITEMS; i++)
        buf_print(&all, i > 1 ? ",%d" : "%d", i);
    buf_byte(&all, '\n');
    buf_put(&all, str_starts(text, S("\xef\xbb\xbf")) ? str_from(text, 3) : text);
    enum csv_outcome outcome = csv_read(a, buf_bytes(&all), CAREPLAN_MOST_ROWS, out);
    out->bad_line = out->bad_line > 1 ? out->bad_line - 1 : 1;
    for (size_t i = 0; outcome == CSV_OK && i < out->n; i++)
        out->rows[i].line--;
    // Some programs write the names of the items first.
    if (outcome == CSV_OK && out->n && str_eq(str_trim(out->rows[0].fields[0]), S("CSVバージョン"))) {
        out->rows++;
        out->n--;
    }
    return outcome == CSV_OK && out->n == 0 ? CSV_EMPTY : outcome;
}

// --- the items -------------------------------------------------------------------------------------

day careplan_day(str field)
{
    day d;
    return field.n == 8 && is_digits(field, 8) && day_parse(field, &d) ? d : NO_DAY;
}

static bool is_month(str s)
{
    return is_digits(s, 6) && s.n == 6 && memcmp(s.p + 4, "00", 2) > 0 && memcmp(s.p + 4, "12", 2) <= 0;
}

static bool is_clock(str s)
{
    return s.n == 4 && is_digits(s, 4) &&
           (str_eq(s, S("9999")) || (memcmp(s.p, "2400", 4) <= 0 && s.p[2] < '6'));
}

static bool fits(enum careplan_form form, str s)
{
    switch (form) {
    case ITEM_TEXT:
        return true;
    case ITEM_DAY:
        return str_eq(s, S("00000000")) || day_is(careplan_day(s));
    case ITEM_MONTH:
        return is_month(s);
    case ITEM_CLOCK:
        return is_clock(s);
    case ITEM_NUMBER:
        return is_digits(s, 0) && s.n <= 18;
    }
    return false;
}

static const char *form_hint(enum careplan_form form)
{
    switch (form) {
    case ITEM_TEXT:
        return "文字";
    case ITEM_DAY:
        return "20261122のような8けたの日付";
    case ITEM_MONTH:
        return "202611のような6けたの年月";
    case ITEM_CLOCK:
        return "0930のような4けたの時刻";
    case ITEM_NUMBER:
        return "数字";
    }
    return "";
}

static str item_fault(struct arena *a, const struct careplan_layout *layout, const struct csv_row *row)
{
    for (size_t i = 0; i < layout->n; i++) {
        const struct careplan_item *item = &layout->items[i];
        str field = str_trim(row->fields[i]);
        if (field.n == 0 && item->required)
            return str_print(a, "%d行目の「%.*s」（%zu番目）が空です。", row->line, STR(item->name), i + 1);
        if (field.n && !fits(item->form, field))
            return str_print(a, "%d行目の「%.*s」（%zu番目）の「%.*s」を、%sとして読めません。", row->line,
                             STR(item->name), i + 1, STR(text_shorten(a, field, 20)),
                             form_hint(item->form));
    }
    return NONE;
}

static str count_fault(struct arena *a, const struct careplan_layout *layout,
                       const struct csv_row *row, str version)
{
    return str_print(a, "%d行目の項目が%zu個です。%.*s（%.*s）は%zu個のはずです。CSVバージョンは「%.*s」です。標準仕様4.x版で書き出してください。",
                     row->line, row->n, STR(layout->table), STR(layout->label), layout->n,
                     STR(text_shorten(a, version, 12)));
}

// Two people in one file: who belongs to this room cannot be told from it.
static str whose_fault(struct arena *a, const struct careplan *plan, const struct csv_row *row)
{
    if (str_eq(str_trim(row->fields[ITEM_INSURED]), plan->insured) &&
        str_eq(str_trim(row->fields[ITEM_INSURER]), plan->insurer))
        return NONE;
    return str_print(a, "%d行目は、被保険者番号が1行目と違います。1人分だけを書き出したファイルを選んでください。", row->line);
}

// One file is one month: a day of another one would stand nowhere on the sheet.
static str month_fault(struct arena *a, const struct careplan *plan, const struct csv_row *row)
{
    str month = str_trim(row->fields[ITEM6_MONTH]);
    if (plan->sheet != CAREPLAN_PLANNED && plan->sheet != CAREPLAN_DONE)
        return NONE;
    if (!str_eq(month, str_trim(plan->rows[0].fields[ITEM6_MONTH])))
        return str_print(a, "%d行目は、対象年月が1行目と違います。1か月分だけを書き出したファイルを選んでください。", row->line);
    if (!str_starts(str_trim(row->fields[ITEM6_DAY]), month))
        return str_print(a, "%d行目のサービス利用日が、対象年月の中にありません。", row->line);
    return NONE;
}

static str rows_fault(struct arena *a, const struct careplan *plan)
{
    const struct careplan_layout *layout = &careplan_layouts[plan->sheet];
    for (size_t i = 0; i < plan->n; i++) {
        const struct csv_row *row = &plan->rows[i];
        str fault = row->n != layout->n ? count_fault(a, layout, row, plan->version) : NONE;
        if (fault.n == 0)
            fault = item_fault(a, layout, row);
        if (fault.n == 0)
            fault = whose_fault(a, plan, row);
        if (fault.n == 0)
            fault = month_fault(a, plan, row);
        if (fault.n)
            return fault;
    }
    return NONE;
}

// --- all of it --------------------------------------------------------------------------------------

static str unknown_sentence(struct arena *a, str name, size_t items)
{
    str other = careplan_other_sheet(name);
    if (other.n)
        return str_print(a, "これは%.*sのファイルです。取り込めるのは、第1表（UP1KYO）・第2表（UP2KYO）・第6表（UPPLAN・UPJSK）です。", STR(other));
    return str_print(a, "1行目の項目が%zu個で、どの表か分かりません。第1表（UP1KYO）・第2表（UP2KYO）・第6表（UPPLAN・UPJSK）のCSVを選んでください。", items);
}

struct careplan careplan_read(struct arena *a, str file_name, bytes file)
{
    struct csv csv;
    struct careplan plan = {.made_on = NO_DAY};
    str name = upper_name(a, file_name);
    if (file.n > CAREPLAN_MOST_BYTES)
        return refused(S("ファイルが大きすぎます（1MBまで）。1人分・1か月分ずつ書き出してください。"));
    enum csv_outcome outcome = read_rows(a, file, &csv);
    if (outcome != CSV_OK)
        return refused(csv_sentence(a, outcome, csv.bad_line));
    plan.sheet_by_name = sheet_by_name(name, &plan.sheet);
    if (!plan.sheet_by_name &&
        (careplan_other_sheet(name).n || !sheet_by_items(csv.rows[0].n, &plan.sheet)))
        return refused(unknown_sentence(a, name, csv.rows[0].n));
    plan.n = csv.n;
    plan.rows = csv.rows;
    plan.version = str_trim(csv.rows[0].fields[ITEM_VERSION]);
    plan.insurer = str_trim(csv.rows[0].fields[ITEM_INSURER]);
    plan.insured = str_trim(csv.rows[0].fields[ITEM_INSURED]);
    plan.refused = rows_fault(a, &plan);
    if (plan.refused.n == 0 && plan.sheet == CAREPLAN_FIRST && plan.n > 1)
        plan.refused = S("第1表が2つ以上入っています。1つだけを書き出したファイルを選んでください。");
    plan.made_on = careplan_day(str_trim(csv.rows[0].fields[ITEM_MADE_ON]));
    return plan;
}
