// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/walk.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

bool source_read(struct arena *a, const char *path, str *text)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct buf b = buf_in(a);
    for (size_t n = 1; n; b.n += n)
        n = fread(buf_reserve(&b, 65536), 1, 65536, file);
    fclose(file);
    *text = buf_str(&b);
    return true;
}

static void add(struct arena *a, struct sources *all, const char *path)
{
    struct source source = {.path = str_copy(a, str_of(path))};
    if (!source_read(a, path, &source.text))
        return;
    if ((all->n & (all->n - 1)) == 0) { // 0, 1, 2, 4, 8 …: the room is used up
        struct source *larger = NEW_ARRAY(a, struct source, all->n ? all->n * 2 : 1);
        if (all->n)
            memcpy(larger, all->at, all->n * sizeof *larger);
        all->at = larger;
    }
    all->at[all->n++] = source;
}

static void collect(struct arena *a, struct sources *all, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        const char *name = entry->d_name;
        if (name[0] == '.' || !strcmp(name, "build") || !strcmp(name, "node_modules"))
            continue;
        str path = str_print(a, "%s%s%s", strcmp(folder, ".") ? folder : "",
                             strcmp(folder, ".") ? "/" : "", name);
        struct stat what;
        if (stat(path.p, &what) != 0)
            continue;
        if (S_ISDIR(what.st_mode))
            collect(a, all, str_zero(a, path));
        else if (S_ISREG(what.st_mode))
            add(a, all, str_zero(a, path));
    }
    closedir(dir);
}

static int by_path(const void *a, const void *b)
{
    return str_compare(((const struct source *)a)->path, ((const struct source *)b)->path);
}

struct sources sources_under(struct arena *a, const char *folder)
{
    struct sources all = {0};
    collect(a, &all, folder);
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_path);
    return all;
}

// --- C -----------------------------------------------------------------------------

enum kind { CODE, COMMENT, LITERAL };

// The length and kind of the piece at the start of `s`.
static size_t piece(str s, enum kind *kind)
{
    bool line = str_starts(s, S("//"));
    *kind = CODE;
    if (line || str_starts(s, S("/*"))) {
        *kind = COMMENT;
        size_t n = 2 + str_find(str_from(s, 2), line ? S("\n") : S("*/")) + (line ? 0 : 2);
        return n < s.n ? n : s.n;
    }
    if (s.p[0] != '"' && s.p[0] != '\'')
        return 1;
    *kind = LITERAL;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == s.p[0] || s.p[i] == '\n')
            return i + 1;
    }
    return s.n;
}

static str only(struct arena *a, str text, enum kind wanted)
{
    struct buf b = buf_in(a);
    while (text.n) {
        enum kind kind;
        size_t n = piece(text, &kind);
        for (size_t i = 0; i < n; i++)
            buf_byte(&b, kind == wanted || text.p[i] == '\n' ? text.p[i] : ' ');
        text = str_from(text, n);
    }
    return buf_str(&b);
}

str c_code(struct arena *a, str text)
{
    return only(a, text, CODE);
}

str c_comments(struct arena *a, str text)
{
    return only(a, text, COMMENT);
}

str identifier_at(str s)
{
    size_t n = 0;
    while (n < s.n && (isalnum((unsigned char)s.p[n]) || s.p[n] == '_'))
        n++;
    return str_part(s, 0, n);
}

bool has_word(str text, str word)
{
    for (size_t at = 0; (at += str_find(str_from(text, at), word)) < text.n; at++) {
        bool free_before = at == 0 || !identifier_at(str_part(text, at - 1, 1)).n;
        bool free_after = !identifier_at(str_part(text, at + word.n, 1)).n;
        if (free_before && free_after)
            return true;
    }
    return false;
}

// --- complaints -------------------------------------------------------------------------

static int count;

void complain(str path, int line, const char *format, ...)
{
    printf("%.*s:%d: ", STR(path), line);
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    printf("\n");
    count++;
}

int complaints(void)
{
    return count;
}
