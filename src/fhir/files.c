// SPDX-License-Identifier: AGPL-3.0-or-later
// What is in files, as base64 inside the bundle.
#include "base/base32.h"
#include "fhir/bundle.h"

// NULL when it is not wanted or does not fit.
static json_t *content_of(struct bundle *b, const struct fhir_file *file)
{
    if (!b->wish->blobs || b->file_bytes + file->size > FHIR_FILES_MOST)
        return NULL;
    bytes content;
    json_t *data = NULL;
    struct arena *scratch = arena_new(); // one file each, not all of the period
    if (blob_get(b->wish->blobs, scratch, &b->seat->key, file->id.v, S("full"), &content))
        data = fhir_text(base64_from_bytes(scratch, content));
    else
        tx_fail(b->tx, "an attachment does not open");
    arena_free(scratch);
    b->file_bytes += file->size;
    return data;
}

json_t *fhir_attachment(struct bundle *b, const struct fhir_file *file, bool *left_out)
{
    json_t *data = content_of(b, file);
    json_t *attachment = json_pack("{s:s,s:o,s:I,s:o}", "contentType", file->type, "title",
                                   fhir_text(file->name), "size", (json_int_t)file->size,
                                   "creation", file->creation);
    *left_out = b->wish->blobs && !data;
    if (data)
        json_object_set_new(attachment, "data", data);
    return attachment;
}

json_t *fhir_left_out(void)
{
    return json_string("大きいため、中身は入っていません。期間を短くして取り出してください。");
}
