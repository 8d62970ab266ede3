// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

// Longer lines are cut: an event that needs more carries data that it should not.
enum { MOST_BYTES = 1000 };

static _Atomic int lowest_level = LOG_INFO;

void log_set_level(enum log_level lowest)
{
    atomic_store(&lowest_level, (int)lowest);
}

static const char *level_name(enum log_level level)
{
    switch (level) {
    case LOG_DEBUG:
        return "debug";
    case LOG_INFO:
        return "info";
    case LOG_WARN:
        return "warn";
    case LOG_ERROR:
        return "error";
    }
    return "error";
}

// Appends at most what fits; returns the new length.
__attribute__((format(printf, 3, 0))) static size_t add(char *line, size_t n, const char *format,
                                                        va_list values)
{
    int wrote = vsnprintf(line + n, MOST_BYTES - n, format, values);
    size_t length = wrote < 0 ? 0 : (size_t)wrote;
    return length < MOST_BYTES - n ? n + length : MOST_BYTES - 1;
}

static size_t put_head(char *line, enum log_level level, const char *word)
{
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(line, MOST_BYTES, "%Y-%m-%dT%H:%M:%S", &utc);
    int more = snprintf(line + n, MOST_BYTES - n, ".%03dZ %s %.100s ", (int)(now.tv_nsec / 1000000),
                        level_name(level), word);
    return n + (more > 0 ? (size_t)more : 0);
}

// A value with a line break in it must not look like a second event.
static void flatten(char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
            line[i] = ' ';
}

void log_line(enum log_level level, const char *word, const char *format, ...)
{
    if ((int)level < atomic_load(&lowest_level))
        return;
    char line[MOST_BYTES + 1];
    size_t n = put_head(line, level, word);
    va_list values;
    va_start(values, format);
    n = add(line, n, format, values);
    va_end(values);
    flatten(line, n);
    while (n && line[n - 1] == ' ')
        n--;
    line[n++] = '\n';
    // One write per line, so that lines of several threads never mix. There is
    // nobody to tell when standard error is gone.
    ssize_t written = write(STDERR_FILENO, line, n);
    (void)written;
}
