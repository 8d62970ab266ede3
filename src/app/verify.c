// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verify.h"

#include "app/verify.sql.h"
#include "attachment/attachment.h"
#include "document/document.h"
#include "draft/draft.h"
#include "group/group.h"
#include "export/export.h"
#include "blob/blob.h"
#include "city/city.h"
#include "member/member.h"
#include "post/post.h"
#include "room/room.h"
#include "seat/seat.h"
#include "summary/summary.h"
#include "visit/visit.h"
#include "vitals/vitals.h"

enum { AT_ONCE = 500 };

// One reading transaction after the other, so that memory stays small and no long snapshot holds
// back the database while people work.
struct examination {
    const struct app *app;
    struct arena *arena;
    struct verify_report *report;
    struct tx *tx;
    bool good; // false once a transaction failed
};

static struct tx *begin(struct examination *r)
{
    arena_reset(r->arena);
    r->tx = app_begin(r->app, TX_READ, r->arena, NULL);
    return r->tx;
}

static void end(struct examination *r)
{
    r->good = tx_commit(r->tx) && r->good;
}

static void tell(void *context, const char *table, int64_t row, const char *what)
{
    struct verify_report *report = context;
    report->broken++;
    if (report->tell)
        report->tell(report->context, table, row, what);
}

// --- the audit -------------------------------------------------------------------------------

static void verify_audit(struct examination *r)
{
    audit_id after = {0};
    size_t n = 1;
    for (; n > 0 && r->good; end(r)) {
        n = audit_verify_rows(begin(r), &after, tell, r->report);
        r->report->rows += (int64_t)n;
    }
    for (n = 1; n > 0 && r->good; end(r)) {
        n = audit_verify_links(begin(r), &r->report->head, tell, r->report);
        r->report->links += (int64_t)n;
    }
}

// --- rooms -----------------------------------------------------------------------------------

static void broken_post(void *report, post_id post)
{
    tell(report, "post", post.v, "changed");
}

static void verify_posts(struct examination *r, room_id room)
{
    struct post_check check = {.n = 1};
    while (check.n > 0 && r->good) {
        struct key key;
        begin(r);
        check.n = 0;
        if (room_key(r->tx, room, &key))
            check = post_verify(r->tx, room, &key, check.last, broken_post, r->report);
        key_forget(&key);
        r->report->posts += (int64_t)check.n;
        end(r);
    }
}

static bool opens(struct examination *r, const struct key *key, const char *table, const char *column,
                  int64_t row, int64_t scope, bytes sealed)
{
    str text;
    struct place place = {str_of(table), str_of(column), row, scope};
    if (unseal_text(r->arena, key, place, sealed, &text))
        return true;
    tell(r->report, table, row, "changed");
    return false;
}

static void broken_seat(void *report, seat_id seat)
{
    tell(report, "seat", seat.v, "changed");
}

static void broken_summary(void *report, int64_t field)
{
    tell(report, "summary", field, "changed");
}

static void broken_vitals(void *report, const char *table, int64_t row)
{
    tell(report, table, row, "changed");
}

static void broken_visit(void *report, const char *table, int64_t row)
{
    tell(report, table, row, "changed");
}

static void broken_draft(void *report, draft_id draft)
{
    tell(report, "draft", draft.v, "changed");
}

static void broken_group(void *report, room_id room)
{
    tell(report, "group_facts", room.v, "changed");
}

static void broken_export(void *report, export_id copy)
{
    tell(report, "export", copy.v, "changed");
}

static void broken_permission(void *report, permission_id permission)
{
    tell(report, "permission", permission.v, "changed");
}

static void verify_permissions(struct examination *r)
{
    permission_id after = {0};
    do {
        after = permission_verify(begin(r), after, broken_permission, r->report);
        end(r);
    } while (permission_is(after) && r->good);
}

static void verify_blob(struct examination *r, const struct key *key, int64_t id, str part)
{
    bytes content;
    struct arena *a = arena_new(); // a photo each, not all photos of the room
    if (!blob_get(r->app->services.blobs, a, key, id, part, &content))
        tell(r->report, "attachment", id, "its content is missing or changed");
    arena_free(a);
}

struct shelf_check {
    struct examination *r;
    const struct key *key;
};

static void verify_files_of(struct examination *r, room_id room, const struct key *key)
{
    struct verify_file_list files = verify_files(r->tx, room);
    for (size_t i = 0; i < files.n; i++) {
        int64_t id = files.at[i].id.v;
        opens(r, key, "attachment", "file_name", id, room.v, files.at[i].file_name);
        verify_blob(r, key, id, S("full"));
        if (files.at[i].kind == ATTACHMENT_PHOTO)
            verify_blob(r, key, id, S("thumbnail"));
    }
    r->report->attachments += (int64_t)files.n;
}

static void broken_document(void *context, document_id document)
{
    const struct shelf_check *check = context;
    tell(check->r->report, "document", document.v, "changed");
}

static void verify_document_file(void *context, const struct document_file *file)
{
    const struct shelf_check *check = context;
    verify_blob(check->r, check->key, file->id.v, S("full"));
    if (file->format == DOCUMENT_PHOTO)
        verify_blob(check->r, check->key, file->id.v, S("thumbnail"));
}

static void verify_shelf(struct examination *r, room_id room, const struct key *key)
{
    struct shelf_check check = {r, key};
    document_verify(r->tx, room, key, broken_document, verify_document_file, &check);
}

static void verify_room_of(struct examination *r, room_id room, bytes name)
{
    struct key key;
    begin(r);
    if (room_key(r->tx, room, &key)) {
        opens(r, &key, "room", "name", room.v, room.v, name);
        r->report->seats += (int64_t)seat_verify(r->tx, room, &key, broken_seat, r->report);
        summary_verify(r->tx, room, &key, broken_summary, r->report);
        draft_verify(r->tx, room, &key, broken_draft, r->report);
        group_verify(r->tx, room, &key, broken_group, r->report);
        visit_verify(r->tx, room, &key, broken_visit, r->report);
        export_verify(r->tx, room, &key, broken_export, r->report);
        verify_files_of(r, room, &key);
        verify_shelf(r, room, &key);
        r->report->vitals +=
            (int64_t)vitals_verify(r->tx, room, &key, broken_vitals, r->report);
        key_forget(&key);
        end(r);
        verify_posts(r, room);
        return;
    }
    tell(r->report, "room", room.v, "its key does not open");
    tx_rollback(r->tx);
}

static void verify_all_rooms(struct examination *r)
{
    struct arena *list_arena = arena_new();
    struct verify_room_list rooms = {.n = 1};
    for (room_id after = {0}; rooms.n > 0 && r->good;) {
        arena_reset(list_arena);
        struct tx *tx = app_begin(r->app, TX_READ, list_arena, NULL);
        rooms = verify_rooms(tx, after, AT_ONCE);
        r->good = tx_commit(tx) && r->good;
        for (size_t i = 0; i < rooms.n; i++)
            verify_room_of(r, rooms.at[i].id, rooms.at[i].name);
        if (rooms.n > 0)
            after = rooms.at[rooms.n - 1].id;
        r->report->rooms += (int64_t)rooms.n;
    }
    arena_free(list_arena);
}

static void verify_written_posts(struct examination *r)
{
    struct verify_written_list lost = verify_lost_posts(begin(r));
    for (size_t i = 0; i < lost.n; i++)
        tell(r->report, "post", lost.at[i].post, "missing");
    end(r);
    lost = verify_lost_vitals(begin(r));
    for (size_t i = 0; i < lost.n; i++)
        tell(r->report, "vitals", lost.at[i].post, "missing");
    end(r);
    lost = verify_lost_visits(begin(r));
    for (size_t i = 0; i < lost.n; i++)
        tell(r->report, "visit_plan", lost.at[i].post, "missing");
    end(r);
}

// --- identities under the city's key -----------------------------------------------------------

static void verify_identity(struct examination *r, const char *table, const char *const columns[3],
                            const struct verify_sealed *row)
{
    struct key key;
    if (!city_key(r->tx, row->city, &key))
        return;
    const bytes sealed[] = {row->first, row->second, row->third};
    for (int i = 0; i < 3; i++)
        if (!opens(r, &key, table, columns[i], row->id, row->city.v, sealed[i]))
            break;
    key_forget(&key);
    r->report->people++;
}

static void verify_table(struct examination *r, const char *table, const char *const columns[3],
                         struct verify_sealed_list (*list)(struct tx *, int64_t, int64_t))
{
    struct verify_sealed_list rows = {.n = 1};
    for (int64_t after = 0; rows.n > 0 && r->good; end(r)) {
        rows = list(begin(r), after, AT_ONCE);
        for (size_t i = 0; i < rows.n; i++) {
            verify_identity(r, table, columns, &rows.at[i]);
            after = rows.at[i].id;
        }
    }
}

// Why an officer decided about the seats of an office that stayed silent: one place for each seat.
static void verify_campaigns(struct examination *r)
{
    struct verify_decision_list rows = {.n = 1};
    struct key key;
    for (int64_t campaign = 0, seat = 0; rows.n > 0 && r->good; end(r)) {
        rows = verify_decisions(begin(r), campaign, seat, AT_ONCE);
        for (size_t i = 0; i < rows.n; i++) {
            campaign = rows.at[i].campaign;
            seat = rows.at[i].seat;
            if (!city_key(r->tx, rows.at[i].city, &key))
                continue;
            opens(r, &key, "campaign_seat", "reason", seat, campaign, rows.at[i].reason);
            key_forget(&key);
        }
    }
}

static void verify_person_of(struct examination *r, const struct verify_person *p)
{
    struct key key;
    str text;
    if (!city_key(r->tx, p->city, &key))
        return;
    struct place name = member_place("name", p->id, p->city, p->role);
    struct place kana = member_place("kana", p->id, p->city, p->role);
    struct place mail = member_place("mail", p->id, p->city, p->role);
    if (!unseal_text(r->arena, &key, name, p->name, &text) ||
        !unseal_text(r->arena, &key, kana, p->kana, &text) ||
        (p->mail.n && !unseal_text(r->arena, &key, mail, p->mail, &text)))
        tell(r->report, "member", p->id.v, "changed");
    key_forget(&key);
    r->report->people++;
}

static void verify_people(struct examination *r)
{
    struct verify_person_list people = {.n = 1};
    for (member_id after = {0}; people.n > 0 && r->good; end(r)) {
        people = verify_members(begin(r), after, AT_ONCE);
        for (size_t i = 0; i < people.n; i++) {
            verify_person_of(r, &people.at[i]);
            after = people.at[i].id;
        }
    }
}

bool verify(const struct app *app, struct verify_report *report)
{
    static const char *const patient[] = {"name", "kana", "birth"};
    static const char *const consent[] = {"signer_name", "explained_by", "place"};
    static const char *const mandate[] = {"delegate", "delegate", "delegate"};
    static const char *const office[] = {"manager", "manager", "manager"};
    static const char *const mail[] = {"mail", "mail", "mail"};
    static const char *const reason[] = {"reason", "reason", "reason"};
    static const char *const text[] = {"text", "text", "text"};
    struct examination r = {.app = app, .arena = arena_new(), .report = report, .good = true};
    verify_audit(&r);
    verify_all_rooms(&r);
    verify_written_posts(&r);
    verify_people(&r);
    verify_table(&r, "patient", patient, verify_patients);
    verify_table(&r, "consent", consent, verify_consents);
    verify_table(&r, "mandate", mandate, verify_mandates);
    verify_table(&r, "office", office, verify_managers);
    verify_table(&r, "device", mail, verify_devices);
    verify_table(&r, "seat_review", reason, verify_reviews);
    verify_table(&r, "memo", text, verify_memos);
    verify_campaigns(&r);
    verify_permissions(&r);
    arena_free(r.arena);
    return r.good;
}
