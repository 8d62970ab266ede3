// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/check.h"
#include "sheet/inside.h"

static const double PAD_X = 1.6, PAD_Y = 1.5;

enum { MOST_COLUMNS = 30 };

struct grid {
    struct sheet *s;
    const struct sheet_table *table;
    double x[MOST_COLUMNS + 1]; // the left edges, and the right one of the last
};

static struct sheet_style cell_style(const struct grid *g, size_t column)
{
    return (struct sheet_style){.size = g->table->size > 0 ? g->table->size : 9,
                                .align = g->table->columns[column].align,
                                .leading = 1.4};
}

static double cell_width(const struct grid *g, size_t column)
{
    return g->x[column + 1] - g->x[column] - 2 * PAD_X;
}

static double bottom(const struct grid *g)
{
    return g->s->height - g->s->paper.bottom;
}

static double row_height(const struct grid *g, const str *cells)
{
    double most = 0;
    for (size_t i = 0; i < g->table->n_columns; i++) {
        double height = text_height(cell_style(g, i), cell_width(g, i), cells[i]);
        most = height > most ? height : most;
    }
    return most + 2 * PAD_Y;
}

static void rule(const struct grid *g)
{
    struct sheet_area body = sheet_body(g->s);
    sheet_put_rule(g->s, (struct sheet_area){body.x, g->s->y, body.width, 0});
}

static void put_cells(const struct grid *g, const str *cells, double height)
{
    for (size_t i = 0; i < g->table->n_columns; i++) {
        struct sheet_area area = {g->x[i] + PAD_X, g->s->y + PAD_Y, cell_width(g, i), 0};
        if (cells[i].n)
            sheet_put_text(g->s, area, cell_style(g, i), cells[i]);
    }
    g->s->y += height;
    rule(g);
}

static void put_header(const struct grid *g)
{
    struct sheet_area body = sheet_body(g->s);
    double most = 0;
    for (size_t i = 0; i < g->table->n_columns; i++) {
        struct sheet_style style = cell_style(g, i);
        style.bold = true;
        double height = text_height(style, cell_width(g, i), g->table->columns[i].name);
        most = height > most ? height : most;
    }
    double height = most + 2 * PAD_Y;
    mark_add(g->s, MARK_FILL, (struct sheet_area){body.x, g->s->y, body.width, height});
    rule(g);
    for (size_t i = 0; i < g->table->n_columns; i++) {
        struct sheet_style style = cell_style(g, i);
        style.bold = true;
        struct sheet_area area = {g->x[i] + PAD_X, g->s->y + PAD_Y, cell_width(g, i), 0};
        sheet_put_text(g->s, area, style, g->table->columns[i].name);
    }
    g->s->y += height;
    rule(g);
}

static void next_page(const struct grid *g)
{
    page_add(g->s, false);
    put_header(g);
}

static bool all_empty(const str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (cells[i].n)
            return false;
    return true;
}

// Cuts what fits into `room` off the front of every cell; false when that is nothing.
static bool take_parts(const struct grid *g, double room, str *rest, str *part)
{
    bool any = false;
    for (size_t i = 0; i < g->table->n_columns; i++) {
        size_t fit = text_fit(cell_style(g, i), cell_width(g, i), rest[i], room);
        part[i] = str_part(rest[i], 0, fit);
        rest[i] = str_from(rest[i], fit);
        any = any || fit;
        while (str_ends(part[i], S("\n")))
            part[i].n--;
    }
    return any;
}

// As many lines of every cell as the page takes, then the rest on the next.
static void put_tall_row(const struct grid *g, const str *cells)
{
    enum { WORTH_BEGINNING = 30 };
    str rest[MOST_COLUMNS], part[MOST_COLUMNS];
    memcpy(rest, cells, g->table->n_columns * sizeof *rest);
    if (bottom(g) - g->s->y < WORTH_BEGINNING)
        next_page(g);
    while (take_parts(g, bottom(g) - g->s->y - 2 * PAD_Y, rest, part)) {
        put_cells(g, part, row_height(g, part));
        if (all_empty(rest, g->table->n_columns))
            return;
        next_page(g);
    }
}

static void put_row(const struct grid *g, const str *cells, double page_room)
{
    double height = row_height(g, cells);
    bool fits_here = g->s->y + height <= bottom(g);
    if (!fits_here && height <= page_room)
        next_page(g);
    if (height <= page_room)
        put_cells(g, cells, height);
    else
        put_tall_row(g, cells);
}

static void divide_width(struct grid *g)
{
    struct sheet_area body = sheet_body(g->s);
    double total = 0, so_far = 0;
    for (size_t i = 0; i < g->table->n_columns; i++)
        total += g->table->columns[i].width;
    for (size_t i = 0; i < g->table->n_columns; i++) {
        g->x[i] = body.x + body.width * so_far / total;
        so_far += g->table->columns[i].width;
    }
    g->x[g->table->n_columns] = body.x + body.width;
}

void sheet_put_table(struct sheet *s, const struct sheet_table *table)
{
    struct grid g = {.s = s, .table = table};
    check(table->n_columns > 0 && table->n_columns <= MOST_COLUMNS);
    divide_width(&g);
    sheet_keep(s, 24);
    double before = s->y;
    put_header(&g);
    double page_room = sheet_body(s).height - (s->y - before);
    for (size_t i = 0; i < table->n_rows; i++)
        put_row(&g, table->cells + i * table->n_columns, page_room);
    s->y += 4;
}
