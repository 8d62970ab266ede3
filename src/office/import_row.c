// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/import_row.h"

#include "base/check.h"
#include "base/text.h"
#include "office/kind.h"

enum { MOST_CHARACTERS = 1000, SHOWN = 40, MOST_CAPACITY = 100000 };

void reading_find(struct reading *r, int line, enum finding_weight weight, str column, str sentence)
{
    struct findings *f = &r->findings;
    if (f->n == 0)
        f->at = NEW_ARRAY(r->arena, struct finding, 16);
    else if (f->n >= 16 && (f->n & (f->n - 1)) == 0)
        f->at = arena_grow(r->arena, f->at, f->n * sizeof *f->at, 2 * f->n * sizeof *f->at);
    f->at[f->n++] = (struct finding){line, weight, column, sentence};
    r->refused |= weight == FINDING_REFUSAL;
}

// A sentence with what stands in the file in its place.
static void find_with(struct reading *r, const struct csv_row *row, enum finding_weight weight,
                      enum import_column column, const char *sentence, str value)
{
    str before = str_of(sentence);
    size_t at = str_find(before, S("%s"));
    str shown = text_shorten(r->arena, value, SHOWN), after = str_from(before, at + 2);
    reading_find(
        r, row->line, weight, import_column_name(column),
        str_print(r->arena, "%.*s%.*s%.*s", STR(str_part(before, 0, at)), STR(shown), STR(after)));
}

static void find_plain(struct reading *r, const struct csv_row *row, enum finding_weight weight,
                       enum import_column column, str sentence)
{
    reading_find(r, row->line, weight, import_column_name(column), sentence);
}

static str raw_text(const struct reading *r, const struct csv_row *row, enum import_column column)
{
    int at = r->columns.at[column];
    return at < 0 ? NONE : row->fields[at];
}

// Most fields come out as they went in; then nothing is copied.
str row_text(struct reading *r, const struct csv_row *row, enum import_column column)
{
    str raw = raw_text(r, row, column), clean;
    if (raw.n == 0)
        return NONE;
    check(text_clean_line(r->scratch, str_bytes(raw), &clean)); // csv_read has looked
    if (clean.n > MOST_CHARACTERS && text_length(clean) > MOST_CHARACTERS)
        find_plain(r, row, FINDING_REFUSAL, column,
                   S("1つの欄が1,"
                     "000文字を超えています。引用符（\"）の閉じ忘れで、次の行までつながっていないか"
                     "確かめてください。"));
    return str_eq(raw, clean) ? raw : str_copy(r->arena, clean);
}

// --- where ---------------------------------------------------------------------------

static str without_zeros(str s)
{
    while (s.n && s.p[0] == '0')
        s = str_from(s, 1);
    return s;
}

// Six digits, five without the check digit, or either without the leading zero
// that spreadsheets take away.
static bool is_code_of(str code, const struct city *city)
{
    str five = str_part(city->code, 0, 5);
    return str_eq(code, city->code) || str_eq(code, five) ||
           str_eq(code, without_zeros(city->code)) || str_eq(code, without_zeros(five));
}

static bool is_prefecture(str code)
{
    return code.n <= 2 || (code.n >= 5 && str_eq(str_part(code, 2, 3), S("000")));
}

bool row_is_here(struct reading *r, const struct csv_row *row)
{
    str code = row_text(r, row, COLUMN_PLACE_CODE), name = row_text(r, row, COLUMN_CITY_NAME);
    if (code.n == 0)
        code = row_text(r, row, COLUMN_CODE);
    // A ward of the city has a code of its own: 千葉市中央区.
    bool is_ward = name.n > r->city.name.n && str_starts(name, r->city.name);
    bool here = is_code_of(code, &r->city) || is_ward;
    if (!here && is_prefecture(code))
        here = name.n == 0 || str_ends(name, r->city.name);
    if (here)
        return true;
    if (r->n_elsewhere++ == 0) {
        r->first_elsewhere = row->line;
        r->name_elsewhere = name.n ? name : code;
    }
    return false;
}

// --- numbers -------------------------------------------------------------------------

static str office_number(struct reading *r, const struct csv_row *row)
{
    str typed = row_text(r, row, COLUMN_NUMBER);
    if (typed.n == 0 || office_number_is_good(typed))
        return typed;
    str padded = str_print(r->arena, "0%.*s", STR(typed));
    if (office_number_is_good(padded)) {
        find_with(r, row, FINDING_NOTE, COLUMN_NUMBER,
                  "先頭の0が抜けていたため、%sとして取り込みます。", padded);
        return padded;
    }
    if (office_number_has_form(typed)) {
        find_with(r, row, FINDING_WARNING, COLUMN_NUMBER,
                  "「%"
                  "s」は検証番号（最後の1桁）が合いません。このまま取り込みますので、指定通知書など"
                  "で確かめてください。",
                  typed);
        return typed;
    }
    find_with(r, row, FINDING_WARNING, COLUMN_NUMBER,
              "「%s」は10桁の番号ではありません。番号は空のまま取り込みます。", typed);
    return NONE;
}

static str corporation_number(struct reading *r, const struct csv_row *row)
{
    if (r->columns.at[COLUMN_CORPORATION_NUMBER] < 0)
        return NONE;
    str typed = row_text(r, row, COLUMN_CORPORATION_NUMBER);
    if (corporation_number_is_good(typed))
        return typed;
    if (typed.n == 0)
        find_plain(r, row, FINDING_NOTE, COLUMN_CORPORATION_NUMBER,
                   S("法人番号が空です。空のまま取り込みます（個人の開業では番号がありません）。"));
    else
        find_with(r, row, FINDING_WARNING, COLUMN_CORPORATION_NUMBER,
                  "「%"
                  "s」は法人番号として正しくありません。番号は空のまま取り込みますので、国税庁の法"
                  "人番号公表サイトで確かめてください。",
                  typed);
    return NONE;
}

// 0 and an empty field both say "not given".
static int64_t capacity(struct reading *r, const struct csv_row *row)
{
    int64_t n = 0;
    str typed = row_text(r, row, COLUMN_CAPACITY), digits = typed;
    if (str_ends(digits, S("人")) || str_ends(digits, S("名")))
        digits = str_part(digits, 0, digits.n - strlen("人"));
    if (typed.n == 0 || (str_to_int(digits, &n) && n >= 0 && n <= MOST_CAPACITY))
        return n;
    find_with(r, row, FINDING_NOTE, COLUMN_CAPACITY,
              "「%s」は人数として読めません。定員は空のまま取り込みます。", typed);
    return 0;
}

// --- ways to reach the office -----------------------------------------------------------

// Hyphens and dashes of all kinds between digits.
static str with_hyphens(struct arena *a, str s)
{
    static const char *const dashes[] = {"‐", "‑", "‒", "–", "—", "―", "−", "ー", "－", "─"};
    struct buf out = buf_in(a);
    for (size_t i = 0; i < s.n;) {
        size_t step = 1;
        for (size_t d = 0; d < sizeof dashes / sizeof dashes[0] && step == 1; d++)
            if (str_starts(str_from(s, i), str_of(dashes[d])))
                step = strlen(dashes[d]);
        buf_put(&out, step > 1 ? S("-") : str_part(s, i, 1));
        i += step;
    }
    return buf_str(&out);
}

static bool is_ascii(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 0x80)
            return false;
    return true;
}

static str phone(struct reading *r, const struct csv_row *row, enum import_column column)
{
    str raw = str_trim(raw_text(r, row, column));
    if (is_ascii(raw))
        return row_text(r, row, column);
    str half = with_hyphens(r->arena, row_text(r, row, column));
    if (!str_eq(half, raw))
        find_with(r, row, FINDING_NOTE, column,
                  "全角の数字や記号を半角に直し、%sとして取り込みます。", half);
    return half;
}

static str postal(struct reading *r, const struct csv_row *row)
{
    str typed = row_text(r, row, COLUMN_POSTAL);
    struct buf digits = buf_in(r->arena);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] >= '0' && typed.p[i] <= '9')
            buf_byte(&digits, typed.p[i]);
    if (typed.n == 0 || digits.n == 7)
        return buf_str(&digits);
    find_with(r, row, FINDING_NOTE, COLUMN_POSTAL,
              "「%s」は7桁の郵便番号ではありません。空のまま取り込みます。", typed);
    return NONE;
}

static str address(struct reading *r, const struct csv_row *row)
{
    str whole = row_text(r, row, COLUMN_ADDRESS);
    if (whole.n == 0) {
        str town = row_text(r, row, COLUMN_TOWN), block = row_text(r, row, COLUMN_BLOCK);
        if (town.n || block.n)
            whole =
                str_print(r->arena, "%.*s%.*s%.*s%.*s", STR(row_text(r, row, COLUMN_PREFECTURE)),
                          STR(row_text(r, row, COLUMN_CITY_NAME)), STR(town), STR(block));
    }
    if (whole.n == 0)
        find_plain(r, row, FINDING_WARNING, COLUMN_ADDRESS,
                   S("住所が空です。空のまま取り込みますので、あとで補ってください。"));
    return whole;
}

// --- the row -----------------------------------------------------------------------------

struct office row_office(struct reading *r, const struct csv_row *row)
{
    struct office o = {
        .city = r->city.id,
        .number = office_number(r, row),
        .name = row_text(r, row, COLUMN_NAME),
        .kana = row_text(r, row, COLUMN_KANA),
        .corporation_number = corporation_number(r, row),
        .corporation = row_text(r, row, COLUMN_CORPORATION),
        .postal = postal(r, row),
        .address = address(r, row),
        .building = row_text(r, row, COLUMN_BUILDING),
        .phone = phone(r, row, COLUMN_PHONE),
        .fax = phone(r, row, COLUMN_FAX),
        .mail = row_text(r, row, COLUMN_MAIL),
        .web = row_text(r, row, COLUMN_WEB),
        .capacity = capacity(r, row),
        .closed_on = NO_DAY,
    };
    if (o.name.n == 0)
        find_plain(r, row, FINDING_REFUSAL, COLUMN_NAME,
                   S("事業所の名称が空です。名称を入れるか、この行を消してください。"));
    return o;
}

void row_service(struct reading *r, const struct csv_row *row, str service, struct office *out)
{
    out->service = service;
    out->kind = OFFICE_OTHER;
    if (service.n == 0)
        find_plain(r, row, FINDING_NOTE, COLUMN_SERVICE,
                   S("サービスの種類が空です。分類を「その他」として取り込みます。"));
    else if (!service_find(service, &out->kind))
        find_with(r, row, FINDING_NOTE, COLUMN_SERVICE,
                  "「%s」は知らないサービスの名前です。分類を「その他」として取り込みます。",
                  service);
}
