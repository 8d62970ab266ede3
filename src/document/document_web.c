// SPDX-License-Identifier: AGPL-3.0-or-later
// The shelf, one document, and its files.
#include "document/document_web.h"

#include "audit/audit.h"
#include "base/base32.h"
#include "blob/blob.h"
#include "document/document_page.html.h"
#include "document/sheet.h"
#include "document/sheet_page.html.h"
#include "document/shelf_page.html.h"
#include "viewer/viewer.h"

enum { SHELF_PAGE = 40, FIND_FROM = 6 };

bool shelf_here(struct turn *t)
{
    if (frame_is_patients(t))
        return true;
    turn_missing(t);
    return false;
}

bool shelf_may_write(struct turn *t)
{
    if (!shelf_here(t))
        return false;
    if (!t->seat->may_write)
        turn_go_saying(t, shelf_url(t), "この部屋は終了しているので、書類を置けません。");
    return t->seat->may_write;
}

url shelf_url(struct turn *t)
{
    return url_make(t->arena, "/rooms/%i/documents", t->seat->room.v);
}

url document_url(struct turn *t, document_id id)
{
    return url_make(t->arena, "/rooms/%i/documents/%i", t->seat->room.v, id.v);
}

void document_viewed(struct turn *t, const char *action, int64_t subject)
{
    audit_viewed(t->me, t->seat->city, action, t->seat->room, subject, tx_now(t->tx));
}

bool document_of_address(struct turn *t, struct document *out)
{
    if (!shelf_here(t))
        return false;
    if (document_find(t->tx, t->seat, (document_id){turn_param(t, 1)}, out))
        return true;
    turn_missing(t);
    return false;
}

// --- words -------------------------------------------------------------------------------------

str document_term_text(struct arena *a, const struct document *d)
{
    const struct document_text *text = &d->text;
    if (!day_is(text->starts_on) && !day_is(text->ends_on))
        return NONE;
    str from = day_format(a, text->starts_on), until = day_format(a, text->ends_on);
    return str_print(a, "%.*s%s%.*s%s", STR(from), from.n ? "から" : "", STR(until),
                     until.n ? "まで" : "");
}

str document_size_text(struct arena *a, int64_t size)
{
    if (size < 1000000)
        return str_print(a, "%ldKB", (long)(size < 1000 ? 1 : (size + 500) / 1000));
    return str_print(a, "%ld.%ldMB", (long)(size / 1000000), (long)(size / 100000 % 10));
}

static str version_text(struct arena *a, const struct document *d)
{
    return d->revision > 1 ? str_print(a, "第%ld版", (long)d->revision) : NONE;
}

static str who_text(struct arena *a, const struct document *d)
{
    return str_print(a, "%.*s（%.*s）", STR(d->author), STR(d->office_name));
}

static str word_of(enum document_format format)
{
    switch (format) {
    case DOCUMENT_PHOTO:
        return S("写真");
    case DOCUMENT_PDF:
        return S("PDF");
    case DOCUMENT_CSV:
        return S("ケアプランCSV");
    }
    return NONE;
}

static str form_text(struct arena *a, const struct document_files *files)
{
    if (files->n == 0)
        return NONE;
    str word = word_of(files->at[0].format);
    return files->n > 1 ? str_print(a, "%.*sほか 計%zu個", STR(word), files->n) : word;
}

// --- the shelf ---------------------------------------------------------------------------------

static struct shelf_line line_of(struct turn *t, const struct document *d)
{
    return (struct shelf_line){
        .to = document_url(t, d->id),
        .title = d->text.title,
        .kind = document_kind_label(d->text.kind),
        .who = who_text(t->arena, d),
        .dated = turn_day(t, d->text.dated_on),
        .version = version_text(t->arena, d),
        .term = document_term_text(t->arena, d),
        .form = form_text(t->arena, &d->files),
        .when = frame_moment(t->arena, d->written_at),
        .over = d->term == DOCUMENT_OVER,
        .soon = d->term == DOCUMENT_SOON,
        .gone = d->withdrawn,
        .days_left = d->days_left,
    };
}

static struct shelf_lines lines_of(struct turn *t, const struct documents *list)
{
    struct shelf_lines lines = {list->n, NEW_ARRAY(t->arena, struct shelf_line, list->n)};
    for (size_t i = 0; i < list->n; i++)
        lines.at[i] = line_of(t, &list->at[i]);
    return lines;
}

// With the words that were looked for.
static url kind_url(struct turn *t, enum document_kind kind)
{
    url to = turn_with_words(t, shelf_url(t), turn_words(t));
    return kind < DOCUMENT_KINDS ? url_with(t->arena, to, S("kind"), document_kind_names[kind]) : to;
}

// DOCUMENT_KINDS: all of them.
static enum document_kind kind_asked(struct turn *t)
{
    str name = params_get(&t->request->query, S("kind"));
    enum document_kind kind = 0;
    while (kind < DOCUMENT_KINDS && !str_eq(document_kind_names[kind], name))
        kind++;
    return kind;
}

static struct shelf_kinds kinds_of(struct turn *t, const struct documents *all,
                                   enum document_kind asked)
{
    int64_t counts[DOCUMENT_KINDS] = {0};
    struct shelf_kinds kinds = {0, NEW_ARRAY(t->arena, struct shelf_kind, DOCUMENT_KINDS + 1)};
    for (size_t i = 0; i < all->n; i++)
        counts[all->at[i].text.kind]++;
    kinds.at[kinds.n++] = (struct shelf_kind){kind_url(t, DOCUMENT_KINDS), S("すべて"), (int64_t)all->n,
                                              asked == DOCUMENT_KINDS};
    for (enum document_kind k = 0; k < DOCUMENT_KINDS; k++)
        if (counts[k])
            kinds.at[kinds.n++] = (struct shelf_kind){kind_url(t, k), document_kind_label(k),
                                                      counts[k], k == asked};
    kinds.n = kinds.n > 2 || asked < DOCUMENT_KINDS ? kinds.n : 0; // nothing to choose from
    return kinds;
}

static struct documents only(struct turn *t, const struct documents *all, enum document_kind kind)
{
    struct documents some = {0, NEW_ARRAY(t->arena, struct document, all->n)};
    for (size_t i = 0; i < all->n; i++)
        if (kind == DOCUMENT_KINDS || all->at[i].text.kind == kind)
            some.at[some.n++] = all->at[i];
    return some;
}

static struct documents part(struct turn *t, struct documents list, enum document_kind kind,
                             struct pager *pager)
{
    int64_t page = 1, last = list.n ? ((int64_t)list.n + SHELF_PAGE - 1) / SHELF_PAGE : 1;
    if (!str_to_int(params_get(&t->request->query, S("page")), &page) || page < 1 || page > last)
        page = 1;
    url to = kind_url(t, kind);
    size_t from = (size_t)(page - 1) * SHELF_PAGE;
    *pager = (struct pager){
        .before = url_with(t->arena, to, S("page"), str_print(t->arena, "%ld", (long)page - 1)),
        .after = url_with(t->arena, to, S("page"), str_print(t->arena, "%ld", (long)page + 1)),
        .has_before = page > 1,
        .has_after = page < last,
    };
    return (struct documents){list.n - from < SHELF_PAGE ? list.n - from : SHELF_PAGE, list.at + from};
}

static struct nothing nothing_of(str words)
{
    if (words.n)
        return (struct nothing){
            .title = S("見つかりませんでした"),
            .text = S("題名・メモ・種類・ファイル名・置いた人の名前から探しています。ことばを短くしてみてください。")};
    return (struct nothing){.title = S("まだ書類がありません"),
                            .text = S("計画書・指示書・サマリーなどを、写真かPDFで置けます。")};
}

void shelf_page(struct turn *t)
{
    if (!shelf_here(t))
        return;
    enum document_kind kind = kind_asked(t);
    str words = turn_words(t);
    struct documents shelf = document_list(t->tx, t->seat);
    struct documents all = words.n ? documents_with(t->arena, &shelf, words) : shelf;
    struct documents ending = document_list_ending(t->tx, t->seat);
    struct shelf_page page = {
        .base = turn_base(t, S("書類")),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .may_write = t->seat->may_write,
        .add = url_make(t->arena, "/rooms/%i/documents/new", t->seat->room.v),
        .import = url_make(t->arena, "/rooms/%i/documents/import", t->seat->room.v),
        .kinds = kinds_of(t, &all, kind),
        .shelf = shelf_url(t),
        .find = url_make(t->arena, "/rooms/%i/documents/find", t->seat->room.v),
        .words = words,
        .may_find = words.n || shelf.n >= FIND_FROM,
        .found = all.n,
        .nothing = nothing_of(words),
    };
    struct documents shown = part(t, only(t, &all, kind), kind, &page.pager);
    page.lines = lines_of(t, &shown);
    if (kind == DOCUMENT_KINDS && !words.n)
        page.ending = lines_of(t, &ending);
    shelf_page_html(turn_out(t), &page);
    document_viewed(t, "document.list", 0);
}

// --- one document ------------------------------------------------------------------------------

static struct shown_document_files files_of(struct turn *t, const struct document *d, int photos)
{
    int64_t room = t->seat->room.v, id = d->id.v;
    struct shown_document_files shown = {0, NEW_ARRAY(t->arena, struct shown_document_file, d->files.n)};
    for (size_t i = 0; i < d->files.n; i++) {
        const struct document_file *f = &d->files.at[i];
        bool photo = f->format == DOCUMENT_PHOTO;
        if (photos >= 0 && photo != photos)
            continue;
        shown.at[shown.n++] = (struct shown_document_file){
            .to = url_make(t->arena, "/rooms/%i/documents/%i/files/%i", room, id, f->id.v),
            .thumbnail = url_make(t->arena, "/rooms/%i/documents/%i/files/%i/thumbnail", room, id,
                                  f->id.v),
            .original = url_make(t->arena, "/rooms/%i/documents/%i/files/%i/original", room, id,
                                 f->id.v),
            .name = f->name,
            .size = document_size_text(t->arena, f->size),
            .word = word_of(f->format),
        };
    }
    return shown;
}

static struct shown_versions versions_of(struct turn *t, const struct document *now)
{
    struct documents all = document_versions(t->tx, t->seat, now->id);
    struct shown_versions shown = {all.n, NEW_ARRAY(t->arena, struct shown_version, all.n)};
    for (size_t i = 0; i < all.n; i++) {
        const struct document *d = &all.at[i];
        shown.at[i] = (struct shown_version){
            .number = d->revision,
            .title = d->text.title,
            .who = who_text(t->arena, d),
            .reason = d->reason,
            .term = document_term_text(t->arena, d),
            .when = frame_moment(t->arena, d->written_at),
            .stands = d->revision == now->revision && !d->withdrawn,
            .gone = d->withdrawn,
            .files = files_of(t, d, -1),
        };
    }
    return shown;
}

void one_document_page(struct turn *t)
{
    struct document d;
    if (!document_of_address(t, &d))
        return;
    struct document_page page = {
        .base = turn_base(t, S("書類")),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .title = d.text.title,
        .kind = document_kind_label(d.text.kind),
        .who = who_text(t->arena, &d),
        .note = d.text.note,
        .dated = turn_day(t, d.text.dated_on),
        .term = document_term_text(t->arena, &d),
        .reminded = d.reminded,
        .reason = d.reason,
        .version = version_text(t->arena, &d),
        .when = frame_moment(t->arena, d.written_at),
        .over = d.term == DOCUMENT_OVER,
        .soon = d.term == DOCUMENT_SOON,
        .gone = d.withdrawn,
        .days_left = d.days_left,
        .may_change = t->seat->may_write && !d.withdrawn,
        .may_withdraw = d.may_withdraw,
        .photos = files_of(t, &d, true),
        .files = files_of(t, &d, false),
        .originals = files_of(t, &d, -1),
        .versions = versions_of(t, &d),
        .change = url_make(t->arena, "/rooms/%i/documents/%i/change", t->seat->room.v, d.id.v),
        .withdraw = url_make(t->arena, "/rooms/%i/documents/%i/withdraw", t->seat->room.v, d.id.v),
        .back = shelf_url(t),
    };
    document_page_html(turn_out(t), &page);
    document_viewed(t, "document.view", d.id.v);
}
