// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/sweep_blobs.h"

#include "application/application.h"
#include "attachment/attachment.h"
#include "document/document.h"
#include "base/log.h"
#include "blob/blob.h"

enum { ASKED_AT_ONCE = 1000 };

// Short reading transactions, so that no long snapshot holds back the database.
struct sweep {
    const struct app *app;
    struct arena *arena;
    struct tx *tx;
    int asked;
    bool (*is_stopping)(void);
};

static void begin(struct sweep *s)
{
    if (s->tx)
        tx_rollback(s->tx);
    arena_reset(s->arena);
    s->tx = app_begin(s->app, TX_READ, s->arena, NULL);
}

static bool is_wanted(void *context, int64_t id)
{
    struct sweep *s = context;
    if (++s->asked % ASKED_AT_ONCE == 0)
        begin(s);
    // After a fault nothing is known, and every file stays.
    return attachment_is_known(s->tx, (attachment_id){id}) ||
           application_file_is_known(s->tx, (attachment_id){id}) ||
           document_file_is_known(s->tx, (attachment_id){id}) || !tx_ok(s->tx) ||
           s->is_stopping();
}

bool sweep_blobs(const struct app *app, bool (*is_stopping)(void))
{
    struct sweep s = {.app = app, .arena = arena_new(), .is_stopping = is_stopping};
    instant day_ago = instant_after(clock_now(&machine_clock), -DAYS(1));
    int removed = 0;
    begin(&s);
    if (attachment_has_any(s.tx) || document_has_any_file(s.tx))
        removed = blob_sweep(app->services.blobs, day_ago, is_wanted, &s);
    bool good = tx_ok(s.tx);
    tx_rollback(s.tx);
    arena_free(s.arena);
    if (removed)
        log_info("blob-sweep", "removed=%d", removed);
    return good;
}
