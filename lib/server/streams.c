// SPDX-License-Identifier: AGPL-3.0-or-later
// Server-sent events. A stream is an answer whose reader suspends the connection
// whenever nothing is left to send; who has something to say resumes it. One
// lock guards the whole registry. A connection is resumed only by whoever takes
// `parked` away under that lock, so that it is resumed once per suspension, and
// never after the stream has gone.
#include "server/inside.h"

#include "base/check.h"
#include "base/log.h"
#include "web/live.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum {
    BUCKETS = 4096,
    UNSENT_MOST = 4096, // bytes; a page that is so far behind reloads instead
    EVENT_MOST = 512,
    BEAT_SECONDS = 25,
    LIFE_SECONDS = 3600, // then the browser connects anew
    BLOCK = 1024,
};

struct watch {
    struct stream *stream;
    int64_t topic;
    struct watch *next, **at; // in its bucket
};

struct stream {
    struct wire *wire;
    struct stream *next, **at;
    int64_t key;
    int64_t began, beat; // seconds
    bool parked, ended, behind;
    char *unsent; // freed when empty: most streams are silent most of the time
    size_t n_unsent, room;
    size_t n_watches;
    struct watch watches[];
};

static struct {
    pthread_mutex_t lock;
    struct stream *first;
    struct watch *buckets[BUCKETS];
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct watch **bucket_of(int64_t topic)
{
    uint64_t mixed = (uint64_t)topic * 0x9e3779b97f4a7c15u;
    return &registry.buckets[mixed >> 52];
}

// --- under the lock --------------------------------------------------------------------

static void stream_wake(struct stream *s)
{
    if (!s->parked)
        return;
    s->parked = false;
    MHD_resume_connection(s->wire->mhd);
}

static void stream_say(struct stream *s, str text)
{
    if (s->n_unsent + text.n > s->room) {
        size_t room = s->room ? s->room * 2 : 256;
        while (room < s->n_unsent + text.n)
            room *= 2;
        s->unsent = realloc(s->unsent, room);
        check(s->unsent != NULL);
        s->room = room;
    }
    memcpy(s->unsent + s->n_unsent, text.p, text.n);
    s->n_unsent += text.n;
    stream_wake(s);
}

static void stream_tell(struct stream *s, str event)
{
    if (s->ended || s->behind)
        return;
    if (s->n_unsent + event.n <= UNSENT_MOST) {
        stream_say(s, event);
        return;
    }
    s->behind = true;
    stream_say(s, S("event: reload\ndata: 1\n\n"));
}

static void stream_end(struct stream *s)
{
    s->ended = true;
    stream_wake(s);
}

static ssize_t stream_take(struct stream *s, char *to, size_t most)
{
    size_t n = s->n_unsent < most ? s->n_unsent : most;
    memcpy(to, s->unsent, n);
    memmove(s->unsent, s->unsent + n, s->n_unsent - n);
    s->n_unsent -= n;
    s->beat = seconds_now();
    if (s->n_unsent == 0) {
        free(s->unsent);
        s->unsent = NULL;
        s->room = 0;
        s->behind = false;
    }
    return (ssize_t)n;
}

// --- called by the library -----------------------------------------------------------------

static ssize_t stream_read(void *of, uint64_t position, char *to, size_t most)
{
    (void)position;
    struct stream *s = of;
    ssize_t n = 0;
    pthread_mutex_lock(&registry.lock);
    if (s->n_unsent)
        n = stream_take(s, to, most);
    else if (s->ended || atomic_load(&s->wire->server->stopping))
        n = MHD_CONTENT_READER_END_OF_STREAM;
    else {
        s->parked = true;
        MHD_suspend_connection(s->wire->mhd);
    }
    pthread_mutex_unlock(&registry.lock);
    return n;
}

static void stream_free(void *of)
{
    struct stream *s = of;
    pthread_mutex_lock(&registry.lock);
    for (size_t i = 0; i < s->n_watches; i++) {
        struct watch *watch = &s->watches[i];
        *watch->at = watch->next;
        if (watch->next)
            watch->next->at = watch->at;
    }
    *s->at = s->next;
    if (s->next)
        s->next->at = s->at;
    pthread_mutex_unlock(&registry.lock);
    free(s->unsent);
    free(s);
}

static void stream_watch(struct stream *s, int64_t topic)
{
    struct watch *watch = &s->watches[s->n_watches++], **bucket = bucket_of(topic);
    *watch = (struct watch){.stream = s, .topic = topic, .next = *bucket, .at = bucket};
    if (*bucket)
        (*bucket)->at = &watch->next;
    *bucket = watch;
}

struct MHD_Response *stream_open(struct wire *w, const struct response *response)
{
    size_t n = response->n_topics;
    check(n <= LIVE_TOPICS);
    struct stream *s = calloc(1, sizeof *s + n * sizeof *s->watches);
    check(s != NULL);
    s->wire = w;
    s->key = response->live_key;
    s->began = s->beat = seconds_now();
    pthread_mutex_lock(&registry.lock);
    s->at = &registry.first;
    s->next = registry.first;
    if (s->next)
        s->next->at = &s->next;
    registry.first = s;
    for (size_t i = 0; i < n; i++)
        stream_watch(s, response->topics[i]);
    // An event without data is ignored by browsers, hence the 1.
    stream_say(s, S("retry: 3000\nevent: hello\ndata: 1\n\n"));
    pthread_mutex_unlock(&registry.lock);
    struct MHD_Response *reply =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, stream_read, s, stream_free);
    check(reply != NULL);
    return reply;
}

// --- called by the server ------------------------------------------------------------------

// The library does not notice that the other side of a suspended connection has
// gone. Anything readable on a stream's connection is its end: a browser sends
// nothing after its request but the notice that it closes.
static bool stream_gone(const struct stream *s)
{
    char byte;
    ssize_t n = recv(s->wire->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n >= 0 || (errno != EAGAIN && errno != EINTR);
}

void streams_sweep(const struct server *server, int64_t now)
{
    pthread_mutex_lock(&registry.lock);
    for (struct stream *s = registry.first; s; s = s->next) {
        if (s->wire->server != server || !s->parked)
            continue;
        if (now - s->began >= LIFE_SECONDS || stream_gone(s))
            stream_end(s);
        else if (now - s->beat >= BEAT_SECONDS)
            stream_say(s, S(":\n\n"));
    }
    pthread_mutex_unlock(&registry.lock);
}

void streams_end(const struct server *server)
{
    pthread_mutex_lock(&registry.lock);
    for (struct stream *s = registry.first; s; s = s->next)
        if (s->wire->server == server)
            stream_end(s);
    pthread_mutex_unlock(&registry.lock);
}

int streams_count(const struct server *server)
{
    int n = 0;
    pthread_mutex_lock(&registry.lock);
    for (struct stream *s = registry.first; s; s = s->next)
        n += s->wire->server == server;
    pthread_mutex_unlock(&registry.lock);
    return n;
}

// --- called by whoever commits ---------------------------------------------------------------

static void sink_publish(void *self, int64_t topic, str event, str data)
{
    (void)self;
    char text[EVENT_MOST];
    int n = snprintf(text, sizeof text, "event: %.*s\ndata: %.*s\n\n", STR(event),
                     data.n ? (int)data.n : 1, data.n ? data.p : "1");
    check(n > 0 && (size_t)n < sizeof text);
    pthread_mutex_lock(&registry.lock);
    for (struct watch *at = *bucket_of(topic); at; at = at->next)
        if (at->topic == topic)
            stream_tell(at->stream, (str){text, (size_t)n});
    pthread_mutex_unlock(&registry.lock);
}

static void sink_close(void *self, int64_t key)
{
    (void)self;
    pthread_mutex_lock(&registry.lock);
    for (struct stream *s = registry.first; s; s = s->next)
        if (s->key == key)
            stream_end(s);
    pthread_mutex_unlock(&registry.lock);
}

const struct live_sink *server_live_sink(void)
{
    static const struct live_sink sink = {.publish = sink_publish, .close = sink_close};
    return &sink;
}
