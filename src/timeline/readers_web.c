// SPDX-License-Identifier: AGPL-3.0-or-later
// Who has read a post, and the marks 既読 and 確認しました.
#include "base/base32.h"
#include "reading/reading.h"
#include "timeline/readers_page.html.h"
#include "timeline/timeline_web.h"

// --- marks -----------------------------------------------------------------------------------

// A page shows thirty posts; live ones come on top.
enum { MARKS_MOST = 300 };

void read_page(struct turn *t)
{
    const struct params *form = &t->request->form;
    post_id *posts = NEW_ARRAY(t->arena, post_id, form->n);
    size_t n = 0;
    for (size_t i = 0; i < form->n && n < MARKS_MOST; i++)
        if (str_eq(form->at[i].name, S("post")) && base32_to_id(form->at[i].value, &posts[n].v))
            n++;
    reading_mark(t->tx, t->seat, posts, n);
    if (t->request->wants_fragment)
        t->response->status = 204;
    else
        turn_go_saying(t, room_url(t), "ここまで読んだことを記録しました。");
}

void confirm_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    reading_confirm(t->tx, t->seat, (post_id){turn_param(t, 1)});
    if (!post_of_address(t, &post, &card))
        return;
    room_viewed(t, "post.view", post.id.v);
    if (t->request->wants_fragment)
        post_card_put_html(turn_out(t), &card);
    else
        turn_go(t, url_make(t->arena, "/rooms/%i?newest=1#post-%i", t->seat->room.v, post.id.v));
}

// --- who has read ------------------------------------------------------------------------------

static const struct {
    str label;
    const char *chip;
} readings[] = {
    [READING_UNREAD] = {S_CONST("未読"), "chip-gray"},
    [READING_READ] = {S_CONST("既読"), "chip-blue"},
    [READING_CONFIRMED] = {S_CONST("確認しました"), "chip-green"},
};

static str reading_time(struct arena *a, const struct reader *r)
{
    instant at = instant_is(r->confirmed_at) ? r->confirmed_at : r->read_at;
    if (!instant_is(at))
        return NONE;
    return str_print(a, "%.*s %.*s", STR(frame_day(a, day_of(at))), STR(frame_clock(a, at).text));
}

static struct reader_row_shown row_of(struct arena *a, const struct reader *r)
{
    return (struct reader_row_shown){
        .name = r->name,
        .office = r->office,
        .asked = r->asked,
        .reading = readings[r->reading].label,
        .chip = readings[r->reading].chip,
        .at = reading_time(a, r),
    };
}

static void count(const struct reader *r, struct readers_shown *shown)
{
    shown->confirmed += r->reading == READING_CONFIRMED;
    shown->read += r->reading == READING_READ;
    shown->unread += r->reading == READING_UNREAD;
}

// The list is in the order of professions.
static struct readers_shown shown_of(struct arena *a, const struct readers *readers)
{
    struct readers_shown shown = {
        .groups = {0, NEW_ARRAY(a, struct reader_group, PROFESSIONS)},
    };
    struct reader_row_shown *rows = NEW_ARRAY(a, struct reader_row_shown, readers->n);
    for (size_t i = 0; i < readers->n; i++) {
        const struct reader *r = &readers->at[i];
        if (i == 0 || r->profession != readers->at[i - 1].profession)
            shown.groups.at[shown.groups.n++] = (struct reader_group){
                .profession = profession_label(r->profession), .at = &rows[i]};
        rows[i] = row_of(a, r);
        shown.groups.at[shown.groups.n - 1].n++;
        count(r, &shown);
    }
    return shown;
}

void readers_list_page(struct turn *t)
{
    struct post post;
    struct post_card card;
    if (!post_of_address(t, &post, &card))
        return;
    post_id id = post.id;
    if (!card.has_reads) {
        turn_missing(t);
        return;
    }
    struct readers readers = reading_of(t->tx, t->seat, id);
    struct readers_page page = {
        .frame = frame_of(t, FRAME_NONE, S("読んだ人")),
        .post = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, id.v),
        .readers = shown_of(t->arena, &readers),
    };
    room_viewed(t, "readers.view", id.v);
    if (t->request->wants_fragment) {
        readers_put_html(turn_out(t), &page.readers);
        return;
    }
    page.base = turn_base(t, S("だれが読んだか"));
    readers_page_html(turn_out(t), &page);
}
