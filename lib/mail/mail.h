// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail goes out in two steps. Whoever has something to say puts it into the
// outbox, a table, inside the transaction that it belongs to: when that rolls
// back, nothing is sent. A job takes what is due and hands it to a mail server.
//
// A mail never carries what is kept here about anybody: constant sentences and
// links only. It travels and rests where we have no say.
//
// A mail is sent at least once: when the process dies between the server's yes
// and our note of it, it goes out again, with the same Message-ID. Addresses,
// subjects and bodies are sealed with the key "mail" of the transaction's vault
// (TX_VAULT), and neither they nor a server's answers ever reach the log.
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include "db/typed.h"

struct mail {
    int64_t city; // whose mail it is; 0: the installation's own
    str to; // see mail_address_is
    str subject; // one line of clean text
    str body; // clean text; lines end with \n
    instant not_before; // {0}: at once
};

// An address as people have it: local@domain in ASCII, at most 254 letters. What
// telephone companies once gave out (a..b@, a.@) is taken too.
bool mail_address_is(str address);
// The sender of a configuration: an address, or 名前 <address>.
bool mail_sender_is(str sender);

// The mail's id; 0, and nothing queued, when the address or a text is refused.
int64_t mail_queue(struct tx *tx, const struct mail *mail);

enum mail_state { MAIL_WAITING = 1, MAIL_SENT, MAIL_BOUNCED, MAIL_GIVEN_UP };

struct mail_status {
    int64_t id;
    int64_t city;
    str to; // empty once sent
    str subject; // a constant sentence; empty once sent
    enum mail_state state;
    int64_t attempts;
    str last_error; // one of a few fixed words, see mail_answer_word
    instant created_at, not_before, ended_at;
};
LIST_OF(mail_status, struct mail_status);

bool mail_find(struct tx *tx, int64_t id, struct mail_status *out);
// What did not arrive and nobody has dealt with, newest first: bounced (the server knows no such
// address) and given up.
struct mail_status_list mail_failed_list(struct tx *tx, int64_t city, int64_t most);
struct mail_status_list mail_settled_list(struct tx *tx, int64_t city, int64_t most); // likewise
struct mail_status_list mail_waiting_list(struct tx *tx, int64_t city, int64_t most); // by attempt
// Dealt with in another way, by that member. False: not a failed mail of that city.
bool mail_settle(struct tx *tx, int64_t city, int64_t id, int64_t member);
int64_t mail_count(struct tx *tx, enum mail_state state);

// The queue as a whole, for those who keep it going.
struct mail_queue_state {
    int64_t waiting;
    int64_t tried; // of these, at least once in vain
    int64_t unsettled; // that did not arrive, and nobody has dealt with
    instant oldest; // of the waiting; NO_INSTANT
    instant sent_at; // the last one; NO_INSTANT
};
struct mail_queue_state mail_queue_state(struct tx *tx);

// --- delivery --------------------------------------------------------------------

// What became of one attempt. From MAIL_LOGIN_REFUSED on it is not about this
// mail, and the others are left for the next run.
enum mail_answer {
    MAIL_TAKEN,
    MAIL_NO_SUCH_ADDRESS, // for good: bounced
    MAIL_ADDRESS_LATER,
    MAIL_CONTENT_REFUSED,
    MAIL_SENDER_REFUSED,
    MAIL_LOGIN_REFUSED,
    MAIL_NO_TLS, // the server offers none, or its certificate is not good
    MAIL_NO_ANSWER,
    MAIL_UNREACHABLE,
    MAIL_STOPPED, // by us; does not count as an attempt
};
const char *mail_answer_word(enum mail_answer answer);

// For the envelope and the wire: CRLF, ASCII.
struct mail_parcel {
    str from, to, message;
};

struct mail_run {
    void *context; // for the three below
    // A writing transaction that carries the vault. None is open while sending.
    struct tx *(*begin)(void *context, struct arena *arena);
    enum mail_answer (*send)(void *context, const struct mail_parcel *parcel);
    bool (*is_stopping)(void *context); // NULL: never
    str from; // mail_sender_is
    int most; // mails in one run
};

struct mail_tally {
    int sent, later, bounced, given_up;
    bool fault; // the database failed; what was under way is tried again later
    bool no_server; // ended early: the server is out of reach or refuses us
};

// Sends what is due. A failed attempt is repeated after 1, 5, 15 and 60 minutes, 6
// hours, then daily three times; then the mail is given up. Several processes
// may do this at once: each takes a mail by moving its next attempt ten minutes
// on, so one attempt must take less than that.
struct mail_tally mail_deliver_due(const struct mail_run *run);

#endif
