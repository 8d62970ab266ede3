// SPDX-License-Identifier: AGPL-3.0-or-later
// tmplc --out DIRECTORY file.html …
// Turns templates into C: DIRECTORY/file.html.h and DIRECTORY/file.html.c.
// tools/README.md describes the language.
#include "tools/tmplc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static str read_file(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s:1: The file cannot be read: %s.\n", path, strerror(errno));
        exit(1);
    }
    struct buf b = buf_in(a);
    for (size_t n = 1; n;) {
        n = fread(buf_reserve(&b, 65536), 1, 65536, file);
        b.n += n;
    }
    fclose(file);
    return buf_str(&b);
}

// Makes the folders above `path`.
static void make_folders(struct arena *a, str path)
{
    for (size_t i = 1; i < path.n; i++)
        if (path.p[i] == '/')
            mkdir(str_zero(a, str_part(path, 0, i)), 0777);
}

static void write_file(struct arena *a, str path, const struct buf *content)
{
    make_folders(a, path);
    FILE *file = fopen(str_zero(a, path), "wb");
    bool ok = file && fwrite(content->p, 1, content->n, file) == content->n;
    if (!file || fclose(file) || !ok) {
        fprintf(stderr, "%.*s:1: The file cannot be written: %s.\n", STR(path), strerror(errno));
        exit(1);
    }
}

static bool compile(const char *out, const char *path)
{
    struct arena *a = arena_new();
    struct template t;
    str error;
    bool ok = template_parse(a, str_of(path), read_file(a, path), &t, &error);
    if (ok) {
        struct buf header = buf_in(a);
        struct buf code = buf_in(a);
        template_emit_header(&header, &t);
        template_emit_code(&code, &t);
        write_file(a, str_print(a, "%s/%s.h", out, path), &header);
        write_file(a, str_print(a, "%s/%s.c", out, path), &code);
    } else {
        fprintf(stderr, "%.*s\n", STR(error));
    }
    arena_free(a);
    return ok;
}

int main(int n, char **arguments)
{
    if (n < 4 || strcmp(arguments[1], "--out") != 0) {
        fprintf(stderr, "tmplc --out DIRECTORY file.html …\n");
        return 2;
    }
    bool ok = true;
    for (int i = 3; i < n; i++)
        ok &= compile(arguments[2], arguments[i]);
    return ok ? 0 : 1;
}
