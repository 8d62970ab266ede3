// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/far_end.h"
#include "test/rule.h"
#include "web/live.h"

#include <time.h>

enum { WATCHERS = 100 };

static int64_t us_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void watch(struct stand *s, struct far_end *f)
{
    assert_true(far_open(s, &(struct far_options){.identity = &s->device}, f));
    far_send(f, S("GET /live HTTP/1.1\r\nHost: a\r\n\r\n"));
    str hello = far_read(f, s->arena, S("data: 1\n\n"), 3000);
    assert_true(str_contains(hello, S("text/event-stream")));
    assert_true(str_contains(hello, S("retry: 3000\nevent: hello\n")));
}

// The sweeper looks at the streams every second; the count is exact once the
// library has let go of them.
static int streams_soon(struct stand *s, int wanted, int ms)
{
    for (; ms > 0 && server_live_streams(s->server) != wanted; ms -= 10)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    return server_live_streams(s->server);
}

RULE("an event reaches the last of a hundred watchers within 50 ms")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    const struct live_sink *sink = server_live_sink();
    static struct far_end ends[WATCHERS];
    for (int i = 0; i < WATCHERS; i++)
        watch(&s, &ends[i]);
    assert_int_equal(server_live_streams(s.server), WATCHERS);

    int64_t before = us_now();
    sink->publish(sink->self, 7, S("posted"), S("abc"));
    for (int i = 0; i < WATCHERS; i++)
        assert_true(str_contains(far_read(&ends[i], s.arena, S("\n\n"), 1000),
                                 S("event: posted\ndata: abc\n\n")));
    assert_true(us_now() - before < 50000);
    for (int i = 0; i < WATCHERS; i++)
        far_close(&ends[i]);
    stand_down(&s);
}

RULE("a stream hears its own topics and no other")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    const struct live_sink *sink = server_live_sink();
    struct far_end f;
    watch(&s, &f);
    sink->publish(sink->self, 6, S("other"), S("1"));
    sink->publish(sink->self, 8, S("mine"), S("2"));
    str heard = far_read(&f, s.arena, S("data: 2\n\n"), 1000);
    assert_true(str_contains(heard, S("mine")));
    assert_false(str_contains(heard, S("other")));
    far_close(&f);
    stand_down(&s);
}

RULE("closing the key of a session ends its streams")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    const struct live_sink *sink = server_live_sink();
    struct far_end f;
    watch(&s, &f);
    sink->close(sink->self, 10);
    assert_int_equal(streams_soon(&s, 0, 100), 1);
    sink->close(sink->self, 9);
    assert_true(str_contains(far_read(&f, s.arena, S("0\r\n\r\n"), 1000), S("0\r\n\r\n")));
    assert_int_equal(streams_soon(&s, 0, 1000), 0);
    far_close(&f);
    stand_down(&s);
}

RULE("who is far behind is told to reload, once")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    const struct live_sink *sink = server_live_sink();
    struct far_end f;
    watch(&s, &f);
    for (int i = 0; i < 20000; i++)
        sink->publish(sink->self, 7, S("posted"), S("0123456789012345678901234567890123456789"));
    str heard = far_read(&f, s.arena, S("event: reload\ndata: 1\n\n"), 3000);
    assert_true(str_contains(heard, S("event: reload\n")));
    far_close(&f);
    stand_down(&s);
}

RULE("a watcher that has gone is noticed within seconds")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    watch(&s, &f);
    far_close(&f);
    assert_int_equal(streams_soon(&s, 0, 4000), 0);
    stand_down(&s);
}

RULE("stopping the server ends its streams")
{
    struct stand s = stand_up((struct server_options){.site = SITE_MEMBER});
    struct far_end f;
    watch(&s, &f);
    struct arena *kept = s.arena;
    s.arena = arena_new();
    stand_down(&s);
    assert_true(str_contains(far_read(&f, kept, S("0\r\n\r\n"), 1000), S("0\r\n\r\n")));
    far_close(&f);
    arena_free(kept);
}
