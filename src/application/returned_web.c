// SPDX-License-Identifier: AGPL-3.0-or-later
// A form that came on paper and was returned: the office corrects the paper, and an officer keys in
// just the fields that the return named; the story shows what they said before. The new copy may be
// attached. What cannot be accepted yet is kept as it was typed.
#include "application/correct_page.h"
#include "application/desk_web.h"
#include "application/file.h"
#include "application/returned_page.html.h"
#include "application/seen.h"
#include "audit/audit.h"

// What prepare() found out.
struct again {
    bool given;
    enum attachment_outcome outcome;
    struct attachment_new scan;
};

static bool is_for_here(const struct application *of)
{
    return of->origin == ORIGIN_PAPER && of->state == STATE_RETURNED;
}

static int64_t revision_of(const struct form *form)
{
    int64_t revision = 0;
    return str_to_int(form_typed(form, S("revision")), &revision) ? revision : 0;
}

// --- showing ---------------------------------------------------------------------------------

static struct returned_reasons reasons_of(struct turn *t, const struct application *of)
{
    struct reasons list = application_reasons(t->tx, of);
    struct returned_reasons reasons = {list.n, NEW_ARRAY(t->arena, struct returned_reason, list.n)};
    struct form form = form_empty(t->arena);
    for (size_t i = 0; i < list.n; i++)
        reasons.at[i] = (struct returned_reason){
            .label = field_label_of(t->arena, paper_of(of->kind), list.at[i].field),
            .sentence = list.at[i].sentence,
            .to = field_anchor(&form, list.at[i].field),
        };
    return reasons;
}

static bool asks_seen(const struct application *of, const struct open_fields *open)
{
    return paper_of(of->kind)->seal == SEAL_NEEDED && field_is_open(open, S("signature"));
}

static void put_paper(const struct application *of, const struct open_fields *open,
                      struct form *form, struct returned_page *page)
{
    page->signs = asks_seen(of, open);
    page->signature = field_of(form, S("signature"), seen_label, NONE);
    page->signatures = seen_options(form->arena, page->signature.value, true);
    page->scan = field_of(form, S("scan"), S("直した紙の写し（PDF・JPEG・PNG・HEIC、30MBまで）"), NONE);
    page->scan.help = S("新しい紙を受け取ったときに付けます。前の写しも残ります。画面に戻ったときは、もう一度選んでください。");
    page->most = ATTACHMENT_MOST_BYTES;
    page->too_large = str_of(attachment_sentence(ATTACHMENT_TOO_LARGE));
    page->wrong_kind = str_of(attachment_sentence(ATTACHMENT_WRONG_KIND));
}

// `seen`: the revision that was shown when another officer was quicker, else 0.
static void show(struct turn *t, const struct application *of, struct form *form, int64_t seen)
{
    struct open_fields open = application_open_fields(t->tx, of);
    struct step_rows story = application_story(t->tx, of);
    struct returned_page page = {
        .base = turn_base(t, S("直した紙を入力する")),
        .number = of->number,
        .kind = paper_name(t, of->kind),
        .office = of->office_name,
        .revision = str_print(t->arena, "%ld", (long)of->revision),
        .last_step = str_print(t->arena, "%ld", (long)(story.n ? story.at[story.n - 1].id : 0)),
        .back = case_url(t, of->id),
        .send = url_make(t->arena, "/desk/applications/%i/correct", of->id.v),
        .changed = seen != 0,
        .reasons = reasons_of(t, of),
        .parts = correct_views(t->tx, of, &open, form),
    };
    page.form = *form;
    put_paper(of, &open, form, &page);
    if (!open.all)
        page.facts = correct_facts(t->arena, of, &open);
    if (seen) {
        struct value_changes changes = application_changes_since(t->tx, of, seen);
        page.changes = change_lines_of(t->arena, &changes);
    }
    audit_viewed(t->me, of->city, "application.view", (room_id){0}, of->id.v, tx_now(t->tx));
    returned_page_html(turn_out(t), &page);
}

void returned_form_page(struct turn *t)
{
    struct application of;
    struct form form = form_empty(t->arena);
    if (!case_of_turn(t, &of))
        return;
    form.typed = &of.values;
    if (is_for_here(&of))
        show(t, &of, &form, 0);
    else
        turn_go(t, case_url(t, of.id));
}

// --- taking it -------------------------------------------------------------------------------

void *returned_prepare(struct turn *t)
{
    struct again *again = NEW(t->arena, struct again);
    const struct upload *upload = form_upload(t->request, S("scan"));
    struct application of;
    application_id id = {turn_param(t, 0)};
    again->given = upload != NULL;
    if (!upload || !application_find(t->tx, t->me->city, id, &of) || !is_for_here(&of))
        return again;
    again->outcome = attachment_prepare(t->services->images, t->arena, upload, &again->scan);
    if (again->outcome == ATTACHMENT_READY)
        application_file_store(t->tx, t->services->blobs, of.city, &again->scan);
    return again;
}

// What may not be changed stands as it is stored, whatever was typed.
static void keep_closed(struct turn *t, const struct application *of, struct form *form)
{
    struct open_fields open = application_open_fields(t->tx, of);
    const struct params *stored = &of->values, *typed = form->typed;
    struct params *all = NEW(t->arena, struct params);
    all->at = NEW_ARRAY(t->arena, struct param, stored->n + typed->n);
    for (size_t i = 0; i < typed->n; i++)
        all->at[all->n++] = typed->at[i];
    for (size_t i = 0; i < stored->n; i++)
        if (!field_is_open(&open, stored->at[i].name))
            all->at[all->n++] = stored->at[i];
    form->typed = all;
}

// False: the answer is written.
static bool begin(struct turn *t, struct application *of, struct form *form)
{
    if (!case_of_turn(t, of))
        return false;
    *form = form_of(t->request);
    if (!is_for_here(of)) {
        case_show_changed(t, of, form);
        return false;
    }
    if (revision_of(form) == of->revision)
        return true;
    keep_closed(t, of, form);
    t->response->status = 409;
    show(t, of, form, revision_of(form) > 0 ? revision_of(form) : of->revision);
    return false;
}

static struct params read_values(struct turn *t, const struct application *of, struct form *form)
{
    struct open_fields open = application_open_fields(t->tx, of);
    struct params values = correct_read(t->tx, of, form->typed);
    if (!asks_seen(of, &open))
        return values;
    str seen = seen_read(form, true);
    if (seen.n)
        seen_put(t->arena, &values, seen);
    return values;
}

static void take_scan(struct turn *t, const struct application *of, struct form *form)
{
    struct again *again = t->prepared;
    if (again->given && again->outcome != ATTACHMENT_READY)
        form_refuse(form, S("scan"), str_of(attachment_sentence(again->outcome)));
    else if (again->given && form_ok(form))
        application_file_add(t->tx, of, FILE_SCAN, &again->scan);
}

static void refuse_findings(struct turn *t, const struct application *of, struct form *form)
{
    struct application_findings findings = application_check(t->tx, of);
    for (size_t i = 0; i < findings.n; i++)
        if (findings.at[i].stops)
            form_refuse(form, findings.at[i].field, findings.at[i].sentence);
}

// What was saved stays saved when it cannot be taken yet; the copy is then chosen again.
static void take(struct turn *t, const struct application *saved, struct form *form)
{
    refuse_findings(t, saved, form);
    take_scan(t, saved, form);
    if (form_ok(form) && application_submit(t->tx, saved) == APPLICATION_DONE) {
        turn_go_saying(t, case_url(t, saved->id), "直した内容を受け付けました。");
        return;
    }
    turn_refuse_form(t);
    show(t, saved, form, 0);
}

// What came of the form is shown again; saving it could lose what was cut off.
static void show_too_large(struct turn *t, const struct application *of, struct form *form)
{
    keep_closed(t, of, form);
    form_refuse(form, S("scan"), str_of(attachment_sentence(ATTACHMENT_TOO_LARGE)));
    turn_refuse_form(t);
    show(t, of, form, 0);
}

void returned_post_page(struct turn *t)
{
    struct application of, saved;
    struct form form;
    if (!begin(t, &of, &form))
        return;
    if (t->request->too_large) {
        show_too_large(t, &of, &form);
        return;
    }
    bool more = paper_fill_address(&form, paper_of(of.kind)) || params_has(form.typed, S("more"));
    struct form reading = form; // its errors are found again in what is stored
    struct params values = read_values(t, &of, more ? &reading : &form);
    if (application_save(t->tx, &of, &values) != APPLICATION_DONE ||
        !application_find(t->tx, t->me->city, of.id, &saved)) {
        case_show_changed(t, &of, &form);
        return;
    }
    if (more) {
        keep_closed(t, &saved, &form);
        show(t, &saved, &form, 0);
        return;
    }
    form.typed = &saved.values; // what could not be accepted was kept as it was typed
    take(t, &saved, &form);
}

// --- said afterwards ---------------------------------------------------------------------------

void seen_post_page(struct turn *t)
{
    struct application of;
    if (!case_of_turn(t, &of))
        return;
    struct form form = form_of(t->request);
    if (revision_of(&form) != of.revision || !application_awaits_seen(t->tx, &of)) {
        case_show_changed(t, &of, &form);
        return;
    }
    str seen = seen_read(&form, false);
    if (!form_ok(&form)) {
        turn_refuse_form(t);
        case_show(t, &of, &form, 0);
    } else if (application_put_seen(t->tx, &of, seen) == APPLICATION_DONE) {
        turn_go_saying(t, case_url(t, of.id), "紙を確かめたことを残しました。");
    } else {
        case_show_changed(t, &of, &form);
    }
}
