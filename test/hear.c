// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/hear.h"

#include "web/live.h"

static void note_event(void *self, int64_t topic, str event, str data)
{
    buf_print(self, "%ld %.*s %.*s; ", (long)topic, STR(event), STR(data));
}

static void note_close(void *self, int64_t key)
{
    buf_print(self, "close %ld; ", (long)key);
}

static void disconnect(void *context)
{
    (void)context;
    live_connect(NULL);
}

const struct buf *hear(struct world *w)
{
    struct buf *out = NEW(world_arena(w), struct buf);
    *out = buf_in(world_arena(w));
    struct live_sink *sink = NEW(world_arena(w), struct live_sink);
    *sink = (struct live_sink){note_event, note_close, out};
    live_connect(sink);
    world_at_end(w, disconnect, NULL); // a failing test leaves by a jump
    return out;
}
