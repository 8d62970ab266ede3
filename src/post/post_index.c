// SPDX-License-Identifier: AGPL-3.0-or-later
// What the search knows of posts.
#include "base/text.h"
#include "index/index.h"
#include "post/post_seal.h"

// --- marks -------------------------------------------------------------------------------------

struct marking {
    struct arena *arena;
    struct text_list *marks;
    bool pairs; // of the name; else its single characters
};

static void add_mark(struct text_list *marks, str mark)
{
    if (marks->n < POST_MARKS_MOST)
        marks->at[marks->n++] = mark;
}

static void add_of_name(void *context, str gram)
{
    struct marking *m = context;
    if ((text_length(gram) == 2) == m->pairs)
        add_mark(m->marks, str_print(m->arena, "\001n%.*s", STR(gram)));
}

// The rarest first: pairs of a name, a name of one character, files, 職種, kind.
static void put_marks(struct arena *a, const struct post_traits *traits, bool all_of_name,
                    struct text_list *marks)
{
    struct marking m = {a, marks, true};
    size_t before = marks->n;
    index_grams(traits->person, add_of_name, &m);
    m.pairs = false;
    if (all_of_name || marks->n == before)
        index_grams(traits->person, add_of_name, &m);
    if (traits->has_files)
        add_mark(marks, S("\001f"));
    if (traits->profession != PROFESSIONS)
        add_mark(marks, str_print(a, "\001p%d", (int)traits->profession));
    if (traits->kind != POST_KINDS)
        add_mark(marks, str_print(a, "\001k%d", (int)traits->kind));
}

struct text_list post_index_marks(struct arena *a, const struct post_traits *traits)
{
    struct text_list marks = {0, NEW_ARRAY(a, str, POST_MARKS_MOST)};
    put_marks(a, traits, false, &marks);
    return marks;
}

// Who wrote it, or in whose name.
static void add_person(struct tx *tx, room_id room, const struct key *key, seat_id seat,
                       struct post_traits traits, struct text_list *marks)
{
    struct person_row row;
    str name;
    struct place place = {S("seat"), S("name"), seat.v, room.v};
    if (!seat_is(seat) || !post_person(tx, room, seat, &row) ||
        !unseal_text(tx_arena(tx), key, place, row.name, &name))
        return;
    traits.person = text_fold(tx_arena(tx), name);
    traits.profession = row.profession;
    put_marks(tx_arena(tx), &traits, true, marks);
}

// --- tokens ------------------------------------------------------------------------------------

struct indexed {
    room_id room;
    const struct key *key;
    seat_id seat, for_seat;
    enum post_kind kind;
    str body;
    struct text_list names; // of files
};

static str tokens_of(struct tx *tx, const struct indexed *post)
{
    struct arena *a = tx_arena(tx);
    str *texts = NEW_ARRAY(a, str, post->names.n + 1);
    struct text_list marks = {0, NEW_ARRAY(a, str, POST_MARKS_MOST)};
    struct post_traits traits = {NONE, PROFESSIONS, post->kind, post->names.n > 0};
    texts[0] = post->body;
    for (size_t i = 0; i < post->names.n; i++)
        texts[i + 1] = post->names.at[i];
    add_person(tx, post->room, post->key, post->seat, traits, &marks);
    add_person(tx, post->room, post->key, post->for_seat, traits, &marks);
    struct index_texts all = {texts, post->names.n + 1, marks.at, marks.n};
    return index_tokens(a, post->key, &all);
}

str post_tokens(struct tx *tx, const struct seat *seat, const struct post_new *new)
{
    struct indexed post = {
        .room = seat->room,
        .key = &seat->key,
        .seat = seat->id,
        .for_seat = new->for_seat,
        .kind = new->kind,
        .body = new->body,
        .names = {new->n_files, NEW_ARRAY(tx_arena(tx), str, new->n_files)},
    };
    for (size_t i = 0; i < new->n_files; i++)
        post.names.at[i] = new->files[i].file_name;
    return tokens_of(tx, &post);
}

void post_index_new(struct tx *tx, const struct seat *seat, const struct post_new *new, post_id id)
{
    str tokens = new->tokens.n ? new->tokens : post_tokens(tx, seat, new);
    index_put(tx, seat->room, &seat->key, id, tokens);
}

void post_index(struct tx *tx, room_id room, const struct key *key, const struct post_row *row,
                enum post_standing standing, str body)
{
    if (standing == POST_WITHDRAWN) {
        index_put(tx, room, key, row->id, NONE);
        return;
    }
    struct indexed post = {room,      key,  row->seat, row->for_seat,
                           row->kind, body, attachment_names(tx, room, key, row->id)};
    index_put(tx, room, key, row->id, tokens_of(tx, &post));
}

struct post_id_list post_ids_between(struct tx *tx, const struct seat *seat, int64_t after,
                                     int64_t before, int64_t most)
{
    return post_between(tx, seat->room, after, before, most);
}

post_id post_index_before(struct tx *tx, room_id room, const struct key *key, post_id before,
                          int64_t most)
{
    struct post_row_list rows = post_rows_before(tx, room, before, most);
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        struct said said;
        if (post_unseal(tx_arena(tx), key, room, &rows.at[i], &said))
            post_index(tx, room, key, &rows.at[i], rows.at[i].standing, said.body);
    }
    return rows.n < (size_t)most ? (post_id){0} : rows.at[rows.n - 1].id;
}

bool post_glance(struct tx *tx, const struct seat *seat, post_id id, struct post *out)
{
    struct post_row row;
    if (!post_row_of(tx, seat->room, id, &row))
        return false;
    *out = (struct post){
        .id = id,
        .seat = row.seat,
        .for_seat = row.for_seat,
        .kind = row.kind,
        .standing = row.standing,
        .written_at = row.written_at,
        .body = post_open(tx, seat, &row).body,
    };
    return tx_ok(tx);
}
