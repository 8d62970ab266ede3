// SPDX-License-Identifier: AGPL-3.0-or-later
// The load program of `make bench`: one thread, epoll, TLS 1.3 with device certificates,
// kept-alive connections. It drives tsunagi and nginx alike and checks the status and the length
// of every answer. Results are "name=value" words in one line.
//
//   load get  PORT FOLDER CONNECTIONS SECONDS CODING PID PATH…    pages, over and over
//   load desk PORT FOLDER CONNECTIONS SECONDS CODING PID PATH…    the same, as the officer
//   load post PORT FOLDER CONNECTIONS SECONDS PATH FORM           writers, each waits for its answer
//   load live PORT FOLDER IDLE WATCHERS POSTS PATH FORM PID       streams, and how fast news travel
//
// FOLDER is what fill left beside its data. PID is the server's, whose processor time or memory is
// looked at. A number that is new each time is put behind FORM, so that it ends with the name of
// the request's key and "=".
#include "test/bench/figures.h"
#include "test/bench/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { PATHS_MOST = 64, LINES_MOST = 4096, WARM_UP_US = 500000, EVENTS = 256, OFFICERS = 2 };

static struct people people;
static struct line *lines;
static int n_lines, at_epoll;
static int port;

// --- connections ------------------------------------------------------------------------

static void lines_open(int n, int group)
{
    if (n_lines + n > LINES_MOST)
        give_up("connections", "too many");
    for (int i = 0; i < n; i++) {
        struct line *l = &lines[n_lines++];
        line_open(l, people_turn(&people, group, i), port);
        struct epoll_event on = {.events = EPOLLIN, .data.ptr = l};
        epoll_ctl(at_epoll, EPOLL_CTL_ADD, l->fd, &on);
    }
}

static size_t request_put(char *to, size_t room, const struct line *l, const char *path,
                          const char *coding)
{
    int n = snprintf(to, room,
                     "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nAccept-Encoding: %s\r\n"
                     "Cookie: __Host-session=%s\r\nSec-Fetch-Site: same-origin\r\n"
                     "User-Agent: bench\r\nAccept: text/html\r\n\r\n",
                     path, port, coding, l->who->cookie);
    return (size_t)n;
}

static size_t form_put(char *to, size_t room, const struct line *l, const char *path,
                       const char *form)
{
    static int64_t number;
    char key[40];
    if (number == 0)
        number = now_us();
    int n_key = snprintf(key, sizeof key, "bench%lld", (long long)number++);
    int n = snprintf(to, room,
                     "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nCookie: __Host-session=%s\r\n"
                     "Sec-Fetch-Site: same-origin\r\nUser-Agent: bench\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\n"
                     "Content-Length: %zu\r\n\r\n%s%s",
                     path, port, l->who->cookie, strlen(form) + (size_t)n_key, form, key);
    if (n <= 0 || (size_t)n >= room)
        give_up("form", "too long");
    return (size_t)n;
}

// --- what every answer must be -----------------------------------------------------------

struct asked {
    bool posts;
    const char *coding, *form;
    int n_paths;
    char **paths;
    size_t lengths[PATHS_MOST][PEOPLE_MOST]; // of the first answer; 0: not seen yet
};

// A compressed page differs by a few bytes when the key in its form does.
static bool length_good(const struct asked *a, size_t first, size_t now)
{
    size_t slack = strcmp(a->coding, "identity") ? first / 100 + 16 : 0;
    return now + slack >= first && now <= first + slack;
}

static void check_answer(struct asked *a, const struct line *l)
{
    char said[100];
    snprintf(said, sizeof said, "status %d, %zu bytes", l->status, l->got);
    if (a->posts) {
        if (l->status != 303 && l->status != 204)
            give_up("post", said);
        return;
    }
    size_t *first = &a->lengths[l->path][l->who - people.at];
    if (*first == 0)
        *first = l->got;
    if (l->status != 200 || l->got != l->length || !length_good(a, *first, l->got))
        give_up(a->paths[l->path], said);
}

static void ask(const struct asked *a, struct line *l)
{
    char request[16384];
    const char *path = a->paths[l->path];
    size_t n = a->posts ? form_put(request, sizeof request, l, path, a->form)
                        : request_put(request, sizeof request, l, path, a->coding);
    line_send(l, request, n);
}

// --- get and post ---------------------------------------------------------------------------

struct run {
    int64_t measure_from, until, answers;
    const char *pid; // NULL: its processor time is not asked for
    int64_t cpu;
    size_t bytes;
    struct figures times;
};

static void answered(struct run *r, struct asked *a, struct line *l, int64_t now)
{
    check_answer(a, l);
    if (now >= r->measure_from) {
        figures_add(&r->times, now - l->sent_at);
        r->answers++;
        r->bytes += l->got;
    }
    l->path = (l->path + 1) % a->n_paths;
    ask(a, l);
}

// The processor time that a process has used, in microseconds.
static int64_t cpu_of(const char *pid)
{
    char path[64], text[1000];
    long long in_program = 0, in_system = 0;
    snprintf(path, sizeof path, "/proc/%s/stat", pid);
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[n] = 0;
    if (file)
        fclose(file);
    const char *after_name = strrchr(text, ')');
    if (after_name)
        sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld", &in_program,
               &in_system);
    return (int64_t)(in_program + in_system) * 1000000 / sysconf(_SC_CLK_TCK);
}

static void run_until(struct run *r, struct asked *a)
{
    struct epoll_event ready[EVENTS];
    for (int64_t now = now_us(); now < r->until; now = now_us()) {
        if (r->pid && r->cpu == 0 && now >= r->measure_from)
            r->cpu = cpu_of(r->pid);
        int n = epoll_wait(at_epoll, ready, EVENTS, 1000);
        for (int i = 0; i < n; i++) {
            struct line *l = ready[i].data.ptr;
            if (line_answered(l))
                answered(r, a, l, now_us());
        }
    }
    if (r->pid)
        r->cpu = cpu_of(r->pid) - r->cpu;
}

static void measure(struct asked *a, int group, int connections, double seconds, const char *pid)
{
    lines_open(connections, group);
    struct run r = {.measure_from = now_us() + WARM_UP_US, .pid = pid};
    r.until = r.measure_from + (int64_t)(seconds * 1e6);
    int64_t began = now_us(), cpu = own_cpu_us();
    for (int i = 0; i < n_lines; i++) {
        lines[i].path = i % a->n_paths;
        ask(a, &lines[i]);
    }
    run_until(&r, a);
    double load = 100.0 * (double)(own_cpu_us() - cpu) / (double)(now_us() - began);
    printf("per_s=%.0f ", (double)r.answers / seconds);
    figures_print(&r.times);
    size_t n = r.answers ? (size_t)r.answers : 1;
    printf(" bytes=%zu cpu_us=%.0f load_percent=%.0f\n", r.bytes / n, (double)r.cpu / (double)n,
           load);
}

// --- live -------------------------------------------------------------------------------------

static long memory_kb(const char *pid)
{
    char path[64], row[200];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    FILE *file = fopen(path, "re");
    while (file && kb == 0 && fgets(row, sizeof row, file))
        sscanf(row, "VmRSS: %ld", &kb);
    if (file)
        fclose(file);
    return kb;
}

static void streams_open(int n, int group)
{
    struct asked a = {.coding = "identity", .n_paths = 1, .paths = (char *[]){"/live"}};
    int first = n_lines;
    lines_open(n, group);
    for (int i = first; i < n_lines; i++) {
        lines[i].path = 0;
        ask(&a, &lines[i]);
        line_wait(&lines[i]);
        if (!lines[i].stream || lines[i].status != 200)
            give_up("/live", "is not a stream");
    }
}

// Whatever is under way has a moment to arrive, and is thrown away.
static void streams_drain(void)
{
    char piece[4096];
    usleep(50000);
    for (int i = 0; i < n_lines; i++)
        if (lines[i].stream)
            while (line_take(&lines[i], piece, sizeof piece) > 0)
                ;
}

// The microseconds from the sending of a post until the last watcher has the event.
static int64_t news_travel(struct asked *a, struct line *writer, int watchers)
{
    struct epoll_event ready[EVENTS];
    char piece[4097];
    int64_t last = 0, give_up_at = now_us() + 10000000;
    ask(a, writer);
    int64_t sent = writer->sent_at;
    for (int left = watchers, posted = 0; left > 0 || !posted;) {
        int n = epoll_wait(at_epoll, ready, EVENTS, 1000);
        if (now_us() > give_up_at)
            give_up("live", "an event did not come");
        for (int i = 0; i < n; i++) {
            struct line *l = ready[i].data.ptr;
            if (l == writer) {
                posted += line_answered(l);
                continue;
            }
            size_t got;
            while ((got = line_take(l, piece, sizeof piece - 1)) > 0) {
                piece[got] = 0;
                if (strstr(piece, "event: room"))
                    left--, last = now_us();
            }
        }
    }
    check_answer(a, writer);
    return last - sent;
}

static void measure_live(char **arg)
{
    int idle = atoi(arg[0]), watchers = atoi(arg[1]), posts = atoi(arg[2]);
    struct asked a = {
        .posts = true, .form = arg[4], .coding = "identity", .n_paths = 1, .paths = &arg[3]};
    streams_open(100, 1); // the first ones pay for what all of them use
    long before = memory_kb(arg[5]);
    streams_open(idle, 1);
    long after = memory_kb(arg[5]);
    streams_open(watchers, 0);
    lines_open(1, 0);
    struct figures times = {0};
    for (int i = 0; i < posts; i++) {
        streams_drain();
        figures_add(&times, news_travel(&a, &lines[n_lines - 1], watchers));
    }
    printf("kb_each=%.1f ", (double)(after - before) / idle);
    figures_print(&times);
    printf("\n");
}

int main(int n, char **arg)
{
    if (n < 7)
        give_up("arguments", "see the top of test/bench/load.c");
    port = atoi(arg[2]);
    people_read(arg[3], &people);
    lines = calloc(LINES_MOST, sizeof *lines);
    at_epoll = epoll_create1(EPOLL_CLOEXEC);
    static struct asked a;
    a.coding = n > 6 ? arg[6] : "identity";
    bool officer = !strcmp(arg[1], "desk");
    if ((officer || !strcmp(arg[1], "get")) && n >= 9 && n - 8 <= PATHS_MOST) {
        a.n_paths = n - 8, a.paths = arg + 8;
        measure(&a, officer ? OFFICERS : 0, atoi(arg[4]), atof(arg[5]), arg[7]);
    } else if (!strcmp(arg[1], "post") && n == 8) {
        a.posts = true, a.n_paths = 1, a.paths = arg + 6, a.form = arg[7];
        measure(&a, 0, atoi(arg[4]), atof(arg[5]), NULL);
    } else if (!strcmp(arg[1], "live") && n == 10) {
        measure_live(arg + 4);
    } else {
        give_up("arguments", "see the top of test/bench/load.c");
    }
    return 0;
}
