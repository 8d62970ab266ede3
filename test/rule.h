// SPDX-License-Identifier: AGPL-3.0-or-later
// How tests are written. A rule is one sentence and its proof:
//
//     RULE("a member cannot keep a seat after the leave date")
//     {
//         struct tx *tx = world_write(world);
//         …
//         assert_true(…);            // cmocka's assertions
//     }
//
// At most twelve lines, one claim; success and refusal stand in one test so
// that the set-up cannot differ. RULE for rules of care work and of the libraries, PAGE for what
// a person sees. `tsunagi-test --list` prints the sentences as a document.
//
// Files are named *_test.c beside what they test. The runner gives each test a
// fresh `world` (see world.h), runs all of them on SQLite and on PostgreSQL, and
// again in the fault sweep with one database call after the other failing. A test
// that never touches the database runs once.
#ifndef TEST_RULE_H
#define TEST_RULE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

struct world;

struct rule {
    const char *sentence;
    const char *file;
    int line;
    void (*run)(struct world *world);
    const char *engine; // "sqlite", "postgres"; NULL: both
    struct rule *next;
};
void rule_register(struct rule *rule);

#define RULE_JOIN_(a, b) a##b
#define RULE_JOIN(a, b) RULE_JOIN_(a, b)
#define RULE_NAMED_(text, name, on)                                                                   \
    static void name(struct world *world);                                                         \
    static struct rule RULE_JOIN(name, _entry) = {text, __FILE__, __LINE__, name, on, NULL};           \
    __attribute__((constructor)) static void RULE_JOIN(name, _register)(void)                      \
    {                                                                                              \
        rule_register(&RULE_JOIN(name, _entry));                                                   \
    }                                                                                              \
    static void name(__attribute__((unused)) struct world *world)

#define RULE(sentence) RULE_NAMED_(sentence, RULE_JOIN(rule_at_, __LINE__), NULL)
#define PAGE(sentence) RULE_NAMED_(sentence, RULE_JOIN(page_at_, __LINE__), NULL)
// What one engine does in its own way is proved on that engine alone.
#define RULE_OF_SQLITE(sentence) RULE_NAMED_(sentence, RULE_JOIN(rule_at_, __LINE__), "sqlite")
#define RULE_OF_POSTGRES(sentence) RULE_NAMED_(sentence, RULE_JOIN(rule_at_, __LINE__), "postgres")

// assert_str(actual, S("expected")): both texts are shown when they differ.
#define assert_str(actual, expected) assert_str_at((actual), (expected), __FILE__, __LINE__)
void assert_str_at(str actual, str expected, const char *file, int line);

#endif
