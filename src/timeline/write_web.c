// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing a post: the box, its files, and what is said when it cannot be taken.
#include "base/base32.h"
#include "base/random.h"
#include "reading/reading.h"
#include "timeline/timeline_web.h"

// In the order that the box offers them; stored as enum post_kind.
static const str kind_values[POST_KINDS] = {
    [POST_REPORT] = S_CONST("report"),     [POST_QUESTION] = S_CONST("question"),
    [POST_MESSAGE] = S_CONST("message"),   [POST_URGENT] = S_CONST("urgent"),
    [POST_MEDICINE] = S_CONST("medicine"), [POST_VITALS] = S_CONST("vitals"),
    [POST_VISIT] = S_CONST("visit"),       [POST_HOSPITAL] = S_CONST("hospital"),
    [POST_WISHES] = S_CONST("wishes"),     [POST_MEETING] = S_CONST("meeting"),
};

// --- the box -------------------------------------------------------------------------------

static str new_key(struct arena *a)
{
    uint8_t random[12];
    random_fill(random, sizeof random);
    return base64url_from_bytes(a, (bytes){random, sizeof random});
}

static struct kind_choices kinds_of(struct turn *t, enum post_kind chosen)
{
    struct kind_choices kinds = {0, NEW_ARRAY(t->arena, struct kind_choice, POST_KINDS)};
    for (enum post_kind k = 0; k < POST_KINDS; k++)
        if (post_kind_fits(k, t->seat->kind))
            kinds.at[kinds.n++] = (struct kind_choice){kind_values[k], post_kind_label(k),
                                                       post_kind_class(k), k == chosen};
    return kinds;
}

static void add_reply(struct turn *t, post_id to, struct write_box *box)
{
    struct post replied;
    if (!post_is(to) || !post_find(t->tx, t->seat, to, &replied))
        return;
    box->replies = true;
    box->reply_to = base32_from_id(t->arena, to.v);
    box->reply_author = replied.author;
    box->reply_excerpt = post_excerpt(t->arena, replied.body);
}

static void add_quote(struct turn *t, post_id of, struct write_box *box)
{
    struct post quoted;
    if (!post_is(of) || !post_find(t->tx, t->seat, of, &quoted))
        return;
    box->quotes = true;
    box->quote = base32_from_id(t->arena, of.v);
    box->quote_author = quoted.author;
    box->quote_excerpt = post_excerpt(t->arena, quoted.body);
}

struct write_box write_box_of(struct turn *t, const struct draft *draft,
                              const struct seat_rows *people)
{
    struct write_box box = {
        .form = draft->form,
        .to = url_make(t->arena, "/rooms/%i/posts", t->seat->room.v),
        .plain = url_make(t->arena, "/rooms/%i?newest=1#write", t->seat->room.v),
        .keep = url_make(t->arena, "/rooms/%i/draft", t->seat->room.v),
        .state = draft_state_of(t, draft),
        .room_name = t->seat->room_name,
        .is_patient = frame_is_patients(t),
        .is_group = frame_is_group(t),
        .request_key = draft->request_key.n ? draft->request_key : new_key(t->arena),
        .body = draft->body,
        .body_error = form_error(&draft->form, S("body")),
        .files_error = form_error(&draft->form, S("files")),
        .kind_error = form_error(&draft->form, S("kind")),
        .kinds = kinds_of(t, draft->kind),
        .faults = draft->faults,
        .most_files = POST_MOST_FILES,
    };
    if (box.is_patient || box.is_group)
        box.whom = whom_box_of(t, draft, people);
    add_reply(t, draft->reply_to, &box);
    add_quote(t, draft->quotes, &box);
    return box;
}

// --- reading what was sent -------------------------------------------------------------------

static const struct form_rule kind_rule = {S_CONST("種類"), 0, false};
static const struct form_rule body_rule = {S_CONST("本文"), POST_MOST_CHARACTERS, true};

struct draft draft_sent(struct turn *t)
{
    struct draft draft = {.form = form_of(t->request)};
    int64_t reply = 0;
    draft.body = form_lines(&draft.form, S("body"), body_rule);
    draft.kind = (enum post_kind)form_choice(&draft.form, S("kind"), kind_rule, kind_values,
                                             POST_KINDS);
    if (!post_kind_fits(draft.kind, t->seat->kind))
        form_refuse(&draft.form, S("kind"), S("種類を選んでください。"));
    draft.request_key = form_typed(&draft.form, S("request_key"));
    base32_to_id(form_typed(&draft.form, S("reply_to")), &reply);
    draft.reply_to = (post_id){reply};
    reply = 0;
    base32_to_id(form_typed(&draft.form, S("quotes")), &reply);
    draft.quotes = (post_id){reply};
    reply = 0;
    base32_to_id(form_typed(&draft.form, S("draft")), &reply);
    draft.kept = (draft_id){reply};
    base32_to_id(form_typed(&draft.form, S("draft_revision")), &draft.kept_revision);
    str_to_int(form_typed(&draft.form, S("serial")), &draft.serial);
    whom_sent(t, &draft);
    if (!form_ok(&draft.form))
        draft.body = form_typed(&draft.form, S("body"));
    return draft;
}

// --- files: made safe and stored before the writing transaction ------------------------------

struct ready {
    size_t n;
    struct attachment_new files[POST_MOST_FILES];
    bool too_many, too_large;
    struct draft sent; // read once
    str tokens; // for the search
    struct write_faults faults;
};

static void examine(struct turn *t, const struct upload *upload, struct ready *ready)
{
    enum attachment_outcome outcome = attachment_prepare_shown(
        t->services->images, t->arena, upload, &ready->files[ready->n]);
    if (outcome == ATTACHMENT_READY)
        ready->n++;
    else
        ready->faults.at[ready->faults.n++] = (struct write_fault){
            upload->file_name, str_of(attachment_sentence(outcome))};
}

static bool is_file(const struct upload *upload)
{
    return str_eq(upload->name, S("files")) && (upload->content.n || upload->file_name.n);
}

static bool has_too_many(const struct uploads *uploads)
{
    size_t n = 0;
    for (size_t i = 0; i < uploads->n; i++)
        n += is_file(&uploads->at[i]);
    return n > POST_MOST_FILES;
}

void *write_prepare(struct turn *t)
{
    const struct uploads *uploads = &t->request->uploads;
    struct ready *ready = NEW(t->arena, struct ready);
    ready->sent = draft_sent(t);
    ready->too_many = has_too_many(uploads);
    ready->too_large = t->request->too_large;
    ready->faults.at = NEW_ARRAY(t->arena, struct write_fault, POST_MOST_FILES);
    if (!t->seat->may_write || !form_ok(&ready->sent.form) || ready->too_many || ready->too_large)
        return ready;
    for (size_t i = 0; i < uploads->n; i++)
        if (is_file(&uploads->at[i]))
            examine(t, &uploads->at[i], ready);
    for (size_t i = 0; i < ready->n && ready->faults.n == 0; i++)
        attachment_store(t->tx, t->services->blobs, t->seat, &ready->files[i]);
    struct post_new texts = {.kind = ready->sent.kind,
                             .for_seat = ready->sent.for_seat,
                             .body = ready->sent.body,
                             .files = ready->files,
                             .n_files = ready->n};
    ready->tokens = post_tokens(t->tx, t->seat, &texts);
    return ready;
}

// --- writing -----------------------------------------------------------------------------------

static void refuse_files(const struct ready *ready, struct draft *draft)
{
    if (ready->too_large)
        form_refuse(&draft->form, S("files"),
                    S("写真やPDFが大きすぎて受け取れませんでした。1つ30MB、合わせて60MBまでです。数を減らして、もう一度選んでください。"));
    else if (ready->too_many)
        form_refuse(&draft->form, S("files"),
                    S("一度に添付できるのは10個までです。数を減らして、もう一度選んでください。"));
    else if (ready->faults.n)
        form_refuse(&draft->form, S("files"),
                    S("添付できないファイルがあります。投稿はまだ送られていません。"));
    draft->faults = ready->faults;
}

// A page that sends by itself gets the box alone, with what is wrong in it.
static void refuse(struct turn *t, struct draft *draft)
{
    turn_refuse_form(t);
    if (!t->request->wants_fragment) {
        room_show(t, draft, true);
        return;
    }
    struct seat_rows people = seat_roster(t->tx, t->seat);
    struct write_box box = write_box_of(t, draft, &people);
    write_box_put_html(turn_out(t), &box);
    room_viewed(t, "team.view", 0);
}

static void taken(struct turn *t, post_id written)
{
    if (t->request->wants_fragment) {
        t->response->status = 204;
        response_header(t->response, S("Tsunagi-Post"), base32_from_id(t->arena, written.v));
    } else {
        turn_go(t, url_make(t->arena, "/rooms/%i?newest=1#post-%i", t->seat->room.v, written.v));
    }
}

static void not_allowed(struct turn *t, struct draft *draft)
{
    static const char sentence[] = "この部屋には書き込めません。投稿は送られていません。";
    if (!t->request->wants_fragment) {
        turn_go_saying(t, room_url(t), sentence);
        return;
    }
    form_refuse(&draft->form, NONE, str_of(sentence));
    refuse(t, draft);
    t->response->status = 409;
}

static void answer(struct turn *t, enum post_outcome outcome, post_id written, struct draft *draft)
{
    switch (outcome) {
    case POST_WRITTEN:
        if (post_is(draft->reply_to)) // who answers has read
            reading_mark(t->tx, t->seat, &draft->reply_to, 1);
        draft_posted(t->tx, t->seat, &(struct draft_new){.id = draft->kept,
                                                         .revision = draft->kept_revision,
                                                         .box = draft->request_key,
                                                         .serial = draft->serial});
        taken(t, written);
        return;
    case POST_WRITTEN_BEFORE:
        taken(t, written);
        return;
    case POST_EMPTY:
        form_refuse(&draft->form, S("body"), S("本文を書くか、写真やPDFを添付してください。"));
        break;
    case POST_TOO_LONG:
        form_refuse(&draft->form, S("body"),
                    S("本文が長すぎます。1万文字までにするか、いくつかの投稿に分けてください。"));
        break;
    case POST_NO_SUCH_REPLY:
        form_refuse(&draft->form, NONE,
                    S("返信先の投稿が見つかりません。このまま送ると、返信ではない新しい投稿になります。"));
        draft->reply_to = (post_id){0};
        break;
    case POST_THREAD_CLOSED:
        form_refuse(&draft->form, NONE,
                    S("返信先の話は終了しています。その話を再開してから、もう一度投稿してください。"));
        break;
    case POST_NO_SUCH_PERSON:
        form_refuse(&draft->form, S("to"),
                    S("選んだ宛先の人は、いまこの部屋にいません。チームを確かめて、選び直してください。"));
        break;
    case POST_NOBODY_ASKED:
        form_refuse(&draft->form, S("to"), S("だれに確認してほしいかを選んでください。"));
        break;
    case POST_DUE_PAST:
        form_refuse(&draft->form, S("due"),
                    S("確認の期限は、これから1年以内の日時にしてください。"));
        break;
    case POST_NOT_ALLOWED:
        not_allowed(t, draft);
        return;
    }
    refuse(t, draft);
}

void write_page(struct turn *t)
{
    struct ready *ready = t->prepared;
    struct draft draft = ready->sent;
    refuse_files(ready, &draft);
    if (!form_ok(&draft.form) && t->seat->may_write) {
        refuse(t, &draft);
        if (ready->too_large && t->request->wants_fragment)
            t->response->status = 413; // send.js keeps the files and says what to do
        return;
    }
    struct post_new new = {
        .kind = draft.kind,
        .reply_to = draft.reply_to,
        .quotes = draft.quotes,
        .for_seat = draft.for_seat,
        .to = draft.to,
        .body = draft.body,
        .request_key = draft.request_key,
        .files = ready->files,
        .n_files = ready->n,
        .tokens = ready->tokens,
    };
    new.asks = whom_due(t, &draft, &new.due_at);
    post_id written = {0};
    enum post_outcome outcome = post_write(t->tx, t->seat, &new, &written);
    answer(t, outcome, written, &draft);
}
