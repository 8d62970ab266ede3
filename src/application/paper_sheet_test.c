// SPDX-License-Identifier: AGPL-3.0-or-later
// The forms on paper, compared with test/golden/paper-*.txt.
#include "application/paper_sheet.h"
#include "test/browser.h"
#include "test/golden.h"

static void compare(struct world *world, const struct paper *paper, const char *what,
                    struct sheet *s)
{
    const char *number = paper->number + strlen("様式");
    golden_compare(world, str_print(world_arena(world), "paper-%s-%s", number, what), s);
}

// An answer for every field of a form.
static str answer(const struct paper_field *field, int row)
{
    static const str names[] = {S_CONST("髙橋　﨑子"), S_CONST("山田　太郎"), S_CONST("鈴木　花")};
    static const str readings[] = {S_CONST("たかはし　さきこ"), S_CONST("やまだ　たろう"),
                                   S_CONST("すずき　はな")};
    switch (field->type) {
    case PAPER_LINE:
        return names[row];
    case PAPER_LINES:
        return S("一行目\n二行目");
    case PAPER_KANA:
        return readings[row];
    case PAPER_POSTAL:
        return S("2700192");
    case PAPER_PHONE:
        return S("04-7150-0000");
    case PAPER_MAIL:
        return S("mihon@example.jp");
    case PAPER_DAY:
        return S("2026-11-02");
    case PAPER_COUNT:
        return S("3");
    case PAPER_CHOICE:
        return field->choices[row % field->n_choices];
    case PAPER_TICK:
        return row == 0 ? S("1") : NONE;
    }
    return NONE;
}

static void answer_part(struct arena *a, const struct paper_part *part, int n_rows,
                        struct params *out)
{
    for (int row = 0; row < (part->rows ? n_rows : 1); row++)
        for (size_t i = 0; i < part->n; i++) {
            const char *name = part->fields[i].name;
            str full = part->rows ? str_print(a, "%s.%d.%s", part->rows, row, name) : str_of(name);
            out->at[out->n++] = (struct param){full, answer(&part->fields[i], row % 3)};
        }
}

static struct params answers_of(struct arena *a, const struct paper *paper, int n_rows)
{
    struct params values = {0, NEW_ARRAY(a, struct param, 1000)};
    for (size_t i = 0; i < paper->n; i++)
        answer_part(a, &paper->parts[i], n_rows, &values);
    return values;
}

RULE("the blank forms say what the guide's forms ask, in its order (様式1-1, 1-2, 2, 3, 5)")
{
    browser_app(world);
    struct tx *tx = world_read(world);
    for (int kind = 0; kind < APPLICATION_KINDS; kind++) {
        const struct paper *paper = paper_of((enum application_kind)kind);
        compare(world, paper, "blank", paper_sheet_draw(tx, paper, NULL, S("流山市")));
    }
    world_commit(world);
}

RULE("a filled form shows every answer, the receipt number and its code")
{
    browser_app(world);
    struct tx *tx = world_read(world);
    for (int kind = 0; kind < APPLICATION_KINDS; kind++) {
        const struct paper *paper = paper_of((enum application_kind)kind);
        struct application filled = {.number = S("8-00042"), .submitted_at = tx_now(tx),
                                     .values = answers_of(world_arena(world), paper, 3)};
        compare(world, paper, "filled", paper_sheet_draw(tx, paper, &filled, S("流山市")));
    }
    world_commit(world);
}

RULE("blank forms fit on the page that they have in the guide; the pledge stands on a second one")
{
    static const int pages[APPLICATION_KINDS] = {2, 2, 1, 1, 2};
    browser_app(world);
    struct tx *tx = world_read(world);
    for (int kind = 0; kind < APPLICATION_KINDS; kind++) {
        const struct paper *paper = paper_of((enum application_kind)kind);
        struct sheet *s = paper_sheet_draw(tx, paper, NULL, S("流山市"));
        assert_int_equal(sheet_pages(s), pages[kind]);
    }
    world_commit(world);
}

RULE("more people than the form has rows for go on to further pages, none left out")
{
    browser_app(world);
    struct tx *tx = world_read(world);
    const struct paper *paper = paper_of(APPLICATION_USAGE);
    struct application filled = {.number = S("8-00042"),
                                 .values = answers_of(world_arena(world), paper, 30)};
    struct sheet *s = paper_sheet_draw(tx, paper, &filled, S("流山市"));

    assert_in_range(sheet_pages(s), 4, 5);
    assert_true(str_contains(sheet_text(s), S("\n30\n")));
    world_commit(world);
}

PAGE("everybody gets the blank forms as PDF, by word or by number, without an account (guide, first table)")
{
    struct browser *b = browser_public(world);
    given_city(world_write(world));
    world_commit(world);

    assert_int_equal(browser_get(b, "/forms/usage"), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
    assert_int_equal(browser_get(b, "/forms/1-1.pdf?city=122203"), 200);
    assert_int_equal(browser_get(b, "/forms/status"), 200);
    assert_int_equal(browser_get(b, "/forms/1-1.pdf?city=999999"), 404);
    assert_int_equal(browser_get(b, "/forms/7"), 404);
}

PAGE("officers print an application of their own city, and no other")
{
    struct tx *tx = world_write(world);
    struct given_city city = given_city(tx), other = given_neighbour(tx);
    struct application_new new = {.city = city.city.id, .kind = APPLICATION_STATUS};
    application_id id = application_start(tx, &new).id;
    world_commit(world);

    struct browser *b = browser_of(world, &city.officer);
    assert_int_equal(browser_get(b, browser_at(b, "/desk/applications/%i/sheet", id.v)), 200);
    assert_true(str_starts(b->body, S("%PDF-")));
    struct browser *stranger = browser_of(world, &other.officer);
    assert_int_equal(
        browser_get(stranger, browser_at(stranger, "/desk/applications/%i/sheet", id.v)), 404);
}
