// SPDX-License-Identifier: AGPL-3.0-or-later
// The patterns as a tree of parts. Constant children are found in one hash table
// for the whole tree, keyed by the parent and the part, so a path costs one or
// two probes per part however many routes there are.
#include "web/route.h"

#include "base/check.h"

struct node {
    int any; // the child for a ":name" part; 0: none
    const struct route *get, *post;
};

struct edge {
    int from;
    int to; // 0: this slot of the table is free
    uint32_t hash;
    str part;
};

struct router {
    struct arena *arena; // everything lies in it, the router too
    size_t n_nodes; // node 0 is "/"
    struct node *nodes;
    size_t mask; // the table has mask + 1 slots, at least half of them free
    struct edge *edges;
    size_t n_routes;
    const struct route **routes; // in the order of the tables
};

static uint32_t hash_of(int from, str part)
{
    uint64_t h = (uint64_t)(uint32_t)from * 0x9e3779b97f4a7c15u + part.n;
    for (size_t i = 0; i < part.n; i++)
        h = (h ^ (uint8_t)part.p[i]) * 0x100000001b3u;
    return (uint32_t)(h ^ (h >> 29));
}

// The slot of that edge, or the free one where it belongs.
static struct edge *edge_of(const struct router *r, int from, str part)
{
    uint32_t hash = hash_of(from, part);
    for (size_t i = hash;; i++) {
        struct edge *e = &r->edges[i & r->mask];
        if (!e->to || (e->hash == hash && e->from == from && str_eq(e->part, part)))
            return e;
    }
}

static int node_new(struct router *r)
{
    return (int)r->n_nodes++;
}

// --- building ------------------------------------------------------------------------

static bool is_name(str part) // ":room"
{
    return str_starts(part, S(":"));
}

static int child_for(struct router *r, int from, str part)
{
    if (is_name(part)) {
        if (!r->nodes[from].any)
            r->nodes[from].any = node_new(r);
        return r->nodes[from].any;
    }
    struct edge *e = edge_of(r, from, part);
    if (!e->to)
        *e = (struct edge){from, node_new(r), hash_of(from, part), part};
    return e->to;
}

static void add(struct router *r, const struct route *route)
{
    str rest = str_from(str_of(route->pattern), 1);
    int at = 0, names = 0;
    for (str part; str_split(&rest, '/', &part);) {
        check(part.n > (is_name(part) ? 1 : 0)); // no empty part, no nameless ":"
        names += is_name(part);
        at = child_for(r, at, part);
    }
    check(names <= ROUTE_PARAMS);
    if (route->method == METHOD_GET)
        r->nodes[at].get = route;
    else
        r->nodes[at].post = route;
}

// Two patterns are the same when they differ in nothing but their names. Where one has a
// constant part and the other a name, the constant is tried first, so the order is clear.
static bool is_same_pattern(const struct route *one, const struct route *other)
{
    str a = str_of(one->pattern), b = str_of(other->pattern), x, y;
    while (a.n && b.n) {
        str_split(&a, '/', &x);
        str_split(&b, '/', &y);
        if (is_name(x) != is_name(y) || (!is_name(x) && !str_eq(x, y)))
            return false;
    }
    return one->method == other->method && a.n == 0 && b.n == 0;
}

static void check_route(const struct route *route)
{
    str pattern = str_of(route->pattern);
    check(route->method == METHOD_GET || route->method == METHOD_POST);
    check(str_starts(pattern, S("/")) && (pattern.n == 1 || !str_ends(pattern, S("/"))));
    check(route->page != NULL);
}

static size_t count_parts(const struct routes *tables, size_t n)
{
    size_t parts = 1; // the root
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < tables[t].n; i++)
            for (const char *p = tables[t].at[i].pattern; *p; p++)
                parts += *p == '/';
    return parts;
}

static void add_checked(struct router *r, const struct route *route)
{
    check_route(route);
    for (size_t i = 0; i < r->n_routes; i++) {
        bool given_twice = is_same_pattern(route, r->routes[i]);
        check(!given_twice);
    }
    add(r, route);
    r->routes[r->n_routes++] = route;
}

struct router *router_new(const struct routes *tables, size_t n)
{
    struct arena *a = arena_new();
    struct router *r = NEW(a, struct router);
    r->arena = a;
    size_t parts = count_parts(tables, n), slots = 8;
    while (slots < parts * 2)
        slots *= 2;
    r->nodes = NEW_ARRAY(a, struct node, parts);
    r->edges = NEW_ARRAY(a, struct edge, slots);
    r->mask = slots - 1;
    r->n_nodes = 1;
    r->routes = NEW_ARRAY(a, const struct route *, parts);
    for (size_t t = 0; t < n; t++) {
        for (size_t i = 0; i < tables[t].n; i++)
            add_checked(r, &tables[t].at[i]);
    }
    return r;
}

const struct route *router_route(const struct router *r, size_t n)
{
    return n < r->n_routes ? r->routes[n] : NULL;
}

void router_free(struct router *r)
{
    if (r)
        arena_free(r->arena);
}

// --- looking up ------------------------------------------------------------------------

struct search {
    const struct router *r;
    enum method method;
    str *values;
    bool other_method; // the path exists, but not for this method
};

static const struct route *route_at(struct search *s, const struct node *node)
{
    bool get = s->method == METHOD_GET || s->method == METHOD_HEAD;
    const struct route *found = get ? node->get : s->method == METHOD_POST ? node->post : NULL;
    s->other_method = s->other_method || (!found && (node->get || node->post));
    return found;
}

// Tries the constant part first, then the ":name": with "/a/:x/b" and "/a/c/d",
// "/a/c/b" has to come back from "c". Goes no deeper than patterns do.
static const struct route *descend(struct search *s, int at, str rest, int depth)
{
    if (rest.n == 0)
        return route_at(s, &s->r->nodes[at]);
    str part = str_from(rest, 1); // rest begins with "/"
    part.n = str_find_byte(part, '/');
    if (part.n == 0)
        return NULL;
    str after = str_from(rest, 1 + part.n);
    int constant = edge_of(s->r, at, part)->to;
    const struct route *found = constant ? descend(s, constant, after, depth) : NULL;
    int any = s->r->nodes[at].any;
    if (found || !any)
        return found;
    s->values[depth] = part;
    return descend(s, any, after, depth + 1);
}

enum route_outcome route_find(const struct router *r, enum method method, str path,
                              const struct route **out, str values[ROUTE_PARAMS])
{
    struct search s = {.r = r, .method = method, .values = values};
    if (!str_starts(path, S("/")))
        return ROUTE_NONE;
    const struct route *found = descend(&s, 0, path.n == 1 ? NONE : path, 0);
    if (!found)
        return s.other_method ? ROUTE_WRONG_METHOD : ROUTE_NONE;
    *out = found;
    return ROUTE_FOUND;
}
