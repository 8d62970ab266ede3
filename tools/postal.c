// SPDX-License-Identifier: AGPL-3.0-or-later
// postal --out FOLDER FILE…: the files of japan-postal-code → constant memory.
//
// Each holds the codes of three digits: zipdata({"2700192":[12,"流山市","平和台","１丁目１－１"],…}).
// What is made of it is described in lib/postal/postal.h.
#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

enum { PREFECTURES = 47, PARTS = 1000, CODES_MOST = 20000 };

static const char *const prefectures[PREFECTURES + 1] = {
    "",         "北海道", "青森県", "岩手県",   "宮城県", "秋田県", "山形県", "福島県",
    "茨城県",   "栃木県", "群馬県", "埼玉県",   "千葉県", "東京都", "神奈川県", "新潟県",
    "富山県",   "石川県", "福井県", "山梨県",   "長野県", "岐阜県", "静岡県", "愛知県",
    "三重県",   "滋賀県", "京都府", "大阪府",   "兵庫県", "奈良県", "和歌山県", "鳥取県",
    "島根県",   "岡山県", "広島県", "山口県",   "徳島県", "香川県", "愛媛県", "高知県",
    "福岡県",   "佐賀県", "長崎県", "熊本県",   "大分県", "宮崎県", "鹿児島県", "沖縄県",
};

struct place {
    str code, address;
};

struct reading {
    struct arena *arena;
    const char *file;
    str rest;
    size_t n;
    struct place *at;
};

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

// --- reading ---------------------------------------------------------------------------------

static bool takes(struct reading *r, const char *word)
{
    if (!str_starts(r->rest, str_of(word)))
        return false;
    r->rest = str_from(r->rest, strlen(word));
    return true;
}

static void expect(struct reading *r, const char *word)
{
    if (!takes(r, word))
        refuse(r->file, "The file is not of the form that is known.");
}

static str text(struct reading *r)
{
    expect(r, "\"");
    str found = str_part(r->rest, 0, str_find_byte(r->rest, '"'));
    if (str_find_byte(found, '\\') < found.n || found.n == r->rest.n)
        refuse(r->file, "A text holds a backslash or has no end.");
    r->rest = str_from(r->rest, found.n + 1);
    return found;
}

// "１丁目１－１" as people write it on a form: 1丁目1-1. Full-width ASCII is U+FF01 … U+FF5E.
static void put_plain(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char *c = (const unsigned char *)s.p + i;
        bool wide = i + 2 < s.n && c[0] == 0xef && (c[1] == 0xbc || c[1] == 0xbd);
        int code = wide ? ((c[1] & 0x3f) << 6 | (c[2] & 0x3f)) - 0xee0 : 0;
        if (wide && code > 0x20 && code < 0x7f && code != '"' && code != '\\') {
            buf_byte(out, (char)code);
            i += 2;
        } else {
            buf_byte(out, s.p[i]);
        }
    }
}

static int prefecture(struct reading *r)
{
    int number = 0;
    while (r->rest.n && r->rest.p[0] >= '0' && r->rest.p[0] <= '9' && number <= PREFECTURES) {
        number = number * 10 + r->rest.p[0] - '0';
        r->rest = str_from(r->rest, 1);
    }
    if (number < 1 || number > PREFECTURES)
        refuse(r->file, "There is no such prefecture.");
    return number;
}

static void read_place(struct reading *r)
{
    struct buf address = buf_in(r->arena);
    str code = text(r);
    expect(r, ":[");
    buf_put(&address, str_of(prefectures[prefecture(r)]));
    while (takes(r, ","))
        put_plain(&address, text(r));
    expect(r, "]");
    if (code.n != 7 || r->n == CODES_MOST)
        refuse(r->file, "A code has not seven digits, or there are too many.");
    r->at[r->n++] = (struct place){code, buf_str(&address)};
}

static int by_code(const void *a, const void *b)
{
    return str_compare(((const struct place *)a)->code, ((const struct place *)b)->code);
}

static void read_all(struct reading *r)
{
    expect(r, "zipdata({");
    do
        read_place(r);
    while (takes(r, ","));
    expect(r, "}");
    qsort(r->at, r->n, sizeof *r->at, by_code);
}

// --- writing ---------------------------------------------------------------------------------

static str json_of(const struct reading *r)
{
    struct buf out = buf_in(r->arena);
    for (size_t i = 0; i < r->n; i++)
        buf_print(&out, "%s\"%.*s\":\"%.*s\"", i ? "," : "{", STR(str_from(r->at[i].code, 3)),
                  STR(r->at[i].address));
    buf_byte(&out, '}');
    return buf_str(&out);
}

static str packed(struct arena *a, str plain)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(12);
    size_t room = c ? libdeflate_gzip_compress_bound(c, plain.n) : 0;
    char *to = arena_alloc_raw(a, room);
    size_t n = c ? libdeflate_gzip_compress(c, plain.p, plain.n, to, room) : 0;
    libdeflate_free_compressor(c);
    return (str){to, n};
}

static void put_literal(struct buf *out, str data)
{
    for (size_t i = 0; i < data.n; i++) {
        if (i % 32 == 0)
            buf_put(out, i ? S("\"\n    \"") : S("\n    \""));
        buf_print(out, "\\%03o", (unsigned char)data.p[i]);
    }
    buf_byte(out, '"');
}

static void put_part(struct buf *out, struct buf *list, struct arena *a, const char *file)
{
    struct reading r = {.arena = a, .file = file, .rest = read_file(a, file)};
    r.at = arena_alloc(a, CODES_MOST * sizeof *r.at);
    read_all(&r);
    str plain = json_of(&r), data = packed(a, plain);
    str prefix = str_part(r.at[0].code, 0, 3);
    if (!str_eq(prefix, str_part(r.at[r.n - 1].code, 0, 3)))
        refuse(file, "The codes do not begin alike.");
    buf_print(out, "static const char part_%.*s[] =", STR(prefix));
    put_literal(out, data);
    buf_put(out, S(";\n"));
    buf_print(list, "    [%d] = {part_%.*s, %zu, %zu},\n", atoi(str_zero(a, prefix)), STR(prefix),
              data.n, plain.n);
}

int main(int n, char **words)
{
    if (n < 4 || strcmp(words[1], "--out") != 0) {
        fprintf(stderr, "Usage: postal --out FOLDER FILE…\n");
        return 2;
    }
    struct arena *all = arena_new(), *one = arena_new();
    struct buf out = buf_in(all), list = buf_in(all);
    buf_put(&out, S("// SPDX-License-Identifier: AGPL-3.0-or-later\n"
                    "// Made by postal from the package japan-postal-code.\n"
                    "#include \"postal/postal.h\"\n\n"));
    for (int i = 3; i < n; i++) {
        put_part(&out, &list, one, words[i]);
        arena_reset(one);
    }
    buf_print(&out, "\nconst struct postal_part postal_parts[POSTAL_PARTS] = {\n%.*s};\n",
              STR(buf_str(&list)));
    FILE *file = fopen(str_print(all, "%s/postal.c", words[2]).p, "wb");
    if (!file || fwrite(out.p, 1, out.n, file) != out.n || fclose(file) != 0)
        refuse("postal.c", "The file cannot be written.");
    arena_free(one);
    arena_free(all);
    return 0;
}
