// SPDX-License-Identifier: AGPL-3.0-or-later
// Putting a document on the shelf: from the phone or from a post; a newer version; withdrawing.
#include "base/base32.h"
#include "base/random.h"
#include "document/document_web.h"
#include "document/form_page.html.h"
#include "document/withdraw_page.html.h"

// --- what was sent -----------------------------------------------------------------------------

struct sent {
    struct form form;
    struct document_new new;
    int64_t revision;
    post_id post; // that the file came with; {0}: files were chosen
    attachment_id file;
};

static int64_t id_typed(const struct form *form, str name)
{
    int64_t id = 0;
    base32_to_id(form_typed(form, name), &id);
    return id;
}

static struct sent sent_of(struct turn *t)
{
    struct sent s = {.form = form_of(t->request), .revision = -1};
    struct document_text *text = &s.new.text;
    text->kind = (enum document_kind)form_choice(&s.form, S("kind"), (struct form_rule){S("種類"), 0, false},
                                                 document_kind_names, DOCUMENT_KINDS);
    text->title = form_line(&s.form, S("title"),
                            (struct form_rule){S("題名"), DOCUMENT_MOST_TITLE, true});
    text->note = form_lines(&s.form, S("note"), (struct form_rule){S("メモ"), DOCUMENT_MOST_NOTE, true});
    text->dated_on = form_day(&s.form, S("dated"), (struct form_rule){S("書類の日付"), 0, true});
    text->starts_on = form_day(&s.form, S("starts"), (struct form_rule){S("いつから"), 0, true});
    text->ends_on = form_day(&s.form, S("ends"), (struct form_rule){S("いつまで"), 0, true});
    text->office = (office_id){id_typed(&s.form, S("office"))};
    s.new.request_key = form_typed(&s.form, S("request_key"));
    str_to_int(form_typed(&s.form, S("revision")), &s.revision);
    s.post = (post_id){id_typed(&s.form, S("post"))};
    s.file = (attachment_id){id_typed(&s.form, S("file"))};
    return s;
}

// --- files: made safe and stored before the writing transaction ------------------------------

struct ready {
    size_t n;
    struct attachment_new files[DOCUMENT_MOST_FILES];
    bool too_many;
    struct document_faults faults;
};

static bool is_file(const struct upload *upload)
{
    return str_eq(upload->name, S("files")) && (upload->content.n || upload->file_name.n);
}

static void examine(struct turn *t, const struct upload *upload, struct ready *ready)
{
    if (careplan_is_meant(upload->file_name, upload->content)) {
        ready->faults.at[ready->faults.n++] = (struct document_fault){
            upload->file_name, S("CSVは、書類の棚の「ケアプランのCSVを取り込む」から置いてください。")};
        return;
    }
    enum attachment_outcome outcome = attachment_prepare_shown(
        t->services->images, t->arena, upload, &ready->files[ready->n]);
    if (outcome == ATTACHMENT_READY)
        ready->n++;
    else
        ready->faults.at[ready->faults.n++] = (struct document_fault){
            upload->file_name, str_of(attachment_sentence(outcome))};
}

void *document_prepare(struct turn *t)
{
    const struct uploads *uploads = &t->request->uploads;
    struct ready *ready = NEW(t->arena, struct ready);
    struct sent sent = sent_of(t);
    size_t n = 0;
    for (size_t i = 0; i < uploads->n; i++)
        n += is_file(&uploads->at[i]);
    ready->too_many = n > DOCUMENT_MOST_FILES;
    ready->faults.at = NEW_ARRAY(t->arena, struct document_fault, DOCUMENT_MOST_FILES);
    if (!t->seat->may_write || !frame_is_patients(t) || !form_ok(&sent.form) || ready->too_many)
        return ready;
    for (size_t i = 0; i < uploads->n; i++)
        if (is_file(&uploads->at[i]))
            examine(t, &uploads->at[i], ready);
    for (size_t i = 0; i < ready->n && ready->faults.n == 0; i++)
        attachment_store(t->tx, t->services->blobs, t->seat, &ready->files[i]);
    return ready;
}

// The file of a post of this room stays where it is; the document points to it.
static bool take_from_post(struct turn *t, struct sent *sent)
{
    struct attachment found;
    if (!attachment_find(t->tx, t->seat, sent->post, sent->file, &found))
        return false;
    struct document_file *file = NEW(t->arena, struct document_file);
    *file = (struct document_file){
        .id = found.id,
        .post = found.post,
        .format = found.kind == ATTACHMENT_PHOTO ? DOCUMENT_PHOTO : DOCUMENT_PDF,
        .name = found.file_name,
        .size = found.size,
        .width = found.width,
        .height = found.height,
    };
    sent->new.files = (struct document_files){1, file};
    return true;
}

static void take_files(struct turn *t, const struct ready *ready, struct sent *sent)
{
    if (post_is(sent->post)) {
        if (!take_from_post(t, sent))
            form_refuse(&sent->form, NONE, S("投稿に付いたファイルが見つかりません。投稿を開いて、もう一度選んでください。"));
        return;
    }
    if (ready->too_many)
        form_refuse(&sent->form, S("files"), S("一度に置けるのは10個までです。数を減らして、もう一度選んでください。"));
    else if (ready->faults.n)
        form_refuse(&sent->form, S("files"), S("置けないファイルがあります。ファイルを選び直してください。"));
    sent->new.files = (struct document_files){
        ready->n, NEW_ARRAY(t->arena, struct document_file, ready->n + 1)};
    for (size_t i = 0; i < ready->n; i++)
        sent->new.files.at[i] = document_file_of(&ready->files[i]);
}

// --- the form ----------------------------------------------------------------------------------

static str new_key(struct arena *a)
{
    uint8_t random[12];
    random_fill(random, sizeof random);
    return base64url_from_bytes(a, (bytes){random, sizeof random});
}

static struct options kinds_of(struct turn *t, enum document_kind chosen)
{
    struct options options = {DOCUMENT_KINDS, NEW_ARRAY(t->arena, struct option, DOCUMENT_KINDS)};
    for (enum document_kind k = 0; k < DOCUMENT_KINDS; k++)
        options.at[k] = (struct option){document_kind_names[k], document_kind_label(k), k == chosen};
    return options;
}

static bool has_option(const struct options *options, str value)
{
    for (size_t i = 0; i < options->n; i++)
        if (str_eq(options->at[i].value, value))
            return true;
    return false;
}

// The offices that have somebody in the room; one's own first, which is what an empty choice means.
static struct options offices_of(struct turn *t, office_id chosen)
{
    struct seat_rows people = seat_roster(t->tx, t->seat);
    struct options options = {1, NEW_ARRAY(t->arena, struct option, people.n + 1)};
    options.at[0] = (struct option){NONE, S("自分の事業所"), !office_is(chosen)};
    for (size_t i = 0; i < people.n; i++) {
        str value = base32_from_id(t->arena, people.at[i].office.v);
        if (!day_is(people.at[i].removed_on) && !has_option(&options, value))
            options.at[options.n++] = (struct option){value, people.at[i].office_name,
                                                      office_same(people.at[i].office, chosen)};
    }
    return options;
}

static void add_fields(struct turn *t, const struct sent *s, struct document_form_page *page)
{
    const struct form *form = &s->form;
    const struct document_text *text = &s->new.text;
    struct arena *a = t->arena;
    page->kind = field_of(form, S("kind"), S("種類"), NONE);
    page->kind.required = true;
    page->kinds = kinds_of(t, text->kind);
    page->title = field_of(form, S("title"), S("題名"), text->title);
    page->title.help = S("例：訪問看護指示書（あおば医院）。空のままなら、種類の名前になります。");
    page->dated = field_of(form, S("dated"), S("書類の日付"), day_format_iso(a, text->dated_on));
    page->starts = field_of(form, S("starts"), S("いつから"), day_format_iso(a, text->starts_on));
    page->ends = field_of(form, S("ends"), S("いつまで"), day_format_iso(a, text->ends_on));
    page->dated.type = page->starts.type = page->ends.type = S("date");
    page->office = field_of(form, S("office"), S("期限が近づいたら知らせる事業所"), NONE);
    page->office.help = S("期限の2週間前と3日前、切れたときに、その事業所の人に知らせます。");
    page->offices = offices_of(t, text->office);
    page->note = field_of(form, S("note"), S("メモ"), text->note);
    page->note.rows = 3;
}

static struct document_form_page page_of(struct turn *t, const struct sent *s, str heading)
{
    struct document_form_page page = {
        .base = turn_base(t, heading),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .form = s->form,
        .room_name = t->seat->room_name,
        .heading = heading,
        .revision = str_print(t->arena, "%ld", (long)s->revision),
        .request_key = s->new.request_key.n ? s->new.request_key : new_key(t->arena),
        .files_error = form_error(&s->form, S("files")),
        .most_files = DOCUMENT_MOST_FILES,
        .to = shelf_url(t),
        .back = shelf_url(t),
    };
    page.base.look = S("page-narrow");
    add_fields(t, s, &page);
    return page;
}

static void show_new(struct turn *t, struct sent *s, const struct ready *ready)
{
    bool found = post_is(s->post) && take_from_post(t, s);
    struct document_form_page page = page_of(t, s, S("書類を棚に置く"));
    if (ready)
        page.faults = ready->faults;
    page.from_post = found;
    if (found) {
        page.kept = s->new.files.at[0].name;
        page.post = base32_from_id(t->arena, s->post.v);
        page.file = base32_from_id(t->arena, s->file.v);
        page.back = url_make(t->arena, "/rooms/%i/posts/%i", t->seat->room.v, s->post.v);
    }
    document_form_page_html(turn_out(t), &page);
    document_viewed(t, "document.form", 0);
}

static int64_t id_in_query(struct turn *t, str name)
{
    int64_t id = 0;
    base32_to_id(params_get(&t->request->query, name), &id);
    return id;
}

void document_new_page(struct turn *t)
{
    if (!shelf_may_write(t))
        return;
    struct sent s = {
        .form = form_empty(t->arena),
        .new.text = {.kind = DOCUMENT_PLAN, .dated_on = NO_DAY, .starts_on = NO_DAY, .ends_on = NO_DAY},
        .post = {id_in_query(t, S("post"))},
        .file = {id_in_query(t, S("file"))},
    };
    if (post_is(s.post) && !take_from_post(t, &s)) {
        turn_missing(t);
        return;
    }
    show_new(t, &s, NULL);
}

// --- answers -----------------------------------------------------------------------------------

static str sentence_of(enum document_outcome outcome, str *field)
{
    *field = NONE;
    switch (outcome) {
    case DOCUMENT_PUT:
    case DOCUMENT_PUT_BEFORE:
        return NONE;
    case DOCUMENT_NO_FILE:
        *field = S("files");
        return S("写真かPDFを選んでください。");
    case DOCUMENT_TOO_MANY:
        return S("この棚には、もうこれ以上置けません。使わない書類について、市の窓口に相談してください。");
    case DOCUMENT_TOO_LONG:
        *field = S("note");
        return S("長すぎます。題名は100文字、メモと理由は1,000文字までです。");
    case DOCUMENT_NO_TERM:
        *field = S("ends");
        return S("「いつまで」が「いつから」より前になっています。");
    case DOCUMENT_NO_OFFICE:
        *field = S("office");
        return S("その事業所の人は、いまこの部屋にいません。選び直してください。");
    case DOCUMENT_NO_REASON:
        *field = S("reason");
        return S("取り下げる理由を書いてください。");
    case DOCUMENT_CHANGED_MEANWHILE:
        return S("画面を開いたあとで、ほかの人がこの書類を新しくしました。いまの版を確かめて、もう一度送ってください。");
    case DOCUMENT_NOT_ALLOWED:
        return S("この書類は替えられません。部屋が終了しているか、取り下げられています。");
    }
    return NONE;
}

static bool settle(struct turn *t, struct form *form, enum document_outcome outcome, url to,
                   const char *done)
{
    str field, sentence = sentence_of(outcome, &field);
    if (sentence.n) {
        form_refuse(form, field, sentence);
        return false;
    }
    turn_go_saying(t, to, done);
    return true;
}

void document_put_page(struct turn *t)
{
    const struct ready *ready = t->prepared;
    document_id id = {0};
    if (!shelf_may_write(t))
        return;
    struct sent s = sent_of(t);
    if (t->request->too_large)
        form_refuse(&s.form, S("files"), S("ファイルが大きすぎます。1つ30MB、合わせて80MBまでです。"));
    take_files(t, ready, &s);
    if (form_ok(&s.form)) {
        enum document_outcome outcome = document_put(t->tx, t->seat, &s.new, &id);
        if (settle(t, &s.form, outcome, document_url(t, id), "棚に置きました。"))
            return;
    }
    turn_refuse_form(t);
    show_new(t, &s, ready);
}

// --- a newer version ---------------------------------------------------------------------------

static str names_of(struct turn *t, const struct document_files *files)
{
    struct buf names = buf_in(t->arena);
    for (size_t i = 0; i < files->n; i++)
        buf_print(&names, "%s%.*s", i ? "、" : "", STR(files->at[i].name));
    return buf_str(&names);
}

static void show_change(struct turn *t, const struct document *d, const struct sent *s,
                        const struct ready *ready)
{
    struct document_form_page page = page_of(t, s, S("新しい版に替える・直す"));
    page.is_change = true;
    page.kept = names_of(t, &d->files);
    page.to = url_make(t->arena, "/rooms/%i/documents/%i/change", t->seat->room.v, d->id.v);
    page.back = document_url(t, d->id);
    if (ready)
        page.faults = ready->faults;
    document_form_page_html(turn_out(t), &page);
    document_viewed(t, "document.view", d->id.v);
}

static bool changeable(struct turn *t, struct document *d)
{
    if (!document_of_address(t, d))
        return false;
    if (t->seat->may_write && !d->withdrawn)
        return true;
    turn_go_saying(t, document_url(t, d->id), "この書類は替えられません。部屋が終了しているか、取り下げられています。");
    return false;
}

void document_change_form_page(struct turn *t)
{
    struct document d;
    if (!changeable(t, &d))
        return;
    struct sent s = {.form = form_empty(t->arena), .new.text = d.text, .revision = d.revision};
    show_change(t, &d, &s, NULL);
}

void document_change_page(struct turn *t)
{
    struct document d;
    const struct ready *ready = t->prepared;
    if (!changeable(t, &d))
        return;
    struct sent s = sent_of(t);
    if (t->request->too_large)
        form_refuse(&s.form, S("files"), S("ファイルが大きすぎます。1つ30MB、合わせて80MBまでです。"));
    s.post = (post_id){0};
    take_files(t, ready, &s);
    if (form_ok(&s.form)) {
        enum document_outcome outcome = document_change(t->tx, t->seat, d.id, s.revision, &s.new);
        if (settle(t, &s.form, outcome, document_url(t, d.id), "新しい版にしました。前の版も残っています。"))
            return;
        s.revision = d.revision;
    }
    turn_refuse_form(t);
    show_change(t, &d, &s, ready);
}

// --- withdrawing -------------------------------------------------------------------------------

static void show_withdraw(struct turn *t, const struct document *d, const struct form *form)
{
    struct document_withdraw_page page = {
        .base = turn_base(t, S("書類を取り下げる")),
        .frame = frame_of(t, FRAME_DOCUMENTS, S("書類")),
        .form = *form,
        .title = d->text.title,
        .revision = str_print(t->arena, "%ld", (long)d->revision),
        .reason = field_of(form, S("reason"), S("取り下げる理由"), NONE),
        .to = url_make(t->arena, "/rooms/%i/documents/%i/withdraw", t->seat->room.v, d->id.v),
        .back = document_url(t, d->id),
    };
    page.reason.required = true;
    page.reason.help = S("例：別の方の書類を置いてしまった");
    document_withdraw_page_html(turn_out(t), &page);
}

static bool withdrawable(struct turn *t, struct document *d)
{
    if (!document_of_address(t, d))
        return false;
    if (d->may_withdraw)
        return true;
    turn_go_saying(t, document_url(t, d->id), "取り下げられるのは、この書類を置いた事業所の人だけです。");
    return false;
}

void document_withdraw_form_page(struct turn *t)
{
    struct document d;
    if (!withdrawable(t, &d))
        return;
    struct form form = form_empty(t->arena);
    show_withdraw(t, &d, &form);
}

void document_withdraw_page(struct turn *t)
{
    struct document d;
    if (!withdrawable(t, &d))
        return;
    struct form form = form_of(t->request);
    int64_t revision = -1;
    str reason = form_line(&form, S("reason"), (struct form_rule){S("取り下げる理由"), DOCUMENT_MOST_NOTE, false});
    str_to_int(form_typed(&form, S("revision")), &revision);
    if (form_ok(&form)) {
        enum document_outcome outcome = document_withdraw(t->tx, t->seat, d.id, revision, reason);
        if (settle(t, &form, outcome, document_url(t, d.id), "取り下げました。"))
            return;
    }
    turn_refuse_form(t);
    show_withdraw(t, &d, &form);
}
