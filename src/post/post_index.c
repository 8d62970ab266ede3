// SPDX-License-Identifier: AGPL-3.0-or-later
// What the search knows of posts.
#include "index/index.h"
#include "post/post_seal.h"

str post_tokens(struct arena *a, const struct seat *seat, const struct post_new *new)
{
    str *texts = NEW_ARRAY(a, str, new->n_files + 1);
    texts[0] = new->body;
    for (size_t i = 0; i < new->n_files; i++)
        texts[i + 1] = new->files[i].file_name;
    return index_tokens(a, &seat->key, texts, new->n_files + 1);
}

void post_index_new(struct tx *tx, const struct seat *seat, const struct post_new *new, post_id id)
{
    str tokens = new->tokens.n ? new->tokens : post_tokens(tx_arena(tx), seat, new);
    index_put(tx, seat->room, &seat->key, id, tokens);
}

void post_index(struct tx *tx, room_id room, const struct key *key, post_id post,
                enum post_standing standing, str body)
{
    if (standing == POST_WITHDRAWN) {
        index_put(tx, room, key, post, NONE);
        return;
    }
    struct text_list names = attachment_names(tx, room, key, post);
    str *texts = NEW_ARRAY(tx_arena(tx), str, names.n + 1);
    texts[0] = body;
    for (size_t i = 0; i < names.n; i++)
        texts[i + 1] = names.at[i];
    index_put(tx, room, key, post, index_tokens(tx_arena(tx), key, texts, names.n + 1));
}

post_id post_index_before(struct tx *tx, room_id room, const struct key *key, post_id before,
                          int64_t most)
{
    struct post_row_list rows = post_rows_before(tx, room, before, most);
    for (size_t i = 0; i < rows.n && tx_ok(tx); i++) {
        struct said said;
        if (post_unseal(tx_arena(tx), key, room, &rows.at[i], &said))
            post_index(tx, room, key, rows.at[i].id, rows.at[i].standing, said.body);
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
