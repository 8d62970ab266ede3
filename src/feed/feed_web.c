// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's page, and the address that calendars fetch. That one has no session and no
// certificate: the token alone opens it, and it stands in no log.
#include "audit/audit.h"
#include "base/base32.h"
#include "city/city.h"
#include "feed/feed.h"
#include "feed/feed_page.html.h"
#include "seat/seat.h"
#include "vault/vault.h"

// --- the person's page -------------------------------------------------------------------------------

static struct feed_lines marks_of(struct turn *t)
{
    struct seat_list seats = seat_open_all(t->tx, t->me);
    struct feed_lines lines = {0, NEW_ARRAY(t->arena, struct feed_line, seats.n + 1)};
    for (size_t i = 0; i < seats.n; i++) {
        const struct seat *seat = &seats.at[i];
        if (seat->kind == ROOM_PATIENT && !day_is(seat->closed_on))
            lines.at[lines.n++] =
                (struct feed_line){url_make(t->arena, "/rooms/%i/visits", seat->room.v),
                                   feed_mark(t->tx, t->me->member, seat->room), seat->room_name};
    }
    return lines;
}

static void show(struct turn *t, str address)
{
    instant made = feed_made_at(t->tx, t->me->member);
    struct feed_page page = {
        .base = turn_base(t, S("カレンダー連携")),
        .address = address,
        .exists = instant_is(made),
        .made = turn_instant(t, made),
        .renew = {.action = URL("/visits/calendar"),
                  .label = S("アドレスを作り直す"),
                  .question = S("いまのアドレスは使えなくなります。カレンダーアプリの登録もやり直します。"),
                  .yes = S("作り直す")},
        .end = {.action = URL("/visits/calendar/end"),
                .label = S("使うのをやめる"),
                .question = S("いまのアドレスは使えなくなり、カレンダーアプリに新しい予定は届かなくなります。"),
                .yes = S("やめる")},
        .marks = marks_of(t),
    };
    page.base.look = S("page-narrow");
    feed_page_html(turn_out(t), &page);
    audit_viewed(t->me, t->me->city, "feed.view", (room_id){0}, 0, tx_now(t->tx));
}

static void page(struct turn *t)
{
    show(t, NONE);
}

static void start_page(struct turn *t)
{
    str token = feed_start(t->tx, t->me);
    show(t, str_print(t->arena, "%.*s/calendar/%.*s", STR(t->services->public_url), STR(token)));
}

static void end_page(struct turn *t)
{
    bool ended = feed_end(t->tx, t->me);
    turn_go_saying(t, URL("/visits/calendar"),
                   ended ? "アドレスを使えなくしました。" : "アドレスは、もう使われていません。");
}

// --- what calendars fetch ----------------------------------------------------------------------------

static str token_in(const struct turn *t)
{
    str token = t->params[0];
    return str_ends(token, S(".ics")) ? str_part(token, 0, token.n - 4) : token;
}

static str etag_of(struct turn *t, str calendar)
{
    struct key key;
    vault_key(city_vault(t->tx), S("feed tag"), &key);
    str tag = hex_from_bytes(t->arena, token_of(t->arena, &key, calendar));
    key_forget(&key);
    return str_print(t->arena, "\"%.*s\"", STR(tag));
}

static bool is_known(const struct turn *t, str etag)
{
    str known = t->request->if_none_match;
    return str_eq(known, S("*")) || str_contains(known, etag);
}

// Nobody guesses 256 bits, so wrong tokens are not counted: many calendars are fetched from one
// address, a company's or our own proxy's, and whoever counts there closes them all.
static void calendar_page(struct turn *t)
{
    struct acting me;
    if (!feed_owner_of(t->tx, token_in(t), &me)) {
        turn_missing(t);
        return;
    }
    str calendar = feed_calendar(t->tx, &me), etag = etag_of(t, calendar);
    response_header(t->response, S("ETag"), etag);
    audit_viewed(&me, me.city, "feed.fetch", (room_id){0}, 0, tx_now(t->tx));
    if (is_known(t, etag)) {
        t->response->status = 304;
        return;
    }
    t->response->type = S("text/calendar; charset=utf-8");
    buf_put(turn_out(t), calendar);
}

static const struct route routes[] = {
    {METHOD_GET, "/visits/calendar", page, .who = WHO_MEMBER},
    {METHOD_POST, "/visits/calendar", start_page, .who = WHO_MEMBER},
    {METHOD_POST, "/visits/calendar/end", end_page, .who = WHO_MEMBER},
};
const struct routes feed_routes = {sizeof routes / sizeof routes[0], routes};

static const struct route public_routes[] = {
    {METHOD_GET, "/calendar/:token", calendar_page, .who = WHO_ANYONE, .flags = ROUTE_SLOW},
};
const struct routes feed_public_routes = {sizeof public_routes / sizeof public_routes[0],
                                          public_routes};
