// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheet/inside.h"

static const double FACT_NAME = 50; // mm for the names of facts
static const double PADDING = 2.2;
static const double STEP_INDENT = 7;

static double bottom(const struct sheet *s)
{
    return s->height - s->paper.bottom;
}

static bool is_at_top(const struct sheet *s)
{
    return s->y <= s->paper.top;
}

void sheet_space(struct sheet *s, double height)
{
    if (!is_at_top(s))
        s->y += height;
}

void sheet_keep(struct sheet *s, double height)
{
    if (s->y + height > bottom(s) && !is_at_top(s))
        page_add(s, false);
}

// Text of any length beside the left edge of the flow, page after page.
static void flow_text(struct sheet *s, double indent, struct sheet_style style, str text)
{
    struct sheet_area area = sheet_body(s);
    area.x += indent;
    area.width -= indent;
    while (text.n) {
        size_t fit = text_fit(style, area.width, text, bottom(s) - s->y);
        if (fit == 0 && !is_at_top(s)) {
            page_add(s, false);
            continue;
        }
        // A single line higher than the page is set all the same.
        str part = fit ? str_part(text, 0, fit) : text;
        while (str_ends(part, S("\n")))
            part.n--;
        area.y = s->y;
        s->y += sheet_put_text(s, area, style, part);
        text = fit ? str_from(text, fit) : NONE;
    }
}

void sheet_paragraph(struct sheet *s, struct sheet_style style, str text)
{
    flow_text(s, 0, style, text);
    s->y += 2.6;
}

void sheet_title(struct sheet *s, str text)
{
    struct sheet_style style = {
        .size = 17, .bold = true, .align = SHEET_CENTRE, .leading = 1.4, .tracking = 3};
    flow_text(s, 0, style, text);
    s->y += 6;
}

void sheet_heading(struct sheet *s, str text)
{
    struct sheet_style style = {.size = 12, .bold = true, .leading = 1.4};
    sheet_space(s, 5);
    sheet_keep(s, 30);
    flow_text(s, 0, style, text);
    s->y += 2.4;
}

void sheet_step(struct sheet *s, str mark, str text)
{
    struct sheet_style style = {0};
    struct sheet_style mark_style = {.bold = true};
    sheet_keep(s, text_height(style, sheet_body(s).width - STEP_INDENT, S("字")));
    struct sheet_area area = sheet_body(s);
    area.y = s->y;
    area.width = STEP_INDENT;
    sheet_put_text(s, area, mark_style, mark);
    flow_text(s, STEP_INDENT, style, text);
    s->y += 1.6;
}

// --- facts ----------------------------------------------------------------------------------
static struct sheet_style value_style(const struct sheet_fact *fact)
{
    if (fact->code)
        return (struct sheet_style){.size = 15, .bold = true, .leading = 1.35, .tracking = 1.5};
    return (struct sheet_style){.size = 10.5, .leading = 1.45};
}

// A value of many lines begins beside its name and runs on over the pages.
static void put_long_fact(struct sheet *s, const struct sheet_fact *fact,
                          struct sheet_style name_style, struct sheet_style style)
{
    struct sheet_area body = sheet_body(s);
    sheet_keep(s, 30);
    s->y += PADDING;
    struct sheet_area area = {body.x + PADDING, s->y, FACT_NAME - 2 * PADDING, 0};
    sheet_put_text(s, area, name_style, fact->name);
    flow_text(s, FACT_NAME, style, fact->value);
    s->y += PADDING;
    sheet_put_rule(s, (struct sheet_area){body.x, s->y, body.width, 0});
}

static void put_fact(struct sheet *s, const struct sheet_fact *fact)
{
    struct sheet_style name_style = {.size = 9.5, .quiet = true, .leading = 1.45};
    struct sheet_style style = value_style(fact);
    struct sheet_area body = sheet_body(s);
    double name_width = FACT_NAME - 2 * PADDING, value_width = body.width - FACT_NAME - PADDING;
    double name_height = text_height(name_style, name_width, fact->name);
    double value_height = text_height(style, value_width, fact->value);
    double height = (name_height > value_height ? name_height : value_height) + 2 * PADDING;
    if (height > body.height / 2) {
        put_long_fact(s, fact, name_style, style);
        return;
    }
    sheet_keep(s, height);
    struct sheet_area area = {body.x, s->y, body.width, 0};
    if (is_at_top(s))
        sheet_put_rule(s, area);
    area.x += PADDING;
    area.y += (height - name_height) / 2;
    area.width = name_width;
    sheet_put_text(s, area, name_style, fact->name);
    area =
        (struct sheet_area){body.x + FACT_NAME, s->y + (height - value_height) / 2, value_width, 0};
    sheet_put_text(s, area, style, fact->value);
    s->y += height;
    sheet_put_rule(s, (struct sheet_area){body.x, s->y, body.width, 0});
}

void sheet_facts(struct sheet *s, const struct sheet_fact *facts, size_t n)
{
    if (n == 0)
        return;
    struct sheet_area body = sheet_body(s);
    sheet_keep(s, 14);
    if (!is_at_top(s))
        sheet_put_rule(s, (struct sheet_area){body.x, s->y, body.width, 0});
    for (size_t i = 0; i < n; i++)
        put_fact(s, &facts[i]);
    s->y += 4;
}
