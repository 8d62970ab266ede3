// SPDX-License-Identifier: AGPL-3.0-or-later
// Words of SQL, one after the other.
#ifndef TOOLS_SQLC_WORDS_H
#define TOOLS_SQLC_WORDS_H

#include "base/str.h"

enum word_kind {
    WORD_END,
    WORD_NAME, // also keywords
    WORD_NUMBER,
    WORD_TEXT, // 'quoted'
    WORD_PARAM, // :name, `text` without the colon
    WORD_MARK, // an operator or a single character
    WORD_COMMENT, // -- to the end of its line, or /* … */
    WORD_OPEN, // a text or a comment that is never closed
};
struct word {
    enum word_kind kind;
    str text;
    int line;
    size_t from, to; // where it stands in the source
};
struct words {
    str source;
    size_t at;
    int line;
};
struct word word_next(struct words *w);
bool word_is(struct word w, const char *name); // a name, letters of either case
bool mark_is(struct word w, const char *mark);

#endif
