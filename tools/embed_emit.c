// SPDX-License-Identifier: AGPL-3.0-or-later
// Contents are written as string literals: a compiler reads them many times
// faster than lists of numbers, and no assembler is needed.
#include "tools/embed.h"

static void put_literal(struct buf *out, str text)
{
    buf_byte(out, '"');
    for (size_t i = 0, column = 0; i < text.n; i++, column++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n') {
            buf_put(out, S("\\n"));
            column = 96;
        } else if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '?') {
            char octal[] = {'\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)),
                            (char)('0' + (c & 7))};
            buf_put(out, (str){octal, sizeof octal});
            column += 3;
        } else {
            buf_byte(out, (char)c);
        }
        if (column >= 96 && i + 1 < text.n) {
            buf_put(out, S("\"\n    \""));
            column = 0;
        }
    }
    buf_byte(out, '"');
}

static void put_content(struct buf *out, size_t number, const char *form, str text)
{
    if (text.n == 0)
        return;
    buf_print(out, "static const char %s_%zu[] =\n    ", form, number);
    put_literal(out, text);
    buf_put(out, S(";\n"));
}

static void put_bytes(struct buf *out, size_t number, const char *form, str text)
{
    if (text.n)
        buf_print(out, "     .%s = {(const uint8_t *)%s_%zu, %zu},\n", form, form, number, text.n);
}

static void put_text(struct buf *out, const char *member, str text)
{
    buf_print(out, ".%s = S_CONST(\"%.*s\")", member, STR(text));
}

static void put_asset(struct buf *out, size_t number, const struct asset *asset)
{
    buf_put(out, S("    {"));
    put_text(out, "name", asset->name);
    buf_put(out, S(",\n     "));
    put_text(out, "type", asset->type);
    buf_put(out, S(",\n     "));
    put_text(out, "path", asset->path);
    buf_put(out, S(",\n"));
    put_bytes(out, number, "plain", asset->content);
    put_bytes(out, number, "gzip", asset->gzip);
    put_bytes(out, number, "brotli", asset->brotli);
    buf_put(out, S("    },\n"));
}

static void put_assets(struct buf *out, const struct assets *assets)
{
    for (size_t i = 0; i < assets->n; i++) {
        buf_print(out, "\n// %.*s\n", STR(assets->at[i].file));
        put_content(out, i, "plain", assets->at[i].content);
        put_content(out, i, "gzip", assets->at[i].gzip);
        put_content(out, i, "brotli", assets->at[i].brotli);
    }
    // One entry more than counted, because C has no empty arrays.
    buf_put(out, S("\nconst struct asset embedded_assets[] = {\n"));
    for (size_t i = 0; i < assets->n; i++)
        put_asset(out, i, &assets->at[i]);
    buf_print(out, "    {.name = {0}},\n};\nconst size_t n_embedded_assets = %zu;\n", assets->n);
}

static void put_migrations(struct buf *out, char **files, int n)
{
    buf_put(out, S("\nconst struct migration embedded_migrations[] = {\n"));
    for (int i = 0; i < n; i++) {
        const char *slash = strrchr(files[i], '/');
        buf_print(out, "    {S_CONST(\"%s\"), S_CONST(", slash ? slash + 1 : files[i]);
        put_literal(out, read_file(out->arena, files[i], files[i], 1));
        buf_put(out, S(")},\n"));
    }
    buf_print(out, "    {.name = {0}},\n};\nconst size_t n_embedded_migrations = %d;\n", n);
}

void emit_header(struct buf *out)
{
    buf_put(out, S("// SPDX-License-Identifier: AGPL-3.0-or-later\n"
                   "// Made by embed from web/assets.txt and migrations/.\n"
                   "#ifndef ASSETS_H\n#define ASSETS_H\n\n"
                   "#include \"db/migrate.h\"\n#include \"web/url.h\"\n\n"
                   "struct asset {\n"
                   "    str name; // \"tsunagi.css\"\n"
                   "    str type;\n"
                   "    str path; // \"/assets/tsunagi-3fa9c1e2d4b5.css\"\n"
                   "    bytes plain, gzip, brotli; // empty where packing saves nothing\n"
                   "};\n"
                   "extern const struct asset embedded_assets[];\n"
                   "extern const size_t n_embedded_assets;\n\n"
                   "extern const struct migration embedded_migrations[];\n"
                   "extern const size_t n_embedded_migrations;\n\n"
                   "// The address of an asset by its name. A name that is not in\n"
                   "// web/assets.txt stops the process.\n"
                   "url asset_url(const char *name);\n\n"
                   "#endif\n"));
}

void emit_code(struct buf *out, const struct assets *assets, char **migrations, int n)
{
    buf_put(out, S("// SPDX-License-Identifier: AGPL-3.0-or-later\n"
                   "// Made by embed from web/assets.txt and migrations/.\n"
                   "#include \"assets.h\"\n\n#include \"base/check.h\"\n"));
    put_assets(out, assets);
    put_migrations(out, migrations, n);
    buf_put(
        out,
        S("\nurl asset_url(const char *name)\n{\n"
          "    size_t i = 0;\n"
          "    while (i < n_embedded_assets && !str_eq(embedded_assets[i].name, str_of(name)))\n"
          "        i++;\n"
          "    check(i < n_embedded_assets);\n"
          "    return (url){embedded_assets[i].path};\n}\n"));
}
