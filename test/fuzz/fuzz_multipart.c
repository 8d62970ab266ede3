// SPDX-License-Identifier: AGPL-3.0-or-later
// A multipart body behind its Content-Type: the first line is the header's
// value, the rest the body.
#include "base/check.h"
#include "base/text.h"
#include "web/request.h"

static void check_text(str s)
{
    check(text_is_clean(str_bytes(s)) && str_find_byte(s, '\r') == s.n);
}

static void check_file(const struct upload *file, str body)
{
    check_text(file->name);
    check_text(file->file_name);
    check(str_find_byte(file->file_name, '/') == file->file_name.n);
    check(str_find_byte(file->file_name, '\\') == file->file_name.n);
    check(str_find_byte(file->file_name, '\n') == file->file_name.n);
    check(text_length(file->file_name) <= 200 && !str_eq(file->file_name, S("..")));
    for (size_t i = 0; i < file->type.n; i++)
        check(file->type.p[i] > 0x20 && file->type.p[i] < 0x7f);
    str content = bytes_str(file->content);
    check(content.n == 0 || (content.p >= body.p && content.p + content.n <= body.p + body.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    str all = {(const char *)data, n};
    size_t line = str_find_byte(all, '\n');
    str body = str_from(all, line + 1);
    struct params fields;
    struct uploads files;
    enum parse_outcome outcome =
        parse_multipart(a, str_part(all, 0, line), str_bytes(body), &fields, &files);
    check(fields.n <= 2000 && files.n <= 50);
    for (size_t i = 0; outcome == PARSE_OK && i < fields.n; i++) {
        check_text(fields.at[i].name);
        check_text(fields.at[i].value);
    }
    for (size_t i = 0; outcome == PARSE_OK && i < files.n; i++)
        check_file(&files.at[i], body);
    arena_free(a);
    return 0;
}
