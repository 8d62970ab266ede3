// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

static void remote_put(struct wire *w, const struct sockaddr *from)
{
    const void *address = &((const struct sockaddr_in *)(const void *)from)->sin_addr;
    int family = from->sa_family;
    if (family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr;
        bool mapped = IN6_IS_ADDR_V4MAPPED(six);
        address = mapped ? (const void *)&six->s6_addr[12] : six;
        family = mapped ? AF_INET : AF_INET6;
    }
    if (!inet_ntop(family, address, w->remote, sizeof w->remote))
        w->remote[0] = 0;
}

static void wire_open(struct server *s, struct MHD_Connection *mhd, void **context)
{
    struct wire *w = *context = calloc(1, sizeof *w);
    check(w != NULL);
    w->server = s;
    w->mhd = mhd;
    w->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    remote_put(w, MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    atomic_store(&w->deadline, seconds_now() + s->options.idle_seconds + GRACE_SECONDS);
    tls_begin(w);
    pthread_mutex_lock(&s->lock);
    w->next = s->wires;
    if (w->next)
        w->next->previous = w;
    s->wires = w;
    pthread_mutex_unlock(&s->lock);
}

static void wire_close(struct server *s, struct wire *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&s->lock);
    if (w->next)
        w->next->previous = w->previous;
    if (w->previous)
        w->previous->next = w->next;
    else
        s->wires = w->next;
    pthread_mutex_unlock(&s->lock);
    transport_drop(w);
    free(w);
}

void wire_notice(void *of, struct MHD_Connection *mhd, void **context,
                 enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        wire_open(of, mhd, context);
    } else {
        wire_close(of, *context);
        *context = NULL;
    }
}

// The library's own timeout starts again with every byte. Who sends a header or
// a body byte by byte, or takes an answer so, is hung up on here.
static void wires_sweep(struct server *s, int64_t now)
{
    for (struct wire *w = s->wires; w; w = w->next) {
        long long deadline = atomic_load_explicit(&w->deadline, memory_order_relaxed);
        if (deadline && now > deadline)
            shutdown(w->fd, SHUT_RDWR);
    }
}

void *wires_sweeper(void *of)
{
    struct server *s = of;
    pthread_mutex_lock(&s->lock);
    while (!s->sweep_ends) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&s->wake, &s->lock, &until);
        wires_sweep(s, seconds_now());
        pthread_mutex_unlock(&s->lock);
        streams_sweep(s, seconds_now());
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}
