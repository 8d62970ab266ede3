// SPDX-License-Identifier: AGPL-3.0-or-later
// What TLS sends. The library hands over an answer's headers and its body one
// after the other; sent like that, each would be a packet of its own. The record
// with the headers is held here until the body's first record comes, which it
// does at once, and both leave together. After a full record of a body another one follows, so the
// system may keep its last packet until that is full too.
#include "server/inside.h"

#include "base/check.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { PARTS_MOST = 16, RECORD_MOST = 16384 };

static size_t parts_size(const giovec_t *parts, int n)
{
    size_t size = 0;
    for (int i = 0; i < n; i++)
        size += parts[i].iov_len;
    return size;
}

static ssize_t hold(struct wire *w, const giovec_t *parts, int n)
{
    size_t size = parts_size(parts, n), at = 0;
    w->holds_next = false;
    w->held = malloc(size ? size : 1);
    check(w->held != NULL);
    for (int i = 0; i < n; at += parts[i++].iov_len)
        memcpy(w->held + at, parts[i].iov_base, parts[i].iov_len);
    w->n_held = size;
    return (ssize_t)size;
}

void transport_drop(struct wire *w)
{
    free(w->held);
    w->held = NULL;
    w->n_held = 0;
}

// Of `sent` bytes the held ones went first; what is left counts for the caller.
static ssize_t settle(struct wire *w, ssize_t sent)
{
    if (sent < 0 || w->n_held == 0)
        return sent;
    if ((size_t)sent > w->n_held) {
        sent -= (ssize_t)w->n_held;
        transport_drop(w);
        return sent;
    }
    w->n_held -= (size_t)sent;
    memmove(w->held, w->held + sent, w->n_held);
    if (w->n_held == 0)
        transport_drop(w);
    errno = EAGAIN;
    return -1;
}

static ssize_t push(gnutls_transport_ptr_t of, const giovec_t *parts, int n)
{
    struct wire *w = of;
    struct iovec all[PARTS_MOST + 1];
    int n_all = 0;
    if (w->holds_next && n <= PARTS_MOST && w->n_held == 0)
        return hold(w, parts, n);
    if (w->n_held)
        all[n_all++] = (struct iovec){w->held, w->n_held};
    for (int i = 0; i < n && i < PARTS_MOST; i++)
        all[n_all++] = (struct iovec){parts[i].iov_base, parts[i].iov_len};
    struct msghdr message = {.msg_iov = all, .msg_iovlen = (size_t)n_all};
    w->more_follows = parts_size(parts, n) > RECORD_MOST;
    int flags = MSG_NOSIGNAL | (w->more_follows ? MSG_MORE : 0);
    ssize_t sent = settle(w, sendmsg(w->fd, &message, flags));
    if (sent < 0)
        gnutls_transport_set_errno(w->session, errno);
    return sent;
}

// A body may end with a full record; setting this option sends what is kept.
void transport_flush(struct wire *w)
{
    int on = 1;
    if (w->more_follows)
        setsockopt(w->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    w->more_follows = false;
}

void transport_begin(struct wire *w)
{
    gnutls_transport_set_ptr2(w->session, (gnutls_transport_ptr_t)(intptr_t)w->fd, w);
    gnutls_transport_set_vec_push_function(w->session, push);
}
