// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's side: one process for each question.
#include "server/pdf.h"

#include "base/buf.h"
#include "base/text.h"
#include "server/image_pool.h"
#include "server/pdf_wire.h"

#include <errno.h>
#include <time.h>

enum { SECONDS_MOST = 20 };

const char *pdf_sentence(enum pdf_outcome outcome)
{
    switch (outcome) {
    case PDF_OK:
        return "";
    case PDF_BROKEN:
        return "このPDFは壊れているか、中身を読み取れません。作った方に、もう一度PDFにしてもらってください。";
    case PDF_LOCKED:
        return "このPDFにはパスワードがかかっていて、ほかの方が開けません。パスワードを外してから、もう一度選んでください。";
    case PDF_TOO_LARGE:
        return "このPDFは大きすぎます。500ページ、30MBまでに分けてください。";
    case PDF_NO_PAGE:
        return "そのページはありません。";
    case PDF_WORKER_DIED:
        return "PDFを開くのに時間がかかりすぎました。少し待って、もう一度試してください。";
    }
    return "";
}

// --- what came back ------------------------------------------------------------------------

static bool is_sane(const struct pdf_answer *head, const struct pdf_question *q)
{
    return head->outcome <= PDF_NO_PAGE && head->pages <= PDF_MOST_PAGES &&
           head->width <= PDF_MOST_WIDTH && head->height <= PDF_HEIGHT_MOST &&
           head->n_picture <= PDF_PICTURE_MOST && head->n_text <= PDF_TEXT_MOST &&
           (head->outcome != PDF_OK || (head->pages > 0 && (head->n_picture > 0) == (q->width > 0)));
}

// Control characters go; text that then is none is left out.
static str plain_text(struct arena *a, bytes raw)
{
    struct buf kept = buf_in(a);
    str clean = NONE;
    size_t whole = raw.n;
    while (whole == PDF_TEXT_MOST && raw.n && raw.p[raw.n - 1] != '\n')
        raw.n--; // cut off: back to the end of a line
    for (size_t i = 0; i < raw.n; i++)
        if (raw.p[i] == '\n' || (raw.p[i] >= 0x20 && raw.p[i] != 0x7f))
            buf_byte(&kept, (char)raw.p[i]);
    text_clean(a, buf_bytes(&kept), &clean);
    return str_trim(clean);
}

static const char *type_of(bytes picture)
{
    if (picture.n > 8 && !memcmp(picture.p, "\x89PNG\r\n\x1a\n", 8))
        return "image/png";
    return picture.n > 3 && !memcmp(picture.p, "\xff\xd8\xff", 3) ? "image/jpeg" : NULL;
}

static bool read_rest(const struct cell *c, struct arena *a, const struct pdf_answer *head,
                      int64_t until, struct pdf_page *out)
{
    uint8_t *picture = arena_alloc_raw(a, head->n_picture + 1);
    uint8_t *text = arena_alloc_raw(a, head->n_text + 1);
    if (!cell_get(c, picture, head->n_picture, until) || !cell_get(c, text, head->n_text, until))
        return false;
    *out = (struct pdf_page){
        .pages = (int)head->pages,
        .width = (int)head->width,
        .height = (int)head->height,
        .picture = {picture, head->n_picture},
        .type = type_of((bytes){picture, head->n_picture}),
        .text = plain_text(a, (bytes){text, head->n_text}),
    };
    return head->n_picture == 0 || out->type;
}

static enum pdf_outcome ask(const struct cell *c, struct arena *a, bytes pdf,
                            const struct pdf_question *q, struct pdf_page *out)
{
    int64_t until = cell_deadline(SECONDS_MOST);
    const struct pdf_asked asked = {(uint32_t)pdf.n, (uint32_t)q->page, (uint32_t)q->width,
                                    (uint32_t)q->turn, q->text};
    struct pdf_answer head;
    if (!cell_put(c, &asked, sizeof asked, until) || !cell_put(c, pdf.p, pdf.n, until) ||
        !cell_get(c, &head, sizeof head, until) || !is_sane(&head, q))
        return PDF_WORKER_DIED;
    if (head.outcome != PDF_OK)
        return (enum pdf_outcome)head.outcome;
    return read_rest(c, a, &head, until, out) ? PDF_OK : PDF_WORKER_DIED;
}

// --- a few at once ---------------------------------------------------------------------------

static bool slot_take(struct image_worker *w)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += SECONDS_MOST;
    pthread_mutex_lock(&w->lock);
    while (w->documents == 0)
        if (pthread_cond_timedwait(&w->free, &w->lock, &until) == ETIMEDOUT)
            break;
    bool taken = w->documents > 0;
    w->documents -= taken;
    pthread_mutex_unlock(&w->lock);
    return taken;
}

static void slot_give_back(struct image_worker *w)
{
    pthread_mutex_lock(&w->lock);
    w->documents++;
    pthread_cond_broadcast(&w->free);
    pthread_mutex_unlock(&w->lock);
}

enum pdf_outcome pdf_look(struct image_worker *w, struct arena *a, bytes pdf,
                          const struct pdf_question *question, struct pdf_page *out)
{
    struct pdf_question q = *question;
    struct cell cell = {0};
    enum pdf_outcome outcome = PDF_WORKER_DIED;
    *out = (struct pdf_page){0};
    if (pdf.n == 0)
        return PDF_BROKEN;
    if (pdf.n > PDF_BYTES_MOST)
        return PDF_TOO_LARGE;
    if (q.page < 1)
        return PDF_NO_PAGE;
    if (q.width)
        q.width = q.width < PDF_LEAST_WIDTH  ? PDF_LEAST_WIDTH
                  : q.width > PDF_MOST_WIDTH ? PDF_MOST_WIDTH
                                             : q.width;
    if (!slot_take(w))
        return PDF_WORKER_DIED;
    if (cell_start(&cell, w->self, "pdf-worker"))
        outcome = ask(&cell, a, pdf, &q, out);
    cell_end(&cell, outcome != PDF_WORKER_DIED);
    slot_give_back(w);
    return outcome;
}
