// SPDX-License-Identifier: AGPL-3.0-or-later
// check_style lib src tools test web: what STYLE.md promises and a program can
// see. Samples of tests, which are wrong on purpose or made, are left out.
#include "tools/check_style.h"

#include <stdio.h>

enum { MOST_COLUMNS = 120 };

static const struct {
    const char *end;
    int most_lines; // 0: no budget
} kinds[] = {{".c", 500},   {".h", 150},  {".html", 150}, {".sql", 500},
             {".css", 500}, {".js", 500}, {".mjs", 500},  {".sh", 0}};

// The paths in backticks at the start of STYLE.md's list entries.
static bool is_excepted(str style, str path)
{
    for (str line; str_split(&style, '\n', &line);) {
        if (!str_starts(line, S("- `")))
            continue;
        str paths = str_part(line, 0, str_find(line, S("`: ")) + 1);
        for (str part; str_split(&paths, '`', &part);)
            if (str_eq(part, path))
                return true;
    }
    return false;
}

// tools/test/X/… holds samples, except its own programs; test/fuzz/corpus seeds.
static bool is_sample(str path)
{
    if (str_starts(path, S("test/fuzz/corpus/")) || str_contains(path, S("/golden/")))
        return true;
    if (!str_starts(path, S("tools/test/")))
        return false;
    str below = str_from(path, 11);
    str in_folder = str_from(below, str_find_byte(below, '/') + 1);
    bool program = str_eq(in_folder, S("check")) || str_ends(in_folder, S(".c"));
    return str_contains(below, S("/")) && (str_contains(in_folder, S("/")) || !program);
}

static int budget(const struct source *file)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_ends(file->path, str_of(kinds[i].end)))
            return kinds[i].most_lines;
    return str_starts(file->text, S("#!")) ? 0 : -1; // -1: nothing for us
}

// Characters, not bytes: Japanese counts like the rest.
static size_t columns(str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++)
        n += ((unsigned char)line.p[i] & 0xc0) != 0x80;
    return n;
}

// Templates, styles and query declarations read best as they are laid out.
static bool has_columns(str path)
{
    return str_ends(path, S(".c")) || str_ends(path, S(".h")) || str_ends(path, S(".js"));
}

static void check_line(str path, int number, str line, bool excepted)
{
    if (str_contains(line, S("\t")))
        complain(path, number, "A tab stands here; blanks are used.");
    if (str_ends(line, S(" ")) || str_ends(line, S("\r")))
        complain(path, number, "The line ends with blanks.");
    if (has_columns(path) && columns(line) > MOST_COLUMNS && !excepted)
        complain(path, number, "The line has %zu characters; at most %d.", columns(line),
                 MOST_COLUMNS);
}

static void check_file(struct arena *a, const struct source *file, str style)
{
    int most = budget(file);
    if (most < 0 || is_sample(file->path))
        return;
    str left = file->text;
    int number = 0;
    bool licence = false;
    bool excepted = is_excepted(style, file->path);
    for (str line; str_split(&left, '\n', &line);) {
        number++;
        check_line(file->path, number, line, excepted);
        licence |=
            number <= 3 && str_contains(line, S("SPDX-License-Identifier: AGPL-3.0-or-later"));
    }
    if (!licence)
        complain(file->path, 1, "The file does not begin with the SPDX line.");
    if (most && number > most && !excepted)
        complain(file->path, 1, "The file has %d lines; at most %d.", number, most);
    if (str_ends(file->path, S(".c")) || str_ends(file->path, S(".h")))
        check_c(a, file, excepted);
}

int main(int n, char **arguments)
{
    struct arena *a = arena_new();
    str style = NONE;
    if (!source_read(a, "STYLE.md", &style))
        complain(S("STYLE.md"), 1, "The file cannot be read.");
    for (int k = 1; k < n; k++) {
        struct sources all = sources_under(a, arguments[k]);
        for (size_t i = 0; i < all.n; i++)
            check_file(a, &all.at[i], style);
    }
    arena_free(a);
    return complaints() ? 1 : 0;
}
