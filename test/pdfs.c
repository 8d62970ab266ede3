// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/pdfs.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/base32.h"
#include "base/text.h"

#include <libdeflate.h>

enum { OBJECTS_MOST = 1100 };

struct paper {
    struct buf out;
    int n;
    size_t at[OBJECTS_MOST + 1];
};

static struct paper *paper_start(struct arena *a)
{
    struct paper *p = NEW(a, struct paper);
    p->out = buf_in(a);
    buf_put(&p->out, S("%PDF-1.4\n"));
    return p;
}

static void paper_object(struct paper *p, str content)
{
    check(p->n < OBJECTS_MOST);
    p->at[++p->n] = p->out.n;
    buf_print(&p->out, "%d 0 obj\n%.*s\nendobj\n", p->n, STR(content));
}

static void paper_stream(struct paper *p, str facts, bytes content)
{
    check(p->n < OBJECTS_MOST);
    p->at[++p->n] = p->out.n;
    buf_print(&p->out, "%d 0 obj\n<<%.*s/Length %zu>>stream\n", p->n, STR(facts), content.n);
    buf_put(&p->out, bytes_str(content));
    buf_put(&p->out, S("\nendstream\nendobj\n"));
}

static bytes paper_end(struct paper *p, str trailer)
{
    size_t table = p->out.n;
    buf_print(&p->out, "xref\n0 %d\n0000000000 65535 f \n", p->n + 1);
    for (int i = 1; i <= p->n; i++)
        buf_print(&p->out, "%010zu 00000 n \n", p->at[i]);
    buf_print(&p->out, "trailer<</Size %d/Root 1 0 R%.*s>>\nstartxref\n%zu\n%%%%EOF\n", p->n + 1,
              STR(trailer), table);
    return buf_bytes(&p->out);
}

static void put_fonts(struct paper *p)
{
    paper_object(p, S("<</Type/Font/Subtype/Type0/BaseFont/MS-Gothic/Encoding/90ms-RKSJ-H"
                      "/DescendantFonts[4 0 R]>>"));
    paper_object(p, S("<</Type/Font/Subtype/CIDFontType2/BaseFont/MS-Gothic/DW 1000/W[231 632 500]/CIDSystemInfo"
                      "<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 5 0 R>>"));
    paper_object(p, S("<</Type/FontDescriptor/FontName/MS-Gothic/Flags 4/FontBBox[0 -137 1000 859]"
                      "/ItalicAngle 0/Ascent 859/Descent -137/CapHeight 769/StemV 78>>"));
}

static void put_page(struct arena *a, struct paper *p, const char *box, str text, int number)
{
    str line = str_print(a, "%.*s p.%d", STR(text), number);
    str hex = hex_from_bytes(a, text_to_ms932(a, line));
    paper_object(p, str_print(a, "<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %d 0 R"
                                 "/Resources<</Font<</F 3 0 R>>>>>>", box, p->n + 2));
    str drawn = str_print(a, "BT /F 24 Tf 50 700 Td <%.*s> Tj ET", STR(hex));
    paper_stream(p, NONE, str_bytes(drawn));
}

static bytes made_of(struct arena *a, int pages, str text, const char *box, str catalog,
                     str trailer)
{
    struct paper *p = paper_start(a);
    struct buf kids = buf_in(a);
    for (int i = 0; i < pages; i++)
        buf_print(&kids, "%d 0 R ", 6 + 2 * i);
    paper_object(p, str_print(a, "<</Type/Catalog/Pages 2 0 R%.*s>>", STR(catalog)));
    paper_object(p, str_print(a, "<</Type/Pages/Count %d/Kids[%.*s]>>", pages, STR(buf_str(&kids))));
    put_fonts(p);
    for (int i = 1; i <= pages; i++)
        put_page(a, p, box, text, i);
    return paper_end(p, trailer);
}

static const char a4[] = "0 0 595 842";

bytes pdf_of(struct arena *a, int pages, str text)
{
    return made_of(a, pages, text, a4, NONE, NONE);
}

bytes pdf_with(struct arena *a, str catalog)
{
    return made_of(a, 1, S("plain"), a4, catalog, NONE);
}

bytes pdf_sized(struct arena *a, const char *box)
{
    return made_of(a, 1, S("plain"), box, NONE, NONE);
}

// No password fits keys that were never made of one.
bytes pdf_locked(struct arena *a)
{
    return made_of(a, 1, S("secret"), a4, NONE,
                   S("/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
                     "/Encrypt<</Filter/Standard/V 1/R 2/P -4"
                     "/O<000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f>"
                     "/U<202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f>>>"));
}

// Packed twice, as a stream may be: zeros pack to almost nothing.
static bytes packed(struct arena *a, bytes b)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(9);
    size_t most = libdeflate_zlib_compress_bound(c, b.n);
    uint8_t *to = arena_alloc_raw(a, most);
    size_t n = libdeflate_zlib_compress(c, b.p, b.n, to, most);
    libdeflate_free_compressor(c);
    return (bytes){to, n};
}

bytes pdf_bomb(struct arena *a)
{
    enum { ONCE = 64 << 20 };
    uint8_t *blanks = arena_alloc_raw(a, ONCE);
    memset(blanks, ' ', ONCE);
    bytes small = packed(a, (bytes){blanks, ONCE});
    struct paper *p = paper_start(a);
    paper_object(p, S("<</Type/Catalog/Pages 2 0 R>>"));
    paper_object(p, S("<</Type/Pages/Count 1/Kids[3 0 R]>>"));
    struct buf parts = buf_in(a);
    for (int i = 0; i < 2; i++)
        buf_put(&parts, S("4 0 R "));
    paper_object(p, str_print(a, "<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents[%.*s]>>", a4,
                              STR(buf_str(&parts))));
    paper_stream(p, S("/Filter[/FlateDecode/FlateDecode]"), packed(a, small));
    return paper_end(p, NONE);
}

bytes pdf_circle(struct arena *a)
{
    struct paper *p = paper_start(a);
    paper_object(p, S("<</Type/Catalog/Pages 2 0 R>>"));
    paper_object(p, S("<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 3 0 R]/Parent 2 0 R>>"));
    paper_object(p, S("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                      "/Resources<</XObject<</X 4 0 R>>>>>>"));
    paper_stream(p, S("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 4 0 R>>>>"),
                 str_bytes(S("/X Do /X Do /X Do")));
    return paper_end(p, NONE);
}
