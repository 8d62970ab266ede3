// SPDX-License-Identifier: AGPL-3.0-or-later
// sqlc --migrations FOLDER --out FOLDER FILE.sql: named queries → typed C.
#include "tools/sqlc.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct options {
    const char *migrations;
    const char *out;
    const char *file;
};

static _Noreturn void stop(const char *path)
{
    fprintf(stderr, "%s:1: The file cannot be read or written: %s.\n", path, strerror(errno));
    exit(1);
}

static str read_file(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        stop(path);
    struct buf text = buf_in(a);
    size_t n;
    do {
        char *to = buf_reserve(&text, 65536);
        n = fread(to, 1, 65536, file);
        text.n += n;
    } while (n > 0);
    if (ferror(file))
        stop(path);
    fclose(file);
    return buf_str(&text);
}

static void write_file(struct arena *a, const struct options *o, const char *end, struct buf *text)
{
    str path = str_print(a, "%s/%s%s", o->out, o->file, end);
    FILE *file = fopen(path.p, "wb");
    if (!file || fwrite(text->p, 1, text->n, file) != text->n || fclose(file) != 0)
        stop(path.p);
}

static int is_sql(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), S(".sql"));
}

static void apply_migrations(struct arena *a, struct schema *schema, struct report *r,
                             const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_sql, alphasort);
    if (n < 0)
        stop(folder);
    for (int i = 0; i < n; i++) {
        r->file = str_print(a, "%s/%s", folder, entries[i]->d_name).p;
        if (r->n == 0)
            schema_apply(schema, r, read_file(a, r->file));
        free(entries[i]);
    }
    free(entries);
    if (r->n == 0)
        schema_finish(schema, r);
}

// Headers are named from the folders in -I: "post/post.sql.h".
static str included(str path)
{
    return str_starts(path, S("src/")) ? str_from(path, 4) : path;
}

// src/post/….sql belongs to the word "post", whose header is src/post/post.h.
static str own_header(struct arena *a, const char *file)
{
    str path = str_of(file);
    const char *slash = strrchr(file, '/');
    if (!slash)
        return NONE;
    str folder = str_part(path, 0, (size_t)(slash - file));
    const char *before = memrchr(folder.p, '/', folder.n);
    str word = before ? str_from(folder, (size_t)(before - folder.p) + 1) : folder;
    str header = str_print(a, "%.*s/%.*s.h", STR(folder), STR(word));
    return access(header.p, R_OK) == 0 ? included(header) : NONE;
}

static void write_all(struct arena *a, const struct options *o, const struct source *source)
{
    str include = str_print(a, "%.*s.h", STR(included(source->path)));
    struct buf header = buf_in(a), code = buf_in(a);
    emit_header(&header, source, include, own_header(a, o->file));
    emit_code(&code, source, include);
    write_file(a, o, ".h", &header);
    write_file(a, o, ".c", &code);
}

static int run(struct arena *a, const struct options *o)
{
    struct report r = {.text = buf_in(a)};
    struct schema schema;
    schema_open(&schema, a);
    apply_migrations(a, &schema, &r, o->migrations);
    struct source source = {0};
    if (r.n == 0) {
        r.file = o->file;
        source = source_parse(a, &r, str_of(o->file), read_file(a, o->file));
        source_check(&schema, &r, &source);
    }
    if (r.n == 0)
        write_all(a, o, &source);
    schema_close(&schema);
    fprintf(stderr, "%.*s", STR(buf_str(&r.text)));
    return r.n ? 1 : 0;
}

int main(int n, char **words)
{
    struct options o = {0};
    for (int i = 1; i < n; i++) {
        if (strcmp(words[i], "--migrations") == 0 && i + 1 < n)
            o.migrations = words[++i];
        else if (strcmp(words[i], "--out") == 0 && i + 1 < n)
            o.out = words[++i];
        else
            o.file = words[i];
    }
    if (!o.migrations || !o.out || !o.file) {
        fprintf(stderr, "Usage: sqlc --migrations FOLDER --out FOLDER FILE.sql\n");
        return 2;
    }
    struct arena *a = arena_new();
    int status = run(a, &o);
    arena_free(a);
    return status;
}
