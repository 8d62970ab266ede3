// SPDX-License-Identifier: AGPL-3.0-or-later
#include "portal/stay.h"

#include "base/base32.h"
#include "portal/resume_page.html.h"

enum { IDLE_MINUTES = 60, LONGEST_HOURS = 12 };

static const struct place stay_place = {S_CONST("portal"), S_CONST("stay"), 0, 0};

bool portal_city(struct turn *t, struct city *out)
{
    if (city_code_is_good(t->params[0]) && city_find_by_code(t->tx, t->params[0], out))
        return true;
    turn_missing(t);
    return false;
}

struct base portal_base(const struct turn *t, const struct city *city, str title)
{
    struct base base = turn_base(t, title);
    base.city = city->name;
    return base;
}

url portal_url(const struct turn *t, const struct city *city, const char *rest)
{
    str path = str_print(t->arena, "/apply/%.*s%s", STR(city->code), rest);
    return url_local(t->arena, path, URL("/apply"));
}

url part_url(const struct turn *t, const struct city *city, int part)
{
    return portal_url(t, city, str_zero(t->arena, str_print(t->arena, "/part/%d", part + 1)));
}

// --- the token -------------------------------------------------------------------------------

static void give_token(struct turn *t, int64_t city, int64_t id, instant began)
{
    struct key key;
    str text = str_print(t->arena, "%ld %ld %ld %ld", (long)city, (long)id, (long)began.us,
                         (long)tx_now(t->tx).us);
    vault_key(city_vault(t->tx), S("portal"), &key);
    bytes sealed = seal_text(t->arena, &key, stay_place, text);
    key_forget(&key);
    response_cookie(t->response, S("__Host-apply"), base64url_from_bytes(t->arena, sealed), -1);
}

void stay_begin(struct turn *t, const struct city *city, application_id id)
{
    give_token(t, city->id.v, id.v, tx_now(t->tx));
}

void stay_end(struct turn *t)
{
    response_cookie(t->response, S("__Host-apply"), NONE, 0);
}

static bool open_token(struct turn *t, int64_t numbers[4])
{
    bytes sealed;
    str text;
    struct key key;
    str cookie = params_get(&t->request->cookies, S("__Host-apply"));
    if (cookie.n == 0 || cookie.n > 400 || !base64url_to_bytes(t->arena, cookie, &sealed))
        return false;
    vault_key(city_vault(t->tx), S("portal"), &key);
    bool good = unseal_text(t->arena, &key, stay_place, sealed, &text);
    key_forget(&key);
    for (int i = 0; i < 4 && good; i++) {
        str part;
        good = str_split(&text, ' ', &part) && str_to_int(part, &numbers[i]);
    }
    return good;
}

bool stay_find(struct turn *t, const struct city *city, struct stay *out)
{
    int64_t token[4];
    int64_t now = tx_now(t->tx).us;
    if (!open_token(t, token) || token[0] != city->id.v)
        return false;
    if (now - token[3] > MINUTES(IDLE_MINUTES) || now - token[2] > HOURS(LONGEST_HOURS))
        return false;
    out->city = *city;
    if (!application_find(t->tx, city->id, (application_id){token[1]}, &out->of) ||
        out->of.origin != ORIGIN_PUBLIC)
        return false;
    out->paper = paper_of(out->of.kind);
    give_token(t, city->id.v, token[1], (instant){token[2]});
    return true;
}

// --- without a stay -------------------------------------------------------------------------

static bool is_own(str name)
{
    return str_eq(name, S("number")) || str_eq(name, S("code")) || str_eq(name, S("kept"));
}

// What was typed on a page whose stay had ended meanwhile travels on in hidden fields.
static struct params typed_before(struct turn *t, str *kept)
{
    struct params typed = {0};
    bool part = str_contains(t->request->path, S("/part/"));
    *kept = part ? t->params[1] : params_get(&t->request->form, S("kept"));
    if (t->request->method != METHOD_POST || kept->n == 0)
        return typed;
    for (size_t i = 0; i < t->request->form.n; i++)
        if (!is_own(t->request->form.at[i].name))
            params_set(t->arena, &typed, t->request->form.at[i].name, t->request->form.at[i].value);
    return typed;
}

void show_resume(struct turn *t, const struct city *city, struct form *form)
{
    struct resume_page page = {
        .base = portal_base(t, city, S("申請の続き・状況を見る")),
        .form = *form,
        .to = portal_url(t, city, "/resume"),
        .start = portal_url(t, city, ""),
        .number = field_of(form, S("number"), S("受付番号"), NONE),
        .code = field_of(form, S("code"), S("再開コード"), NONE),
    };
    page.base.look = S("page-narrow");
    page.typed = typed_before(t, &page.kept);
    page.number.help = S("例：8-00042");
    page.code.help = S("申請を始めたときに表示された12文字です。大文字と小文字を区別します。");
    page.number.required = page.code.required = true;
    resume_page_html(turn_out(t), &page);
}

bool stay_open(struct turn *t, struct stay *out)
{
    struct city city;
    if (!portal_city(t, &city))
        return false;
    if (stay_find(t, &city, out))
        return true;
    struct form form = form_empty(t->arena);
    form_refuse(&form, NONE,
                t->request->method == METHOD_POST
                    ? S("しばらく操作がなかったため、申請を閉じていました。受付番号と再開コードを入"
                        "れると、いま入力した内容も保存して続けられます。")
                    : S("受付番号と再開コードを入れて、申請を開いてください。保存した内容は残ってい"
                        "ます。"));
    turn_refuse_form(t);
    show_resume(t, &city, &form);
    return false;
}

bool stay_may_change(const struct stay *v)
{
    return v->of.state == STATE_DRAFT || v->of.state == STATE_RETURNED;
}

bool stay_needs_signature(const struct stay *v)
{
    return v->paper->seal == SEAL_NEEDED;
}

int stay_steps(const struct stay *v)
{
    return (int)v->paper->n + stay_needs_signature(v) + 1;
}

struct application_findings stay_check(struct turn *t, const struct stay *v)
{
    return application_check(t->tx, &v->of);
}

url stay_place_of(struct turn *t, const struct stay *v, str field)
{
    int part = part_of_field(v->paper, field);
    if (str_eq(field, S("signature")))
        return portal_url(t, &v->city, "/sign");
    url to = part_url(t, &v->city, part < 0 ? 0 : part);
    to = url_with(t->arena, to, S("check"), S("1"));
    // The pledge of one person belongs to the page of all.
    return part < 0 ? to : (url){str_print(t->arena, "%.*s#f-%.*s", STR(to.s), STR(field))};
}

bool stay_seen(const struct turn *t, const struct stay *v)
{
    int64_t seen;
    return str_to_int(params_get(&t->request->form, S("revision")), &seen) &&
           seen == v->of.revision;
}
