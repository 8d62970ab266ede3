// SPDX-License-Identifier: AGPL-3.0-or-later
// The inbox's list as a file: what the address asks for, all pages of it.
#include "application/desk_web.h"
#include "application/list_sheet.h"
#include "audit/audit.h"
#include "base/csv.h"

enum { ROWS_MOST = 20000 };

static const str heads[LIST_COLUMNS] = {S_CONST("受付番号"), S_CONST("様式"),   S_CONST("申請"),
                                        S_CONST("事業所"),   S_CONST("受付日"), S_CONST("状態"),
                                        S_CONST("最後の動き")};

static void fill(struct turn *t, const struct application *a, str cells[LIST_COLUMNS])
{
    const struct paper *paper = paper_of(a->kind);
    instant at = instant_is(a->submitted_at) ? a->submitted_at : a->created_at;
    cells[0] = a->number;
    cells[1] = str_of(paper->number);
    cells[2] = str_of(paper->title);
    cells[3] = a->office_name;
    cells[4] = day_format_iso(t->arena, day_of(at));
    cells[5] = application_state_label(a->state);
    cells[6] = day_format_iso(t->arena, day_of(a->changed_at));
}

static struct list_rows all_rows(struct turn *t)
{
    struct application_filter filter = filter_of(t);
    struct list_rows rows = {0, NEW_ARRAY(t->arena, struct list_row, ROWS_MOST + 1)};
    bool more = true;
    memcpy(rows.at[rows.n++].cells, heads, sizeof heads);
    while (more && rows.n + APPLICATIONS_ON_A_PAGE <= ROWS_MOST && tx_ok(t->tx)) {
        struct application_list list = application_list_of(t->tx, &filter);
        for (size_t i = 0; i < list.n; i++)
            fill(t, &list.at[i], rows.at[rows.n++].cells);
        more = list.more;
        if (list.n)
            filter.before = list.at[list.n - 1].id;
    }
    return rows;
}

static bytes csv_of(struct turn *t, const struct list_rows *rows)
{
    struct buf out = buf_in(t->arena);
    buf_put(&out, S("\xEF\xBB\xBF")); // spreadsheets take it for MS932 otherwise
    for (size_t i = 0; i < rows->n; i++)
        csv_put_row(&out, rows->at[i].cells, LIST_COLUMNS);
    return str_bytes(buf_str(&out));
}

void export_page(struct turn *t)
{
    struct list_rows rows = all_rows(t);
    bool sheet = str_eq(params_get(&t->request->query, S("as")), S("xlsx"));
    str today = day_format_iso(t->arena, tx_today(t->tx));
    str name = str_print(t->arena, "申請の一覧-%.*s.%s", STR(today), sheet ? "xlsx" : "csv");
    bytes content = {0};
    audit_viewed(t->me, t->me->city, "application.export", (room_id){0}, 0, tx_now(t->tx));
    if (!sheet)
        response_file(t->response, csv_of(t, &rows), S("text/csv; charset=utf-8"), name, true);
    else if (list_sheet(t->arena, &rows, &content))
        response_file(t->response, content,
                      S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), name,
                      true);
    else
        tx_fail(t->tx, "a spreadsheet could not be written");
}
