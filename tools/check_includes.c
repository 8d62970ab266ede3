// SPDX-License-Identifier: AGPL-3.0-or-later
// check_includes lib src web: who may include whom, also through {{use}}.
// A lib folder includes itself and those before it; a feature includes lib, the
// headers in the root of src, its own files and the one public header of other
// features, not in a circle; src/app and src/main.c include anything.
#include "tools/walk.h"

#include <stdio.h>
#include <sys/stat.h>

// Each folder of lib may use those before it.
static const char *const order[] = {"base",  "vault", "db",   "pki",   "web",
                                    "sheet", "mail", "webpush", "blob", "postal", "holiday", "server"};
enum { ORDER = sizeof order / sizeof *order };

// Made while building, for everybody.
static const char *const made[] = {"assets.h"};
static const char *const root_headers[] = {"turn.h", "ids.h"};

enum { MOST_FEATURES = 100 };
struct edge {
    str path;
    int line;
};
static str features[MOST_FEATURES];
static int n_features;
static struct edge edges[MOST_FEATURES][MOST_FEATURES];

static int rank(str folder)
{
    for (int i = 0; i < ORDER; i++)
        if (str_eq(folder, str_of(order[i])))
            return i;
    return -1;
}

static bool one_of(const char *const *list, size_t n, str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(list[i])))
            return true;
    return false;
}

static str before_slash(str s)
{
    size_t n = str_find_byte(s, '/');
    return n < s.n ? str_part(s, 0, n) : NONE;
}

static str after_slash(str s)
{
    return str_from(s, str_find_byte(s, '/') + 1);
}

static bool exists(struct arena *a, const char *folder, str name)
{
    struct stat what;
    return stat(str_print(a, "%s/%.*s", folder, STR(name)).p, &what) == 0;
}

static int feature_number(str name)
{
    for (int i = 0; i < n_features; i++)
        if (str_eq(features[i], name))
            return i;
    if (n_features == MOST_FEATURES)
        return 0;
    features[n_features] = name;
    return n_features++;
}

// --- one include ------------------------------------------------------------------

struct include {
    struct arena *a;
    str path; // the file
    int line;
    str header;
    str folder; // of the header; empty when it has none
    bool is_test;
    bool is_template; // made from a .html
};

static bool is_lib(const struct include *i)
{
    if (str_eq(i->folder, S("web")) && i->is_template)
        return false;
    return rank(i->folder) >= 0;
}

static bool is_for_all(const struct include *i)
{
    bool test = i->is_test && (str_starts(i->header, S("test/")));
    return test || one_of(made, sizeof made / sizeof *made, i->header);
}

static bool is_feature(const struct include *i)
{
    return i->folder.n && !is_lib(i) && exists(i->a, "src", i->folder);
}

static bool is_root_header(const struct include *i)
{
    return one_of(root_headers, sizeof root_headers / sizeof *root_headers, i->header);
}

// web/base.html.h or base.html.h
static bool is_web_template(const struct include *i)
{
    return i->is_template && (!i->folder.n || str_eq(i->folder, S("web")));
}

static void check_in_lib(const struct include *i, str folder)
{
    int mine = rank(folder);
    if (mine < 0)
        complain(i->path, i->line, "lib/%.*s has no place in the order of check_includes.",
                 STR(folder));
    else if (is_lib(i) && rank(i->folder) > mine)
        complain(i->path, i->line, "lib/%.*s stands before lib/%.*s and cannot include \"%.*s\".",
                 STR(folder), STR(i->folder), STR(i->header));
    else if (is_feature(i) || is_root_header(i) || i->is_template)
        complain(i->path, i->line, "lib never includes src or templates: \"%.*s\".",
                 STR(i->header));
    else if (!is_lib(i) && !is_for_all(i))
        complain(i->path, i->line, "\"%.*s\" is in no folder that lib may include.",
                 STR(i->header));
}

static void check_in_feature(const struct include *i, str feature)
{
    if (is_lib(i) || is_for_all(i) || is_root_header(i) || is_web_template(i) ||
        str_eq(i->folder, feature))
        return;
    if (!is_feature(i)) {
        complain(i->path, i->line, "\"%.*s\" is in no folder that a feature may include.",
                 STR(i->header));
        return;
    }
    str public_header = str_print(i->a, "%.*s/%.*s.h", STR(i->folder), STR(i->folder));
    if (str_eq(i->folder, S("app")) && !i->is_test)
        complain(i->path, i->line, "Only src/app and src/main.c include \"%.*s\".", STR(i->header));
    else if (!str_eq(i->header, public_header) && !i->is_test)
        complain(i->path, i->line, "\"%.*s\" belongs to src/%.*s; its public header is \"%.*s\".",
                 STR(i->header), STR(i->folder), STR(public_header));
    struct edge *edge = &edges[feature_number(feature)][feature_number(i->folder)];
    if (!i->is_test && !str_eq(i->folder, S("app")) && !edge->line)
        *edge = (struct edge){i->path, i->line};
}

// turn.c and its like, and web/.
static void check_in_root(const struct include *i)
{
    if (!is_lib(i) && !is_for_all(i) && !is_root_header(i) && !is_web_template(i))
        complain(i->path, i->line, "What all features share cannot include \"%.*s\".",
                 STR(i->header));
}

static void check_include(const struct include *i)
{
    str below = after_slash(i->path); // post/post.c
    str folder = before_slash(below);
    if (str_starts(i->path, S("lib/")))
        check_in_lib(i, folder);
    else if (str_eq(below, S("main.c")) || str_eq(folder, S("app")))
        return;
    else if (str_starts(i->path, S("src/")) && folder.n)
        check_in_feature(i, folder);
    else
        check_in_root(i);
}

// --- files ----------------------------------------------------------------------------

// The header that a line includes; empty when it includes none.
static str included(str line, bool html)
{
    str mark = html ? S("{{use \"") : S("#include \"");
    size_t at = str_find(line, mark);
    if (at == line.n || (!html && at))
        return NONE;
    str header = str_from(line, at + mark.n);
    return str_part(header, 0, str_find_byte(header, '"'));
}

static void check_file(struct arena *a, const struct source *file)
{
    bool html = str_ends(file->path, S(".html"));
    if (!html && !str_ends(file->path, S(".c")) && !str_ends(file->path, S(".h")))
        return;
    str left = file->text;
    int number = 0;
    for (str line; str_split(&left, '\n', &line);) {
        number++;
        str header = included(line, html);
        if (!header.n)
            continue;
        struct include i = {.a = a, .path = file->path, .line = number, .header = header};
        i.folder = before_slash(header);
        i.is_test = str_ends(file->path, S("_test.c"));
        i.is_template = str_ends(header, S(".html.h"));
        check_include(&i);
    }
}

// --- circles ---------------------------------------------------------------------------

// The shortest way from `start` back to it over features that are not smaller,
// so that each circle is told once. `via[x]` is the feature before x.
static bool find_circle(int start, int *via)
{
    int queue[MOST_FEATURES];
    int from = 0, to = 0;
    for (int i = 0; i < n_features; i++)
        via[i] = -1;
    queue[to++] = start;
    while (from < to) {
        int here = queue[from++];
        for (int next = start; next < n_features; next++) {
            if (!edges[here][next].line || via[next] >= 0)
                continue;
            via[next] = here;
            if (next == start)
                return true;
            queue[to++] = next;
        }
    }
    return false;
}

static void tell_circle(struct arena *a, int start, const int *via)
{
    str way = features[start];
    int second = start;
    for (int here = via[start]; here != start; here = via[here]) {
        way = str_print(a, "%.*s → %.*s", STR(features[here]), STR(way));
        second = here;
    }
    const struct edge *edge = &edges[start][second];
    complain(edge->path, edge->line, "Features include each other in a circle: %.*s → %.*s.",
             STR(features[start]), STR(way));
}

int main(int n, char **arguments)
{
    struct arena *a = arena_new();
    for (int k = 1; k < n; k++) {
        struct sources all = sources_under(a, arguments[k]);
        for (size_t i = 0; i < all.n; i++)
            check_file(a, &all.at[i]);
    }
    int via[MOST_FEATURES];
    for (int i = 0; i < n_features; i++)
        if (find_circle(i, via))
            tell_circle(a, i, via);
    arena_free(a);
    return complaints() ? 1 : 0;
}
