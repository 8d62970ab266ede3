// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a template as C. Errors of the C compiler in expressions and struct
// members are reported at the line of the .html file.
#include "tools/tmplc.h"

#include <ctype.h>

struct writer {
    struct buf *out;
    const struct template *t;
    int depth; // of blocks
    int loops; // so far in this function
    int open[64]; // the numbers of the loops around
    int n_open;
};

static void put_line_mark(struct buf *out, const struct template *t, int line)
{
    buf_print(out, "#line %d \"%.*s\"\n", line, STR(t->path));
}

static void indent(struct writer *w)
{
    for (int i = 0; i <= w->depth; i++)
        buf_put(w->out, S("    "));
}

// --- literals -------------------------------------------------------------------------

// Octal always has three digits, so that a digit after it stays text; "??" would
// begin a trigraph for some compilers.
static void put_c_byte(struct buf *out, char c, char before)
{
    if (c == '\n')
        buf_put(out, S("\\n"));
    else if (c == '"' || c == '\\' || (c == '?' && before == '?'))
        buf_print(out, "\\%c", c);
    else if ((unsigned char)c < ' ' || c == 127)
        buf_print(out, "\\%03o", (unsigned)c);
    else
        buf_byte(out, c);
}

static void put_string(struct writer *w, str s)
{
    buf_put(w->out, S("S(\""));
    for (size_t i = 0; i < s.n; i++) {
        put_c_byte(w->out, s.p[i], i ? s.p[i - 1] : 0);
        if (s.p[i] != '\n' || i + 1 == s.n)
            continue;
        buf_put(w->out, S("\"\n"));
        indent(w);
        buf_put(w->out, S("               \""));
    }
    buf_put(w->out, S("\")"));
}

static void put_literal(struct writer *w, const struct op *op)
{
    indent(w);
    buf_put(w->out, op->b.n ? S("html_put_fixed(out, ") : S("buf_put(out, "));
    put_string(w, op->a);
    if (op->b.n) {
        buf_put(w->out, S(",\n"));
        indent(w);
        buf_put(w->out, S("               "));
        put_string(w, op->b);
    }
    buf_put(w->out, S(");\n"));
}

// --- ops ---------------------------------------------------------------------------------

static void put_call(struct writer *w, const char *function, const struct op *op)
{
    indent(w);
    buf_print(w->out, "%s(out, (%.*s));\n", function, STR(op->a));
}

static void put_fragment(struct writer *w, const struct op *op)
{
    indent(w);
    buf_print(w->out, "%.*s_html(out%s%.*s);\n", STR(op->a), op->b.n ? ", " : "", STR(op->b));
}

static void put_condition(struct writer *w, const char *word, const struct op *op)
{
    indent(w);
    buf_print(w->out, "%s (%.*s) {\n", word, STR(op->a));
    w->depth++;
}

static void close_block(struct writer *w)
{
    w->depth--;
    indent(w);
    buf_put(w->out, S("}\n"));
}

static void open_loop(struct writer *w, const struct op *op)
{
    int n = ++w->loops;
    if (w->n_open < (int)(sizeof w->open / sizeof *w->open))
        w->open[w->n_open] = n;
    w->n_open++;
    indent(w);
    buf_print(w->out, "__auto_type list_%d = (%.*s);\n", n, STR(op->b));
    indent(w);
    buf_print(w->out, "for (size_t at_%d = 0; at_%d < list_%d.n; at_%d++) {\n", n, n, n, n);
    w->depth++;
    put_line_mark(w->out, w->t, op->line);
    indent(w);
    buf_print(w->out, "__auto_type %.*s = &list_%d.at[at_%d];\n", STR(op->a), n, n);
    indent(w);
    buf_print(w->out, "(void)%.*s;\n", STR(op->a));
}

static void put_structure(struct writer *w, const struct op *op)
{
    if (op->kind == OP_FOR)
        open_loop(w, op);
    else if (op->kind == OP_IF)
        put_condition(w, "if", op);
    else if (op->kind == OP_ELIF)
        put_condition(w, "else if", op);
    else {
        indent(w);
        if (op->kind == OP_EMPTY)
            buf_print(w->out, "if (list_%d.n == 0) {\n", w->open[w->n_open - 1]);
        else
            buf_put(w->out, S("else {\n"));
        w->depth++;
    }
}

// A mark before each line that holds C of the template's author.
static void put_op(struct writer *w, const struct op *op)
{
    if (op->kind == OP_ELIF || op->kind == OP_ELSE || op->kind == OP_EMPTY ||
        op->kind == OP_END_IF || op->kind == OP_END_FOR)
        close_block(w);
    if (op->kind != OP_LITERAL && op->kind != OP_END_IF && op->kind != OP_END_FOR)
        put_line_mark(w->out, w->t, op->line);
    static const char *const calls[] = {[OP_TEXT] = "html_put_in_text",
                                        [OP_ATTRIBUTE] = "html_put_in_attribute",
                                        [OP_URL] = "html_put_in_url",
                                        [OP_LINES] = "html_put_lines",
                                        [OP_WORDS] = "html_put_words"};
    switch (op->kind) {
    case OP_LITERAL:
        put_literal(w, op);
        break;
    case OP_TEXT:
    case OP_ATTRIBUTE:
    case OP_URL:
    case OP_LINES:
    case OP_WORDS:
        put_call(w, calls[op->kind], op);
        break;
    case OP_PUT:
        put_fragment(w, op);
        break;
    case OP_IF:
    case OP_ELIF:
    case OP_ELSE:
    case OP_FOR:
    case OP_EMPTY:
        put_structure(w, op);
        break;
    case OP_END_FOR:
        w->n_open--;
        break;
    case OP_END_IF:
    case OP_BODY:
        break;
    }
}

// --- functions ----------------------------------------------------------------------------

enum half { WHOLE, OPEN, CLOSE };
static const char *const half_name[] = {"", "_open", "_close"};

static void put_signature(struct buf *out, const struct function *f, enum half half)
{
    buf_print(out, "void %.*s_html%s(struct buf *out", STR(f->name), half_name[half]);
    if (f->page)
        buf_print(out, ", const struct %.*s *p", STR(f->name));
    else if (f->params.n)
        buf_print(out, ", %.*s", STR(f->params));
    buf_put(out, S(")"));
}

static void put_wrap(struct writer *w, const struct function *f, enum half half)
{
    if (!f->wrap.n)
        return;
    put_line_mark(w->out, w->t, f->wrap_line);
    indent(w);
    buf_print(w->out, "%.*s_html%s(out, &(%.*s));\n", STR(f->wrap), half_name[half],
              STR(f->wrap_argument));
}

static void put_function(struct buf *out, const struct template *t, const struct function *f,
                         enum half half)
{
    struct writer w = {.out = out, .t = t};
    const struct op *op = f->first;
    buf_put(out, S("\n"));
    put_line_mark(out, t, f->line);
    put_signature(out, f, half);
    buf_put(out, S("\n{\n    (void)out;\n"));
    if (f->page)
        buf_put(out, S("    (void)p;\n"));
    if (half != CLOSE)
        put_wrap(&w, f, OPEN);
    while (half == CLOSE && op->kind != OP_BODY)
        op = op->next;
    for (; op && !(half == OPEN && op->kind == OP_BODY); op = op->next)
        if (op->kind != OP_BODY)
            put_op(&w, op);
    if (half != OPEN)
        put_wrap(&w, f, CLOSE);
    buf_put(out, S("}\n"));
}

// --- files -----------------------------------------------------------------------------------

static void put_origin(struct buf *out, const struct template *t)
{
    buf_print(out,
              "// SPDX-License-Identifier: AGPL-3.0-or-later\n// Made from %.*s by tools/tmplc.\n",
              STR(t->path));
}

static void put_guard(struct buf *out, const struct template *t)
{
    buf_put(out, S("TEMPLATE_"));
    for (size_t i = 0; i < t->path.n; i++) {
        unsigned char c = (unsigned char)t->path.p[i];
        buf_byte(out, isalnum(c) ? (char)toupper(c) : '_');
    }
    buf_put(out, S("\n"));
}

void template_emit_header(struct buf *out, const struct template *t)
{
    put_origin(out, t);
    buf_put(out, S("#ifndef "));
    put_guard(out, t);
    buf_put(out, S("#define "));
    put_guard(out, t);
    buf_put(out, S("\n#include \"web/html.h\"\n"));
    for (const struct use *use = t->uses; use; use = use->next) {
        put_line_mark(out, t, use->line);
        buf_print(out, "#include \"%.*s\"\n", STR(use->header));
    }
    for (const struct shape *shape = t->shapes; shape; shape = shape->next) {
        buf_print(out, "\nstruct %.*s {\n", STR(shape->name));
        put_line_mark(out, t, shape->line);
        buf_print(out, "%.*s\n};\n", STR(shape->members));
    }
    buf_put(out, S("\n"));
    for (const struct function *f = t->functions; f; f = f->next) {
        put_line_mark(out, t, f->line);
        put_signature(out, f, f->has_body ? OPEN : WHOLE);
        buf_put(out, S(";\n"));
        if (f->has_body) {
            put_signature(out, f, CLOSE);
            buf_put(out, S(";\n"));
        }
    }
    buf_put(out, S("\n#endif\n"));
}

void template_emit_code(struct buf *out, const struct template *t)
{
    put_origin(out, t);
    buf_print(out, "#include \"%.*s.h\"\n", STR(t->path));
    for (const struct function *f = t->functions; f; f = f->next) {
        put_function(out, t, f, f->has_body ? OPEN : WHOLE);
        if (f->has_body)
            put_function(out, t, f, CLOSE);
    }
}
