// SPDX-License-Identifier: AGPL-3.0-or-later
// The gate: one screen whose order is the policy.
//
//   certificate of an active device → session bound to that device → steps owed
//   (password, terms) → same origin → role or seat → the page → commit
//
// What is not allowed and what does not exist answer alike. Nothing of a page
// leaves the process before its transaction has committed.
#include "app/app.h"
#include "app/pages.h"
#include "app/recorder.h"
#include "appearance/appearance.h"
#include "base/log.h"
#include "base/random.h"
#include "device/device.h"
#include "seat/seat.h"
#include "signin/signin.h"
#include "web/live.h"

#include <time.h>

enum { ATTEMPTS = 5, LONGEST_PAUSE_US = 16000 };

// A browser says where a request was made; a POST from another site is refused.
// Old browsers without Sec-Fetch-Site send Origin. One of both is required.
static bool is_same_origin(const struct turn *t)
{
    const struct request *r = t->request;
    if (r->fetch_site.n)
        return str_eq(r->fetch_site, S("same-origin"));
    str origin = str_print(t->arena, "https://%.*s", STR(r->host));
    return r->origin.n && str_eq(r->origin, origin);
}

static void ask_to_sign_in(struct turn *t)
{
    bool can_return = t->request->method != METHOD_POST && !t->request->wants_fragment;
    url to = URL("/signin");
    if (can_return && !str_eq(t->request->path, S("/")))
        to = url_with(t->arena, to, S("next"), t->request->path);
    // Whoever has a cookie was signed in before.
    bool was_here = params_get(&t->request->cookies, S("__Host-session")).n > 0;
    if (was_here && can_return && !str_eq(t->request->path, S("/")))
        turn_go_saying(t, to, "サインインの時間が切れました。サインインすると、開こうとした画面に戻ります。");
    else
        turn_go(t, to);
}

// True when this person may come here; else the answer is already written.
static bool may_enter(struct turn *t, const struct route *route, struct signin_state *state)
{
    t->device = device_of_peer(t->tx, &t->request->peer);
    if (!device_is(t->device)) {
        page_certificate_help(t);
        return false;
    }
    if (t->request->method == METHOD_POST && !is_same_origin(t)) {
        page_foreign_origin(t);
        return false;
    }
    if (route->who == WHO_DEVICE)
        return true;
    if (!signin_find(t->tx, params_get(&t->request->cookies, S("__Host-session")), t->device,
                     state)) {
        ask_to_sign_in(t);
        return false;
    }
    t->me = &state->acting;
    t->owes = state->owes;
    t->heed = state->heed;
    t->appearance = state->appearance;
    t->response->body.furigana = state->appearance.furigana;
    tx_set(t->tx, TX_ACTOR, &state->acting);
    if (route->who == WHO_STARTED)
        return true;
    if (t->owes == OWES_NOTHING)
        return true;
    turn_go(t, t->owes == OWES_TERMS ? URL("/terms") : URL("/password"));
    return false;
}

// Role and seat; a refusal looks like an address that does not exist.
static bool has_the_key(struct turn *t, const struct route *route)
{
    switch ((enum who)route->who) {
    case WHO_SEAT:
        t->seat = seat_open(t->tx, t->me, (room_id){turn_param(t, 0)});
        return t->seat != NULL;
    case WHO_OFFICER:
        return t->me->role == ROLE_OFFICER;
    case WHO_ADMINISTRATOR:
        return t->me->role == ROLE_MEMBER && office_is(t->me->administers);
    case WHO_OPERATOR:
        return t->me->role == ROLE_OPERATOR;
    case WHO_ANYONE:
    case WHO_DEVICE:
    case WHO_STARTED:
    case WHO_MEMBER:
        return true;
    }
    return false;
}

// True when the page may run; else the answer is already written.
static bool pass(struct turn *t, enum route_outcome found, const struct route *route,
                 struct signin_state *state)
{
    bool is_public = t->request->site == SITE_PUBLIC;
    bool here = found == ROUTE_FOUND;
    // A wrong address asks for the certificate and for signing in like any other, so that
    // nobody learns which addresses exist.
    static const struct route nowhere = {.who = WHO_MEMBER};
    // The public site has forms too: nobody else's page may fill them in.
    if (is_public && t->request->method == METHOD_POST && !is_same_origin(t)) {
        page_foreign_origin(t);
        return false;
    }
    if (!is_public && !may_enter(t, here ? route : &nowhere, state))
        return false;
    if (here && has_the_key(t, route))
        return true;
    turn_missing(t);
    return false;
}

// A page that renews itself is not a person at work: without this an open room would never be
// signed out when left alone.
static void record(const struct turn *t, const struct route *route)
{
    bool by_itself = t->request->by_itself || (route && (route->flags & ROUTE_LIVE));
    if (t->me && tx_ok(t->tx) && !by_itself)
        recorder_seen(t->me->session, tx_now(t->tx));
}

// One request on its way: what stays the same over its transactions.
struct passage {
    const struct app *app;
    const struct request *request;
    struct response *response;
    enum route_outcome found;
    const struct route *route;
    str params[ROUTE_PARAMS];
    void *prepared;
};

static struct turn turn_begin(const struct passage *p, enum tx_kind kind)
{
    struct turn t = {
        .tx = app_begin(p->app, kind, p->request->arena, NULL),
        .arena = p->request->arena,
        .request = p->request,
        .response = p->response,
        .services = &p->app->services,
        .prepared = p->prepared,
        .appearance = appearance_of_cookie(&p->request->cookies),
    };
    memcpy(t.params, p->params, sizeof t.params);
    *p->response = response_start(p->request->arena);
    p->response->body.furigana = t.appearance.furigana;
    return t;
}

static bool writes(const struct passage *p)
{
    return p->found == ROUTE_FOUND &&
           (p->request->method == METHOD_POST || (p->route->flags & ROUTE_WRITES));
}

// The slow part of a writing route. False: the gate has answered already.
static bool prepare(struct passage *p, enum tx_end *end)
{
    if (!writes(p) || !p->route->prepare)
        return true;
    struct signin_state state = {0};
    struct turn t = turn_begin(p, TX_READ);
    bool passed = pass(&t, p->found, p->route, &state);
    if (passed)
        p->prepared = p->route->prepare(&t);
    *end = tx_finish(t.tx);
    return passed && *end == TX_DONE;
}

static enum tx_end attempt(const struct passage *p)
{
    struct signin_state state = {0};
    struct turn t = turn_begin(p, writes(p) ? TX_WRITE : TX_READ);
    bool passed = pass(&t, p->found, p->route, &state);
    if (passed)
        p->route->page(&t);
    appearance_remember(&t);
    record(&t, p->route);
    return tx_finish(t.tx);
}

// Those who met at the same row do not meet again at once when each waits another while.
static void pause_a_moment(int attempt)
{
    uint32_t random;
    random_fill((uint8_t *)&random, sizeof random);
    int64_t most = LONGEST_PAUSE_US >> (ATTEMPTS - 1 - attempt);
    int64_t us = (int64_t)random % (most + 1);
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

static enum tx_end go_through(struct passage *p)
{
    enum tx_end end = TX_RETRY;
    if (!prepare(p, &end))
        return end;
    end = TX_RETRY;
    for (int i = 0; i < ATTEMPTS && end == TX_RETRY; i++) {
        if (i > 0)
            pause_a_moment(i);
        end = attempt(p);
    }
    return end;
}

void gate_handle(void *context, const struct request *request, struct response *response)
{
    if (page_asset(request, response))
        return;
    struct passage p = {.app = context, .request = request, .response = response};
    p.found = route_find(p.app->routers[request->site], request->method, request->path, &p.route,
                         p.params);
    enum tx_end end = go_through(&p);
    if (end != TX_DONE) {
        log_warn("turn", "end=%d pattern=%s", (int)end, p.route ? p.route->pattern : "-");
        page_fault(request, response, end);
    }
    response_secure(response);
}
