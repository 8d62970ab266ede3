// SPDX-License-Identifier: AGPL-3.0-or-later
// The template compiler: tmplc_parse.c reads the directives, tmplc_html.c the
// markup between them, tmplc_emit.c writes C. The first error ends the reading
// with one sentence.
#ifndef TOOLS_TMPLC_H
#define TOOLS_TMPLC_H

#include "base/arena.h"
#include "base/buf.h"

enum op_kind {
    OP_LITERAL, // a = the text; b = the same with readings, empty when it has no words
    OP_TEXT, // a = the expression, likewise for the next three
    OP_ATTRIBUTE,
    OP_URL,
    OP_LINES,
    OP_WORDS,
    OP_PUT, // a = the fragment's name, b = its arguments
    OP_IF, // a = the condition
    OP_ELIF,
    OP_ELSE,
    OP_FOR, // a = the variable, b = the list
    OP_EMPTY,
    OP_END_IF,
    OP_END_FOR,
    OP_BODY,
};

struct op {
    enum op_kind kind;
    int line;
    str a;
    str b;
    str unread; // of a literal: words that have no reading, parted by blanks
    struct op *next;
};

struct use {
    str header;
    int line;
    struct use *next;
};

struct shape { // a struct declared in the template
    str name;
    str members;
    int line; // where the members begin
    struct shape *next;
};

struct function {
    str name;
    str params; // of a fragment; a page has `const struct name *p`
    int line;
    bool page;
    bool has_body;
    str wrap; // the template around a page; empty when there is none
    str wrap_argument;
    int wrap_line;
    struct op *first;
    struct op *last;
    struct function *next;
};

struct template
{
    str path;
    struct use *uses;
    struct shape *shapes;
    struct function *functions; // in the order of the file
    struct function *page; // NULL in a file of fragments
};

// False: `*error` is "path:line: sentence". `t` lives in the arena.
bool template_parse(struct arena *a, str path, str source, struct template *t, str *error);

void template_emit_header(struct buf *out, const struct template *t);
void template_emit_code(struct buf *out, const struct template *t);

#endif
