// SPDX-License-Identifier: AGPL-3.0-or-later
// Posts as Communication, their files as DocumentReference, their changes as Provenance. A post that
// was withdrawn is entered-in-error and says nothing; what stood before a correction stays in the room.
#include "fhir/bundle.h"

static const struct post *in_bundle(const struct post_list *posts, post_id id)
{
    for (size_t i = 0; i < posts->n; i++)
        if (post_same(posts->at[i].id, id))
            return &posts->at[i];
    return NULL;
}

static json_t *named(str name)
{
    return json_pack("{s:o}", "display", fhir_text(name));
}

// --- whom it is for ------------------------------------------------------------------------

static json_t *recipient_of(struct bundle *b, struct addressee to)
{
    str label = addressee_label(b->a, to, &b->people);
    if (to.kind == ADDRESSEE_SEAT && label.n)
        return fhir_reference(b, FHIR_ROLE, to.target, 0);
    if (to.kind == ADDRESSEE_OFFICE && label.n)
        return fhir_reference(b, FHIR_ORGANIZATION, to.target, 0);
    if (to.kind == ADDRESSEE_EVERYONE)
        return fhir_reference(b, FHIR_TEAM, b->seat->room.v, 0);
    return named(label.n ? label : S("部屋を離れた宛先"));
}

static void add_recipients(struct bundle *b, const struct post *post, json_t *communication)
{
    if (post->to.n == 0)
        return;
    json_t *recipients = json_array();
    for (size_t i = 0; i < post->to.n; i++)
        json_array_append_new(recipients, recipient_of(b, post->to.at[i]));
    json_object_set_new(communication, "recipient", recipients);
}

// --- what it says ----------------------------------------------------------------------------

static void add_payload(struct bundle *b, const struct post *post, json_t *communication)
{
    json_t *payload = json_array();
    if (post->body.n)
        json_array_append_new(payload,
                              json_pack("{s:o}", "contentString", fhir_text(post->body)));
    for (size_t i = 0; i < post->files.n; i++)
        json_array_append_new(payload,
                              json_pack("{s:o}", "contentReference",
                                        fhir_reference(b, FHIR_FILE, post->files.at[i].id.v, 0)));
    if (json_array_size(payload))
        json_object_set(communication, "payload", payload);
    json_decref(payload);
}

// A post of another part of the period has no entry here, so only its author can be named.
static void add_answer(struct bundle *b, const struct post_list *posts, const struct post *post,
                       json_t *communication)
{
    if (!post_is(post->reply_to))
        return;
    json_t *to = in_bundle(posts, post->reply_to)
                     ? fhir_reference(b, FHIR_POST, post->reply_to.v, 0)
                     : named(str_print(b->a, "%.*sさんの投稿", STR(post->reply_author)));
    json_object_set_new(communication, "inResponseTo", json_pack("[o]", to));
}

// Whose words they are has sent them; who typed them for that person stands in the note.
static void add_typist(struct bundle *b, const struct post *post, json_t *communication)
{
    if (!seat_is(post->for_seat))
        return;
    json_object_set_new(communication, "note",
                        json_pack("[{s:o,s:s}]", "authorReference",
                                  fhir_reference(b, FHIR_ROLE, post->seat.v, 0), "text",
                                  "代わりに入力しました。"));
}

static void put_communication(struct bundle *b, const struct post_list *posts,
                              const struct post *post)
{
    bool gone = post->standing == POST_WITHDRAWN;
    int64_t sender = seat_is(post->for_seat) ? post->for_seat.v : post->seat.v;
    json_t *communication = json_pack(
        "{s:s,s:s,s:[{s:o}],s:s,s:o,s:o,s:o}", "resourceType", "Communication", "status",
        gone ? "entered-in-error" : "completed", "category", "text",
        fhir_text(post_kind_label(post->kind)), "priority",
        post->kind == POST_URGENT ? "urgent" : "routine", "subject",
        fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0), "sent",
        fhir_instant(b, post->written_at), "sender", fhir_reference(b, FHIR_ROLE, sender, 0));
    if (!gone) {
        add_answer(b, posts, post, communication);
        add_recipients(b, post, communication);
        add_payload(b, post, communication);
    }
    add_typist(b, post, communication);
    bundle_add(b, FHIR_POST, post->id.v, 0, communication);
}

// --- changes ---------------------------------------------------------------------------------

static void put_change(struct bundle *b, const struct post *post)
{
    static const char system[] = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
    struct post_versions versions = post_versions(b->tx, b->seat, post->id);
    bool gone = post->standing == POST_WITHDRAWN;
    for (size_t i = 1; i < versions.n; i++) {
        const struct post_version *v = &versions.at[i];
        bool last_and_gone = gone && i + 1 == versions.n;
        json_t *activity = last_and_gone ? fhir_coding(system, "NULLIFY", "nullify")
                                         : fhir_coding(system, "UPDATE", "revise");
        bundle_add(b, FHIR_CHANGE, post->id.v, v->revision,
                   json_pack("{s:s,s:[o],s:o,s:{s:[o]},s:[{s:o}]}", "resourceType", "Provenance",
                             "target", fhir_reference(b, FHIR_POST, post->id.v, 0), "recorded",
                             fhir_instant(b, v->since), "activity", "coding", activity, "agent",
                             "who", named(v->by)));
    }
}

// --- files -----------------------------------------------------------------------------------

static void put_file(struct bundle *b, const struct post *post, const struct attachment *file)
{
    bool photo = file->kind == ATTACHMENT_PHOTO;
    bool left_out;
    json_t *attachment = fhir_attachment(
        b,
        &(struct fhir_file){file->id, photo ? "image/jpeg" : "application/pdf", file->file_name,
                            file->size, fhir_instant(b, post->written_at)},
        &left_out);
    json_t *document = json_pack(
        "{s:s,s:s,s:{s:s},s:o,s:o,s:[o],s:[{s:o}],s:{s:[o]}}", "resourceType", "DocumentReference",
        "status", "current", "type", "text", photo ? "写真" : "PDF", "subject",
        fhir_reference(b, FHIR_PATIENT, b->seat->room.v, 0), "date",
        fhir_instant(b, post->written_at), "author", fhir_reference(b, FHIR_ROLE, post->seat.v, 0),
        "content", "attachment", attachment, "context", "related",
        fhir_reference(b, FHIR_POST, post->id.v, 0));
    if (left_out)
        json_object_set_new(document, "description", fhir_left_out());
    bundle_add(b, FHIR_FILE, file->id.v, 0, document);
}

void fhir_put_posts(struct bundle *b)
{
    struct post_list posts = post_list_between(b->tx, b->seat, b->from, b->until,
                                               (b->wish->part - 1) * FHIR_POSTS, FHIR_POSTS);
    for (size_t i = 0; i < posts.n; i++) {
        const struct post *post = &posts.at[i];
        put_communication(b, &posts, post);
        if (post->standing != POST_STANDS)
            put_change(b, post);
        for (size_t f = 0; f < post->files.n && post->standing != POST_WITHDRAWN; f++)
            put_file(b, post, &post->files.at[f]);
    }
}
