// SPDX-License-Identifier: AGPL-3.0-or-later
// The manual on paper: each step with its picture beside it.
#include "device/manual.h"

#include "assets.h"
#include "sheet/sheet.h"

static const double GAP = 4; // mm
static const double WIDEST = 75; // of a picture beside its text

static bytes picture(const char *name)
{
    for (size_t i = 0; i < n_embedded_assets; i++)
        if (str_eq(embedded_assets[i].name, str_of(name)))
            return embedded_assets[i].plain;
    return (bytes){0};
}

static void put_step(struct arena *a, struct sheet *s, const struct manual_step *step, size_t number)
{
    struct sheet_style style = {.size = 10.5, .leading = 1.5};
    struct sheet_area body = sheet_body(s);
    double width = step->width > WIDEST ? WIDEST : step->width;
    double height = step->picture ? sheet_picture_height(picture(step->picture), width) : 0;
    sheet_keep(s, (height > 20 ? height : 20) + GAP);
    double y = sheet_y(s);
    struct sheet_area text = {body.x + 8, y, body.width - 8 - WIDEST - GAP, 0};
    sheet_put_text(s, (struct sheet_area){body.x, y, 8, 0},
                   (struct sheet_style){.size = 13, .bold = true, .leading = 1.2},
                   str_print(a, "%zu", number));
    double used = sheet_put_text(s, text, style, step->text);
    if (step->picture)
        sheet_put_picture(s, (struct sheet_area){body.x + body.width - WIDEST, y, width, height},
                          picture(step->picture), str_of(step->says));
    sheet_move(s, y + (used > height ? used : height) + GAP);
}

void manual_put(struct arena *a, struct sheet *s, const struct manual *m, str public_url)
{
    sheet_part(s);
    sheet_footer(s, S("つなぎ 証明書インストール手引き"));
    sheet_title(s, str_print(a, "証明書の入れ方　%.*s", STR(m->title)));
    struct sheet_area body = sheet_body(s);
    str to = str_print(a, "%.*s/enrol", STR(public_url));
    double y = sheet_y(s);
    sheet_put_qr(s, (struct sheet_area){body.x + body.width - 24, y, 24, 24}, to);
    double used = sheet_put_text(
        s, (struct sheet_area){body.x, y, body.width - 30, 0}, (struct sheet_style){.size = 10.5},
        str_print(a, "通知書を手元に置き、これから使う端末で行います。証明書は、登録した端末に1回だけ受け取れます。\n"
                     "受け取りの画面　%.*s\n図は説明のための略図で、実際の画面とは形が違います。", STR(to)));
    sheet_move(s, y + (used > 26 ? used : 26) + GAP);
    for (size_t i = 0; i < m->n; i++)
        put_step(a, s, &m->steps[i], i + 1);
    sheet_heading(s, S("入る場所"));
    sheet_paragraph(s, (struct sheet_style){.size = 10}, m->kept);
    sheet_paragraph(s, (struct sheet_style){.size = 10},
                    S("うまくいかないときは、通知書に書かれた市の窓口にお問い合わせください。"));
}

void manuals_put_for(struct arena *a, struct sheet *s, enum device_kind kind, str public_url)
{
    switch (kind) {
    case DEVICE_PC:
        manual_put(a, s, &manuals[0], public_url);
        manual_put(a, s, &manuals[1], public_url);
        return;
    case DEVICE_IOS:
        manual_put(a, s, &manuals[2], public_url);
        return;
    case DEVICE_ANDROID:
        manual_put(a, s, &manuals[3], public_url);
        return;
    case DEVICE_KINDS:
        return;
    }
}
