// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/import_read.h"

#include "base/buf.h"
#include "base/text.h"
#include "vitals/import.h"

enum { MOST_NAMES = 12 };

// The first is ours, as the page documents it; the others are what devices and records call it.
// Compared folded, without brackets, units and blanks.
static const char *const sign_names[VITALS_SIGNS][MOST_NAMES] = {
    [VITALS_TEMPERATURE] = {"体温", "腋窩温", "temperature", "temp", "bt", "kt"},
    [VITALS_PULSE] = {"脈拍", "脈拍数", "心拍", "心拍数", "脈", "pulse", "pr", "hr", "p"},
    [VITALS_SYSTOLIC] = {"最高血圧", "収縮期血圧", "血圧上", "血圧最高", "上の血圧", "最大血圧",
                         "血圧収縮期", "systolic", "sys", "sbp"},
    [VITALS_DIASTOLIC] = {"最低血圧", "拡張期血圧", "血圧下", "血圧最低", "下の血圧", "最小血圧",
                          "血圧拡張期", "diastolic", "dia", "dbp"},
    [VITALS_SPO2] = {"spo2", "酸素飽和度", "経皮的酸素飽和度", "動脈血酸素飽和度", "血中酸素濃度", "サチュレーション"},
    [VITALS_BREATHS] = {"呼吸", "呼吸数", "呼吸回数", "respiration", "rr", "r"},
    [VITALS_WEIGHT] = {"体重", "weight", "bw"},
    [VITALS_GLUCOSE] = {"血糖", "血糖値", "グルコース", "glucose", "bs", "bg"},
    [VITALS_PAIN] = {"痛み", "疼痛", "nrs", "痛みnrs", "疼痛nrs"},
    [VITALS_JCS] = {"jcs", "意識レベル", "意識", "意識レベルjcs"},
};
static const char *const moment_names[MOST_NAMES] = {
    "日時", "測定日時", "計測日時", "記録日時", "測定日時刻", "測定時刻日付", "datetime", "timestamp",
    "dateandtime"};
static const char *const date_names[MOST_NAMES] = {"日付", "測定日", "計測日", "年月日", "記録日",
                                                   "date"};
static const char *const clock_names[MOST_NAMES] = {"時刻", "測定時刻", "計測時刻", "時間", "測定時間",
                                                    "計測時間", "time"};
static const char *const note_names[MOST_NAMES] = {"メモ", "備考", "コメント", "特記事項", "note",
                                                   "memo"};

// --- columns ---------------------------------------------------------------------------------------

// Units in brackets go: 体温(℃); what is not one stays: 血圧(上).
static str without_unit(struct arena *a, str folded)
{
    static const char *const units[] = {"(℃)", "(°c)",    "(bpm)", "(回/分)", "(回)",   "(mmhg)",
                                        "(%)", "(kg)", "(mg/dl)", "(拍/分)", "[mmhg]", "[℃]", "[%]",
                                        "[bpm]", "[kg]", "[mg/dl]"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        str unit = text_fold(a, str_of(units[i]));
        if (str_ends(folded, unit))
            return str_part(folded, 0, folded.n - unit.n);
    }
    return folded;
}

static str plain_name(struct arena *a, str name)
{
    str folded = without_unit(a, text_fold(a, name));
    struct buf out = buf_in(a);
    for (size_t i = 0; i < folded.n; i++)
        if (!strchr("()[]_", folded.p[i]))
            buf_byte(&out, folded.p[i]);
    return buf_str(&out);
}

static bool is_one_of(struct arena *a, str plain, const char *const names[MOST_NAMES])
{
    for (int i = 0; i < MOST_NAMES && names[i]; i++)
        if (str_eq(plain, text_fold(a, str_of(names[i]))))
            return true;
    return false;
}

static void put_name(struct buf *to, str name)
{
    if (to->n)
        buf_put(to, S("、"));
    buf_put(to, name);
}

// The first column of a name counts; a second one is not taken.
static bool settle(struct arena *a, str plain, int index, struct import_columns *c)
{
    const struct {
        const char *const *names;
        int *column;
    } others[] = {{moment_names, &c->moment}, {date_names, &c->date}, {clock_names, &c->clock},
                  {note_names, &c->note}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (*others[i].column < 0 && is_one_of(a, plain, others[i].names)) {
            *others[i].column = index;
            return true;
        }
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        if (c->signs[s] < 0 && is_one_of(a, plain, sign_names[s])) {
            c->signs[s] = index;
            return true;
        }
    return false;
}

static void find_columns(struct arena *a, const struct csv *csv, struct import_columns *c)
{
    struct buf found = buf_in(a), unknown = buf_in(a);
    *c = (struct import_columns){.moment = -1, .date = -1, .clock = -1, .note = -1};
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        c->signs[s] = -1;
    for (size_t i = 0; i < csv->n_columns; i++) {
        str shown = text_shorten(a, csv->columns[i], 20);
        if (settle(a, plain_name(a, csv->columns[i]), (int)i, c))
            put_name(&found, shown);
        else if (shown.n)
            put_name(&unknown, shown);
    }
    c->found = buf_str(&found);
    c->unknown = buf_str(&unknown);
}

static bool has_values(const struct import_columns *c)
{
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++)
        if (c->signs[s] >= 0)
            return true;
    return false;
}

static str sentence_of(struct arena *a, enum csv_outcome outcome, const struct csv *csv)
{
    switch (outcome) {
    case CSV_OK:
        return NONE;
    case CSV_NOT_TEXT:
        return S("文字を読めません。CSV（UTF-8かShift_JIS）で保存し直して、もう一度選んでください。");
    case CSV_QUOTE_OPEN:
    case CSV_QUOTE_STRAY:
        return str_print(a, "%d行目の「\"」の数が合いません。表計算ソフトで開き、CSVで保存し直してください。",
                         csv->bad_line);
    case CSV_COLUMNS:
        return str_print(a, "%d行目の列が、見出しより多くなっています。そろえてから、もう一度選んでください。",
                         csv->bad_line);
    case CSV_EMPTY:
        return S("見出しの行がありません。1行目に「日時,体温,脈拍…」のような見出しが要ります。");
    case CSV_TOO_LARGE:
        return S("一度に取り込めるのは2,000行までです。期間を分けて書き出してください。");
    }
    return NONE;
}

str import_read_file(struct arena *a, bytes file, struct csv *csv, struct import_columns *out)
{
    str refused = sentence_of(a, csv_read(a, file, IMPORT_MOST_ROWS, csv), csv);
    if (refused.n)
        return refused;
    find_columns(a, csv, out);
    if (out->moment < 0 && out->date < 0)
        return S("測った日時の列が見つかりません。「日時」か「日付」と「時刻」という見出しにしてください。");
    if (!has_values(out))
        return S("体温・脈拍などの列が見つかりません。下の「列の名前」に合わせてください。");
    if (csv->n == 0)
        return S("見出しの下に、測定が1行もありません。");
    return NONE;
}

// --- times and numbers --------------------------------------------------------------------------------

static bool read_part(str text, int64_t most, int64_t *out)
{
    return text.n >= 1 && text.n <= 2 && text.p[0] != '-' && str_to_int(text, out) && *out <= most;
}

// "8:05", "08:05:59", "8時5分", "8時"; minutes since 0:00, or -1.
static int64_t read_clock(str text)
{
    str mark = str_contains(text, S("時")) ? S("時") : S(":");
    size_t cut = str_find(text, mark);
    int64_t hour, minute = 0;
    if (cut == text.n || !read_part(str_part(text, 0, cut), 23, &hour))
        return -1;
    str rest = str_from(text, cut + mark.n);
    rest = str_part(rest, 0, str_find(rest, mark.n > 1 ? S("分") : S(":")));
    bool whole_hour = mark.n > 1 && rest.n == 0;
    if (!whole_hour && !read_part(rest, 59, &minute))
        return -1;
    return hour * 60 + minute;
}

static instant join(str date, str clock)
{
    day d;
    int64_t minutes = read_clock(str_trim(clock));
    if (!day_parse(str_trim(date), &d) || minutes < 0)
        return NO_INSTANT;
    return instant_after(day_start(d), MINUTES(minutes));
}

instant vitals_read_moment(struct arena *a, str text)
{
    str line;
    if (!text_clean_line(a, str_bytes(text), &line))
        return NO_INSTANT;
    size_t cut = str_find_byte(line, ' ');
    if (cut == line.n)
        cut = str_find_byte(line, 'T');
    if (cut == line.n && str_contains(line, S("日")))
        return join(str_part(line, 0, str_find(line, S("日")) + strlen("日")),
                    str_from(line, str_find(line, S("日")) + strlen("日")));
    return cut < line.n ? join(str_part(line, 0, cut), str_from(line, cut + 1)) : NO_INSTANT;
}

instant import_read_time(struct arena *a, const struct csv_row *row, const struct import_columns *c)
{
    if (c->moment >= 0)
        return vitals_read_moment(a, row->fields[c->moment]);
    // Some devices write both into 日付.
    if (c->clock < 0)
        return vitals_read_moment(a, row->fields[c->date]);
    return vitals_read_moment(a, str_print(a, "%.*s %.*s", STR(row->fields[c->date]),
                                           STR(row->fields[c->clock])));
}

// A device's way of saying that nothing was measured.
static bool is_nothing(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '-' && text.p[i] != '.' && text.p[i] != '*')
            return false;
    return true;
}

enum vitals_reading import_read_value(struct arena *a, enum vitals_sign sign, str field,
                                      int64_t *out)
{
    static const char *const units[] = {"℃", "度", "bpm", "回/分", "回", "mmHg", "%", "kg", "mg/dL"};
    str text;
    *out = VITALS_NOT;
    if (!text_clean_line(a, str_bytes(field), &text))
        return VITALS_NO_NUMBER;
    if (is_nothing(text))
        return VITALS_BLANK;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (str_ends(text, str_of(units[i]))) {
            text = str_trim(str_part(text, 0, text.n - strlen(units[i])));
            break;
        }
    // "36.50", "72.00": zeros behind say nothing.
    while (str_contains(text, S(".")) && text.n && text.p[text.n - 1] == '0')
        text.n--;
    if (text.n && text.p[text.n - 1] == '.')
        text.n--;
    return vitals_read(a, sign, text, out);
}
