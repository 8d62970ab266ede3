// SPDX-License-Identifier: AGPL-3.0-or-later
// The log: one line per event on standard error, for an operator who must never
// learn a patient's data from it. A line is a time, a level, a fixed word and
// key=value pairs; values are ids, counts, durations and engine texts without
// parameters. Never names, contents, passwords or whole URLs.
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_set_level(enum log_level lowest); // LOG_INFO at start
void log_line(enum log_level level, const char *word, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define log_info(word, ...) log_line(LOG_INFO, (word), __VA_ARGS__)
#define log_warn(word, ...) log_line(LOG_WARN, (word), __VA_ARGS__)
#define log_error(word, ...) log_line(LOG_ERROR, (word), __VA_ARGS__)

#endif
