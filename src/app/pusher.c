// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/pusher.h"

#include "base/log.h"
#include "push/deliver.h"

struct pusher {
    const struct app *app;
    bool (*is_stopping)(void);
};

static struct tx *begin(void *pusher, struct arena *arena)
{
    return app_begin(((struct pusher *)pusher)->app, TX_WRITE, arena, NULL);
}

static bool is_stopping(void *pusher)
{
    return ((struct pusher *)pusher)->is_stopping();
}

// The connections are made for one round and closed behind it: a minute later most would be gone.
static void hand_over(void *pusher, struct webpush_letter *letters, size_t n)
{
    const struct config *c = &((struct pusher *)pusher)->app->config;
    struct webpush_settings settings = {c->push_root, c->push_proxy, c->push_private != 0};
    struct arena *a = arena_new();
    struct webpush *w = webpush_open(a, &settings, is_stopping, pusher);
    for (size_t i = 0; i < n; i++)
        letters[i].answer = WEBPUSH_NO_ANSWER;
    if (w)
        webpush_send(w, letters, n);
    webpush_close(w);
    arena_free(a);
}

bool pusher_run(const struct app *app, bool (*stopping)(void))
{
    if (app->services.push_hosts.n == 0)
        return true;
    struct pusher p = {.app = app, .is_stopping = stopping};
    struct push_tally tally = push_deliver_due(&(struct push_run){
        .context = &p,
        .begin = begin,
        .send = hand_over,
        .is_stopping = is_stopping,
        .hosts = app->services.push_hosts,
        .contact = app->config.push_contact,
    });
    if (tally.sent + tally.later + tally.ended + tally.given_up)
        log_info("push", "sent=%d later=%d ended=%d given-up=%d", tally.sent, tally.later,
                 tally.ended, tally.given_up);
    return !tally.fault && !tally.no_service;
}
