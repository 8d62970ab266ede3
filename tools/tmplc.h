// SPDX-License-Identifier: AGPL-3.0-or-later
// The template compiler in three parts: tmplc_parse.c reads the directives,
// tmplc_html.c the markup between them, tmplc_emit.c writes C. The first error
// ends the reading with one sentence.
#ifndef TOOLS_TMPLC_H
#define TOOLS_TMPLC_H

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>

// --- what a template file says ------------------------------------------------

enum op_kind {
    OP_LITERAL, // a = the text
    OP_TEXT, // a = the expression, likewise for the next three
    OP_ATTRIBUTE,
    OP_URL,
    OP_LINES,
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

struct template {
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

// --- between the two halves of the parser ----------------------------------------

enum place {
    IN_TEXT,
    IN_PLAIN, // title and textarea: text without markup
    IN_TAG, // between attributes
    IN_VALUE, // inside a quoted attribute value
};

struct element {
    str name;
    int line;
    bool svg; // inside <svg>: tags may close themselves
    bool keep; // inside <pre> or <textarea>: blanks count
    struct element *parent;
};

#define MOST_ATTRIBUTES 64

struct tag { // a start tag that is being read
    str name;
    int line;
    str names[MOST_ATTRIBUTES];
    unsigned n;
    bool opens_window; // target="_blank"
    bool rel_lacks_noopener;
    bool refreshes; // http-equiv
    bool computed_content; // content="…{{x}}…"
};

struct attribute {
    str name;
    int line;
    bool is_url;
    char quote;
    bool computed; // an expression or a condition stands in it
    struct buf value; // its constant parts
};

// Where the markup stands. Copied at a condition, compared after each branch.
struct markup {
    enum place place;
    struct element *open; // the innermost open element
    struct tag *tag;
    struct attribute *attribute;
    uint64_t certain; // bits of tag->names that stand on every way here
    uint64_t possible; // bits that stand on some way
    bool after_blank; // what was written last is a blank
};

struct reader {
    struct arena *a;
    str path;
    str source;
    size_t at;
    int line;
    jmp_buf refused;
    str error;
    struct template *t;
    struct function *f; // where text goes; NULL outside of any
    struct markup m;
    struct markup page_markup; // the page's, while a fragment is read
    struct branch *branch; // the innermost open if or for
    struct buf literal; // text that is not yet an op
};

_Noreturn void refuse(struct reader *r, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
str rest(const struct reader *r);
void advance(struct reader *r, size_t n); // counts lines
bool is_blank(char c);
str text_lower(struct arena *a, str s);
// Counts the lines of what it steps over, takes a name of letters, digits and `more`.
str take_name(struct reader *r, const char *more);

void markup_step(struct reader *r); // reads one piece of markup or text
void markup_finish(struct reader *r, int line); // at the end of a page or fragment
enum op_kind markup_expression(struct reader *r, int line); // how {{x}} is written here
void markup_condition(struct reader *r, int line); // an if or for begins here
bool markup_same(const struct markup *a, const struct markup *b);

#endif
