// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/multipart.h"

#include "base/buf.h"
#include "test/world.h"
#include "web/request.h"

static struct params fields;
static struct uploads files;

#define TYPE "multipart/form-data; boundary="

static enum parse_outcome parse_as(struct world *w, const char *type, str body)
{
    return parse_multipart(world_arena(w), str_of(type), str_bytes(body), &fields, &files);
}

static enum parse_outcome parse(struct world *w, str body)
{
    return parse_as(w, TYPE "B", body);
}

// One file part with the rest of its Content-Disposition as given.
static str file_name(struct world *w, const char *rest)
{
    str body =
        str_print(world_arena(w),
                  "--B\r\nContent-Disposition: form-data; name=\"f\"%s\r\n\r\nx\r\n--B--", rest);
    assert_int_equal(parse(w, body), PARSE_OK);
    assert_int_equal(files.n, 1);
    return files.at[0].file_name;
}

RULE("fields and files come apart, contents byte for byte")
{
    str body = S("--B\r\nContent-Disposition: form-data; name=\"memo\"\r\n\r\n一\r\n二\r\n"
                 "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n"
                 "Content-Type: image/jpeg; x=y\r\n\r\n\0\r\n--b\r\n\xff\r\n--B--\r\n");
    assert_int_equal(parse(world, body), PARSE_OK);
    assert_int_equal(fields.n, 1);
    assert_str(params_get(&fields, S("memo")), S("一\n二"));
    assert_int_equal(files.n, 1);
    assert_str(files.at[0].name, S("photo"));
    assert_str(files.at[0].type, S("image/jpeg"));
    assert_str(bytes_str(files.at[0].content), S("\0\r\n--b\r\n\xff"));
}

RULE("of a body that was cut off the whole fields are read, and no file")
{
    str cut = S("--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n千尋\r\n"
                "--B\r\nContent-Disposition: form-data; name=\"day\"\r\n\r\n2026\r\n"
                "--B\r\nContent-Disposition: form-data; name=\"half\"\r\n\r\nab");
    parse_multipart_begun(world_arena(world), S(TYPE "B"), str_bytes(cut), &fields);
    assert_int_equal(fields.n, 2);
    assert_str(params_get(&fields, S("name")), S("千尋"));
    assert_str(params_get(&fields, S("day")), S("2026"));
    parse_multipart_begun(world_arena(world), S("text/plain"), str_bytes(cut), &fields);
    assert_int_equal(fields.n, 0);
}

RULE("text before the first border and after the last, blanks after a border and empty parts are "
     "read over")
{
    str body =
        S("to old readers\r\n--B \t\r\nCONTENT-DISPOSITION: FORM-DATA; NAME=a\r\n\r\n\r\n"
          "--B\r\nContent-Disposition: form-data; name=b\r\n\r\n--Bx\r\n--B--after all\r\n--B\r\n");
    assert_int_equal(parse(world, body), PARSE_OK);
    assert_int_equal(fields.n, 2);
    assert_str(fields.at[0].value, NONE);
    assert_str(fields.at[1].value, S("--Bx"));
    assert_int_equal(parse(world, S("--B--")), PARSE_OK);
}

RULE("a body that is cut off or malformed is refused whole")
{
    static const char *const bad[] = {
        "",
        "--",
        "B",
        "--B",
        "--B\r\n",
        "--B\r\n--B--",
        "--B\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx",
        "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"a\"b\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\nx\r\n--B--",
        "--B\nContent-Disposition: form-data; name=a\n\nx\n--B--",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(parse(world, str_of(bad[i])), PARSE_BAD_FORM);
}

// A boundary of n digits, and the shortest body that it has.
static enum parse_outcome parse_digits(struct world *w, int n)
{
    str type = str_print(world_arena(w), TYPE "%0*d", n, 1);
    return parse_as(w, type.p, str_print(world_arena(w), "--%0*d--", n, 1));
}

RULE("the boundary is 1 to 70 of its allowed characters")
{
    assert_int_equal(parse_digits(world, 1), PARSE_OK);
    assert_int_equal(parse_digits(world, 70), PARSE_OK);
    assert_int_equal(parse_digits(world, 71), PARSE_BAD_FORM);
    assert_int_equal(parse_as(world, "Multipart/Form-Data; x=y; Boundary=\"a b\"", S("--a b--")),
                     PARSE_OK);
    static const char *const bad[] = {"text/plain; boundary=B",
                                      "multipart/form-data",
                                      TYPE "",
                                      TYPE "\"\"",
                                      TYPE "\"B \"",
                                      TYPE "B*",
                                      TYPE "\"B",
                                      TYPE "B; boundary=C",
                                      "multipart/mixed; boundary=B"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(parse_as(world, bad[i], S("--B--")), PARSE_BAD_FORM);
    assert_int_equal(parse_as(world, TYPE "\"B \"", S("--B --")), PARSE_BAD_FORM);
}

RULE("a file's name is never a path")
{
    assert_str(file_name(world, "; filename=\"C:\\x\\y.jpg\""), S("y.jpg"));
    assert_str(file_name(world, "; filename=\"../../etc/passwd\""), S("passwd"));
    assert_str(file_name(world, "; filename=\"a/\""), NONE);
    assert_str(file_name(world, "; filename=\"..\""), NONE);
    assert_str(file_name(world, "; filename*=UTF-8''..%2F%5Ca%0A.jpg"), S("a .jpg"));
}

RULE("a file's name may be quoted, encoded or plain, and the encoded one counts")
{
    assert_str(file_name(world, "; filename=a.jpg"), S("a.jpg"));
    assert_str(file_name(world, "; filename=\"a\\\"b;c.jpg\""), S("a\"b;c.jpg"));
    assert_str(file_name(world, "; filename=\"a%22b.jpg\""), S("a\"b.jpg"));
    assert_str(file_name(world, "; filename=\"写真.jpg\" ; x=y;"), S("写真.jpg"));
    assert_str(file_name(world, "; filename*=utf-8'ja'%E5%86%99.jpg; filename=\"x.jpg\""),
               S("写.jpg"));
    assert_str(file_name(world, "; filename=\"x.jpg\"; filename*=ISO-8859-1''%E5.jpg"), S("x.jpg"));
}

RULE("marks that turn the direction of writing are taken out of a file's name, and long ones keep "
     "their end")
{
    assert_str(file_name(world, "; filename=\"a\xe2\x80\xaegpj.exe\""), S("agpj.exe"));
    struct buf rest = buf_in(world_arena(world));
    buf_put(&rest, S("; filename=\""));
    for (int i = 0; i < 300; i++)
        buf_put(&rest, S("写"));
    buf_put(&rest, S(".jpg\"\0"));
    str name = file_name(world, rest.p);
    assert_int_equal(name.n, 196 * 3 + 4);
    assert_true(str_starts(name, S("写")) && str_ends(name, S("写.jpg")));
}

RULE("text that is not UTF-8 is refused, and a claimed type that is no type is forgotten")
{
    assert_int_equal(
        parse(world, S("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\r\n--B--")),
        PARSE_BAD_ENCODING);
    assert_int_equal(
        parse(world, S("--B\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n\r\n--B--")),
        PARSE_BAD_ENCODING);
    assert_int_equal(
        parse(
            world,
            S("--B\r\nContent-Disposition: form-data; name=a; filename=\"\xff\"\r\n\r\n\r\n--B--")),
        PARSE_BAD_ENCODING);
    file_name(world, "; filename=a\r\nContent-Type: a\nb/c");
    assert_str(files.at[0].type, S("application/octet-stream"));
}

RULE("a file field where nothing was chosen is no file")
{
    str body = S("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n"
                 "Content-Type: application/octet-stream\r\n\r\n\r\n--B--");
    assert_int_equal(parse(world, body), PARSE_OK);
    assert_int_equal(files.n + fields.n, 0);
}

static str many_parts(struct arena *a, int n, const char *rest)
{
    struct buf out = buf_in(a);
    for (int i = 0; i < n; i++)
        buf_print(&out, "--B\r\nContent-Disposition: form-data; name=a%s\r\n\r\nx\r\n", rest);
    buf_put(&out, S("--B--"));
    return buf_str(&out);
}

RULE("a form has at most 2,000 fields and 50 files, and parts with headers of at most 8 kB")
{
    struct arena *a = world_arena(world);
    assert_int_equal(parse(world, many_parts(a, 2000, "")), PARSE_OK);
    assert_int_equal(fields.n, 2000);
    assert_int_equal(parse(world, many_parts(a, 2001, "")), PARSE_TOO_MANY);
    assert_int_equal(parse(world, many_parts(a, 50, "; filename=b")), PARSE_OK);
    assert_int_equal(parse(world, many_parts(a, 51, "; filename=b")), PARSE_TOO_MANY);
    char *long_header = arena_alloc(a, 9001);
    memset(long_header, 'x', 9000);
    memcpy(long_header, "\r\nX: ", 5);
    assert_int_equal(parse(world, many_parts(a, 1, long_header)), PARSE_BAD_FORM);
}

RULE("a body made to be slow takes little memory and ends")
{
    struct arena *a = world_arena(world);
    struct buf body = buf_in(a);
    buf_put(&body, S("--B\r\nContent-Disposition: form-data; name=a"));
    for (int i = 0; i < 1300; i++)
        buf_put(&body, S(";a=\"\""));
    for (int i = 0; i < 100000; i++)
        buf_put(&body, S("\r\n--B "));
    size_t before = arena_used(a);
    assert_int_equal(parse(world, buf_str(&body)), PARSE_BAD_FORM);
    assert_true(arena_used(a) - before < body.n);
}
