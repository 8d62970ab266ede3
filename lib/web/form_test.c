// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/form.h"

#include "base/base32.h"
#include "test/dies.h"
#include "test/world.h"

// A POST with that body.
static struct form form_with(struct world *w, const char *body)
{
    struct request *r = NEW(world_arena(w), struct request);
    r->arena = world_arena(w);
    r->method = METHOD_POST;
    assert_int_equal(parse_urlencoded(r->arena, str_of(body), &r->form), PARSE_OK);
    return form_of(r);
}

static struct form_rule rule(const char *label, size_t max)
{
    return (struct form_rule){.label = str_of(label), .max = max};
}

static struct form_rule optional(const char *label)
{
    return (struct form_rule){.label = str_of(label), .optional = true};
}

RULE("a line is folded to one form, required, and limited in characters")
{
    struct form f =
        form_with(world, "name=%E3%80%80%E6%A3%AE%E3%80%80%EF%BC%91%0A&empty=+&long=あいう");
    assert_str(form_line(&f, S("name"), rule("氏名", 50)), S("森 1"));
    assert_true(form_ok(&f));
    form_line(&f, S("empty"), rule("氏名", 50));
    form_line(&f, S("absent"), rule("電話", 50));
    form_line(&f, S("long"), rule("略称", 2));
    assert_str(form_error(&f, S("empty")), S("氏名を入力してください。"));
    assert_str(form_error(&f, S("absent")), S("電話を入力してください。"));
    assert_str(form_error(&f, S("long")),
               S("略称は2文字以内で入力してください（今は3文字です）。"));
    assert_false(form_ok(&f));
    assert_str(form_typed(&f, S("long")), S("あいう"));
}

RULE("several lines keep their breaks and the blank that indents, not the empty ends")
{
    struct form f = form_with(world, "m=%0D%0A%E3%80%80a%0D%0A%0Ab+%0A%E3%80%80%0A&e=%0A+%0A");
    assert_str(form_lines(&f, S("m"), rule("本文", 0)), S("　a\n\nb"));
    assert_str(form_lines(&f, S("e"), optional("本文")), NONE);
    assert_true(form_ok(&f));
    form_lines(&f, S("e"), rule("本文", 0));
    assert_str(form_error(&f, S("e")), S("本文を入力してください。"));
}

RULE("a password is taken as typed")
{
    struct form f = form_with(world, "p=+%EF%BC%A1+b+");
    assert_str(form_secret(&f, S("p"), rule("パスワード", 0)), S(" Ａ b "));
    assert_true(form_ok(&f));
}

RULE("a reading is hiragana whichever kana were typed")
{
    struct form f = form_with(world, "a=モリ　タロウ&b=%EF%BE%93%EF%BE%98&c=森");
    assert_str(form_kana(&f, S("a"), rule("ふりがな", 50)), S("もり たろう"));
    assert_str(form_kana(&f, S("b"), rule("ふりがな", 50)), S("もり"));
    assert_true(form_ok(&f));
    form_kana(&f, S("c"), rule("ふりがな", 50));
    assert_str(form_error(&f, S("c")), S("ふりがなは、ひらがなかカタカナで入力してください。"));
}

RULE("whole numbers stay inside their range, full-width digits are fine")
{
    struct form f = form_with(world, "a=３１&b=32&c=1.5&d=x&e=-1&f=99999999999999999999");
    assert_int_equal(form_int(&f, S("a"), rule("日", 0), 1, 31), 31);
    assert_true(form_ok(&f));
    form_int(&f, S("b"), rule("日", 0), 1, 31);
    assert_str(form_error(&f, S("b")), S("日は1から31までの数で入力してください。"));
    static const char *const bad[] = {"c", "d", "f"};
    for (int i = 0; i < 3; i++) {
        form_int(&f, str_of(bad[i]), rule("日", 0), 1, 31);
        assert_str(form_error(&f, str_of(bad[i])), S("日は、12 のように数字で入力してください。"));
    }
    assert_int_equal(form_int(&f, S("e"), rule("差", 0), -5, 5), -1);
    assert_int_equal(form_int(&f, S("none"), optional("差"), 1, 5), 0);
    assert_int_equal(f.n_errors, 4);
}

RULE("a number with decimals is a whole number of its last place")
{
    struct form_range range = {300, 450};
    struct form f =
        form_with(world, "a=３６．５&b=37&c=36.55&d=.5&e=36.&f=29.9&g=-36.5&h=3-6.5&i=-");
    assert_int_equal(form_decimal(&f, S("a"), rule("体温", 0), 1, range), 365);
    assert_int_equal(form_decimal(&f, S("b"), rule("体温", 0), 1, range), 370);
    assert_int_equal(f.n_errors, 0);
    static const char *const bad[] = {"c", "d", "e", "h", "i"};
    for (int i = 0; i < 5; i++) {
        form_decimal(&f, str_of(bad[i]), rule("体温", 0), 1, range);
        assert_str(form_error(&f, str_of(bad[i])),
                   S("体温は、36.5 のように数字で入力してください。"));
    }
    form_decimal(&f, S("f"), rule("体温", 0), 1, range);
    assert_str(form_error(&f, S("f")), S("体温は30.0から45.0までの数で入力してください。"));
    form_decimal(&f, S("g"), rule("体温", 0), 1, range);
    assert_true(form_error(&f, S("g")).n > 0);
}

RULE("a day is read in the ways that people write it")
{
    struct form f = form_with(world, "a=2026-11-22&b=令和8年11月22日&c=2026-02-30");
    assert_int_equal(form_day(&f, S("a"), rule("日付", 0)).n, day_make(2026, 11, 22).n);
    assert_int_equal(form_day(&f, S("b"), rule("日付", 0)).n, day_make(2026, 11, 22).n);
    assert_false(day_is(form_day(&f, S("none"), optional("日付"))));
    assert_true(form_ok(&f));
    assert_false(day_is(form_day(&f, S("c"), rule("日付", 0))));
    assert_str(form_error(&f, S("c")),
               S("日付は 2026-11-22 や 令和8年11月22日 のように入力してください。"));
}

RULE("a day long before or after everybody who could be meant is a slip, and is asked for again")
{
    struct form f = form_with(world, "a=1849-12-31&b=2200-01-01&c=99991231&d=1850-01-01&e=2199-12-31");
    assert_false(day_is(form_day(&f, S("a"), rule("日付", 0))));
    assert_false(day_is(form_day(&f, S("b"), rule("日付", 0))) || day_is(form_day(&f, S("c"), optional("日付"))));
    assert_true(str_contains(form_error(&f, S("a")), S("1850年から2199年")));
    assert_true(form_error(&f, S("b")).n && form_error(&f, S("c")).n);
    assert_int_equal(form_day(&f, S("d"), rule("日付", 0)).n, day_make(1850, 1, 1).n);
    assert_int_equal(form_day(&f, S("e"), rule("日付", 0)).n, day_make(2199, 12, 31).n);
}

RULE("a time of day is minutes since midnight")
{
    struct form f = form_with(world, "a=１４：０５&b=0:00&c=24:00&d=9:60&e=9&f=9:5&g=-1:00&h=1:-5");
    assert_int_equal(form_clock(&f, S("a"), rule("時刻", 0)), 845);
    assert_int_equal(form_clock(&f, S("b"), rule("時刻", 0)), 0);
    assert_int_equal(form_clock(&f, S("none"), optional("時刻")), -1);
    assert_true(form_ok(&f));
    static const char *const bad[] = {"c", "d", "e", "f", "g", "h"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(form_clock(&f, str_of(bad[i]), rule("時刻", 0)), -1);
    assert_int_equal(f.n_errors, 6);
}

RULE("a choice is one of those offered, an id is one as in addresses")
{
    static const str kinds[] = {S_CONST("pc"), S_CONST("phone")};
    str id = base32_from_id(world_arena(world), 77);
    struct form f =
        form_with(world, (const char *)str_print(world_arena(world),
                                                 "k=phone&x=radio&id=%.*s&bad=!&t=1%c", STR(id), 0)
                             .p);
    assert_int_equal(form_choice(&f, S("k"), rule("種類", 0), kinds, 2), 1);
    assert_int_equal(form_id(&f, S("id"), rule("人", 0)), 77);
    assert_int_equal(form_choice(&f, S("none"), optional("種類"), kinds, 2), 0);
    assert_int_equal(form_id(&f, S("none"), optional("人")), 0);
    assert_true(form_ok(&f) && form_tick(&f, S("t")) && !form_tick(&f, S("u")));
    form_choice(&f, S("x"), rule("種類", 0), kinds, 2);
    form_choice(&f, S("y"), rule("種類", 0), kinds, 2);
    form_id(&f, S("bad"), optional("人"));
    assert_str(form_error(&f, S("x")), S("種類を選んでください。"));
    assert_str(form_error(&f, S("y")), S("種類を選んでください。"));
    assert_str(form_error(&f, S("bad")), S("人を選んでください。"));
}

RULE("a field keeps its first error, and a form too wrong to list stays refused")
{
    struct form f = form_empty(world_arena(world));
    form_refuse(&f, S("a"), S("一"));
    form_refuse(&f, S("a"), S("二"));
    form_refuse_with(&f, S("n"), "番号「%s」は使われています。", S("%s"));
    assert_str(form_error(&f, S("a")), S("一"));
    assert_str(form_error(&f, S("n")), S("番号「%s」は使われています。"));
    for (int i = 0; i < 2 * FORM_ERRORS; i++)
        form_refuse(&f, str_print(world_arena(world), "f%d", i), S("x"));
    assert_int_equal(f.n_errors, FORM_ERRORS);
    assert_false(form_ok(&f));
}

static void refuse_without_sentence(void)
{
    struct form f = form_empty(arena_new());
    form_refuse(&f, S("a"), NONE);
}

RULE("an error without a sentence stops the process")
{
    assert_true(dies(refuse_without_sentence));
}

RULE("a field shows what was typed and its error, before that what is stored")
{
    struct form f = form_with(world, "a=&b=typed");
    form_line(&f, S("a"), rule("甲", 0));
    struct field a = field_of(&f, S("a"), S("甲"), S("stored"));
    assert_int_equal(a.value.n, 0);
    assert_str(a.error, S("甲を入力してください。"));
    assert_str(field_of(&f, S("b"), S("乙"), S("stored")).value, S("typed"));
    struct form empty = form_empty(world_arena(world));
    assert_str(field_of(&empty, S("a"), S("甲"), S("stored")).value, S("stored"));
}

RULE("the form of a search is its query, and an empty file is no file")
{
    struct request r = {.arena = world_arena(world), .method = METHOD_GET};
    assert_int_equal(parse_urlencoded(r.arena, S("q=1"), &r.query), PARSE_OK);
    struct form f = form_of(&r);
    assert_str(form_typed(&f, S("q")), S("1"));
    struct upload files[] = {{.name = S("a")}, {.name = S("b"), .content = str_bytes(S("x"))}};
    r.uploads = (struct uploads){2, files};
    assert_null(form_upload(&r, S("a")));
    assert_ptr_equal(form_upload(&r, S("b")), &files[1]);
}
