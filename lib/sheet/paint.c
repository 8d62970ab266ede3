// SPDX-License-Identifier: AGPL-3.0-or-later
// From the list of marks to the bytes of the PDF.
#include "base/buf.h"
#include "base/check.h"
#include "sheet/inside.h"

#include <cairo-pdf.h>

static const double INK = 0.08, QUIET = 0.36, HAIR = 0.62, TINT = 0.94;

static void grey(cairo_t *cr, double level)
{
    cairo_set_source_rgb(cr, level, level, level);
}

static void paint_text(cairo_t *cr, const struct mark *m)
{
    PangoLayout *layout = layout_make(m->style, m->area.width, m->text);
    PangoLayoutIter *line = pango_layout_get_iter(layout);
    double y = m->area.y + line_baseline(m->style);
    grey(cr, m->style.quiet ? QUIET : INK);
    do {
        PangoRectangle logical;
        pango_layout_iter_get_line_extents(line, NULL, &logical);
        cairo_move_to(cr, m->area.x * MM + logical.x / (double)PANGO_SCALE, y * MM);
        pango_cairo_show_layout_line(cr, pango_layout_iter_get_line_readonly(line));
        y += line_pitch(m->style);
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    g_object_unref(layout);
}

static void paint_line(cairo_t *cr, const struct mark *m, const double *dashes, int n_dashes)
{
    grey(cr, HAIR);
    cairo_set_line_width(cr, 0.5);
    cairo_set_dash(cr, dashes, n_dashes, 0);
    cairo_move_to(cr, m->area.x * MM, m->area.y * MM);
    cairo_rel_line_to(cr, m->area.width * MM, m->area.height * MM);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void paint_rectangle(cairo_t *cr, const struct mark *m, bool filled)
{
    cairo_rectangle(cr, m->area.x * MM, m->area.y * MM, m->area.width * MM, m->area.height * MM);
    grey(cr, filled ? TINT : HAIR);
    cairo_set_line_width(cr, 0.6);
    if (filled)
        cairo_fill(cr);
    else
        cairo_stroke(cr);
}

static void paint_tick(cairo_t *cr, const struct mark *m)
{
    double x = m->area.x * MM, y = m->area.y * MM, side = m->area.width * MM;
    grey(cr, INK);
    cairo_set_line_width(cr, 0.6);
    cairo_rectangle(cr, x, y, side, side);
    cairo_stroke(cr);
    if (!m->ticked)
        return;
    cairo_set_line_width(cr, 1.4);
    cairo_move_to(cr, x + side * 0.2, y + side * 0.5);
    cairo_line_to(cr, x + side * 0.42, y + side * 0.76);
    cairo_line_to(cr, x + side * 0.84, y + side * 0.22);
    cairo_stroke(cr);
}

// Neighbouring modules of a row are one rectangle: no hair between them when printed.
static void paint_qr(cairo_t *cr, const struct mark *m)
{
    enum { QUIET_MODULES = 4 };
    int n = m->modules;
    double module = m->area.width * MM / (n + 2 * QUIET_MODULES);
    double left = m->area.x * MM + QUIET_MODULES * module;
    double top = m->area.y * MM + QUIET_MODULES * module;
    grey(cr, 0);
    for (int row = 0; row < n; row++)
        for (int from = 0, to; from < n; from = to + 1) {
            for (to = from; to < n && (m->text.p[row * n + to] & 1); to++)
                ;
            if (to > from)
                cairo_rectangle(cr, left + from * module, top + row * module, (to - from) * module,
                                module);
        }
    cairo_fill(cr);
}

struct reading {
    bytes picture;
    size_t at;
};

static cairo_status_t read_png(void *context, unsigned char *to, unsigned int n)
{
    struct reading *r = context;
    if (r->picture.n - r->at < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->picture.p + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

// The file takes the bytes of a JPEG as they are; the surface that carries them stays blank. The
// bytes live as long as the sheet, which is drawn at once.
static cairo_surface_t *jpeg_open(bytes jpeg, int width, int height)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, jpeg.p, jpeg.n, NULL, NULL);
    return image;
}

static cairo_surface_t *picture_open(bytes picture)
{
    int width, height;
    if (picture_is_jpeg(picture, &width, &height))
        return jpeg_open(picture, width, height);
    struct reading reading = {picture, 0};
    return cairo_image_surface_create_from_png_stream(read_png, &reading);
}

// What cannot be read leaves its place empty.
static void paint_picture(cairo_t *cr, const struct mark *m)
{
    cairo_surface_t *image = picture_open(m->picture);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
        cairo_save(cr);
        cairo_translate(cr, m->area.x * MM, m->area.y * MM);
        cairo_scale(cr, m->area.width * MM / cairo_image_surface_get_width(image),
                    m->area.height * MM / cairo_image_surface_get_height(image));
        cairo_set_source_surface(cr, image, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
    }
    cairo_surface_destroy(image);
}

static void paint_mark(cairo_t *cr, const struct mark *m)
{
    static const double dashes[] = {3, 3};
    switch (m->kind) {
    case MARK_TEXT:
        paint_text(cr, m);
        break;
    case MARK_BOX:
        paint_rectangle(cr, m, false);
        break;
    case MARK_FILL:
        paint_rectangle(cr, m, true);
        break;
    case MARK_RULE:
        paint_line(cr, m, NULL, 0);
        break;
    case MARK_DASHES:
        paint_line(cr, m, dashes, 2);
        break;
    case MARK_TICK:
        paint_tick(cr, m);
        break;
    case MARK_QR:
        paint_qr(cr, m);
        break;
    case MARK_PICTURE:
        paint_picture(cr, m);
        break;
    }
}

static void paint_footer(cairo_t *cr, const struct sheet *s, const struct page *page)
{
    struct sheet_area body = sheet_body(s);
    struct mark line = {.area = {body.x, s->height - 15, body.width, 0}, .text = page->footer};
    line.style = (struct sheet_style){.size = 8, .quiet = true, .leading = 1.3};
    if (page->footer.n)
        paint_text(cr, &line);
    if (page->part->n_in_part < 2 && !s->paper.numbered)
        return;
    line.text = str_print(s->arena, "%d / %d", page->number, page->part->n_in_part);
    line.style.align = SHEET_RIGHT;
    paint_text(cr, &line);
}

static cairo_status_t append(void *out, const unsigned char *data, unsigned int n)
{
    buf_put(out, (str){(const char *)data, n});
    return CAIRO_STATUS_SUCCESS;
}

static void describe(cairo_surface_t *pdf, const struct sheet *s)
{
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE,
                                   str_zero(s->arena, s->paper.title));
    if (instant_is(s->paper.at))
        cairo_pdf_surface_set_metadata(
            pdf, CAIRO_PDF_METADATA_CREATE_DATE,
            str_zero(s->arena, instant_format_iso(s->arena, s->paper.at)));
}

bytes sheet_finish(struct sheet *s)
{
    struct buf out = buf_in(s->arena);
    cairo_surface_t *pdf =
        cairo_pdf_surface_create_for_stream(append, &out, s->width * MM, s->height * MM);
    describe(pdf, s);
    cairo_t *cr = cairo_create(pdf);
    for (const struct page *page = s->first; page; page = page->next) {
        for (const struct mark *m = page->first; m; m = m->next)
            paint_mark(cr, m);
        paint_footer(cr, s, page);
        cairo_show_page(cr);
    }
    cairo_destroy(cr);
    cairo_surface_finish(pdf);
    // Only a lack of memory can end up here.
    check(cairo_surface_status(pdf) == CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(pdf);
    return buf_bytes(&out);
}
