// SPDX-License-Identifier: AGPL-3.0-or-later
// What the checkers share: the files of the tree, the code of C without its
// comments and strings, and one way to complain.
#ifndef TOOLS_WALK_H
#define TOOLS_WALK_H

#include "base/arena.h"
#include "base/buf.h"

struct source {
    str path;
    str text;
};

struct sources {
    size_t n;
    struct source *at;
};

// All files below a folder, in the order of their paths, without build/,
// node_modules/ and what begins with a dot. A missing folder has none.
struct sources sources_under(struct arena *a, const char *folder);

// The whole file; false when it cannot be read.
bool source_read(struct arena *a, const char *path, str *text);

// Only the code or only the comments of a C file: the rest is blanks, the lines
// stay. Strings and character constants belong to neither.
str c_code(struct arena *a, str text);
str c_comments(struct arena *a, str text);

// Letters, digits and underscores at the start of `s`.
str identifier_at(str s);
// Whether `word` stands in `text` with no letter, digit or underscore beside it.
bool has_word(str text, str word);

// Prints "path:line: sentence" and counts.
void complain(str path, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
int complaints(void);

#endif
