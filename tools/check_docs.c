// SPDX-License-Identifier: AGPL-3.0-or-later
// check_docs .: what the documents name exists. Paths and `make X` in backticks;
// every folder of src and lib in ARCHITECTURE.md, every word of src in
// GLOSSARY.md. Names of examples (word/…, {…}, *) are left out.
#include "tools/walk.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct sources tree;
static str makefile;

static const char *const extensions[] = {".c",    ".h",   ".md",      ".sql", ".html",
                                         ".js",   ".mjs", ".sh",      ".css", ".txt",
                                         ".json", ".yml", ".service", NULL};

static bool ends_like_file(str s)
{
    for (const char *const *e = extensions; *e; e++)
        if (str_ends(s, str_of(*e)) && s.n > strlen(*e))
            return true;
    return false;
}

static bool exists(struct arena *a, str path)
{
    struct stat what;
    return stat(str_zero(a, path), &what) == 0;
}

// --- paths ---------------------------------------------------------------------------

static bool is_example(str s)
{
    static const char *const marks[] = {"…", "{",   "}",  "*", "<", ">",
                                        "$", "://", "..", "%", "(", NULL};
    for (const char *const *mark = marks; *mark; mark++)
        if (str_contains(s, str_of(*mark)))
            return true;
    return str_starts(s, S("word")) || str_contains(s, S("/word")) || str_starts(s, S("page.")) ||
           str_starts(s, S("name.")) || str_starts(s, S("build/")) || str_starts(s, S("/")) ||
           str_starts(s, S("."));
}

static bool is_path(struct arena *a, str s)
{
    size_t slash = str_find_byte(s, '/');
    if (slash < s.n && slash > 0 && exists(a, str_part(s, 0, slash)))
        return true;
    return ends_like_file(s);
}

// As it stands, or as the end of a path: `post/post.h` is src/post/post.h.
static bool in_tree(struct arena *a, str s)
{
    if (exists(a, s))
        return true;
    str end = str_print(a, "/%.*s", STR(s));
    for (size_t i = 0; i < tree.n; i++) // the samples of the tools do not count
        if (str_ends(tree.at[i].path, end) && !str_starts(tree.at[i].path, S("tools/test/")))
            return true;
    return false;
}

// post.sql.h and room.html.c are made from post.sql and room.html.
static bool is_made(struct arena *a, str s)
{
    if (str_eq(s, S("assets.c")) || str_eq(s, S("assets.h")))
        return true;
    str from = str_part(s, 0, s.n > 2 ? s.n - 2 : 0);
    return (str_ends(from, S(".sql")) || str_ends(from, S(".html"))) && in_tree(a, from);
}

static void check_path(struct arena *a, str doc, int line, str s)
{
    s = str_part(s, 0, str_find_byte(s, ':'));
    while (str_ends(s, S("/")))
        s.n--;
    if (!s.n || is_example(s) || !is_path(a, s) || in_tree(a, s) || is_made(a, s))
        return;
    complain(doc, line, "`%.*s` is not in the tree.", STR(s));
}

// --- make -----------------------------------------------------------------------------

static bool is_target(str name)
{
    str left = makefile;
    for (str line; str_split(&left, '\n', &line);) {
        if (!line.n || strchr("\t.#", line.p[0]))
            continue;
        size_t colon = str_find_byte(line, ':');
        if (colon == line.n || str_starts(str_from(line, colon), S(":=")))
            continue;
        str names = str_part(line, 0, colon);
        for (str word; str_split(&names, ' ', &word);)
            if (str_eq(word, name))
                return true;
    }
    return false;
}

static void check_make(str doc, int line, str words)
{
    for (str word; str_split(&words, ' ', &word);) {
        if (!word.n || str_starts(word, S("-")) || str_contains(word, S("=")) || is_example(word))
            continue;
        if (identifier_at(word).n && !is_target(word))
            complain(doc, line, "`make %.*s`: the Makefile has no such target.", STR(word));
    }
}

// --- documents ------------------------------------------------------------------------

static void check_span(struct arena *a, str doc, int line, str span)
{
    if (str_starts(span, S("make "))) {
        check_make(doc, line, str_from(span, 5));
        return;
    }
    for (str word; str_split(&span, ' ', &word);)
        check_path(a, doc, line, word);
}

static void check_document(struct arena *a, str path)
{
    str text;
    if (!source_read(a, str_zero(a, path), &text))
        return;
    int number = 0;
    bool fenced = false;
    for (str line; str_split(&text, '\n', &line);) {
        number++;
        if (str_starts(line, S("```")))
            fenced = !fenced;
        bool inside = false;
        for (str part; !fenced && str_split(&line, '`', &part); inside = !inside)
            if (inside)
                check_span(a, path, number, part);
    }
}

static void check_documents(struct arena *a)
{
    static const char *const names[] = {"ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md",
                                        "GLOSSARY.md",     "SECURITY.md",  "tools/README.md",
                                        "web/README.md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        check_document(a, str_of(names[i]));
    for (size_t i = 0; i < tree.n; i++) {
        str path = tree.at[i].path;
        bool is_ours = str_starts(path, S("README")) || str_starts(path, S("docs/"));
        if (is_ours && str_ends(path, S(".md")))
            check_document(a, path);
    }
}

// --- folders ----------------------------------------------------------------------------

// Every folder of src or lib stands in a document.
static void check_folders(struct arena *a, str above, str document)
{
    str text;
    if (!source_read(a, str_zero(a, document), &text)) {
        complain(document, 1, "The document is missing.");
        return;
    }
    str last = NONE;
    for (size_t i = 0; i < tree.n; i++) {
        str path = tree.at[i].path;
        if (!str_starts(path, above))
            continue;
        str below = str_from(path, above.n);
        str folder = str_part(below, 0, str_find_byte(below, '/'));
        if (folder.n == below.n || str_eq(folder, last))
            continue;
        last = folder;
        if (!has_word(text, folder))
            complain(document, 1, "%.*s%.*s is not named.", STR(above), STR(folder));
    }
}

int main(int n, char **arguments)
{
    if (n != 2 || chdir(arguments[1]) != 0) {
        fprintf(stderr, "check_docs FOLDER\n");
        return 2;
    }
    struct arena *a = arena_new();
    tree = sources_under(a, ".");
    if (!source_read(a, "Makefile", &makefile))
        complain(S("Makefile"), 1, "The file cannot be read.");
    check_documents(a);
    check_folders(a, S("lib/"), S("ARCHITECTURE.md"));
    check_folders(a, S("src/"), S("ARCHITECTURE.md"));
    check_folders(a, S("src/"), S("GLOSSARY.md"));
    arena_free(a);
    return complaints() ? 1 : 0;
}
