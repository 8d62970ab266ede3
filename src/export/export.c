// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/export.h"

#include "audit/audit.h"
#include "base/buf.h"
#include "base/text.h"
#include "consent/consent.h"
#include "export/export.sql.h"
#include "fhir/fhir.h"

// --- the seal ----------------------------------------------------------------------------

// Behind the facts stand two texts: who, and why; between them, of an original, which file.
struct facts {
    int64_t seat, made_at;
    int64_t kind, from, to, part, parts, posts;
    int64_t person;
};
struct file_facts {
    int64_t id, name;
};

static struct place about_place(room_id room, export_id id)
{
    return (struct place){S("export"), S("about"), id.v, room.v};
}

static bytes seal_about(struct tx *tx, const struct seat *seat, export_id id,
                        const struct export_wish *wish, str person)
{
    const struct facts facts = {
        .seat = seat->id.v,
        .made_at = tx_now(tx).us,
        .kind = wish->kind,
        .from = wish->from.n,
        .to = wish->to.n,
        .part = wish->part,
        .parts = wish->parts,
        .posts = wish->posts,
        .person = (int64_t)person.n,
    };
    struct buf plain = buf_in(tx_arena(tx));
    buf_put(&plain, (str){(const char *)&facts, sizeof facts});
    buf_put(&plain, person);
    const struct file_facts file = {wish->file.v, (int64_t)wish->file_name.n};
    if (wish->kind == PERMISSION_ORIGINAL) {
        buf_put(&plain, (str){(const char *)&file, sizeof file});
        buf_put(&plain, wish->file_name);
    }
    buf_put(&plain, str_trim(wish->reason));
    return seal(tx_arena(tx), &seat->key, about_place(seat->room, id), buf_bytes(&plain));
}

// Takes the file's part off what stands before the reason.
static bool take_file(str *rest, struct export_line *out)
{
    struct file_facts f;
    if (out->kind != PERMISSION_ORIGINAL)
        return true;
    if (rest->n < sizeof f)
        return false;
    memcpy(&f, rest->p, sizeof f);
    *rest = str_from(*rest, sizeof f);
    if (f.name < 0 || (uint64_t)f.name > rest->n)
        return false;
    out->file_name = str_part(*rest, 0, (size_t)f.name);
    *rest = str_from(*rest, (size_t)f.name);
    return true;
}

static bool open_about(struct arena *a, const struct key *key, const struct export_row *row,
                       struct export_line *out)
{
    bytes plain;
    struct facts f;
    if (!unseal(a, key, about_place(row->room, row->id), row->about, &plain) || plain.n < sizeof f)
        return false;
    memcpy(&f, plain.p, sizeof f);
    str texts = str_from(bytes_str(plain), sizeof f);
    if (f.seat != row->seat.v || f.made_at != row->made_at.us || f.kind < 0 ||
        f.kind >= PERMISSION_KINDS || f.person < 0 || (uint64_t)f.person > texts.n)
        return false;
    *out = (struct export_line){
        .id = row->id,
        .room = row->room,
        .made_at = row->made_at,
        .person = str_part(texts, 0, (size_t)f.person),
        .kind = (enum permission_kind)f.kind,
        .from = {(int32_t)f.from},
        .to = {(int32_t)f.to},
        .part = f.part,
        .parts = f.parts,
        .posts = f.posts,
    };
    out->reason = str_from(texts, (size_t)f.person);
    return take_file(&out->reason, out);
}

// --- may it ------------------------------------------------------------------------------

static bool is_permitted(struct tx *tx, const struct seat *seat, enum permission_kind kind)
{
    return permission_holds(tx, seat, kind, NULL) &&
           (kind != PERMISSION_FILES || permission_holds(tx, seat, PERMISSION_FHIR, NULL));
}

bool export_has_consent(struct tx *tx, const struct seat *seat)
{
    struct export_subject of;
    struct consent consent;
    return export_patient(tx, seat->room, &of) && patient_is(of.patient) &&
           consent_in_force(tx, seat->city, of.patient, &consent);
}

enum export_outcome export_may(struct tx *tx, const struct seat *seat,
                               const struct export_wish *wish)
{
    if (seat->kind != ROOM_PATIENT || !is_permitted(tx, seat, wish->kind))
        return EXPORT_NOT_ALLOWED;
    if (!export_has_consent(tx, seat))
        return EXPORT_NO_CONSENT;
    if (!day_is(wish->from) || !day_is(wish->to) || wish->to.n < wish->from.n ||
        wish->from.n > tx_today(tx).n || wish->to.n - wish->from.n > EXPORT_DAYS_MOST)
        return EXPORT_BAD_PERIOD;
    if (str_trim(wish->reason).n == 0 || text_length(wish->reason) > EXPORT_REASON_MOST)
        return EXPORT_NO_REASON;
    return EXPORT_READY;
}

bool export_divide(struct tx *tx, const struct seat *seat, struct export_wish *wish)
{
    instant from = day_start(wish->from), until = day_start(day_after(wish->to, 1));
    int64_t posts = post_count_between(tx, seat, from, until);
    bool fhir = wish->kind == PERMISSION_FHIR || wish->kind == PERMISSION_FILES;
    wish->parts = fhir ? fhir_parts(tx, seat, wish->from, wish->to)
                       : (posts + EXPORT_POSTS - 1) / EXPORT_POSTS;
    wish->posts = posts;
    if (wish->part > 0) {
        int64_t left = posts - (wish->part - 1) * EXPORT_POSTS;
        wish->posts = left < 0 ? 0 : left > EXPORT_POSTS ? EXPORT_POSTS : left;
    }
    return wish->parts > 0 && wish->part <= wish->parts;
}

// --- writing it down ---------------------------------------------------------------------

static str person_of(struct tx *tx, const struct acting *me)
{
    return str_print(tx_arena(tx), "%.*s（%.*s・%.*s）", STR(me->name), STR(me->job),
                     STR(me->office));
}

static void tell(struct tx *tx, const struct seat *seat, const struct export_wish *wish,
                 export_id id)
{
    struct arena *a = tx_arena(tx);
    const char *action = str_zero(a, str_print(a, "export.%s", permission_kind_word(wish->kind)));
    str detail = str_print(a, "%.*s/%.*s %ld/%ld %ld件 %.*s", STR(day_format_iso(a, wish->from)),
                           STR(day_format_iso(a, wish->to)), (long)wish->part, (long)wish->parts,
                           (long)wish->posts, STR(str_trim(wish->reason)));
    // Of an original the audit names the file itself, so that both ways of looking at it meet there.
    int64_t subject = attachment_is(wish->file) ? wish->file.v : id.v;
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = subject, .detail = detail});
}

enum export_outcome export_record(struct tx *tx, const struct acting *me, const struct seat *seat,
                                  const struct export_wish *wish, export_id *out)
{
    enum export_outcome may = export_may(tx, seat, wish);
    if (may != EXPORT_READY)
        return may;
    export_id id = {tx_new_id(tx)};
    export_insert(tx, seat->room, id, seat->id, tx_now(tx),
                  seal_about(tx, seat, id, wish, person_of(tx, me)));
    tell(tx, seat, wish, id);
    if (out)
        *out = id;
    return EXPORT_READY;
}

// --- reading it --------------------------------------------------------------------------

struct export_lines export_list(struct tx *tx, const struct seat *seat)
{
    struct export_row_list rows = export_rows(tx, seat->room, EXPORT_LISTED + 1);
    struct export_lines list = {0, NEW_ARRAY(tx_arena(tx), struct export_line, rows.n), false};
    list.more = rows.n > EXPORT_LISTED;
    for (size_t i = 0; i < rows.n && i < EXPORT_LISTED; i++)
        if (open_about(tx_arena(tx), &seat->key, &rows.at[i], &list.at[list.n]))
            list.n++;
        else
            tx_fail(tx, "the note of an export does not open");
    return list;
}

static bool open_for_desk(struct tx *tx, city_id city, const struct export_row *row,
                          struct export_line *out)
{
    struct room_card room;
    struct key key;
    if (!room_find(tx, city, row->room, &room) || !room_key(tx, row->room, &key))
        return false;
    bool good = open_about(tx_arena(tx), &key, row, out);
    key_forget(&key);
    out->room_name = room.name;
    out->file_name = NONE;
    return good;
}

struct export_lines export_list_of_city(struct tx *tx, city_id city, export_id before)
{
    if (!export_is(before))
        before.v = INT64_MAX;
    struct export_row_list rows = export_rows_of_city(tx, city, before, EXPORT_LISTED + 1);
    struct export_lines list = {0, NEW_ARRAY(tx_arena(tx), struct export_line, rows.n), false};
    list.more = rows.n > EXPORT_LISTED;
    for (size_t i = 0; i < rows.n && i < EXPORT_LISTED; i++)
        if (open_for_desk(tx, city, &rows.at[i], &list.at[list.n]))
            list.n++;
        else
            tx_fail(tx, "the note of an export does not open");
    return list;
}

static str period_text(struct arena *a, day from, day to)
{
    if (from.n == to.n)
        return day_format(a, from);
    return str_print(a, "%.*sから%.*s", STR(day_format(a, from)), STR(day_format(a, to)));
}

static str original_text(struct arena *a, const struct export_line *line)
{
    str name = line->file_name.n ? str_print(a, "「%.*s」", STR(line->file_name)) : S("ファイル");
    return str_print(a, "%.*sさんが、%.*sの%.*sの原本を取り出しました", STR(line->person),
                     STR(period_text(a, line->from, line->to)), STR(name));
}

str export_text(struct arena *a, const struct export_line *line)
{
    static const char *const done[PERMISSION_KINDS] = {
        [PERMISSION_PDF] = "投稿を印刷しました",
        [PERMISSION_COURSE] = "投稿を第5表に写しました",
        [PERMISSION_FHIR] = "記録をFHIRのデータにして取り出しました",
        [PERMISSION_FILES] = "記録を写真・PDFごとFHIRのデータにして取り出しました",
    };
    if (line->kind == PERMISSION_ORIGINAL)
        return original_text(a, line);
    if (line->kind == PERMISSION_EVIDENCE)
        return str_print(a, "%.*sさんが、%.*sの在宅医療情報連携の記録を印刷しました", STR(line->person),
                         STR(period_text(a, line->from, line->to)));
    str part = line->parts > 1 ? str_print(a, "・全%ld回のうち%ld回目", (long)line->parts, (long)line->part)
                               : NONE;
    return str_print(a, "%.*sさんが、%.*sの%s（%ld件%.*s）", STR(line->person),
                     STR(period_text(a, line->from, line->to)), done[line->kind], (long)line->posts,
                     STR(part));
}

void export_verify(struct tx *tx, room_id room, const struct key *key,
                   void (*broken)(void *context, export_id id), void *context)
{
    struct export_line line;
    struct export_row_list rows = export_rows_all(tx, room);
    for (size_t i = 0; i < rows.n; i++)
        if (!open_about(tx_arena(tx), key, &rows.at[i], &line))
            broken(context, rows.at[i].id);
}
