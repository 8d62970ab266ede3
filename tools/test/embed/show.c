// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints what a program finds in the generated assets.c; unpacks every packed
// form and says so when it is not the plain one.
#include "assets.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <stdio.h>

static char unpacked[1 << 16];

static const char *same(bytes plain, size_t n)
{
    return n == plain.n && memcmp(unpacked, plain.p, n) == 0 ? "same" : "DIFFERENT";
}

static const char *try_gzip(const struct asset *asset)
{
    size_t n = 0;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    libdeflate_gzip_decompress(d, asset->gzip.p, asset->gzip.n, unpacked, sizeof unpacked, &n);
    libdeflate_free_decompressor(d);
    return asset->gzip.n ? same(asset->plain, n) : "none";
}

static const char *try_brotli(const struct asset *asset)
{
    size_t n = sizeof unpacked;
    BrotliDecoderDecompress(asset->brotli.n, asset->brotli.p, &n, (uint8_t *)unpacked);
    return asset->brotli.n ? same(asset->plain, n) : "none";
}

int main(void)
{
    for (size_t i = 0; i < n_embedded_assets; i++) {
        const struct asset *asset = &embedded_assets[i];
        printf("%.*s %.*s %.*s gzip %s, brotli %s\n%.*s", STR(asset->name), STR(asset->path),
               STR(asset->type), try_gzip(asset), try_brotli(asset), STR(bytes_str(asset->plain)));
    }
    for (size_t i = 0; i < n_embedded_migrations; i++)
        printf("%.*s %zu bytes\n", STR(embedded_migrations[i].name), embedded_migrations[i].sql.n);
    printf("%.*s\n", STR(asset_url("program.js").s));
    return 0;
}
