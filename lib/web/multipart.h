// SPDX-License-Identifier: AGPL-3.0-or-later
// The small grammars inside multipart headers, apart from the body's borders.
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "base/arena.h"

// Cuts "; name=value" or "; name="quoted"" off `*rest`. False when nothing is
// left; on what is no parameter the name is empty and `*rest` is spent.
bool header_parameter(struct arena *a, str *rest, str *name, str *value);

// The boundary of "multipart/form-data; boundary=…"; false when the type is
// another or the boundary is not one (RFC 2046, 5.1.1).
bool multipart_boundary(struct arena *a, str content_type, str *out);

// The last part of a path of either kind, cleaned as all text is, on one line; at
// most 200 characters, the last ones. False when it is not text.
bool file_name_clean(struct arena *a, bytes typed, str *out);

// One part's headers, read.
struct part_head {
    bool has_name;
    str name;
    bool is_file;
    str file_name;
    str type;
};
enum head_outcome { HEAD_OK, HEAD_BAD_TEXT, HEAD_BAD_FORM };
enum head_outcome part_head_read(struct arena *a, str lines, struct part_head *out);

#endif
