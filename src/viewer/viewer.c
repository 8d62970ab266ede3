// SPDX-License-Identifier: AGPL-3.0-or-later
#include "viewer/viewer.h"

#include "blob/blob.h"
#include "permission/permission.h"
#include "seat/seat.h"
#include "server/pdf.h"
#include "viewer/viewer_page.html.h"

// Wide enough for a phone's fine screen and for a desk's; larger when it is read enlarged.
enum { WIDTH = 1240, WIDTH_LARGE = PDF_MOST_WIDTH };
static const int zooms[] = {100, 150, 200, 300};
enum { ZOOMS = sizeof zooms / sizeof zooms[0] };

struct look {
    int page, zoom, turn;
};

static int query_int(struct turn *t, str name, int64_t least, int64_t most, int otherwise)
{
    int64_t n;
    str text = params_get(&t->request->query, name);
    return str_to_int(text, &n) && n >= least && n <= most ? (int)n : otherwise;
}

static struct look look_of(struct turn *t)
{
    struct look look = {.page = query_int(t, S("page"), 1, PDF_MOST_PAGES, 1), .zoom = 100};
    int zoom = query_int(t, S("zoom"), 100, 300, 100);
    for (int i = 0; i < ZOOMS; i++)
        if (zooms[i] == zoom)
            look.zoom = zoom;
    look.turn = query_int(t, S("turn"), 0, 270, 0) / 90 * 90;
    return look;
}

static url with_int(struct turn *t, url to, str name, int n)
{
    return url_with(t->arena, to, name, str_print(t->arena, "%d", n));
}

static url url_of(struct turn *t, url base, struct look look)
{
    url to = with_int(t, base, S("page"), look.page);
    if (look.zoom != 100)
        to = with_int(t, to, S("zoom"), look.zoom);
    return look.turn ? with_int(t, to, S("turn"), look.turn) : to;
}

static bool read_file(struct turn *t, attachment_id id, bytes *out)
{
    if (blob_get(t->services->blobs, t->arena, &t->seat->key, id.v, S("full"), out))
        return true;
    tx_fail(t->tx, "an attachment does not open");
    return false;
}

// --- the page ----------------------------------------------------------------------------------

static void add_steps(struct turn *t, const struct viewer_file *file, struct look look,
                      struct viewer_page *page)
{
    struct look other = look;
    other.page = look.page - 1;
    page->has_before = other.page >= 1;
    page->before = url_of(t, file->here, other);
    other.page = look.page + 1;
    page->has_after = other.page <= page->pages;
    page->after = url_of(t, file->here, other);
}

static void add_tools(struct turn *t, const struct viewer_file *file, struct look look,
                      struct viewer_page *page)
{
    int at = 0;
    for (int i = 0; i < ZOOMS; i++)
        if (zooms[i] == look.zoom)
            at = i;
    struct look other = look;
    other.zoom = zooms[at + 1 < ZOOMS ? at + 1 : at];
    page->may_enlarge = at + 1 < ZOOMS;
    page->larger = url_of(t, file->here, other);
    other.zoom = zooms[at > 0 ? at - 1 : at];
    page->may_shrink = at > 0;
    page->smaller = url_of(t, file->here, other);
    other = look;
    other.turn = (look.turn + 270) % 360;
    page->left = url_of(t, file->here, other);
    other.turn = (look.turn + 90) % 360;
    page->right = url_of(t, file->here, other);
}

static struct viewer_page page_of(struct turn *t, const struct viewer_file *file, struct look look)
{
    struct viewer_page page = {
        .base = turn_base(t, file->page),
        .frame = frame_of(t, file->tab, file->page),
        .name = file->name,
        .number = look.page,
        .zoom = look.zoom,
        .here = file->here,
        .picture = url_of(t, file->picture, look),
        .large = url_of(t, file->picture, (struct look){look.page, 200, look.turn}),
        .original = file->original,
        .needs_permission = t->seat->kind == ROOM_PATIENT,
        .back = file->back,
        .back_label = file->back_label,
        .keep = file->keep,
        .keep_label = file->keep_label,
    };
    page.may_copy = !page.needs_permission ||
                    permission_holds(t->tx, t->seat, PERMISSION_ORIGINAL, NULL);
    page.base.look = S("page-wide");
    return page;
}

void viewer_show(struct turn *t, const struct viewer_file *file)
{
    bytes content;
    struct pdf_page shown;
    struct look look = look_of(t);
    if (!read_file(t, file->id, &content))
        return;
    const struct pdf_question question = {.page = look.page, .text = true};
    enum pdf_outcome outcome = pdf_look(t->services->images, t->arena, content, &question, &shown);
    if (outcome == PDF_NO_PAGE) {
        turn_missing(t);
        return;
    }
    struct viewer_page page = page_of(t, file, look);
    page.pages = shown.pages;
    page.text = shown.text;
    page.opens = outcome == PDF_OK;
    page.fault = (struct banner){"warn", S("このPDFは、ここでは開けません"),
                                 str_of(pdf_sentence(outcome)), .to_label = NONE};
    if (page.opens) {
        add_steps(t, file, look, &page);
        add_tools(t, file, look, &page);
    }
    viewer_page_html(turn_out(t), &page);
}

void viewer_picture(struct turn *t, attachment_id id)
{
    bytes content;
    struct pdf_page shown;
    struct look look = look_of(t);
    const struct pdf_question question = {
        .page = look.page,
        .width = look.zoom > 100 ? WIDTH_LARGE : WIDTH,
        .turn = look.turn,
    };
    if (!read_file(t, id, &content))
        return;
    if (pdf_look(t->services->images, t->arena, content, &question, &shown) != PDF_OK)
        turn_missing(t);
    else
        response_file(t->response, shown.picture, str_of(shown.type), NONE, false);
}
