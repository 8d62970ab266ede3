// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

static socklen_t address_read(const struct server_options *o, struct sockaddr_storage *out)
{
    char text[INET6_ADDRSTRLEN] = "";
    *out = (struct sockaddr_storage){0};
    if (o->address.n >= sizeof text)
        return 0;
    memcpy(text, o->address.p, o->address.n);
    struct sockaddr_in *four = (void *)out;
    struct sockaddr_in6 *six = (void *)out;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)o->port);
        return sizeof *four;
    }
    if (inet_pton(AF_INET6, text, &six->sin6_addr) != 1)
        return 0;
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((uint16_t)o->port);
    return sizeof *six;
}

// TCP_NODELAY and the rest are inherited by accepted connections.
enum server_outcome listen_at(const struct server_options *o, int *out)
{
    struct sockaddr_storage at;
    socklen_t n = address_read(o, &at);
    int yes = 1, no = 0;
    int fd = n ? socket(at.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0) : -1;
    if (fd < 0)
        return SERVER_FAILED;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (at.ss_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (bind(fd, (struct sockaddr *)&at, n) == 0 && listen(fd, BACKLOG) == 0) {
        *out = fd;
        return SERVER_UP;
    }
    enum server_outcome why = errno == EADDRINUSE ? SERVER_PORT_TAKEN : SERVER_FAILED;
    close(fd);
    return why;
}

int listen_port(int fd)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &n) != 0)
        return 0;
    const struct sockaddr_in *four = (void *)&at;
    return ntohs(four->sin_port); // at the same place for both families
}
