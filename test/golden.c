// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/golden.h"

#include "test/rule.h"

#include <stdio.h>
#include <stdlib.h>

static void write_file(const char *path, bytes content)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fwrite(content.p, 1, content.n, file);
    fclose(file);
}

static str read_file(struct arena *a, const char *path)
{
    static char text[64 * 1024];
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(text, 1, sizeof text, file) : 0;
    if (file)
        fclose(file);
    return str_copy(a, (str){text, n});
}

void golden_compare(struct world *w, str name, struct sheet *s)
{
    struct arena *a = world_arena(w);
    const char *path = str_print(a, "test/golden/%.*s.txt", STR(name)).p;
    const char *folder = getenv("TSUNAGI_GOLDEN_PDF");
    if (getenv("TSUNAGI_WRITE_GOLDEN"))
        write_file(path, str_bytes(sheet_text(s)));
    assert_str(sheet_text(s), read_file(a, path));
    if (folder)
        write_file(str_print(a, "%s/%.*s.pdf", folder, STR(name)).p, sheet_finish(s));
}
