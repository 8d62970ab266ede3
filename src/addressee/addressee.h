// SPDX-License-Identifier: AGPL-3.0-or-later
// Addressee (宛先): whom something in a room is for: a person, a 職種, an office or everybody. A
// 職種 and an office mean whoever sits in the room for them, also people who are invited later.
#ifndef ADDRESSEE_ADDRESSEE_H
#define ADDRESSEE_ADDRESSEE_H

#include "seat/seat.h"

// Stored as numbers: never change the order.
enum addressee_kind { ADDRESSEE_SEAT, ADDRESSEE_PROFESSION, ADDRESSEE_OFFICE, ADDRESSEE_EVERYONE };
enum { ADDRESSEES_MOST = 40 };

struct addressee {
    int64_t kind; // enum addressee_kind
    int64_t target; // a seat's id, a profession, an office's id; 0: everybody
};
struct addressees {
    size_t n;
    struct addressee *at;
};

// Whether the person who sits there is among them.
bool addressees_name(const struct addressees *to, const struct seat_row *who);
// Whether each names somebody who is in the room now, and they are not too many.
bool addressees_are_here(const struct addressees *to, const struct seat_rows *people);

// As forms and addresses write it: "seat-7f3k", "job-3", "office-7f3k", "all".
str addressee_word(struct arena *a, struct addressee to);
bool addressee_parse(str word, struct addressee *out);
// As a reader sees it: "山田 花子さん", "看護師", "あおば訪問看護", "全員". Empty: not in the room.
str addressee_label(struct arena *a, struct addressee to, const struct seat_rows *people);

#endif
