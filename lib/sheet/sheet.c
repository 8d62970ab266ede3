// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheet/inside.h"

#include <qrencode.h>

static const double SHORT_SIDE = 210, LONG_SIDE = 297;

void page_add(struct sheet *s, bool new_part)
{
    struct page *page = NEW(s->arena, struct page);
    page->last = &page->first;
    page->footer = s->footer;
    bool starts_part = new_part || !s->page;
    page->part = starts_part ? page : s->page->part;
    page->number = ++page->part->n_in_part;
    if (s->page)
        s->page->next = page;
    else
        s->first = page;
    s->page = page;
    s->n_pages++;
    s->y = s->paper.top;
}

static double or_usual(double margin, double usual)
{
    return margin > 0 ? margin : usual;
}

struct sheet *sheet_begin(struct arena *a, const struct sheet_paper *paper)
{
    struct sheet *s = NEW(a, struct sheet);
    s->arena = a;
    s->paper = *paper;
    s->width = paper->landscape ? LONG_SIDE : SHORT_SIDE;
    s->height = paper->landscape ? SHORT_SIDE : LONG_SIDE;
    s->paper.top = or_usual(paper->top, 20);
    s->paper.right = or_usual(paper->right, 20);
    s->paper.bottom = or_usual(paper->bottom, 24);
    s->paper.left = or_usual(paper->left, 20);
    page_add(s, true);
    return s;
}

int sheet_pages(const struct sheet *s)
{
    return s->n_pages;
}

void sheet_page(struct sheet *s)
{
    if (s->page->first)
        page_add(s, false);
}

void sheet_part(struct sheet *s)
{
    if (s->page->first)
        page_add(s, true);
}

void sheet_footer(struct sheet *s, str text)
{
    s->footer = s->page->footer = text;
}

double sheet_y(const struct sheet *s)
{
    return s->y;
}

void sheet_move(struct sheet *s, double y)
{
    s->y = y;
}

struct sheet_area sheet_body(const struct sheet *s)
{
    const struct sheet_paper *p = &s->paper;
    return (struct sheet_area){p->left, p->top, s->width - p->left - p->right,
                               s->height - p->top - p->bottom};
}

struct mark *mark_add(struct sheet *s, enum mark_kind kind, struct sheet_area area)
{
    struct mark *mark = NEW(s->arena, struct mark);
    mark->kind = kind;
    mark->area = area;
    *s->page->last = mark;
    s->page->last = &mark->next;
    return mark;
}

double sheet_put_text(struct sheet *s, struct sheet_area area, struct sheet_style style, str text)
{
    struct mark *mark = mark_add(s, MARK_TEXT, area);
    mark->style = style;
    mark->text = text;
    return text_height(style, area.width, text);
}

void sheet_put_box(struct sheet *s, struct sheet_area area)
{
    mark_add(s, MARK_BOX, area);
}

void sheet_put_rule(struct sheet *s, struct sheet_area from)
{
    if (from.width >= from.height)
        from.height = 0;
    else
        from.width = 0;
    mark_add(s, MARK_RULE, from);
}

bool sheet_put_qr(struct sheet *s, struct sheet_area area, str text)
{
    QRcode *code =
        text.n ? QRcode_encodeData((int)text.n, (const uint8_t *)text.p, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return false;
    size_t n = (size_t)code->width * (size_t)code->width;
    struct mark *mark = mark_add(s, MARK_QR, area);
    mark->modules = code->width;
    mark->says = text;
    mark->text = str_copy(s->arena, (str){(const char *)code->data, n});
    QRcode_free(code);
    return true;
}
