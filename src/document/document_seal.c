// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/document_seal.h"

#include "base/buf.h"

// With the words, the seal holds what the row says beside them, so that a changed person, time
// or end is found as surely as a changed word. Behind the facts stand the files, then the texts
// in the order of their lengths here.
struct facts {
    int64_t document, revision, seat, written_at, ends_on; // as in the row
    int64_t kind, dated_on, starts_on, last_day, office, withdrawn;
    int64_t n_files, title, note, reason;
};
struct packed {
    int64_t id, post, format, size, width, height, name;
};

static struct facts facts_of(const struct document_row *row)
{
    return (struct facts){
        .document = row->document.v,
        .revision = row->revision,
        .seat = row->seat.v,
        .written_at = row->written_at.us,
        .ends_on = row->ends_on.n,
    };
}

static struct place place_of(room_id room, const struct document_row *row)
{
    return (struct place){S("document_version"), S("body"), row->document.v, room.v};
}

static void put_files(struct buf *plain, const struct document_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct document_file *f = &files->at[i];
        const struct packed packed = {f->id.v, f->post.v, (int64_t)f->format, f->size,
                                      f->width, f->height, (int64_t)f->name.n};
        buf_put(plain, (str){(const char *)&packed, sizeof packed});
        buf_put(plain, f->name);
    }
}

bytes document_seal(struct tx *tx, const struct seat *seat, const struct document_row *row,
                    const struct written *written)
{
    struct facts facts = facts_of(row);
    const struct document_text *text = &written->text;
    struct buf plain = buf_in(tx_arena(tx));
    facts.kind = (int64_t)text->kind;
    facts.dated_on = text->dated_on.n;
    facts.starts_on = text->starts_on.n;
    facts.last_day = text->ends_on.n;
    facts.office = text->office.v;
    facts.withdrawn = written->withdrawn;
    facts.n_files = (int64_t)written->files.n;
    facts.title = (int64_t)text->title.n;
    facts.note = (int64_t)text->note.n;
    facts.reason = (int64_t)written->reason.n;
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    put_files(&plain, &written->files);
    buf_put(&plain, text->title);
    buf_put(&plain, text->note);
    buf_put(&plain, written->reason);
    return seal(tx_arena(tx), &seat->key, place_of(seat->room, row), buf_bytes(&plain));
}

// --- opening ---------------------------------------------------------------------------------

static bool take(str *rest, int64_t n, str *out)
{
    if (n < 0 || (size_t)n > rest->n)
        return false;
    *out = str_part(*rest, 0, (size_t)n);
    *rest = str_from(*rest, (size_t)n);
    return true;
}

// Copied, because sealed bytes need not lie where numbers may.
static bool take_files(struct arena *a, str *rest, int64_t n, struct document_files *out)
{
    if (n < 0 || n > DOCUMENT_MOST_FILES)
        return false;
    *out = (struct document_files){0, NEW_ARRAY(a, struct document_file, (size_t)n + 1)};
    for (int64_t i = 0; i < n; i++) {
        struct packed p;
        str head, name;
        if (!take(rest, sizeof p, &head))
            return false;
        memcpy(&p, head.p, sizeof p);
        if (p.format > DOCUMENT_CSV || !take(rest, p.name, &name))
            return false;
        out->at[out->n++] = (struct document_file){{p.id}, {p.post}, (enum document_format)p.format,
                                                   name, p.size, p.width, p.height};
    }
    return true;
}

static bool take_all(struct arena *a, const struct facts *f, str rest, struct written *out)
{
    *out = (struct written){
        .text = {.kind = f->kind < DOCUMENT_KINDS ? (enum document_kind)f->kind : DOCUMENT_OTHER,
                 .dated_on = {(int32_t)f->dated_on},
                 .starts_on = {(int32_t)f->starts_on},
                 .ends_on = {(int32_t)f->last_day},
                 .office = {f->office}},
        .withdrawn = f->withdrawn != 0,
    };
    return take_files(a, &rest, f->n_files, &out->files) && take(&rest, f->title, &out->text.title) &&
           take(&rest, f->note, &out->text.note) && take(&rest, f->reason, &out->reason) &&
           rest.n == 0;
}

bool document_unseal(struct arena *a, const struct key *key, room_id room,
                     const struct document_row *row, struct written *out)
{
    bytes plain;
    struct facts facts, expected = facts_of(row);
    if (!unseal(a, key, place_of(room, row), row->body, &plain) || plain.n < sizeof facts)
        return false;
    memcpy(&facts, plain.p, sizeof facts);
    return memcmp(&facts, &expected, offsetof(struct facts, kind)) == 0 &&
           take_all(a, &facts, str_from(bytes_str(plain), sizeof facts), out);
}
