// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/check.h"
#include "sheet/inside.h"

static const char FAMILIES[] = "BIZ UDGothic,IPAmjMincho";
static const char SHAPES_FAMILY[] = "IPAmjMincho";

// Distances do not depend on the device: 72 dots per inch, nothing rounded to them.
static PangoContext *context_make(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("ja"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

// A kanji with an ideographic variation selector (U+E0100 …, in UTF-8 f3 a0 84
// to 87) is set in the one family that has the shapes.
static void choose_shapes(PangoAttrList *list, str text)
{
    for (size_t i = 3; i + 4 <= text.n; i++) {
        const uint8_t *p = (const uint8_t *)text.p + i;
        if (p[0] != 0xf3 || p[1] != 0xa0 || p[2] < 0x84 || p[2] > 0x87)
            continue;
        PangoAttribute *family = pango_attr_family_new(SHAPES_FAMILY);
        size_t base = i - 1;
        while (base && (text.p[base] & 0xc0) == 0x80)
            base--;
        family->start_index = (guint)base;
        family->end_index = (guint)i + 4;
        pango_attr_list_insert(list, family);
    }
}

static double size_of(struct sheet_style style)
{
    return style.size > 0 ? style.size : 10.5;
}

double line_pitch(struct sheet_style style)
{
    return size_of(style) * (style.leading > 0 ? style.leading : 1.6) / MM;
}

double line_baseline(struct sheet_style style)
{
    static const double ASCENT = 0.88; // of the em square of Japanese families
    double size = size_of(style) / MM;
    return (line_pitch(style) - size) / 2 + ASCENT * size;
}

static PangoAttrList *attributes(struct sheet_style style, str text)
{
    PangoAttrList *list = pango_attr_list_new();
    if (style.tracking > 0) {
        int units = (int)(style.tracking * PANGO_SCALE);
        pango_attr_list_insert(list, pango_attr_letter_spacing_new(units));
    }
    choose_shapes(list, text);
    return list;
}

static PangoAlignment alignment(enum sheet_align align)
{
    switch (align) {
    case SHEET_LEFT:
        return PANGO_ALIGN_LEFT;
    case SHEET_CENTRE:
        return PANGO_ALIGN_CENTER;
    case SHEET_RIGHT:
        return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

static PangoFontDescription *font_of(struct sheet_style style)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FAMILIES);
    pango_font_description_set_size(font, (int)(size_of(style) * PANGO_SCALE));
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    return font;
}

PangoLayout *layout_make(struct sheet_style style, double width, str text)
{
    check(text.n < G_MAXINT / 2);
    PangoContext *context = context_make();
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    PangoFontDescription *font = font_of(style);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    PangoAttrList *list = attributes(style, text);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
    pango_layout_set_width(layout, (int)(width * MM * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, alignment(style.align));
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_text(layout, text.n ? text.p : "", (int)text.n);
    return layout;
}

double text_height(struct sheet_style style, double width, str text)
{
    PangoLayout *layout = layout_make(style, width, text);
    int n_lines = pango_layout_get_line_count(layout);
    g_object_unref(layout);
    return n_lines * line_pitch(style);
}

double text_width(struct sheet_style style, str text)
{
    PangoLayout *layout = layout_make(style, 1000, text);
    int width;
    pango_layout_get_size(layout, &width, NULL);
    g_object_unref(layout);
    return width / (double)PANGO_SCALE / MM;
}

size_t text_fit(struct sheet_style style, double width, str text, double height)
{
    int n_fit = (int)(height / line_pitch(style) + 0.001);
    if (n_fit <= 0)
        return 0;
    PangoLayout *layout = layout_make(style, width, text);
    size_t fit = text.n;
    if (pango_layout_get_line_count(layout) > n_fit)
        fit = (size_t)pango_layout_get_line_readonly(layout, n_fit)->start_index;
    g_object_unref(layout);
    return fit;
}

bool sheet_has_fonts(void)
{
    static const char *const families[] = {"BIZ UDGothic", "IPAmjMincho"};
    bool all = true;
    PangoContext *context = context_make();
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        PangoFontDescription *wanted = pango_font_description_from_string(families[i]);
        PangoFont *font = pango_context_load_font(context, wanted);
        PangoFontDescription *got = font ? pango_font_describe(font) : NULL;
        all = all && got && strcmp(pango_font_description_get_family(got), families[i]) == 0;
        if (got)
            pango_font_description_free(got);
        if (font)
            g_object_unref(font);
        pango_font_description_free(wanted);
    }
    g_object_unref(context);
    return all;
}
