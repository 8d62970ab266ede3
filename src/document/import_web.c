// SPDX-License-Identifier: AGPL-3.0-or-later
// A care plan's CSV, from choosing to the shelf. Between the two pages the file travels in the
// form, sealed with the room's key for this seat: nothing of it lies anywhere before somebody has
// looked at it and said that it is this patient's.
#include "base/base32.h"
#include "base/random.h"
#include "document/document_web.h"
#include "document/import_page.html.h"
#include "document/sheet.h"

// The name goes before the content, divided by a line break.
static struct place place_of(const struct turn *t)
{
    return (struct place){S("document_version"), S("import"), t->seat->id.v, t->seat->room.v};
}

static str seal_file(struct turn *t, const struct upload *file)
{
    struct buf plain = buf_in(t->arena);
    buf_put(&plain, file->file_name);
    buf_byte(&plain, '\n');
    buf_put(&plain, bytes_str(file->content));
    return base64url_from_bytes(t->arena,
                                seal(t->arena, &t->seat->key, place_of(t), buf_bytes(&plain)));
}

static bool unseal_file(struct turn *t, str typed, struct upload *out)
{
    bytes sealed, plain;
    if (!base64url_to_bytes(t->arena, typed, &sealed) ||
        !unseal(t->arena, &t->seat->key, place_of(t), sealed, &plain))
        return false;
    size_t cut = str_find_byte(bytes_str(plain), '\n');
    *out = (struct upload){.file_name = str_part(bytes_str(plain), 0, cut),
                           .content = {plain.p + cut + 1, plain.n - cut - 1}};
    return true;
}

// --- choosing and looking ----------------------------------------------------------------------

static struct careplan_import_page page_of(struct turn *t, const struct form *form)
{
    struct careplan_import_page page = {
        .base = turn_base(t, S("ケアプランのCSVを取り込む")),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .form = *form,
        .file = field_of(form, S("file"), S("CSVファイル"), NONE),
        .room_name = t->seat->room_name,
        .to = url_make(t->arena, "/rooms/%i/documents/import", t->seat->room.v),
        .take = url_make(t->arena, "/rooms/%i/documents/import/take", t->seat->room.v),
        .back = shelf_url(t),
    };
    page.file.required = true;
    page.base.look = S("page-wide");
    return page;
}

static void show_form(struct turn *t, const struct form *form)
{
    struct careplan_import_page page = page_of(t, form);
    careplan_import_page_html(turn_out(t), &page);
}

void careplan_form_page(struct turn *t)
{
    if (!shelf_may_write(t))
        return;
    struct form form = form_empty(t->arena);
    show_form(t, &form);
}

// The same sheet (of the same month) on the shelf gets a newer version.
static bool find_same(struct turn *t, str title, struct document *out)
{
    struct documents all = document_list(t->tx, t->seat);
    for (size_t i = 0; i < all.n; i++)
        if (!all.at[i].withdrawn && all.at[i].files.n == 1 &&
            all.at[i].files.at[0].format == DOCUMENT_CSV && str_eq(all.at[i].text.title, title)) {
            *out = all.at[i];
            return true;
        }
    return false;
}

static void show_preview(struct turn *t, const struct form *form, const struct upload *file,
                         const struct careplan *plan)
{
    struct document same;
    uint8_t random[12];
    struct careplan_import_page page = page_of(t, form);
    random_fill(random, sizeof random);
    page.is_preview = true;
    page.insured = plan->insured;
    page.sealed = seal_file(t, file);
    page.request_key = base64url_from_bytes(t->arena, (bytes){random, sizeof random});
    page.replaces_one = find_same(t, care_sheet_title(t->arena, plan), &same);
    if (page.replaces_one)
        page.replaces = same.text.title;
    page.sheet = care_sheet_of(t->arena, plan, false);
    careplan_import_page_html(turn_out(t), &page);
}

void careplan_look_page(struct turn *t)
{
    if (!shelf_may_write(t))
        return;
    struct form form = form_of(t->request);
    const struct upload *file = form_upload(t->request, S("file"));
    struct careplan plan = {0};
    if (t->request->too_large)
        form_refuse(&form, S("file"), S("ファイルが大きすぎます（1MBまで）。1人分・1か月分ずつ書き出してください。"));
    else if (!file)
        form_refuse(&form, S("file"), S("CSVファイルを選んでください。"));
    else {
        plan = careplan_read(t->arena, file->file_name, file->content);
        if (plan.refused.n)
            form_refuse(&form, S("file"), plan.refused);
    }
    if (form_ok(&form)) {
        show_preview(t, &form, file, &plan);
        return;
    }
    turn_refuse_form(t);
    show_form(t, &form);
}

// --- on the shelf -------------------------------------------------------------------------------

struct taken {
    bool good;
    str file_name;
    struct careplan plan;
    struct attachment_new stored;
};

// The original is stored as it came.
void *careplan_take_prepare(struct turn *t)
{
    struct taken *taken = NEW(t->arena, struct taken);
    struct form form = form_of(t->request);
    struct upload file;
    if (!t->seat->may_write || !frame_is_patients(t) ||
        !unseal_file(t, form_typed(&form, S("file")), &file))
        return taken;
    taken->file_name = file.file_name;
    taken->plan = careplan_read(t->arena, file.file_name, file.content);
    taken->good = taken->plan.refused.n == 0;
    taken->stored = (struct attachment_new){.file_name = file.file_name, .content = file.content};
    if (taken->good)
        attachment_store(t->tx, t->services->blobs, t->seat, &taken->stored);
    return taken;
}

static struct document_new new_of(struct turn *t, const struct taken *taken, struct document_file *file)
{
    struct form form = form_of(t->request);
    *file = document_file_of(&taken->stored);
    file->format = DOCUMENT_CSV;
    return (struct document_new){
        .text = {.kind = DOCUMENT_PLAN,
                 .title = care_sheet_title(t->arena, &taken->plan),
                 .dated_on = taken->plan.made_on,
                 .starts_on = NO_DAY,
                 .ends_on = NO_DAY},
        .files = {1, file},
        .request_key = form_typed(&form, S("request_key")),
    };
}

static void refuse(struct turn *t, str sentence)
{
    struct form form = form_of(t->request);
    form_refuse(&form, S("file"), sentence);
    turn_refuse_form(t);
    show_form(t, &form);
}

void careplan_take_page(struct turn *t)
{
    const struct taken *taken = t->prepared;
    struct document_file file;
    struct document same;
    document_id id = {0};
    if (!shelf_may_write(t))
        return;
    if (!taken->good) {
        refuse(t, S("もう一度、CSVファイルを選んでください。"));
        return;
    }
    struct document_new new = new_of(t, taken, &file);
    enum document_outcome outcome;
    if (find_same(t, new.text.title, &same)) {
        id = same.id;
        outcome = document_change(t->tx, t->seat, id, same.revision, &new);
    } else {
        outcome = document_put(t->tx, t->seat, &new, &id);
    }
    if (outcome == DOCUMENT_PUT || outcome == DOCUMENT_PUT_BEFORE)
        turn_go_saying(t, document_url(t, id), "棚に置きました。");
    else
        refuse(t, S("この棚には、もうこれ以上置けません。市の窓口に相談してください。"));
}
