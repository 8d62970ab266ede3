// SPDX-License-Identifier: AGPL-3.0-or-later
// assets.txt: one file per line, "path" or "path as name", # for comments. An
// asset names another as "asset:NAME"; what is named is made first, so that a
// change of it changes the name of everything that leads to it.
#include "tools/embed.h"

#include <ctype.h>
#include <sodium.h>

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

static str type_of(str name)
{
    static const struct {
        const char *end, *type;
    } types[] = {
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"},
        {".woff2", "font/woff2"},
        {".pdf", "application/pdf"},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_ends(name, str_of(types[i].end)))
            return str_of(types[i].type);
    return NONE;
}

static struct asset *find_asset(const struct assets *assets, str name)
{
    for (size_t i = 0; i < assets->n; i++)
        if (str_eq(assets->at[i].name, name))
            return &assets->at[i];
    return NULL;
}

static void add_asset(struct assets *assets, str text, int line)
{
    size_t as = str_find(text, S(" as "));
    struct asset asset = {.file = str_trim(str_part(text, 0, as)), .line = line};
    asset.name = str_trim(str_from(text, as + 4));
    if (as == text.n) {
        const char *slash = memrchr(asset.file.p, '/', asset.file.n);
        asset.name = slash ? str_from(asset.file, (size_t)(slash - asset.file.p) + 1) : asset.file;
    }
    asset.type = type_of(asset.name);
    if (asset.type.n == 0)
        refuse(assets->list, line, "\"%.*s\" has no ending whose type is known.", STR(asset.name));
    for (size_t i = 0; i < asset.name.n; i++)
        if (!is_name_byte(asset.name.p[i]))
            refuse(assets->list, line, "\"%.*s\" does not suit an address.", STR(asset.name));
    if (find_asset(assets, asset.name))
        refuse(assets->list, line, "\"%.*s\" is listed twice.", STR(asset.name));
    asset.content =
        read_file(assets->arena, str_zero(assets->arena, asset.file), assets->list, line);
    assets->at = arena_grow(assets->arena, assets->at, assets->n * sizeof asset,
                            (assets->n + 1) * sizeof asset);
    assets->at[assets->n++] = asset;
}

// --- names by content -----------------------------------------------------------

static void name_by_content(struct arena *a, struct asset *asset)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)asset->content.p, asset->content.n,
                       NULL, 0);
    char hex[13];
    sodium_bin2hex(hex, sizeof hex, hash, 6);
    const char *dot = memrchr(asset->name.p, '.', asset->name.n);
    str stem = str_part(asset->name, 0, (size_t)(dot - asset->name.p));
    asset->path =
        str_print(a, "/assets/%.*s-%s%.*s", STR(stem), hex, STR(str_from(asset->name, stem.n)));
}

static int line_of(str text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.p[i] == '\n';
    return line;
}

static void make_ready(struct assets *assets, struct asset *asset);

static str path_of(struct assets *assets, const struct asset *from, str name, size_t at)
{
    const char *file = str_zero(assets->arena, from->file);
    struct asset *to = find_asset(assets, name);
    if (!to)
        refuse(file, line_of(from->content, at), "There is no asset \"%.*s\".", STR(name));
    if (to->state == ASSET_IN_HAND)
        refuse(file, line_of(from->content, at), "The way to \"%.*s\" leads back here.", STR(name));
    make_ready(assets, to);
    return to->path;
}

// Files of packages are taken as they are: what looks like a name there is none.
static bool may_name_others(const struct asset *asset)
{
    return !str_starts(asset->file, S("node_modules/")) &&
           (str_starts(asset->type, S("text/")) || str_contains(asset->type, S("json")));
}

static void fill_in(struct assets *assets, struct asset *asset)
{
    struct buf out = buf_in(assets->arena);
    str text = asset->content, word = S("asset:");
    size_t done = 0;
    for (size_t at = str_find(text, word); at < text.n;) {
        size_t end = at + word.n;
        while (end < text.n && is_name_byte(text.p[end]))
            end++;
        bool whole = end > at + word.n && (at == 0 || !is_name_byte(text.p[at - 1]));
        if (whole) {
            buf_put(&out, str_part(text, done, at - done));
            buf_put(&out,
                    path_of(assets, asset, str_part(text, at + word.n, end - at - word.n), at));
            done = end;
        }
        at = end + str_find(str_from(text, end), word);
    }
    buf_put(&out, str_from(text, done));
    asset->content = buf_str(&out);
}

static void make_ready(struct assets *assets, struct asset *asset)
{
    if (asset->state == ASSET_READY)
        return;
    asset->state = ASSET_IN_HAND;
    if (may_name_others(asset))
        fill_in(assets, asset);
    name_by_content(assets->arena, asset);
    asset->state = ASSET_READY;
}

struct assets assets_read(struct arena *a, const char *list)
{
    struct assets assets = {.arena = a, .list = list};
    str text = read_file(a, list, list, 1), line;
    for (int n = 1; str_split(&text, '\n', &line); n++) {
        line = str_trim(str_part(line, 0, str_find_byte(line, '#')));
        if (line.n)
            add_asset(&assets, line, n);
    }
    if (sodium_init() < 0)
        refuse(list, 1, "libsodium does not start.");
    for (size_t i = 0; i < assets.n; i++)
        make_ready(&assets, &assets.at[i]);
    return assets;
}
