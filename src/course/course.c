// SPDX-License-Identifier: AGPL-3.0-or-later
#include "course/course.h"

#include "base/csv.h"
#include "base/text.h"
#include "sheet/sheet.h"

str course_item(int n)
{
    static const str more[COURSE_ITEMS - POST_KINDS] = {
        S_CONST("アセスメント"), S_CONST("モニタリング"), S_CONST("連絡調整"), S_CONST("計画の変更")};
    return n < POST_KINDS ? post_kind_label((enum post_kind)n) : more[n - POST_KINDS];
}

// --- lines -------------------------------------------------------------------------------

// Who said it stands before what was said: in this record it is not the writer of the sheet.
static str content_of(struct arena *a, const struct post *post)
{
    str typist = NONE, files = NONE;
    if (post->for_author.n)
        typist = str_print(a, "、%.*sさんの代わりに入力", STR(post->for_author));
    for (size_t i = 0; i < post->files.n; i++)
        files = str_print(a, "%.*s%s%.*s", STR(files), i ? "、" : "\n添付：",
                          STR(post->files.at[i].file_name));
    return str_print(a, "〔%.*s %.*s（%.*s）%.*s〕%.*s%.*s", STR(profession_label(post->profession)),
                     STR(post->author), STR(post->office), STR(typist), STR(post->body), STR(files));
}

static void sort(struct course_lines *lines)
{
    for (size_t i = 1; i < lines->n; i++)
        for (size_t j = i; j > 0 && lines->at[j].post.v < lines->at[j - 1].post.v; j--) {
            struct course_line line = lines->at[j];
            lines->at[j] = lines->at[j - 1];
            lines->at[j - 1] = line;
        }
}

struct course_lines course_lines(struct tx *tx, const struct seat *seat,
                                 const struct course_picks *picks)
{
    struct arena *a = tx_arena(tx);
    struct course_lines lines = {0, NEW_ARRAY(a, struct course_line, picks->n)};
    for (size_t i = 0; i < picks->n; i++) {
        struct post post;
        if (post_find(tx, seat, picks->at[i].post, &post) && post.standing != POST_WITHDRAWN)
            lines.at[lines.n++] = (struct course_line){post.id, post.written_at,
                                                       course_item(picks->at[i].item),
                                                       content_of(a, &post)};
    }
    sort(&lines);
    return lines;
}

// --- CSV -----------------------------------------------------------------------------------

static str moment_of(struct arena *a, instant at)
{
    return str_print(a, "%.*s %.*s", STR(day_format_iso(a, day_of(at))),
                     STR(instant_format_clock(a, at)));
}

static str csv_of(struct arena *a, const struct course_lines *lines)
{
    static const str head[] = {S_CONST("年月日"), S_CONST("項目"), S_CONST("内容")};
    struct buf out = buf_in(a);
    csv_put_row(&out, head, 3);
    for (size_t i = 0; i < lines->n; i++) {
        const struct course_line *l = &lines->at[i];
        csv_put_row(&out, (const str[]){moment_of(a, l->at), l->item, l->content}, 3);
    }
    return buf_str(&out);
}

str course_not_ms932(struct arena *a, const struct course_lines *lines)
{
    return text_not_ms932(a, csv_of(a, lines));
}

bytes course_csv(struct arena *a, const struct course_lines *lines, enum course_form form)
{
    str text = csv_of(a, lines);
    if (form == COURSE_MS932)
        return text_to_ms932(a, text);
    return str_bytes(str_print(a, "\xef\xbb\xbf%.*s", STR(text)));
}

// --- the sheet -----------------------------------------------------------------------------

static void put_head(struct sheet *s, struct arena *a, str patient, str maker, instant now)
{
    struct sheet_area body = sheet_body(s);
    double y = sheet_y(s);
    const struct sheet_style title = {.size = 15, .bold = true, .align = SHEET_CENTRE, .tracking = 4};
    const struct sheet_style plain = {.size = 10.5};
    struct sheet_style right = {.size = 9, .align = SHEET_RIGHT};
    struct sheet_area box = {body.x, y, 18, 8};
    sheet_put_box(s, box);
    sheet_put_text(s, (struct sheet_area){body.x, y + 1.2, 18, 0},
                   (struct sheet_style){.size = 10.5, .align = SHEET_CENTRE}, S("第5表"));
    sheet_put_text(s, (struct sheet_area){body.x, y, body.width, 0}, title, S("居宅介護支援経過"));
    sheet_put_text(s, (struct sheet_area){body.x, y + 1.5, body.width, 0}, right,
                   str_print(a, "作成年月日　%.*s", STR(day_format_wareki(a, day_of(now)))));
    y += 13;
    sheet_put_text(s, (struct sheet_area){body.x, y, 110, 0}, plain,
                   str_print(a, "利用者名　%.*s　殿", STR(patient)));
    sheet_put_text(s, (struct sheet_area){body.x + 120, y, body.width - 120, 0}, plain,
                   str_print(a, "居宅サービス計画作成者氏名　%.*s", STR(maker)));
    sheet_put_rule(s, (struct sheet_area){body.x, y + 7, 110, 0});
    sheet_put_rule(s, (struct sheet_area){body.x + 120, y + 7, body.width - 120, 0});
    sheet_move(s, y + 11);
}

bytes course_sheet(struct tx *tx, const struct acting *me, const struct seat *seat, str maker,
                   const struct course_lines *lines)
{
    static const struct sheet_column columns[] = {{S_CONST("年月日"), 0.15, SHEET_LEFT},
                                                  {S_CONST("項目"), 0.13, SHEET_LEFT},
                                                  {S_CONST("内容"), 0.72, SHEET_LEFT}};
    struct arena *a = tx_arena(tx);
    str *cells = NEW_ARRAY(a, str, 3 * lines->n + 1);
    for (size_t i = 0; i < lines->n; i++) {
        const struct course_line *l = &lines->at[i];
        cells[3 * i] = str_print(a, "%.*s\n%.*s", STR(day_format_wareki(a, day_of(l->at))),
                                 STR(instant_format_clock(a, l->at)));
        cells[3 * i + 1] = l->item;
        cells[3 * i + 2] = l->content;
    }
    struct sheet *s = sheet_begin(a, &(struct sheet_paper){.title = S("第5表 居宅介護支援経過"),
                                                           .at = tx_now(tx),
                                                           .landscape = true,
                                                           .numbered = true,
                                                           .top = 14,
                                                           .left = 15,
                                                           .right = 15});
    sheet_footer(s, str_print(a, "つなぎの投稿から作成　%.*s　%.*s", STR(me->name),
                              STR(instant_format(a, tx_now(tx)))));
    put_head(s, a, seat->room_name, maker, tx_now(tx));
    sheet_put_table(s, &(struct sheet_table){columns, 3, cells, lines->n, 9.5});
    return sheet_finish(s);
}
