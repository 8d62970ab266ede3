// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of this folder share and nobody else sees.
#ifndef MAIL_INSIDE_H
#define MAIL_INSIDE_H

#include "mail/mail.h"
#include "vault/vault.h"

// A mail that this process may try to send now.
struct mail_taken {
    int64_t id;
    int64_t attempts; // with this one
    bool opens; // false: sealed with another key
    str to, subject, body;
    str token; // repeats for the same mail, says nothing about it
    instant created_at;
    instant now;
};

// Takes the mail that has been due longest; false when there is none.
bool outbox_take(struct tx *tx, struct mail_taken *out);
// Notes how the attempt ended. `word` is fixed.
void outbox_retry(struct tx *tx, int64_t id, instant not_before, int64_t attempts, str word);
void outbox_end(struct tx *tx, int64_t id, enum mail_state state, str word);

// What the columns are sealed with, and where they stand.
struct key outbox_key(struct tx *tx);
struct place outbox_place(str column, int64_t id, int64_t city);

// --- addresses -----------------------------------------------------------------------

// As it is written on the wire: the local part in quotes where RFC 5321 wants it.
str address_wire(struct arena *a, str address);
// Cuts 名前 <address> apart; false when the address is none.
bool sender_parse(str sender, str *name, str *address);

// --- the message -----------------------------------------------------------------------

struct message {
    str from; // a sender
    str to, subject, body;
    str token; // before the @ of the Message-ID
    instant date;
};
str message_text(struct arena *a, const struct message *m);

#endif
