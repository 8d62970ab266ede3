// SPDX-License-Identifier: AGPL-3.0-or-later
// What both halves of the parser read with: lines, names, and the C that stands
// in directives.
#include "tools/tmplc_read.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

_Noreturn void refuse(struct reader *r, int line, const char *format, ...)
{
    struct buf b = buf_in(r->a);
    buf_print(&b, "%.*s:%d: ", STR(r->path), line);
    va_list args;
    va_start(args, format);
    char sentence[400];
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    buf_put(&b, str_of(sentence));
    r->error = buf_str(&b);
    longjmp(r->refused, 1);
}

str rest(const struct reader *r)
{
    return str_from(r->source, r->at);
}

bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void advance(struct reader *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        r->line += r->source.p[r->at + i] == '\n';
    r->at += n;
}

str text_lower(struct arena *a, str s)
{
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++)
        buf_byte(&b, (char)tolower((unsigned char)s.p[i]));
    return buf_str(&b);
}

str name_at(str s, const char *more)
{
    size_t n = 0;
    while (n < s.n && s.p[n] && (isalnum((unsigned char)s.p[n]) || strchr(more, s.p[n])))
        n++;
    return str_part(s, 0, n);
}

str take_name(struct reader *r, const char *more)
{
    str name = name_at(rest(r), more);
    advance(r, name.n);
    return name;
}

// --- C inside directives --------------------------------------------------------------

size_t quoted(str s)
{
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == s.p[0])
            return i + 1;
    }
    return 0;
}

void check_expression(struct reader *r, int line, str s)
{
    char due[32];
    size_t depth = 0;
    if (!s.n)
        refuse(r, line, "An expression is missing.");
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        const char *pair = strchr("()[]{}", c);
        if (c == '"' || c == '\'') {
            size_t n = quoted(str_from(s, i));
            if (!n)
                refuse(r, line, "The quotes of the expression do not match.");
            i += n - 1;
        } else if (c == ';' || c == '#' || c == 0)
            refuse(r, line, "\"%c\" cannot stand in an expression.", c ? c : '0');
        else if (str_starts(str_from(s, i), S("//")) || str_starts(str_from(s, i), S("/*")))
            refuse(r, line, "A comment of C cannot stand in an expression.");
        else if (pair && strchr("([{", c) && depth < sizeof due)
            due[depth++] = pair[1];
        else if (pair && (depth == 0 || due[--depth] != c))
            refuse(r, line, "The brackets of the expression do not match.");
    }
    if (depth)
        refuse(r, line, "The brackets of the expression do not match.");
}

bool is_name(str s)
{
    return s.n && !isdigit((unsigned char)s.p[0]) && name_at(s, "_").n == s.n;
}

str want_name(struct reader *r, int line, str s, const char *what)
{
    s = str_trim(s);
    if (!is_name(s))
        refuse(r, line, "%s must be a name in C, not \"%.*s\".", what, STR(str_part(s, 0, 40)));
    return s;
}

void take_call(struct reader *r, int line, str s, str *name, str *arguments)
{
    s = str_trim(s);
    size_t open = str_find_byte(s, '(');
    if (open == s.n || !str_ends(s, S(")")))
        refuse(r, line, "name(…) is expected here.");
    *name = want_name(r, line, str_part(s, 0, open), "What is called");
    *arguments = str_trim(str_part(s, open + 1, s.n - open - 2));
    if (arguments->n)
        check_expression(r, line, *arguments);
}
