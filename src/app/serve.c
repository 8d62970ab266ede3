// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/serve.h"

#include "app/app.h"
#include "app/jobs.h"
#include "app/recorder.h"
#include "app/update.h"
#include "audit/audit.h"
#include "base/log.h"
#include "device/device.h"
#include "pki/pki.h"
#include "push/push.h"
#include "server/image.h"
#include "server/server.h"
#include "web/live.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

enum { SERVER_CERTIFICATE_DAYS = 397, STOP_SECONDS = 10, BODY_DEFAULT = 64 * 1024 };

struct sites {
    struct server *member, *public;
};

// Decided by the route, before the body is read.
static struct admission admit(const struct router *router, enum method method, str path)
{
    const struct route *route;
    str params[ROUTE_PARAMS];
    if (route_find(router, method, path, &route, params) != ROUTE_FOUND)
        return (struct admission){.max_body = BODY_DEFAULT};
    return (struct admission){
        .max_body = route->max_body ? route->max_body : BODY_DEFAULT,
        .tells_size = route->flags & ROUTE_TELLS_SIZE,
        .on_worker = method == METHOD_POST || (route->flags & (ROUTE_SLOW | ROUTE_WRITES)),
    };
}

static struct admission admit_member(void *app, enum method method, str path)
{
    return admit(((const struct app *)app)->routers[SITE_MEMBER], method, path);
}

static struct admission admit_public(void *app, enum method method, str path)
{
    return admit(((const struct app *)app)->routers[SITE_PUBLIC], method, path);
}

static bool read_pem(struct arena *a, str path, str *out)
{
    FILE *file = fopen(str_zero(a, path), "re");
    if (!file)
        return false;
    char text[64 * 1024];
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    *out = str_copy(a, (str){text, n});
    return n > 0 && n < sizeof text;
}

// The public site may show a certificate of a public authority; browsers of
// people who have not enrolled yet do not know ours.
static bool public_certificate(const struct app *app, struct arena *a, struct pki_server *out)
{
    if (app->config.public_certificate.n == 0)
        return true;
    return read_pem(a, app->config.public_certificate, &out->certificate_pem) &&
           read_pem(a, app->config.public_key, &out->key_pem);
}

static bool listen_on(struct app *app, struct server_options options, int64_t port,
                      struct server **out)
{
    options.address = app->config.address;
    options.port = (int)port;
    options.threads = (int)app->config.threads;
    options.workers = (int)app->config.workers;
    options.app = app;
    options.handle = gate_handle;
    switch (server_start(&options, out)) {
    case SERVER_UP:
        return true;
    case SERVER_PORT_TAKEN:
        fprintf(stderr, "port %ld is taken by another program; choose another with %s\n",
                (long)port,
                options.site == SITE_MEMBER ? "TSUNAGI_MEMBER_PORT" : "TSUNAGI_PUBLIC_PORT");
        return false;
    case SERVER_BAD_TLS:
        fprintf(stderr, "the server certificate or its key cannot be used\n");
        return false;
    case SERVER_FAILED:
        fprintf(stderr, "cannot listen on %.*s port %ld\n", STR(options.address), (long)port);
        return false;
    }
    return false;
}

static bool start_sites(struct app *app, struct arena *a, struct sites *sites)
{
    str names[] = {app->config.host, S("localhost"), S("127.0.0.1"), S("::1")};
    instant now = clock_now(&machine_clock);
    struct pki_server own = pki_server_issue(app->services.pki, a, names,
                                             sizeof names / sizeof names[0], now,
                                             SERVER_CERTIFICATE_DAYS);
    struct pki_server public = own;
    if (!public_certificate(app, a, &public)) {
        fprintf(stderr, "public_certificate or public_key cannot be read\n");
        return false;
    }
    struct server_options member = {.site = SITE_MEMBER,
                                    .certificate_pem = own.certificate_pem,
                                    .key_pem = own.key_pem,
                                    .device_ca_pem = pki_chain_pem(app->services.pki),
                                    .admit = admit_member};
    struct server_options open = {.site = SITE_PUBLIC,
                                  .certificate_pem = public.certificate_pem,
                                  .key_pem = public.key_pem,
                                  .admit = admit_public};
    return listen_on(app, member, app->config.member_port, &sites->member) &&
           listen_on(app, open, app->config.public_port, &sites->public);
}

static void stop_sites(struct sites *sites)
{
    if (sites->public)
        server_stop(sites->public, STOP_SECONDS);
    if (sites->member)
        server_stop(sites->member, STOP_SECONDS);
}

static void wait_for_signal(const sigset_t *signals)
{
    int signal;
    sigwait(signals, &signal);
    log_info("stopping", "signal=%d", signal);
}

static void say_ready(const struct app *app, const struct sites *sites, str more)
{
    printf("ready member=https://%.*s:%d public=https://%.*s:%d%s%.*s\n", STR(app->config.host),
           server_port(sites->member), STR(app->config.host), server_port(sites->public),
           more.n ? " " : "", STR(more));
    fflush(stdout);
}

static int run(struct app *app, struct arena *arena, const sigset_t *signals, str more)
{
    struct sites sites = {0};
    live_connect(server_live_sink());
    bool up = start_sites(app, arena, &sites);
    if (up) {
        recorder_start(app);
        jobs_start(app);
        say_ready(app, &sites, more);
        wait_for_signal(signals);
    }
    stop_sites(&sites);
    if (up) {
        jobs_stop();
        recorder_stop();
    }
    live_connect(NULL);
    return up ? 0 : 1;
}

// Push services know us by one key pair for ever; browsers are bound to it when they are switched on.
static bool make_push_key(const struct app *app, struct arena *arena)
{
    enum tx_end end = TX_RETRY; // when another process starts with us
    for (int i = 0; i < 3 && end == TX_RETRY; i++) {
        struct tx *tx = app_begin(app, TX_WRITE, arena, NULL);
        push_make_key(tx);
        end = tx_finish(tx);
    }
    return end == TX_DONE;
}

// Ids order posts and the audit, so they never go back, whatever the clock does between two runs.
static bool go_on_counting(const struct app *app, struct arena *arena)
{
    struct tx *tx = app_begin(app, TX_READ, arena, NULL);
    db_ids_after(audit_newest_id(tx));
    return tx_commit(tx);
}

// For trials: what is due on Monday can be seen on Friday. Whoever reads the log sees it too.
static bool read_clock(str ahead, struct clock *clock)
{
    enum { HOURS_MOST = 24 * 366 };
    int64_t hours = 0;
    *clock = machine_clock;
    if (ahead.n == 0)
        return true;
    if (!str_to_int(ahead, &hours) || hours < 0 || hours > HOURS_MOST) {
        fprintf(stderr, "--ahead is a number of hours, %d at most\n", HOURS_MOST);
        return false;
    }
    *clock = clock_ahead(HOURS(hours));
    log_warn("clock", "hours-ahead=%lld", (long long)hours);
    return true;
}

// Where people work, a clock that runs ahead ends certificates, drops drafts and dates records
// falsely, for good.
static bool may_run_ahead(const struct app *app, str ahead)
{
    if (ahead.n == 0 || config_is_for_trials(&app->config))
        return true;
    fprintf(stderr, "--ahead is for trials: it needs host = localhost and no other address in "
                    "tsunagi.conf\n");
    return false;
}

int serve(str folder, const char *self, str more, str ahead)
{
    // Every thread started later inherits the mask, so only sigwait sees these.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);

    struct arena *arena = arena_new();
    struct app app = {0};
    struct clock clock;
    int status = 1;
    if (read_clock(ahead, &clock) && app_open_at(&app, arena, folder, &clock) &&
        may_run_ahead(&app, ahead) && update_database(app.db) &&
        go_on_counting(&app, arena) && make_push_key(&app, arena)) {
        app.routers[SITE_MEMBER] = app_routes(SITE_MEMBER);
        app.routers[SITE_PUBLIC] = app_routes(SITE_PUBLIC);
        app.services.images = image_worker_start(self, 1);
        status = run(&app, arena, &signals, more);
        image_worker_stop(app.services.images);
    }
    app_close(&app);
    arena_free(arena);
    return status;
}
