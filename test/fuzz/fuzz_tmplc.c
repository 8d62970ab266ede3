// SPDX-License-Identifier: AGPL-3.0-or-later
// Feeds anything to the template parser; what it accepts must also be written.
//     clang -fsanitize=fuzzer,address
#include "tools/tmplc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct template t;
    str error;
    if (template_parse(a, S("x.html"), (str){(const char *)data, n}, &t, &error)) {
        struct buf out = buf_in(a);
        template_emit_header(&out, &t);
        template_emit_code(&out, &t);
    }
    arena_free(a);
    return 0;
}
