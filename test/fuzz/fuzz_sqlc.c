// SPDX-License-Identifier: AGPL-3.0-or-later
// Feeds anything to the parser of .sql files; what it accepts must also be written.
//     clang -fsanitize=fuzzer,address
#include "tools/sqlc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct report r = {.text = buf_in(a), .file = "x.sql"};
    struct source source = source_parse(a, &r, S("x.sql"), (str){(const char *)data, n});
    if (r.n == 0) {
        struct buf out = buf_in(a);
        emit_header(&out, &source, S("x.sql.h"), NONE);
        emit_code(&out, &source, S("x.sql.h"));
    }
    arena_free(a);
    return 0;
}
