// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include "base/check.h"
#include "base/log.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MOST = 64 };

// --- the library's daemon ---------------------------------------------------------------

// Parts of a query stay encoded; web/request.h decodes them.
static size_t keep_encoded(void *of, struct MHD_Connection *mhd, char *text)
{
    (void)of;
    (void)mhd;
    return strlen(text);
}

static struct MHD_Daemon *daemon_start(struct server *s, struct arena *a, int fd)
{
    const struct server_options *o = &s->options;
    const char *trust = s->trust ? str_zero(a, o->device_ca_pem) : NULL;
    struct MHD_OptionItem more[] = {
        {o->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, o->threads, NULL},
        {trust ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, (void *)(uintptr_t)trust},
        {MHD_OPTION_END, 0, NULL}};
    if (o->threads <= 1)
        more[0] = more[1], more[1] = more[2];
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO,
        (uint16_t)o->port, NULL, NULL, exchange_step, s, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_HTTPS_MEM_CERT, str_zero(a, o->certificate_pem), MHD_OPTION_HTTPS_MEM_KEY,
        str_zero(a, o->key_pem), MHD_OPTION_HTTPS_PRIORITIES, tls_priorities,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->max_connections, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)o->idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WIRE_MEMORY,
        MHD_OPTION_CONNECTION_MEMORY_INCREMENT, (size_t)4096, MHD_OPTION_NOTIFY_COMPLETED,
        exchange_done, s, MHD_OPTION_NOTIFY_CONNECTION, wire_notice, s,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_ARRAY, more, MHD_OPTION_END);
}

// --- the server ----------------------------------------------------------------------------

static void defaults_set(struct server_options *o)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (o->threads <= 0)
        o->threads = cores < 1 ? 1 : cores > 4 ? 4 : (int)cores;
    if (o->threads > THREADS_MOST)
        o->threads = THREADS_MOST;
    o->workers = o->workers > 0 ? o->workers : 32;
    o->max_connections = o->max_connections > 0 ? o->max_connections : 10000;
    o->idle_seconds = o->idle_seconds > 0 ? o->idle_seconds : 60;
}

// Ten thousand connections need more descriptors than a process starts with.
static void files_raise(void)
{
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < l.rlim_max) {
        l.rlim_cur = l.rlim_max;
        setrlimit(RLIMIT_NOFILE, &l);
    }
}

static void server_free(struct server *s)
{
    if (s->trust)
        gnutls_x509_trust_list_deinit(s->trust, 1);
    if (s->ticket_key.data)
        gnutls_memset(s->ticket_key.data, 0, s->ticket_key.size);
    gnutls_free(s->ticket_key.data);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->wake);
    free(s);
}

static struct server *server_new(const struct server_options *options)
{
    struct server *s = calloc(1, sizeof *s);
    check(s != NULL);
    s->options = *options;
    defaults_set(&s->options);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return s;
}

// The library copies what it needs of the texts; the key's copy is wiped with
// the arena. On success the listening socket belongs to the daemon.
static bool server_run(struct server *s, int fd)
{
    struct arena *a = arena_new();
    s->port = listen_port(fd);
    s->workers = workers_start(s->options.workers);
    s->daemon = s->workers ? daemon_start(s, a, fd) : NULL;
    arena_free(a);
    if (s->daemon && pthread_create(&s->sweeper, NULL, wires_sweeper, s) == 0)
        return true;
    if (s->daemon)
        MHD_stop_daemon(s->daemon); // closes the socket too
    else
        close(fd);
    if (s->workers && workers_stop(s->workers, 1))
        workers_free(s->workers);
    return false;
}

enum server_outcome server_start(const struct server_options *options, struct server **out)
{
    if (!tls_check(options))
        return SERVER_BAD_TLS;
    files_raise();
    struct server *s = server_new(options);
    enum server_outcome outcome = SERVER_BAD_TLS;
    int fd = -1;
    if (tls_trust(options, &s->trust) && gnutls_session_ticket_key_generate(&s->ticket_key) >= 0)
        outcome = listen_at(options, &fd);
    if (outcome == SERVER_UP && !server_run(s, fd))
        outcome = SERVER_FAILED;
    if (outcome == SERVER_UP)
        *out = s;
    else
        server_free(s);
    return outcome;
}

int server_port(const struct server *s)
{
    return s->port;
}

int server_live_streams(const struct server *s)
{
    return streams_count(s);
}

// Requests under way are answered, and their answers taken, while there is time.
static void requests_wait(struct server *s, int seconds)
{
    const struct timespec pause = {.tv_nsec = 5000000};
    for (int i = 0; i < seconds * 200 && atomic_load(&s->in_hand) > 0; i++)
        nanosleep(&pause, NULL);
}

static void sweeper_stop(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    s->sweep_ends = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->sweeper, NULL);
}

void server_stop(struct server *s, int seconds)
{
    int listening = MHD_quiesce_daemon(s->daemon);
    if (listening >= 0)
        close(listening);
    atomic_store(&s->stopping, true);
    streams_end(s);
    requests_wait(s, seconds);
    sweeper_stop(s);
    if (!workers_stop(s->workers, 0)) {
        // A handler still holds its connection; the process is about to end, and
        // pulling memory from under it would be worse than leaving it.
        log_warn("server.stop", "waited_s=%d", seconds);
        return;
    }
    MHD_stop_daemon(s->daemon);
    workers_free(s->workers);
    server_free(s);
}
