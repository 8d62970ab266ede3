// SPDX-License-Identifier: AGPL-3.0-or-later
// The posts of a period on A4: in the order of time, an answer names what it answers. What was
// corrected says so; of what was withdrawn nothing but that stands here, not even the reason, which
// may say what should be gone.
#include "export/export.h"
#include "base/text.h"
#include "frame/frame.h"
#include "sheet/sheet.h"

static const struct sheet_style small = {.size = 9, .quiet = true, .leading = 1.45};
enum { PICTURES_IN_A_ROW = 4 };
static const double PICTURE_WIDTH = 38, PICTURE_GAP = 4, PICTURE_HIGHEST = 45;
static const double SMALL_LINE = 4.7; // mm of a line of `small`, which holds 50 characters

struct printing {
    struct tx *tx;
    struct arena *a;
    const struct seat *seat;
    struct blobs *blobs;
    struct sheet *s;
    const struct post_list *posts;
};

// A short text that is not divided: it goes to the next page as a whole.
static void line(struct printing *p, struct sheet_style style, str text)
{
    sheet_keep(p->s, SMALL_LINE * (double)(1 + text_length(text) / 50));
    struct sheet_area area = sheet_body(p->s);
    area.y = sheet_y(p->s);
    sheet_move(p->s, area.y + sheet_put_text(p->s, area, style, text));
}

// --- one post ------------------------------------------------------------------------------

static void put_whom(struct printing *p, const struct post *post)
{
    struct buf text = buf_in(p->a);
    for (size_t i = 0; i < post->to.n; i++) {
        buf_put(&text, text.n ? S("、") : S("宛先："));
        buf_put(&text, addressee_label(p->a, post->to.at[i], &p->posts->people));
    }
    if (instant_is(post->due_at))
        buf_print(&text, "（要確認 %.*sまで）", STR(frame_moment(p->a, post->due_at).text));
    if (text.n)
        line(p, small, buf_str(&text));
}

static void put_relations(struct printing *p, const struct post *post)
{
    if (post->for_author.n)
        line(p, small, str_print(p->a, "%.*sさんの代わりに入力", STR(post->for_author)));
    put_whom(p, post);
    if (post_is(post->reply_to))
        line(p, small, str_print(p->a, "%.*sさんの投稿への返信：「%.*s」", STR(post->reply_author),
                                 STR(post->reply_excerpt)));
    if (post_is(post->quotes))
        line(p, small, str_print(p->a, "引用：「%.*s」（%.*sさん）", STR(post->quote_excerpt),
                                 STR(post->quote_author)));
}

static bool thumbnail_of(struct printing *p, const struct attachment *file, bytes *out)
{
    return p->blobs && file->kind == ATTACHMENT_PHOTO &&
           blob_get(p->blobs, p->a, &p->seat->key, file->id.v, S("thumbnail"), out);
}

// Rows of small pictures, each row as high as its highest.
static void put_pictures(struct printing *p, const struct post *post)
{
    struct sheet_area body = sheet_body(p->s);
    double highest = 0;
    int n = 0;
    for (size_t i = 0; i < post->files.n; i++) {
        bytes picture;
        if (!thumbnail_of(p, &post->files.at[i], &picture))
            continue;
        double width = PICTURE_WIDTH, height = sheet_picture_height(picture, width);
        if (height <= 0)
            continue;
        if (height > PICTURE_HIGHEST) {
            width *= PICTURE_HIGHEST / height;
            height = PICTURE_HIGHEST;
        }
        if (n % PICTURES_IN_A_ROW == 0) {
            sheet_move(p->s, sheet_y(p->s) + (n ? highest + 2 : 0));
            sheet_keep(p->s, n ? PICTURE_HIGHEST + 2 : 0);
            highest = 0;
        }
        struct sheet_area at = {body.x + n % PICTURES_IN_A_ROW * (PICTURE_WIDTH + PICTURE_GAP),
                                sheet_y(p->s) + 1, width, height};
        sheet_put_picture(p->s, at, picture, post->files.at[i].file_name);
        highest = height > highest ? height : highest;
        n++;
    }
    if (n)
        sheet_move(p->s, sheet_y(p->s) + highest + 2);
}

static void put_files(struct printing *p, const struct post *post)
{
    struct buf names = buf_in(p->a);
    bool pictured = false;
    for (size_t i = 0; i < post->files.n; i++) {
        buf_put(&names, names.n ? S("、") : S("添付："));
        buf_put(&names, post->files.at[i].kind == ATTACHMENT_PHOTO ? S("写真 ") : S("PDF "));
        buf_put(&names, post->files.at[i].file_name);
        pictured |= post->files.at[i].kind == ATTACHMENT_PHOTO;
    }
    if (names.n == 0)
        return;
    // The names stay with the first row of pictures.
    sheet_keep(p->s, pictured ? PICTURE_HIGHEST + 2 * SMALL_LINE : 0);
    line(p, small, buf_str(&names));
    put_pictures(p, post);
}

static void put_standing(struct printing *p, const struct post *post)
{
    static const char *const done[] = {
        [POST_EDITED] = "編集済み", [POST_CORRECTED] = "訂正済み", [POST_WITHDRAWN] = "取り消し"};
    if (post->standing == POST_STANDS)
        return;
    line(p, small, str_print(p->a, "%s（%.*s）%s", done[post->standing],
                             STR(frame_moment(p->a, post->changed_at).text),
                             post->standing == POST_WITHDRAWN ? "この投稿は取り消されたため、文を印刷しません。"
                                                              : "前の文は部屋で読めます。"));
}

static void put_post(struct printing *p, const struct post *post)
{
    const struct sheet_style head = {.size = 10, .bold = true, .leading = 1.5};
    sheet_keep(p->s, 20);
    line(p, head, str_print(p->a, "%.*s　〔%.*s〕　%.*s（%.*s・%.*s）",
                            STR(frame_clock(p->a, post->written_at).text),
                            STR(post_kind_label(post->kind)), STR(post->author),
                            STR(profession_label(post->profession)), STR(post->office)));
    if (post->standing != POST_WITHDRAWN) {
        put_relations(p, post);
        if (post->body.n)
            sheet_paragraph(p->s, (struct sheet_style){.leading = 1.5}, post->body);
        put_files(p, post);
    }
    put_standing(p, post);
    sheet_space(p->s, 3.2);
}

// --- the whole ------------------------------------------------------------------------------

static str period_of(struct arena *a, const struct export_wish *wish)
{
    return str_print(a, "%.*s から %.*s まで", STR(day_format(a, wish->from)),
                     STR(day_format(a, wish->to)));
}

static void put_head(struct printing *p, const struct acting *me, const struct export_wish *wish)
{
    str count = str_print(p->a, "%zu件", p->posts->n);
    if (wish->parts > 1)
        count = str_print(p->a, "%zu件（全%ld回のうち%ld回目）", p->posts->n, (long)wish->parts,
                          (long)wish->part);
    const struct sheet_fact facts[] = {
        {.name = S("部屋"), .value = str_print(p->a, "%.*s 様", STR(p->seat->room_name))},
        {.name = S("期間"), .value = period_of(p->a, wish)},
        {.name = S("投稿"), .value = count},
        {.name = S("印刷した人"),
         .value = str_print(p->a, "%.*s（%.*s・%.*s）", STR(me->name), STR(me->job),
                            STR(me->office))},
        {.name = S("印刷した日時"), .value = instant_format(p->a, tx_now(p->tx))},
        {.name = S("理由"), .value = wish->reason},
    };
    sheet_title(p->s, S("投稿の記録"));
    sheet_facts(p->s, facts, sizeof facts / sizeof facts[0]);
    sheet_paragraph(p->s, small,
                    S("個人情報です。紙になった記録は部屋の仕組みでは守られません。使い終わったら、読めないようにして捨ててください。"));
}

static void put_posts(struct printing *p)
{
    day before = NO_DAY;
    for (size_t i = 0; i < p->posts->n; i++) {
        const struct post *post = &p->posts->at[i];
        day written = day_of(post->written_at);
        if (written.n != before.n)
            sheet_heading(p->s, day_format(p->a, written));
        before = written;
        put_post(p, post);
    }
    if (p->posts->n == 0)
        sheet_paragraph(p->s, (struct sheet_style){0}, S("この期間に投稿はありません。"));
}

bytes export_posts_sheet(struct tx *tx, const struct acting *me, const struct seat *seat,
                         struct blobs *blobs, const struct export_wish *wish)
{
    struct arena *a = tx_arena(tx);
    struct post_list posts = post_list_between(
        tx, seat, day_start(wish->from), day_start(day_after(wish->to, 1)),
        (wish->part - 1) * EXPORT_POSTS, EXPORT_POSTS);
    struct printing p = {tx, a, seat, blobs, NULL, &posts};
    p.s = sheet_begin(a, &(struct sheet_paper){.title = S("投稿の記録"), .at = tx_now(tx),
                                               .numbered = true});
    sheet_footer(p.s, str_print(a, "%.*s 様　%.*s　印刷 %.*s %.*s", STR(seat->room_name),
                                STR(period_of(a, wish)), STR(me->name),
                                STR(instant_format(a, tx_now(tx)))));
    put_head(&p, me, wish);
    put_posts(&p);
    return sheet_finish(p.s);
}
