// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords, one way: argon2id, with its costs inside the hash.
//
// Normal cost is 32 MiB and 3 passes, above the least that OWASP's Password
// Storage Cheat Sheet names (19 MiB and 2). Several people sign in at once when
// the morning shift begins: eight at a time take 256 MiB for a moment, which a
// server of 2 GiB can spare, while libsodium's 64 MiB could push it into swap.
#ifndef VAULT_PASSWORD_H
#define VAULT_PASSWORD_H

#include "base/arena.h"

enum password_cost { PASSWORD_NORMAL, PASSWORD_FAST_FOR_TESTS };
void password_set_cost(enum password_cost cost); // once at start

str password_hash(struct arena *a, str password);
bool password_matches(str hash, str password); // false for what is not a hash
// Takes the same time as password_matches and says false: for unknown IDs.
bool password_matches_nobody(str password);

#endif
