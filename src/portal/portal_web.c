// SPDX-License-Identifier: AGPL-3.0-or-later
// Choosing the city and the form, beginning, coming back, leaving.
#include "base/random.h"
#include "pace/pace.h"
#include "portal/cities_page.html.h"
#include "portal/portal.h"
#include "portal/portal_page.html.h"
#include "portal/receipt_page.html.h"
#include "portal/stay.h"
#include "signin/signin.h"

// --- city and form ---------------------------------------------------------------------------

static void cities_look_page(struct turn *t)
{
    struct city_list cities = city_list_all(t->tx);
    if (cities.n == 1) {
        turn_go(t, portal_url(t, &cities.at[0], ""));
        return;
    }
    struct cities_page page = {
        .base = turn_base(t, S("申請する市町村")),
        .cities = {cities.n, NEW_ARRAY(t->arena, struct city_link, cities.n)},
    };
    for (size_t i = 0; i < cities.n; i++)
        page.cities.at[i] = (struct city_link){cities.at[i].name, portal_url(t, &cities.at[i], "")};
    page.base.look = S("page-narrow");
    cities_page_html(turn_out(t), &page);
}

static const struct {
    str value; // of the button
    enum application_kind kind;
    str when, needs;
} offers[] = {
    {S_CONST("usage"), APPLICATION_USAGE,
     S_CONST("はじめて利用するとき、利用する人が増えたとき、退職や市外への異動で利用をやめるとき"),
     S_CONST("法人と事業所の情報、10桁の医療機関番号か介護事業所番号、利用する人の氏名・かな・職種"
             "、代表者の署名")},
    {S_CONST("devices"), APPLICATION_DEVICES,
     S_CONST("システムを使うパソコン・タブレット・スマートフォンを登録するとき、端末を替えたとき"),
     S_CONST("端末の種類と台数、端末を使う人の氏名、タブレットとスマートフォンで受け取れるメールア"
             "ドレス")},
    {S_CONST("mandate"), APPLICATION_MANDATE,
     S_CONST("登録・削除や変更の手続きを、代表者以外の人に任せるとき"),
     S_CONST("任せる人の所属・役職・氏名、任せる手続き、代表者の署名")},
};

static void show_portal(struct turn *t, const struct city *city, str refused)
{
    size_t n = sizeof offers / sizeof offers[0];
    struct stay v;
    struct portal_page page = {
        .base = portal_base(t, city, S("利用の申請")),
        .city = city->name,
        .refused = refused,
        .to = portal_url(t, city, ""),
        .resume = portal_url(t, city, "/resume"),
        .status = portal_url(t, city, "/status"),
        .offers = {n, NEW_ARRAY(t->arena, struct offer, n)},
    };
    for (size_t i = 0; i < n; i++) {
        const struct paper *paper = paper_of(offers[i].kind);
        page.offers.at[i] =
            (struct offer){offers[i].value,
                           str_of(paper->number),
                           str_of(paper->title),
                           offers[i].when,
                           offers[i].needs,
                           url_make(t->arena, "/forms/%s?city=%s", offers[i].value, city->code)};
    }
    page.at_work = stay_find(t, city, &v);
    if (page.at_work)
        page.receipt = v.of.number;
    page.base.look = S("page-narrow");
    portal_page_html(turn_out(t), &page);
}

static void portal_look_page(struct turn *t)
{
    struct city city;
    if (portal_city(t, &city))
        show_portal(t, &city, NONE);
}

// --- beginning -------------------------------------------------------------------------------

static bool has_field(const struct paper *paper, const char *name)
{
    for (size_t i = 0; i < paper->n; i++)
        if (part_has(&paper->parts[i], name))
            return true;
    return false;
}

// The draft, and the page that hands its receipt out.
static void begin(struct turn *t, const struct city *city, enum application_kind kind)
{
    struct application_new new = {.city = city->id, .kind = kind, .origin = ORIGIN_PUBLIC};
    const struct paper *paper = paper_of(kind);
    if (has_field(paper, "applied_on"))
        params_set(t->arena, &new.values, S("applied_on"),
                   day_format_iso(t->arena, tx_today(t->tx)));
    struct application_receipt receipt = application_start(t->tx, &new);
    stay_begin(t, city, receipt.id);
    struct receipt_page page = {
        .base = portal_base(t, city, S("受付番号と再開コード")),
        .paper_number = str_of(paper->number),
        .title = str_of(paper->title),
        .number = receipt.number,
        .code = receipt.code,
        .go_on = part_url(t, city, 0),
    };
    page.base.look = S("page-narrow");
    receipt_page_html(turn_out(t), &page);
}

static void start_page(struct turn *t)
{
    struct city city;
    if (!portal_city(t, &city))
        return;
    str kind = params_get(&t->request->form, S("kind"));
    size_t i = 0;
    while (i < sizeof offers / sizeof offers[0] && !str_eq(offers[i].value, kind))
        i++;
    if (i == sizeof offers / sizeof offers[0]) {
        turn_refuse_form(t);
        show_portal(t, &city, S("申請の種類を選んで、もう一度始めてください。"));
        return;
    }
    if (pace_is_over(t, PACE_START)) {
        t->response->status = 429;
        show_portal(t, &city,
                    S("この接続から、短いあいだに多くの申請が始められました。1時間ほど待ってから、もう"
                      "一度始めてください。作成中の申請の続きは、いまも書けます。"));
        return;
    }
    pace_count(t, PACE_START);
    begin(t, &city, offers[i].kind);
}

// --- coming back -----------------------------------------------------------------------------

static void resume_form_page(struct turn *t)
{
    struct city city;
    struct form form = form_empty(t->arena);
    if (portal_city(t, &city))
        show_resume(t, &city, &form);
}

// Guesses count for the number and where they come from: nobody locks an applicant out by trying
// the number elsewhere, and the code itself is too long to be guessed.
static str guess_about(const struct turn *t, const struct city *city, str number)
{
    return str_print(t->arena, "apply %.*s %.*s %.*s", STR(city->code), STR(number),
                     STR(t->request->remote));
}

static void refuse_code(struct turn *t, struct form *form, int64_t wait)
{
    if (wait > 0)
        form_refuse(form, S("code"),
                    str_print(t->arena,
                              "続けて間違えたため、あと%"
                              "ld秒ほど開けません。受付番号と再開コードの控えを確かめてから、もう一"
                              "度入れてください。",
                              (long)((wait + SECONDS(1) - 1) / SECONDS(1))));
    else
        form_refuse(form, S("code"),
                    S("この受付番号と再開コードでは開けません。入力の間違いか、90日の期限が過ぎてい"
                      "ます。控えを確かめてください。分からないときは、新しく申請するか、市の介護支"
                      "援課に相談してください。"));
}

// What was typed while the stay had ended is saved now; when the draft went on elsewhere
// meanwhile, that page shows both.
static void go_on_with_typed(struct turn *t, struct stay *v, str kept)
{
    int64_t n = 0;
    struct form form = form_of(t->request);
    int64_t seen = -1;
    str_to_int(form_typed(&form, S("revision")), &seen);
    bool part = str_to_int(kept, &n) && n >= 1 && n <= (int64_t)v->paper->n && stay_may_change(v);
    if (!part) {
        turn_go(t, portal_url(t, &v->city, "/status"));
        return;
    }
    struct params typed = rows_packed(t->arena, form.typed, &v->paper->parts[n - 1], -1);
    form.typed = &typed;
    bool saved = seen == v->of.revision && part_save(t, v, (int)n - 1, &form) == APPLICATION_DONE;
    turn_go_saying(t, part_url(t, &v->city, (int)n - 1),
                   saved ? "申請を開き、入力していた内容も保存しました。"
                         : "申請を開きました。このあいだに別の画面で保存されていたため、そちらの内"
                           "容を表示しています。");
}

static void resume_page_post(struct turn *t)
{
    struct city city;
    struct stay v;
    struct form form = form_of(t->request);
    if (!portal_city(t, &city))
        return;
    str number = form_line(&form, S("number"), (struct form_rule){S("受付番号"), 20, false});
    str code =
        str_trim(form_secret(&form, S("code"), (struct form_rule){S("再開コード"), 40, false}));
    str about = guess_about(t, &city, number);
    bool over = pace_is_over(t, PACE_WRONG_CODE);
    int64_t wait = form_ok(&form) ? guess_wait_about(t->tx, about) : 0;
    if (over)
        form_refuse(&form, S("code"),
                    S("この接続からの間違いが続いたため、しばらく開けません。1時間ほど待ってから、受付番"
                      "号と再開コードの控えを確かめて、もう一度入れてください。"));
    bool open = form_ok(&form) && wait == 0 &&
                application_resume(t->tx, city.id, number, code, &v.of) &&
                v.of.origin == ORIGIN_PUBLIC;
    if (open) {
        guess_reset_about(t->tx, about);
        v.city = city;
        v.paper = paper_of(v.of.kind);
        stay_begin(t, &city, v.of.id);
        go_on_with_typed(t, &v, form_typed(&form, S("kept")));
        return;
    }
    if (form_ok(&form)) {
        if (wait == 0)
            guess_count_about(t->tx, about);
        pace_count(t, PACE_WRONG_CODE);
        refuse_code(t, &form, wait);
    }
    turn_refuse_form(t);
    show_resume(t, &city, &form);
}

static void leave_page(struct turn *t)
{
    struct city city;
    if (!portal_city(t, &city))
        return;
    stay_end(t);
    turn_go_saying(t, portal_url(t, &city, ""),
                   "申請を閉じました。続きや状況は、受付番号と再開コードで開けます。");
}

static const struct route routes[] = {
    {METHOD_GET, "/apply", cities_look_page, .who = WHO_ANYONE},
    {METHOD_GET, "/apply/:city", portal_look_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city", start_page, .who = WHO_ANYONE},
    {METHOD_GET, "/apply/:city/resume", resume_form_page, .who = WHO_ANYONE},
    {METHOD_POST, "/apply/:city/resume", resume_page_post, .who = WHO_ANYONE,
     .max_body = 256 * 1024},
    {METHOD_POST, "/apply/:city/leave", leave_page, .who = WHO_ANYONE},
};
const struct routes portal_public_routes = {sizeof routes / sizeof routes[0], routes};
