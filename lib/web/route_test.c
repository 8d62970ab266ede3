// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/route.h"

#include "test/dies.h"
#include "test/world.h"

static void page(struct turn *turn)
{
    (void)turn;
}

static const struct route table[] = {
    {.method = METHOD_GET, .pattern = "/", .page = page},
    {.method = METHOD_GET, .pattern = "/rooms", .page = page},
    {.method = METHOD_GET, .pattern = "/rooms/:room", .page = page},
    {.method = METHOD_POST, .pattern = "/rooms/:room/posts", .page = page},
    {.method = METHOD_GET, .pattern = "/rooms/:room/posts/:post", .page = page},
    {.method = METHOD_GET, .pattern = "/a/:x/b", .page = page},
    {.method = METHOD_GET, .pattern = "/a/c/d", .page = page},
    {.method = METHOD_POST, .pattern = "/rooms/new", .page = page},
    {.method = METHOD_GET, .pattern = "/a/c", .page = page},
    {.method = METHOD_GET, .pattern = "/a/:x", .page = page},
};

static const struct router *router(void)
{
    static struct router *made; // lives for ever, so once for all tests
    static const struct routes tables[] = {{3, table}, {7, table + 3}};
    if (!made)
        made = router_new(tables, 2);
    return made;
}

static enum route_outcome find(enum method method, str path, const struct route **out, str *values)
{
    return route_find(router(), method, path, out, values);
}

RULE("a router lists its routes in the order of the tables")
{
    assert_ptr_equal(router_route(router(), 0), &table[0]);
    assert_ptr_equal(router_route(router(), 9), &table[9]);
    assert_null(router_route(router(), 10));
}

RULE("a path finds its page, and the named parts come in order")
{
    const struct route *found = NULL;
    str values[ROUTE_PARAMS];
    assert_int_equal(find(METHOD_GET, S("/"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[0]);
    assert_int_equal(find(METHOD_GET, S("/rooms/7f3k/posts/x9"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[4]);
    assert_str(values[0], S("7f3k"));
    assert_str(values[1], S("x9"));
}

RULE("a path that is a little different finds nothing")
{
    const struct route *found = &table[0];
    str values[ROUTE_PARAMS];
    static const char *const others[] = {"",
                                         "rooms",
                                         "/room",
                                         "/rooms/",
                                         "/rooms/7/",
                                         "/Rooms",
                                         "/rooms/7/post",
                                         "/rooms//posts",
                                         "/b/c",
                                         "/a/x/d",
                                         "/rooms/1/posts/2/3"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(find(METHOD_GET, str_of(others[i]), &found, values), ROUTE_NONE);
    assert_ptr_equal(found, &table[0]);
}

RULE("HEAD is answered by the page of GET; another method than the page's is told apart")
{
    const struct route *found;
    str values[ROUTE_PARAMS];
    assert_int_equal(find(METHOD_HEAD, S("/rooms"), &found, values), ROUTE_FOUND);
    assert_int_equal(find(METHOD_POST, S("/rooms"), &found, values), ROUTE_WRONG_METHOD);
    assert_int_equal(find(METHOD_GET, S("/rooms/1/posts"), &found, values), ROUTE_WRONG_METHOD);
    assert_int_equal(find(METHOD_OTHER, S("/"), &found, values), ROUTE_WRONG_METHOD);
    assert_int_equal(find(METHOD_POST, S("/nothing"), &found, values), ROUTE_NONE);
}

RULE("constant parts do not hide patterns with named parts")
{
    const struct route *found;
    str values[ROUTE_PARAMS];
    assert_int_equal(find(METHOD_GET, S("/a/c/b"), &found, values), ROUTE_FOUND);
    assert_str(values[0], S("c"));
    assert_int_equal(find(METHOD_GET, S("/a/c/d"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[6]);
    assert_int_equal(find(METHOD_GET, S("/rooms/new"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[2]);
}

static const char *first, *second;

static void two_routes(void)
{
    struct route both[] = {{.method = METHOD_GET, .pattern = first, .page = page},
                           {.method = METHOD_GET, .pattern = second, .page = page}};
    router_new(&(struct routes){2, both}, 1);
}

static bool refused(const char *one, const char *other)
{
    first = one;
    second = other;
    return dies(two_routes);
}

RULE("where a constant part and a name both fit, the constant wins")
{
    const struct route *found = NULL;
    str values[ROUTE_PARAMS];
    assert_int_equal(find(METHOD_GET, S("/a/c"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[8]);
    assert_int_equal(find(METHOD_GET, S("/a/z"), &found, values), ROUTE_FOUND);
    assert_ptr_equal(found, &table[9]);
}

RULE("a pattern given twice, or what is no pattern, stops the process at start")
{
    assert_true(refused("/rooms/:room", "/rooms/:id"));
    assert_false(refused("/rooms/:room", "/rooms/new"));
    assert_true(refused("/a", "/a"));
    assert_true(refused("/a", "b"));
    assert_true(refused("/a", "/b/"));
    assert_true(refused("/a", "/b//c"));
    assert_true(refused("/a", "/b/:"));
    assert_true(refused("/a", "/:a/:b/:c/:d/:e"));
    assert_false(refused("/a/:x", "/a/:x/b"));
}
