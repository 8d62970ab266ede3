// SPDX-License-Identifier: AGPL-3.0-or-later
#include "webpush/inside.h"

#include "base/base32.h"
#include "base/buf.h"

// Our own addresses only; what JSON would write in another way has no business in them.
static void put_text(struct buf *out, str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] > ' ' && text.p[i] <= '~' && text.p[i] != '"' && text.p[i] != '\\')
            buf_byte(out, text.p[i]);
}

str vapid_token(struct arena *a, const struct p256_pair *pair, str origin, str contact, instant until)
{
    struct buf claims = buf_in(a), token = buf_in(a);
    buf_put(&claims, S("{\"aud\":\""));
    put_text(&claims, origin);
    buf_print(&claims, "\",\"exp\":%lld,\"sub\":\"", (long long)(until.us / 1000000));
    put_text(&claims, contact);
    buf_put(&claims, S("\"}"));
    buf_put(&token, base64url_from_bytes(a, str_bytes(S("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"))));
    buf_byte(&token, '.');
    buf_put(&token, base64url_from_bytes(a, buf_bytes(&claims)));
    uint8_t signature[64];
    p256_sign(pair, buf_str(&token), signature);
    buf_byte(&token, '.');
    buf_put(&token, base64url_from_bytes(a, (bytes){signature, sizeof signature}));
    return buf_str(&token);
}
