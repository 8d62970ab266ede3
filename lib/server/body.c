// SPDX-License-Identifier: AGPL-3.0-or-later
// Bodies are collected in memory, within the route's limit and the process's.
#include "server/inside.h"

#include "base/check.h"

#include <stdlib.h>

void body_free(struct wire *w)
{
    if (!w->body)
        return;
    explicit_bzero(w->body, w->body_n);
    free(w->body);
    atomic_fetch_sub(&w->server->uploads, w->body_room);
    w->body = NULL;
    w->body_n = w->body_room = 0;
}

// What is left of an outgrown buffer is wiped: realloc would leave it behind.
static bool body_grow(struct wire *w, size_t needed)
{
    size_t room = w->body_room ? w->body_room * 2 : 4096;
    while (room < needed)
        room *= 2;
    if (atomic_fetch_add(&w->server->uploads, room) + room > UPLOADS_MOST) {
        atomic_fetch_sub(&w->server->uploads, room);
        return false;
    }
    uint8_t *larger = malloc(room);
    check(larger != NULL);
    size_t kept = w->body_n;
    if (kept)
        memcpy(larger, w->body, kept);
    body_free(w);
    w->body = larger;
    w->body_n = kept;
    w->body_room = room;
    return true;
}

static void body_refuse(struct wire *w, int status)
{
    w->refusal = status;
    body_free(w);
}

// What was typed comes before the files that made it too much: a page that tells so shows it again.
static void keep_fields(struct wire *w, const char *data, size_t n)
{
    if (w->refusal != 413 || !w->tells_size || w->body_n >= FIELDS_KEPT)
        return;
    size_t part = n < FIELDS_KEPT - w->body_n ? n : FIELDS_KEPT - w->body_n;
    if (w->body_n + part > w->body_room && !body_grow(w, w->body_n + part)) {
        body_refuse(w, 503);
        return;
    }
    memcpy(w->body + w->body_n, data, part);
    w->body_n += part;
}

static void refuse_size(struct wire *w, const char *data, size_t n)
{
    w->refusal = 413;
    if (!w->tells_size)
        body_free(w);
    if (w->body_n > FIELDS_KEPT) {
        explicit_bzero(w->body + FIELDS_KEPT, w->body_n - FIELDS_KEPT);
        w->body_n = FIELDS_KEPT;
    }
    keep_fields(w, data, n);
}

size_t body_swallow_most(const struct wire *w)
{
    return w->body_most > SWALLOW_MOST ? SWALLOW_FILES : SWALLOW_MOST;
}

// After a refusal the rest is dropped so that the answer can be read; false
// when the other side goes on for too long.
bool body_take(struct wire *w, const char *data, size_t n)
{
    if (w->refusal) {
        w->swallowed += n;
        keep_fields(w, data, n);
        return w->swallowed <= body_swallow_most(w);
    }
    if (n > w->body_most - w->body_n)
        refuse_size(w, data, n);
    else if (w->body_n + n > w->body_room && !body_grow(w, w->body_n + n))
        body_refuse(w, 503);
    else {
        memcpy(w->body + w->body_n, data, n);
        w->body_n += n;
    }
    return true;
}
