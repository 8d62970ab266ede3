// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi mail: does the mail server take what we send, and what is stuck.
#include "app/command.h"

#include "app/mailer.h"
#include "base/base32.h"
#include "mail/mail.h"

#include <stdio.h>

static const char *const state_words[] = {
    [MAIL_WAITING] = "waiting",
    [MAIL_SENT] = "sent",
    [MAIL_BOUNCED] = "bounced",
    [MAIL_GIVEN_UP] = "given-up",
};
enum { STATES = sizeof state_words / sizeof state_words[0], MOST_LISTED = 1000 };

static bool never(void)
{
    return false;
}

// --- mail try --------------------------------------------------------------------------------

static int64_t queue(const struct app *app, struct arena *a, const struct command *given)
{
    struct tx *tx = app_begin(app, TX_WRITE, a, NULL);
    struct mail mail = {
        .to = argument(given, "ADDRESS"),
        .subject = S("つなぎ：メールの試し送り"),
        .body = S("このメールは、メールの設定を確かめるために送りました。\n"
                  "お心当たりがないときは、お手数ですが破棄してください。\n"),
    };
    int64_t id = mail_queue(tx, &mail);
    if (id == 0) {
        fprintf(stderr, "this is not an address that mail can be sent to\n");
        tx_rollback(tx);
        return 0;
    }
    return command_commit(tx) == STATUS_DONE ? id : 0;
}

static int tell(const struct app *app, struct arena *a, int64_t id)
{
    struct mail_status status = {0};
    struct tx *tx = app_begin(app, TX_READ, a, NULL);
    bool found = mail_find(tx, id, &status) && tx_ok(tx);
    if (found)
        printf("mail=%.*s\nstate=%s\nreason=%.*s\n", STR(base32_from_id(a, id)),
               state_words[status.state], STR(status.last_error));
    tx_rollback(tx);
    return found && status.state == MAIL_SENT ? STATUS_DONE : STATUS_FAILED;
}

static int run_try(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    int status = STATUS_FAILED;
    int64_t id = queue(&app, a, given);
    if (id) {
        if (app.config.smtp_url.n == 0)
            fprintf(stderr, "mail is off: smtp_url is not set; the mail waits\n");
        mailer_run(&app, never);
        status = tell(&app, a, id);
    }
    app_close(&app);
    return status;
}

const struct command command_mail_try = {
    .words = "mail try",
    .summary = "send a mail to see whether the mail server takes it",
    .arguments = {{"ADDRESS", "where to", .required = true},
                  {"--data", "the data folder", .required = true}},
    .run = run_try,
};

// --- mail list -------------------------------------------------------------------------------

static int run_list(struct arena *a, const struct command *given)
{
    struct app app;
    if (!command_open(&app, a, given))
        return STATUS_FAILED;
    struct tx *tx = app_begin(&app, TX_READ, a, NULL);
    for (int state = MAIL_WAITING; state < STATES; state++)
        printf("%s=%lld\n", state_words[state], (long long)mail_count(tx, (enum mail_state)state));
    struct mail_status_list failed = mail_failed_list(tx, 0, MOST_LISTED);
    for (size_t i = 0; i < failed.n; i++)
        printf("%.*s\t%s\t%.*s\n", STR(base32_from_id(a, failed.at[i].id)),
               state_words[failed.at[i].state], STR(failed.at[i].last_error));
    bool read = tx_ok(tx);
    tx_rollback(tx);
    app_close(&app);
    return read ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_mail_list = {
    .words = "mail list",
    .summary = "how many mails wait, went out or failed, and why",
    .arguments = {{"--data", "the data folder", .required = true}},
    .run = run_list,
};
