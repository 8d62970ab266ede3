// SPDX-License-Identifier: AGPL-3.0-or-later
// embed --out FOLDER assets.txt MIGRATION…: files → constant memory.
#include "tools/embed.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void refuse(const char *file, int line, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(1);
}

str read_file(struct arena *a, const char *path, const char *from, int line)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        refuse(from, line, "\"%s\" cannot be read: %s.", path, strerror(errno));
    struct buf text = buf_in(a);
    size_t n;
    do {
        char *to = buf_reserve(&text, 65536);
        n = fread(to, 1, 65536, file);
        text.n += n;
    } while (n > 0);
    if (ferror(file))
        refuse(from, line, "\"%s\" cannot be read to its end.", path);
    fclose(file);
    return buf_str(&text);
}

static void write_file(struct arena *a, const char *folder, const char *name, struct buf *text)
{
    const char *path = str_print(a, "%s/%s", folder, name).p;
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text->p, 1, text->n, file) != text->n || fclose(file) != 0)
        refuse(path, 1, "The file cannot be written: %s.", strerror(errno));
}

int main(int n, char **words)
{
    if (n < 4 || strcmp(words[1], "--out") != 0) {
        fprintf(stderr, "Usage: embed --out FOLDER assets.txt MIGRATION…\n");
        return 2;
    }
    struct arena *a = arena_new();
    struct assets assets = assets_read(a, words[3]);
    for (size_t i = 0; i < assets.n; i++)
        asset_pack(a, &assets.at[i]);
    struct buf header = buf_in(a), code = buf_in(a);
    emit_header(&header);
    emit_code(&code, &assets, words + 4, n - 4);
    write_file(a, words[2], "assets.h", &header);
    write_file(a, words[2], "assets.c", &code);
    arena_free(a);
    return 0;
}
