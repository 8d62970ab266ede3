// SPDX-License-Identifier: AGPL-3.0-or-later
// What a browser hands over to be written to, three lines: address and two keys. Whatever it is, only
// a known host on its known port is taken, and what is taken can be encrypted to.
#include "base/buf.h"
#include "base/check.h"
#include "webpush/webpush.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const str hosts = S_CONST("push.example.com *.notify.example.net localhost:4430");

static bool is_known(str origin)
{
    str host = str_from(origin, 8);
    return str_starts(origin, S("https://")) &&
           (str_eq(host, S("push.example.com")) || str_eq(host, S("localhost:4430")) ||
            (str_ends(host, S(".notify.example.net")) && str_find_byte(host, '@') == host.n &&
             str_find_byte(host, ':') == host.n && str_find_byte(host, '/') == host.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    str rest = {(const char *)data, size}, lines[3] = {NONE}, origin;
    struct webpush_reader reader;
    for (int i = 0; i < 3; i++)
        if (!str_split(&rest, '\n', &lines[i]))
            break;
    if (webpush_endpoint_parse(a, lines[0], hosts, &origin))
        check(is_known(origin) && str_starts(lines[0], S("https://")));
    if (webpush_reader_parse(a, lines[1], lines[2], &reader))
        check(webpush_seal(a, &reader, str_bytes(S("{}")), 62).n > 64);
    arena_free(a);
    return 0;
}
