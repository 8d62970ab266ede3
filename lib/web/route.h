// SPDX-License-Identifier: AGPL-3.0-or-later
// The route table and its lookup. A pattern is made of constant parts and
// ":name" parts: "/rooms/:room/posts". Where a path fits a constant part and a
// name, the constant wins ("/rooms/new" before "/rooms/:room"); a pattern given
// twice for one method stops the process at start.
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/request.h"

struct turn; // the product's: one request with its transaction and its person

enum { ROUTE_PARAMS = 4 };

struct route {
    enum method method; // METHOD_GET also answers HEAD
    const char *pattern;
    void (*page)(struct turn *turn);
    // Slow work before a writing transaction (a password's hash, a photo): runs in a reading
    // one after the same checks, so that no writer waits for it. May be NULL.
    void *(*prepare)(struct turn *turn);
    int who; // the product's kinds of people; see src/turn.h
    int flags; // the product's; see src/turn.h
    size_t max_body; // bytes of a POST; 0: 64 kB
};

struct routes {
    size_t n;
    const struct route *at;
};

struct router;
struct router *router_new(const struct routes *tables, size_t n);
void router_free(struct router *r); // NULL is fine

// The n-th route in the order of the tables; NULL after the last.
const struct route *router_route(const struct router *r, size_t n);

enum route_outcome { ROUTE_FOUND, ROUTE_NONE, ROUTE_WRONG_METHOD };

// Fills `values` with the ":name" parts in order (views into path).
enum route_outcome route_find(const struct router *r, enum method method, str path,
                              const struct route **out, str values[ROUTE_PARAMS]);

#endif
