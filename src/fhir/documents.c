// SPDX-License-Identifier: AGPL-3.0-or-later
// The shelf: each file of each version is a DocumentReference. A further file of a version appends
// to its first; a newer version replaces what stands before it in the same bundle. Of what was
// withdrawn there is one, entered-in-error, without words and files.
#include "document/document.h"
#include "fhir/bundle.h"

static const char *const types[] = {
    [DOCUMENT_PHOTO] = "image/jpeg", [DOCUMENT_PDF] = "application/pdf", [DOCUMENT_CSV] = "text/csv"};

// Which file of which version: ten at most, so sixteen leave room.
static int64_t part_of(const struct document *d, size_t file)
{
    return d->revision * 16 + (int64_t)file;
}

static const struct document *newest_of(const struct documents *now, document_id id)
{
    for (size_t i = 0; i < now->n; i++)
        if (document_same(now->at[i].id, id))
            return &now->at[i];
    return NULL;
}

static json_t *begin(struct bundle *b, const struct document *d, const char *status,
                     json_t *attachment)
{
    return json_pack("{s:s,s:s,s:{s:o},s:o,s:o,s:[o],s:o,s:[{s:o}]}", "resourceType",
                     "DocumentReference", "status", status, "type", "text",
                     fhir_text(document_kind_label(d->text.kind)), "subject",
                     fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0), "date",
                     fhir_instant(b, d->written_at), "author",
                     fhir_reference(b, FHIR_ROLE, d->seat.v, 0), "custodian",
                     fhir_reference(b, FHIR_ORGANIZATION, d->author_office.v, 0), "content",
                     "attachment", attachment);
}

static void put_withdrawn(struct bundle *b, const struct document *d)
{
    json_t *attachment = json_pack("{s:s}", "title", "取り下げられた書類");
    bundle_add(b, FHIR_DOCUMENT, d->id.v, part_of(d, 0),
               begin(b, d, "entered-in-error", attachment));
}

static void add_words(struct bundle *b, const struct document *d, bool left_out, json_t *document)
{
    str words = d->text.title;
    if (d->text.note.n)
        words = str_print(b->a, "%.*s\n%.*s", STR(words), STR(d->text.note));
    if (left_out)
        words = str_print(b->a, "%.*s\n%s", STR(words), "大きいため、中身は入っていません。");
    json_object_set_new(document, "description", fhir_text(words));
}

// From when until when an order is good: the time of what it is about.
static void add_term(struct bundle *b, const struct document *d, json_t *document)
{
    json_t *period = json_object();
    if (day_is(d->text.starts_on))
        json_object_set_new(period, "start", fhir_day(b, d->text.starts_on));
    if (day_is(d->text.ends_on))
        json_object_set_new(period, "end", fhir_day(b, d->text.ends_on));
    if (json_object_size(period))
        json_object_set_new(document, "context", json_pack("{s:O}", "period", period));
    json_decref(period);
}

static void add_relation(struct bundle *b, const struct document *d, const char *code, int64_t part,
                         json_t *document)
{
    json_object_set_new(document, "relatesTo",
                        json_pack("[{s:s,s:o}]", "code", code, "target",
                                  fhir_reference(b, FHIR_DOCUMENT, d->id.v, part)));
}

static void put_file(struct bundle *b, const struct document *d, size_t i, bool stands,
                     const struct document *before)
{
    const struct document_file *file = &d->files.at[i];
    bool left_out;
    json_t *creation = day_is(d->text.dated_on) ? fhir_day(b, d->text.dated_on)
                                                : fhir_instant(b, d->written_at);
    json_t *attachment = fhir_attachment(
        b, &(struct fhir_file){file->id, types[file->format], file->name, file->size, creation},
        &left_out);
    json_t *document = begin(b, d, stands ? "current" : "superseded", attachment);
    add_words(b, d, left_out, document);
    add_term(b, d, document);
    if (i > 0)
        add_relation(b, d, "appends", part_of(d, 0), document);
    else if (before)
        add_relation(b, d, "replaces", part_of(before, 0), document);
    bundle_add(b, FHIR_DOCUMENT, d->id.v, part_of(d, i), document);
}

void fhir_put_documents(struct bundle *b)
{
    struct documents list =
        document_list_between(b->tx, b->seat, b->from, b->until,
                              (b->wish->part - 1) * FHIR_DOCUMENTS, FHIR_DOCUMENTS);
    struct documents now = {0};
    if (list.n)
        now = document_list(b->tx, b->seat);
    for (size_t i = 0; i < list.n; i++) {
        const struct document *d = &list.at[i], *newest = newest_of(&now, d->id);
        bool follows = i > 0 && document_same(list.at[i - 1].id, d->id);
        if (!newest)
            continue; // a fault
        if (d->withdrawn)
            put_withdrawn(b, d);
        for (size_t f = 0; f < d->files.n && !newest->withdrawn; f++)
            put_file(b, d, f, d->revision == newest->revision, follows ? d - 1 : NULL);
    }
}
