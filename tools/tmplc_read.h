// SPDX-License-Identifier: AGPL-3.0-or-later
// Between the parts of the parser: where it reads and how the markup stands.
#ifndef TOOLS_TMPLC_READ_H
#define TOOLS_TMPLC_READ_H

#include "tools/tmplc.h"

#include <setjmp.h>

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
    bool bare; // inside an element that takes no <ruby>
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

struct branch {
    int line;
    enum op_kind kind; // OP_IF, then OP_ELSE; OP_FOR, then OP_EMPTY
    struct markup start;
    struct markup merged; // of the branches that have ended
    bool ended;
    struct branch *outer;
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
    struct buf shown; // for each byte of it: 1 where it is text that may get readings
};

// --- tmplc_read.c ---------------------------------------------------------------

// Ends the reading with "path:line: sentence".
_Noreturn __attribute__((format(printf, 3, 4))) void refuse(struct reader *r, int line,
                                                            const char *format, ...);

str rest(const struct reader *r); // what is not yet read
void advance(struct reader *r, size_t n); // counts lines
bool is_blank(char c);
str text_lower(struct arena *a, str s);

// The letters, digits and bytes of `more` at the start; the second reads them.
str name_at(str s, const char *more);
str take_name(struct reader *r, const char *more);

// A string or character constant at the start: its length, 0 when it is not closed.
size_t quoted(str s);

// It must keep its brackets to itself, or it could leave the call that it is put into.
void check_expression(struct reader *r, int line, str s);

bool is_name(str s);
str want_name(struct reader *r, int line, str s, const char *what);

// name(arguments): both parts, the arguments may be empty.
void take_call(struct reader *r, int line, str s, str *name, str *arguments);

// --- tmplc_parse.c ----------------------------------------------------------------

void flush(struct reader *r); // the literal so far becomes an op
struct op *add(struct reader *r, enum op_kind kind, int line);
str with_readings(struct reader *r, bool after_value); // the literal; NONE: it has no words
str without_readings(struct reader *r, bool after_value); // its words that have none, parted by blanks
// --- tmplc_words.c, tmplc_branch.c: one function for each directive -----------------

typedef void directive_run(struct reader *r, int line, str rest);
directive_run on_use, on_struct, on_page, on_wrap, on_body, on_put, on_fragment, on_if, on_elif,
    on_else, on_for, on_empty, on_end;
void end_fragment(struct reader *r, int line);

// --- tmplc_html.c ---------------------------------------------------------------

void markup_step(struct reader *r); // reads one piece of markup or text
void markup_finish(struct reader *r, int line); // at the end of a page or fragment
enum op_kind markup_expression(struct reader *r, int line); // how {{x}} is written here
void markup_condition(struct reader *r, int line); // an if or for begins here
bool markup_same(const struct markup *a, const struct markup *b);
void put_markup(struct reader *r, str s); // as it is
void put_shown(struct reader *r, str s); // the same, of text that a person reads
bool listed(const char *const *list, str name); // the list ends with NULL

// --- tmplc_tag.c ------------------------------------------------------------------

void tag_begin(struct reader *r); // "<name"
void tag_end(struct reader *r, bool closes_itself); // ">" or "/>"
void end_tag(struct reader *r); // "</name>"

// --- tmplc_attribute.c --------------------------------------------------------------

void attribute_begin(struct reader *r); // up to the opening quote
void attribute_end(struct reader *r); // the closing quote
void attribute_expression(struct reader *r, int line);
void attribute_condition(struct reader *r, int line);
bool has_attribute(const struct markup *m, const char *name); // on every way here

#endif
