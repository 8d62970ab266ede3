// SPDX-License-Identifier: AGPL-3.0-or-later
#include "draft/draft.h"

#include "audit/audit.h"
#include "base/buf.h"
#include "base/text.h"
#include "draft/draft.sql.h"

enum { DUE_AT_MOST = 32, BOX_DAYS = 2 };

// --- the seal ----------------------------------------------------------------------------

// With the text, the seal holds whose it is and what the row says beside it. Behind the facts
// stand the addressees, the typed time and the text.
struct facts {
    int64_t member, device, revision, saved_at;
    int64_t kind, reply_to, quotes, for_seat, due;
    int64_t addressees, due_at;
};

static struct place content_place(room_id room, draft_id draft)
{
    return (struct place){S("draft"), S("content"), draft.v, room.v};
}

static bytes seal_draft(struct tx *tx, const struct seat *seat, const struct draft_row *row,
                        const struct draft_text *text)
{
    const struct facts facts = {
        .member = row->member.v,
        .device = row->device.v,
        .revision = row->revision,
        .saved_at = row->saved_at.us,
        .kind = text->kind,
        .reply_to = text->reply_to.v,
        .quotes = text->quotes.v,
        .for_seat = text->for_seat.v,
        .due = text->due,
        .addressees = (int64_t)text->to.n,
        .due_at = (int64_t)text->due_at.n,
    };
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, (str){(const char *)text->to.at, text->to.n * sizeof *text->to.at});
    buf_put(&plain, text->due_at);
    buf_put(&plain, text->body);
    return seal(tx_arena(tx), &seat->key, content_place(seat->room, row->id), buf_bytes(&plain));
}

static bool fits(const struct facts *f, const struct draft_row *row, size_t rest)
{
    return f->member == row->member.v && f->device == row->device.v &&
           f->revision == row->revision && f->saved_at == row->saved_at.us && f->addressees >= 0 &&
           f->addressees <= ADDRESSEES_MOST && f->due_at >= 0 && f->due_at <= DUE_AT_MOST &&
           (size_t)f->addressees * sizeof(struct addressee) + (size_t)f->due_at <= rest;
}

static bool unseal_draft(struct arena *a, const struct key *key, room_id room,
                         const struct draft_row *row, struct draft_text *out)
{
    bytes plain;
    struct facts f;
    if (!unseal(a, key, content_place(room, row->id), row->content, &plain) || plain.n < sizeof f)
        return false;
    memcpy(&f, plain.p, sizeof f);
    str rest = str_from(bytes_str(plain), sizeof f);
    if (!fits(&f, row, rest.n))
        return false;
    *out = (struct draft_text){
        .kind = f.kind,
        .reply_to = {f.reply_to},
        .quotes = {f.quotes},
        .for_seat = {f.for_seat},
        .due = f.due,
        .to = {(size_t)f.addressees, NEW_ARRAY(a, struct addressee, (size_t)f.addressees + 1)},
    };
    // Copied, because sealed bytes need not lie where numbers may.
    size_t names = out->to.n * sizeof *out->to.at;
    memcpy(out->to.at, rest.p, names);
    out->due_at = str_part(rest, names, (size_t)f.due_at);
    out->body = str_from(rest, names + (size_t)f.due_at);
    return true;
}

// --- keeping -----------------------------------------------------------------------------

static bytes box_token(struct tx *tx, const struct seat *seat, str box)
{
    return token_of(tx_arena(tx), &seat->key, str_print(tx_arena(tx), "draft\n%.*s", STR(box)));
}

static bool is_box(const struct draft_row *row, bytes box)
{
    return row->box.n == box.n && memcmp(row->box.p, box.p, box.n) == 0;
}

// The draft that this box may change: the one it knows as it stands, else the one that it typed
// last, of which it may have missed the answer.
static const struct draft_row *own_row(const struct draft_row_list *rows,
                                       const struct draft_new *new, bytes box)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct draft_row *row = &rows->at[i];
        bool known = draft_same(row->id, new->id) && row->revision == new->revision;
        if (known || is_box(row, box))
            return row;
    }
    return NULL;
}

static bool same_text(const struct draft_text *a, const struct draft_text *b)
{
    return a->kind == b->kind && post_same(a->reply_to, b->reply_to) &&
           post_same(a->quotes, b->quotes) && seat_same(a->for_seat, b->for_seat) &&
           a->due == b->due && str_eq(a->due_at, b->due_at) && str_eq(a->body, b->body) &&
           a->to.n == b->to.n &&
           (a->to.n == 0 || memcmp(a->to.at, b->to.at, a->to.n * sizeof *a->to.at) == 0);
}

static bool is_as_it_was(struct tx *tx, const struct seat *seat, const struct draft_row *row,
                         const struct draft_new *new, bytes box)
{
    struct draft_text was;
    return row && is_box(row, box) && device_same(row->device, new->device) &&
           unseal_draft(tx_arena(tx), &seat->key, seat->room, row, &was) &&
           same_text(&was, &new->text);
}

// A revision is an id, so that no number comes back after a draft is gone.
static void replace(struct tx *tx, const struct seat *seat, const struct draft_row *old,
                    const struct draft_new *new, bytes box, struct draft_new *out)
{
    struct draft_row row = {
        .id = old ? old->id : (draft_id){tx_new_id(tx)},
        .member = seat->member,
        .device = new->device,
        .revision = tx_new_id(tx),
        .saved_at = tx_now(tx),
    };
    if (old)
        draft_delete(tx, seat->room, seat->member, old->id);
    draft_insert(tx, &(struct draft_insert_params){
                         .room = seat->room,
                         .member = row.member,
                         .id = row.id,
                         .box = box,
                         .device = row.device,
                         .revision = row.revision,
                         .saved_at = row.saved_at,
                         .content = seal_draft(tx, seat, &row, &new->text),
                     });
    out->id = row.id;
    out->revision = row.revision;
    // Typing is many changes of one draft: its beginning is recorded, not each second of it.
    if (!old)
        audit_record(tx, &(struct audit_entry){"draft.begin", .city = seat->city,
                                               .room = seat->room, .subject = row.id.v});
}

// --- late requests -------------------------------------------------------------------------

// What travels slowly may arrive behind what was typed, or sent, after it.
static bool is_late(struct tx *tx, const struct seat *seat, const struct draft_new *new, bytes box)
{
    int64_t newest;
    return new->serial > 0 && draft_box_serial(tx, seat->room, seat->member, box, &newest) &&
           new->serial <= newest;
}

static void note_serial(struct tx *tx, const struct seat *seat, const struct draft_new *new,
                        bytes box)
{
    if (new->serial > 0)
        draft_box_put(tx, seat->room, seat->member, box, new->serial, tx_now(tx));
}

void draft_box_ends(struct tx *tx, const struct seat *seat, const struct draft_new *sent)
{
    note_serial(tx, seat, sent, box_token(tx, seat, sent->box));
}

void draft_forget_boxes(struct tx *tx)
{
    draft_box_drop(tx, instant_after(tx_now(tx), -DAYS(BOX_DAYS)));
}

static enum draft_outcome as_it_stands(const struct draft_row_list *rows, bytes box,
                                       struct draft_new *out)
{
    out->id = (draft_id){0};
    out->revision = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (is_box(&rows->at[i], box)) {
            out->id = rows->at[i].id;
            out->revision = rows->at[i].revision;
        }
    return draft_is(out->id) ? DRAFT_KEPT : DRAFT_REMOVED;
}

static bool is_too_long(const struct draft_text *text)
{
    return text_length(text->body) > DRAFT_MOST_CHARACTERS || text->to.n > ADDRESSEES_MOST ||
           text->due_at.n > DUE_AT_MOST;
}

enum draft_outcome draft_keep(struct tx *tx, const struct seat *seat, const struct draft_new *new,
                              struct draft_new *out)
{
    *out = *new;
    if (!seat->may_write || new->box.n == 0)
        return DRAFT_REFUSED;
    if (is_too_long(&new->text))
        return DRAFT_TOO_LONG;
    bytes box = box_token(tx, seat, new->box);
    struct draft_row_list rows = draft_rows(tx, seat->room, seat->member);
    if (is_late(tx, seat, new, box))
        return as_it_stands(&rows, box, out);
    const struct draft_row *own = own_row(&rows, new, box);
    if (own)
        note_serial(tx, seat, new, box);
    if (str_trim(new->text.body).n == 0) {
        if (own)
            draft_discard(tx, seat, own->id);
        out->id = (draft_id){0};
        out->revision = 0;
        return DRAFT_REMOVED;
    }
    if (!own && rows.n >= DRAFTS_MOST)
        return DRAFT_TOO_MANY;
    if (!own)
        note_serial(tx, seat, new, box);
    if (!is_as_it_was(tx, seat, own, new, box)) {
        replace(tx, seat, own, new, box, out);
        return DRAFT_KEPT;
    }
    out->id = own->id;
    out->revision = own->revision;
    return DRAFT_KEPT;
}

// --- the end -----------------------------------------------------------------------------

void draft_posted(struct tx *tx, const struct seat *seat, const struct draft_new *sent)
{
    bytes box = box_token(tx, seat, sent->box);
    struct draft_row_list rows = draft_rows(tx, seat->room, seat->member);
    const struct draft_row *own = own_row(&rows, sent, box);
    note_serial(tx, seat, sent, box);
    if (own)
        draft_delete(tx, seat->room, seat->member, own->id);
}

bool draft_discard(struct tx *tx, const struct seat *seat, draft_id draft)
{
    if (draft_delete(tx, seat->room, seat->member, draft) == 0)
        return false;
    audit_record(tx, &(struct audit_entry){"draft.discard", .city = seat->city,
                                           .room = seat->room, .subject = draft.v});
    return true;
}

// --- reading -----------------------------------------------------------------------------

static bool is_of_boxes(struct tx *tx, const struct seat *seat, const struct draft_row *row,
                        const str *boxes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_box(row, box_token(tx, seat, boxes[i])))
            return true;
    return false;
}

struct drafts draft_list(struct tx *tx, const struct seat *seat, const str *boxes, size_t n)
{
    if (!seat->may_write)
        return (struct drafts){0};
    struct draft_row_list rows = draft_rows(tx, seat->room, seat->member);
    struct drafts list = {rows.n, NEW_ARRAY(tx_arena(tx), struct draft_found, rows.n)};
    for (size_t i = 0; i < rows.n; i++) {
        const struct draft_row *row = &rows.at[i];
        struct draft_found *shown = &list.at[i];
        *shown = (struct draft_found){
            .id = row->id,
            .revision = row->revision,
            .device = row->device,
            .saved_at = row->saved_at,
            .of_box = is_of_boxes(tx, seat, row, boxes, n),
        };
        if (!unseal_draft(tx_arena(tx), &seat->key, seat->room, row, &shown->text))
            tx_fail(tx, "a draft does not open");
    }
    return list;
}

size_t draft_verify(struct tx *tx, room_id room, const struct key *key,
                    void (*broken)(void *context, draft_id draft), void *context)
{
    struct draft_text text;
    struct draft_row_list rows = draft_rows_of_room(tx, room);
    for (size_t i = 0; i < rows.n; i++)
        if (!unseal_draft(tx_arena(tx), key, room, &rows.at[i], &text))
            broken(context, rows.at[i].id);
    return rows.n;
}
