// SPDX-License-Identifier: AGPL-3.0-or-later
// The way to a mail server with libcurl. TLS 1.2 or later with a verified
// certificate comes before anything is said; a server that offers none gets no
// mail and no password. 30 seconds to connect, 30 for an answer, 120 for a mail.
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "mail/mail.h"

struct smtp_settings {
    str url; // smtp://host:587 (STARTTLS) or smtps://host:465
    str name, password; // empty: without signing in
    str root; // PEM file of the authority behind the server's certificate; empty: the system's
    str hello; // the host name that we greet with
    bool plain; // no TLS, and so no name and password: a mail server on this machine only
};

bool smtp_url_is(str url);

struct smtp;

// The connection is made with the first mail and kept until smtp_close. NULL when
// libcurl cannot start. `is_stopping` ends a transfer within about a second.
struct smtp *smtp_open(struct arena *a, const struct smtp_settings *settings,
                       bool (*is_stopping)(void *context), void *context);
enum mail_answer smtp_send(struct smtp *smtp, const struct mail_parcel *parcel);
void smtp_close(struct smtp *smtp); // NULL is fine

// How far a conversation had come, and the server's last reply to that step.
enum smtp_step { SMTP_HELLO, SMTP_TLS, SMTP_LOGIN, SMTP_SENDER, SMTP_ADDRESS, SMTP_CONTENT };
struct smtp_end {
    int curl; // CURLcode
    enum smtp_step step;
    int code; // 0: no reply
    bool is_policy; // enhanced code x.7.y (RFC 3463): not about the address itself
};
enum mail_answer smtp_judge(const struct smtp_end *end);

#endif
