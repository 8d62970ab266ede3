// SPDX-License-Identifier: AGPL-3.0-or-later
// What a 様式1-2 says, read against what is registered. Inside this folder.
#ifndef TERMINAL_ROWS_H
#define TERMINAL_ROWS_H

#include "device/device.h"
#include "member/member.h"
#include "terminal/carry.h"

struct terminal_row {
    int n;
    str name, keeper, kind, system, mail;
    int found; // how many people of the office are meant
    struct member who;
    str replaces; // as written; empty: a further device
    bool old_here; // `old` is a device of somebody who works at this office
    struct device old;
    day wiped_on;
};
struct terminal_rows {
    enum office_match match;
    struct office office; // OFFICE_KNOWN
    size_t n;
    struct terminal_row *at;
};
struct terminal_rows terminal_read(struct tx *tx, const struct application *of);

enum device_shape terminal_shape(const struct terminal_row *r);
enum device_system terminal_system(const struct terminal_row *r);
enum device_kind terminal_kind(const struct terminal_row *r);
bool terminal_is_personal(const struct terminal_row *r);
// Of the form as a whole; NETWORK_NOT_SAID where a point is not confirmed.
enum device_network terminal_network(const struct application *of);

#endif
