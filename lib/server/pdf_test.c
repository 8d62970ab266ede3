// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/pdf.h"

#include "test/pdfs.h"
#include "test/rule.h"

struct desk {
    struct arena *arena;
    struct image_worker *worker;
};

static struct desk desk_open(void)
{
    return (struct desk){arena_new(), image_worker_start("/proc/self/exe", 1)};
}

static void desk_close(struct desk *d)
{
    image_worker_stop(d->worker);
    arena_free(d->arena);
}

static enum pdf_outcome look(struct desk *d, bytes pdf, int page, int width, struct pdf_page *out)
{
    return pdf_look(d->worker, d->arena, pdf,
                    &(struct pdf_question){.page = page, .width = width, .text = true}, out);
}

RULE("a page of a PDF becomes a picture and text, also in a font that the file does not hold")
{
    struct desk d = desk_open();
    struct pdf_page first, second;
    bytes pdf = pdf_of(d.arena, 3, S("訪問看護指示書 髙橋様"));
    assert_int_equal(look(&d, pdf, 1, 1240, &first), PDF_OK);
    assert_int_equal(look(&d, pdf, 2, 0, &second), PDF_OK);
    assert_int_equal(first.pages, 3);
    assert_true(first.width >= 1239 && first.width <= 1241 && first.height > 1700);
    assert_string_equal(first.type, "image/png");
    assert_true(str_contains(first.text, S("訪問看護指示書 髙橋様 p. 1")));
    assert_true(str_contains(second.text, S("p. 2")));
    assert_int_equal(second.picture.n, 0);
    desk_close(&d);
}

RULE("a turned page lies; a page of any size fits the picture")
{
    struct desk d = desk_open();
    struct pdf_page out;
    struct pdf_question turned = {.page = 1, .width = 800, .turn = 90};
    assert_int_equal(pdf_look(d.worker, d.arena, pdf_of(d.arena, 1, S("a")), &turned, &out), PDF_OK);
    assert_true(out.width > out.height);
    assert_int_equal(look(&d, pdf_sized(d.arena, "0 0 20 200000"), 1, 2000, &out), PDF_OK);
    assert_true(out.height <= 3600);
    assert_int_equal(look(&d, pdf_sized(d.arena, "0 0 900000 900000"), 1, 9999, &out), PDF_OK);
    assert_true(out.width <= PDF_MOST_WIDTH);
    desk_close(&d);
}

RULE("a PDF that asks for a password, is broken, has no such page or far too many is refused")
{
    struct desk d = desk_open();
    struct pdf_page out;
    bytes good = pdf_of(d.arena, 2, S("a"));
    assert_int_equal(look(&d, pdf_locked(d.arena), 1, 600, &out), PDF_LOCKED);
    assert_int_equal(look(&d, str_bytes(S("%PDF-1.7\nonly words")), 1, 600, &out), PDF_BROKEN);
    assert_int_equal(look(&d, str_bytes(S("GIF89a")), 1, 600, &out), PDF_BROKEN);
    assert_int_equal(look(&d, (bytes){0}, 1, 600, &out), PDF_BROKEN);
    assert_int_equal(look(&d, good, 3, 600, &out), PDF_NO_PAGE);
    assert_int_equal(look(&d, good, 0, 600, &out), PDF_NO_PAGE);
    assert_int_equal(look(&d, pdf_of(d.arena, 501, S("a")), 1, 600, &out), PDF_TOO_LARGE);
    assert_int_equal(look(&d, good, 2, 600, &out), PDF_OK);
    desk_close(&d);
}

RULE("a PDF made to fill the memory or to run for ever costs one process and nothing else")
{
    struct desk d = desk_open();
    struct pdf_page out;
    enum pdf_outcome circle = look(&d, pdf_circle(d.arena), 1, 600, &out);
    enum pdf_outcome bomb = look(&d, pdf_bomb(d.arena), 1, 600, &out);
    assert_true(circle == PDF_OK || circle == PDF_BROKEN);
    assert_true(bomb == PDF_OK || bomb == PDF_BROKEN || bomb == PDF_WORKER_DIED);
    assert_int_equal(look(&d, pdf_of(d.arena, 1, S("a")), 1, 600, &out), PDF_OK);
    desk_close(&d);
}

RULE("what a PDF would do when it is opened is not done: no script, no start of a program")
{
    struct desk d = desk_open();
    struct pdf_page plain, acting;
    bytes acts = pdf_with(d.arena, S("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
                                     "/AA<</WC<</S/Launch/F(/bin/sh)>>>>"));
    assert_int_equal(look(&d, pdf_with(d.arena, NONE), 1, 600, &plain), PDF_OK);
    assert_int_equal(look(&d, acts, 1, 600, &acting), PDF_OK);
    assert_int_equal(acting.picture.n, plain.picture.n);
    assert_memory_equal(acting.picture.p, plain.picture.p, plain.picture.n);
    desk_close(&d);
}
