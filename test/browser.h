// SPDX-License-Identifier: AGPL-3.0-or-later
// A browser for PAGE tests: requests go straight through the gate of src/app, with the router,
// vault, CA, blobs and database of the test's world, but without TLS and sockets. It keeps
// cookies as a browser does. Requests have transactions of their own, so none of the world's
// may be open.
#ifndef TEST_BROWSER_H
#define TEST_BROWSER_H

#include "app/app.h"
#include "test/given.h"
#include "test/world.h"

struct browser {
    struct world *world;
    struct request as; // site, peer, fetch_site, origin, wants_fragment …: a test may change them
    struct params cookies;
    // the last answer
    int status;
    struct response *answer;
    str body; // as sent
    str text; // what a person reads: without tags, runs of blanks as one
};

struct browser *browser_public(struct world *w); // the public site
struct browser *browser_without_certificate(struct world *w);
struct browser *browser_on(struct world *w, const struct peer *device); // nobody signed in
struct browser *browser_of(struct world *w, const struct given_person *person); // signed in

// The application that the requests meet; made at first use.
struct app *browser_app(struct world *w);

// Each returns the status. A path may carry a query. Ids are filled in by
// browser_at(b, "/rooms/%i", room.v), which follows url_make.
int browser_get(struct browser *b, const char *path);
#define browser_at(b, ...) \
    str_zero(world_arena((b)->world), url_make(world_arena((b)->world), __VA_ARGS__).s)
// browser_post(b, "/signin", "personal_id", "12345675", "password", "…")
#define browser_post(b, path, ...)                                                                 \
    browser_post_pairs((b), (path), (const char *const[]){"", ##__VA_ARGS__, NULL})
int browser_post_pairs(struct browser *b, const char *path, const char *const *pairs);
// The same with files; a world's image worker is started when it is needed.
int browser_upload(struct browser *b, const char *path, const struct upload *files, size_t n,
                   const char *const *pairs);
int browser_request(struct browser *b, enum method method, const char *path);
int browser_follow(struct browser *b); // goes where a 303 says; any other status fails the test

bool browser_says(const struct browser *b, const char *words); // in `text`
str browser_went_to(const struct browser *b); // where a 303 leads; else NONE
str browser_header(const struct browser *b, const char *name);
str browser_error(const struct browser *b, const char *field); // its sentence; NONE: no error
str browser_value(const struct browser *b, const char *field); // of an <input> or a hidden field
str browser_cookie(const struct browser *b, const char *name);

str browser_words(struct arena *a, str markup); // markup as `text`

// What reading left behind (a session was used, a room was looked at) is written down; the
// server does so every second.
void browser_settle(struct world *w);

#endif
