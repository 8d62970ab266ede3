// SPDX-License-Identifier: AGPL-3.0-or-later
// The import of open data: read everything, compare with everything, then write
// what is new or changed. One query reads all offices of the city.
#include "audit/audit.h"
#include "base/text.h"
#include "office/import_compare.h"
#include "office/import_row.h"
#include "office/office_row.h"

enum { MOST_ROWS = 200000, ROWS_PER_SCRATCH = 256 };

// --- the file as a whole ---------------------------------------------------------------

static const char *why_unreadable(enum csv_outcome outcome)
{
    switch (outcome) {
    case CSV_OK:
        return "";
    case CSV_NOT_TEXT:
        return "文字として読めません。ExcelではなくCSV形式（UTF-8またはShift_"
               "JIS）で保存したファイルを選んでください。";
    case CSV_QUOTE_OPEN:
        return "この行で始まる引用符（\"）が閉じられていません。引用符を直してから、もう一度選んで"
               "ください。";
    case CSV_QUOTE_STRAY:
        return "閉じた引用符（\"）のあとに文字が続いています。引用符を直してから、もう一度選んでく"
               "ださい。";
    case CSV_COLUMNS:
        return "見出しより欄の数が多い行です。余分なコンマがないか確かめてください。";
    case CSV_EMPTY:
        return "ファイルに何も書かれていません。見出しの行があるファイルを選んでください。";
    case CSV_TOO_LARGE:
        return "大きすぎて読めません。20万行までに分けてから、もう一度選んでください。";
    }
    return "";
}

static bool read_file(struct reading *r, bytes file)
{
    enum csv_outcome outcome = csv_read(r->arena, file, MOST_ROWS, &r->csv);
    if (outcome != CSV_OK)
        reading_find(r, r->csv.bad_line, FINDING_REFUSAL, NONE, str_of(why_unreadable(outcome)));
    else if (r->csv.n == 0)
        reading_find(
            r, 1, FINDING_REFUSAL, NONE,
            S("見出しだけで、事業所の行がありません。事業所が書かれたファイルを選んでください。"));
    return !r->refused;
}

static bool read_header(struct reading *r)
{
    enum import_column column;
    switch (import_columns_find(r->arena, &r->csv, &r->columns, &column)) {
    case COLUMNS_GOOD:
        return true;
    case COLUMNS_MISSING:
        reading_find(
            r, 1, FINDING_REFUSAL, import_column_name(column),
            str_print(r->arena,
                      "「%.*s」の欄がありません。1行目が見出しになっているか確かめてください。",
                      STR(import_column_name(column))));
        break;
    case COLUMNS_TWICE:
        reading_find(
            r, 1, FINDING_REFUSAL, import_column_name(column),
            str_print(r->arena,
                      "「%.*s」の欄が2つあり、どちらが正しいか決められません。1つにしてください。",
                      STR(import_column_name(column))));
        break;
    }
    return false;
}

static void tell_elsewhere(struct reading *r, const struct import_plan *plan)
{
    if (r->n_elsewhere == 0)
        return;
    bool nothing_here = plan->n == 0 && !r->refused;
    reading_find(
        r, r->first_elsewhere, nothing_here ? FINDING_REFUSAL : FINDING_WARNING,
        import_column_name(COLUMN_CODE),
        str_print(r->arena,
                  "ほかの市町村（%.*sなど）の行が%zu行あります。%"
                  "sの事業所ではないため、取り込みません。%s",
                  STR(text_shorten(r->arena, r->name_elsewhere, 40)), r->n_elsewhere,
                  str_zero(r->arena, r->city.name),
                  nothing_here ? "この市の行が1つもないので、ファイルを確かめてください。" : ""));
}

// --- the plan ------------------------------------------------------------------------------

static struct import_row *new_row(struct reading *r, struct import_plan *plan)
{
    size_t n = plan->n++;
    if (n == 0)
        plan->rows = NEW_ARRAY(r->arena, struct import_row, 16);
    else if (n >= 16 && (n & (n - 1)) == 0)
        plan->rows =
            arena_grow(r->arena, plan->rows, n * sizeof *plan->rows, 2 * n * sizeof *plan->rows);
    return &plan->rows[n];
}

static void tell_duplicate(struct reading *r, int line, int first)
{
    reading_find(
        r, line, FINDING_WARNING, import_column_name(COLUMN_NAME),
        str_print(r->arena,
                  "%d行目と同じ事業所・サービスです。%d行目を取り込み、この行は取り込みません。",
                  first, first));
}

static void plan_office(struct reading *r, struct known *k, struct import_plan *plan, int line,
                        struct office o)
{
    struct import_row row = {line, IMPORT_NEW, o, NONE};
    int first = known_compare(k, r->scratch, &row);
    if (first) {
        tell_duplicate(r, line, first);
        return;
    }
    *new_row(r, plan) = row;
    plan->n_new += row.change == IMPORT_NEW;
    plan->n_changed += row.change == IMPORT_CHANGED;
    plan->n_same += row.change == IMPORT_SAME;
}

// The first service of the field; what follows it stays in *rest.
static str next_service(str *rest)
{
    int depth = 0;
    for (size_t i = 0; i < rest->n; i++) {
        char c = rest->p[i];
        depth += (c == '(') - (c == ')');
        size_t width = c == ';' || c == ',' ? 1 : str_starts(str_from(*rest, i), S("、")) ? 3 : 0;
        if (!width || depth > 0)
            continue;
        str first = str_part(*rest, 0, i);
        *rest = str_from(*rest, i + width);
        return str_trim(first);
    }
    str last = str_trim(*rest);
    *rest = NONE;
    return last;
}

// 「訪問介護;訪問看護」 in one field: one office for each.
static void plan_row(struct reading *r, struct known *k, struct import_plan *plan,
                     const struct csv_row *row)
{
    if (!row_is_here(r, row))
        return;
    struct office o = row_office(r, row);
    str rest = row_text(r, row, COLUMN_SERVICE);
    bool any = false;
    do {
        str service = next_service(&rest);
        if (service.n == 0 && (any || rest.n))
            continue;
        any = true;
        row_service(r, row, service, &o);
        plan_office(r, k, plan, row->line, o);
    } while (rest.n);
}

static void plan_rows(struct tx *tx, struct reading *r, struct import_plan *plan)
{
    struct known known = known_of(tx, r->city.id, r->scratch);
    for (size_t i = 0; i < r->csv.n; i++) {
        plan_row(r, &known, plan, &r->csv.rows[i]);
        if (i % ROWS_PER_SCRATCH == 0)
            arena_reset(r->scratch);
    }
    tell_elsewhere(r, plan);
}

struct import_plan import_read(struct tx *tx, city_id city, bytes file)
{
    struct import_plan plan = {0};
    struct reading r = {.arena = tx_arena(tx)};
    if (!city_find(tx, city, &r.city))
        return (struct import_plan){.refused = true};
    r.scratch = arena_new();
    if (read_file(&r, file) && read_header(&r))
        plan_rows(tx, &r, &plan);
    arena_free(r.scratch);
    if (r.refused)
        plan = (struct import_plan){.refused = true};
    plan.findings = r.findings;
    return plan;
}

// --- carrying it out -----------------------------------------------------------------------

static void store(struct tx *tx, const struct import_row *row, struct arena *scratch)
{
    struct office o = row->office;
    str folded = office_folded(scratch, &o);
    if (row->change == IMPORT_CHANGED)
        office_store_change(tx, &row->office, row->match_key, folded);
    if (row->change != IMPORT_NEW)
        return;
    o.id = (office_id){tx_new_id(tx)};
    office_store_new(tx, &o, row->match_key, folded);
}

void import_commit(struct tx *tx, city_id city, const struct import_plan *plan)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < plan->n && tx_ok(tx); i++) {
        if (plan->rows[i].change != IMPORT_SAME)
            store(tx, &plan->rows[i], scratch);
        if (i % ROWS_PER_SCRATCH == 0)
            arena_reset(scratch);
    }
    arena_free(scratch);
    str detail = str_print(tx_arena(tx), "new %zu, changed %zu, same %zu", plan->n_new,
                           plan->n_changed, plan->n_same);
    audit_record(tx, &(struct audit_entry){"office.import", .city = city, .detail = detail});
}
