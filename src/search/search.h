// SPDX-License-Identifier: AGPL-3.0-or-later
// Search (検索): posts and file names of all rooms in which the member has a seat now, also of other
// cities, by words as people type them. The index (src/index) names candidates; each is opened with
// the member's own seat and looked at, so that only what is really there is shown. Mission E6.
//
// What a post says now is found: not what it said before a correction, and not what was withdrawn.
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "post/post.h"
#include "turn.h"

// 血圧 "下肢 むくみ" -入浴: blanks part words, quotation marks hold them together (" “ ” 「 」), a minus
// leaves out. Folded as by text_fold.
enum { SEARCH_WORDS = 8 };
struct search_words {
    size_t n_with, n_without;
    str with[SEARCH_WORDS], without[SEARCH_WORDS];
};
struct search_words search_words_of(struct arena *a, str typed);

enum search_files { SEARCH_ANY, SEARCH_WITH_FILE, SEARCH_WITHOUT_FILE, SEARCH_FILES };
struct search_asked {
    str words, person; // as typed; person: a part of the author's name, or empty
    enum profession profession; // of the author; PROFESSIONS: any
    enum post_kind kind; // POST_KINDS: any
    day from, to; // NO_DAY: open
    enum search_files files;
    room_id room; // {0}: all
    post_id before; // goes on from there; {0}: from the newest
};

enum { SEARCH_PAGE = 20 };
struct search_hit {
    const struct seat *seat;
    struct post post;
};
enum search_outcome {
    SEARCH_DONE,
    SEARCH_NO_WORDS, // nor anything else; a room alone is not asked for
    SEARCH_ONLY_WITHOUT, // all words have a minus, and nothing else is asked
};
struct search_found {
    enum search_outcome outcome;
    struct search_words words;
    size_t n;
    struct search_hit *at; // newest first
    post_id next; // where to go on; {0}: everything has been looked through
    bool full; // the page is full; else the search paused because it had looked at enough
    bool incomplete; // older posts of one of the rooms are not in the index yet
    struct seat_list rooms; // all of the member's
};
// A condition beside words and room is set: it is enough without a word.
bool search_narrows(const struct search_asked *asked);
struct search_found search_find(struct tx *tx, const struct acting *me,
                                const struct search_asked *asked);

// Where the words stand in a text.
struct search_part {
    str text;
    bool hit;
};
struct search_parts {
    size_t n;
    struct search_part *at;
};
// The text around its first hit, at most some `most` characters, on one line.
struct search_parts search_mark(struct arena *a, const struct search_words *words, str text,
                                size_t most);

// Indexes some posts that are older than the index. False: none are left.
bool search_catch_up(struct tx *tx);
// What pays to be merged in one room, made while reading and written step by step: see index.h.
struct index_merge;
struct index_merge *search_merge_make(struct tx *tx, room_id room);

// The address of these results: what is asked is sealed in it.
url search_url(struct turn *t, const struct search_asked *asked);

extern const struct routes search_routes;

#endif
