// SPDX-License-Identifier: AGPL-3.0-or-later
#include "test/browser.h"

#include "app/papers.h"
#include "app/recorder.h"
#include "base/check.h"
#include "blob/blob.h"
#include "pki/pki.h"
#include "server/image.h"
#include "vault/vault.h"

#include <unistd.h>

enum { MOST_COOKIES = 16 };

// The application of the world that is running; there is one world at a time.
static struct {
    struct world *world;
    struct app app;
} present;

static void close_app(void *context)
{
    struct services *s = &((struct app *)context)->services;
    image_worker_stop(s->images);
    pki_close(s->pki);
    blobs_close(s->blobs);
    present.world = NULL;
}

static struct pki *new_pki(struct world *w)
{
    str folder = str_print(world_arena(w), "%.*s/pki", STR(world_folder(w)));
    struct key key;
    vault_key(world_vault(w), S("pki"), &key);
    check(pki_create(folder, &(struct pki_names){S("tsunagi test")}, &key,
                     clock_now(world_clock(w))));
    struct pki *pki = pki_open(folder, &key);
    key_forget(&key);
    check(pki != NULL);
    return pki;
}

struct app *browser_app(struct world *w)
{
    static struct router *routers[2];
    if (present.world == w)
        return &present.app;
    for (int site = SITE_MEMBER; site <= SITE_PUBLIC; site++)
        if (!routers[site])
            routers[site] = app_routes((enum site)site);
    papers_use(app_papers);
    present.world = w;
    present.app = (struct app){
        .db = world_db(w),
        .routers = {routers[0], routers[1]},
        .services = {.vault = world_vault(w),
                     .pki = new_pki(w),
                     .blobs = blobs_open(str_print(world_arena(w), "%.*s/blobs", STR(world_folder(w)))),
                     .images = image_worker_start("/proc/self/exe", 1), // its processes start when asked
                     .public_url = S("https://enrol.example"),
                     .member_url = S("https://member.example"),
                     .begin = app_begin,
                     .app = &present.app},
    };
    check(present.app.services.blobs != NULL);
    world_at_end(w, close_app, &present.app);
    return &present.app;
}

// --- who comes ----------------------------------------------------------------------

static struct browser *browser_new(struct world *w, enum site site)
{
    struct browser *b = NEW(world_arena(w), struct browser);
    *b = (struct browser){
        .world = w,
        .as = {.site = site,
               .host = S("member.example"),
               .fetch_site = S("same-origin"),
               .remote = S("192.0.2.7"),
               .browser = S("test")},
        .cookies.at = NEW_ARRAY(world_arena(w), struct param, MOST_COOKIES),
    };
    return b;
}

struct browser *browser_public(struct world *w)
{
    return browser_new(w, SITE_PUBLIC);
}

struct browser *browser_without_certificate(struct world *w)
{
    return browser_new(w, SITE_MEMBER);
}

struct browser *browser_on(struct world *w, const struct peer *device)
{
    struct browser *b = browser_new(w, SITE_MEMBER);
    b->as.peer = *device;
    return b;
}

static void set_cookie(struct browser *b, str name, str value)
{
    struct params *jar = &b->cookies;
    size_t i = 0;
    while (i < jar->n && !str_eq(jar->at[i].name, name))
        i++;
    check(i < MOST_COOKIES);
    jar->at[i] = (struct param){name, value};
    if (i == jar->n)
        jar->n++;
    if (value.n == 0)
        jar->at[i] = jar->at[--jar->n];
}

struct browser *browser_of(struct world *w, const struct given_person *person)
{
    struct browser *b = browser_on(w, &person->peer);
    set_cookie(b, S("__Host-session"), person->cookie);
    return b;
}

// --- asking -------------------------------------------------------------------------

// "name=value; Path=/; …; Max-Age=0": an empty value or an age of 0 removes it.
static void keep_cookie(struct browser *b, str line)
{
    str first = str_part(line, 0, str_find_byte(line, ';'));
    size_t equals = str_find_byte(first, '=');
    bool gone = str_contains(line, S("Max-Age=0"));
    set_cookie(b, str_part(first, 0, equals), gone ? NONE : str_from(first, equals + 1));
}

static int send(struct browser *b, struct request *request, const char *path)
{
    struct arena *a = world_arena(b->world);
    str whole = str_of(path);
    size_t mark = str_find_byte(whole, '?');
    request->arena = a;
    request->cookies = (struct params){b->cookies.n, NEW_ARRAY(a, struct param, MOST_COOKIES)};
    if (b->cookies.n)
        memcpy(request->cookies.at, b->cookies.at, b->cookies.n * sizeof *b->cookies.at);
    // After a fault a test may have no address to go to: it fails, the process goes on.
    assert_true(parse_path(a, str_part(whole, 0, mark), &request->path));
    assert_true(parse_urlencoded(a, str_from(whole, mark + 1), &request->query) == PARSE_OK);
    b->answer = NEW(a, struct response);
    gate_handle(browser_app(b->world), request, b->answer);
    b->status = b->answer->status;
    if (b->status >= 500)
        world_answered_fault(b->world);
    b->body = buf_str(&b->answer->body);
    b->text = browser_words(a, b->body);
    for (size_t i = 0; i < b->answer->n_headers; i++)
        if (str_eq(b->answer->headers[i].name, S("Set-Cookie")))
            keep_cookie(b, b->answer->headers[i].value);
    return b->status;
}

int browser_request(struct browser *b, enum method method, const char *path)
{
    struct request request = b->as;
    request.method = method;
    return send(b, &request, path);
}

int browser_get(struct browser *b, const char *path)
{
    return browser_request(b, METHOD_GET, path);
}

int browser_upload(struct browser *b, const char *path, const struct upload *files, size_t n,
                   const char *const *pairs)
{
    struct request request = b->as;
    struct arena *a = world_arena(b->world);
    size_t typed = 0;
    while (pairs[1 + typed * 2])
        typed++;
    request.method = METHOD_POST;
    request.form = (struct params){typed, NEW_ARRAY(a, struct param, typed)};
    for (size_t i = 0; i < typed; i++)
        request.form.at[i] = (struct param){str_of(pairs[1 + i * 2]), str_of(pairs[2 + i * 2])};
    request.uploads = (struct uploads){n, NEW_ARRAY(a, struct upload, n)};
    if (n)
        memcpy(request.uploads.at, files, n * sizeof *files);
    return send(b, &request, path);
}

int browser_post_pairs(struct browser *b, const char *path, const char *const *pairs)
{
    return browser_upload(b, path, NULL, 0, pairs);
}

int browser_follow(struct browser *b)
{
    str to = browser_went_to(b);
    assert_true(to.n > 0);
    return browser_get(b, str_zero(world_arena(b->world), to));
}

void browser_settle(struct world *w)
{
    struct tx *tx = world_write(w);
    recorder_write(tx);
    world_commit(w);
}
