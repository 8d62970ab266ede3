// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/live.h"

static const struct live_sink *connected;

void live_connect(const struct live_sink *sink)
{
    connected = sink;
}

struct event {
    struct event *next; // in the order published
    struct event *same_bucket;
    bool closes;
    int64_t topic; // or the key to close
    str word, data;
};

// One writer may tell a whole city, so equal events are found by a small hash
// and not by looking through all of them.
enum { BUCKETS = 64 };
struct queue {
    struct event *first, **end;
    struct event *buckets[BUCKETS];
};

static void deliver(void *context)
{
    const struct queue *q = context;
    if (!connected)
        return;
    for (const struct event *e = q->first; e; e = e->next) {
        if (e->closes)
            connected->close(connected->self, e->topic);
        else
            connected->publish(connected->self, e->topic, e->word, e->data);
    }
}

static struct queue *queue_of(struct tx *tx)
{
    struct queue *q = tx_get(tx, TX_LIVE);
    if (q)
        return q;
    q = NEW(tx_arena(tx), struct queue);
    q->end = &q->first;
    tx_set(tx, TX_LIVE, q);
    tx_after_commit(tx, deliver, q);
    return q;
}

static bool same(const struct event *a, const struct event *b)
{
    return a->closes == b->closes && a->topic == b->topic && str_eq(a->word, b->word) &&
           str_eq(a->data, b->data);
}

static size_t bucket_of(const struct event *e)
{
    uint64_t mixed = (uint64_t)e->topic * 0x9e3779b97f4a7c15u;
    return (mixed >> 32) % BUCKETS;
}

static void add(struct tx *tx, struct event event)
{
    struct queue *q = queue_of(tx);
    struct event **bucket = &q->buckets[bucket_of(&event)];
    for (const struct event *e = *bucket; e; e = e->same_bucket)
        if (same(e, &event))
            return;
    struct event *kept = NEW(tx_arena(tx), struct event);
    *kept = event;
    kept->word = str_copy(tx_arena(tx), event.word);
    kept->data = str_copy(tx_arena(tx), event.data);
    kept->same_bucket = *bucket;
    *bucket = kept;
    *q->end = kept;
    q->end = &kept->next;
}

void live_publish(struct tx *tx, int64_t topic, str event, str data)
{
    add(tx, (struct event){.topic = topic, .word = event, .data = data});
}

void live_close(struct tx *tx, int64_t key)
{
    add(tx, (struct event){.closes = true, .topic = key});
}
