// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/bench/line.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, PATIENCE_MS = 20000 };

#define PASSWORD "benchmark" // of the packages that fill.c makes

int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void give_up(const char *what, const char *why)
{
    fprintf(stderr, "load: %s: %s\n", what, why);
    exit(1);
}

// --- who connects --------------------------------------------------------------------

static void person_open(struct person *p, const char *folder, const char *package)
{
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", folder, package);
    gnutls_certificate_allocate_credentials(&p->keys);
    int e = gnutls_certificate_set_x509_simple_pkcs12_file(p->keys, path, GNUTLS_X509_FMT_DER,
                                                           PASSWORD);
    if (e < 0)
        give_up(path, gnutls_strerror(e));
}

void people_read(const char *folder, struct people *out)
{
    char path[1100], package[64];
    snprintf(path, sizeof path, "%s/people", folder);
    FILE *file = fopen(path, "re");
    if (!file)
        give_up(path, "cannot be read");
    out->n = 0;
    struct person *p = out->at;
    while (out->n < PEOPLE_MOST &&
           fscanf(file, "%d %63s %127s", &p->group, package, p->cookie) == 3) {
        person_open(p, folder, package);
        p++, out->n++;
    }
    fclose(file);
}

const struct person *people_turn(const struct people *people, int group, int n)
{
    int found[PEOPLE_MOST], n_found = 0;
    for (int i = 0; i < people->n; i++)
        if (people->at[i].group == group)
            found[n_found++] = i;
    if (n_found == 0)
        give_up("people", "nobody is in that group");
    return &people->at[found[n % n_found]];
}

// --- the connection ------------------------------------------------------------------

static int connect_to(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        give_up("connect", "refused");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

// The server is on this machine and was started by the same script, so its
// certificate is not looked at.
void line_open(struct line *l, const struct person *who, int port)
{
    *l = (struct line){.who = who, .fd = connect_to(port)};
    gnutls_init(&l->tls, GNUTLS_CLIENT);
    gnutls_priority_set_direct(l->tls, "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL);
    gnutls_server_name_set(l->tls, GNUTLS_NAME_DNS, "localhost", 9);
    gnutls_credentials_set(l->tls, GNUTLS_CRD_CERTIFICATE, who->keys);
    gnutls_transport_set_int(l->tls, l->fd);
    int e;
    do
        e = gnutls_handshake(l->tls);
    while (e < 0 && !gnutls_error_is_fatal(e));
    if (e < 0)
        give_up("handshake", gnutls_strerror(e));
    fcntl(l->fd, F_SETFL, O_NONBLOCK);
}

void line_close(struct line *l)
{
    gnutls_deinit(l->tls);
    close(l->fd);
}

static void wait_for(const struct line *l, short what)
{
    struct pollfd p = {.fd = l->fd, .events = what};
    if (poll(&p, 1, PATIENCE_MS) == 0)
        give_up("the server", "no answer for 20 seconds");
}

void line_send(struct line *l, const char *request, size_t n)
{
    l->n_head = l->got = l->length = 0;
    l->in_body = l->stream = false;
    l->sent_at = now_us();
    for (;;) {
        ssize_t sent = gnutls_record_send(l->tls, request, n);
        if (sent >= 0 && (size_t)sent == n)
            return;
        if (sent > 0)
            request += sent, n -= (size_t)sent;
        else if (sent != GNUTLS_E_AGAIN && sent != GNUTLS_E_INTERRUPTED)
            give_up("send", gnutls_strerror((int)sent));
        wait_for(l, POLLOUT);
    }
}

// --- the answer ----------------------------------------------------------------------

static void head_read(struct line *l)
{
    if (sscanf(l->head, "HTTP/1.1 %d", &l->status) != 1)
        give_up("answer", "not HTTP/1.1");
    const char *length = strcasestr(l->head, "\r\nContent-Length:");
    l->length = length ? strtoul(length + 17, NULL, 10) : 0;
    l->stream = !length && strcasestr(l->head, "text/event-stream");
    l->chunked = !length && !l->stream && strcasestr(l->head, "\r\nTransfer-Encoding: chunked");
    if (!length && !l->stream && !l->chunked && l->status == 200)
        give_up("answer", "without a length");
}

static void tail_take(struct line *l, const char *bytes, size_t n)
{
    size_t taken = n < sizeof l->tail ? n : sizeof l->tail;
    memmove(l->tail, l->tail + taken, sizeof l->tail - taken);
    memcpy(l->tail + sizeof l->tail - taken, bytes + n - taken, taken);
}

// A body in chunks is whole when its last bytes are those of the empty chunk.
static bool is_whole(struct line *l)
{
    if (l->stream || !l->chunked)
        return l->stream || l->got >= l->length;
    if (memcmp(l->tail, "0\r\n\r\n", sizeof l->tail) != 0)
        return false;
    l->length = l->got;
    return true;
}

// The bytes after the head belong to the body.
static void head_take(struct line *l, const char *bytes, size_t n)
{
    size_t room = HEAD_MOST - l->n_head, before = l->n_head;
    size_t taken = n < room ? n : room;
    memcpy(l->head + l->n_head, bytes, taken);
    l->n_head += taken;
    l->head[l->n_head] = 0;
    const char *end = strstr(l->head, "\r\n\r\n");
    if (!end && l->n_head == HEAD_MOST)
        give_up("answer", "a head without an end");
    if (!end)
        return;
    size_t of_head = (size_t)(end + 4 - l->head);
    l->head[of_head] = 0;
    head_read(l);
    l->in_body = true;
    l->got = n - (of_head - before);
    tail_take(l, bytes + (of_head - before), l->got);
}

static size_t receive(struct line *l, char *to, size_t most)
{
    ssize_t n;
    do
        n = gnutls_record_recv(l->tls, to, most);
    while (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_REHANDSHAKE);
    if (n == GNUTLS_E_AGAIN)
        return 0;
    if (n <= 0)
        give_up("receive", n ? gnutls_strerror((int)n) : "the server hung up");
    return (size_t)n;
}

bool line_answered(struct line *l)
{
    static char piece[PIECE];
    size_t n;
    while ((n = receive(l, piece, sizeof piece)) > 0) {
        if (l->in_body) {
            l->got += n;
            tail_take(l, piece, n);
        } else {
            head_take(l, piece, n);
        }
        if (l->in_body && is_whole(l))
            return true;
    }
    return false;
}

size_t line_take(struct line *l, char *to, size_t most)
{
    return receive(l, to, most);
}

void line_wait(struct line *l)
{
    while (!line_answered(l))
        if (gnutls_record_check_pending(l->tls) == 0)
            wait_for(l, POLLIN);
}
