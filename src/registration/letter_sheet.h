// SPDX-License-Identifier: AGPL-3.0-or-later
// The letters on paper: covers, people's pages, manuals. Draws what it is given, asks nobody.
#ifndef REGISTRATION_LETTER_SHEET_H
#define REGISTRATION_LETTER_SHEET_H

#include "city/city.h"
#include "device/device.h"
#include "member/member.h"
#include "office/office.h"
#include "registration/letter.h"
#include "sheet/sheet.h"

struct letter_device {
    struct device device;
    struct enrolment_letter given;
};
struct letter_page {
    const struct member *member;
    struct office office;
    struct letter letter;
    size_t n;
    struct letter_device *devices;
};
struct letter_pages {
    size_t n;
    struct letter_page *at; // by office
};
struct letter_sender {
    const struct services *services;
    const struct letter_print *print;
    struct city city;
    struct office desk;
};

struct sheet *letter_sheet(struct arena *a, const struct letter_sender *from,
                           const struct letter_pages *pages, instant at);

// --- between the two files that draw --------------------------------------------------------

enum letter_side { SIDE_BOTH, SIDE_IDS, SIDE_PASSWORDS };
struct letter_drawing {
    struct arena *arena;
    struct sheet *sheet;
    const struct letter_sender *from;
    instant at;
    enum letter_side side;
};
// Date and sender at the right, beside the window.
void letter_put_sender(const struct letter_drawing *d);
void letter_put_cover(const struct letter_drawing *d, const struct letter_page *pages, size_t n);
str letter_postcode(struct arena *a, str postal); // 270-0192

#endif
