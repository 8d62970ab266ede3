// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vitals/import.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "base/buf.h"
#include "base/text.h"
#include "vitals/import_read.h"
#include "vitals/vitals_seal.h"

enum { TOLD = 10 };

// --- one row -------------------------------------------------------------------------------------

static void refuse(struct import_line *line, str why)
{
    line->fate = LINE_REFUSED;
    line->finding = why;
}

static void read_values(struct arena *a, const struct csv_row *row, const int *columns,
                        struct import_line *line)
{
    for (enum vitals_sign s = 0; s < VITALS_SIGNS; s++) {
        if (columns[s] < 0)
            continue;
        str label = vitals_facts_of(s)->label, field = row->fields[columns[s]];
        switch (import_read_value(a, s, field, &line->values.at[s])) {
        case VITALS_READ:
            if (!vitals_is_likely(s, line->values.at[s]))
                line->finding = str_print(a, "%.*s %.*s は、ふだん見ない値です。確かめてください。", STR(label),
                                          STR(vitals_amount(a, s, line->values.at[s])));
            break;
        case VITALS_BLANK:
            break;
        case VITALS_NO_NUMBER:
            refuse(line, str_print(a, "%.*sの「%.*s」を数字として読めません。", STR(label),
                                   STR(text_shorten(a, field, 20))));
            return;
        case VITALS_IMPOSSIBLE:
            refuse(line, str_print(a, "%.*sの「%.*s」は、あり得ない値です。", STR(label),
                                   STR(text_shorten(a, field, 20))));
            return;
        }
    }
}

static void examine(struct tx *tx, const struct seat *seat, struct import_line *line)
{
    struct vitals_new new = {.measured_at = line->measured_at, .values = line->values,
                             .note = line->note};
    switch (vitals_examine(tx, seat, &new)) {
    case VITALS_EMPTY:
        refuse(line, S("値が1つもありません。"));
        return;
    case VITALS_CROSSED:
        refuse(line, S("血圧の上と下が逆になっています。"));
        return;
    case VITALS_IN_FUTURE:
        refuse(line, S("測った日時が、これから先か、10年より前です。"));
        return;
    case VITALS_NOTE_LONG:
        refuse(line, S("メモが長すぎます（500文字まで）。"));
        return;
    case VITALS_OUT_OF_RANGE:
        refuse(line, S("あり得ない値があります。"));
        return;
    case VITALS_REFUSED:
        refuse(line, S("この部屋には書き込めません。"));
        return;
    case VITALS_WRITTEN:
    case VITALS_WRITTEN_BEFORE:
    case VITALS_SAME:
    case VITALS_CHANGED_MEANWHILE:
    case VITALS_NO_REASON:
        return;
    }
}

static bool is_twin(const struct import_line *a, const struct import_line *b)
{
    return a->measured_at.us / MINUTES(1) == b->measured_at.us / MINUTES(1) &&
           memcmp(&a->values, &b->values, sizeof a->values) == 0;
}

// In the room, ever, or in an earlier row of the file.
static bool is_known(struct tx *tx, const struct seat *seat, const struct vitals_import *import,
                     const struct import_line *line)
{
    for (size_t i = 0; i < import->n; i++)
        if (import->at[i].fate == LINE_TAKEN && is_twin(&import->at[i], line))
            return true;
    return vitals_has_content(tx, seat->room,
                              vitals_content(tx_arena(tx), &seat->key, line->measured_at,
                                             &line->values));
}

static struct import_line line_of(struct tx *tx, const struct seat *seat,
                                  const struct csv_row *row, const struct import_columns *columns,
                                  const struct vitals_import *import)
{
    struct arena *a = tx_arena(tx);
    struct import_line line = {.line = row->line, .values = vitals_nothing()};
    line.measured_at = import_read_time(a, row, columns);
    if (!instant_is(line.measured_at))
        refuse(&line, S("測った日時を読めません（例：2026/11/02 8:05）。"));
    else
        read_values(a, row, columns->signs, &line);
    if (columns->note >= 0 && !text_clean(a, str_bytes(row->fields[columns->note]), &line.note))
        refuse(&line, S("メモに読めない文字があります。"));
    if (line.fate == LINE_TAKEN)
        examine(tx, seat, &line);
    if (line.fate == LINE_TAKEN && is_known(tx, seat, import, &line)) {
        line.fate = LINE_KNOWN;
        line.finding = S("同じ日時・同じ値の測定があります（取り消したものも含みます）。");
    }
    return line;
}

struct vitals_import vitals_import_read(struct tx *tx, const struct seat *seat, bytes file)
{
    struct arena *a = tx_arena(tx);
    struct vitals_import import = {0};
    struct import_columns columns;
    struct csv csv;
    import.refused = import_read_file(a, file, &csv, &columns);
    if (import.refused.n)
        return import;
    import.columns = columns.found;
    import.unknown = columns.unknown;
    import.at = NEW_ARRAY(a, struct import_line, csv.n);
    for (size_t i = 0; i < csv.n && tx_ok(tx); i++) {
        struct import_line *line = &import.at[i];
        *line = line_of(tx, seat, &csv.rows[i], &columns, &import);
        import.n++;
        import.n_taken += line->fate == LINE_TAKEN;
        import.n_known += line->fate == LINE_KNOWN;
        import.n_refused += line->fate == LINE_REFUSED;
    }
    return import;
}

// --- taking --------------------------------------------------------------------------------------

static bool take(struct tx *tx, const struct seat *seat, const struct import_line *line)
{
    struct arena *a = tx_arena(tx);
    struct vitals_new new = {.measured_at = line->measured_at, .values = line->values,
                             .note = line->note};
    bytes content = vitals_content(a, &seat->key, line->measured_at, &line->values);
    str request = str_print(a, "import %.*s", STR(hex_from_bytes(a, content)));
    return vitals_add(tx, seat, &new, token_of(a, &seat->key, request), (post_id){0},
                      (vitals_id){tx_new_id(tx)});
}

static void add_limits(struct vitals_limits *all, const struct vitals_limits *more)
{
    for (size_t i = 0; i < more->n; i++) {
        size_t j = 0;
        while (j < all->n && !limit_same(all->at[j].id, more->at[i].id))
            j++;
        if (j == all->n)
            all->at[all->n++] = more->at[i];
        all->at[j].urgent |= more->at[i].urgent; // one of the lines is
    }
}

// One post for the whole file: three months of a device's memory must not ring three hundred times.
static void tell(struct tx *tx, const struct seat *seat, const struct vitals_import *import,
                 size_t taken)
{
    struct arena *a = tx_arena(tx);
    struct vitals_limits limits = vitals_limits_in_force(tx, seat);
    struct vitals_limits all = {0, NEW_ARRAY(a, struct vitals_limit, limits.n)};
    struct buf body = buf_in(a), beyond = buf_in(a);
    size_t n = 0;
    for (size_t i = 0; i < import->n; i++) {
        const struct import_line *line = &import->at[i];
        struct vitals_limits crossed = limits_crossed(tx, &limits, line->measured_at, &line->values);
        if (line->fate != LINE_TAKEN || crossed.n == 0)
            continue;
        add_limits(&all, &crossed);
        if (n++ < TOLD)
            buf_print(&beyond, "%.*s：%.*s\n", STR(instant_format(a, line->measured_at)),
                      STR(vitals_text(a, &line->values, S("、"))));
    }
    buf_print(&body, "測定器の記録を%zu件取り込みました。", taken);
    if (n)
        buf_print(&body, "\n知らせる値になったもの：%zu件\n%.*s", n, STR(buf_str(&beyond)));
    if (n > TOLD)
        buf_print(&body, "ほかはバイタルの表を見てください。");
    post_id post;
    vitals_tell(tx, seat, &all, str_trim(buf_str(&body)), NONE, &post);
}

size_t vitals_import_take(struct tx *tx, const struct seat *seat,
                          const struct vitals_import *import)
{
    size_t taken = 0;
    if (!seat->may_write || seat->kind != ROOM_PATIENT)
        return 0;
    for (size_t i = 0; i < import->n && tx_ok(tx); i++)
        if (import->at[i].fate == LINE_TAKEN)
            taken += take(tx, seat, &import->at[i]);
    if (taken == 0)
        return 0;
    tell(tx, seat, import, taken);
    audit_record(tx, &(struct audit_entry){
                         "vitals.import", .city = seat->city, .room = seat->room,
                         .detail = str_print(tx_arena(tx), "%zu", taken)});
    return taken;
}
