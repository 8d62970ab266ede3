// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/html.h"

#include "test/world.h"

static str written(struct world *w, void (*put)(struct buf *, str), str s)
{
    struct buf out = buf_in(world_arena(w));
    put(&out, s);
    return buf_str(&out);
}

RULE("text on a page cannot begin a tag or an entity")
{
    str s = S("<b>\"茂木\" & 'さくら'</b>");
    assert_str(written(world, html_put_text, s), S("&lt;b&gt;\"茂木\" &amp; 'さくら'&lt;/b&gt;"));
    assert_str(written(world, html_put_text, NONE), NONE);
    assert_str(written(world, html_put_text, S("&&")), S("&amp;&amp;"));
}

RULE("text in an attribute cannot end the attribute")
{
    assert_str(written(world, html_put_attribute, S("\" onclick='x' <&>#")),
               S("&#34; onclick=&#39;x&#39; &lt;&amp;&gt;#"));
}

RULE("line breaks become <br> only where they are asked for")
{
    assert_str(written(world, html_put_lines, S("朝\n昼 & \"夜\"\n")),
               S("朝<br>昼 &amp; \"夜\"<br>"));
    assert_str(written(world, html_put_text, S("朝\n昼")), S("朝\n昼"));
}

// What the fast search must agree with.
static str slowly(struct arena *a, str s)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        const char *entity = s.p[i] == '&'    ? "&amp;"
                             : s.p[i] == '<'  ? "&lt;"
                             : s.p[i] == '>'  ? "&gt;"
                             : s.p[i] == '"'  ? "&#34;"
                             : s.p[i] == '\'' ? "&#39;"
                                              : NULL;
        buf_put(&out, entity ? str_of(entity) : str_part(s, i, 1));
    }
    return buf_str(&out);
}

RULE("every byte at every place of a block is escaped as it should be")
{
    char text[40];
    for (int byte = 0; byte < 256; byte++) {
        for (size_t n = 1; n <= sizeof text; n += 13) {
            memset(text, 'a', sizeof text);
            for (size_t i = 0; i < n; i += 5)
                text[i] = (char)byte;
            str s = {text, n};
            assert_str(written(world, html_put_attribute, s), slowly(world_arena(world), s));
        }
    }
}

RULE("an expression is written by its type")
{
    struct buf out = buf_in(world_arena(world));
    html_put_in_text(&out, ((html){S("<br>")}));
    html_put_in_text(&out, (int64_t)-12);
    html_put_in_text(&out, "<");
    html_put_in_attribute(&out, ((url){S("/a?b=1&c=2")}));
    html_put_in_url(&out, ((url){S("/x")}));
    assert_str(buf_str(&out), S("<br>-12&lt;/a?b=1&amp;c=2/x"));
}

RULE("labels that are data get readings only where the page has them on, and never become markup")
{
    struct buf plain = buf_in(world_arena(world)), read = buf_in(world_arena(world));
    read.furigana = true;
    html_put_words(&plain, S("投稿<b>"));
    html_put_words(&read, S("投稿<b>"));
    assert_str(buf_str(&plain), S("投稿&lt;b&gt;"));
    assert_str(buf_str(&read), S("<span><ruby>投稿<rt aria-hidden=\"true\">とうこう</rt></ruby>&lt;b&gt;</span>"));
}
