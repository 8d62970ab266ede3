// SPDX-License-Identifier: AGPL-3.0-or-later
// holiday --out FOLDER FILE: lib/holidays.js of @holiday-jp/holiday_jp → constant memory.
//
// A holiday is an entry "2026-11-03": { date: "2026-11-03", …, name: "文化の日", name_en: … }.
#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { LEAST = 10 }; // fewer are no list of holidays

static _Noreturn void refuse(const char *file, const char *sentence)
{
    fprintf(stderr, "%s:1: %s\n", file, sentence);
    exit(1);
}

static str read_file(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        refuse(path, strerror(errno));
    struct buf text = buf_in(a);
    size_t n;
    do {
        n = fread(buf_reserve(&text, 65536), 1, 65536, file);
        text.n += n;
    } while (n > 0);
    fclose(file);
    return buf_str(&text);
}

// What stands between the quotation marks behind `word`; `rest` goes on behind it. False: no more.
static bool next_text(const char *path, str *rest, const char *word, str *out)
{
    size_t at = str_find(*rest, str_of(word));
    if (at >= rest->n)
        return false;
    *rest = str_from(*rest, at + strlen(word));
    *out = str_part(*rest, 0, str_find_byte(*rest, '"'));
    if (out->n == rest->n || str_find_byte(*out, '\\') < out->n)
        refuse(path, "A text holds a backslash or has no end.");
    *rest = str_from(*rest, out->n);
    return true;
}

static int64_t number_of(const char *path, str date)
{
    int64_t number = 0;
    if (date.n != 10)
        refuse(path, "A date is not of the form that is known.");
    for (size_t i = 0; i < date.n; i++) {
        bool is_line = i == 4 || i == 7;
        if (is_line ? date.p[i] != '-' : date.p[i] < '0' || date.p[i] > '9')
            refuse(path, "A date is not of the form that is known.");
        number = is_line ? number : number * 10 + date.p[i] - '0';
    }
    return number;
}

static int put_all(const char *path, str rest, struct buf *out)
{
    int n = 0;
    int64_t before = 0;
    str date, name;
    for (; next_text(path, &rest, "date: \"", &date); n++) {
        int64_t number = number_of(path, date);
        if (number <= before || !next_text(path, &rest, " name: \"", &name) || name.n == 0)
            refuse(path, "The holidays are not in order, or one has no name.");
        buf_print(out, "    {%ld, \"%.*s\"},\n", (long)number, STR(name));
        before = number;
    }
    return n;
}

int main(int argc, char **argv)
{
    if (argc != 4 || strcmp(argv[1], "--out") != 0) {
        fprintf(stderr, "usage: holiday --out FOLDER FILE\n");
        return 2;
    }
    struct arena *a = arena_new();
    struct buf out = buf_in(a);
    buf_put(&out, S("// Made by tools/holiday.\n#include \"holiday/holiday.h\"\n\n"
                    "const struct holiday holidays[] = {\n"));
    int n = put_all(argv[3], read_file(a, argv[3]), &out);
    if (n < LEAST)
        refuse(argv[3], "The file is not of the form that is known.");
    buf_print(&out, "};\nconst size_t n_holidays = %d;\n", n);
    FILE *file = fopen(str_zero(a, str_print(a, "%s/holiday.c", argv[2])), "wb");
    if (!file || fwrite(out.p, 1, out.n, file) != out.n || fclose(file) != 0)
        refuse(argv[2], strerror(errno));
    arena_free(a);
    return 0;
}
