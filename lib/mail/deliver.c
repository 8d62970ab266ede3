// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/inside.h"

#include "base/log.h"

static const int64_t pauses[] = {MINUTES(1), MINUTES(5), MINUTES(15), MINUTES(60),
                                 HOURS(6),   DAYS(1),    DAYS(1),     DAYS(1)};
enum { PAUSES = sizeof pauses / sizeof pauses[0], TRIES = 8 };

const char *mail_answer_word(enum mail_answer answer)
{
    switch (answer) {
    case MAIL_TAKEN:
        return "";
    case MAIL_NO_SUCH_ADDRESS:
        return "no-such-address";
    case MAIL_ADDRESS_LATER:
        return "address-later";
    case MAIL_CONTENT_REFUSED:
        return "content-refused";
    case MAIL_SENDER_REFUSED:
        return "sender-refused";
    case MAIL_LOGIN_REFUSED:
        return "login-refused";
    case MAIL_NO_TLS:
        return "no-tls";
    case MAIL_NO_ANSWER:
        return "no-answer";
    case MAIL_UNREACHABLE:
        return "unreachable";
    case MAIL_STOPPED:
        return "stopped";
    }
    return "";
}

// Another process may be at the same row: PostgreSQL then asks us to begin anew.
static bool take(const struct mail_run *run, struct arena *a, struct mail_taken *out, bool *fault)
{
    for (int i = 0; i < TRIES; i++) {
        struct tx *tx = run->begin(run->context, a);
        bool found = outbox_take(tx, out);
        enum tx_end end = tx_finish(tx);
        if (end == TX_DONE)
            return found;
        *fault = end != TX_RETRY;
        if (*fault)
            return false;
    }
    return false; // there is much going on; the next run will find it
}

static enum mail_answer try(const struct mail_run *run, struct arena *a,
                            const struct mail_taken *taken)
{
    str name, address;
    if (!sender_parse(run->from, &name, &address))
        return MAIL_SENDER_REFUSED;
    struct message message = {
        .from = run->from,
        .to = taken->to,
        .subject = taken->subject,
        .body = taken->body,
        .token = taken->token,
        .date = taken->created_at,
    };
    struct mail_parcel parcel = {
        .from = address_wire(a, address),
        .to = address_wire(a, taken->to),
        .message = message_text(a, &message),
    };
    return run->send(run->context, &parcel);
}

static void write_answer(struct tx *tx, const struct mail_taken *taken, enum mail_answer answer)
{
    str word = str_of(mail_answer_word(answer));
    if (answer == MAIL_TAKEN)
        outbox_end(tx, taken->id, MAIL_SENT, word);
    else if (answer == MAIL_NO_SUCH_ADDRESS)
        outbox_end(tx, taken->id, MAIL_BOUNCED, word);
    else if (answer == MAIL_STOPPED)
        outbox_retry(tx, taken->id, taken->now, taken->attempts - 1, word);
    else if (taken->attempts > PAUSES)
        outbox_end(tx, taken->id, MAIL_GIVEN_UP, word);
    else
        outbox_retry(tx, taken->id, instant_after(tx_now(tx), pauses[taken->attempts - 1]),
                     taken->attempts, word);
}

static bool note(const struct mail_run *run, struct arena *a, const struct mail_taken *taken,
                 enum mail_answer answer)
{
    for (int i = 0; i < TRIES; i++) {
        struct tx *tx = run->begin(run->context, a);
        if (taken->opens)
            write_answer(tx, taken, answer);
        else
            outbox_end(tx, taken->id, MAIL_GIVEN_UP, S("sealed"));
        enum tx_end end = tx_finish(tx);
        if (end != TX_RETRY)
            return end == TX_DONE;
    }
    return false;
}

static void count(struct mail_tally *tally, const struct mail_taken *taken, enum mail_answer answer)
{
    if (!taken->opens ||
        (answer > MAIL_NO_SUCH_ADDRESS && answer < MAIL_STOPPED && taken->attempts > PAUSES))
        tally->given_up++;
    else if (answer == MAIL_TAKEN)
        tally->sent++;
    else if (answer == MAIL_NO_SUCH_ADDRESS)
        tally->bounced++;
    else
        tally->later++;
}

// False when the run should end here.
static bool deliver_one(const struct mail_run *run, struct arena *a, struct mail_tally *tally)
{
    struct mail_taken taken;
    if (!take(run, a, &taken, &tally->fault))
        return false;
    enum mail_answer answer = taken.opens ? try(run, a, &taken) : MAIL_TAKEN;
    if (!note(run, a, &taken, answer)) {
        log_error("mail", "id=%lld the outcome could not be noted", (long long)taken.id);
        tally->fault = true;
        return false;
    }
    count(tally, &taken, answer);
    if (answer != MAIL_TAKEN || !taken.opens)
        log_warn("mail", "id=%lld attempt=%lld %s", (long long)taken.id, (long long)taken.attempts,
                 taken.opens ? mail_answer_word(answer) : "sealed");
    tally->no_server = answer >= MAIL_LOGIN_REFUSED && answer != MAIL_STOPPED;
    return answer < MAIL_LOGIN_REFUSED;
}

struct mail_tally mail_deliver_due(const struct mail_run *run)
{
    struct mail_tally tally = {0};
    struct arena *a = arena_new();
    for (int i = 0; i < run->most; i++) {
        if (run->is_stopping && run->is_stopping(run->context))
            break;
        if (!deliver_one(run, a, &tally))
            break;
        arena_reset(a);
    }
    arena_free(a);
    return tally;
}
