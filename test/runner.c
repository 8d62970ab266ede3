// SPDX-License-Identifier: AGPL-3.0-or-later
// tsunagi-test [--list] [--engine sqlite|postgres] [--url URL] [--only TEXT] [--part I/N] [--sweep]
// Runs the rules whose sentence or file contains TEXT. --sweep repeats each
// that touched the database with one database call after the other failing. --part
// takes every N-th rule from the I-th on, so that N processes share the work.
#include "test/harness.h"

#include "base/check.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "test/sweep.h"

static struct rule *registered;
static struct world *world; // of the test that is running
static struct rule *sweepable[4096];
static size_t n_sweepable;

void rule_register(struct rule *rule)
{
    rule->next = registered;
    registered = rule;
}

void assert_str_at(str actual, str expected, const char *file, int line)
{
    if (str_eq(actual, expected))
        return;
    print_error("is       \"%.*s\"\nexpected \"%.*s\"\n", STR(actual), STR(expected));
    _fail(file, line);
}

// --- one test -----------------------------------------------------------------------

static int set_up(void **state)
{
    (void)state;
    world = world_new(0);
    return 0;
}

static void run_rule(void **state)
{
    struct rule *rule = *state;
    rule->run(world);
}

// Runs after a failed test too; a transaction that was left open must be well.
static int tear_down(void **state)
{
    struct world_report r = world_end(world);
    world = NULL;
    if (r.used_database && !r.without_sweep && n_sweepable < sizeof sweepable / sizeof sweepable[0])
        sweepable[n_sweepable++] = *state;
    if (r.saw_fault)
        print_error("a transaction of the test had a fault\n");
    return r.saw_fault ? -1 : 0;
}

// --- all tests ----------------------------------------------------------------------

struct options {
    bool list;
    bool sweep;
    const char *engine;
    const char *url;
    const char *only;
    int part, parts;
};

static int by_place(const void *left, const void *right)
{
    const struct rule *a = *(struct rule *const *)left, *b = *(struct rule *const *)right;
    int order = strcmp(a->file, b->file);
    return order ? order : a->line - b->line;
}

static bool is_wanted(const struct rule *r, const struct options *o)
{
    if (r->engine && !o->list && strcmp(r->engine, o->engine) != 0)
        return false;
    return !o->only || strstr(r->sentence, o->only) || strstr(r->file, o->only);
}

static size_t wanted_rules(const struct options *o, struct rule ***out)
{
    size_t n = 0, room = 0;
    for (struct rule *r = registered; r; r = r->next)
        room++;
    struct rule **rules = calloc(room + 1, sizeof *rules);
    check(rules != NULL);
    for (struct rule *r = registered; r; r = r->next)
        if (is_wanted(r, o))
            rules[n++] = r;
    qsort(rules, n, sizeof *rules, by_place);
    size_t taken = 0;
    for (size_t i = (size_t)o->part - 1; i < n; i += (size_t)o->parts)
        rules[taken++] = rules[i];
    *out = rules;
    return taken;
}

static void list_rules(struct rule **rules, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(rules[i]->file, rules[i - 1]->file) != 0)
            printf("%s%s\n", i ? "\n" : "", rules[i]->file);
        printf("  - %s\n", rules[i]->sentence);
    }
}

static int run_rules(struct rule **rules, size_t n, const char *group)
{
    struct CMUnitTest *tests = calloc(n + 1, sizeof *tests);
    check(tests != NULL);
    for (size_t i = 0; i < n; i++)
        tests[i] = (struct CMUnitTest){rules[i]->sentence, run_rule, set_up, tear_down, rules[i]};
    int failed = _cmocka_run_group_tests(group, tests, n, NULL, NULL);
    free(tests);
    return failed;
}

static bool read_part(const char *text, struct options *o)
{
    return sscanf(text, "%d/%d", &o->part, &o->parts) == 2 && o->part >= 1 && o->part <= o->parts;
}

static struct options read_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"list", no_argument, NULL, 'l'},      {"engine", required_argument, NULL, 'e'},
        {"url", required_argument, NULL, 'u'}, {"only", required_argument, NULL, 'o'},
        {"sweep", no_argument, NULL, 's'},     {"part", required_argument, NULL, 'p'},
        {0},
    };
    struct options o = {
        .engine = "sqlite", .url = getenv("TSUNAGI_TEST_PG"), .part = 1, .parts = 1};
    for (int c; (c = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        o.list |= c == 'l';
        o.sweep |= c == 's';
        o.engine = c == 'e' ? optarg : o.engine;
        o.url = c == 'u' ? optarg : o.url;
        o.only = c == 'o' ? optarg : o.only;
        if (c == '?' || (c == 'p' && !read_part(optarg, &o)))
            exit(2);
    }
    bool is_postgres = strcmp(o.engine, "postgres") == 0;
    if ((!is_postgres && strcmp(o.engine, "sqlite") != 0) || (is_postgres && !o.url)) {
        fprintf(stderr, "--engine is sqlite or postgres; postgres needs --url or "
                        "TSUNAGI_TEST_PG (see bin/with-postgres)\n");
        exit(2);
    }
    if (!is_postgres)
        o.url = NULL;
    return o;
}

int main(int argc, char **argv)
{
    struct options o = read_options(argc, argv);
    struct rule **rules;
    size_t n = wanted_rules(&o, &rules);
    if (o.list) {
        list_rules(rules, n);
        free(rules);
        return 0;
    }
    worlds_start(o.url);
    int failed = run_rules(rules, n, o.engine);
    if (o.sweep && failed == 0)
        failed = sweep(sweepable, n_sweepable);
    worlds_end();
    free(rules);
    return failed != 0 || n == 0;
}
