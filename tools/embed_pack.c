// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/embed.h"

#include <brotli/encode.h>
#include <libdeflate.h>

static str gzip(struct arena *a, str text)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(12);
    if (!c)
        refuse("embed", 1, "libdeflate does not start.");
    size_t room = libdeflate_gzip_compress_bound(c, text.n);
    char *to = arena_alloc_raw(a, room);
    size_t n = libdeflate_gzip_compress(c, text.p, text.n, to, room);
    libdeflate_free_compressor(c);
    return (str){to, n};
}

static str brotli(struct arena *a, const struct asset *asset)
{
    bool is_text = !str_starts(asset->type, S("image/")) || str_contains(asset->type, S("svg"));
    size_t n = BrotliEncoderMaxCompressedSize(asset->content.n);
    uint8_t *to = arena_alloc_raw(a, n);
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS,
                               is_text ? BROTLI_MODE_TEXT : BROTLI_MODE_GENERIC, asset->content.n,
                               (const uint8_t *)asset->content.p, &n, to))
        return NONE;
    return (str){(const char *)to, n};
}

void asset_pack(struct arena *a, struct asset *asset)
{
    asset->gzip = gzip(a, asset->content);
    asset->brotli = brotli(a, asset);
    if (asset->gzip.n >= asset->content.n)
        asset->gzip = NONE;
    if (asset->brotli.n >= asset->content.n)
        asset->brotli = NONE;
}
