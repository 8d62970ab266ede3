// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"
#include "test/logged.h"
#include "test/rule.h"
#include "test/world.h"

static void write_one(void)
{
    log_info("job-done", "job=%d ms=%d engine=%s", 7, 12, "locked\nERROR forged");
}

static void write_levels(void)
{
    log_set_level(LOG_WARN);
    log_info("quiet", "n=1");
    log_error("loud", "n=2");
    log_set_level(LOG_INFO);
    log_line(LOG_DEBUG, "quiet", "n=3");
}

static void write_long(void)
{
    log_warn("long", "%03000d", 1);
}

RULE("an event is one line with its time, level, word and values, whatever the values hold")
{
    str line = logged(world_arena(world), write_one);

    assert_true(str_ends(line, S("Z info job-done job=7 ms=12 engine=locked ERROR forged\n")));
    assert_int_equal(str_find_byte(line, '\n'), line.n - 1);
    assert_int_equal(line.p[10], 'T');
    assert_int_equal(str_find_byte(line, 'Z'), 23);
}

RULE("events below the level are not written")
{
    str lines = logged(world_arena(world), write_levels);

    assert_false(str_contains(lines, S("quiet")));
    assert_true(str_contains(lines, S("error loud n=2")));
}

RULE("an event that is too long is cut and still ends its line")
{
    str line = logged(world_arena(world), write_long);

    assert_in_range(line.n, 900, 1001);
    assert_true(str_ends(line, S("0\n")));
}
