// SPDX-License-Identifier: AGPL-3.0-or-later
// Ledger (端末台帳): all devices of a city or an office with who uses them, where, until when their
// certificates are good, and when their surroundings were last found safe. Guide 1 ③, 9(3)③;
// mission B3, B4.
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "device/device.h"
#include "turn.h"

// Which of them, by state.
enum ledger_show {
    LEDGER_LIVE, // not stopped
    LEDGER_WAITING,
    LEDGER_ACTIVE,
    LEDGER_EXPIRED,
    LEDGER_STOPPED,
    LEDGER_ALL,
    LEDGER_SHOWS
};
struct ledger_filter {
    city_id city;
    office_id office; // {0}: any
    int kind; // enum device_kind; -1: any
    enum ledger_show show;
    int days; // the certificate ends within so many days, or has ended; 0: any
    bool renewal; // a new certificate is asked for
    bool unconfirmed; // the surroundings are not confirmed
    int64_t after; // keyset: the last register number seen
    int most;
};
struct ledger_line {
    struct device device;
    str serial; // of the certificate, in hex; empty: none
    str name, personal_id;
    office_id office; // {0}: works nowhere any more
    str office_name;
};
struct ledger_lines {
    size_t n;
    struct ledger_line *at;
    bool more;
};
struct ledger_lines ledger_list(struct tx *tx, const struct ledger_filter *filter);
// Of the people who work at the office, whatever city gave their IDs; stopped ones too.
struct ledger_lines ledger_list_of_office(struct tx *tx, office_id office);
// A device of somebody who works at the office that this person administers.
bool ledger_find_own(struct tx *tx, const struct acting *me, device_id id, struct device *out);
// Offices of the city where somebody has a device, by name.
struct ledger_offices {
    size_t n;
    struct {
        office_id id;
        str name;
    } *at;
};
struct ledger_offices ledger_offices_of(struct tx *tx, city_id city);

// Thrown away after what it held was erased; today. False: stopped already.
bool ledger_retire(struct tx *tx, const struct device *d);

// --- certificates that end ---------------------------------------------------------------------

// Days until the certificate ends, today's date to the last; -1 and less: over.
int ledger_days_left(struct tx *tx, const struct device *d);
// Certificates that end within 90 days: the person's own nearest one, those first for which no new
// one is asked for; of the people of an office, but for one ({0}: of all); of a city.
struct ledger_own {
    day ends_on; // NO_DAY: none
    bool asked; // the person has asked for a new one
};
struct ledger_own ledger_own_ending(struct tx *tx, member_id member);
struct ledger_others {
    int64_t n;
    day first; // NO_DAY: none ends
};
struct ledger_others ledger_ending_at(struct tx *tx, office_id office, member_id but);
int64_t ledger_ending_in(struct tx *tx, city_id city);
// Mails at 90, 60, 30 and 15 days before the end and daily from 7 days on, each once, to the
// address of the device and to the office; what was missed is made up for by the newest one. The
// mail holds constant sentences and the link. The administrators hear of it inside, and the person
// whose device has no address. A job's. Returns how many were queued.
int ledger_remind(struct tx *tx, str member_url);

extern const struct routes ledger_routes;

#endif
