// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/cell.h"

#include "test/logged.h"
#include "test/rule.h"

static void die_at_once(void)
{
    char program[] = "/bin/false"; // stands for a worker that ends by itself
    struct cell cell = {0};
    uint8_t answer;
    if (cell_start(&cell, program, "pdf-worker"))
        cell_end(&cell, cell_get(&cell, &answer, 1, cell_deadline(5)));
}

RULE("the log names the worker that died: a PDF's death is not a photo's")
{
    struct arena *a = arena_new();
    str line = logged(a, die_at_once);
    assert_true(str_contains(line, S("worker.died worker=pdf-worker signal=0 exit=1")));
    arena_free(a);
}
