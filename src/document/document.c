// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/document.h"

#include "audit/audit.h"
#include "base/text.h"
#include "document/document_seal.h"

// --- kinds -------------------------------------------------------------------------------------

const str document_kind_names[DOCUMENT_KINDS] = {
    [DOCUMENT_PLAN] = S_CONST("plan"),           [DOCUMENT_ORDER] = S_CONST("order"),
    [DOCUMENT_REPORT] = S_CONST("report"),       [DOCUMENT_SUMMARY] = S_CONST("summary"),
    [DOCUMENT_CONSENT] = S_CONST("consent"),     [DOCUMENT_DISCHARGE] = S_CONST("discharge"),
    [DOCUMENT_TEST] = S_CONST("test"),           [DOCUMENT_MEDICINES] = S_CONST("medicines"),
    [DOCUMENT_CARDS] = S_CONST("cards"),         [DOCUMENT_MEETING] = S_CONST("meeting"),
    [DOCUMENT_OTHER] = S_CONST("other"),
};

str document_kind_label(enum document_kind kind)
{
    static const str labels[DOCUMENT_KINDS] = {
        [DOCUMENT_PLAN] = S_CONST("計画書"),         [DOCUMENT_ORDER] = S_CONST("指示書"),
        [DOCUMENT_REPORT] = S_CONST("報告書"),       [DOCUMENT_SUMMARY] = S_CONST("サマリー"),
        [DOCUMENT_CONSENT] = S_CONST("同意書"),      [DOCUMENT_DISCHARGE] = S_CONST("退院時共同指導書"),
        [DOCUMENT_TEST] = S_CONST("検査結果"),       [DOCUMENT_MEDICINES] = S_CONST("お薬"),
        [DOCUMENT_CARDS] = S_CONST("保険証・認定"),  [DOCUMENT_MEETING] = S_CONST("会議の記録"),
        [DOCUMENT_OTHER] = S_CONST("その他"),
    };
    return kind < DOCUMENT_KINDS ? labels[kind] : labels[DOCUMENT_OTHER];
}

// --- files -------------------------------------------------------------------------------------

struct document_file document_file_of(const struct attachment_new *stored)
{
    return (struct document_file){
        .id = stored->id,
        .format = stored->kind == ATTACHMENT_PHOTO ? DOCUMENT_PHOTO : DOCUMENT_PDF,
        .name = stored->file_name,
        .size = (int64_t)stored->content.n,
        .width = stored->width,
        .height = stored->height,
    };
}

bool document_file_is_known(struct tx *tx, attachment_id id)
{
    attachment_id found;
    return document_file_known(tx, id, &found);
}

bool document_has_any_file(struct tx *tx)
{
    attachment_id found;
    return document_file_first(tx, &found);
}

// --- examining -----------------------------------------------------------------------------------

static bool has_people(struct tx *tx, const struct seat *seat, office_id office)
{
    return !office_is(office) || document_people_of(tx, seat->room, office).n > 0;
}

static enum document_outcome examine(struct tx *tx, const struct seat *seat,
                                     const struct document_new *new)
{
    const struct document_text *text = &new->text;
    if (!seat->may_write || seat->kind != ROOM_PATIENT || text->kind >= DOCUMENT_KINDS)
        return DOCUMENT_NOT_ALLOWED;
    if (new->files.n > DOCUMENT_MOST_FILES)
        return DOCUMENT_TOO_MANY;
    if (text_length(text->title) > DOCUMENT_MOST_TITLE || text_length(text->note) > DOCUMENT_MOST_NOTE)
        return DOCUMENT_TOO_LONG;
    if (day_is(text->starts_on) && day_is(text->ends_on) && text->starts_on.n > text->ends_on.n)
        return DOCUMENT_NO_TERM;
    return has_people(tx, seat, text->office) ? DOCUMENT_PUT : DOCUMENT_NO_OFFICE;
}

// --- writing -------------------------------------------------------------------------------------

static bytes request_token(struct tx *tx, const struct seat *seat, str request_key)
{
    if (request_key.n == 0) // none given: never the same
        request_key = str_print(tx_arena(tx), "own %ld", (long)tx_new_id(tx));
    return token_of(tx_arena(tx), &seat->key,
                    str_print(tx_arena(tx), "document\n%.*s", STR(request_key)));
}

static void own_files(struct tx *tx, const struct seat *seat, document_id document,
                      const struct document_files *files)
{
    attachment_id known;
    for (size_t i = 0; i < files->n; i++)
        if (!post_is(files->at[i].post) &&
            !document_has_file(tx, seat->room, document, files->at[i].id, &known))
            document_file_insert(tx, seat->room, files->at[i].id, document);
}

static void record(struct tx *tx, const struct seat *seat, const char *action, document_id document)
{
    audit_record(tx, &(struct audit_entry){action, .city = seat->city, .room = seat->room,
                                           .subject = document.v});
}

static enum document_outcome write_version(struct tx *tx, const struct seat *seat,
                                           struct document_row row, const struct written *written,
                                           str request_key)
{
    row.seat = seat->id;
    row.written_at = tx_now(tx);
    row.ends_on = written->withdrawn ? NO_DAY : written->text.ends_on;
    struct document_insert_params params = {
        .room = seat->room,
        .document = row.document,
        .revision = row.revision,
        .seat = row.seat,
        .written_at = row.written_at,
        .ends_on = row.ends_on,
        .request_token = request_token(tx, seat, request_key),
        .body = document_seal(tx, seat, &row, written),
    };
    if (!document_insert(tx, &params))
        return DOCUMENT_CHANGED_MEANWHILE;
    own_files(tx, seat, row.document, &written->files);
    return DOCUMENT_PUT;
}

// The title that people see, also when nobody typed one.
static struct written written_of(const struct document_new *new)
{
    struct written written = {.text = new->text, .files = new->files};
    written.text.title = str_trim(written.text.title);
    written.text.note = str_trim(written.text.note);
    if (written.text.title.n == 0)
        written.text.title = document_kind_label(written.text.kind);
    return written;
}

static bool was_asked_before(struct tx *tx, const struct seat *seat, str request_key,
                             document_id *out)
{
    return request_key.n && document_asked_before(tx, seat->room, seat->id,
                                                  request_token(tx, seat, request_key), out);
}

enum document_outcome document_put(struct tx *tx, const struct seat *seat,
                                   const struct document_new *new, document_id *out)
{
    enum document_outcome outcome = examine(tx, seat, new);
    if (outcome != DOCUMENT_PUT)
        return outcome;
    if (new->files.n == 0)
        return DOCUMENT_NO_FILE;
    if (was_asked_before(tx, seat, new->request_key, out))
        return DOCUMENT_PUT_BEFORE;
    if (document_count(tx, seat->room) >= DOCUMENT_MOST)
        return DOCUMENT_TOO_MANY;
    struct document_row row = {.document = {tx_new_id(tx)}, .revision = 1};
    struct written written = written_of(new);
    outcome = write_version(tx, seat, row, &written, new->request_key);
    if (outcome == DOCUMENT_PUT)
        record(tx, seat, "document.put", row.document);
    *out = row.document;
    return outcome;
}

// The version that stands, when it is the one that the page knew and not withdrawn.
static enum document_outcome standing(struct tx *tx, const struct seat *seat, document_id document,
                                      int64_t revision, struct document_row *row,
                                      struct written *written)
{
    if (!seat->may_write || !document_row_last(tx, seat->room, document, row))
        return DOCUMENT_NOT_ALLOWED;
    if (!document_unseal(tx_arena(tx), &seat->key, seat->room, row, written)) {
        tx_fail(tx, "a document does not open");
        return DOCUMENT_NOT_ALLOWED;
    }
    if (row->revision != revision)
        return DOCUMENT_CHANGED_MEANWHILE;
    return written->withdrawn                        ? DOCUMENT_NOT_ALLOWED
           : row->revision >= DOCUMENT_MOST_VERSIONS ? DOCUMENT_TOO_MANY
                                                     : DOCUMENT_PUT;
}

enum document_outcome document_change(struct tx *tx, const struct seat *seat, document_id document,
                                      int64_t revision, const struct document_new *new)
{
    struct document_row row;
    struct written before, after = written_of(new);
    document_id known;
    if (was_asked_before(tx, seat, new->request_key, &known))
        return document_same(known, document) ? DOCUMENT_PUT_BEFORE : DOCUMENT_NOT_ALLOWED;
    enum document_outcome outcome = standing(tx, seat, document, revision, &row, &before);
    if (outcome == DOCUMENT_PUT)
        outcome = examine(tx, seat, new);
    if (outcome != DOCUMENT_PUT)
        return outcome;
    if (after.files.n == 0)
        after.files = before.files;
    row.revision++;
    outcome = write_version(tx, seat, row, &after, new->request_key);
    if (outcome == DOCUMENT_PUT)
        record(tx, seat, "document.change", document);
    return outcome;
}

static office_id office_of(const struct seat_rows *people, seat_id id)
{
    for (size_t i = 0; i < people->n; i++)
        if (seat_same(people->at[i].id, id))
            return people->at[i].office;
    return (office_id){0};
}

enum document_outcome document_withdraw(struct tx *tx, const struct seat *seat,
                                        document_id document, int64_t revision, str reason)
{
    struct document_row row;
    struct written written;
    enum document_outcome outcome = standing(tx, seat, document, revision, &row, &written);
    if (outcome != DOCUMENT_PUT)
        return outcome;
    struct seat_rows people = seat_roster(tx, seat);
    if (!office_same(office_of(&people, row.seat), office_of(&people, seat->id)))
        return DOCUMENT_NOT_ALLOWED;
    written.reason = str_trim(reason);
    written.withdrawn = true;
    if (written.reason.n == 0)
        return DOCUMENT_NO_REASON;
    if (text_length(written.reason) > DOCUMENT_MOST_NOTE)
        return DOCUMENT_TOO_LONG;
    row.revision++;
    outcome = write_version(tx, seat, row, &written, NONE);
    if (outcome == DOCUMENT_PUT)
        record(tx, seat, "document.withdraw", document);
    return outcome;
}
