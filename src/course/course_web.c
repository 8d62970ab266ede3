// SPDX-License-Identifier: AGPL-3.0-or-later
// Picking posts for 第5表, page after page, and taking the sheet out.
#include "audit/audit.h"
#include "base/base32.h"
#include "course/course.h"
#include "course/course_page.html.h"

static const struct form_rule from_rule = {S_CONST("いつから"), 0, false};
static const struct form_rule to_rule = {S_CONST("いつまで"), 0, false};
static const struct form_rule maker_rule = {S_CONST("居宅サービス計画作成者氏名"), COURSE_WORK_MOST, false};
static const struct form_rule reason_rule = {S_CONST("理由"), EXPORT_REASON_MOST, false};
static const struct form_rule kind_rule = {S_CONST("形"), 0, false};
static const str form_words[COURSE_FORMS] = {S_CONST("utf8"), S_CONST("ms932"), S_CONST("pdf")};

// What the page was asked: of the address, or sent with the form.
struct asked {
    struct form form;
    day from, to;
    int64_t page; // from 0
    struct course_picks picks;
};

// --- reading -------------------------------------------------------------------------------

static str item_field(struct turn *t, post_id post)
{
    return str_print(t->arena, "item-%.*s", STR(base32_from_id(t->arena, post.v)));
}

static bool is_picked(const struct course_picks *picks, post_id post, int *item)
{
    for (size_t i = 0; i < picks->n; i++)
        if (post_same(picks->at[i].post, post)) {
            *item = picks->at[i].item;
            return true;
        }
    return false;
}

static int item_of(struct turn *t, const struct form *form, post_id post)
{
    int64_t item;
    bool good = str_to_int(form_typed(form, item_field(t, post)), &item) && item >= 0 &&
                item < COURSE_ITEMS;
    return good ? (int)item : -1;
}

static struct course_picks picks_of(struct turn *t, struct form *form)
{
    const struct params *typed = form->typed;
    struct course_picks picks = {0, NEW_ARRAY(t->arena, struct course_pick, COURSE_MOST)};
    for (size_t i = 0; i < typed->n; i++) {
        post_id post;
        int item;
        if (!str_eq(typed->at[i].name, S("pick")) || !base32_to_id(typed->at[i].value, &post.v) ||
            is_picked(&picks, post, &item))
            continue;
        if (picks.n == COURSE_MOST) {
            form_refuse(form, NONE, S("一度に選べるのは200件までです。印をいくつか外してください。"));
            break;
        }
        item = item_of(t, form, post);
        picks.at[picks.n++] = (struct course_pick){post, item < 0 ? 0 : item};
    }
    return picks;
}

static struct asked asked_of(struct turn *t)
{
    struct asked asked = {.form = form_of(t->request)};
    day today = tx_today(t->tx);
    bool blank = !form_typed(&asked.form, S("from")).n && !form_typed(&asked.form, S("to")).n;
    asked.from = blank ? day_after(today, -30) : form_day(&asked.form, S("from"), from_rule);
    asked.to = blank ? today : form_day(&asked.form, S("to"), to_rule);
    if (form_ok(&asked.form) &&
        (asked.to.n < asked.from.n || asked.to.n - asked.from.n > EXPORT_DAYS_MOST))
        form_refuse(&asked.form, S("to"), S("「いつまで」を「いつから」と同じ日か、あとの日にしてください。長さは5年までです。"));
    if (!str_to_int(form_typed(&asked.form, S("page")), &asked.page) || asked.page < 0 ||
        asked.page > 100000)
        asked.page = 0;
    if (t->request->method == METHOD_POST)
        asked.picks = picks_of(t, &asked.form);
    return asked;
}

// --- the page ------------------------------------------------------------------------------

static struct course_card card_of(struct turn *t, const struct asked *asked,
                                  const struct post *post)
{
    int item = (int)post->kind;
    bool picked = is_picked(&asked->picks, post->id, &item);
    struct course_card card = {
        .id = base32_from_id(t->arena, post->id.v),
        .field = item_field(t, post->id),
        .when = frame_moment(t->arena, post->written_at),
        .who = {post->author, profession_label(post->profession), post->office},
        .kind = post_kind_label(post->kind),
        .chip = str_zero(t->arena, str_print(t->arena, "chip-%.*s", STR(post_kind_class(post->kind)))),
        .body = post->body,
        .picked = picked,
        .items = {COURSE_ITEMS, NEW_ARRAY(t->arena, struct course_choice, COURSE_ITEMS)},
    };
    for (int i = 0; i < COURSE_ITEMS; i++)
        card.items.at[i] = (struct course_choice){str_print(t->arena, "%d", i), course_item(i), i == item};
    return card;
}

static bool is_shown(const struct post_list *posts, post_id id)
{
    for (size_t i = 0; i < posts->n; i++)
        if (post_same(posts->at[i].id, id))
            return true;
    return false;
}

static void add_kept(struct turn *t, const struct asked *asked, const struct post_list *posts,
                     struct course_page *page)
{
    page->kept.at = NEW_ARRAY(t->arena, struct course_kept, asked->picks.n);
    for (size_t i = 0; i < asked->picks.n; i++) {
        const struct course_pick *pick = &asked->picks.at[i];
        if (!is_shown(posts, pick->post))
            page->kept.at[page->kept.n++] =
                (struct course_kept){base32_from_id(t->arena, pick->post.v),
                                     item_field(t, pick->post), str_print(t->arena, "%d", pick->item)};
    }
    page->picked = (int64_t)asked->picks.n;
}

static void add_posts(struct turn *t, const struct asked *asked, struct course_page *page)
{
    if (!day_is(asked->from) || !day_is(asked->to) || asked->to.n < asked->from.n)
        return;
    instant from = day_start(asked->from), until = day_start(day_after(asked->to, 1));
    page->posts = post_count_between(t->tx, t->seat, from, until);
    int64_t skip = asked->page * COURSE_ON_A_PAGE;
    struct post_list posts = post_list_between(t->tx, t->seat, from, until, skip, COURSE_ON_A_PAGE);
    page->cards.at = NEW_ARRAY(t->arena, struct course_card, posts.n);
    for (size_t i = 0; i < posts.n; i++)
        if (posts.at[i].standing != POST_WITHDRAWN)
            page->cards.at[page->cards.n++] = card_of(t, asked, &posts.at[i]);
    add_kept(t, asked, &posts, page);
    page->has_before = asked->page > 0;
    page->has_after = skip + COURSE_ON_A_PAGE < page->posts;
    page->place = str_print(t->arena, "%ld件目から%ld件目", (long)skip + 1, (long)skip + (long)posts.n);
}

static void add_fields(struct turn *t, const struct asked *asked, struct course_page *page)
{
    static const str labels[COURSE_FORMS] = {S_CONST("CSV（UTF-8、いまのExcel）"),
                                             S_CONST("CSV（MS932、ケアプランのソフト）"),
                                             S_CONST("印刷（PDF）")};
    const struct form *form = &asked->form;
    page->from_day = day_format_iso(t->arena, asked->from);
    page->until_day = day_format_iso(t->arena, asked->to);
    page->page = str_print(t->arena, "%ld", (long)asked->page);
    page->from = field_of(form, S("from"), from_rule.label, page->from_day);
    page->until = field_of(form, S("to"), to_rule.label, page->until_day);
    page->from.type = page->until.type = S("date");
    page->maker = field_of(form, S("maker"), maker_rule.label, t->me->name);
    page->reason = field_of(form, S("reason"), reason_rule.label, NONE);
    page->reason.help = S("例：居宅介護支援の記録に綴じるため。チームの全員と介護支援課が読めます。");
    page->kind = field_of(form, S("form"), kind_rule.label, NONE);
    page->kinds.at = NEW_ARRAY(t->arena, struct option, COURSE_FORMS);
    for (int i = 0; i < COURSE_FORMS; i++)
        page->kinds.at[page->kinds.n++] = (struct option){
            form_words[i], labels[i], str_eq(form_typed(form, S("form")), form_words[i])};
}

static void show(struct turn *t, const struct asked *asked, str lost)
{
    struct course_page page = {
        .base = turn_base(t, S("第5表にする投稿")),
        .frame = frame_of(t, FRAME_NONE, S("第5表")),
        .form = asked->form,
        .to = url_make(t->arena, "/rooms/%i/course", t->seat->room.v),
        .back = url_make(t->arena, "/rooms/%i/export", t->seat->room.v),
        .lost = lost,
        .nothing = {.title = S("この期間に投稿はありません"), .text = S("期間を変えて、もう一度出してください。")},
    };
    add_fields(t, asked, &page);
    add_posts(t, asked, &page);
    course_page_html(turn_out(t), &page);
    audit_viewed(t->me, t->seat->city, "export.view", t->seat->room, 0, tx_now(t->tx));
}

// The page shows nothing that the timeline does not; but without permission it leads nowhere.
static bool may_come(struct turn *t)
{
    struct export_wish wish = {.kind = PERMISSION_COURSE, .reason = S("-")};
    wish.from = wish.to = tx_today(t->tx);
    if (export_may(t->tx, t->seat, &wish) == EXPORT_READY)
        return true;
    if (!frame_is_patients(t))
        turn_missing(t);
    else
        turn_go_saying(t, url_make(t->arena, "/rooms/%i/export", t->seat->room.v),
                       "第5表にするには市の許可がいります。このページの下から求めてください。");
    return false;
}

static void course_show_page(struct turn *t)
{
    struct asked asked = asked_of(t);
    if (may_come(t))
        show(t, &asked, NONE);
}

// --- taking out ----------------------------------------------------------------------------

struct making {
    bytes file; // empty: nothing is handed out
    enum course_form form;
    struct export_wish wish;
    str lost; // what MS932 cannot write, and nobody has agreed to replace
    bool nothing;
};

static bool is_making(const struct turn *t)
{
    struct form form = form_of(t->request);
    return str_eq(form_typed(&form, S("go")), S("make"));
}

static void read_rest(struct asked *asked, struct making *making, str *maker)
{
    struct form *form = &asked->form;
    *maker = form_line(form, S("maker"), maker_rule);
    making->wish.reason = form_line(form, S("reason"), reason_rule);
    making->form = (enum course_form)form_choice(form, S("form"), kind_rule, form_words, COURSE_FORMS);
}

static void make(struct turn *t, struct making *making, const struct course_lines *lines, str maker)
{
    bool replaces = params_get(&t->request->form, S("replace")).n > 0;
    if (making->form == COURSE_MS932 && !replaces)
        making->lost = course_not_ms932(t->arena, lines);
    if (making->lost.n)
        return;
    making->file = making->form == COURSE_PDF ? course_sheet(t->tx, t->me, t->seat, maker, lines)
                                              : course_csv(t->arena, lines, making->form);
}

static void *course_prepare(struct turn *t)
{
    struct making *making = NEW(t->arena, struct making);
    struct asked asked = asked_of(t);
    str maker;
    if (!is_making(t))
        return making;
    read_rest(&asked, making, &maker);
    making->wish.kind = PERMISSION_COURSE;
    making->wish.from = making->wish.to = tx_today(t->tx);
    if (!form_ok(&asked.form) || export_may(t->tx, t->seat, &making->wish) != EXPORT_READY)
        return making;
    struct course_lines lines = course_lines(t->tx, t->seat, &asked.picks);
    making->nothing = lines.n == 0;
    if (lines.n == 0)
        return making;
    // What is written down is what was taken: from the first post picked to the last.
    making->wish.from = day_of(lines.at[0].at);
    making->wish.to = day_of(lines.at[lines.n - 1].at);
    making->wish.posts = (int64_t)lines.n;
    making->wish.part = making->wish.parts = 1;
    make(t, making, &lines, maker);
    return making;
}

static void send_file(struct turn *t, const struct making *making)
{
    static const str types[COURSE_FORMS] = {S_CONST("text/csv; charset=utf-8"),
                                            S_CONST("text/csv; charset=windows-31j"),
                                            S_CONST("application/pdf")};
    str name = str_print(t->arena, "tsunagi-dai5hyo-%.*s.%s",
                         STR(day_format_iso(t->arena, tx_today(t->tx))),
                         making->form == COURSE_PDF ? "pdf" : "csv");
    response_file(t->response, making->file, types[making->form], name, true);
}

static void refuse(struct asked *asked, const struct making *making)
{
    if (making->nothing)
        form_refuse(&asked->form, NONE, S("写す投稿に印を付けてから、取り出してください。"));
    else if (making->lost.n)
        form_refuse_with(&asked->form, S("form"),
                         "MS932で書けない文字があります：%s　UTF-8か印刷を選ぶか、下で「〓」に置きかえることを選んでください。",
                         making->lost);
}

static void turn_the_page(struct asked *asked)
{
    str go = form_typed(&asked->form, S("go"));
    if (str_eq(go, S("before")) && asked->page > 0)
        asked->page--;
    if (str_eq(go, S("after")))
        asked->page++;
}

static void course_take_page(struct turn *t)
{
    const struct making *making = t->prepared;
    struct asked asked = asked_of(t);
    struct making again = {0};
    str maker;
    if (!may_come(t))
        return;
    if (!is_making(t)) {
        turn_the_page(&asked);
        show(t, &asked, NONE);
        return;
    }
    read_rest(&asked, &again, &maker);
    if (form_ok(&asked.form) && making->file.n &&
        export_record(t->tx, t->me, t->seat, &making->wish, NULL) == EXPORT_READY) {
        send_file(t, making);
        return;
    }
    refuse(&asked, making);
    turn_refuse_form(t);
    show(t, &asked, making->lost);
}

static const struct route routes[] = {
    {METHOD_GET, "/rooms/:room/course", course_show_page, .who = WHO_SEAT},
    {METHOD_POST, "/rooms/:room/course", course_take_page, .prepare = course_prepare,
     .who = WHO_SEAT},
};
const struct routes course_routes = {sizeof routes / sizeof routes[0], routes};
