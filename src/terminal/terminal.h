// SPDX-License-Identifier: AGPL-3.0-or-later
// Terminal (端末登録): 様式1-2, with which an office names the devices that shall get a certificate,
// its own and those of its people. Guide 1 ①③, 2 (端末の変更), 様式1-2 and its back.
#ifndef TERMINAL_TERMINAL_H
#define TERMINAL_TERMINAL_H

#include "application/application.h"

extern const struct paper terminal_paper;

#endif
