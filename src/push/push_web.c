// SPDX-License-Identifier: AGPL-3.0-or-later
// The switch of one device. web/push.js asks the browser for an address and hands it over; what is
// answered is the switch as it stands then.
#include "push/inside.h"

#include "base/base32.h"

static const struct form_rule endpoint_rule = {S_CONST("お知らせの宛先"), ENDPOINT_MOST, false};
static const struct form_rule was_rule = {S_CONST("これまでの宛先"), ENDPOINT_MOST, true};
static const struct form_rule key_rule = {S_CONST("端末の鍵"), 200, false};

struct push_switch push_switch_of(struct turn *t)
{
    struct p256_pair pair;
    struct push_subscription found = push_find(t->tx, t->me->device);
    struct push_switch s = {.is_offered = t->services->push_hosts.n > 0 && push_key_find(t->tx, &pair)};
    if (!s.is_offered)
        return s;
    s.key = base64url_from_bytes(t->arena, (bytes){pair.open, P256_OPEN});
    s.is_ended = found.is_there && found.is_ended;
    s.is_on = found.is_there && !found.is_ended;
    if (s.is_on)
        s.since = day_format_short(t->arena, day_of(found.since));
    return s;
}

static void show_switch(struct turn *t, const char *sentence)
{
    struct push_switch s = push_switch_of(t);
    s.sentence = str_of(sentence);
    push_switch_html(turn_out(t), &s);
}

static const char *sentence_of(enum push_outcome outcome)
{
    switch (outcome) {
    case PUSH_DONE:
        return NULL;
    case PUSH_UNKNOWN_SERVICE:
        return "このブラウザのお知らせの届け先には、このシステムからは送れません。別のブラウザ（Chrome、Edge、Safari、Firefox）でお試しください。";
    case PUSH_BAD_KEYS:
        return "ブラウザから受け取った鍵が正しくありません。ページを開き直して、もう一度お試しください。";
    }
    return NULL;
}

static enum push_outcome read_browser(struct turn *t, struct push_browser *out)
{
    struct form form = form_of(t->request);
    struct push_browser typed = {.endpoint = form_line(&form, S("endpoint"), endpoint_rule)};
    str open = form_line(&form, S("p256dh"), key_rule), auth = form_line(&form, S("auth"), key_rule);
    if (form_error(&form, S("endpoint")).n)
        return PUSH_UNKNOWN_SERVICE;
    return push_browser_parse(t->arena, t->services->push_hosts, &typed, open, auth, out);
}

static void on_page(struct turn *t)
{
    struct push_browser browser;
    enum push_outcome outcome = read_browser(t, &browser);
    if (outcome == PUSH_DONE)
        push_switch_on(t->tx, t->me, &browser);
    else
        turn_refuse_form(t);
    show_switch(t, sentence_of(outcome));
}

static void off_page(struct turn *t)
{
    push_switch_off(t->tx, t->me);
    if (t->request->wants_fragment)
        show_switch(t, NULL);
    else
        turn_go_saying(t, URL("/notices"), "この端末では、お知らせを受け取らないようにしました。");
}

// Asked for by a browser that was given another address; says nothing about whether it was known.
static void renew_page(struct turn *t)
{
    struct push_browser browser;
    struct form form = form_of(t->request);
    str was = form_line(&form, S("was"), was_rule);
    if (read_browser(t, &browser) == PUSH_DONE)
        push_renew(t->tx, t->me, was, &browser);
    t->response->status = 204;
}

static void try_page(struct turn *t)
{
    turn_go_saying(t, URL("/notices"),
                   push_try(t->tx, t->me)
                       ? "試しのお知らせを送りました。1分ほど待っても出ないときは、端末とブラウザの「通知」の設定を確かめてください。"
                       : "この端末では、お知らせを受け取るようになっていません。");
}

static const struct route routes[] = {
    {METHOD_POST, "/push/on", on_page, .who = WHO_MEMBER},
    {METHOD_POST, "/push/off", off_page, .who = WHO_MEMBER},
    {METHOD_POST, "/push/renew", renew_page, .who = WHO_MEMBER},
    {METHOD_POST, "/push/try", try_page, .who = WHO_MEMBER},
};
const struct routes push_routes = {sizeof routes / sizeof routes[0], routes};
