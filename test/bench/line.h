// SPDX-License-Identifier: AGPL-3.0-or-later
// One TLS 1.3 connection of the load program, with a device certificate and a session: what a
// browser is to the server. A fault of the connection ends the program with a line on standard
// error, because figures about a broken run are worth nothing.
#ifndef BENCH_LINE_H
#define BENCH_LINE_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PEOPLE_MOST = 64, HEAD_MOST = 8192 };

// Somebody who may sign in, as test/bench/fill.c left them: <folder>/people has a line
// "group package cookie" for each, with the package relative to the folder.
struct person {
    int group;
    char cookie[128];
    gnutls_certificate_credentials_t keys;
};
struct people {
    int n;
    struct person at[PEOPLE_MOST];
};
void people_read(const char *folder, struct people *out);
// The n-th person of a group, counted round.
const struct person *people_turn(const struct people *people, int group, int n);

struct line {
    const struct person *who;
    gnutls_session_t tls;
    int fd;
    int64_t sent_at; // microseconds
    // the answer
    char head[HEAD_MOST + 1];
    size_t n_head;
    bool in_body, stream; // a stream has no length and never ends
    bool chunked; // its length is known at its end; of such a body, the last bytes
    char tail[5];
    int status;
    size_t length, got; // of the body
    int path; // which of the paths was asked for
};

int64_t now_us(void); // monotonic
_Noreturn void give_up(const char *what, const char *why);

// Connects to 127.0.0.1, shakes hands, and no longer blocks from then on.
void line_open(struct line *l, const struct person *who, int port);
void line_close(struct line *l);
void line_send(struct line *l, const char *request, size_t n);
// Takes what has arrived; true when an answer is whole.
bool line_answered(struct line *l);
// Takes what has arrived on a stream: its length, 0 when there is nothing.
size_t line_take(struct line *l, char *to, size_t most);
void line_wait(struct line *l); // until an answer is whole, or a stream's head has come

#endif
