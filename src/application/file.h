// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures and scans that belong to an application: photos and PDF, made safe like every
// attachment, sealed with the city's key outside the database.
#ifndef APPLICATION_FILE_H
#define APPLICATION_FILE_H

#include "application/application.h"
#include "attachment/attachment.h"

str application_file_kind_label(enum application_file_kind kind);

// One megabyte beyond a file of the largest size, for the fields beside it.
enum { APPLICATION_MOST_BODY = ATTACHMENT_MOST_BYTES + 1024 * 1024 };

struct application_file {
    attachment_id id;
    enum application_file_kind kind;
    str file_name;
    int64_t size;
    instant added_at;
};
struct application_file_list {
    size_t n;
    struct application_file *at;
};

// Writes the sealed content and gives the id, before the transaction that writes the row (in a
// route's prepare): what is never referred to is swept away after a day.
void application_file_store(struct tx *tx, struct blobs *blobs, city_id city,
                            struct attachment_new *new);
void application_file_add(struct tx *tx, const struct application *of,
                          enum application_file_kind kind, const struct attachment_new *new);
struct application_file_list application_files(struct tx *tx, const struct application *of);
// Whether the applicant may still take the file away: the city has not received it yet.
bool application_file_is_removable(const struct application *of,
                                   const struct application_file *file);
// Takes away a file that is removable; false: there is none such. Its content is swept later.
bool application_file_remove(struct tx *tx, const struct application *of, attachment_id id);
bool application_has_file(struct tx *tx, const struct application *of,
                          enum application_file_kind kind);
// A file of this application; false when there is none such. `is_pdf`: else it is a JPEG.
bool application_file_open(struct tx *tx, struct blobs *blobs, const struct application *of,
                           attachment_id id, struct application_file *out, bytes *content,
                           bool *is_pdf);

#endif
