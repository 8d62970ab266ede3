// SPDX-License-Identifier: AGPL-3.0-or-later
// Candidates, newest first over many rooms. Of each room one token is fetched at once, and opened
// block by block only when that may hold something newer than what is known: a word that stands
// everywhere opens little, a word that stands nowhere opens all of it. The other tokens are fetched
// where the first one was found: of one block, and when a second of the room is opened, of all. So a
// room costs three queries at most, and mostly one or two.
#include "index/token.h"

#include <stdlib.h>

// More tokens than the rarest three only cost time: who asks looks at the text anyway.
enum { TOKENS_MOST = 3 };

struct source { // a fresh post, or a block
    size_t room;
    int64_t id, last;
    bool fresh, coarse;
    bytes body; // the tokens of the post, or the head of the block
};
struct candidate {
    int64_t post;
    size_t room;
};
struct asked_room {
    struct index_keys keys;
    uint32_t tokens[TOKENS_MOST];
    struct index_row_list first, others; // pieces of the first token, of the others
    size_t opened; // blocks with the first token
};
struct index_search {
    struct tx *tx;
    struct index_asked asked;
    size_t n_tokens;
    struct asked_room *rooms;
    size_t n_sources, sources_room, at;
    struct source *sources; // newest first; those before `at` have been opened
    size_t n, room;
    struct candidate *heap; // the newest on top
    struct candidate last;
};

// --- which tokens ------------------------------------------------------------------------

struct gram {
    str text;
    int weight;
};
struct grams {
    bool single;
    struct gram best[TOKENS_MOST];
};

// A guess at how rare it is: hiragana holds the sentences together, kanji and numbers say what they
// are about. A pair is rarer than a character.
static int weight_of(str gram)
{
    int weight = 0;
    for (size_t i = 0; i < gram.n; i++) {
        unsigned char c = (unsigned char)gram.p[i];
        if ((c & 0xc0) == 0x80)
            continue;
        bool hiragana = c == 0xe3 && i + 1 < gram.n && (unsigned char)gram.p[i + 1] <= 0x82;
        weight += hiragana ? 2 : c < 0x80 ? 3 : 5;
    }
    return weight;
}

static void consider(void *context, str gram)
{
    struct grams *grams = context;
    struct gram next = {gram, weight_of(gram)};
    size_t first = ((unsigned char)gram.p[0] & 0xe0) == 0xc0   ? 2
                   : ((unsigned char)gram.p[0] & 0xf0) == 0xe0 ? 3
                   : (unsigned char)gram.p[0] >= 0xf0          ? 4
                                                               : 1;
    if ((gram.n == first) != grams->single)
        return;
    for (size_t i = 0; i < TOKENS_MOST; i++) {
        if (str_eq(grams->best[i].text, next.text))
            return;
        if (next.weight > grams->best[i].weight) {
            struct gram other = grams->best[i];
            grams->best[i] = next, next = other;
        }
    }
}

// Two of the words' grams are enough when there is a mark too.
static void add_marks(struct grams *grams, const struct index_asked *asked)
{
    size_t n = 0;
    while (n < TOKENS_MOST && grams->best[n].text.n)
        n++;
    if (n == TOKENS_MOST && asked->n_marks)
        n--;
    for (size_t i = 0; i < asked->n_marks && n < TOKENS_MOST; i++)
        grams->best[n++].text = asked->marks[i];
}

static struct grams choose(const struct index_asked *asked)
{
    struct grams grams = {0};
    for (size_t i = 0; i < asked->n_words; i++)
        index_grams(asked->words[i], consider, &grams);
    // Words of one character have no pair.
    grams.single = grams.best[0].text.n == 0;
    for (size_t i = 0; i < asked->n_words && grams.single; i++)
        index_grams(asked->words[i], consider, &grams);
    add_marks(&grams, asked);
    return grams;
}

// --- what the rooms have -----------------------------------------------------------------

static void add_source(struct index_search *s, const struct source *source)
{
    if (s->n_sources == s->sources_room) {
        size_t room = s->sources_room ? 2 * s->sources_room : 256;
        s->sources = arena_grow(tx_arena(s->tx), s->sources, s->sources_room * sizeof *source,
                                room * sizeof *source);
        s->sources_room = room;
    }
    s->sources[s->n_sources++] = *source;
}

static void add_rows(struct index_search *s, size_t room, const struct index_row_list *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct index_row *row = &rows->at[i];
        struct source source = {.room = room, .id = row->block, .last = row->block, .body = row->body};
        source.fresh = row->bucket == BUCKET_FRESH;
        if (row->bucket >= 0)
            continue;
        if (!source.fresh) {
            struct index_head head = index_head_of(row->body);
            source.last = head.last;
            source.coarse = head.coarse;
            if (head.first >= s->asked.before)
                continue;
        }
        if (source.last > s->asked.after && !(source.fresh && source.last >= s->asked.before))
            add_source(s, &source);
    }
}

static void fetch(struct index_search *s, size_t room, const struct grams *grams)
{
    struct asked_room *here = &s->rooms[room];
    const struct index_room *of = &s->asked.rooms[room];
    index_keys_of(&of->key, &here->keys);
    for (size_t t = 0; t < TOKENS_MOST; t++) // what is missing repeats the first
        here->tokens[t] = index_token(&here->keys, grams->best[t < s->n_tokens ? t : 0].text);
    here->first = index_rows(s->tx, of->id, index_bucket(here->tokens[0], false),
                             index_bucket(here->tokens[0], true));
    add_rows(s, room, &here->first);
}

static int newest_first(const void *x, const void *y)
{
    const struct source *a = x, *b = y;
    return a->last > b->last ? -1 : a->last < b->last;
}

struct index_search *index_begin(struct tx *tx, const struct index_asked *asked)
{
    struct index_search *s = NEW(tx_arena(tx), struct index_search);
    struct grams grams = choose(asked);
    s->tx = tx;
    s->asked = *asked;
    while (s->n_tokens < TOKENS_MOST && grams.best[s->n_tokens].text.n)
        s->n_tokens++;
    if (s->n_tokens == 0)
        return s;
    s->rooms = NEW_ARRAY(tx_arena(tx), struct asked_room, asked->n_rooms);
    for (size_t i = 0; i < asked->n_rooms && tx_ok(tx); i++)
        fetch(s, i, &grams);
    if (s->n_sources)
        qsort(s->sources, s->n_sources, sizeof *s->sources, newest_first);
    return s;
}

// --- the heap ----------------------------------------------------------------------------

static void push(struct index_search *s, int64_t post, size_t room)
{
    if (post <= s->asked.after || post >= s->asked.before)
        return;
    if (s->n == s->room) {
        size_t more = s->room ? 2 * s->room : 256;
        s->heap = arena_grow(tx_arena(s->tx), s->heap, s->room * sizeof *s->heap,
                             more * sizeof *s->heap);
        s->room = more;
    }
    size_t i = s->n++;
    for (; i > 0 && s->heap[(i - 1) / 2].post < post; i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = (struct candidate){post, room};
}

static struct candidate pop(struct index_search *s)
{
    struct candidate top = s->heap[0], last = s->heap[--s->n];
    size_t i = 0;
    for (size_t k; (k = 2 * i + 1) < s->n; i = k) {
        if (k + 1 < s->n && s->heap[k + 1].post > s->heap[k].post)
            k++;
        if (s->heap[k].post <= last.post)
            break;
        s->heap[i] = s->heap[k];
    }
    s->heap[i] = last;
    return top;
}

// --- opening -----------------------------------------------------------------------------

static bool holds(bytes tokens, uint32_t token)
{
    for (size_t i = 0; i < tokens.n / 3; i++)
        if (index_fresh_token(tokens, i) == token)
            return true;
    return false;
}

static void open_fresh(struct index_search *s, const struct source *from)
{
    const struct asked_room *room = &s->rooms[from->room];
    struct index_row row = {BUCKET_FRESH, from->id, from->body};
    bytes tokens;
    if (!index_open(s->tx, &room->keys, s->asked.rooms[from->room].id, &row, &tokens))
        return;
    for (size_t t = 0; t < s->n_tokens; t++)
        if (!holds(tokens, room->tokens[t]))
            return;
    push(s, from->id, from->room);
}

// The places of a token's posts in the block; empty when no post has it.
static bytes places_of(bytes piece, uint32_t wanted)
{
    uint32_t rest = 0;
    while (piece.n && rest <= wanted) {
        rest += (uint32_t)index_number(&piece);
        uint64_t n = index_number(&piece);
        bytes places = {piece.p, n < piece.n ? (size_t)n : piece.n};
        if (rest == wanted)
            return places;
        piece.p += places.n, piece.n -= places.n;
    }
    return (bytes){0};
}

// Keeps in `all` what also stands in `places`; the first token fills it.
static size_t keep(uint64_t *all, size_t n, bytes places, bool first)
{
    size_t kept = 0, i = 0;
    for (uint64_t ordinal = 0; places.n;) {
        ordinal += index_number(&places);
        while (!first && i < n && all[i] < ordinal)
            i++;
        if (first || (i < n && all[i] == ordinal))
            all[kept++] = ordinal;
    }
    return kept;
}

static void fetch_others(struct index_search *s, const struct source *from)
{
    struct asked_room *room = &s->rooms[from->room];
    bool all = ++room->opened > 1;
    if (room->opened > 2)
        return;
    room->others = index_pieces(s->tx, &(struct index_pieces_params){
                                           .room = s->asked.rooms[from->room].id,
                                           .a = index_bucket(room->tokens[1], false),
                                           .b = index_bucket(room->tokens[2], false),
                                           .c = index_bucket(room->tokens[1], true),
                                           .d = index_bucket(room->tokens[2], true),
                                           .first = all ? 0 : from->id,
                                           .last = all ? INT64_MAX : from->id,
                                       });
}

// False: no post of the block has a token of that bucket.
static bool open_piece(struct index_search *s, const struct source *from, size_t t, bytes *out)
{
    const struct asked_room *room = &s->rooms[from->room];
    const struct index_row_list *rows = t ? &room->others : &room->first;
    int64_t bucket = index_bucket(room->tokens[t], from->coarse);
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].block == from->id && rows->at[i].bucket == bucket)
            return index_open(s->tx, &room->keys, s->asked.rooms[from->room].id, &rows->at[i], out);
    return false;
}

static void open_block(struct index_search *s, const struct source *from)
{
    const struct asked_room *room = &s->rooms[from->room];
    uint64_t *ordinals = NULL;
    size_t n = 0;
    for (size_t t = 0; t < s->n_tokens; t++) {
        bytes piece;
        if (t == 1)
            fetch_others(s, from);
        if (!open_piece(s, from, t, &piece))
            return;
        bytes places = places_of(piece, index_rest(room->tokens[t], from->coarse));
        if (t == 0)
            ordinals = NEW_ARRAY(tx_arena(s->tx), uint64_t, places.n);
        n = keep(ordinals, n, places, t == 0);
        if (n == 0)
            return;
    }
    bytes list = {0};
    index_piece_of(s->tx, s->asked.rooms[from->room].id, BUCKET_LIST, from->id, &list);
    struct int_list posts = index_list_of(tx_arena(s->tx), list);
    for (size_t i = 0; i < n; i++)
        if (ordinals[i] < posts.n)
            push(s, posts.at[ordinals[i]], from->room);
}

bool index_next(struct index_search *s, size_t *room, post_id *post)
{
    for (;;) {
        while (s->at < s->n_sources && (s->n == 0 || s->sources[s->at].last >= s->heap[0].post)) {
            const struct source *next = &s->sources[s->at++];
            if (next->fresh)
                open_fresh(s, next);
            else
                open_block(s, next);
        }
        if (s->n == 0 || !tx_ok(s->tx))
            return false;
        struct candidate top = pop(s);
        if (top.post == s->last.post) // corrected: it stands in a block and among the fresh ones
            continue;
        s->last = top;
        *room = top.room, *post = (post_id){top.post};
        return true;
    }
}
