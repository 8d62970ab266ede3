// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker's side: started by image.c, it opens the codecs, closes the cage
// around itself and then makes pictures until its pipe ends.
#include "server/cage.h"
#include "server/image.h"

#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>
#include <vips/vips.h>

#include <vips/vector.h> // leans on the one above

enum {
    FULL_MOST = 2048,
    THUMBNAIL_MOST = 320,
    SIDE_LEAST = 8, // smaller is no photo but a counting pixel
    PIXELS_MOST = 50 * 1000 * 1000,
    QUALITY = 82,
};

// Judged by its first bytes, never by its name or announced type. Of the many
// formats in the HEIF box only those with HEVC pictures, as phones make them.
static bool is_photo(bytes b)
{
    static const char brands[][5] = {"heic", "heix", "heim", "heis", "mif1"};
    if (b.n < 12)
        return false;
    if (!memcmp(b.p, "\xff\xd8\xff", 3) || !memcmp(b.p, "\x89PNG\r\n\x1a\n", 8))
        return true;
    for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
        if (!memcmp(b.p + 4, "ftyp", 4) && !memcmp(b.p + 8, brands[i], 4))
            return true;
    return false;
}

// Only the headers are read here, so that a few bytes that claim to be a huge
// picture cost nothing.
static enum image_outcome size_check(bytes b)
{
    VipsImage *head =
        vips_image_new_from_buffer(b.p, b.n, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
    if (!head)
        return IMAGE_NOT_AN_IMAGE;
    int64_t width = vips_image_get_width(head), height = vips_image_get_height(head);
    g_object_unref(head);
    if (width < SIDE_LEAST || height < SIDE_LEAST)
        return IMAGE_NOT_AN_IMAGE;
    return width * height > PIXELS_MOST ? IMAGE_TOO_LARGE : IMAGE_OK;
}

// Takes `in`: transparent parts become white, the pixels come into memory.
static VipsImage *image_settle(VipsImage *in)
{
    VipsImage *flat = NULL, *settled = NULL;
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    if (!vips_image_hasalpha(in))
        flat = g_object_ref(in);
    else if (vips_flatten(in, &flat, "background", white, NULL) != 0)
        flat = NULL;
    if (flat)
        settled = vips_image_copy_memory(flat);
    vips_area_unref(VIPS_AREA(white));
    if (flat)
        g_object_unref(flat);
    g_object_unref(in);
    return settled;
}

// The original made upright, into sRGB and small enough. A photo that names no profile is sRGB
// (most phones); without import_profile libvips 8.14 would shift its colours.
static VipsImage *image_full(bytes b)
{
    VipsImage *out = NULL;
    if (vips_thumbnail_buffer((void *)(uintptr_t)b.p, b.n, &out, FULL_MOST, "height", FULL_MOST,
                              "size", VIPS_SIZE_DOWN, "import_profile", "srgb", "export_profile", "srgb",
                              "option_string", "[fail_on=truncated]", NULL) != 0)
        return NULL;
    return image_settle(out);
}

static bool image_save(VipsImage *i, void **out, size_t *n)
{
    return vips_jpegsave_buffer(i, out, n, "Q", QUALITY, "strip", TRUE, "optimize_coding", TRUE,
                                NULL) == 0;
}

struct made {
    struct image_answer head;
    void *full, *thumbnail;
};

static enum image_outcome image_work(bytes original, struct made *out)
{
    enum image_outcome outcome = is_photo(original) ? size_check(original) : IMAGE_NOT_AN_IMAGE;
    if (outcome != IMAGE_OK)
        return outcome;
    size_t n_full = 0, n_thumbnail = 0;
    VipsImage *full = image_full(original), *small = NULL;
    bool ok = full && image_save(full, &out->full, &n_full) &&
              vips_thumbnail_image(full, &small, THUMBNAIL_MOST, "height", THUMBNAIL_MOST, "size",
                                   VIPS_SIZE_DOWN, NULL) == 0 &&
              image_save(small, &out->thumbnail, &n_thumbnail);
    if (ok)
        out->head = (struct image_answer){.width = (uint32_t)vips_image_get_width(full),
                                          .height = (uint32_t)vips_image_get_height(full),
                                          .n_full = (uint32_t)n_full,
                                          .n_thumbnail = (uint32_t)n_thumbnail};
    if (small)
        g_object_unref(small);
    if (full)
        g_object_unref(full);
    return ok ? IMAGE_OK : IMAGE_NOT_AN_IMAGE;
}

// --- the pipe --------------------------------------------------------------------------

static bool serve_one(void)
{
    uint32_t n;
    if (!cage_read(&n, sizeof n) || n == 0 || n > IMAGE_BYTES_MOST)
        return false;
    uint8_t *original = malloc(n);
    struct made made = {0};
    bool ok = original && cage_read(original, n);
    if (ok) {
        made.head.outcome = image_work((bytes){original, n}, &made);
        if (made.head.outcome != IMAGE_OK)
            made.head.n_full = made.head.n_thumbnail = 0;
        ok = cage_write(&made.head, sizeof made.head) && cage_write(made.full, made.head.n_full) &&
             cage_write(made.thumbnail, made.head.n_thumbnail);
    }
    g_free(made.full);
    g_free(made.thumbnail);
    free(original);
    vips_error_clear();
    return ok;
}

// --- the start ----------------------------------------------------------------------------

// Codecs load tables and plugins at their first picture, which must be before
// the cage closes. A HEIC cannot always be made here, but its decoder is at
// least opened by the attempt.
static void warm_up(void)
{
    static const char *const kinds[] = {".jpg", ".png", ".heic[compression=hevc,effort=0]"};
    VipsImage *black = NULL;
    if (vips_black(&black, 64, 64, "bands", 3, NULL) != 0)
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        void *p = NULL;
        size_t n = 0;
        struct made made = {0};
        if (vips_image_write_to_buffer(black, kinds[i], &p, &n, NULL) == 0)
            image_work((bytes){p, n}, &made);
        g_free(made.full);
        g_free(made.thumbnail);
        g_free(p);
    }
    g_object_unref(black);
    vips_error_clear();
}

// Warnings about broken pictures would be written to places that the cage
// forbids; a broken picture is refused, that is all there is to say.
static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n,
                                    gpointer unused)
{
    (void)level;
    (void)fields;
    (void)n;
    (void)unused;
    return G_LOG_WRITER_HANDLED;
}

static bool codecs_open(void)
{
    g_log_set_writer_func(say_nothing, NULL, NULL);
    mallopt(M_ARENA_MAX, 2);
    if (VIPS_INIT("image-worker") != 0)
        return false;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_vector_set_enabled(FALSE); // it would make code at run time
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadHeif", FALSE);
    warm_up();
    return true;
}

int image_worker_main(void)
{
    if (!cage_limit() || !codecs_open() || !cage_close())
        return 1;
    while (serve_one())
        continue;
    // Without the libraries' own farewells, which reach for what is closed now.
    _exit(0);
}
