// SPDX-License-Identifier: AGPL-3.0-or-later
// multipart/form-data (RFC 7578, RFC 2046). The body is complete in memory; file
// contents stay where they are. Every search goes on where the last one ended,
// and headers are looked for in the first 8 kB of a part only, so the work grows
// with the size of the body and not faster. Parts inside parts are not opened:
// such a part is a field or a file like any other.
#include "web/multipart.h"

#include "base/text.h"
#include "web/request.h"

enum { MOST_FIELDS = 2000, MOST_FILES = 50, MOST_HEAD = 8192 };

struct walk {
    struct arena *a;
    str body;
    str delimiter; // CR LF "--" boundary
    struct params *fields;
    size_t fields_room;
    struct uploads *files;
};

// A delimiter line: the part before it ends at `begins`, the part after it
// begins behind the CR LF at `ends`. That CR LF may begin the next delimiter.
struct border {
    size_t begins, ends;
    bool last;
};

static bool border_here(const struct walk *w, size_t after, struct border *out)
{
    str rest = str_from(w->body, after);
    out->last = str_starts(rest, S("--"));
    size_t blanks = 0;
    while (blanks < rest.n && (rest.p[blanks] == ' ' || rest.p[blanks] == '\t'))
        blanks++;
    out->ends = after + blanks;
    return out->last || str_starts(str_from(rest, blanks), S("\r\n"));
}

// A line that only begins like the delimiter belongs to the content.
static bool next_border(const struct walk *w, size_t from, struct border *out)
{
    while (from < w->body.n) {
        out->begins = from + str_find(str_from(w->body, from), w->delimiter);
        if (out->begins >= w->body.n)
            return false;
        if (border_here(w, out->begins + w->delimiter.n, out))
            return true;
        from = out->begins + w->delimiter.n;
    }
    return false;
}

static bool first_border(const struct walk *w, struct border *out)
{
    str opening = str_from(w->delimiter, 2);
    if (str_starts(w->body, opening) && border_here(w, opening.n, out))
        return true;
    return next_border(w, 0, out);
}

static enum parse_outcome add_field(struct walk *w, str name, str content)
{
    struct params *fields = w->fields;
    if (fields->n == MOST_FIELDS)
        return PARSE_TOO_MANY;
    if (fields->n == w->fields_room) {
        size_t room = w->fields_room ? w->fields_room * 2 : 16;
        fields->at = arena_grow(w->a, fields->at, w->fields_room * sizeof(struct param),
                                room * sizeof(struct param));
        w->fields_room = room;
    }
    str value;
    if (!text_clean(w->a, str_bytes(content), &value))
        return PARSE_BAD_ENCODING;
    fields->at[fields->n++] = (struct param){name, value};
    return PARSE_OK;
}

static enum parse_outcome add_file(struct walk *w, const struct part_head *head, str content)
{
    if (head->file_name.n == 0 && content.n == 0)
        return PARSE_OK; // an <input type=file> where nothing was chosen
    if (w->files->n == MOST_FILES)
        return PARSE_TOO_MANY;
    if (!w->files->at)
        w->files->at = NEW_ARRAY(w->a, struct upload, MOST_FILES);
    w->files->at[w->files->n++] =
        (struct upload){head->name, head->file_name, head->type, str_bytes(content)};
    return PARSE_OK;
}

static enum parse_outcome add_part(struct walk *w, str part)
{
    size_t blank = str_find(str_part(part, 0, MOST_HEAD), S("\r\n\r\n"));
    if (blank >= part.n || blank >= MOST_HEAD)
        return PARSE_BAD_FORM;
    struct part_head head;
    switch (part_head_read(w->a, str_part(part, 0, blank), &head)) {
    case HEAD_BAD_FORM:
        return PARSE_BAD_FORM;
    case HEAD_BAD_TEXT:
        return PARSE_BAD_ENCODING;
    case HEAD_OK:
        break;
    }
    str content = str_from(part, blank + 4);
    return head.is_file ? add_file(w, &head, content) : add_field(w, head.name, content);
}

static enum parse_outcome add_parts(struct walk *w, str boundary)
{
    w->delimiter = str_print(w->a, "\r\n--%.*s", STR(boundary));
    struct border at, next;
    if (!first_border(w, &at))
        return PARSE_BAD_FORM;
    while (!at.last) {
        if (!next_border(w, at.ends, &next))
            return PARSE_BAD_FORM; // the body was cut off
        size_t begins = at.ends + 2;
        str part = str_part(w->body, begins, next.begins > begins ? next.begins - begins : 0);
        enum parse_outcome outcome = add_part(w, part);
        if (outcome != PARSE_OK)
            return outcome;
        at = next;
    }
    return PARSE_OK;
}

enum parse_outcome parse_multipart(struct arena *a, str content_type, bytes body,
                                   struct params *fields, struct uploads *files)
{
    *fields = (struct params){0};
    *files = (struct uploads){0};
    struct walk w = {.a = a, .body = bytes_str(body), .fields = fields, .files = files};
    str boundary;
    return multipart_boundary(a, content_type, &boundary) ? add_parts(&w, boundary)
                                                          : PARSE_BAD_FORM;
}

void parse_multipart_begun(struct arena *a, str content_type, bytes body, struct params *fields)
{
    struct uploads files;
    parse_multipart(a, content_type, body, fields, &files);
}
