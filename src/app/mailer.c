// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/mailer.h"

#include "base/log.h"
#include "mail/smtp.h"

enum { MOST_AT_ONCE = 100 };

struct mailer {
    const struct app *app;
    bool (*is_stopping)(void);
    struct smtp *smtp;
};

static struct tx *begin(void *mailer, struct arena *arena)
{
    return app_begin(((struct mailer *)mailer)->app, TX_WRITE, arena, NULL);
}

static enum mail_answer hand_over(void *mailer, const struct mail_parcel *parcel)
{
    return smtp_send(((struct mailer *)mailer)->smtp, parcel);
}

static bool is_stopping(void *mailer)
{
    return ((struct mailer *)mailer)->is_stopping();
}

static struct smtp_settings settings(const struct config *c)
{
    return (struct smtp_settings){
        .url = c->smtp_url,
        .name = c->smtp_name,
        .password = c->smtp_password,
        .root = c->smtp_root,
        .hello = c->host,
        .plain = c->smtp_plain,
    };
}

// One mail that waits is that mail's affair; a server that takes nothing, and says nothing about
// the mails, is ours.
static bool deliver(struct mailer *m)
{
    struct mail_tally tally = mail_deliver_due(&(struct mail_run){
        .context = m,
        .begin = begin,
        .send = hand_over,
        .is_stopping = is_stopping,
        .from = m->app->config.mail_from,
        .most = MOST_AT_ONCE,
    });
    if (tally.sent + tally.later + tally.bounced + tally.given_up)
        log_info("mail", "sent=%d later=%d bounced=%d given-up=%d", tally.sent, tally.later,
                 tally.bounced, tally.given_up);
    return !tally.fault && !tally.no_server;
}

bool mailer_run(const struct app *app, bool (*stopping)(void))
{
    if (app->config.smtp_url.n == 0)
        return true;
    struct arena *a = arena_new();
    struct mailer m = {.app = app, .is_stopping = stopping};
    struct smtp_settings to = settings(&app->config);
    m.smtp = smtp_open(a, &to, is_stopping, &m);
    bool good = m.smtp && deliver(&m);
    smtp_close(m.smtp);
    arena_free(a);
    return good;
}
