// SPDX-License-Identifier: AGPL-3.0-or-later
// Where we may go. A browser, or somebody who says that it is one, names an address that our server
// then asks: without these two walls (names that we know; public addresses only) anybody with an
// account could make it knock at doors inside the city's network.
#include "webpush/inside.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <netinet/in.h>

// --- the name --------------------------------------------------------------------------

static bool label_is(str label)
{
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool inside = i > 0 && i + 1 < label.n;
        if (!letter && !(c == '-' && inside))
            return false;
    }
    return label.n > 0 && label.n <= 63;
}

// The last part begins with a letter, so that no number that stands for an address passes.
static bool host_is(str host)
{
    str last = NONE, rest = host;
    for (str label; str_split(&rest, '.', &label); last = label)
        if (!label_is(label))
            return false;
    return host.n <= 253 && last.n && last.p[0] >= 'a' && str_ends(host, last);
}

static bool path_is(str path)
{
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] <= ' ' || path.p[i] > '~' || memchr("\"\\<>^`{|}#", path.p[i], 10))
            return false;
    return path.n > 0 && path.p[0] == '/';
}

static bool port_is(str port)
{
    int64_t n;
    return port.n <= 5 && str_to_int(port, &n) && n > 0 && n < 65536 && port.p[0] != '0' &&
           port.p[0] != '+';
}

// `place` is a host, with its port where that is not 443.
static bool is_known(str place, str hosts)
{
    for (str one; str_split(&hosts, ' ', &one);) {
        bool below = str_starts(one, S("*."));
        if (below ? place.n > one.n - 1 && str_ends(place, str_from(one, 1)) : str_eq(place, one))
            return true;
    }
    return false;
}

static str small_letters(struct arena *a, str s)
{
    struct buf out = buf_in(a);
    for (size_t i = 0; i < s.n; i++)
        buf_byte(&out, (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]));
    return buf_str(&out);
}

bool webpush_endpoint_parse(struct arena *a, str endpoint, str hosts, str *origin)
{
    if (endpoint.n > ENDPOINT_MOST || !str_starts(endpoint, S("https://")))
        return false;
    str rest = str_from(endpoint, 8);
    size_t slash = str_find_byte(rest, '/');
    str place = small_letters(a, str_part(rest, 0, slash));
    str path = str_from(rest, slash);
    size_t colon = str_find_byte(place, ':');
    str host = str_part(place, 0, colon);
    if (!host_is(host) || !path_is(path))
        return false;
    if (colon < place.n && !port_is(str_from(place, colon + 1)))
        return false;
    if (str_eq(str_from(place, colon), S(":443")))
        place = host;
    if (!is_known(place, hosts))
        return false;
    *origin = str_print(a, "https://%.*s", STR(place));
    return true;
}

// --- the address -------------------------------------------------------------------------

// RFC 6890 and its successors: what the registry of special IPv4 addresses holds.
static bool four_is_public(uint32_t n)
{
    static const struct {
        uint32_t net;
        int bits;
    } special[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
        {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
        {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 4},  {0xf0000000, 4},
    };
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (n >> (32 - special[i].bits) == special[i].net >> (32 - special[i].bits))
            return false;
    return true;
}

static uint32_t four_at(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

// Only 2000::/3 is given out to the public; of that, what carries another address or is for papers
// and tests is not taken either. 64:ff9b:: is how networks without IPv4 reach it.
static bool six_is_public(const uint8_t b[16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const uint8_t translated[12] = {0x00, 0x64, 0xff, 0x9b};
    if (memcmp(b, mapped, 12) == 0 || memcmp(b, translated, 12) == 0)
        return four_is_public(four_at(b + 12));
    bool given_out = (b[0] & 0xe0) == 0x20;
    bool special = (b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02) || // 2001::/23
                   (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8) ||
                   (b[0] == 0x20 && b[1] == 0x02) || // 6to4
                   (b[0] == 0x3f && b[1] == 0xff && b[2] < 0x10); // 3fff::/20
    return given_out && !special;
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return four_is_public(ntohl(four.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6)
        return false;
    struct sockaddr_in6 six;
    memcpy(&six, address, sizeof six);
    return six_is_public(six.sin6_addr.s6_addr);
}
