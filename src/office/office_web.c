// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's pages about offices: the list with its search, one office.
#include "office/office_web.h"

#include "base/base32.h"
#include "office/office.h"
#include "office/office_page.html.h"
#include "office/offices_page.html.h"

static url list_url(struct turn *t, str search)
{
    url to = URL("/desk/offices");
    return search.n ? url_with(t->arena, to, S("q"), search) : to;
}

static struct office_row_lines lines_of(struct turn *t, const struct office_rows *rows)
{
    struct office_row_lines lines = {rows->n, NEW_ARRAY(t->arena, struct office_row_line, rows->n)};
    for (size_t i = 0; i < rows->n; i++) {
        const struct office_page_row *r = &rows->at[i];
        lines.at[i] = (struct office_row_line){
            .to = url_make(t->arena, "/desk/offices/%i", r->id.v),
            .name = r->name,
            .service = r->service.n ? r->service : r->kind,
            .number = r->number,
            .address = r->address,
            .phone = r->phone,
            .members = r->members,
        };
    }
    return lines;
}

static struct pager pager_of(struct turn *t, const struct office_rows *rows, str search)
{
    struct pager pager = {.has_after = rows->more};
    if (rows->more)
        pager.after = url_with(t->arena, list_url(t, search), S("after"),
                               base32_from_id(t->arena, rows->at[rows->n - 1].id.v));
    return pager;
}

static void offices_list_page(struct turn *t)
{
    struct form form = form_of(t->request);
    office_id after = {0};
    str search = str_trim(form_typed(&form, S("q"))), seen = form_typed(&form, S("after"));
    if (!base32_to_id(seen, &after.v))
        after = (office_id){0};
    struct office_rows rows = office_list(t->tx, t->me->city, search, after);
    struct offices_page page = {
        .base = turn_base(t, S("事業所")),
        .q = field_of(&form, S("q"), S("名称・番号・住所で探す"), NONE),
        .searched = search.n > 0,
        .continued = office_is(after),
        .from_start = list_url(t, search),
        .offices = lines_of(t, &rows),
        .pager = pager_of(t, &rows, search),
        .none = {S("事業所がまだありません"),
                 S("国や市が公開している一覧を取り込むと、まとめて登録できます。"),
                 URL("/desk/offices-import"), S("公開データを取り込む")},
        .not_found = {S("見つかりません"), S("言葉を短くするか、番号や町名で探してください。"),
                      URL("/desk/offices"), S("すべて見る")},
    };
    page.base.look = S("page-wide");
    offices_page_html(turn_out(t), &page);
}

static void one_office_page(struct turn *t)
{
    struct office office;
    if (!office_find(t->tx, t->me->city, (office_id){turn_param(t, 0)}, &office)) {
        turn_missing(t);
        return;
    }
    str id = base32_from_id(t->arena, office.id.v);
    struct office_page page = {
        .base = turn_base(t, office.name),
        .office = &office,
        .kind = office_kind_label(office.kind),
        .members = office_people(t->tx, t->me->city, office.id),
        .members_url = url_with(t->arena, URL("/desk/members"), S("office"), id),
        .reshape_url = url_make(t->arena, "/desk/offices/%i/change", office.id.v),
        .register_url = url_with(t->arena, URL("/desk/members/new"), S("office"), id),
    };
    if (day_is(office.closed_on))
        page.closed_on = turn_day(t, office.closed_on);
    office_page_html(turn_out(t), &page);
}

// The import has an address of its own: "import" would also fit ":office".
static const struct route routes[] = {
    {METHOD_GET, "/desk/offices", offices_list_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/offices/:office", one_office_page, .who = WHO_OFFICER},
    {METHOD_GET, "/desk/offices-import", import_form_page, .who = WHO_OFFICER},
    {METHOD_POST, "/desk/offices-import", import_file_page, .prepare = import_file_prepare,
     .who = WHO_OFFICER, .max_body = IMPORT_BYTES},
    {METHOD_POST, "/desk/offices-import/:stage/commit", import_commit_page,
     .prepare = import_commit_prepare, .who = WHO_OFFICER},
};
const struct routes office_routes = {sizeof routes / sizeof routes[0], routes};
