// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the golden page three times, the third with readings. The four writers of html.h are replaced by
// ones that show which of them was called.
#include "tools/test/tmplc/golden/room.html.h"

#include <stdio.h>

static void show(struct buf *out, const char *writer, str s)
{
    buf_print(out, "[%s %.*s]", writer, STR(s));
}

void html_put_text(struct buf *out, str s)
{
    show(out, "text", s);
}

void html_put_attribute(struct buf *out, str s)
{
    show(out, "attribute", s);
}

void html_put_lines(struct buf *out, str s)
{
    show(out, "lines", s);
}

void html_put_words(struct buf *out, str s)
{
    show(out, "words", s);
}

int main(void)
{
    struct arena *a = arena_new();
    struct buf out = buf_in(a);
    struct card cards[] = {{1, S("はい"), false}, {2, S("急ぎ"), true}};
    struct room_page page = {
        .frame = {{S("部屋"), {S("/")}, true}, S("山田")},
        .name = S("山田"),
        .note = {S("<b>注</b>")},
        .posts = {2, cards},
        .may_write = true,
        .write_url = {S("/posts")},
        .hint = "例",
        .most = 20,
    };
    room_page_html(&out, &page);
    buf_put(&out, S("\n----\n"));
    room_page_html(&out, &(struct room_page){.closed = true});
    buf_put(&out, S("\n----\n"));
    out.furigana = true;
    room_page_html(&out, &(struct room_page){.closed = true});
    buf_put(&out, S("\n----\n"));
    cards_of_html(&out, cards, 1);
    buf_put(&out, S("\n"));
    fwrite(out.p, 1, out.n, stdout);
    arena_free(a);
    return 0;
}
