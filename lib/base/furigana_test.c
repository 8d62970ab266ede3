// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/furigana.h"

#include "test/world.h"

// 投稿(とうこう)する: what a person sees, without the tags.
static str seen(struct world *w, const char *text, bool after_value)
{
    struct arena *a = world_arena(w);
    struct buf read = buf_in(a), out = buf_in(a);
    if (!furigana_put(&read, str_of(text), after_value))
        return str_of(text);
    for (str s = buf_str(&read); s.n;) {
        str open = S("<rt aria-hidden=\"true\">");
        if (str_starts(s, open)) {
            buf_byte(&out, '(');
            s = str_from(s, open.n);
        } else if (str_starts(s, S("</rt>"))) {
            buf_byte(&out, ')');
            s = str_from(s, 5);
        } else if (s.p[0] == '<') {
            s = str_from(s, str_find_byte(s, '>') + 1);
        } else {
            buf_byte(&out, s.p[0]);
            s = str_from(s, 1);
        }
    }
    return buf_str(&out);
}

RULE("a word gets its reading, the longest that the table knows, with its kana outside")
{
    assert_str(seen(world, "投稿を取り消す", false), S("投稿(とうこう)を取(と)り消(け)す"));
    assert_str(seen(world, "要確認の期限", false), S("要確認(ようかくにん)の期限(きげん)"));
    assert_str(seen(world, "利用対象者", false), S("利用(りよう)対象者(たいしょうしゃ)"));
    assert_str(seen(world, "取り下げる", false), S("取(と)り下(さ)げる"));
    assert_str(seen(world, "ホーム", false), S("ホーム"));
}

RULE("a part of a longer word that the table does not know is not read, so that nothing is read wrongly")
{
    assert_str(seen(world, "投稿論文", false), S("投稿論文"));
    assert_str(seen(world, "書家が書く", false), S("書家が書(か)く"));
    assert_str(seen(world, "流山市立", false), S("流山市立"));
    assert_str(seen(world, "外。外す", false), S("外。外(はず)す"));
    assert_str(furigana_unknown(S("部屋の書家"), false), S("書家"));
    assert_str(furigana_unknown(S("部屋に書く"), false), NONE);
}

RULE("a verb may stand behind a counter or 一度, but never behind another word")
{
    assert_str(seen(world, "もう一度選ぶ", false), S("もう一度(いちど)選(えら)ぶ"));
    assert_str(seen(world, "3件取り込む", false), S("3件(けん)取(と)り込(こ)む"));
    assert_str(seen(world, "1人以上選ぶ", false), S("1人以上(いじょう)選(えら)ぶ"));
    assert_str(seen(world, "14日前", false), S("14日前(まえ)"));
    assert_str(seen(world, "投稿選ぶ", false), S("投稿選ぶ"));
}

RULE("one kanji is read by what stands beside it")
{
    assert_str(seen(world, "外す・外へ", false), S("外(はず)す・外(そと)へ"));
    assert_str(seen(world, "出る・出す・出せる", false), S("出(で)る・出(だ)す・出(だ)せる"));
    assert_str(seen(world, "重なる・重い", false), S("重(かさ)なる・重(おも)い"));
    assert_str(seen(world, "年に1回・年を書く", false), S("年(ねん)に1回(かい)・年(とし)を書(か)く"));
    assert_str(seen(world, "差し戻し中・部屋の中", false), S("差(さ)し戻(もど)し中(ちゅう)・部屋(へや)の中(なか)"));
    assert_str(seen(world, "取り込み済み・届けが済みました", false),
               S("取(と)り込(こ)み済(ず)み・届(とど)けが済(す)みました"));
}

RULE("behind a number stand counters alone; 人 and 日, which change with the number, stay as they are")
{
    assert_str(seen(world, "件の未読", true), S("件(けん)の未読(みどく)"));
    assert_str(seen(world, "3人が読んだ", false), S("3人が読(よ)んだ"));
    assert_str(seen(world, "人が読んだ", true), S("人が読(よ)んだ"));
    assert_str(seen(world, "人が読んだ", false), S("人(ひと)が読(よ)んだ"));
    assert_str(seen(world, "11月2日から3か月", false), S("11月(がつ)2日から3か月(げつ)"));
}

RULE("a reading is kept from screen readers, which would say the word twice")
{
    struct buf out = buf_in(world_arena(world));
    assert_true(furigana_put(&out, S("部屋"), false));
    assert_str(buf_str(&out), S("<ruby>部屋<rt aria-hidden=\"true\">へや</rt></ruby>"));
}

RULE("broken bytes, empty text and text without kanji are left alone")
{
    struct buf out = buf_in(world_arena(world));
    assert_false(furigana_put(&out, NONE, true));
    assert_false(furigana_put(&out, S("abc \xe9\x83 \xff ABC"), false));
    assert_int_equal(out.n, 0);
    assert_str(seen(world, "部屋\xe5", false), S("部屋(へや)\xe5"));
}

RULE("every word of the table has a reading in hiragana behind each run of kanji")
{
    str all = str_of(furigana_words);
    size_t words = 0;
    while ((all = str_trim(all)).n) {
        size_t n = str_find_byte(all, ' ');
        str word = str_part(all, 0, n - (all.p[n - 1] == '-' || all.p[n - 1] == '+'));
        assert_true(str_contains(word, S("《")) && str_ends(str_part(word, 0, str_find(word, S("》")) + 3), S("》")));
        assert_true(str_starts(word, S("#")) || !str_contains(word, S("《》")));
        all = str_from(all, n);
        words++;
    }
    assert_true(words > 1200);
}
