// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/buf.h"
#include "sheet/inside.h"

static void put_mark(struct buf *out, const struct mark *m)
{
    switch (m->kind) {
    case MARK_TEXT:
        buf_put(out, m->text);
        buf_byte(out, '\n');
        return;
    case MARK_TICK:
        buf_put(out, m->ticked ? S("☑") : S("□"));
        if (m->says.n == 0) // the label follows on the same line
            buf_byte(out, '\n');
        return;
    case MARK_QR:
        buf_put(out, S("[QR: "));
        buf_put(out, m->says);
        buf_put(out, S("]\n"));
        return;
    case MARK_PICTURE:
        buf_put(out, S("[図: "));
        buf_put(out, m->says);
        buf_put(out, S("]\n"));
        return;
    case MARK_BOX:
    case MARK_FILL:
    case MARK_RULE:
    case MARK_DASHES:
        return;
    }
}

str sheet_text(const struct sheet *s)
{
    struct buf out = buf_in(s->arena);
    for (const struct page *page = s->first; page; page = page->next) {
        for (const struct mark *m = page->first; m; m = m->next)
            put_mark(&out, m);
        buf_put(&out, S("----"));
        if (page->footer.n) {
            buf_byte(&out, ' ');
            buf_put(&out, page->footer);
        }
        if (page->part->n_in_part > 1 || s->paper.numbered)
            buf_put(&out, str_print(s->arena, " %d / %d", page->number, page->part->n_in_part));
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}
