// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/live.h"

#include "test/hear.h"

// What the sink heard while `publish` ran in a transaction with that end.
static str heard(struct world *w, void (*publish)(struct tx *tx), bool commit)
{
    const struct buf *out = hear(w);
    struct tx *tx = world_write(w);
    publish(tx);
    assert_int_equal(out->n, 0); // nothing before the commit
    if (commit)
        world_commit(w);
    else
        tx_rollback(tx);
    return buf_str(out);
}

static void several(struct tx *tx)
{
    live_publish(tx, 1, S("post"), S("a"));
    live_publish(tx, 2, S("post"), S("a"));
    live_publish(tx, 1, S("post"), S("a"));
    live_close(tx, 1);
    live_publish(tx, 1, S("post"), S("b"));
    live_publish(tx, 1, S("read"), S("a"));
    live_close(tx, 1);
}

RULE("open pages hear of a change once, in order, and only after its commit")
{
    assert_str(heard(world, several, true), S("1 post a; 2 post a; close 1; 1 post b; 1 read a; "));
}

RULE("open pages hear nothing of what was taken back")
{
    assert_str(heard(world, several, false), NONE);
}

static void short_lived_text(struct tx *tx)
{
    char data[] = "x1";
    live_publish(tx, 1, S("post"), (str){data, 2});
    data[1] = '2';
    live_publish(tx, 1, S("post"), (str){data, 2});
}

RULE("an event keeps its own copy of what it says")
{
    assert_str(heard(world, short_lived_text, true), S("1 post x1; 1 post x2; "));
}

RULE("without anybody to hear, events are forgotten")
{
    live_connect(NULL);
    live_publish(world_write(world), 1, S("post"), S("a"));
    world_commit(world);
}
