// SPDX-License-Identifier: AGPL-3.0-or-later
#include "turn.h"

#include "base/base32.h"
#include "base/text.h"
#include "vault/vault.h"

#include "missing_page.html.h"

int64_t turn_param(const struct turn *t, int n)
{
    int64_t id;
    return base32_to_id(t->params[n], &id) ? id : 0;
}

struct buf *turn_out(struct turn *t)
{
    return &t->response->body;
}

// --- the layout ----------------------------------------------------------------------

struct place_on_site {
    str label;
    const char *path;
};

static const struct place_on_site member_places[] = {
    {S_CONST("ホーム"), "/"},
    {S_CONST("わたしの訪問"), "/visits"},
    {S_CONST("検索"), "/search"},
    {S_CONST("通知の設定"), "/notices"},
    {S_CONST("不在の予定"), "/absences"},
    {S_CONST("自分の端末とサインイン"), "/devices"},
    {S_CONST("画面の設定"), "/settings"},
};
static const struct place_on_site administrator_places[] = {
    {S_CONST("ホーム"), "/"},
    {S_CONST("わたしの訪問"), "/visits"},
    {S_CONST("検索"), "/search"},
    {S_CONST("不在の予定"), "/absences"},
    {S_CONST("事業所の申請"), "/office/applications"},
    {S_CONST("事業所の端末"), "/office/devices"},
    {S_CONST("現況届"), "/checkup"},
    {S_CONST("事業所のサインイン"), "/office/signin"},
    {S_CONST("事業所を切り替える"), "/office/choose"},
    {S_CONST("通知の設定"), "/notices"},
    {S_CONST("自分の端末とサインイン"), "/devices"},
    {S_CONST("画面の設定"), "/settings"},
};
static const struct place_on_site desk_places[] = {
    {S_CONST("ホーム"), "/"},
    {S_CONST("申請の受付"), "/desk/applications"},
    {S_CONST("事業所"), "/desk/offices"},
    {S_CONST("利用者の登録"), "/desk/members"},
    {S_CONST("端末台帳"), "/desk/devices"},
    {S_CONST("利用対象者と部屋"), "/desk/patients"},
    {S_CONST("連携グループ"), "/desk/groups"},
    {S_CONST("現況届"), "/desk/campaigns"},
    {S_CONST("記録の持ち出し"), "/desk/exports"},
    {S_CONST("メール"), "/desk/mails"},
    {S_CONST("サインインの管理"), "/desk/signin"},
    {S_CONST("市の設定"), "/desk/settings"},
    {S_CONST("通知の設定"), "/notices"},
    {S_CONST("自分の端末とサインイン"), "/devices"},
    {S_CONST("画面の設定"), "/settings"},
};

static const struct place_on_site operator_places[] = {
    {S_CONST("ホーム"), "/"},
    {S_CONST("運用の状況"), "/operations"},
    {S_CONST("自分の端末とサインイン"), "/devices"},
    {S_CONST("画面の設定"), "/settings"},
};

static bool is_here(str here, str place)
{
    if (str_eq(place, S("/")))
        return str_eq(here, place) || str_starts(here, S("/rooms"));
    if (str_eq(place, S("/absences")) && str_starts(here, S("/office/absences")))
        return true;
    if (str_eq(place, S("/desk/members")) && str_starts(here, S("/desk/letters")))
        return true;
    if (str_eq(place, S("/desk/mails")) && str_starts(here, S("/desk/operations")))
        return true;
    if (str_eq(place, S("/desk/patients")))
        return str_starts(here, place) || str_starts(here, S("/desk/rooms")) ||
               str_starts(here, S("/desk/seat-reviews"));
    return str_starts(here, place);
}

struct places {
    size_t n;
    const struct place_on_site *at;
};
#define PLACES(list) ((struct places){sizeof list / sizeof list[0], list})

static struct places places_of(const struct acting *me)
{
    switch (me->role) {
    case ROLE_OFFICER:
        return PLACES(desk_places);
    case ROLE_OPERATOR:
        return PLACES(operator_places);
    case ROLE_MEMBER:
        break;
    }
    return office_is(me->administers) ? PLACES(administrator_places) : PLACES(member_places);
}

static struct nav_list navigation(const struct turn *t)
{
    struct places places = places_of(t->me);
    size_t n = places.n;
    struct nav_list list = {0, NEW_ARRAY(t->arena, struct nav_item, n)};
    for (size_t i = 0; i < n; i++) {
        str path = str_of(places.at[i].path);
        if (str_eq(path, S("/office/choose")) && !t->me->administers_several)
            continue;
        struct nav_item *item = &list.at[list.n++];
        *item = (struct nav_item){
            .to = url_local(t->arena, path, URL("/")),
            .label = places.at[i].label,
            .current = is_here(t->request->path, path),
        };
        if (str_eq(path, S("/"))) {
            item->is_live = true;
            item->count_get = URL("/inbox/count");
        }
    }
    return list;
}

// The sentence left by the page before; shown once.
static str take_flash(const struct turn *t)
{
    bytes sentence;
    str cookie = params_get(&t->request->cookies, S("__Host-said"));
    if (cookie.n == 0 || cookie.n > 1000 || !base64url_to_bytes(t->arena, cookie, &sentence))
        return NONE;
    response_cookie(t->response, S("__Host-said"), NONE, 0);
    str clean;
    return text_clean_line(t->arena, sentence, &clean) ? clean : NONE;
}

// --- what to know soon -----------------------------------------------------------------

enum { DUE_TOMORROW = 1 };

// On every page on the last day; at home it stands in the list (src/errand), a week before already.
static bool warns_of_password(const struct turn *t, int left)
{
    str path = t->request->path;
    return left == DUE_TOMORROW && !str_eq(path, S("/password")) && !str_eq(path, S("/"));
}

static struct banner password_banner(const struct turn *t, int left)
{
    return (struct banner){
        .kind = "warn",
        .title = str_print(t->arena, "パスワードを変える期限まで、あと%d日です", left),
        .text = str_print(t->arena, "%.*sからは、変えるまでほかの画面が開けません。",
                          STR(turn_day(t, t->heed.password_due))),
        .to = URL("/password"),
        .to_label = S("今すぐパスワードを変える"),
    };
}

static struct banner_list heeds(const struct turn *t)
{
    struct banner_list list = {0, NEW_ARRAY(t->arena, struct banner, 1)};
    if (t->owes != OWES_NOTHING || !t->tx)
        return list;
    int left = day_is(t->heed.password_due) ? t->heed.password_due.n - tx_today(t->tx).n : 0;
    if (warns_of_password(t, left))
        list.at[list.n++] = password_banner(t, left);
    return list;
}

// The classes of <html>: a style sheet of their own answers to each.
static str view_of(const struct turn *t)
{
    static const char *const sizes[TYPE_SIZES] = {"", "type-large", "type-larger", "type-largest"};
    static const char *const contrasts[CONTRASTS] = {"", "contrast", "contrast dark"};
    const struct appearance *a = &t->appearance;
    if (!a->type_size && !a->contrast && !a->furigana)
        return NONE;
    return str_trim(str_print(t->arena, "%s %s%s", sizes[a->type_size], contrasts[a->contrast],
                              a->furigana ? " furigana" : ""));
}

struct base turn_base(const struct turn *t, str title)
{
    struct base base = {
        .title = title,
        .is_public = t->request->site == SITE_PUBLIC,
        .flash = take_flash(t),
        .view = view_of(t),
        .is_large = t->appearance.type_size != TYPE_NORMAL,
        .has_contrast = t->appearance.contrast != CONTRAST_NORMAL,
    };
    if (!t->me)
        return base;
    base.has_keys = !t->appearance.without_keys;
    base.is_mine = true;
    base.city = t->me->city_name;
    base.who = (struct person){t->me->name, t->me->job, t->me->office};
    base.nav = navigation(t);
    base.heeds = heeds(t);
    base.idle_minutes = t->heed.idle_minutes;
    base.desk = t->me->role != ROLE_MEMBER;
    if (t->me->role == ROLE_OFFICER)
        base.desk_mark = S("介護支援課");
    if (t->me->role == ROLE_OPERATOR)
        base.desk_mark = S("システム提供者");
    // The stream opens only when no step is owed any more.
    if (t->owes == OWES_NOTHING)
        base.live = URL("/live");
    return base;
}

// --- dates ---------------------------------------------------------------------------

str turn_day(const struct turn *t, day d)
{
    if (!t->appearance.wareki || !day_is(d))
        return day_format(t->arena, d);
    static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
    // 1970-01-01 was a Thursday.
    return str_print(t->arena, "%.*s（%s）", STR(day_format_wareki(t->arena, d)),
                     weekdays[((d.n % 7) + 11) % 7]);
}

str turn_instant(const struct turn *t, instant at)
{
    if (!instant_is(at))
        return NONE;
    return str_print(t->arena, "%.*s %.*s", STR(turn_day(t, day_of(at))),
                     STR(instant_format_clock(t->arena, at)));
}

// --- answers -------------------------------------------------------------------------

void turn_go(struct turn *t, url to)
{
    response_redirect(t->response, to);
}

void turn_go_saying(struct turn *t, url to, const char *sentence)
{
    str cookie = base64url_from_bytes(t->arena, str_bytes(str_of(sentence)));
    response_cookie(t->response, S("__Host-said"), cookie, 60);
    turn_go(t, to);
}

enum { WORDS_MOST = 400 };

// They open for whoever typed them alone: an address gets into histories, logs and mails.
static struct place words_place(const struct turn *t)
{
    return (struct place){S("turn"), S("words"), t->me ? t->me->member.v : 0, 0};
}

url turn_with_words(struct turn *t, url to, str words)
{
    struct key key;
    str short_words = str_trim(words);
    if (short_words.n == 0 || short_words.n > WORDS_MOST)
        return to;
    vault_key(t->services->vault, S("search-words"), &key);
    bytes sealed = seal_text(t->arena, &key, words_place(t), short_words);
    key_forget(&key);
    return url_with(t->arena, to, S("for"), base64url_from_bytes(t->arena, sealed));
}

str turn_words(struct turn *t)
{
    bytes sealed;
    struct key key;
    str words = NONE, typed = params_get(&t->request->query, S("for"));
    if (typed.n == 0 || typed.n > 1000 || !base64url_to_bytes(t->arena, typed, &sealed))
        return NONE;
    vault_key(t->services->vault, S("search-words"), &key);
    bool good = unseal_text(t->arena, &key, words_place(t), sealed, &words);
    key_forget(&key);
    return good ? words : NONE;
}

void turn_missing(struct turn *t)
{
    struct missing_page page = {.base = turn_base(t, S("ページが見つかりません"))};
    page.base.look = S("page-narrow");
    t->response->status = 404;
    missing_page_html(turn_out(t), &page);
}

void turn_refuse_form(struct turn *t)
{
    t->response->status = 422;
}
