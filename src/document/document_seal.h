// SPDX-License-Identifier: AGPL-3.0-or-later
// One version of a document, sealed and opened. Inside this folder only.
#ifndef DOCUMENT_DOCUMENT_SEAL_H
#define DOCUMENT_DOCUMENT_SEAL_H

#include "document/document.h"
#include "document/document.sql.h"

struct written {
    struct document_text text;
    struct document_files files;
    bool withdrawn;
    str reason;
};
bytes document_seal(struct tx *tx, const struct seat *seat, const struct document_row *row,
                    const struct written *written);
// False when the row does not say what was sealed.
bool document_unseal(struct arena *a, const struct key *key, room_id room,
                     const struct document_row *row, struct written *out);

#endif
