// SPDX-License-Identifier: AGPL-3.0-or-later
// What is attached to posts of the neighbourhood: three drawings in place of photos, and the
// record of a meeting. Drawn here, so that no picture of anybody's home is needed.
#include "app/neighbourhood_cast.h"

#include "sheet/sheet.h"

#include <pango/pangocairo.h>

enum { WIDTH = 1280, HEIGHT = 960 };

// --- drawing -----------------------------------------------------------------------------

static void colour(cairo_t *c, unsigned rgb)
{
    cairo_set_source_rgb(c, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0);
}

static void box(cairo_t *c, double x, double y, double w, double h, unsigned fill, unsigned line)
{
    cairo_rectangle(c, x, y, w, h);
    colour(c, fill);
    cairo_fill_preserve(c);
    colour(c, line);
    cairo_stroke(c);
}

static void disc(cairo_t *c, double x, double y, double wide, double high, unsigned fill)
{
    cairo_save(c);
    cairo_translate(c, x, y);
    cairo_scale(c, wide, high);
    cairo_arc(c, 0, 0, 1, 0, 6.2832);
    cairo_restore(c);
    colour(c, fill);
    cairo_fill(c);
}

static void line(cairo_t *c, double x, double y, double to_x, double to_y, double width,
                 unsigned rgb)
{
    cairo_set_line_width(c, width);
    colour(c, rgb);
    cairo_move_to(c, x, y);
    cairo_line_to(c, to_x, to_y);
    cairo_stroke(c);
    cairo_set_line_width(c, 3);
}

static void text(cairo_t *c, double x, double y, int size, const char *words)
{
    PangoLayout *layout = pango_cairo_create_layout(c);
    PangoFontDescription *font = pango_font_description_from_string("BIZ UDGothic Bold");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, words, -1);
    colour(c, 0x333333);
    cairo_move_to(c, x, y);
    pango_cairo_show_layout(c, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

// --- what is drawn -------------------------------------------------------------------------

static void pouch(cairo_t *c, double x, double y)
{
    box(c, x, y, 100, 110, 0xf4f8ff, 0x7a94b8);
    disc(c, x + 32, y + 62, 15, 15, 0xffffff);
    disc(c, x + 66, y + 52, 18, 9, 0xe8b84a);
    disc(c, x + 56, y + 86, 13, 13, 0xd98080);
}

// Pockets for seven days of which today is the fifth; two of the evenings before are still full.
static void draw_calendar(cairo_t *c, instant now)
{
    static const char *const days[] = {"日", "月", "火", "水", "木", "金", "土"};
    int first = day_of(now).n % 7; // the first of January 1970 was a Thursday, four days from Sunday
    box(c, 0, 0, WIDTH, HEIGHT, 0xe9dfcd, 0xe9dfcd);
    box(c, 90, 70, 1100, 820, 0xfbfaf4, 0x8a7d66);
    text(c, 450, 95, 52, "おくすりカレンダー");
    for (int d = 0; d < 7; d++) {
        double x = 220 + d * 134;
        text(c, x + 36, 190, 46, days[(first + d) % 7]);
        for (int row = 0; row < 3; row++)
            box(c, x, 270 + row * 195, 122, 165, 0xdce9f2, 0x9aaec0);
        if (d >= 4)
            pouch(c, x + 11, 258);
        if (d >= 2)
            pouch(c, x + 11, 258 + 390);
    }
    text(c, 122, 320, 46, "朝");
    text(c, 122, 515, 46, "昼");
    text(c, 122, 710, 46, "夕");
    cairo_set_line_width(c, 8);
    colour(c, 0xc0392b);
    cairo_rectangle(c, 476, 636, 274, 210);
    cairo_stroke(c);
}

static void draw_entrance(cairo_t *c, instant now)
{
    (void)now;
    box(c, 0, 0, WIDTH, HEIGHT, 0xf3efe6, 0xf3efe6);
    box(c, 0, 640, 700, 320, 0xb9b3a6, 0x8d877a);
    box(c, 700, 500, 580, 460, 0xc99b66, 0x8f6a3f);
    box(c, 60, 120, 300, 520, 0x8c6f52, 0x5d4936);
    box(c, 110, 180, 200, 250, 0xdfeaf0, 0x5d4936);
    disc(c, 335, 400, 12, 12, 0xd8c27a);
    box(c, 520, 570, 180, 70, 0xe3c08f, 0x8f6a3f);
    line(c, 610, 640, 610, 250, 16, 0x2f6f4f);
    line(c, 860, 500, 860, 250, 16, 0x2f6f4f);
    line(c, 602, 250, 868, 250, 22, 0x2f6f4f);
    line(c, 1010, 505, 1010, 638, 5, 0xc0392b);
    line(c, 700, 638, 1030, 638, 3, 0xc0392b);
    text(c, 1030, 540, 52, "18cm");
    text(c, 540, 175, 46, "置き型の手すり（案）");
    text(c, 455, 660, 40, "踏み台 9cm（案）");
    text(c, 60, 50, 46, "玄関の見取り図");
}

static void draw_lunch(cairo_t *c, instant now)
{
    (void)now;
    box(c, 0, 0, WIDTH, HEIGHT, 0x9c7a55, 0x9c7a55);
    box(c, 90, 110, 1100, 760, 0x5f3b2a, 0x4a2c1f);
    disc(c, 330, 620, 185, 165, 0x3a5a7c);
    disc(c, 330, 600, 165, 130, 0xfdfcf7);
    disc(c, 318, 596, 5, 3, 0x4a4a4a);
    disc(c, 340, 606, 5, 3, 0x4a4a4a);
    disc(c, 334, 586, 5, 3, 0x4a4a4a);
    disc(c, 800, 590, 280, 205, 0xf2f2ee);
    disc(c, 760, 560, 150, 70, 0xd9905c);
    disc(c, 940, 600, 70, 55, 0x5d8f3d);
    disc(c, 900, 675, 60, 36, 0xe58a3a);
    disc(c, 690, 685, 70, 40, 0xf3d86b);
    disc(c, 330, 280, 110, 95, 0xf7f4ea);
    disc(c, 330, 275, 85, 68, 0x7fa65a);
    disc(c, 640, 270, 75, 65, 0xf7f4ea);
    disc(c, 640, 268, 52, 42, 0xe9d7b0);
    box(c, 765, 195, 400, 165, 0xfffbe6, 0xd9cf9f);
    text(c, 785, 215, 44, "汁物なし・酢の物");
    text(c, 785, 285, 44, "塩分の目安 1.8g");
}

static cairo_status_t to_buf(void *out, const unsigned char *data, unsigned n)
{
    buf_put(out, (str){(const char *)data, n});
    return CAIRO_STATUS_SUCCESS;
}

static bytes picture(struct arena *a, void (*draw)(cairo_t *c, instant now), instant now)
{
    struct buf png = buf_in(a);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *c = cairo_create(surface);
    cairo_set_line_width(c, 3);
    draw(c, now);
    cairo_surface_write_to_png_stream(surface, to_buf, &png);
    cairo_destroy(c);
    cairo_surface_destroy(surface);
    return buf_bytes(&png);
}

// --- the record of a meeting ------------------------------------------------------------------

static bytes meeting(struct arena *a, instant now)
{
    struct sheet *s = sheet_begin(a, &(struct sheet_paper){.title = S("会議の要点"), .at = now});
    const struct sheet_fact facts[] = {
        {S("日"), day_format(a, day_of(now)), false},
        {S("場所"), S("みほん中央病院 相談室（一部は画面ごし）"), false},
        {S("出席"), S("本人、長女、主治医、病棟看護師、医療ソーシャルワーカー、訪問看護、薬局、訪問介護、"
                     "福祉用具、介護支援専門員"), false},
    };
    sheet_title(s, S("退院前カンファレンスの要点"));
    sheet_facts(s, facts, sizeof facts / sizeof facts[0]);
    sheet_heading(s, S("本人と家族の希望"));
    sheet_paragraph(s, (struct sheet_style){0},
                    S("庭の見える自宅で暮らしたい（本人）。夜に相談できる先があれば続けられる（長女）。"));
    sheet_heading(s, S("決めたこと"));
    sheet_step(s, S("1"), S("体重を毎朝測り、連絡帳に書く。47kgを超えたら主治医へ電話する。"));
    sheet_step(s, S("2"), S("薬は朝1回の一包化にする。カレンダーの朝の列だけを使う。"));
    sheet_step(s, S("3"), S("玄関に置き型の手すりと踏み台を置く。新聞受けを家の中から取れる位置に移す。"));
    sheet_step(s, S("4"), S("夜間の心配は訪問看護の24時間電話へ。番号を電話機の横に貼る。"));
    sheet_heading(s, S("次に見直すとき"));
    sheet_paragraph(s, (struct sheet_style){0},
                    S("退院の2週間後に、体重と歩行の様子を持ち寄って話し合う。"));
    sheet_footer(s, S("見本：人物と出来事は架空です"));
    return sheet_finish(s);
}

bool paper_make(const struct app *app, struct arena *a, enum paper paper, instant now,
                struct attachment_new *out)
{
    struct upload upload = {0};
    switch (paper) {
    case PAPER_ENTRANCE:
        upload = (struct upload){.file_name = S("玄関.png"),
                                 .content = picture(a, draw_entrance, now)};
        break;
    case PAPER_LUNCH:
        upload = (struct upload){.file_name = S("昼食の例.png"),
                                 .content = picture(a, draw_lunch, now)};
        break;
    case PAPER_CALENDAR:
        upload = (struct upload){.file_name = S("お薬カレンダー.png"),
                                 .content = picture(a, draw_calendar, now)};
        break;
    case PAPER_MEETING:
        upload = (struct upload){.file_name = S("退院前カンファレンスの要点.pdf"),
                                 .content = meeting(a, now)};
        break;
    case PAPER_NONE:
    case PAPERS:
        return false;
    }
    if (paper != PAPER_MEETING && !app->services.images)
        return false;
    return attachment_prepare(app->services.images, a, &upload, out) == ATTACHMENT_READY;
}
