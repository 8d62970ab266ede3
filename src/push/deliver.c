// SPDX-License-Identifier: AGPL-3.0-or-later
#include "push/deliver.h"

#include "base/base32.h"
#include "base/log.h"
#include "push/inside.h"
#include "push/push.sql.h"

enum { AT_ONCE = 32, ROUNDS = 10, TRIES = 8, REFUSALS = 3 };
#define TAKE_FOR MINUTES(2)
#define TOKEN_FOR HOURS(12)

static const int64_t pauses[] = {MINUTES(1), MINUTES(5), MINUTES(15), MINUTES(60), HOURS(6)};
enum { PAUSES = sizeof pauses / sizeof pauses[0] };

// One round: what was taken, and a letter for each that can be written to.
struct round {
    const struct push_run *run;
    struct arena *arena;
    instant now;
    struct p256_pair pair;
    struct push_due_row_list due;
    str *endpoints; // of each; NONE: it does not open
    struct webpush_letter *letters; // of each
};

// --- taking -----------------------------------------------------------------------------

static void open_all(struct tx *tx, struct round *r, struct push_browser *browsers)
{
    for (size_t i = 0; i < r->due.n; i++)
        if (push_open_browser(tx, r->due.at[i].device, r->due.at[i].content, &browsers[i]))
            r->endpoints[i] = browsers[i].endpoint;
}

static bool take_once(struct round *r, struct push_browser *browsers, enum tx_end *end)
{
    struct tx *tx = r->run->begin(r->run->context, r->arena);
    r->now = tx_now(tx);
    r->due = push_take(tx, r->now, instant_after(r->now, TAKE_FOR), tx_today(tx), AT_ONCE);
    r->endpoints = NEW_ARRAY(r->arena, str, AT_ONCE);
    r->letters = NEW_ARRAY(r->arena, struct webpush_letter, AT_ONCE);
    open_all(tx, r, browsers);
    bool has_key = r->due.n == 0 || push_key_find(tx, &r->pair);
    *end = tx_finish(tx);
    return has_key;
}

// Another process may be at the same rows: PostgreSQL then asks us to begin anew.
static bool take(struct round *r, struct push_browser *browsers)
{
    enum tx_end end = TX_RETRY;
    bool has_key = true;
    for (int i = 0; i < TRIES && end == TX_RETRY; i++)
        has_key = take_once(r, browsers, &end);
    if (end == TX_DONE && !has_key)
        log_error("push", "the key of this installation does not open");
    return end == TX_DONE && has_key;
}

// --- writing and sending --------------------------------------------------------------------

static bool is_of_use(const struct round *r, size_t i)
{
    return r->due.at[i].useful_until.us > r->now.us;
}

static bool write_letter(struct round *r, size_t i, const struct push_browser *browser,
                         struct webpush_letter *out)
{
    const struct push_due_row *due = &r->due.at[i];
    str origin;
    if (!r->endpoints[i].n || !is_of_use(r, i) ||
        !webpush_endpoint_parse(r->arena, browser->endpoint, r->run->hosts, &origin))
        return false;
    str text = push_text(r->arena, due->kind, due->badge);
    *out = (struct webpush_letter){
        .endpoint = browser->endpoint,
        .body = webpush_seal(r->arena, &browser->reader, str_bytes(text), PUSH_TEXT - text.n),
        .token = vapid_token(r->arena, &r->pair, origin, r->run->contact,
                             instant_after(r->now, TOKEN_FOR)),
        .key = base64url_from_bytes(r->arena, (bytes){r->pair.open, P256_OPEN}),
        .topic = S("news"),
        .ttl = (due->useful_until.us - r->now.us) / SECONDS(1),
        .urgent = due->urgent,
    };
    return true;
}

// Those that cannot be written to are refused by ourselves.
static void send_all(struct round *r, const struct push_browser *browsers)
{
    struct webpush_letter *ready = NEW_ARRAY(r->arena, struct webpush_letter, AT_ONCE);
    size_t whose[AT_ONCE], n = 0;
    for (size_t i = 0; i < r->due.n; i++) {
        r->letters[i].answer = WEBPUSH_REFUSED;
        if (write_letter(r, i, &browsers[i], &ready[n]))
            whose[n++] = i;
    }
    if (n)
        r->run->send(r->run->context, ready, n);
    for (size_t i = 0; i < n; i++)
        r->letters[whose[i]] = ready[i];
}

// --- what became of it ----------------------------------------------------------------------

static void end_subscription(struct tx *tx, const struct round *r, size_t i, str word)
{
    push_set_ended(tx, r->due.at[i].device, push_mark(tx, r->endpoints[i]), tx_now(tx),
                   str_bytes(S("")), word);
}

static void put_off(struct tx *tx, const struct push_due_row *due, int64_t pause, bool counts, str word)
{
    instant at = instant_after(tx_now(tx), pause);
    push_set_later(tx, &(struct push_set_later_params){
                           .device = due->device,
                           .revision = due->revision,
                           .at = at,
                           .pause = at,
                           .attempts = counts ? due->attempts : due->attempts - 1,
                           .trouble = word,
                       });
}

static void give_up(struct tx *tx, const struct push_due_row *due, bool refused, str word)
{
    push_set_given_up(tx, due->device, due->revision, due->refusals + refused, word);
}

static void try_later(struct tx *tx, const struct round *r, size_t i, struct push_tally *tally)
{
    const struct push_due_row *due = &r->due.at[i];
    const struct webpush_letter *letter = &r->letters[i];
    str word = str_of(webpush_answer_word(letter->answer));
    int64_t pause = due->attempts <= PAUSES ? pauses[due->attempts - 1] : 0;
    if (SECONDS(letter->retry_after) > pause)
        pause = SECONDS(letter->retry_after);
    if (due->attempts > PAUSES || tx_now(tx).us + pause >= due->useful_until.us) {
        give_up(tx, due, false, word);
        tally->given_up++;
    } else {
        put_off(tx, due, pause, true, word);
        tally->later++;
    }
}

static void refuse(struct tx *tx, const struct round *r, size_t i, struct push_tally *tally)
{
    const struct push_due_row *due = &r->due.at[i];
    str word = str_of(webpush_answer_word(r->letters[i].answer));
    tally->given_up++;
    if (!r->endpoints[i].n)
        push_drop_device(tx, due->device); // sealed with another key: of no use to anybody
    else if (!is_of_use(r, i))
        give_up(tx, due, false, S("expired"));
    else if (due->refusals + 1 >= REFUSALS)
        end_subscription(tx, r, i, word);
    else
        give_up(tx, due, true, word);
}

static void note_one(struct tx *tx, const struct round *r, size_t i, struct push_tally *tally)
{
    const struct push_due_row *due = &r->due.at[i];
    switch (r->letters[i].answer) {
    case WEBPUSH_TAKEN:
        push_set_taken(tx, due->device, due->revision, tx_now(tx));
        tally->sent++;
        break;
    case WEBPUSH_GONE:
        end_subscription(tx, r, i, S("gone"));
        tally->ended++;
        break;
    case WEBPUSH_REFUSED:
    case WEBPUSH_FORBIDDEN:
        refuse(tx, r, i, tally);
        break;
    case WEBPUSH_LATER:
    case WEBPUSH_NO_ANSWER:
    case WEBPUSH_UNREACHABLE:
    case WEBPUSH_NO_TLS:
        try_later(tx, r, i, tally);
        break;
    case WEBPUSH_STOPPED:
        put_off(tx, due, 0, false, S("stopped"));
        tally->later++;
        break;
    }
}

static bool note_all(const struct round *r, struct push_tally *tally)
{
    for (int i = 0; i < TRIES; i++) {
        struct push_tally noted = *tally;
        struct tx *tx = r->run->begin(r->run->context, r->arena);
        for (size_t k = 0; k < r->due.n; k++)
            note_one(tx, r, k, &noted);
        enum tx_end end = tx_finish(tx);
        if (end == TX_DONE)
            *tally = noted;
        if (end != TX_RETRY)
            return end == TX_DONE;
    }
    return false;
}

static bool nobody_answered(const struct round *r)
{
    for (size_t i = 0; i < r->due.n; i++)
        if (r->letters[i].answer < WEBPUSH_NO_ANSWER || r->letters[i].answer > WEBPUSH_NO_TLS)
            return false;
    return r->due.n > 0;
}

// False when the run should end here.
static bool go_round(const struct push_run *run, struct arena *arena, struct push_tally *tally)
{
    struct round r = {.run = run, .arena = arena};
    struct push_browser *browsers = NEW_ARRAY(arena, struct push_browser, AT_ONCE);
    tally->fault = !take(&r, browsers);
    if (tally->fault || r.due.n == 0)
        return false;
    send_all(&r, browsers);
    r.pair = (struct p256_pair){0};
    tally->fault = !note_all(&r, tally);
    tally->no_service = nobody_answered(&r);
    return !tally->fault && !tally->no_service && r.due.n == AT_ONCE;
}

struct push_tally push_deliver_due(const struct push_run *run)
{
    struct push_tally tally = {0};
    struct arena *arena = arena_new();
    for (int i = 0; i < ROUNDS; i++) {
        if ((run->is_stopping && run->is_stopping(run->context)) || !go_round(run, arena, &tally))
            break;
        arena_reset(arena);
    }
    arena_free(arena);
    return tally;
}
