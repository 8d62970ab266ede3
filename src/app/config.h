// SPDX-License-Identifier: AGPL-3.0-or-later
// The configuration: <data>/tsunagi.conf, "name = value" a line, # for comments;
// a variable TSUNAGI_NAME in the environment wins over the file.
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/arena.h"

struct config {
    str folder; // the data folder
    str database; // "sqlite:…" (default: <data>/tsunagi.db) or "postgresql://…"
    str address; // to listen on; 127.0.0.1
    int64_t member_port; // 8443
    int64_t public_port; // 8444
    str host; // the name in both addresses and certificates; localhost
    str public_url, member_url; // made of host and port when not given
    // PEM files of the public site's certificate from a public authority; empty: issued by our CA
    str public_certificate, public_key;
    int64_t threads, workers; // 0: sensible numbers
    // Mail; without smtp_url it is off, and what is queued waits.
    str smtp_url; // smtp://host:587 (STARTTLS) or smtps://host:465
    str smtp_name, smtp_password; // empty: without signing in
    str smtp_root; // PEM file of the authority behind the server's certificate; empty: the system's
    int64_t smtp_plain; // 1: no TLS, for a mail server on this machine
    str mail_from; // an address, or 名前 <address>
    str push_hosts; // of push services, "*.name" for all below; empty: the browser makers'; none: off
    str push_contact; // mailto: or https:, for the operators of push services
    str push_root; // PEM file of the authority behind the push services' certificates; empty: the system's
    str push_proxy; // http://host:port; empty: none
    int64_t push_private; // 1: push services in private networks too, for tests
    int64_t node; // 0 … 63, unique among processes that share a database
};

// False after a clear line on standard error: unknown names, ports out of range.
bool config_read(struct arena *a, str folder, struct config *out);

// True when nobody but this machine reaches it, by its addresses and by what letters say: there a
// clock may be set for trials.
bool config_is_for_trials(const struct config *config);

// The text of a fresh configuration file, with a comment for every setting.
str config_text(struct arena *a, const struct config *config);

#endif
