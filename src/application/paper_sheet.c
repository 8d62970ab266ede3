// SPDX-License-Identifier: AGPL-3.0-or-later
#include "application/paper_sheet.h"

#include "application/paper_cells.h"
#include "base/check.h"
#include "pledge/pledge.h"

#include <string.h>

static const double TALL = 11.5; // of a row with a reading over the name
static const double PLAIN = 8.5; // 8 mm is the least that a hand writes into
static const double ROOMY = 13; // on a form that leaves most of its page empty
static const struct sheet_style note_style = {.size = 7.5, .leading = 1.35};
static const struct sheet_style text_style = {.size = 9.5, .leading = 1.4};

static void put_note(const struct drawing *d, struct sheet_style style, str text)
{
    sheet_paragraph(d->s, style, text);
    sheet_move(d->s, sheet_y(d->s) - 1.6); // these stand close to what they explain
}

// --- the head --------------------------------------------------------------------------------

static void put_corner(const struct drawing *d)
{
    static const double WIDTH = 34;
    struct sheet_area body = sheet_body(d->s);
    struct sheet_area box = {body.x + body.width - WIDTH, body.y, WIDTH, 11.5};
    struct sheet_style number = {.size = 12, .bold = true, .align = SHEET_CENTRE, .leading = 1.3};
    struct sheet_style seal = {.size = 8, .align = SHEET_CENTRE, .leading = 1.3};
    sheet_put_box(d->s, box);
    box.y += 0.9;
    box.y += sheet_put_text(d->s, box, number, str_of(d->paper->number));
    sheet_put_text(d->s, box, seal,
                   d->paper->seal == SEAL_NEEDED ? S("押印または署名　要") : S("押印・署名　不要"));
}

static void put_receipt(const struct drawing *d, const struct application *filled)
{
    static const double QR = 17;
    struct sheet_area body = sheet_body(d->s);
    sheet_put_qr(d->s, (struct sheet_area){body.x - 2, body.y - 3, QR, QR}, filled->number);
    struct sheet_area text = {body.x + QR - 1, body.y + 0.5, 50, 0};
    struct sheet_style small = {.size = 8, .quiet = true, .leading = 1.3};
    text.y += sheet_put_text(d->s, text, small, S("受付番号"));
    sheet_put_text(d->s, text, (struct sheet_style){.size = 12, .bold = true, .leading = 1.3},
                   filled->number);
}

// 申請日, or what the form calls it.
static str date_label(const struct drawing *d)
{
    for (size_t i = 0; i < d->paper->n; i++)
        for (size_t k = 0; k < d->paper->parts[i].n; k++)
            if (strcmp(d->paper->parts[i].fields[k].name, "applied_on") == 0)
                return str_of(d->paper->parts[i].fields[k].label);
    return S("申請日");
}

static str applied_on(const struct drawing *d, const struct application *filled)
{
    day on;
    if (!filled)
        return S("令和　　　年　　　月　　　日");
    if (day_parse(value_of(d->values, "applied_on"), &on))
        return day_format_wareki(d->a, on);
    return instant_is(filled->submitted_at)
               ? day_format_wareki(d->a, day_of(filled->submitted_at))
               : NONE;
}

static void put_head(const struct drawing *d, const struct application *filled, str city)
{
    struct sheet_area body = sheet_body(d->s);
    struct sheet_style title = {
        .size = 15, .bold = true, .align = SHEET_CENTRE, .leading = 1.3, .tracking = 1};
    put_corner(d);
    if (filled)
        put_receipt(d, filled);
    struct sheet_area line = {body.x, body.y + 14, body.width, 0};
    line.y += sheet_put_text(d->s, line, title, str_of(d->paper->title)) + 2;
    str mayor = city.n ? str_print(d->a, "%.*s長　宛", STR(city)) : S("＿＿＿＿＿＿＿＿長　宛");
    sheet_put_text(d->s, line, (struct sheet_style){.size = 11, .leading = 1.4}, mayor);
    str date = str_print(d->a, "%.*s　%.*s", STR(date_label(d)), STR(applied_on(d, filled)));
    struct sheet_style right = {.size = 10.5, .align = SHEET_RIGHT, .leading = 1.4};
    line.y += sheet_put_text(d->s, line, right, date) + 2;
    sheet_move(d->s, line.y);
    if (d->paper->opening)
        put_note(d, text_style, str_of(d->paper->opening));
}

// --- a part that stands once -----------------------------------------------------------------

// A long list of choices is printed small under the row that asks for one of them.
static void put_choices(const struct drawing *d, const struct paper_field *field)
{
    struct buf list = buf_in(d->a);
    buf_put(&list, S("次から1つ："));
    for (int i = 0; i < field->n_choices; i++) {
        if (i > 0)
            buf_put(&list, S("・"));
        buf_put(&list, field->choices[i]);
    }
    struct sheet_cell cell = {.width = 1, .above = buf_str(&list)};
    sheet_put_row(d->s, &(struct sheet_row){&cell, 1, 0}, NULL);
}

struct line {
    struct sheet_cell cells[SHEET_CELLS];
    size_t n;
    int taken; // of GRID
    double least;
    const struct paper_field *listed;
};

static struct line begin_line(const struct drawing *d)
{
    return (struct line){.least = d->paper->kind == APPLICATION_MANDATE ? ROOMY : PLAIN};
}

static void end_line(const struct drawing *d, struct line *line)
{
    if (line->n == 0)
        return;
    line->cells[line->n - 1].width += GRID - line->taken;
    if (line->n == 1)
        line->cells[0].name_width = NAME_WIDTH;
    sheet_put_row(d->s, &(struct sheet_row){line->cells, line->n, line->least}, NULL);
    if (line->listed && !d->values)
        put_choices(d, line->listed);
    *line = begin_line(d);
}

static void put_grid(const struct drawing *d, const struct paper_part *part)
{
    struct line line = begin_line(d);
    for (size_t i = 0; i < part->n; i++) {
        const struct paper_field *field = &part->fields[i];
        if (field_is_apart(field) || field_is_reading(field, part))
            continue;
        if (line.taken + field_share(field) > GRID)
            end_line(d, &line);
        line.cells[line.n] = field_cell(d, part, i, -1);
        if (line.cells[line.n].above.n)
            line.least = TALL;
        if (field->type == PAPER_LINES)
            line.least = 22;
        if (field->type == PAPER_CHOICE && line.cells[line.n].n_ticks == 0)
            line.listed = field;
        line.taken += field_share(field);
        line.n++;
    }
    end_line(d, &line);
}

// --- a part of rows --------------------------------------------------------------------------

static int blank_rows(const struct drawing *d, const struct paper_part *part)
{
    static const int rows[APPLICATION_KINDS] = {
        [APPLICATION_USAGE] = 4,   [APPLICATION_DEVICES] = 5, [APPLICATION_CHANGE] = 4,
        [APPLICATION_MANDATE] = 2, [APPLICATION_STATUS] = 6,
    };
    int n = rows[d->paper->kind];
    return n < part->most_rows ? n : part->most_rows;
}

static const struct sheet_cell number_cell = {.width = 9.5, .head = true};

static bool stands_in(const struct paper_part *part, size_t i, bool below)
{
    return part->fields[i].below == below && !field_is_reading(&part->fields[i], part);
}

static bool has_below(const struct paper_part *part)
{
    for (size_t i = 0; i < part->n; i++)
        if (part->fields[i].below)
            return true;
    return false;
}

static struct sheet_row row_head(const struct drawing *d, const struct paper_part *part, bool below)
{
    struct sheet_cell *cells = NEW_ARRAY(d->a, struct sheet_cell, SHEET_CELLS);
    size_t n = 0;
    cells[n] = number_cell;
    cells[n++].value = S("No.");
    for (size_t i = 0; i < part->n; i++) {
        const struct paper_field *field = &part->fields[i];
        if (!stands_in(part, i, below))
            continue;
        check(n < SHEET_CELLS);
        cells[n++] = (struct sheet_cell){
            .width = field_column(field), .head = true, .value = str_of(field->label)};
    }
    return (struct sheet_row){cells, n, 8};
}

struct row_place {
    const struct sheet_row *head;
    bool below;
};

static void put_row(const struct drawing *d, const struct paper_part *part, int row,
                    struct row_place at)
{
    struct sheet_cell cells[SHEET_CELLS] = {number_cell};
    size_t n = 1;
    double least = PLAIN;
    cells[0].value = str_print(d->a, "%d", row + 1);
    for (size_t i = 0; i < part->n; i++) {
        if (!stands_in(part, i, at.below))
            continue;
        cells[n] = field_cell(d, part, i, row);
        least = cells[n++].above.n ? TALL : least;
    }
    sheet_put_row(d->s, &(struct sheet_row){cells, n, least}, at.head);
}

static void put_rows(const struct drawing *d, const struct paper_part *part, bool below)
{
    struct sheet_row head = row_head(d, part, below);
    int n = d->values ? rows_of(d->values, part) : blank_rows(d, part);
    sheet_keep(d->s, 25);
    sheet_put_row(d->s, &head, NULL);
    for (int row = 0; row < n || row == 0; row++)
        put_row(d, part, row, (struct row_place){&head, below});
}

// --- parts, pledge, remarks ------------------------------------------------------------------

static size_t apart_in(const struct paper_part *part)
{
    size_t n = 0;
    for (size_t i = 0; i < part->n; i++)
        n += field_is_apart(&part->fields[i]);
    return n;
}

// The front stays the guide's page; the second table of the rows opens the back, on a filled form
// only when somebody wrote into it.
static bool needs_back(const struct drawing *d, const struct paper_part *part)
{
    int rows = d->values ? rows_of(d->values, part) : 0;
    if (!d->values)
        return has_below(part);
    for (size_t i = 0; i < part->n; i++)
        for (int row = 0; part->fields[i].below && row < rows; row++)
            if (value_in_row(d->values, part->rows, row, part->fields[i].name).n)
                return true;
    return false;
}

static void put_part(const struct drawing *d, const struct paper_part *part)
{
    struct sheet_style heading = {.size = 10.5, .bold = true, .leading = 1.3};
    if (apart_in(part) == part->n)
        return;
    sheet_keep(d->s, 22);
    if (part->title && apart_in(part) == 0) {
        struct sheet_area line = sheet_body(d->s);
        line.y = sheet_y(d->s) + 1.5;
        sheet_move(d->s, line.y + sheet_put_text(d->s, line, heading, str_of(part->title)) + 0.8);
    }
    if (part->rows)
        put_rows(d, part, false);
    else
        put_grid(d, part);
    sheet_move(d->s, sheet_y(d->s) + 1.2);
    if (part->note)
        put_note(d, note_style, str_of(part->note));
    if (part->rows && needs_back(d, part)) {
        sheet_page(d->s);
        put_rows(d, part, true);
        sheet_space(d->s, 2);
    }
}

static void put_pledge(const struct drawing *d)
{
    static const char *const marks[PLEDGE_POINTS] = {"①", "②", "③", "④", "⑤", "⑥",
                                                     "⑦", "⑧", "⑨", "⑩", "⑪"};
    bool accepted = d->values && value_of(d->values, "pledge").n > 0;
    sheet_page(d->s);
    sheet_heading(d->s, S("利用にあたっての誓約（11項目）"));
    struct pledge_points points = pledge_points();
    for (size_t i = 0; i < points.n; i++)
        sheet_step(d->s, str_of(marks[i]), points.at[i]);
    sheet_space(d->s, 3);
    sheet_keep(d->s, 12);
    struct sheet_tick tick = {S("上の11項目をすべて読み、守ることを誓います。"), accepted};
    struct sheet_cell cell = {.width = 1, .ticks = &tick, .n_ticks = 1};
    sheet_put_row(d->s, &(struct sheet_row){&cell, 1, 10}, NULL);
}

// The back of 様式1-2: what comes after the application.
static void put_next_steps(const struct drawing *d)
{
    static const str steps[] = {
        S_CONST("市が内容を確かめ、端末を登録します。登録が済むと、使う方ごとに、証明書インストール用のIDとパスワードを載せた"
                "通知書を事業所へ送ります。"),
        S_CONST("電子証明書は、事業所が責任をもって、システムを使うすべての端末に入れます。この様式に書いていない端末では使えません。"),
        S_CONST("パソコンでは、通知書のアドレスをブラウザで開き、IDとパスワードを入力して、画面の手順のとおりに証明書を入れます。"),
        S_CONST("タブレットとスマートフォンでは、通知書のQRコードを端末のカメラで読み取り、画面の手順のとおりに証明書を入れます。"),
        S_CONST("IDとパスワードは、端末1台につき1回だけ、通知書に書かれた日まで使えます。過ぎたときは市に知らせてください。"),
        S_CONST("端末を手放すときは、中のデータを消し、新しい端末をこの様式で申請します。なくしたときは、すぐに市へ知らせてください。"),
    };
    sheet_space(d->s, 4);
    sheet_heading(d->s, S("申請したあとのこと（電子証明書を入れるまで）"));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        sheet_step(d->s, str_print(d->a, "%zu", i + 1), steps[i]);
}

static struct sheet *begin(struct tx *tx, const struct paper *paper)
{
    struct sheet_paper page = {.title = str_of(paper->title), .at = tx_now(tx), .top = 13,
                               .right = 18, .bottom = 17, .left = 18};
    return sheet_begin(tx_arena(tx), &page);
}

struct sheet *paper_sheet_draw(struct tx *tx, const struct paper *paper,
                               const struct application *filled, str city)
{
    struct drawing d = {tx_arena(tx), begin(tx, paper), paper, filled ? &filled->values : NULL};
    sheet_footer(d.s, str_print(d.a, "%s　%s", paper->number, paper->title));
    put_head(&d, filled, city);
    for (size_t i = 0; i < paper->n; i++)
        put_part(&d, &paper->parts[i]);
    if (paper->pledge)
        put_pledge(&d);
    if (paper->kind == APPLICATION_DEVICES && !filled)
        put_next_steps(&d);
    return d.s;
}

bytes paper_sheet(struct tx *tx, const struct paper *paper, const struct application *filled,
                  str city)
{
    return sheet_finish(paper_sheet_draw(tx, paper, filled, city));
}
