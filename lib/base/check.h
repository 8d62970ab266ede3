// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks that stay on in production. A failed check is a bug in this program:
// the process stops at once, because a wrong guess could show one patient's
// data to another patient's team.
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

// Stops the process with the place and the text of the condition. The text is
// source code, never data, so nothing secret reaches the log.
#define check(condition) \
    ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))

_Noreturn void check_failed(const char *what, const char *file, int line);

#endif
