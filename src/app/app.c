// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/app.h"

#include "app/papers.h"
#include "blob/blob.h"
#include "pki/pki.h"
#include "vault/vault.h"

#include <stdio.h>

static bool missing(const char *what, str folder)
{
    fprintf(stderr, "%s in %.*s cannot be opened; see the lines above\n", what, STR(folder));
    return false;
}

static str inside(struct arena *a, str folder, const char *name)
{
    return str_print(a, "%.*s/%s", STR(folder), name);
}

static struct pki *open_pki(struct arena *a, const struct vault *vault, str folder)
{
    struct key key;
    vault_key(vault, S("pki"), &key);
    struct pki *pki = pki_open(inside(a, folder, "pki"), &key);
    key_forget(&key);
    return pki;
}

bool app_open(struct app *app, struct arena *arena, str folder)
{
    return app_open_at(app, arena, folder, &machine_clock);
}

bool app_open_at(struct app *app, struct arena *arena, str folder, const struct clock *clock)
{
    *app = (struct app){0};
    papers_use(app_papers);
    if (!config_read(arena, folder, &app->config))
        return false;
    struct services *s = &app->services;
    s->member_url = app->config.member_url;
    s->public_url = app->config.public_url;
    if (!str_eq(app->config.push_hosts, S("none")))
        s->push_hosts = app->config.push_hosts;
    s->begin = app_begin;
    s->app = app;
    s->vault = vault_open(inside(arena, folder, "keys"));
    if (!s->vault)
        return missing("keys/master.key", folder);
    s->pki = open_pki(arena, s->vault, folder);
    if (!s->pki)
        return missing("pki", folder);
    s->blobs = blobs_open(inside(arena, folder, "blobs"));
    if (!s->blobs)
        return missing("blobs", folder);
    app->db = db_open(&(struct db_options){.url = app->config.database,
                                           .clock = clock,
                                           .node = (int)app->config.node,
                                           .connections = (int)app->config.workers});
    if (!app->db)
        return missing("the database", folder);
    return true;
}

void app_close(struct app *app)
{
    router_free(app->routers[SITE_MEMBER]);
    router_free(app->routers[SITE_PUBLIC]);
    if (app->db)
        db_close(app->db);
    if (app->services.blobs)
        blobs_close(app->services.blobs);
    if (app->services.pki)
        pki_close(app->services.pki);
    if (app->services.vault)
        vault_close(app->services.vault);
}

struct tx *app_begin(const struct app *app, enum tx_kind kind, struct arena *arena,
                     const struct acting *me)
{
    struct tx *tx = tx_begin(app->db, kind, arena);
    tx_set(tx, TX_VAULT, app->services.vault);
    tx_set(tx, TX_ACTOR, (void *)(uintptr_t)me);
    return tx;
}
