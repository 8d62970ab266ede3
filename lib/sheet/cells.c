// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheet/cells.h"

#include "base/check.h"
#include "sheet/inside.h"

static const double PAD = 1.6, NAME_WIDTH = 24;
static const double BOX = 3.4, BOX_GAP = 1.1, TICK_GAP = 2.2, TICK_LINE = 5.4;

static const struct sheet_style name_style = {.size = 8.5, .leading = 1.3};
static const struct sheet_style above_style = {.size = 7, .quiet = true, .leading = 1.3};
static const struct sheet_style tick_style = {.size = 9, .leading = 1.3};

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static struct sheet_style value_style(const struct sheet_cell *cell)
{
    if (cell->head)
        return (struct sheet_style){.size = 8.5, .align = SHEET_CENTRE, .leading = 1.25};
    return (struct sheet_style){
        .size = cell->size > 0 ? cell->size : 10.5, .align = cell->align, .leading = 1.3};
}

// --- boxes to tick ---------------------------------------------------------------------------

static double tick_width(const struct sheet_tick *tick)
{
    return tick->label.n ? BOX + BOX_GAP + text_width(tick_style, tick->label) : BOX;
}

double sheet_put_tick(struct sheet *s, double x, double y, const struct sheet_tick *tick)
{
    double pitch = line_pitch(tick_style), width = tick_width(tick);
    struct mark *box = mark_add(s, MARK_TICK, (struct sheet_area){x, y + (pitch - BOX) / 2, BOX, BOX});
    box->ticked = tick->ticked;
    box->says = tick->label;
    // A little more room than measured: no label breaks because of a rounding.
    struct sheet_area area = {x + BOX + BOX_GAP, y, width - BOX - BOX_GAP + 1, 0};
    if (tick->label.n)
        sheet_put_text(s, area, tick_style, tick->label);
    return width;
}

// Side by side, as many in a line as the width takes. Only measures when `s` is NULL.
static double ticks_height(struct sheet *s, const struct sheet_cell *cell, struct sheet_area area)
{
    double x = area.x, y = area.y;
    if (cell->n_ticks == 1 && cell->align == SHEET_CENTRE)
        x += (area.width - tick_width(&cell->ticks[0])) / 2;
    for (size_t i = 0; i < cell->n_ticks; i++) {
        double width = tick_width(&cell->ticks[i]);
        if (i > 0 && x + width > area.x + area.width) {
            x = area.x;
            y += TICK_LINE;
        }
        if (s)
            sheet_put_tick(s, x, y, &cell->ticks[i]);
        x += width + TICK_GAP;
    }
    return y - area.y + line_pitch(tick_style);
}

// --- one cell --------------------------------------------------------------------------------

static double name_width(const struct sheet_cell *cell)
{
    if (cell->name.n == 0)
        return 0;
    return cell->name_width > 0 ? cell->name_width : NAME_WIDTH;
}

static double after_width(const struct sheet_cell *cell)
{
    return cell->after.n ? text_width(name_style, cell->after) + PAD : 0;
}

static double value_width(const struct sheet_cell *cell, double width)
{
    return width - name_width(cell) - after_width(cell) - 2 * PAD;
}

static double above_height(const struct sheet_cell *cell, double width)
{
    return cell->above.n ? text_height(above_style, value_width(cell, width), cell->above) : 0;
}

static double value_height(const struct sheet_cell *cell, double width)
{
    struct sheet_area area = {.width = value_width(cell, width)};
    if (cell->n_ticks)
        return ticks_height(NULL, cell, area);
    return cell->value.n ? text_height(value_style(cell), area.width, cell->value) : 0;
}

static double cell_height(const struct sheet_cell *cell, double width)
{
    double name = 0;
    if (cell->name.n)
        name = text_height(name_style, name_width(cell) - 2 * PAD, cell->name);
    return larger(name, above_height(cell, width) + value_height(cell, width)) + 2 * PAD;
}

static void put_name(struct sheet *s, const struct sheet_cell *cell, struct sheet_area area)
{
    double width = name_width(cell), inner = width - 2 * PAD;
    double height = text_height(name_style, inner, cell->name);
    mark_add(s, MARK_FILL, (struct sheet_area){area.x, area.y, width, area.height});
    struct sheet_area text = {area.x + PAD, area.y + (area.height - height) / 2, inner, 0};
    sheet_put_text(s, text, name_style, cell->name);
    sheet_put_rule(s, (struct sheet_area){area.x + width, area.y, 0, area.height});
}

static void put_value(struct sheet *s, const struct sheet_cell *cell, struct sheet_area area)
{
    double above = above_height(cell, area.width), height = value_height(cell, area.width);
    struct sheet_area text = {area.x + name_width(cell) + PAD, area.y + PAD,
                              value_width(cell, area.width), 0};
    if (cell->above.n)
        sheet_put_text(s, text, above_style, cell->above);
    text.y = area.y + above + (area.height - above - height) / 2;
    if (cell->n_ticks)
        ticks_height(s, cell, text);
    else if (cell->value.n)
        sheet_put_text(s, text, value_style(cell), cell->value);
}

static void put_cell(struct sheet *s, const struct sheet_cell *cell, struct sheet_area area)
{
    if (cell->head)
        mark_add(s, MARK_FILL, area);
    if (cell->name.n)
        put_name(s, cell, area);
    put_value(s, cell, area);
    double after = after_width(cell);
    double middle = area.y + (area.height - line_pitch(name_style)) / 2;
    if (cell->after.n)
        sheet_put_text(s, (struct sheet_area){area.x + area.width - after, middle, after + 1, 0},
                       name_style, cell->after);
    sheet_put_box(s, area);
}

// --- rows ------------------------------------------------------------------------------------

static double share_width(const struct sheet *s, const struct sheet_row *row, size_t i)
{
    double total = 0;
    for (size_t k = 0; k < row->n; k++)
        total += row->cells[k].width;
    return sheet_body(s).width * row->cells[i].width / total;
}

static double row_height(const struct sheet *s, const struct sheet_row *row)
{
    double height = row->least;
    for (size_t i = 0; i < row->n; i++)
        height = larger(height, cell_height(&row->cells[i], share_width(s, row, i)));
    return height;
}

static void put_cells(struct sheet *s, const struct sheet_row *row, double height)
{
    struct sheet_area area = {sheet_body(s).x, s->y, 0, height};
    for (size_t i = 0; i < row->n; i++) {
        area.width = share_width(s, row, i);
        put_cell(s, &row->cells[i], area);
        area.x += area.width;
    }
    s->y += height;
}

static void next_page(struct sheet *s, const struct sheet_row *head)
{
    page_add(s, false);
    if (head)
        put_cells(s, head, row_height(s, head));
}

// Takes as many lines off the front of each value as `height` has room for; false when nothing
// is left for another page.
static bool take_lines(const struct sheet *s, struct sheet_row *row, struct sheet_cell *part,
                       struct sheet_cell *rest, double height)
{
    bool more = false;
    for (size_t i = 0; i < row->n; i++) {
        double width = share_width(s, row, i);
        double room = height - 2 * PAD - above_height(&rest[i], width);
        part[i] = rest[i];
        size_t fit = text_fit(value_style(&rest[i]), value_width(&rest[i], width), rest[i].value, room);
        part[i].value = str_part(rest[i].value, 0, fit);
        rest[i].value = str_from(rest[i].value, fit);
        rest[i].n_ticks = 0;
        more = more || (fit > 0 && rest[i].value.n > 0);
    }
    return more;
}

static void put_divided(struct sheet *s, const struct sheet_row *row, const struct sheet_row *head)
{
    struct sheet_cell part[SHEET_CELLS], rest[SHEET_CELLS];
    struct sheet_row now = {part, row->n, 0};
    memcpy(rest, row->cells, row->n * sizeof *rest);
    for (;;) {
        double room = s->height - s->paper.bottom - s->y;
        struct sheet_row of_rest = {rest, row->n, 0};
        bool more = take_lines(s, &of_rest, part, rest, room);
        put_cells(s, &now, more ? room : larger(row_height(s, &now), 8));
        if (!more)
            return;
        next_page(s, head);
    }
}

void sheet_put_row(struct sheet *s, const struct sheet_row *row, const struct sheet_row *head)
{
    check(row->n > 0 && row->n <= SHEET_CELLS);
    double height = row_height(s, row), end = s->height - s->paper.bottom;
    double most = sheet_body(s).height - (head ? row_height(s, head) : 0);
    if (s->y + height > end)
        next_page(s, head);
    if (height > most)
        put_divided(s, row, head);
    else
        put_cells(s, row, height);
}
