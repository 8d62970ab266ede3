// SPDX-License-Identifier: AGPL-3.0-or-later
// Which calls fail is chosen by the way that leads to them, that is, the statement and the
// functions that asked for it, up to the rule. Two thousand rules begin with the same people and
// rooms: to fail the same way anew in each of them says nothing new and takes an hour.
//
// A run with a failing call may end in four ways: world_commit learns of the
// fault and leaves the test; an assertion meets the emptiness after the fault;
// the test ends with its transaction at fault; or a page answers 500. Holding as
// if nothing had happened is an error, because then somebody swallowed the fault,
// and so is anything that the failing transaction left in the database.
#include "test/sweep.h"

#include "base/check.h"
#include "test/harness.h"

#include <execinfo.h>
#include <fcntl.h>
#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct verdict {
    struct rule *rule;
    const char *problem; // NULL: stood it
    int at; // which call failed
    int runs;
};

static struct rule *rule_now;
static struct world *world_now;
static jmp_buf leave_to;

// --- quiet --------------------------------------------------------------------------
// Failing on purpose is noisy. What is written meanwhile goes to memory and is
// shown only when the process dies of it.

static int shown[2], hidden = -1;

static void show_all_hidden(void)
{
    char part[4096];
    ssize_t n;
    lseek(hidden, 0, SEEK_SET);
    while ((n = read(hidden, part, sizeof part)) > 0)
        if (write(shown[1], part, (size_t)n) < 0)
            break;
}

static void show_hidden(int signal_number)
{
    show_all_hidden();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void hide(void)
{
    fflush(NULL);
    if (hidden < 0) {
        hidden = memfd_create("output", MFD_CLOEXEC);
        shown[0] = fcntl(1, F_DUPFD_CLOEXEC, 3);
        shown[1] = fcntl(2, F_DUPFD_CLOEXEC, 3);
        __sanitizer_set_report_fd((void *)(intptr_t)shown[1]);
        __sanitizer_set_death_callback(show_all_hidden);
    }
    check(ftruncate(hidden, 0) == 0 && lseek(hidden, 0, SEEK_SET) == 0);
    signal(SIGABRT, show_hidden);
    dup2(hidden, 1);
    dup2(hidden, 2);
}

static void unhide(void)
{
    fflush(NULL);
    dup2(shown[0], 1);
    dup2(shown[1], 2);
    signal(SIGABRT, SIG_DFL);
}

// --- one run ------------------------------------------------------------------------

static void leave(void)
{
    longjmp(leave_to, 1);
}

static void run_once(void **state)
{
    (void)state;
    if (setjmp(leave_to) == 0)
        rule_now->run(world_now);
}

// What is wrong with how this run ended, or NULL.
static const char *judge(const struct world_report *r, bool failed)
{
    if (!r->fired)
        return failed ? "fails when it is run again" : NULL;
    if (r->kept_half)
        return "the failing transaction left something behind";
    if (!failed && !r->saw_fault && !r->further_fault && !r->answered_fault)
        return "holds although a database call failed: the fault was swallowed";
    return NULL;
}

static struct world_report run_failing(struct verdict *v, int at)
{
    world_now = world_new(at);
    world_on_fault(world_now, leave);
    rule_now = v->rule;
    const struct CMUnitTest test[] = {{v->rule->sentence, run_once, NULL, NULL, NULL}};
    hide();
    bool failed = _cmocka_run_group_tests("sweep", test, 1, NULL, NULL) != 0;
    struct world_report r = world_end(world_now);
    unhide();
    v->problem = judge(&r, failed);
    v->at = at;
    v->runs++;
    return r;
}

// --- the ways to a call -------------------------------------------------------------

enum {
    DEPTH = 5, // the statement, who runs it, and three callers
    TIMES = 3, // a way fails in so many rules, or turns of a loop
    OURS = 3, // frames of note_way and of the library below the statement
    FRAMES = OURS + DEPTH + 1,
    WAYS = 1 << 18,
    MOST_CALLS = 1 << 16,
};

static struct {
    uint64_t way; // 0: free
    int failed;
} ways[WAYS];
static uint64_t way_of_call[MOST_CALLS];

static bool is_in_run_once(const void *address)
{
    enum { LONGER_THAN_IT_IS = 512 };
    return (uintptr_t)address - (uintptr_t)run_once < LONGER_THAN_IT_IS;
}

// The rule's own function is not part of the way: it stands below run_once.
static int end_of_way(void *const *frames, int n)
{
    for (int i = 0; i < n; i++)
        if (is_in_run_once(frames[i]))
            return i - 1;
    return n;
}

static void note_way(int call)
{
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES), end = end_of_way(frames, n);
    uint64_t way = UINT64_C(14695981039346656037); // FNV-1a, by words
    for (int i = OURS; i < end && i < OURS + DEPTH; i++)
        way = (way ^ (uintptr_t)frames[i]) * UINT64_C(1099511628211);
    if (call < MOST_CALLS)
        way_of_call[call] = way | 1;
}

// How often this way has failed.
static int *failures_of(uint64_t way)
{
    size_t at = (way ^ way >> 32) % WAYS, looked = 0;
    while (ways[at].way && ways[at].way != way && looked++ < WAYS)
        at = (at + 1) % WAYS;
    check(looked < WAYS);
    ways[at].way = way;
    return &ways[at].failed;
}

// The first run only notes the ways; the further ones fail where it is still worth it.
static void sweep_rule(struct verdict *v)
{
    memset(way_of_call, 0, sizeof way_of_call);
    world_watch_calls(note_way);
    run_failing(v, 0);
    world_watch_calls(NULL);
    for (int at = 1; at < MOST_CALLS && way_of_call[at] && !v->problem; at++) {
        int *failed = failures_of(way_of_call[at]);
        if (*failed < TIMES && run_failing(v, at).fired)
            ++*failed;
    }
}

// --- the report ---------------------------------------------------------------------

static void tell(void **state)
{
    const struct verdict *v = *state;
    if (v->problem)
        fail_msg("%s:%d: with call %d failing: %s", v->rule->file, v->rule->line, v->at,
                 v->problem);
}

int sweep(struct rule **rules, size_t n)
{
    struct verdict *verdicts = calloc(n + 1, sizeof *verdicts);
    struct CMUnitTest *tests = calloc(n + 1, sizeof *tests);
    check(verdicts != NULL && tests != NULL);
    int runs = 0;
    for (size_t i = 0; i < n; i++) {
        verdicts[i].rule = rules[i];
        sweep_rule(&verdicts[i]);
        runs += verdicts[i].runs;
        tests[i] = (struct CMUnitTest){rules[i]->sentence, tell, NULL, NULL, &verdicts[i]};
    }
    int failed = _cmocka_run_group_tests("fault sweep", tests, n, NULL, NULL);
    printf("fault sweep: %zu rules, %d runs\n", n, runs);
    free(tests);
    free(verdicts);
    return failed;
}
