// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/check_style.h"

#include <ctype.h>

// Names of libraries may hold the words that ours may not.
static const char *const library_prefixes[] = {
    "gnutls_", "MHD_",   "PQ",     "sqlite3_", "SQLITE_", "curl",        "archive_",
    "pango_",  "cairo_", "vips_",  "seccomp",  "json",    "ssl_",        "LLVM",
    "g_",      "u_",     "xmlsec", "QR",       "crypto_", "client_addr", NULL};
static const char *const banned_words[] = {"user", "client", NULL};
static const char *const banned_calls[] = {"malloc", "calloc", "realloc", "free",
                                           "strcpy", "strcat", "sprintf", NULL};
static const char *const unfinished[] = {"TODO", "FIXME", "XXX", "HACK", NULL};

static bool starts_nocase(str s, str prefix)
{
    return s.n >= prefix.n && str_eq_nocase(str_part(s, 0, prefix.n), prefix);
}

static bool contains_nocase(str s, str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (starts_nocase(str_from(s, i), part))
            return true;
    return false;
}

static void check_identifier(const struct source *file, int line, str name, str after)
{
    for (const char *const *prefix = library_prefixes; *prefix; prefix++)
        if (starts_nocase(name, str_of(*prefix)))
            return;
    for (const char *const *word = banned_words; *word; word++)
        if (contains_nocase(name, str_of(*word)))
            complain(file->path, line, "\"%.*s\": \"%s\" is not a word for identifiers here.",
                     STR(name), *word);
    if (!str_starts(file->path, S("src/")) || !str_starts(str_trim(after), S("(")))
        return;
    for (const char *const *call = banned_calls; *call; call++)
        if (str_eq(name, str_of(*call)))
            complain(file->path, line, "%s() is not used in src; take memory from the arena.",
                     *call);
}

static void check_identifiers(const struct source *file, int number, str line)
{
    if (str_starts(line, S("#include")))
        return;
    while (line.n) {
        str name = identifier_at(line);
        line = str_from(line, name.n ? name.n : 1);
        if (name.n && !isdigit((unsigned char)name.p[0]))
            check_identifier(file, number, name, line);
    }
}

// "#12" after a blank or a bracket.
static bool has_ticket(str s)
{
    for (size_t i = 1; i + 1 < s.n; i++)
        if (s.p[i] == '#' && strchr(" (", s.p[i - 1]) && isdigit((unsigned char)s.p[i + 1]))
            return true;
    return false;
}

static void check_comment(const struct source *file, int number, str line)
{
    for (const char *const *word = unfinished; *word; word++)
        if (has_word(line, str_of(*word)))
            complain(file->path, number, "\"%s\": finish it, or write down what is promised.",
                     *word);
    if (has_ticket(line))
        complain(file->path, number, "A ticket's number says nothing here; say why.");
}

// --- functions ------------------------------------------------------------------------

struct shape {
    int begin; // the line of the function's {; 0 outside
    bool told;
};

static size_t indentation(str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

// Blocks show in the indentation of their heads, with braces or without.
static bool begins_block(str line)
{
    static const char *const keywords[] = {"if", "for", "while", "do", "switch", NULL};
    str word = identifier_at(str_trim(line));
    for (const char *const *k = keywords; *k; k++)
        if (str_eq(word, str_of(*k)))
            return true;
    return false;
}

static void check_function_line(const struct source *file, int number, str line,
                                struct shape *shape)
{
    if (str_eq(line, S("{"))) {
        *shape = (struct shape){.begin = number};
    } else if (shape->begin && str_starts(line, S("}"))) {
        int lines = number - shape->begin - 1;
        if (lines > MOST_FUNCTION_LINES)
            complain(file->path, shape->begin, "The function has %d lines; at most %d.", lines,
                     MOST_FUNCTION_LINES);
        shape->begin = 0;
    }
    if (!shape->begin || shape->told)
        return;
    if (indentation(line) > 4 * MOST_NESTING && begins_block(line)) {
        complain(file->path, number, "The nesting is deeper than %d.", MOST_NESTING);
        shape->told = true;
    }
}

void check_c(struct arena *a, const struct source *file, bool excepted)
{
    str code = c_code(a, file->text);
    str comments = c_comments(a, file->text);
    struct shape shape = {0};
    int number = 0;
    for (str line, comment; str_split(&code, '\n', &line);) {
        number++;
        check_identifiers(file, number, line);
        if (str_split(&comments, '\n', &comment))
            check_comment(file, number, comment);
        while (line.n && line.p[line.n - 1] == ' ') // where a comment stood
            line.n--;
        if (!excepted)
            check_function_line(file, number, line, &shape);
    }
}
