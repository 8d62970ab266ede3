// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker's side: it closes the cage around itself, reads one question, answers it and is
// gone. Nothing is given back to the library, because the process ends anyway.
#include "server/cage.h"
#include "server/pdf.h"
#include "server/pdf_wire.h"

#include <mupdf/fitz.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <jpeglib.h> // leans on the ones above

enum {
    STORE_MOST = 64 << 20,
    CPU_SECONDS = 6,
    PNG_MOST = 400 * 1000, // what is larger is a photo, and smaller as JPEG
    QUALITY = 78,
};

struct made {
    struct pdf_answer head;
    const unsigned char *picture, *text;
};

// --- one page --------------------------------------------------------------------------------

static void put_text(fz_context *ctx, fz_page *page, struct made *out)
{
    fz_stext_options options = {0};
    fz_stext_page *lines = fz_new_stext_page_from_page(ctx, page, &options);
    fz_buffer *text = fz_new_buffer_from_stext_page(ctx, lines);
    unsigned char *p;
    size_t n = fz_buffer_storage(ctx, text, &p);
    out->text = p;
    out->head.n_text = (uint32_t)(n > PDF_TEXT_MOST ? PDF_TEXT_MOST : n);
}

// As wide as asked, unless that makes it too high. False: a page without an extent.
static bool scale_of(fz_rect box, const struct pdf_asked *q, fz_matrix *out)
{
    float width = box.x1 - box.x0, height = box.y1 - box.y0;
    if (!(width >= 1 && height >= 1 && width < 1e6f && height < 1e6f))
        return false;
    bool lies = q->turn % 180 != 0;
    float wide = lies ? height : width, high = lies ? width : height;
    float scale = (float)q->width / wide;
    if (high * scale > PDF_HEIGHT_MOST - 1)
        scale = (PDF_HEIGHT_MOST - 1) / high;
    *out = fz_pre_scale(fz_rotate((float)q->turn), scale, scale);
    return true;
}

static fz_pixmap *draw(fz_context *ctx, fz_page *page, const struct pdf_asked *q)
{
    fz_matrix how;
    fz_rect box = fz_bound_page(ctx, page);
    if (!scale_of(box, q, &how))
        return NULL;
    fz_irect area = fz_round_rect(fz_transform_rect(box, how));
    if (area.x1 - area.x0 > PDF_MOST_WIDTH)
        area.x1 = area.x0 + PDF_MOST_WIDTH;
    fz_pixmap *picture = fz_new_pixmap_with_bbox(ctx, fz_device_rgb(ctx), area, NULL, 0);
    fz_clear_pixmap_with_value(ctx, picture, 0xff);
    fz_device *device = fz_new_draw_device(ctx, how, picture);
    fz_run_page(ctx, page, device, fz_identity, NULL);
    fz_close_device(ctx, device);
    return picture;
}

static bool is_gray(const fz_pixmap *p)
{
    for (int y = 0; y < p->h; y++) {
        const unsigned char *at = p->samples + (ptrdiff_t)y * p->stride;
        for (int x = 0; x < p->w; x++, at += 3)
            if (at[0] != at[1] || at[1] != at[2])
                return false;
    }
    return true;
}

// libjpeg's own answer to an error is to end the process, which is right here.
static void put_jpeg(fz_pixmap *p, struct made *out)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *made = NULL;
    unsigned long n = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &made, &n);
    jpeg.image_width = (JDIMENSION)p->w;
    jpeg.image_height = (JDIMENSION)p->h;
    jpeg.input_components = p->n;
    jpeg.in_color_space = p->n == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    for (JDIMENSION y = 0; y < jpeg.image_height; y++)
        jpeg_write_scanlines(&jpeg, &(JSAMPROW){p->samples + (ptrdiff_t)y * p->stride}, 1);
    jpeg_finish_compress(&jpeg);
    out->picture = made;
    out->head.n_picture = (uint32_t)n;
}

static bool put_picture(fz_context *ctx, fz_page *page, const struct pdf_asked *q,
                        struct made *out)
{
    fz_pixmap *p = draw(ctx, page, q);
    if (!p)
        return false;
    if (is_gray(p))
        p = fz_convert_pixmap(ctx, p, fz_device_gray(ctx), NULL, NULL, fz_default_color_params, 0);
    fz_buffer *png = fz_new_buffer_from_pixmap_as_png(ctx, p, fz_default_color_params);
    unsigned char *bytes_of;
    out->head.width = (uint32_t)p->w;
    out->head.height = (uint32_t)p->h;
    out->head.n_picture = (uint32_t)fz_buffer_storage(ctx, png, &bytes_of);
    out->picture = bytes_of;
    if (out->head.n_picture > PNG_MOST)
        put_jpeg(p, out);
    return true;
}

// --- one document ------------------------------------------------------------------------------

// May be left at any call, by a throw, as broken files do.
static enum pdf_outcome look_inside(fz_context *ctx, bytes pdf, const struct pdf_asked *q,
                                    struct made *out)
{
    fz_stream *stream = fz_open_memory(ctx, pdf.p, pdf.n);
    fz_document *document = fz_open_document_with_stream(ctx, "application/pdf", stream);
    if (fz_needs_password(ctx, document))
        return PDF_LOCKED;
    int pages = fz_count_pages(ctx, document);
    if (pages < 1)
        return PDF_BROKEN;
    if (pages > PDF_MOST_PAGES)
        return PDF_TOO_LARGE;
    out->head.pages = (uint32_t)pages;
    if (q->page > (uint32_t)pages)
        return PDF_NO_PAGE;
    fz_page *page = fz_load_page(ctx, document, (int)q->page - 1);
    if (q->text)
        put_text(ctx, page, out);
    return q->width && !put_picture(ctx, page, q, out) ? PDF_BROKEN : PDF_OK;
}

static void look(fz_context *ctx, bytes pdf, const struct pdf_asked *q, struct made *out)
{
    out->head.outcome = PDF_BROKEN;
    fz_try(ctx)
        out->head.outcome = look_inside(ctx, pdf, q, out);
    fz_catch(ctx)
        out->head.outcome = PDF_BROKEN;
    if (out->head.outcome != PDF_OK)
        out->head.n_picture = out->head.n_text = 0;
}

// --- the pipe ----------------------------------------------------------------------------------

static bool answer(fz_context *ctx)
{
    struct pdf_asked q;
    struct made made = {0};
    if (!cage_read(&q, sizeof q) || q.n == 0 || q.n > PDF_BYTES_MOST || q.page < 1 ||
        q.width > PDF_MOST_WIDTH || q.turn % 90 != 0 || q.turn > 270)
        return false;
    uint8_t *file = malloc(q.n);
    if (!file || !cage_read(file, q.n))
        return false;
    look(ctx, (bytes){file, q.n}, &q, &made);
    return cage_write(&made.head, sizeof made.head) && cage_write(made.picture, made.head.n_picture) &&
           cage_write(made.text, made.head.n_text);
}

static void say_nothing(void *context, const char *message)
{
    (void)context;
    (void)message;
}

// Of the formats that the library knows, PDF alone.
static fz_context *library_open(void)
{
    extern fz_document_handler pdf_document_handler;
    fz_context *ctx = fz_new_context(NULL, NULL, STORE_MOST);
    if (!ctx)
        return NULL;
    fz_set_warning_callback(ctx, say_nothing, NULL);
    fz_set_error_callback(ctx, say_nothing, NULL);
    fz_register_document_handler(ctx, &pdf_document_handler);
    return ctx;
}

int pdf_worker_main(void)
{
    const struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS};
    fz_context *ctx;
    if (!cage_limit() || setrlimit(RLIMIT_CPU, &cpu) != 0 || !(ctx = library_open()) ||
        !cage_close())
        return 1;
    _exit(answer(ctx) ? 0 : 1);
}
