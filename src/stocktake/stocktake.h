// SPDX-License-Identifier: AGPL-3.0-or-later
// Stock-take (棚卸し): once a year every office says of each of its devices whether it is still
// there, and confirms its surroundings again. Guide 9(3)③; mission B4, B5.
#ifndef STOCKTAKE_STOCKTAKE_H
#define STOCKTAKE_STOCKTAKE_H

#include "device/device.h"
#include "turn.h"

// Stored as numbers: never change the order.
enum stocktake_found { FOUND_NOT_SAID, FOUND_HERE, FOUND_RETIRED, FOUND_LOST, STOCKTAKE_FOUNDS };
str stocktake_found_label(enum stocktake_found found);

struct stocktake {
    stocktake_id id;
    city_id city;
    int64_t year; // 2026: 令和8年度
    day due_on; // the last day to answer
    instant opened_at, closed_at; // NO_INSTANT: open
};
struct stocktake_list {
    size_t n;
    struct stocktake *at; // newest first
};
enum stocktake_outcome {
    STOCKTAKE_DONE,
    STOCKTAKE_EXISTS, // one a year
    STOCKTAKE_BAD_DATE, // less than a week to answer
    STOCKTAKE_NOT_NOW, // closed, or not asked
};
// Asks about every device that is not stopped, of the people who work at the city's offices; tells
// their administrators.
enum stocktake_outcome stocktake_open(struct tx *tx, const struct acting *me, int64_t year,
                                      day due_on, stocktake_id *out);
// Tells the administrators of offices that still owe an answer, a week and a day before the last day.
// How many offices. A job's.
int stocktake_remind(struct tx *tx);
bool stocktake_find(struct tx *tx, city_id city, stocktake_id id, struct stocktake *out);
struct stocktake_list stocktake_list_of(struct tx *tx, city_id city);
enum stocktake_outcome stocktake_close(struct tx *tx, const struct acting *me,
                                       const struct stocktake *s);

// How far the offices are.
struct stocktake_progress {
    office_id office;
    str name, phone, mail;
    int64_t asked, here, retired, lost;
    int64_t silent; // nothing said, and not stopped in another way since
};
struct stocktake_progress_list {
    size_t n;
    struct stocktake_progress *at;
};
struct stocktake_progress_list stocktake_progress_of(struct tx *tx, const struct stocktake *s);

struct stocktake_line {
    struct device device;
    office_id office;
    str name, office_name;
    enum stocktake_found found;
    instant told_at;
};
struct stocktake_lines {
    size_t n;
    struct stocktake_line *at;
};
// Of one office; {0}: of all, in their order.
struct stocktake_lines stocktake_lines_of(struct tx *tx, const struct stocktake *s, office_id office);

// The open one that still waits for answers of this office; false: none.
bool stocktake_waits(struct tx *tx, office_id office, struct stocktake *out);
// The office whose devices this person answers for: the own one, the city's desk for its officers;
// {0}: none.
office_id stocktake_office(struct tx *tx, const struct acting *me);
// What became of a device of that office. One that is here is confirmed
// to be used in safe surroundings, on its own network or else the one given; one thrown away was
// wiped; one lost is stopped at once.
struct stocktake_answer {
    device_id device;
    enum stocktake_found found;
};
enum stocktake_outcome stocktake_tell(struct tx *tx, const struct acting *me,
                                      const struct stocktake *s,
                                      const struct stocktake_answer *answer,
                                      enum device_network network);

extern const struct routes stocktake_routes;

#endif
